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

_OBJECT_ID = re.compile(r"[0-9a-fA-F]{24}")
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """Which ids exist in the company."""

    division: Callable[[str], bool]
    user: Callable[[str], bool]


@dataclass(frozen=True)
class Field:
    """A field of an item: where it is kept, how it may be spelled, what null makes of it."""

    column: str
    spellings: tuple[str, ...]
    takes: Callable[[Any], bool]
    empty: Any = None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(tag, str) for tag in value)


def object_id(value: object) -> str | None:
    """A platform id in lower case; None for what is not 24 hex digits."""
    if isinstance(value, str) and _OBJECT_ID.fullmatch(value):
        return value.lower()
    return None


def object_ids(values: object) -> list[str] | None:
    """Platform ids in the order sent, each once; None when one is malformed or it is no list."""
    if not isinstance(values, list):
        return None
    ids = [object_id(value) for value in values]
    return None if None in ids else list(dict.fromkeys(filter(None, ids)))


def _is_id(value: object) -> bool:
    return object_id(value) is not None


def _are_ids(value: object) -> bool:
    return object_ids(value) is not None


# `correlationID` is how the sibling pages spell it, `responsibles` how reads name the managers.
PARENT = Field("parent", ("parent",), _is_id)
DIVISIONS = (PARENT, Field("business_division", ("businessDivision",), _is_id))
PEOPLE = (
    Field("managers", ("managers", "responsibles"), _are_ids, ()),
    Field("users", ("users",), _are_ids, ()),
)
SCALARS = (
    Field("correlation_id", ("correlationId", "correlationID"), _is_text),
    Field("active", ("active",), _is_flag, True),
    Field("address", ("address",), _is_text),
    Field("title", ("title",), _is_text),
    Field("allow_candidates_apply", ("allowCandidatesApply",), _is_flag, False),
    Field("tags", ("tags",), _are_texts, ()),
)
_ID_SPELLINGS = ("id", "businessDivisionId")
_CORRELATION_ID = SCALARS[0]


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
    return INVALID_ID if given is not None and not _is_id(given) else None


def given_id(item: Item) -> str | None:
    """The platform id that an item brings along; of two different ones `id` counts."""
    return object_id(_value(item, _ID_SPELLINGS))


def keys(item: Item, name_key: str) -> Iterator[tuple[str, str]]:
    """The keys to look a division up by, strongest first; the first that is found counts.

    `name_key` settles what the page leaves open, as it calls the name a key and says as well that
    a call without keys always creates: `always` a key, a `fallback` without others, or `never`.
    """
    own_id = given_id(item)
    correlation_id = _value(item, _CORRELATION_ID.spellings)
    if own_id:
        yield "id", own_id
    if isinstance(correlation_id, str) and correlation_id:
        yield _CORRELATION_ID.column, correlation_id
    if name_key == ALWAYS or (name_key == FALLBACK and not own_id and not correlation_id):
        yield "name", item["name"].strip()


# -- what is wrong ------------------------------------------------------------------------------


def reference_complaint(item: Item, known: Known) -> str | None:
    """Which reference leads nowhere, as `Invalid <field>`, or None. undocumented wording."""
    for field in DIVISIONS:
        found = _sent(item, field.spellings)
        if found and found[1] is not None:
            target = object_id(found[1])
            if target is None or not known.division(target):
                return f"Invalid {found[0]}"
    for field in PEOPLE:
        found = _sent(item, field.spellings)
        if found and found[1] is not None:
            users = object_ids(found[1])
            if users is None or not all(map(known.user, users)):
                return f"Invalid {found[0]}"
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
        found = _sent(item, field.spellings)
        if found and found[1] is not None and not field.takes(found[1]):
            return f"Invalid {found[0]} field"
    return None


# -- what it changes ----------------------------------------------------------------------------


def blank() -> dict[str, Any]:
    """A division of which nothing is known yet: active, closed to candidates, all else empty."""
    fields = (*DIVISIONS, *PEOPLE, *SCALARS)
    return {field.column: _emptied(field) for field in fields}


def changes(item: Item) -> dict[str, Any]:
    """The columns that a sound item writes: what is absent is kept, null empties."""
    wanted: dict[str, Any] = {"name": item["name"].strip()}
    for field in (*DIVISIONS, *PEOPLE, *SCALARS):
        found = _sent(item, field.spellings)
        if found is None:
            continue
        value = found[1]
        if value is None or value == "":
            wanted[field.column] = _emptied(field)
        elif field.takes is _is_id:
            wanted[field.column] = object_id(value)
        elif field.takes is _are_ids:
            wanted[field.column] = object_ids(value)
        else:
            wanted[field.column] = value
    return wanted


def _emptied(field: Field) -> Any:
    return list(field.empty) if isinstance(field.empty, tuple) else field.empty


# -- users of divisions -------------------------------------------------------------------------


@dataclass(frozen=True)
class MembershipWords:
    """What is said of an item without its division or its users; the two pages differ."""

    no_division: str
    no_users: str
    bad_users: str


ADD_WORDS = MembershipWords(
    "Missing businessDivisionId field",  # undocumented
    "Missing users field",
    "User not found",  # undocumented
)
REMOVE_WORDS = MembershipWords(
    "Missing businessDivisionId",  # undocumented
    "Missing users",
    "Invalid users",  # undocumented
)


def membership_complaint(item: object, words: MembershipWords) -> str | None:
    """What an item of user-add or user-remove lacks, or None. What is missing comes first."""
    if not isinstance(item, dict):
        return INVALID_OBJECT
    if item.get("businessDivisionId") in (None, ""):
        return words.no_division
    users = item.get("users")
    if not isinstance(users, list) or not users:
        return words.no_users
    return None if all(isinstance(user, str) for user in users) else words.bad_users
