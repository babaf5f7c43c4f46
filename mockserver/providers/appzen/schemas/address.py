"""Addresses as entities, suppliers and invoices have them."""

from mockserver.providers.appzen.schemas.fields import Shape, one_of
from mockserver.providers.appzen.schemas.parts import (
    TextByRule,
    flag,
    free,
    ident,
    moment,
    part,
    suggested,
    text,
)
from mockserver.providers.appzen.schemas.vocabulary import ADDRESS_TYPES


class AddressCore(Shape):
    """The address itself: fourteen texts, "" where nothing was given. The help centre has `zip`
    optional, the specification required."""

    address_line1 = text(required=True)
    address_line2 = text("Second line.", load_default="")
    address_line3 = text("Third line.", load_default="")
    area_code = text("Area code of the phone number.", load_default="")
    city = text("City.", load_default="")
    company = text("Company at this address.", load_default="")
    contact = text("Contact person.", load_default="")
    country = text("Name or code of the country.", required=True)
    country_iso3 = text("Three-letter code of the country; not checked.", load_default="")
    email = text("E-mail of the contact person.", load_default="")
    phone = text("Phone of the contact person.", load_default="")
    province = text("Province.", load_default="")
    state = text("State.", load_default="")
    zip = text("Postal code.", load_default="")


class EntityAddress(Shape):
    """One address of an entity and what the ERP calls its site."""

    address_type = TextByRule(validate=one_of(*ADDRESS_TYPES))
    address = part(AddressCore)
    site_id = ident("The ERP's id of the address.", metadata={"example": "913838"})
    site_name = text("The ERP's name of the site.")
    custom_json = free()


class Address(Shape):
    """An address of an invoice; clients leave out even its type."""

    address_type = suggested(ADDRESS_TYPES)
    address = part(AddressCore)
    site_id = ident("The ERP's id of the address.")
    site_name = text("The ERP's name of the site.")
    custom_json = free()
    is_active = flag("Whether the ERP uses the address.", default=True)
    valid_start_date = moment()
    valid_end_date = moment()


class SupplierAddress(Address):
    """A site of a supplier."""

    address_type = suggested(ADDRESS_TYPES, required=True)


class AbridgedAddress(Shape):
    """An address as an invoice shows it."""

    address_type = text()
    address = part(AddressCore)
