"""How a JSON value is read: ids, texts, switches, dates; None for what cannot be taken.

Source: https://developers.feedback.house/docs/api-list – the field lists of its pages.
"""

import re
import unicodedata
from datetime import UTC, date, datetime

GENDERS = ("MALE", "FEMALE", "OTHER")

_OBJECT_ID = re.compile(r"[0-9a-fA-F]{24}")
_DATE = re.compile(r"([0-9]{4})/([0-9]{2})/([0-9]{2})")


def object_id(value: object) -> str | None:
    """A platform id in lower case; None for what is not 24 hex digits."""
    if isinstance(value, str) and _OBJECT_ID.fullmatch(value):
        return value.lower()
    return None


def text(value: object) -> str | None:
    """Any text."""
    return value if isinstance(value, str) else None


def texts(values: object) -> list[str] | None:
    """A list of texts."""
    if not isinstance(values, list):
        return None
    return values if all(isinstance(value, str) for value in values) else None


def flag(value: object) -> bool | None:
    """A JSON boolean."""
    return value if isinstance(value, bool) else None


def emails(values: object) -> list[str] | None:
    """E-mail addresses without the blanks around them, each once; their form is not checked."""
    found = texts(values)
    if found is None:
        return None
    return list(dict.fromkeys(email.strip() for email in found if email.strip()))


def phones(values: object) -> list[str]:
    """Phone numbers as far as there are any: the portal never rejects them."""
    listed = values if isinstance(values, list) else [values]
    numbers = [str(each) for each in listed if type(each) in (str, int)]
    return [" ".join(number.split()) for number in numbers if number.strip()]


def day(value: object) -> str | None:
    """A date as the portal writes it, YYYY/MM/DD."""
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        date(*map(int, found.groups()))
    except ValueError:
        return None
    return found[0]


def gender(value: object) -> str | None:
    """One of the three words."""
    return value if isinstance(value, str) and value in GENDERS else None


def slug(name: str) -> str:
    """A name in lower-case ASCII letters and digits, with a hyphen for everything between."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))


def instant(ms: int) -> str:
    """A time as the platform writes it: ISO 8601 in UTC with milliseconds."""
    seconds, rest = divmod(ms, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"
