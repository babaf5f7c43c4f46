"""What an item of a batch means: its keys, what is wrong with it, what it changes.

Divisions, areas and users are described in `kinds.py`; the rules here hold for all of them.
Source: the pages "Update or Create" of https://developers.feedback.house/docs/api-list
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from reprlib import repr as short
from typing import Any

ALWAYS, FALLBACK, NEVER = "always", "fallback", "never"

INVALID_OBJECT = "Invalid object"
INVALID_ID = "Invalid id"
MISSING_NAME = "Missing name field"
CIRCULAR = "Circular reference"

Item = Mapping[str, Any]
Stored = dict[str, Any]


class Rejected(Exception):  # noqa: N818 - an item is rejected; nothing of the program failed
    """An item that cannot be taken: the text of the answer, and what the journal says of it."""

    def __init__(self, message: str, got: object = None) -> None:
        super().__init__(message)
        self.message = message
        self.why = message if got is None else f"{message} (got {short(got)})"


@dataclass(frozen=True)
class Field:
    """A field of an item: where it is kept, how it may be spelled, how it is read.

    `reads` returns None for a value that the field cannot hold; `empty` is what null makes of it.
    `refers` is the kind of thing that its id, or each id of its list, must be; `any_key` takes
    another key for the id; `many` is a list.
    """

    column: str
    spellings: tuple[str, ...]
    reads: Callable[[Any], Any]
    empty: Callable[[], Any] = lambda: None
    refers: str = ""
    many: bool = False
    any_key: bool = False


@dataclass(frozen=True)
class Kind:
    """What divisions, areas and users differ in: their fields, keys and words.

    `id` is the platform's own key. `fields` stand in the order in which they are checked. `keys`
    are the columns that identify besides the id, strongest first. `needs_name` is False where an
    id may stand for the name.
    """

    name: str
    one: str
    many: str
    not_found: str
    id: Field
    keys: tuple[str, ...]
    fields: tuple[Field, ...]
    needs_name: bool = True
    spelled: Mapping[str, int] = field(init=False, compare=False, repr=False)
    key_fields: Mapping[str, Field] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        numbers = {name: n for n, each in enumerate(self.fields) for name in each.spellings}
        identifying = {each.column: each for each in self.fields if each.column in self.keys}
        object.__setattr__(self, "spelled", numbers)
        object.__setattr__(self, "key_fields", identifying)


Resolve = Callable[[Field, Any], str | None]
"""The id that a value of a field refers to, if the company has it."""


def _sent(item: Item, spellings: tuple[str, ...]) -> tuple[str, Any]:
    """The spelling in use and its value: the first that holds something, else a null."""
    for spelling in spellings:
        if item.get(spelling) is not None:
            return spelling, item[spelling]
    return spellings[0], None


def mentioned(kind: Kind, item: Item) -> list[Field]:
    """The fields that an item mentions, in the order in which they are checked."""
    names = kind.spelled.keys() & item.keys()
    return [kind.fields[n] for n in sorted({kind.spelled[name] for name in names})] if names else []


# -- keys ---------------------------------------------------------------------------------------


def given_id(kind: Kind, item: object) -> str | None:
    """The platform id that an item brings along; of two different ones the first counts.

    Raises Rejected for what is no object, has no name, or has an id that is none.
    """
    if not isinstance(item, dict):
        raise Rejected(INVALID_OBJECT, item)
    given = _sent(item, kind.id.spellings)[1]
    if kind.needs_name or given is None or "name" in item:
        check_name(item)
    own_id = None if given is None else kind.id.reads(given)
    if own_id is None and given is not None:
        raise Rejected(INVALID_ID, given)
    return own_id


def check_name(item: Item) -> None:
    """Raises Rejected when there is no name."""
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        raise Rejected(MISSING_NAME, name)


def keys(kind: Kind, item: Item, own_id: str | None, name_key: str) -> Iterator[tuple[str, Any]]:
    """The keys to look an item up by, strongest first; the first that is found counts.

    `name_key` settles what the page of divisions leaves open, as it calls the name a key and says
    as well that a call without keys always creates: `always` a key, a `fallback` without others,
    or `never`. A key of a wrong type is no key; the field is rejected later.
    """
    if own_id:
        yield "id", own_id
    others = bool(own_id)
    for column in kind.keys:
        if column == "name":
            if name_key == ALWAYS or (name_key == FALLBACK and not others):
                yield "name", item["name"].strip()
            continue
        found = kind.key_fields[column]
        value = _sent(item, found.spellings)[1]
        value = None if value is None else found.reads(value)
        if value:
            others = True
            yield column, value


# -- what it changes ----------------------------------------------------------------------------


def blank(kind: Kind) -> Stored:
    """One of which nothing is known yet."""
    return {each.column: each.empty() for each in kind.fields}


def references(fields: list[Field], item: Item, resolve: Resolve) -> Stored:
    """The columns that name others. Raises Rejected, `Invalid <field>`; undocumented wording."""
    wanted: Stored = {}
    for each in fields:
        if not each.refers:
            continue
        spelling, value = _sent(item, each.spellings)
        wanted[each.column] = each.empty()
        if value is None:
            continue
        if each.many and not isinstance(value, list):
            raise Rejected(f"Invalid {spelling}", value)
        ids = [resolve(each, one) for one in (value if each.many else [value])]
        if None in ids:
            raise Rejected(f"Invalid {spelling}", value)
        wanted[each.column] = list(dict.fromkeys(ids)) if each.many else ids[0]
    return wanted


def closes_a_circle(wanted: Stored, old: Stored, is_below: Callable[[str, str], bool]) -> bool:
    """Whether the wanted parent is the stored one's own self or lies below it."""
    parent = wanted.get("parent")
    if parent is None or parent == old["parent"]:
        return False
    return bool(parent == old["id"] or is_below(parent, old["id"]))


def plain(fields: list[Field], item: Item) -> Stored:
    """The other columns: what is absent is kept, null empties.

    Raises Rejected, `Invalid <field> field`; undocumented wording.
    """
    wanted: Stored = {"name": item["name"].strip()} if "name" in item else {}
    for each in fields:
        if each.refers:
            continue
        spelling, value = _sent(item, each.spellings)
        read = each.empty() if value is None else each.reads(value)
        if read is None and value is not None:
            raise Rejected(f"Invalid {spelling} field", value)
        wanted[each.column] = read
    return wanted


def settled(stored: Stored) -> Stored:
    """Who has left is not active, whatever `active` says."""
    if stored.get("demission_date") and stored["active"]:
        return {**stored, "active": False}
    return stored
