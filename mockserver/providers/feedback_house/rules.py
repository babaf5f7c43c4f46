"""What an item of a batch means: its keys, what is wrong with it, what it changes.

Source: https://developers.feedback.house/docs/api/business-division/api-business-division-update-or-create
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ALWAYS, FALLBACK, NEVER = "always", "fallback", "never"

INVALID_OBJECT = "Invalid object"
INVALID_ID = "Invalid id"
MISSING_NAME = "Missing name field"
CIRCULAR = "Circular reference"
DIVISION_NOT_FOUND = "Business division not found"
USER_NOT_FOUND = "User not found"

_OBJECT_ID = re.compile(r"[0-9a-fA-F]{24}")
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """Which ids exist in the company."""

    division: Callable[[str], bool]
    user: Callable[[str], bool]


@dataclass(frozen=True)
class Field:
    """A field of an item: where it is kept, how it may be spelled, how it is read.

    `reads` returns None for a value that the field cannot hold; `empty` is what null makes of it.
    """

    column: str
    spellings: tuple[str, ...]
    reads: Callable[[Any], Any]
    empty: Callable[[], Any] = lambda: None


def object_id(value: object) -> str | None:
    """A platform id in lower case; None for what is not 24 hex digits."""
    if isinstance(value, str) and _OBJECT_ID.fullmatch(value):
        return value.lower()
    return None


def _object_ids(values: object) -> list[str] | None:
    """Platform ids in the order sent, each once."""
    if not isinstance(values, list):
        return None
    ids = [object_id(value) for value in values]
    return None if None in ids else list(dict.fromkeys(filter(None, ids)))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(values: object) -> list[str] | None:
    if not isinstance(values, list):
        return None
    return values if all(isinstance(value, str) for value in values) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


# `correlationID` is how the sibling pages spell it, `responsibles` how reads name the managers.
CORRELATION_ID = Field("correlation_id", ("correlationId", "correlationID"), _text)
PARENT = Field("parent", ("parent",), object_id)
DIVISIONS = (PARENT, Field("business_division", ("businessDivision",), object_id))
PEOPLE = (
    Field("managers", ("managers", "responsibles"), _object_ids, list),
    Field("users", ("users",), _object_ids, list),
)
SCALARS = (
    CORRELATION_ID,
    Field("active", ("active",), _flag, lambda: True),
    Field("address", ("address",), _text),
    Field("title", ("title",), _text),
    Field("allow_candidates_apply", ("allowCandidatesApply",), _flag, lambda: False),
    Field("tags", ("tags",), _texts, list),
)
FIELDS = (*DIVISIONS, *PEOPLE, *SCALARS)
_ID_SPELLINGS = ("id", "businessDivisionId")


def _sent(item: Item, spellings: tuple[str, ...]) -> tuple[str, Any] | None:
    """The spelling in use and its value: the first that holds something, else a null."""
    found = None
    for spelling in spellings:
        if spelling in item:
            if item[spelling] is not None:
                return spelling, item[spelling]
            found = found or (spelling, None)
    return found


def _value(item: Item, spellings: tuple[str, ...]) -> Any:
    found = _sent(item, spellings)
    return None if found is None else found[1]


# -- keys ---------------------------------------------------------------------------------------


def key_complaint(item: object) -> str | None:
    """What keeps an item from being looked up, or None."""
    if not isinstance(item, dict):
        return INVALID_OBJECT
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        return MISSING_NAME
    given = _value(item, _ID_SPELLINGS)
    return INVALID_ID if given is not None and object_id(given) is None else None


def given_id(item: Item) -> str | None:
    """The platform id that an item brings along; of two different ones `id` counts."""
    return object_id(_value(item, _ID_SPELLINGS))


def keys(item: Item, name_key: str) -> Iterator[tuple[str, str]]:
    """The keys to look a division up by, strongest first; the first that is found counts.

    `name_key` settles what the page leaves open, as it calls the name a key and says as well that
    a call without keys always creates: `always` a key, a `fallback` without others, or `never`.
    """
    own_id = given_id(item)
    correlation_id = _value(item, CORRELATION_ID.spellings)
    if own_id:
        yield "id", own_id
    if isinstance(correlation_id, str) and correlation_id:
        yield CORRELATION_ID.column, correlation_id
    if name_key == ALWAYS or (name_key == FALLBACK and not own_id and not correlation_id):
        yield "name", item["name"].strip()


# -- what is wrong ------------------------------------------------------------------------------


def reference_complaint(item: Item, known: Known) -> str | None:
    """Which reference leads nowhere, as `Invalid <field>`, or None. undocumented wording."""
    for field, exists in (
        *((field, known.division) for field in DIVISIONS),
        *((field, known.user) for field in PEOPLE),
    ):
        spelling, value = _sent(item, field.spellings) or ("", None)
        if value is not None:
            ids = field.reads(value)
            if ids is None or not all(map(exists, [ids] if isinstance(ids, str) else ids)):
                return f"Invalid {spelling}"
    return None


def closes_a_circle(
    item: Item, division: Mapping[str, Any], is_below: Callable[[str, str], bool]
) -> bool:
    """Whether the parent in `item` is the division itself or lies below it."""
    parent = object_id(_value(item, PARENT.spellings))
    if parent is None or parent == division["parent"]:
        return False
    own_id = division["id"]
    return bool(parent == own_id or is_below(parent, own_id))


def scalar_complaint(item: Item) -> str | None:
    """Which plain field has a wrong type, as `Invalid <field> field`, or None. undocumented."""
    for field in SCALARS:
        spelling, value = _sent(item, field.spellings) or ("", None)
        if value is not None and field.reads(value) is None:
            return f"Invalid {spelling} field"
    return None


# -- what it changes ----------------------------------------------------------------------------


def blank() -> dict[str, Any]:
    """A division of which nothing is known yet: active, closed to candidates, all else empty."""
    return {field.column: field.empty() for field in FIELDS}


def changes(item: Item) -> dict[str, Any]:
    """The columns that a sound item writes: what is absent is kept, null empties."""
    wanted: dict[str, Any] = {"name": item["name"].strip()}
    for field in FIELDS:
        found = _sent(item, field.spellings)
        if found is not None:
            value = found[1]
            wanted[field.column] = field.empty() if value is None else field.reads(value)
    return wanted


# -- users of divisions -------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """What is said of an item without its division or its users; the two pages differ."""

    no_division: str
    no_users: str
    bad_users: str


# undocumented: what is said of a missing division and of users that are no texts
ADDING = Words("Missing businessDivisionId field", "Missing users field", USER_NOT_FOUND)
REMOVING = Words("Missing businessDivisionId", "Missing users", "Invalid users")


@dataclass(frozen=True)
class Membership:
    """A division and users, each once and in the order sent."""

    division: str
    users: list[str]


def membership(item: object, words: Words, known: Known) -> Membership | str:
    """What an item of user-add or user-remove asks for, or what is wrong with it.

    What is missing is told before what is unknown: the portal's samples of missing users name
    divisions that nobody has.
    """
    if not isinstance(item, dict):
        return INVALID_OBJECT
    if missing := _missing(item, words):
        return missing
    division, users = object_id(item["businessDivisionId"]), item["users"]
    if division is None:
        return INVALID_ID
    if not known.division(division):
        return DIVISION_NOT_FOUND
    if not all(isinstance(user, str) for user in users):
        return words.bad_users
    return Membership(division, list(dict.fromkeys(object_id(user) or user for user in users)))


def _missing(item: Item, words: Words) -> str | None:
    if item.get("businessDivisionId") in (None, ""):
        return words.no_division
    users = item.get("users")
    return None if isinstance(users, list) and users else words.no_users
