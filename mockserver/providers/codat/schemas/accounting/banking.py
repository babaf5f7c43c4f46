"""Money in banks: accounts, movements, transfers, what was bought and sold at once."""

from mockserver.providers.codat.schemas.accounting import parts
from mockserver.providers.codat.schemas.accounting.parts import choice, many, number, one, when
from mockserver.providers.codat.schemas.shared import Lenient
from mockserver.web.fields import Flag

TRANSACTION_TYPES = (
    "Unknown",
    "Credit",
    "Debit",
    "Int",
    "Div",
    "Fee",
    "SerChg",
    "Dep",
    "Atm",
    "Pos",
    "Xfer",
    "Check",
    "Payment",
    "Cash",
    "DirectDep",
    "DirectDebit",
    "RepeatPmt",
    "Other",
)
METHOD_TYPES = ("Unknown", "Cash", "Check", "CreditCard", "DebitCard", "BankTransfer", "Other")


class BankAccount(parts.Supplemented):
    """An account at a bank."""

    id = parts.text()
    account_name = parts.text()
    account_type = choice("Unknown", "Credit", "Debit")
    nominal_code = parts.text()
    sort_code = parts.text()
    account_number = parts.text()
    i_ban = parts.text()
    currency = parts.currency_code()
    balance = number()
    institution = parts.text()
    available_balance = number()
    overdraft_limit = number()
    status = choice("Unknown", "Active", "Archived", "Pending")


class BankTransaction(parts.Dated):
    """A movement on a bank account, as the bank sees it."""

    id = parts.text()
    account_id = parts.text()
    cleared_on_date = when("When the bank booked it.")
    description = parts.text()
    reconciled = Flag()
    amount = number()
    balance = number("Of the account after it.")
    transaction_type = choice(*TRANSACTION_TYPES)


class PaymentMethod(parts.Record):
    """A way to pay."""

    id = parts.text()
    name = parts.text()
    type = choice(*METHOD_TYPES)
    status = choice(*parts.RECORD_STATUSES)


class DirectLine(parts.Line):
    """A line of a direct income."""


class InvoiceTo(Lenient):
    """Who is charged for a cost."""

    id = parts.text()
    data_type = choice(*parts.CONTACT_TYPES)


class CostTracking(parts.RecordTracking):
    """What a cost belongs to."""

    invoice_to = one(InvoiceTo)


class DirectCostLine(DirectLine):
    """A line of a direct cost."""

    tracking = one(CostTracking)


class Direct(parts.Supplemented):
    """A purchase or sale that was paid at once."""

    id = parts.text()
    reference = parts.text()
    note = parts.text()
    contact_ref = one(parts.ContactRef)
    issue_date = when("When it was.", required=True)
    currency = parts.currency_code(required=True)
    currency_rate = parts.exchange_rate()
    payment_allocations = many(parts.Allocation, required=True)
    sub_total = number(required=True)
    tax_amount = number(required=True)
    total_amount = number(required=True)


class DirectCost(Direct):
    """A purchase that was paid at once."""

    line_items = many(DirectCostLine, required=True)


class DirectIncome(Direct):
    """A sale that was paid at once."""

    line_items = many(DirectLine, required=True)


class TransferSide(Lenient):
    """Where money comes from or goes to."""

    account_ref = one(parts.RecordRef)
    currency = parts.currency_code()
    amount = number()


class Transfer(parts.Supplemented):
    """Money from one account to another."""

    id = parts.text()
    description = parts.text()
    contact_ref = one(parts.ContactRef)
    date = when("When it was.")
    from_ = one(TransferSide)
    to = one(TransferSide)
    status = choice("Unknown", "Unreconciled", "Reconciled", "Void")
    tracking_category_refs = many(parts.Reference)
    deposited_record_refs = many(parts.RecordRef)
