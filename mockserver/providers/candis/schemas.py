"""Shapes on the wire: what Candis takes and gives.

Source: https://developer.candis.io/reference/core-data. The texts of complaints are published
nowhere; they follow the usual ones of a service of that make.
"""

from typing import Any

from marshmallow import Schema, fields, validate

from mockserver.providers.candis import rules
from mockserver.providers.candis.records import Record
from mockserver.web.fields import Flag, WholeNumber


def _required_text(key: str, about: str) -> fields.String:
    empty, kind = f"{key} should not be empty", f"{key} must be a string"
    return fields.String(
        data_key=key,
        required=True,
        validate=validate.Length(min=1, error=empty),
        error_messages={"required": [empty, kind], "null": [empty, kind], "invalid": kind},
        metadata={"description": about},
    )


def _optional_text(key: str, about: str) -> fields.String:
    return fields.String(
        data_key=key,
        allow_none=True,
        error_messages={"invalid": f"{key} must be a string"},
        metadata={"description": about},
    )


def _flag(key: str, about: str) -> Flag:
    wrong = f"{key} must be a boolean value"
    return Flag(
        data_key=key,
        error_messages={"invalid": wrong, "null": wrong},
        metadata={"description": about},
    )


def _choice(key: str, choices: tuple[str, ...], about: str) -> fields.String:
    empty = f"{key} should not be empty"
    kind = f"{key} must be one of the following values: {', '.join(choices)}"
    return fields.String(
        data_key=key,
        required=True,
        validate=validate.OneOf(choices, error=kind),
        error_messages={"required": [empty, kind], "null": [empty, kind], "invalid": kind},
        metadata={"description": about},
    )


_ACCOUNT_CODE = "Code of the account; identifies it and never changes."
_DIMENSION_CODE = "Code of the cost dimension; identifies it together with its type."
_DIMENSION_TYPE = "Which of the three cost dimensions is meant."
_NEW_NAME = "A new label; null and absent leave the old one."
_ARCHIVE = "true takes the record out of use, false brings it back; absent changes nothing."


class NewGeneralLedgerAccount(Record):
    """A general ledger account to create."""

    account_code = _required_text("accountCode", _ACCOUNT_CODE)
    name = _required_text("name", "Label of the account.")


class ChangedGeneralLedgerAccount(Record):
    """What to change of a general ledger account."""

    account_code = _required_text("accountCode", _ACCOUNT_CODE)
    name = _optional_text("name", _NEW_NAME)
    is_archived = _flag("isArchived", _ARCHIVE)


class NewCostDimension(Record):
    """A cost center, cost object or custom cost dimension to create."""

    code = _required_text("code", _DIMENSION_CODE)
    name = _required_text("name", "Name of the cost dimension.")
    type = _choice("type", rules.DIMENSION_TYPES, _DIMENSION_TYPE)


class ChangedCostDimension(Record):
    """What to change of a cost dimension."""

    code = _required_text("code", _DIMENSION_CODE)
    type = _choice("type", rules.DIMENSION_TYPES, _DIMENSION_TYPE)
    name = _optional_text("name", _NEW_NAME)
    is_archived = _flag("isArchived", _ARCHIVE)


class ImportAccepted(Schema):
    """Where to follow an import."""

    process_id = fields.String(
        data_key="processId",
        required=True,
        metadata={"description": "Name of the import; ask for its log with it."},
    )


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


class ImportEvent(Schema):
    """What became of one record of an import."""

    id = fields.String(required=True, metadata={"description": "Business key of the record."})
    process_id = fields.String(data_key="processId", required=True)
    organization_id = fields.String(data_key="organizationId", required=True)
    status = fields.String(required=True, validate=validate.OneOf(rules.EVENT_STATUSES))
    import_errors = fields.List(
        fields.String(validate=validate.OneOf(rules.IMPORT_ERRORS)),
        data_key="importErrors",
        metadata={"description": "Why the record was not imported; absent when it was."},
    )
    operation = fields.String(required=True, validate=validate.OneOf(rules.OPERATIONS))
    created_at = fields.String(
        data_key="createdAt",
        required=True,
        metadata={"format": "date-time", "description": "When the record was processed."},
    )


class ImportLog(Schema):
    """How far an import is, and what became of its records."""

    job_status = fields.String(
        data_key="jobStatus", required=True, validate=validate.OneOf(rules.JOB_STATUSES)
    )
    events = fields.List(fields.Nested(ImportEvent), required=True)
    pagination = fields.Nested(Pagination, required=True)


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
