"""Configurations of supplemental and custom data, and custom records."""

from typing import Any

from marshmallow import fields, pre_load, validate

from mockserver.providers.codat.schemas.shared import Lenient, Wire, told

WRAP = "supplementalDataConfig"


def names(text: str) -> fields.Dict:
    """Names of the client's own, each with the source's."""
    return fields.Dict(keys=fields.String(), values=fields.String(), metadata=told(text))


class SupplementalSource(Lenient):
    """Which members of which endpoint of a source to add."""

    data_source = fields.String(metadata=told("An endpoint of the source, such as `/Invoices`."))
    pull_data = names("Members to read.")
    push_data = names("Members to write.")


class SupplementalConfiguration(Lenient):
    """All that is added to a data type, by names of the client's own."""

    supplemental_data_config = fields.Dict(
        keys=fields.String(), values=fields.Nested(SupplementalSource)
    )

    @pre_load
    def _wrapped(self, data: Any, **_kwargs: Any) -> Any:
        return data if not isinstance(data, dict) or WRAP in data else {WRAP: data}


class CustomConfiguration(Lenient):
    """What a custom data type is made of; nothing of it is checked against the source."""

    data_source = fields.String(metadata=told("An endpoint of the source."))
    required_data = names("Members to fetch: the client's name → a path in the source's answer.")
    key_by = fields.List(fields.String(), validate=validate.Length(min=1))
    source_modified_date = fields.List(fields.String(), allow_none=True)


class ModifiedDate(Wire):
    """When a record was last fetched."""

    modified_date = fields.String()


class CustomRecord(Wire):
    """A record of a custom data type."""

    id = fields.String()
    content = fields.Dict(keys=fields.String(), values=fields.Dict())
    modified_date = fields.Nested(ModifiedDate)


class CustomRecords(Wire):
    """A page of custom records; this list has no links."""

    results = fields.List(fields.Nested(CustomRecord), required=True)
    page_number = fields.Integer(required=True)
    page_size = fields.Integer(required=True)
    total_results = fields.Integer(required=True)
