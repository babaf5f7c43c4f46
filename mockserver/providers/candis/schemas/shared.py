"""What several operations share: pages, the organization, the envelope of refusals."""

from typing import Any

from marshmallow import Schema, fields, validate

from mockserver.providers.candis import rules
from mockserver.web.fields import WholeNumber


class PageNumber(WholeNumber):
    """A whole number of any length; an absurdly large one is merely large."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        text = str(value).strip()
        if text.isascii() and text.isdigit():
            text = (text.lstrip("0") or "0") if len(text.lstrip("0")) <= 15 else "9" * 15  # noqa: PLR2004 - what WholeNumber takes
        return super()._deserialize(text, attr, data, **kwargs)


def _page_number(key: str, default: int, minimum: int, about: str) -> PageNumber:
    return PageNumber(
        data_key=key,
        load_default=default,
        validate=validate.Range(min=minimum, error=f"{key} must not be less than {minimum}"),
        error_messages={
            "invalid": f"{key} must be a number conforming to the specified constraints"
        },
        metadata={"description": about},
    )


class PageQuery(Schema):
    """Which part of a list is wanted. Source: developer.candis.io/docs/how-to-use-pagination."""

    class Meta:
        unknown = "exclude"

    offset = _page_number("offset", 0, 0, "How many elements to skip.")
    limit = _page_number(
        "limit", rules.PAGE_LIMIT, 1, "How many elements to return; more than 50 count as 50."
    )


class Pagination(Schema):
    """How much there is. `pageSize` is what this very page holds."""

    page_count = fields.Integer(data_key="pageCount", required=True)
    page_size = fields.Integer(data_key="pageSize", required=True)
    total_count = fields.Integer(data_key="totalCount", required=True)


class Organization(Schema):
    """The organization a token was issued for."""

    id = fields.String(required=True, metadata={"description": "Its slug, as in every path."})
    name = fields.String(required=True)


class Complaint(Schema):
    """What is wrong with one property."""

    index = fields.String(metadata={"description": "Index of the record in the body, as text."})
    property = fields.String(required=True)
    messages = fields.List(fields.String(), required=True)


class Refusal(Schema):
    """The envelope of every refusal."""

    error_code = fields.String(
        data_key="errorCode", required=True, validate=validate.OneOf(rules.ERROR_CODES)
    )
    message = fields.String(required=True)
    request_id = fields.String(
        data_key="requestId", metadata={"description": "Names the request; unique."}
    )
    errors = fields.List(fields.Nested(Complaint))
