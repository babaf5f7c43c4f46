"""Dates moved by whole days, so that a data set ends on the day of linking."""

import re
from collections.abc import Callable
from datetime import date, timedelta

_YEAR_START = re.compile(r'("financialYearStartDate":"\d{4}-\d\d)-\d\d', re.ASCII)
_MOMENT = re.compile(r'"(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(?:\.\d+)?Z?")', re.ASCII)


def mover(days: int) -> Callable[[str], str]:
    """What writes every date-time in a JSON text `days` later.

    A text value that is a date-time as a whole is one. What leaves the calendar stays as it is. A
    financial year goes on beginning with a month.
    """
    if not days:
        return lambda text: text
    moved: dict[str, str] = {}

    def move(match: re.Match[str]) -> str:
        day = match[1]
        if day not in moved:
            moved[day] = _later(day, days)
        return f'"{moved[day]}{match[2]}'

    return lambda text: _YEAR_START.sub(r"\1-01", _MOMENT.sub(move, text))


def _later(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return day
