"""What reads of accounting data can be asked with."""

from marshmallow import fields, validate

from mockserver.providers.codat.schemas.accounting.parts import RecordDate
from mockserver.providers.codat.schemas.shared import Lenient, PageQuery, told
from mockserver.web.fields import WholeNumber

MAX_BUCKETS = 100  # undocumented; keeps one report from taking minutes


class LinkTypeQuery(PageQuery):
    """Which payments."""

    link_type = fields.String(
        required=True,
        validate=validate.Length(min=1),
        metadata=told("What the payments pay for.", example="Invoice"),
    )


class StatementQuery(Lenient):
    """Which periods of a statement."""

    period_length = WholeNumber(
        required=True,
        validate=validate.Range(min=1),
        metadata=told("How many months a period has."),
    )
    periods_to_compare = WholeNumber(
        required=True, validate=validate.Range(min=1), metadata=told("How many periods.")
    )
    start_month = RecordDate(metadata=told("A day of the newest month.", example="2022-10-23"))


class AgedQuery(Lenient):
    """Which buckets of an aged report."""

    report_date = RecordDate(metadata=told("The day of the report.", example="2022-10-23"))
    number_of_periods = WholeNumber(
        load_default=4,
        validate=validate.Range(min=1, max=MAX_BUCKETS),
        metadata=told("How many buckets."),
    )
    period_length_days = WholeNumber(
        load_default=30, validate=validate.Range(min=1), metadata=told("How many days each has.")
    )
