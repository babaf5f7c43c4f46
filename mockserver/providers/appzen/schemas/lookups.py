"""Lookup tables, their items, and data sets of the customer's own.

Source: https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml
"""

from typing import Any

from marshmallow import fields

from mockserver.providers.appzen.schemas.fields import Id, Shape
from mockserver.providers.appzen.schemas.parts import (
    flag,
    ident,
    moment,
    parts,
    text,
)


class Idents(fields.List[Any]):
    """A list of ids; the specification types it as one, yet shows a list."""

    def __init__(self, **how: Any) -> None:
        super().__init__(Id(), **how)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        listed = [value] if isinstance(value, str) else value
        return super()._deserialize(listed, attr, data, **kwargs)


class LookupTable(Shape):
    """A list of values."""

    lookup_name_id = ident("Id of the table; the key.", required=True)
    lookup_name = text(required=True)
    parent_lookup_name_id = ident("The parent table.")
    lookup_description = text()
    is_active = flag("Whether the ERP uses it.", default=True)
    created_at = moment("When the ERP created it.")
    updated_at = moment("When the ERP changed it.")


class KeptLookupTable(LookupTable):
    """A lookup table, as it is read."""

    uuid = fields.String(required=True)


class LookupItem(Shape):
    """A value of a lookup table."""

    lookup_name_id = ident("Id of its table; part of the key.", required=True)
    lookup_item_id = ident("Its id within the table; part of the key.", required=True)
    lookup_item_name = text(required=True)
    lookup_item_description = text()
    is_active = flag("Whether the ERP uses it.", default=True)
    parent_lookup_item_id = ident("Deprecated in favour of parent_lookup_item_ids.")
    parent_lookup_item_ids = Idents(metadata={"description": "Its parents."})
    created_at = moment("When the ERP created it.")
    updated_at = moment("When the ERP changed it.")


class KeptLookupItem(LookupItem):
    """A lookup item, as it is read."""

    parent_lookup_name_id = ident("The parent table of its table.")
    uuid = fields.String(required=True)


class KeyAndValue(Shape):
    """One field of a record."""

    key = text()
    value = text()


class CustomData(Shape):
    """A record of one of the customer's own data sets."""

    dataset_name = text("Its data set; part of the key.", required=True)
    custom_external_id = ident("Its id within the data set; part of the key.", required=True)
    items = parts(KeyAndValue)
    is_active = flag("Whether the ERP uses it.", default=True)
    created_at = moment("When the ERP created it.")
    updated_at = moment("When the ERP changed it.")


class KeptCustomData(CustomData):
    """A record of a data set, as it is read."""

    uuid = fields.String(required=True)
