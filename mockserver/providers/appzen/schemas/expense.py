"""The Expense Audit API: tokens, reports, their audit results, and an envelope of its own.

Source: https://support.appzen.com/hc/en-us/articles/12591511317395 (Token Generation),
…/12654508465683 (upload URL), …/12654969224083 (Upload Report Details), …/12657595272851 and
…/12657693112211 (audit results).
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import INCLUDE, fields, pre_load, validate

from mockserver.providers.appzen.schemas.fields import Id, Instant, Shape
from mockserver.providers.appzen.schemas.parts import (
    ident,
    idents,
    number,
    part,
    parts,
    text,
    whole,
)

ROOTS = ("expense_report", "expense_reports")


class Token(Shape):
    """An access token and how many seconds it lives."""

    token_type = fields.String(required=True)
    expires_in = fields.Integer(required=True)
    access_token = fields.String(required=True)
    scope = fields.String(required=True)


class TokenRefusal(Shape):
    """Why there is no token."""

    msg = fields.String(required=True)
    http_status = fields.String(required=True, data_key="httpStatus")
    status_code = fields.Integer(required=True, data_key="statusCode")


class ExpenseRefusal(Shape):
    """Every other refusal: the time in ms, and the path behind the service's name."""

    timestamp = fields.Integer(required=True)
    status = fields.Integer(required=True)
    error = fields.String(required=True)
    message = fields.String(required=True)
    path = fields.String(required=True)


class UploadDetails(Shape):
    """Where to PUT an attachment, and its id ever after."""

    url = fields.String(required=True)
    file_id = fields.String(required=True)


class AttachmentUrl(Shape):
    """An upload URL for an attachment of a report."""

    status = fields.String(required=True, data_key="Status")
    msg = fields.String(required=True)
    image_upload_url_details = part(UploadDetails, required=True)
    external_report_id = fields.String(required=True)


class Accepted(Shape):
    """A report was taken."""

    status = fields.String(required=True, data_key="Status")
    msg = fields.String(required=True)


class ExpenseLine(Shape):
    """A line of a report; only its attachments are published, other members are kept."""

    class Meta:
        """What is not published is kept as it came."""

        unknown = INCLUDE

    elimageid = idents("The file_id of each attachment.")


class Report(Shape):
    """An expense report, bare or below `expense_report` or `expense_reports`."""

    class Meta:
        """What is not published is kept as it came."""

        unknown = INCLUDE

    reportNumber = ident(required=True)  # noqa: N815 - the vendor's name
    amount = number(required=True)
    userName = text("Last name, first name.", required=True)  # noqa: N815
    userid = ident(required=True)
    emailAddress = text(required=True)  # noqa: N815
    country = text("ISO 3166, three letters.", required=True)
    curr = text(required=True)
    date = text(required=True)
    elines = parts(ExpenseLine, required=True, validate=validate.Length(min=1))

    @pre_load
    def _unwrap(self, data: Any, **_: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        inner = next((data[root] for root in ROOTS if root in data), data)
        return inner[0] if isinstance(inner, list) and len(inner) == 1 else inner


class RuleRisk(Shape):
    """What one rule found."""

    rule_name = fields.String(required=True)
    current_risk_level = fields.String(required=True)
    original_risk_level = fields.String(required=True)
    computed_risk_level = fields.String(required=True)
    risk_message = fields.String(required=True)
    parameters = fields.Raw(required=True, allow_none=True)


class LineResult(Shape):
    """What was found in one line."""

    external_exp_line_id = fields.String(required=True)
    line_level_risk_details = parts(RuleRisk, required=True)


class ReportResult(Shape):
    """What the audit of a report found."""

    customer_id = fields.Integer(required=True)
    external_report_id = fields.String(required=True)
    current_risk_level = fields.String(required=True)
    original_risk_level = fields.String(required=True)
    computed_risk_level = fields.String(required=True)
    audit_result_created_at = fields.String(
        required=True, metadata={"example": "2022-12-27 04:01:38.950"}
    )
    header_level_risk_details = parts(RuleRisk, required=True)
    line_level_results = parts(LineResult, required=True)


class Ids(fields.List[Any]):
    """A list of ids, or one text with commas between them."""

    def __init__(self, **how: Any) -> None:
        super().__init__(Id(), **how)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        listed = [one.strip() for one in value.split(",")] if isinstance(value, str) else value
        return super()._deserialize(listed, attr, data, **kwargs)


class ResultQuery(Shape):
    """Which reports; pages are counted from 0."""

    report_id_in = Ids()
    report_id_not_in = Ids()
    page_size = whole(load_default=100, validate=validate.Range(1, 1000))
    page_number = whole(load_default=0, validate=validate.Range(min=0, max=10**9))


class DatedResultQuery(ResultQuery):
    """Which reports, by when they were audited and submitted; both ends included."""

    from_audit_date = Instant(required=True)
    to_audit_date = Instant(required=True)
    from_submission_date = Instant()
    to_submission_date = Instant()
