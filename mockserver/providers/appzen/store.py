"""One table for every kind of record, and the questions asked of it.

A record belongs to an account and has a key of one or more texts within its kind. Some kinds are
also found by an alias, which several records may share: then the last one written is meant.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mockserver.engine.sandbox import Sandbox

_COLUMNS = "key, alias, uuid, active, created_at, updated_at, document"

TABLES = (
    """CREATE TABLE appzen_record (
        account TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, alias TEXT,
        uuid TEXT NOT NULL, active INTEGER NOT NULL, created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL, document TEXT NOT NULL,
        PRIMARY KEY (account, kind, key), UNIQUE (uuid, kind))""",
    "CREATE INDEX appzen_record_updated ON appzen_record (account, kind, updated_at, uuid)",
    "CREATE INDEX appzen_record_alias ON appzen_record (account, kind, alias, updated_at)"
    " WHERE alias IS NOT NULL",
)

Document = dict[str, Any]


@dataclass(frozen=True)
class Collection:
    """The records of one kind of one account."""

    account: str
    kind: str


@dataclass(frozen=True)
class Record:
    """A record; times in ms."""

    key: tuple[str, ...]
    alias: str | None
    uuid: str
    active: bool
    created_at: int
    updated_at: int
    document: Document


def text_of(key: Sequence[str]) -> str:
    """A key of several texts as one."""
    return json.dumps(list(key), separators=(",", ":"))


def find_by_key(sandbox: Sandbox, where: Collection, key: Sequence[str]) -> Record | None:
    """The record with this key."""
    return _one(sandbox, where, "key = ?", text_of(key))


def find_by_uuid(sandbox: Sandbox, where: Collection, key: Sequence[str]) -> Record | None:
    """The record with this uuid, the only text of `key`."""
    return _one(sandbox, where, "uuid = ?", key[0])


def find_by_alias(sandbox: Sandbox, where: Collection, key: Sequence[str]) -> Record | None:
    """The record last written under this alias, the only text of `key`."""
    order = "alias = ? ORDER BY updated_at DESC, rowid DESC LIMIT 1"
    return _one(sandbox, where, order, key[0])


def every(sandbox: Sandbox, where: Collection) -> list[Record]:
    """All of a kind; the one created first comes first."""
    return list(_all(sandbox, where, "1 ORDER BY rowid"))


def updated_between(
    sandbox: Sandbox, where: Collection, since: int, until: int, limit: int
) -> list[Record]:
    """Records last updated in a window, both ends included; the longest untouched first."""
    window = "updated_at BETWEEN ? AND ? ORDER BY updated_at, uuid LIMIT ?"
    return list(_all(sandbox, where, window, since, until, limit))


def insert(sandbox: Sandbox, where: Collection, new: Record) -> None:
    """Keep a record that was not there."""
    sandbox.connection.execute(
        f"INSERT INTO appzen_record (account, kind, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
        (
            where.account,
            where.kind,
            text_of(new.key),
            new.alias,
            new.uuid,
            new.active,
            new.created_at,
            new.updated_at,
            _dumped(new.document),
        ),
    )


def replace(sandbox: Sandbox, where: Collection, new: Record) -> None:
    """Put a record in the place of the one with its uuid."""
    sandbox.connection.execute(
        "UPDATE appzen_record SET key = ?, alias = ?, active = ?, updated_at = ?, document = ?"
        " WHERE uuid = ? AND kind = ?",
        (
            text_of(new.key),
            new.alias,
            new.active,
            new.updated_at,
            _dumped(new.document),
            new.uuid,
            where.kind,
        ),
    )


def touch(sandbox: Sandbox, where: Collection, uuid: str) -> None:
    """A record counts as updated now."""
    sandbox.connection.execute(
        "UPDATE appzen_record SET updated_at = ? WHERE uuid = ? AND kind = ?",
        (sandbox.now, uuid, where.kind),
    )


def rename(sandbox: Sandbox, where: Collection, uuid: str, alias: str) -> None:
    """A record is found under another alias from now on."""
    sandbox.connection.execute(
        "UPDATE appzen_record SET alias = ? WHERE uuid = ? AND kind = ?", (alias, uuid, where.kind)
    )


def _one(sandbox: Sandbox, where: Collection, condition: str, *values: Any) -> Record | None:
    return next(_all(sandbox, where, condition, *values), None)


def _all(sandbox: Sandbox, where: Collection, condition: str, *values: Any) -> Iterator[Record]:
    rows = sandbox.connection.execute(
        f"SELECT {_COLUMNS} FROM appzen_record WHERE account = ? AND kind = ? AND {condition}",  # noqa: S608 - our own texts
        (where.account, where.kind, *values),
    )
    for key, alias, uuid, active, created_at, updated_at, document in rows:
        yield Record(
            tuple(json.loads(key)),
            alias,
            uuid,
            bool(active),
            created_at,
            updated_at,
            json.loads(document),
        )


def _dumped(document: Document) -> str:
    return json.dumps(document, separators=(",", ":"))
