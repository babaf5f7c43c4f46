"""What is sold: invoices, credit notes, payments, orders."""

from mockserver.providers.codat.schemas.accounting import parts
from mockserver.providers.codat.schemas.accounting.parts import choice, many, number, one, when
from mockserver.providers.codat.schemas.shared import Lenient
from mockserver.web.fields import Flag

CREDIT_STATUSES = ("Unknown", "Draft", "Submitted", "Paid", "Void", "PartiallyPaid")
INVOICE_STATUSES = ("Unknown", "Draft", "Submitted", "PartiallyPaid", "Paid", "Void")
ORDER_STATUSES = ("Unknown", "Draft", "Open", "Closed", "Void")
LINK_TYPES = (
    "Unknown",
    "Unlinked",
    "Invoice",
    "CreditNote",
    "Other",
    "Refund",
    "Payment",
    "PaymentOnAccount",
    "ManualJournal",
    "Discount",
)


class SalesTracking(parts.LineTracking):
    """For whom a line was sold."""

    record_ref = one(parts.RecordRef)


class SalesLine(parts.Line):
    """A line of an invoice or credit note."""

    tracking = one(SalesTracking)
    is_direct_income = Flag()


class Invoice(parts.Supplemented):
    """A demand for payment to a customer."""

    id = parts.text()
    invoice_number = parts.text()
    customer_ref = one(parts.CustomerRef)
    sales_order_refs = many(parts.RecordRef)
    issue_date = when("When it was issued.", required=True)
    due_date = when("When it has to be paid.")
    paid_on_date = when("When it was paid in full.")
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    line_items = many(SalesLine)
    payment_allocations = many(parts.Allocation)
    withholding_tax = many(parts.Withholding)
    total_discount = number()
    sub_total = number("Sum of the lines without tax.")
    additional_tax_amount = number()
    additional_tax_percentage = number()
    total_tax_amount = number(required=True)
    total_amount = number("With tax.", required=True)
    amount_due = number("What is still to be paid.", required=True)
    discount_percentage = number()
    status = choice(*INVOICE_STATUSES, required=True)
    note = parts.text()


class CreditNote(parts.Supplemented):
    """What a customer gets back or may set off."""

    id = parts.text()
    credit_note_number = parts.text()
    customer_ref = one(parts.CustomerRef)
    withholding_tax = many(parts.Withholding)
    total_amount = number(required=True)
    total_discount = number(required=True)
    sub_total = number(required=True)
    additional_tax_amount = number()
    additional_tax_percentage = number()
    total_tax_amount = number(required=True)
    discount_percentage = number(required=True)
    remaining_credit = number("What was not set off yet.", required=True)
    status = choice(*CREDIT_STATUSES, required=True)
    issue_date = when("When it was issued.")
    allocated_on_date = when("When it was set off.")
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    line_items = many(SalesLine)
    payment_allocations = many(parts.Allocation)
    note = parts.text()


class PaymentLink(Lenient):
    """What a line of a payment pays for."""

    type = choice(*LINK_TYPES, required=True)
    id = parts.text()
    amount = number()
    currency_rate = parts.exchange_rate()


class PaymentLine(Lenient):
    """A part of a payment."""

    amount = number(required=True)
    links = many(PaymentLink)
    allocated_on_date = when("When it was allocated.")


class Payment(parts.Supplemented):
    """Money from a customer."""

    id = parts.text()
    customer_ref = one(parts.CustomerRef)
    account_ref = one(parts.AccountRef)
    payment_method_ref = one(parts.PaymentMethodRef)
    total_amount = number()
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    date = when("When it was paid.", required=True)
    note = parts.text()
    lines = many(PaymentLine)
    reference = parts.text()


class SalesOrderLine(parts.Priced):
    """A line of a sales order."""

    line_number = parts.text()
    unit_amount = number()
    quantity = number()
    unit_of_measurement = parts.text()
    tracking = one(parts.RecordTracking)


class SalesOrder(parts.Record):
    """What a customer ordered."""

    id = parts.text()
    sales_order_number = parts.text()
    customer_purchase_order_number = parts.text()
    issue_date = when("When it was issued.")
    expected_delivery_date = when("When it is to be delivered.")
    note = parts.text()
    ship_to = one(parts.ShipTo)
    customer_ref = one(parts.CustomerRef)
    status = choice(*ORDER_STATUSES)
    invoicing_status = choice("Unknown", "PartiallyInvoiced", "Invoiced", "NotInvoiced")
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    line_items = many(SalesOrderLine)
    total_discount = number()
    sub_total = number()
    total_tax_amount = number()
    total_amount = number()
