"""Who is traded with: customers and suppliers; and the company itself."""

from marshmallow import fields

from mockserver.providers.codat.schemas.accounting import parts
from mockserver.providers.codat.schemas.accounting.parts import choice, many, one, when
from mockserver.providers.codat.schemas.shared import Lenient


class Contact(Lenient):
    """A person at a customer."""

    name = parts.text()
    email = parts.text()
    phone = many(parts.Phone)
    address = one(parts.Address)
    status = choice(*parts.RECORD_STATUSES, required=True)
    modified_date = when("When it was changed.")


class Customer(parts.Supplemented):
    """Who buys."""

    id = parts.text()
    customer_name = parts.text()
    contact_name = parts.text()
    email_address = parts.text()
    default_currency = parts.currency_code()
    phone = parts.text()
    addresses = many(parts.Address)
    contacts = many(Contact)
    registration_number = parts.text()
    tax_number = parts.text()
    status = choice(*parts.RECORD_STATUSES, required=True)


class Supplier(parts.Supplemented):
    """Who sells."""

    id = parts.text()
    supplier_name = parts.text()
    contact_name = parts.text()
    email_address = parts.text()
    phone = parts.text()
    addresses = many(parts.Address)
    registration_number = parts.text()
    tax_number = parts.text()
    status = choice(*parts.RECORD_STATUSES, required=True)
    default_currency = parts.currency_code()


class WebLink(Lenient):
    """A page of the company."""

    type = choice("Website", "Social", "Unknown")
    url = parts.text()


class CompanyInfo(Lenient):
    """What the accounting system says about the company itself."""

    company_name = parts.text()
    accounting_platform_ref = parts.text()
    company_legal_name = parts.text()
    addresses = many(parts.Address)
    phone_numbers = many(parts.Phone)
    web_links = many(WebLink)
    ledger_lock_date = when("Until when the books are closed.")
    registration_number = parts.text()
    tax_number = parts.text()
    financial_year_start_date = when("When the financial year begins.")
    base_currency = parts.currency_code()
    source_urls = fields.Dict(keys=fields.String(), values=fields.String())
    created_date = when("When the books were begun.")
    supplemental_data = one(parts.Supplement)
