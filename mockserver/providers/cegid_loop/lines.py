"""Lines of accounting files as values: entries, amounts, dates, and why a file is unreadable."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

LABEL_LIMIT = 35
AUXILIARY_LIMIT = 17
LINE_LIMIT = 65_536
MAX_REMEMBERED = 40  # characters of a date or an account; hostile files have longer ones
DRAFT = 7  # "brouillard": what an import leaves until somebody validates it

_AMOUNT = re.compile(r"([+-]?)(\d{1,10})(?:([.,])(\d*))?", re.ASCII)
_SHORTEST_PLAIN, _LONGEST_PLAIN = 4, 13  # 0,00 to ten digits and two decimals
_BLANKS = str.maketrans("", "", " \u00a0\u202f")
_ACCOUNT = re.compile(r"[0-9][0-9A-Za-z]{1,16}", re.ASCII)
_DATES = {
    "YYYYMMDD": re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)", re.ASCII),
    "DDMMYYYY": re.compile(r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d{4})", re.ASCII),
    "DD/MM/YYYY": re.compile(r"(?P<d>\d\d?)/(?P<m>\d\d?)/(?P<y>\d{4})", re.ASCII),
    "DD-MM-YYYY": re.compile(r"(?P<d>\d\d?)-(?P<m>\d\d?)-(?P<y>\d{4})", re.ASCII),
    "YYYY-MM-DD": re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", re.ASCII),
}
# Eight bare digits are a day first, as French spreadsheets write them.
_GUESSES = ("DD/MM/YYYY", "YYYY-MM-DD", "DD-MM-YYYY", "DDMMYYYY", "YYYYMMDD")


class UnreadableError(ValueError):
    """Why a file cannot be imported; `line` counts from 1, 0 means the whole file."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


class Share(NamedTuple):
    """The part of an entry that belongs to a section of an axis; a blank axis is the first one."""

    line: int
    axis: str
    section: str
    debit_cents: int
    credit_cents: int


class Entry(NamedTuple):
    """One line of accounting; money in cents, dates in ISO 8601, absent texts empty.

    A blank `siret` is the establishment of the request. `kind` is that of importJson's `type`.
    The account stands first, because it is the only member that is changed before it is kept.
    """

    account: str
    line: int
    balance_group: str
    journal: str
    number: str
    date: str
    auxiliary: str
    reference: str
    label: str
    debit_cents: int
    credit_cents: int
    reference_date: str = ""
    lettering: str = ""
    lettering_date: str = ""
    due_date: str = ""
    siret: str = ""
    origin: str = ""
    parent: str = ""
    kind: int = DRAFT
    journal_label: str = ""
    account_label: str = ""
    auxiliary_label: str = ""


def unified(text: str) -> str:
    """Every line end as a line feed, which is what the functions below expect."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def numbered(text: str, first: int, limit: int | None = LINE_LIMIT) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers. Raises UnreadableError."""
    for number, line in enumerate(text.split("\n"), first):
        if not line or line.isspace():
            continue
        if limit is not None and len(line) > limit:
            raise UnreadableError(f"the line has more than {limit} characters", number)
        yield number, line


def count(text: str) -> int:
    """How many line ends the text has."""
    return text.count("\n")


def after(text: str, lines: int) -> str:
    """What follows the first so many lines."""
    return "".join(text.split("\n", lines)[lines:])


def cents(text: str, decimal: str, line: int) -> int:
    """`1 234,50` → 123450. `decimal` holds the separators allowed. Raises UnreadableError."""
    if _SHORTEST_PLAIN <= len(text) <= _LONGEST_PLAIN and text[-3] in decimal:
        digits = text[:-3] + text[-2:]  # 1234,50, as nearly all files have it
        if digits.isdigit() and digits.isascii():
            return int(digits)
    return _odd_cents(text, decimal, line)


def iso_date(text: str, style: str, line: int) -> str:
    """A calendar date as ISO 8601; `style` is one of those above, or empty for any of them."""
    found = known_date(text, style)
    if not found:
        raise UnreadableError(f"{text[:40]!r} is not a date like {style or 'DD/MM/YYYY'}", line)
    return found


def account(text: str, line: int) -> str:
    """A general account: letters and digits that begin with a digit. Raises UnreadableError."""
    bare = _known_account(text) if len(text) <= MAX_REMEMBERED else _account(text)
    if not bare:
        raise UnreadableError(f"{text[:40]!r} is not a general account", line)
    return bare


def debit_and_credit(amount: int, direction: str, line: int) -> tuple[int, int]:
    """The two columns of an amount with a direction (D, C, +1, -1). Raises UnreadableError."""
    match direction.strip().upper():
        case "D" | "+1" | "1":
            return amount, 0
        case "C" | "-1":
            return 0, amount
    raise UnreadableError(f"{direction[:40]!r} is neither D nor C", line)


def _account(text: str) -> str:
    """The account without blanks around it; empty for what is none."""
    bare = text.strip()
    return bare if _ACCOUNT.fullmatch(bare) else ""


_known_account = lru_cache(maxsize=8192)(_account)


def _odd_cents(text: str, decimal: str, line: int) -> int:
    """Blanks, signs, one decimal or none. Raises UnreadableError."""
    bare = text.translate(_BLANKS)
    if not bare:
        return 0
    match = _AMOUNT.fullmatch(bare)
    if match is None or (match[3] is not None and match[3] not in decimal):
        raise UnreadableError(f"{text[:40]!r} is not an amount with decimal {decimal!r}", line)
    fraction = (match[4] or "").rstrip("0")
    if len(fraction) > 2:  # noqa: PLR2004 - cents
        raise UnreadableError(f"{text[:40]!r} has more than two decimals", line)
    value = int(match[2]) * 100 + int(fraction.ljust(2, "0"))
    return -value if match[1] == "-" else value


def known_date(text: str, style: str) -> str:
    """A calendar date as ISO 8601; empty for what is none."""
    return _known_date(text, style) if len(text) <= MAX_REMEMBERED else _date(text, style)


def _date(text: str, style: str) -> str:
    bare = text.strip()
    for name in (style,) if style else _GUESSES:
        if match := _DATES[name].fullmatch(bare):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
            except ValueError:
                continue
    return ""


_known_date = lru_cache(maxsize=8192)(_date)
