"""A legal entity, company or operating unit of the customer.

Source: https://support.appzen.com/hc/en-us/articles/12941854468371 (Create or Update an Entity),
which wins over the specification 2.0.3 where they disagree: `zip` is optional.
"""

from typing import Any

from marshmallow import fields, validate

from mockserver.providers.appzen.schemas.fields import (
    NOT_BLANK,
    Flag,
    Id,
    Moment,
    Names,
    RequiredByRule,
    Shape,
    Text,
    one_of,
)

ENTITY_TYPES = ("LEGAL_ENTITY", "OTHER_ENTITY", "COMPANY")
ADDRESS_TYPES = (
    "REMIT_TO",
    "BILL_TO",
    "SHIP_TO",
    "OFFICE",
    "SUPPLIER_ADDRESS",
    "CUSTOMER_ADDRESS",
    "NONE_ADDRESS_TYPE",
)
SEGMENT_TYPES = (
    "OTHER_SEGMENT",
    "LEGAL_ENTITY_SEGMENT",
    "COMPANY_SEGMENT",
    "ACCOUNT_SEGMENT",
    "DEPARTMENT_SEGMENT",
    "COST_CENTER_SEGMENT",
    "VENDOR_SEGMENT",
    "LOCATION_SEGMENT",
    "USER_SEGMENT",
    "CUSTOMER_SEGMENT",
    "PROJECT_SEGMENT",
    "SPEND_CATEGORY_SEGMENT",
    "REGION_SEGMENT",
    "INTERCOMPANY_SEGMENT",
)


def _part(description: str) -> Text:
    return Text(load_default="", metadata={"description": description})


def _about(description: str, **more: Any) -> dict[str, Any]:
    return {"description": description, **more}


class AddressCore(Shape):
    """The address itself: fourteen texts, "" where nothing was given."""

    address_line1 = Text(required=True, validate=NOT_BLANK)
    address_line2 = _part("Second line.")
    address_line3 = _part("Third line.")
    area_code = _part("Area code of the phone number.")
    city = _part("City.")
    company = _part("Company at this address.")
    contact = _part("Contact person.")
    country = Text(
        required=True, validate=NOT_BLANK, metadata=_about("Name or code of the country.")
    )
    country_iso3 = _part("Three-letter code of the country; not checked.")
    email = _part("E-mail of the contact person.")
    phone = _part("Phone of the contact person.")
    province = _part("Province.")
    state = _part("State.")
    zip = _part("Postal code.")


class EntityAddress(Shape):
    """One address of an entity and what the ERP calls its site."""

    address_type = RequiredByRule(validate=one_of(*ADDRESS_TYPES))
    address = fields.Nested(AddressCore)
    site_id = Id(metadata=_about("The ERP's id of the address.", example="913838"))
    site_name = Text(metadata=_about("The ERP's name of the site."))
    custom_json = fields.Dict(metadata=_about("Any keys and values."))


class LookupNames(Shape):
    """Lookup contexts; the two spellings of the list are the help centre's and the spec's."""

    help_centre_names = fields.List(
        Text(),
        data_key="coa-look-names",
        metadata=_about("A lookup context for each position of coa_structure; blank for none."),
    )
    coa_lookup_names = fields.List(
        Text(), metadata=_about("The specification's name of coa-look-names; either is taken.")
    )
    supplier_lookup_name = Text(metadata=_about("Lookup context of suppliers.", example="s1"))


class Entity(Shape):
    """An entity, as it is written and read."""

    entity_id = Id(
        required=True, validate=NOT_BLANK, metadata=_about("Id in the customer's ERP; the key.")
    )
    entity_name = Text(required=True, validate=NOT_BLANK)
    parent_entity_id = Id(
        validate=NOT_BLANK, metadata=_about("ERP id of the parent; absent for a top organisation.")
    )
    entity_type = Text(
        required=True, validate=NOT_BLANK, metadata=_about("The customer's own word for the type.")
    )
    appzen_entity_type = Text(required=True, validate=one_of(*ENTITY_TYPES))
    entity_alias_name = Names(metadata=_about("Other names of the entity."))
    addresses = fields.List(
        fields.Nested(EntityAddress), required=True, validate=validate.Length(min=1)
    )
    currency = Text(
        required=True,
        validate=NOT_BLANK,
        metadata=_about("Operating currency; no list of codes is enforced.", example="USD"),
    )
    coa_structure = fields.List(
        Text(), metadata=_about("The ERP's segment names in the order of its GL code.")
    )
    appzen_coa_structure = fields.List(
        Text(validate=one_of(*SEGMENT_TYPES)),
        metadata=_about("AppZen's segment type for each position of coa_structure."),
    )
    dataset_lookup_names = fields.Nested(LookupNames)
    optional_segments = fields.List(
        Text(), metadata=_about("Segments of coa_structure that may be left out.")
    )
    is_active = Flag(load_default=True, metadata=_about("Whether the ERP uses the entity."))
    valid_start_date = Moment()
    valid_end_date = Moment()
    created_date = Moment(metadata=_about("When the ERP created the entity."))
    updated_date = Moment(metadata=_about("When the ERP changed the entity."))
    payment_term_id = Id(metadata=_about("Default payment term of the entity."))
    custom_json = fields.Dict(
        metadata=_about("Any keys and values.", example={"bu_id": 382, "bu_name": "HR"})
    )
