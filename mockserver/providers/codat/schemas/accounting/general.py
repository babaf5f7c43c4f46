"""The general ledger: accounts, journals and their entries, items, tax rates, tracking."""

from marshmallow import fields

from mockserver.providers.codat.schemas.accounting import parts
from mockserver.providers.codat.schemas.accounting.parts import choice, many, number, one, when
from mockserver.providers.codat.schemas.shared import Lenient
from mockserver.web.fields import Flag


class ValidLink(Lenient):
    """Where a record may be used."""

    property = parts.text()
    links = fields.List(fields.String())


class Account(parts.Supplemented):
    """An account of the chart of accounts."""

    id = parts.text()
    nominal_code = parts.text()
    name = parts.text()
    description = parts.text()
    fully_qualified_category = parts.text()
    fully_qualified_name = parts.text()
    currency = parts.currency_code()
    current_balance = number()
    type = choice("Unknown", "Asset", "Expense", "Income", "Liability", "Equity")
    status = choice("Unknown", "Active", "Archived", "Pending")
    is_bank_account = Flag()
    valid_datatype_links = many(ValidLink)


class Journal(parts.Record):
    """A book of entries."""

    id = parts.text()
    journal_code = parts.text()
    name = parts.text()
    type = parts.text()
    parent_id = parts.text()
    has_children = Flag()
    created_on = when("When it was made.")
    status = choice(*parts.RECORD_STATUSES)


class JournalLine(Lenient):
    """One side of an entry: debit positive, credit negative."""

    description = parts.text()
    net_amount = number(required=True)
    transaction_amount = number()
    currency = parts.currency_code()
    transaction_currency = parts.currency_code()
    account_ref = one(parts.AccountRef)
    tracking = one(parts.RecordTracking)
    contact_ref = one(parts.ContactRef)


class JournalEntry(parts.Supplemented):
    """An entry whose lines add up to nothing."""

    id = parts.text()
    description = parts.text()
    posted_on = when("When it counts.")
    created_on = when("When it was written.")
    updated_on = when("When it was changed.")
    journal_ref = one(parts.Reference)
    journal_lines = many(JournalLine)
    record_ref = one(parts.RecordRef)


class TransactionLine(Lenient):
    """A part of a movement."""

    description = parts.text()
    record_ref = one(parts.RecordRef)
    amount = number()


class AccountTransaction(parts.Record):
    """A movement on a bank account, as the books see it."""

    id = parts.text()
    transaction_id = parts.text()
    note = parts.text()
    bank_account_ref = one(parts.BankAccountRef)
    date = when("When it was.")
    status = choice("Unknown", "Unreconciled", "Reconciled", "Void")
    currency = parts.currency_code()
    currency_rate = parts.exchange_rate()
    lines = many(TransactionLine)
    total_amount = number()


class TradedItem(Lenient):
    """How an item is bought or sold."""

    description = parts.text()
    unit_price = number()
    account_ref = one(parts.AccountRef)
    tax_rate_ref = one(parts.TaxRateRef)


class Item(parts.Supplemented):
    """A product or service."""

    id = parts.text()
    name = parts.text()
    code = parts.text()
    item_status = choice(*parts.RECORD_STATUSES, required=True)
    type = choice("Unknown", "Inventory", "NonInventory", "Service", required=True)
    is_bill_item = Flag(required=True)
    bill_item = one(TradedItem)
    is_invoice_item = Flag(required=True)
    invoice_item = one(TradedItem)


class TaxComponent(Lenient):
    """A part of a tax rate."""

    name = parts.text()
    rate = number()
    is_compound = Flag(required=True)


class TaxRate(parts.Supplemented):
    """How much tax there is on something."""

    id = parts.text()
    name = parts.text()
    code = parts.text()
    effective_tax_rate = number("In percent.")
    total_tax_rate = number("In percent, not compounded.")
    components = many(TaxComponent)
    valid_datatype_links = many(ValidLink)
    status = choice(*parts.RECORD_STATUSES)


class TrackingCategory(parts.Record):
    """A department, a place, a project: what lines are sorted by."""

    id = parts.text()
    name = parts.text()
    parent_id = parts.text()
    has_children = Flag()
    status = choice(*parts.RECORD_STATUSES)


class TrackingCategoryTree(TrackingCategory):
    """A category with those below it."""

    sub_categories = fields.List(
        fields.Nested(lambda: TrackingCategoryTree())  # noqa: PLW0108 - it refers to itself
    )
