"""Months and the periods of statements, newest first."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """`2026-06`, and whatever follows."""
        return cls(int(text[:4]), int(text[5:7]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    def back(self, count: int) -> "Month":
        """The month that many months before; never before the year 1."""
        months = max(self.year * 12 + self.number - 1 - count, 12)
        return Month(months // 12, months % 12 + 1)

    @property
    def first_day(self) -> str:
        """`2026-06-01T00:00:00`."""
        return f"{self.year:04}-{self.number:02}-01T00:00:00"

    @property
    def last_day(self) -> str:
        """`2026-06-30T00:00:00`."""
        last = monthrange(self.year, self.number)[1]
        return f"{self.year:04}-{self.number:02}-{last:02}T00:00:00"


@dataclass(frozen=True)
class Period:
    """Some months; both ends belong to it."""

    first: Month
    last: Month


def periods(
    earliest: Month, latest: Month, wanted: date | None, length: int, count: int
) -> list[Period]:
    """The periods of a statement, newest first, as far as there is something to tell.

    They end with the month of `wanted`, or the latest one. Raises ValueError when a number is below
    one.
    """
    if length < 1 or count < 1:
        raise ValueError("a statement has one period or more, of one month or more")
    last = latest if wanted is None else min(latest, Month.of(wanted))
    found: list[Period] = []
    while last >= earliest and len(found) < count:
        period = Period(last.back(length - 1), last)
        found.append(period)
        if period.first <= earliest:
            break
        last = last.back(length)
    return found
