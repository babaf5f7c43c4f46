"""What reads of accounting data can be asked with."""

import re
from typing import Any

from marshmallow import fields, validate

from mockserver.providers.codat.schemas.accounting.parts import RecordDate
from mockserver.providers.codat.schemas.shared import Lenient, PageQuery, told
from mockserver.web.fields import WholeNumber

MAX_BUCKETS = 100  # undocumented; keeps one report from taking minutes
_DAY_FIRST = re.compile(r"(\d\d)-(\d\d)-(\d{4})", re.ASCII)


class LinkTypeQuery(PageQuery):
    """Which payments."""

    link_type = fields.String(
        required=True,
        validate=validate.Length(min=1),
        metadata=told("What the payments pay for.", example="Invoice"),
    )


class ReportDate(RecordDate):
    """A day as the Lending API writes it, `29-09-2020`, or as all others do; loaded as theirs."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        found = _DAY_FIRST.fullmatch(str(value))
        day = f"{found[3]}-{found[2]}-{found[1]}" if found else value
        return super()._deserialize(day, attr, data, **kwargs)


class CategorizedQuery(Lenient):
    """Which months of a categorized statement."""

    report_date = ReportDate(metadata=told("A day of the newest month.", example="29-09-2020"))
    number_of_periods = WholeNumber(
        load_default=12, validate=validate.Range(min=1), metadata=told("How many months.")
    )


class DatedCategorizedQuery(CategorizedQuery):
    """The same, where the day has to be told."""

    report_date = ReportDate(
        required=True, metadata=told("A day of the newest month.", example="29-09-2020")
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
