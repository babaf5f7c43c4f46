"""What is bought: bills, credit notes, payments, orders, receipts."""

from mockserver.providers.codat.schemas.accounting import parts
from mockserver.providers.codat.schemas.accounting.parts import choice, many, number, one, when
from mockserver.providers.codat.schemas.accounting.sales import CREDIT_STATUSES, ORDER_STATUSES
from mockserver.providers.codat.schemas.shared import Lenient
from mockserver.web.fields import Flag

BILL_STATUSES = ("Unknown", "Open", "PartiallyPaid", "Paid", "Void", "Draft")
LINK_TYPES = (
    "Unknown",
    "Unlinked",
    "Bill",
    "Other",
    "CreditNote",
    "BillPayment",
    "PaymentOnAccount",
    "Refund",
    "ManualJournal",
    "Discount",
)


class PurchaseOrderRef(Lenient):
    """A purchase order."""

    id = parts.text()
    purchase_order_number = parts.text()


class PurchaseLine(parts.Line):
    """A line of a bill or bill credit note."""

    line_number = parts.text()
    unit_of_measurement = parts.text()
    purchase_order_line_ref = one(parts.LineRef)
    tracking = one(parts.LineTracking)
    is_direct_cost = Flag()


class Bill(parts.Supplemented):
    """A supplier's demand for payment."""

    id = parts.text()
    reference = parts.text()
    supplier_ref = one(parts.SupplierRef)
    purchase_order_refs = many(PurchaseOrderRef)
    issue_date = when("When it was issued.", required=True)
    due_date = when("When it has to be paid.")
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    line_items = many(PurchaseLine)
    withholding_tax = many(parts.Withholding)
    status = choice(*BILL_STATUSES, required=True)
    sub_total = number(required=True)
    tax_amount = number(required=True)
    total_amount = number(required=True)
    amount_due = number("What is still to be paid.")
    note = parts.text()
    payment_allocations = many(parts.Allocation)


class BillCreditLine(PurchaseLine):
    """A line of a bill credit note."""

    created_from_line_ref = one(parts.LineRef)


class BillCreditNote(parts.Supplemented):
    """What a supplier gives back."""

    id = parts.text()
    bill_credit_note_number = parts.text()
    supplier_ref = one(parts.SupplierRef)
    withholding_tax = many(parts.Withholding)
    total_amount = number(required=True)
    total_discount = number(required=True)
    sub_total = number(required=True)
    total_tax_amount = number(required=True)
    discount_percentage = number(required=True)
    remaining_credit = number("What was not set off yet.")
    status = choice(*CREDIT_STATUSES, required=True)
    issue_date = when("When it was issued.")
    allocated_on_date = when("When it was set off.")
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    line_items = many(BillCreditLine)
    payment_allocations = many(parts.Allocation)
    created_from_refs = many(parts.RecordRef)
    note = parts.text()


class BillPaymentLink(Lenient):
    """What a line of a payment pays for."""

    type = choice(*LINK_TYPES, required=True)
    id = parts.text()
    amount = number()
    currency_rate = parts.exchange_rate()


class BillPaymentLine(Lenient):
    """A part of a payment."""

    amount = number(required=True)
    links = many(BillPaymentLink)
    allocated_on_date = when("When it was allocated.")


class BillPayment(parts.Supplemented):
    """Money to a supplier."""

    id = parts.text()
    supplier_ref = one(parts.SupplierRef)
    account_ref = one(parts.AccountRef)
    total_amount = number()
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    date = when("When it was paid.", required=True)
    note = parts.text()
    payment_method_ref = one(parts.PaymentMethodRef)
    lines = many(BillPaymentLine)
    reference = parts.text()


class CreatedBy(Lenient):
    """Who wrote an order."""

    first_name = parts.text()
    last_name = parts.text()
    email = parts.text()


class PurchaseOrderLine(parts.Priced):
    """A line of a purchase order."""

    line_number = parts.text()
    unit_amount = number()
    quantity = number()
    unit_of_measurement = parts.text()


class PurchaseOrder(parts.Record):
    """What was ordered from a supplier."""

    id = parts.text()
    purchase_order_number = parts.text()
    issue_date = when("When it was issued.")
    delivery_date = when("When it was delivered.")
    expected_delivery_date = when("When it is to be delivered.")
    payment_due_date = when("When it has to be paid.")
    note = parts.text()
    ship_to = one(parts.ShipTo)
    supplier_ref = one(parts.SupplierRef)
    created_by = one(CreatedBy)
    status = choice(*ORDER_STATUSES)
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    line_items = many(PurchaseOrderLine)
    total_discount = number()
    sub_total = number()
    total_tax_amount = number()
    total_amount = number()


class ReceiptLine(Lenient):
    """A line of what was received."""

    line_number = parts.text()
    description = parts.text()
    unit_amount = number()
    quantity = number()
    unit_of_measurement = parts.text()
    sub_total = number()
    total_amount = number()
    account_ref = one(parts.AccountRef)
    item_ref = one(parts.ItemRef)
    purchase_order_line_ref = one(parts.LineRef)
    tracking = one(parts.RecordTracking)


class ItemReceipt(parts.Supplemented):
    """What was received from a supplier."""

    id = parts.text()
    reference = parts.text()
    supplier_ref = one(parts.SupplierRef)
    purchase_order_refs = many(PurchaseOrderRef)
    received_date = when("When it was received.")
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    line_items = many(ReceiptLine)
    sub_total = number()
    total_amount = number()
    note = parts.text()
    status = choice("Unknown", "Draft", "Received", "Rejected", "Void")
