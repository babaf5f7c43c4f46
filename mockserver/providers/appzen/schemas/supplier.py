"""Suppliers.

Source: https://support.appzen.com/hc/en-us/articles/12942426178067
(Create or Update a Supplier) and the specification 2.0.3, which says what is kept of a one-time
supplier.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, pre_load, validate

from mockserver.providers.appzen.schemas.address import SupplierAddress
from mockserver.providers.appzen.schemas.banking import (
    BankingDetails,
    EntityBankingDetails,
    MaskedAccount,
)
from mockserver.providers.appzen.schemas.fields import NOT_BLANK, Shape
from mockserver.providers.appzen.schemas.parts import (
    ListByRule,
    TextByRule,
    flag,
    free,
    ident,
    idents,
    moment,
    part,
    parts,
    text,
    texts,
)

KEPT_OF_ONE_TIME = ("external_supplier_id", "is_one_time", "is_active")


class SupplierCore(Shape):
    """Who the supplier is."""

    external_supplier_id = ident("Id in the customer's ERP; the key.", required=True)
    supplier_name = TextByRule(validate=NOT_BLANK)
    supplier_number = ident("The number that people use.")
    web_site = text()
    on_file_1099 = text("Type of the US form 1099 on file.")
    vat_registration_number = ident("Deprecated in favour of tax_registration_numbers.")
    tax_registration_numbers = idents()
    fed_tax_id = ident("Federal tax id.")
    is_active = flag("Whether the ERP uses the supplier.", default=True)
    is_one_time = flag("If so, only its id, entities and flags are kept.", default=False)
    deactive_date = moment("When it was deactivated.")
    deactived_by = text("Who deactivated it.")
    note = text(load_default="")


class Contact(Shape):
    """A contact person."""

    external_contact_id = ident()
    first_name = text()
    last_name = text()
    email = text()
    phone_number = ident()


class OtherFields(Shape):
    """Fields of the customer's own for one entity; values are kept as texts."""

    entity_id = ident("An entity that exists.", required=True)
    other_fields = free()


class Supplier(Shape):
    """A supplier, as it is written."""

    supplier_core = part(SupplierCore, required=True)
    addresses = ListByRule(fields.Nested(SupplierAddress), validate=validate.Length(min=1))
    contacts = parts(Contact)
    payment_term_id = ident()
    bank_information = part(MaskedAccount)
    entities_list = idents("Ids of the entities that the supplier serves.")
    payment_types = texts("Ways of paying, in the customer's own words.")
    custom_json = free()
    supplier_lookup_names = texts("Lookup contexts of the supplier.")
    wht_tax_ids = idents("Ids of withholding taxes.")
    entities_banking_details = parts(EntityBankingDetails)
    global_banking_details = part(BankingDetails)
    entities_other_fields = parts(OtherFields)

    @pre_load
    def _reduce_one_time(self, data: Any, **_: Any) -> Any:
        """Of a one-time supplier everything else is ignored, however wrong it is."""
        core = data.get("supplier_core") if isinstance(data, Mapping) else None
        if not isinstance(core, Mapping):
            return data
        if str(core.get("is_one_time")).lower() != "true":
            return data
        reduced = {
            "supplier_core": {name: core[name] for name in KEPT_OF_ONE_TIME if name in core},
            "entities_list": data.get("entities_list"),
        }
        return {name: value for name, value in reduced.items() if value is not None}


class KeptSupplierCore(SupplierCore):
    """Who the supplier is, as it is read; a one-time supplier has no name."""

    supplier_name = text()  # type: ignore[assignment]


class KeptSupplier(Supplier):
    """A supplier, as it is read."""

    supplier_core = part(KeptSupplierCore, required=True)
    addresses = parts(SupplierAddress)  # type: ignore[assignment]
    customer_id = fields.String(required=True)
    uuid = fields.String(required=True)
