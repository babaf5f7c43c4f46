"""One table for every kind of record, and the questions asked of it.

A record belongs to an account and has a key of one or more texts within its kind.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mockserver.engine.sandbox import Sandbox

TABLES = (
    """CREATE TABLE appzen_record (
        account TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, uuid TEXT NOT NULL UNIQUE,
        active INTEGER NOT NULL, updated_at INTEGER NOT NULL, document TEXT NOT NULL,
        PRIMARY KEY (account, kind, key))""",
    "CREATE INDEX appzen_record_updated ON appzen_record (account, kind, updated_at, uuid)",
)

Document = dict[str, Any]


@dataclass(frozen=True)
class Collection:
    """The records of one kind of one account."""

    account: str
    kind: str


@dataclass(frozen=True)
class Found:
    """A record as a search shows it; `updated_at` in ms."""

    key: tuple[str, ...]
    uuid: str
    active: bool
    updated_at: int


def find_uuid(sandbox: Sandbox, where: Collection, key: Sequence[str]) -> str | None:
    """The uuid of the record with this key."""
    uuid: str | None = sandbox.value(
        "SELECT uuid FROM appzen_record WHERE account = ? AND kind = ? AND key = ?",
        where.account,
        where.kind,
        _text(key),
    )
    return uuid


def find_by_key(sandbox: Sandbox, where: Collection, key: Sequence[str]) -> Document | None:
    """The record with this key, as it was stored."""
    document = sandbox.value(
        "SELECT document FROM appzen_record WHERE account = ? AND kind = ? AND key = ?",
        where.account,
        where.kind,
        _text(key),
    )
    return None if document is None else json.loads(document)


def find_by_uuid(sandbox: Sandbox, where: Collection, key: Sequence[str]) -> Document | None:
    """The record with this uuid (the only text of `key`), as it was stored."""
    document = sandbox.value(
        "SELECT document FROM appzen_record WHERE uuid = ? AND account = ? AND kind = ?",
        *key,
        where.account,
        where.kind,
    )
    return None if document is None else json.loads(document)


def insert(sandbox: Sandbox, where: Collection, new: Found, document: Mapping[str, Any]) -> None:
    """Keep a record that was not there."""
    sandbox.connection.execute(
        "INSERT INTO appzen_record VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            where.account,
            where.kind,
            _text(new.key),
            new.uuid,
            new.active,
            new.updated_at,
            json.dumps(document, separators=(",", ":")),
        ),
    )


def replace(sandbox: Sandbox, uuid: str, active: bool, document: Mapping[str, Any]) -> None:
    """Put a document in the place of an older one; it counts as updated now."""
    sandbox.connection.execute(
        "UPDATE appzen_record SET active = ?, updated_at = ?, document = ? WHERE uuid = ?",
        (active, sandbox.now, json.dumps(document, separators=(",", ":")), uuid),
    )


def updated_between(
    sandbox: Sandbox, where: Collection, since: int, until: int, limit: int
) -> list[Found]:
    """Records last updated in a window, both ends included; the longest untouched first."""
    rows = sandbox.connection.execute(
        "SELECT key, uuid, active, updated_at FROM appzen_record"
        " WHERE account = ? AND kind = ? AND updated_at BETWEEN ? AND ?"
        " ORDER BY updated_at, uuid LIMIT ?",
        (where.account, where.kind, since, until, limit),
    )
    return [
        Found(tuple(json.loads(key)), uuid, bool(active), updated_at)
        for key, uuid, active, updated_at in rows
    ]


def _text(key: Sequence[str]) -> str:
    return json.dumps(list(key), separators=(",", ":"))
