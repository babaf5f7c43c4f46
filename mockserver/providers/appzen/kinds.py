"""What a kind of record is: its key, shapes, routes, and the functions that make it odd.

Every kind is written by one upsert and read back in its own ways; `records.py` makes the
operations. What only one kind does is a function named in its entry.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import rules, store
from mockserver.providers.appzen.auth import Customer
from mockserver.providers.appzen.schemas.answers import UpsertResult
from mockserver.providers.appzen.store import Collection, Document, Record
from mockserver.web.operation import DOCUMENTED

HELP = "https://support.appzen.com/hc/en-us/articles/"
RESULT = UpsertResult()


@dataclass(frozen=True)
class Write:
    """One record on its way in. `options` are the boolean headers that are true."""

    sandbox: Sandbox
    caller: Customer
    where: Collection
    record: Document
    options: frozenset[str]

    def of(self, kind: str) -> Collection:
        """Records of another kind of the same customer."""
        return Collection(self.where.account, kind)


@dataclass(frozen=True)
class Route:
    """A path, what it is called, and who published it."""

    name: str
    path: str
    source: str
    evidence: str = DOCUMENTED


@dataclass(frozen=True)
class Upsert(Route):
    """A path to write to; `options` are the boolean headers that it knows."""

    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read(Route):
    """A path to read one record by, and the question it asks."""

    find: Callable[[Sandbox, Collection, Sequence[str]], Record | None] = store.find_by_uuid


@dataclass(frozen=True)
class Search(Route):
    """Which records were updated when; `names` are those of the parts of the key in a hit."""

    hit: Schema | None = None
    names: tuple[str, ...] = ()


def no_breaches(_write: Write) -> list[rules.Breach]:
    """Nothing is wrong beyond the shape."""
    return []


def as_it_came(write: Write, _old: Record | None) -> Document:
    """The record replaces the old one as a whole."""
    return write.record


def new_uuid(sandbox: Sandbox) -> str:
    """A uuid for a new record."""
    return sandbox.new_id()


def nothing_more(_sandbox: Sandbox, _where: Collection, _record: Record) -> Mapping[str, Any]:
    """A reader sees what was written."""
    return {}


def uuid_and_status(_write: Write, record: Record, status: str) -> Document:
    """What most writes answer."""
    return {"uuid": record.uuid, "status": status}


def nothing_follows(_write: Write, _record: Record) -> None:
    """A write has no consequences."""


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `key` makes the texts that identify a record of a customer, `alias` another text it is found
    by; `active` the value of its flag; `breaches` what is wrong with a well-formed record; `tidy`
    what is kept of a good one; `complete` what a reader sees besides; `follow` what happens then.
    """

    noun: str
    tag: str
    schema: Schema
    shown: Schema
    key: Callable[[Document], tuple[str, ...]]
    upserts: tuple[Upsert, ...]
    reads: tuple[Read, ...]
    listing: Route | None = None
    search: Search | None = None
    active: Callable[[Document], bool] = lambda record: bool(record.get("is_active", True))
    alias: Callable[[Document], str | None] = lambda _: None
    identify: Callable[[Write], Record | None] | None = None
    breaches: Callable[[Write], list[rules.Breach]] = no_breaches
    tidy: Callable[[Write, Record | None], Document] = as_it_came
    new_id: Callable[[Sandbox], str] = new_uuid
    result: Schema = field(default=RESULT)
    answer: Callable[[Write, Record, str], Document] = uuid_and_status
    complete: Callable[[Sandbox, Collection, Record], Mapping[str, Any]] = nothing_more
    follow: Callable[[Write, Record], None] = nothing_follows

    def find(self, write: Write) -> Record | None:
        """The record that a write means."""
        if self.identify is not None:
            return self.identify(write)
        return store.find_by_key(write.sandbox, write.where, self.key(write.record))


def by(*names: str) -> Callable[[Document], tuple[str, ...]]:
    """The key made of these fields."""
    return lambda record: tuple(record[name] for name in names)
