"""What all shapes share: wire spelling, errors, pages of lists."""

import re
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from mockserver.web.fields import WholeNumber

LARGEST_PAGE = 5000
_WORD = re.compile(r"_([a-z])")


class Members(Schema):
    """A shape of dicts: a member that is absent is not looked for among a dict's own methods."""

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """The member, or `default`; without this `items` would be found in every dict."""
        return obj.get(attr, default)


class Wire(Members):
    """A shape whose members are camelCase on the wire, and in the documents it loads and dumps."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """`created_by` becomes `createdBy`, `from_` becomes `from`."""
        if field_obj.data_key is None:
            wire = _WORD.sub(lambda match: match[1].upper(), field_name).rstrip("_")
            field_obj.data_key = field_obj.attribute = wire


class Lenient(Wire):
    """A body or query whose unknown members are ignored."""

    class Meta:
        unknown = EXCLUDE


def told(text: str, **more: Any) -> dict[str, Any]:
    """Metadata that ends up in the OpenAPI document."""
    return {"description": text, **more}


def guid(text: str, *, required: bool = True) -> fields.String:
    """An identifier."""
    return fields.String(required=required, metadata=told(text, format="uuid"))


def moment(text: str, *, required: bool = False) -> fields.String:
    """A date-time in UTC, as text because its number of digits differs from place to place."""
    return fields.String(required=required, metadata=told(text, example="2022-10-27T09:53:29Z"))


class ValidationItem(Wire):
    """One complaint about one member."""

    item_id = fields.String(metadata=told("The member, in Pascal case."))
    message = fields.String(metadata=told("What is wrong with it."))
    validator_name = fields.String(metadata=told("Who complains."))


class Validation(Wire):
    """Complaints about a body."""

    errors = fields.List(fields.Nested(ValidationItem))
    warnings = fields.List(fields.Nested(ValidationItem))


class ErrorMessage(Wire):
    """The envelope of every refusal; an unknown route answers `error` alone."""

    status_code = fields.Integer(metadata=told("The HTTP status."))
    service = fields.String(metadata=told("The part of Codat that refused."))
    error = fields.String(required=True, metadata=told("What went wrong."))
    correlation_id = fields.String(metadata=told("32 hex digits to find this request by."))
    validation = fields.Nested(Validation)
    can_be_retried = fields.String(metadata=told("`True`, `False` or `Unknown`, as a text."))
    detailed_error_code = fields.Integer(metadata=told("0 unless a code is known."))


class PagingQuery(Lenient):
    """Which page; the names count in any case."""

    page = WholeNumber(
        load_default=1, validate=validate.Range(min=1), metadata=told("The page, from 1.")
    )
    page_size = WholeNumber(
        load_default=100,
        validate=validate.Range(min=1, max=LARGEST_PAGE),
        metadata=told("How many elements a page has."),
    )


class PageQuery(PagingQuery):
    """Which page of what."""

    query = fields.String(metadata=told("A condition, such as `name~bakery&&created>2023-01-01`."))
    order_by = fields.String(metadata=told("A property; with `-` before it, descending."))


class Href(Wire):
    """A relative link."""

    href = fields.String(required=True, metadata={"format": "uri-reference"})


class Links(Wire):
    """Links to this page and its neighbours; `self` is the list without paging."""

    current = fields.Nested(Href, required=True)
    self = fields.Nested(Href, required=True)
    next = fields.Nested(Href)
    previous = fields.Nested(Href)


class Paged(Wire):
    """The members around the results of a list; who inherits says what the results are."""

    results: fields.Field[Any] = fields.List(fields.Raw(), required=True)
    page_number = fields.Integer(required=True)
    page_size = fields.Integer(required=True)
    total_results = fields.Integer(
        required=True, metadata=told("How many elements satisfy the query, on all pages.")
    )
    links = fields.Nested(Links, data_key="_links", attribute="_links", required=True)
