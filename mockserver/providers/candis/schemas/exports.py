"""Exports and their postings. Source: https://developer.candis.io/reference/exports."""

from marshmallow import Schema, fields

from mockserver.providers.candis import rules
from mockserver.providers.candis.schemas.parts import (
    CardPayment,
    Code,
    Money,
    TaxCode,
    instant,
    listed,
    maybe_text,
    nested,
    number,
    one_of,
    text,
)
from mockserver.providers.candis.schemas.shared import Pagination
from mockserver.providers.candis.schemas.texts import choice


class NewExport(Schema):
    """What to export."""

    class Meta:
        unknown = "exclude"

    entity_type = choice(
        "entityType",
        rules.ENTITY_TYPES,
        "What to export; DOCUMENT unless given.",
        required=False,
        nullable=True,
    )


class Export(Schema):
    """How far an export is."""

    id = text(required=True)
    postings_count = fields.Integer(data_key="postingsCount", required=True)
    status = one_of(rules.EXPORT_STATUSES)
    created_at = instant("createdAt", required=True)


class ExportList(Schema):
    """A page of exports."""

    exports = listed(Export, required=True)
    pagination = nested(Pagination, required=True)


class PostingContact(Schema):
    """Who sent or got an invoice."""

    accounts_payable_number = text("accountsPayableNumber")
    accounts_receivable_number = text("accountsReceivableNumber")
    name = text()


class PostingCondition(Schema):
    """Terms of payment."""

    name = maybe_text()
    discount_percentage = number("discountPercentage", nullable=True)
    discount_payment_date = instant("discountPaymentDate")


class PostingOrder(Schema):
    """The purchase order that an invoice belongs to."""

    order_number = text("orderNumber", required=True)


class AccountingArea(Schema):
    """An accounting area."""

    name = text(required=True)
    description = text(required=True)


class PostingFile(Schema):
    """A file of a document."""

    id = text(required=True)
    url = text(required=True)
    name = text(required=True)
    type = one_of(rules.FILE_TYPES)


class OrderLine(Schema):
    """A line of a purchase order."""

    order_number = text("orderNumber", required=True)
    line_number = number("lineNumber", required=True)
    item_number = text("itemNumber", required=True)
    location_code = maybe_text("locationCode")
    external_line_id = maybe_text("externalLineId")


class ReceiptLine(Schema):
    """A line of a goods receipt."""

    receipt_number = text("receiptNumber", required=True)
    line_number = number("lineNumber", required=True)
    item_number = text("itemNumber", required=True)
    location_code = maybe_text("locationCode")
    external_line_id = maybe_text("externalLineId")


class SplitPosting(Schema):
    """A part of a posting: one account, one tax code, one place."""

    type = text()
    amount = number(required=True)
    net_amount = number("netAmount")
    tax_amount = number("taxAmount")
    unit_price = number("unitPrice")
    quantity = number()
    general_ledger_account = text("generalLedgerAccount", required=True)
    booking_key = nested(TaxCode, "bookingKey")
    cost_center = nested(Code, "costCenter")
    cost_object = nested(Code, "costObject")
    custom_cost_dimension = nested(Code, "customCostDimension")
    posting_text = text("postingText")
    note = text()
    purchase_order_metadata = listed(OrderLine, "purchaseOrderMetadata")
    goods_receipt_metadata = listed(ReceiptLine, "goodsReceiptMetadata")
    additional_delivery_costs_metadata = listed(Code, "additionalDeliveryCostsMetadata")


class CardSettings(Schema):
    """The accounts of a credit card."""

    booking_account = maybe_text("bookingAccount")
    transit_account = maybe_text("transitAccount")


class Employee(Schema):
    """Who is reimbursed."""

    name = text(required=True)
    accounts_payable_number = text("accountsPayableNumber")


class PostingCase(Schema):
    """The case that an item belongs to."""

    id = text(required=True)
    title = text(required=True)


class Posting(Schema):
    """An exported document, card transaction or reimbursement item: see `type`."""

    id = text(required=True)
    entity_guid = text("entityGuid", required=True)
    status = one_of(("EXPORTED",))
    type = one_of(rules.POSTING_TYPES)
    document_type = text("documentType")
    amount = nested(Money, required=True)
    contact = nested(PostingContact)
    invoice_id = text("invoiceId", required=True)
    invoice_date = instant("invoiceDate", required=True)
    delivery_date = instant("deliveryDate")
    due_date = instant("dueDate")
    invoice_format = one_of(rules.INVOICE_FORMATS, "invoiceFormat", required=False)
    payment_condition = nested(PostingCondition, "paymentCondition")
    purchase_order = nested(PostingOrder, "purchaseOrder")
    accounting_area = nested(AccountingArea, "accountingArea")
    files = listed(PostingFile, required=True)
    url = text(required=True)
    split_postings = listed(SplitPosting, "splitPostings", required=True)
    credit_card_settings = nested(CardSettings, "creditCardSettings")
    payment = nested(CardPayment)
    reason = text()
    reimbursement_type = one_of(rules.REIMBURSEMENT_TYPES, "reimbursementType", required=False)
    employee = nested(Employee)
    reimbursement_date = instant("reimbursementDate")
    reimbursement_case = nested(PostingCase, "reimbursementCase")


class FailedPosting(Schema):
    """What could not be exported."""

    id = text(required=True)
    entity_id = text("entityId")
    error_code = text("errorCode", required=True)


class Postings(Schema):
    """What became of everything in an export."""

    successful_postings = listed(Posting, "successfulPostings", required=True)
    failed_postings = listed(FailedPosting, "failedPostings", required=True)
