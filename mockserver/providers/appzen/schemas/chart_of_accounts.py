"""Segments of the chart of accounts.

Source: https://support.appzen.com/hc/en-us/articles/12940630090003
(Create or Update a Chart of Account Segment).
"""

from typing import Any

from marshmallow import fields

from mockserver.providers.appzen.schemas.custom_json import CustomJson
from mockserver.providers.appzen.schemas.fields import Shape
from mockserver.providers.appzen.schemas.parts import (
    choice,
    flag,
    ident,
    moment,
    text,
    texts,
)
from mockserver.providers.appzen.schemas.vocabulary import SEGMENT_TYPES


class ParentSegment(Shape):
    """A further parent of a segment."""

    segment_name = text()
    segment_code = ident()


class ParentSegments(fields.Nested):
    """One further parent; the name speaks of several, so a list is taken too, and shown as sent."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        if not isinstance(value, list):
            return super()._deserialize(value, attr, data, **kwargs)
        return [super(ParentSegments, self)._deserialize(one, attr, data) for one in value]

    def _serialize(self, nested_obj: Any, *_place: Any, **_how: Any) -> Any:  # type: ignore[override]
        return nested_obj


class Segment(Shape):
    """A value of one dimension of the chart of accounts, as it is written."""

    appzen_segment_type = choice(SEGMENT_TYPES, required=True)
    segment_type = text("The customer's name of the dimension.", required=True)
    segment_name = text("What people call the value.", required=True)
    segment_code = ident("Its part of a GL code.", required=True)
    parent_segment_type = text("Dimension of the parent.")
    parent_segment_name = text("Name of the parent.")
    parent_segment_code = ident("Code of the parent.")
    parent_segments = ParentSegments(ParentSegment, metadata={"description": "Further parents."})
    segment_lookup_names = texts("Lookup lists that the value is in.")
    custom_json = CustomJson()
    active = flag("Whether the ERP uses the value.", default=True)
    valid_start_date = moment()
    valid_end_date = moment()


class KeptSegment(Segment):
    """A segment, as it is read."""

    customer_id = fields.String(required=True)
    uuid = fields.String(required=True)
