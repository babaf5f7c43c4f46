"""A legal entity, company or operating unit of the customer.

Source: https://support.appzen.com/hc/en-us/articles/12941854468371 (Create or Update an Entity),
which wins over the specification 2.0.3 where they disagree: `zip` is optional.
"""

from marshmallow import fields, validate

from mockserver.providers.appzen.schemas.address import EntityAddress
from mockserver.providers.appzen.schemas.fields import NOT_BLANK, Names, Shape
from mockserver.providers.appzen.schemas.parts import (
    choice,
    flag,
    free,
    ident,
    moment,
    part,
    parts,
    text,
    texts,
)
from mockserver.providers.appzen.schemas.vocabulary import ENTITY_TYPES, SEGMENT_TYPES


class LookupNames(Shape):
    """Lookup contexts; the two spellings of the list are the help centre's and the spec's."""

    help_centre_names = texts(
        "A lookup context for each position of coa_structure; blank for none.",
        data_key="coa-look-names",
    )
    coa_lookup_names = texts("The specification's name of coa-look-names; either is taken.")
    supplier_lookup_name = text("Lookup context of suppliers.", metadata={"example": "s1"})


class Entity(Shape):
    """An entity, as it is written and read."""

    entity_id = ident("Id in the customer's ERP; the key.", required=True)
    entity_name = text(required=True)
    parent_entity_id = ident(
        "ERP id of the parent; absent for a top organisation.", validate=NOT_BLANK
    )
    entity_type = text("The customer's own word for the type.", required=True)
    appzen_entity_type = choice(ENTITY_TYPES, required=True)
    entity_alias_name = Names(metadata={"description": "Other names of the entity."})
    addresses = parts(EntityAddress, required=True, validate=validate.Length(min=1))
    currency = text(
        "Operating currency; no list of codes is enforced.",
        required=True,
        metadata={"example": "USD"},
    )
    coa_structure = texts("The ERP's segment names in the order of its GL code.")
    appzen_coa_structure = fields.List(
        choice(SEGMENT_TYPES),
        metadata={"description": "AppZen's segment type for each position of coa_structure."},
    )
    dataset_lookup_names = part(LookupNames)
    optional_segments = texts("Segments of coa_structure that may be left out.")
    is_active = flag("Whether the ERP uses the entity.", default=True)
    valid_start_date = moment()
    valid_end_date = moment()
    created_date = moment("When the ERP created the entity.")
    updated_date = moment("When the ERP changed the entity.")
    payment_term_id = ident("Default payment term of the entity.")
    custom_json = free(metadata={"example": {"bu_id": 382, "bu_name": "HR"}})
