"""Bills, suppliers, payments and bank accounts as the synchronous Bill Pay API has them.

Source: the Sync for Payables (Bill Pay) API specification, schemas. What the books have beyond
these members is not shown.
"""

from typing import Any

from marshmallow import fields, pre_load, validate

from mockserver.providers.codat.schemas.accounting.parts import (
    choice,
    currency_code,
    exchange_rate,
    many,
    number,
    one,
    text,
    when,
)
from mockserver.providers.codat.schemas.accounting.purchases import BILL_STATUSES
from mockserver.providers.codat.schemas.shared import Lenient, Wire, told
from mockserver.providers.codat.schemas.writes import without_nulls
from mockserver.web.fields import Flag

ACCOUNT_STATUSES = ("Active", "Archived")
SUPPLIER_STATUSES = ("Unknown", *ACCOUNT_STATUSES)
ACCOUNT_TYPES = ("Unknown", "Credit", "Debit")
TRACKED = ("trackingCategories", "customers")


class Prototype(Lenient):
    """What is sent to make or change something."""

    @pre_load
    def leave_nulls_out(self, data: Any, **_how: Any) -> Any:
        """The specification calls most members nullable: null is the same as absent."""
        return without_nulls(data)


class Identified(Lenient):
    """A record by its id."""

    id = text("In the accounting software.")


def changed() -> fields.String:
    """When the accounting software last changed it."""
    return fields.String(metadata=told("In UTC.", example="2022-05-26T10:34:10Z"))


class BillSupplierRef(Lenient):
    """A supplier."""

    id = fields.String(required=True, validate=validate.Length(min=1))
    supplier_name = text()


class ById(Lenient):
    """A record by its id alone."""

    id = text()


class TrackingRef(Lenient):
    """What a line is tracked by: a category, or a customer."""

    id = text()
    data_type = choice(*TRACKED)
    is_billable = Flag(metadata=told("Whether the customer is charged for it."))


class BillLine(Lenient):
    """A line of a bill."""

    description = text()
    unit_amount = number("Price of one, without tax.")
    quantity = number()
    tax_amount = number()
    account_ref = one(ById)
    total_amount = number("With tax.")
    tax_rate_ref = one(ById)
    tracking_refs = many(TrackingRef)


class BillPrototype(Prototype):
    """A bill as it is sent."""

    reference = text()
    supplier_ref = one(BillSupplierRef, required=True)
    issue_date = when("When it was issued.", required=True)
    due_date = when("When it has to be paid.", required=True)
    currency = currency_code(required=True)
    currency_rate = exchange_rate()
    line_items = many(BillLine)
    status = choice(*BILL_STATUSES, required=True)


class PayablesBill(BillPrototype, Identified):
    """A supplier's demand for payment."""

    total_amount = number("With tax.")
    amount_due = number("What is still to be paid.")
    source_modified_date = changed()


class PaymentAccount(Lenient):
    """The bank account or credit card that pays."""

    id = text(required=True)


class BillPaymentPrototype(Prototype):
    """A payment of one bill as it is sent."""

    amount = number("In the currency of the bill.", required=True)
    date = when("When it was paid.", required=True)
    reference = text()
    account_ref = one(PaymentAccount, required=True)
    currency_rate = exchange_rate()


class PayablesBillPayment(BillPaymentPrototype):
    """A payment of one bill."""

    id = text()


class SupplierAddress(Lenient):
    """Where a supplier is."""

    type = choice("Unknown", "Billing", "Delivery")
    line1 = text()
    line2 = text()
    city = text()
    region = text()
    country = text()
    postal_code = text()


class SupplierPrototype(Prototype):
    """A supplier as it is sent."""

    supplier_name = text(required=True)
    contact_name = text()
    email_address = text()
    phone = text()
    addresses = many(SupplierAddress)
    status = choice(*SUPPLIER_STATUSES, required=True)
    balance = number("What is owed to it; the books say how much, whatever is sent.")
    default_currency = currency_code()


class PayablesSupplier(SupplierPrototype, Identified):
    """Who sells."""

    source_modified_date = changed()


class BankAccountPrototype(Prototype):
    """A bank account as it is sent."""

    nominal_code = text()
    name = text(required=True)
    account_type = choice(*ACCOUNT_TYPES, required=True)
    account_number = text(required=True)
    sort_code = text()
    currency = currency_code(required=True)


class PayablesBankAccount(BankAccountPrototype, Identified):
    """An account at a bank."""

    status = choice(*ACCOUNT_STATUSES)
    source_modified_date = changed()


class AccountOption(Identified):
    """An account that lines of bills can name."""

    nominal_code = text()
    name = text()
    type = text()
    currency = currency_code()
    status = choice(*ACCOUNT_STATUSES)
    source_modified_date = changed()


class TaxRateOption(Identified):
    """A tax rate that lines of bills can name."""

    name = text()
    code = text()
    effective_tax_rate = number()
    total_tax_rate = number()
    status = choice(*ACCOUNT_STATUSES)
    source_modified_date = changed()


class Pagination(Wire):
    """How to go on; empty on the last page."""

    continuation_token = text("What to send for the next page.")


class PayablesBills(Wire):
    """A page of bills."""

    results = many(PayablesBill)
    pagination = fields.Nested(Pagination)


class PayablesSuppliers(Wire):
    """A page of suppliers."""

    results = many(PayablesSupplier)
    pagination = fields.Nested(Pagination)


class BillMappingOptions(Wire):
    """What lines of bills can name."""

    accounts = many(AccountOption)
    tax_rates = many(TaxRateOption)
    pagination = fields.Nested(Pagination)


class PaymentMappingOptions(Wire):
    """What payments can be made from."""

    bank_accounts = many(PayablesBankAccount)
    pagination = fields.Nested(Pagination)


class PayablesCompany(Wire):
    """The company, as its accounting software knows it."""

    company_name = text()
    base_currency = text()


class ContinuedQuery(Lenient):
    """Which page."""

    continuation_token = text("From the answer before.")


class ListQuery(ContinuedQuery):
    """Which page of what."""

    query = text("A condition on `status` and `sourceModifiedDate`.")


class StatusQuery(ContinuedQuery):
    """Which page of what."""

    status_query = text("A condition on `status`, such as `status=Archived`.")
