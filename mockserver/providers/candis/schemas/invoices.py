"""Invoices of the archive. Source: https://developer.candis.io/reference/listinvoices."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from mockserver.providers.candis import rules
from mockserver.providers.candis.schemas.parts import (
    CardPayment,
    Money,
    NamedAccount,
    NamedCode,
    NamedTaxCode,
    listed,
    nested,
    number,
    one_of,
    text,
)
from mockserver.providers.candis.schemas.shared import Pagination
from mockserver.web.fields import Flag


class BookingCondition(Schema):
    """The discount of a booking."""

    discount_amount = number("discountAmount")
    discount_payment_date = text("discountPaymentDate")
    discount_percentage = number("discountPercentage")


class Booking(Schema):
    """A part of an invoice: one account, one tax code, one place."""

    due_date = text("dueDate")
    amount = number()
    cost_center = nested(NamedCode, "costCenter")
    cost_object = nested(NamedCode, "costObject")
    extra_cost_info = nested(NamedCode, "extraCostInfo")
    general_ledger_account = nested(NamedAccount, "generalLedgerAccount")
    booking_key = nested(NamedTaxCode, "bookingKey")
    vat_rate = number("vatRate")
    note = text()
    posting_text = text("postingText")
    artist_social_insurance_code = text("artistSocialInsuranceCode")
    payment_condition = nested(BookingCondition, "paymentCondition")


class BankAccount(Schema):
    """Where to pay."""

    iban = text()
    swift_code = text("swiftCode")


class Category(Schema):
    """What kind of document it is, in the customer's language."""

    document_type = text("documentType")


class InvoiceContact(Schema):
    """Who sent or got an invoice; its numbers are spelled otherwise than in exports."""

    name = text()
    account_payable_number = text("accountPayableNumber")
    account_receivable_number = text("accountReceivableNumber")


class Invoice(Schema):
    """An approved or exported invoice."""

    id = text(required=True)
    organization_id = text("organizationId", required=True)
    status = one_of(rules.ARCHIVE_STATUSES)
    created_at = text("createdAt", required=True)
    updated_at = text("updatedAt")
    requested_at = text("requestedAt")
    approved_at = text("approvedAt")
    amount = nested(Money)
    automatic_payment = fields.Boolean(data_key="automaticPayment")
    bank_account = nested(BankAccount, "bankAccount")
    bookings = listed(Booking)
    category = nested(Category)
    contact = nested(InvoiceContact)
    delivery_date = text("deliveryDate")
    invoice_date = text("invoiceDate")
    invoice_id = text("invoiceId")
    payment = nested(CardPayment)
    purchase_order_number = text("purchaseOrderNumber")
    archive_url = text("archiveUrl")


class InvoiceList(Schema):
    """A page of invoices."""

    invoices = listed(Invoice, required=True)
    pagination = nested(Pagination, required=True)


_PAID_AT = "paidAt must be a valid ISO 8601 date string"


class Payment(Schema):
    """Whether and when an invoice was paid."""

    class Meta:
        unknown = "exclude"

    is_paid = Flag(
        data_key="isPaid",
        required=True,
        error_messages=dict.fromkeys(
            ("required", "null", "invalid"), "isPaid must be a boolean value"
        ),
        metadata={"description": "true with `paidAt`, false without."},
    )
    paid_at = fields.AwareDateTime(
        data_key="paidAt",
        format="iso",
        error_messages=dict.fromkeys(("null", "invalid", "invalid_awareness"), _PAID_AT),
        metadata={"description": "When it was paid; needed if it was."},
    )

    @validates_schema
    def _paid_when(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("is_paid") and "paid_at" not in data:
            raise ValidationError([_PAID_AT], "paidAt")


class InvoiceUpdate(Schema):
    """What can be changed of an invoice: whether it is paid."""

    class Meta:
        unknown = "exclude"

    payment = nested(
        Payment,
        error_messages={"type": "payment must be an object", "null": "payment must be an object"},
    )
