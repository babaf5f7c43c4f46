"""The tables of Candis, and named questions to them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox

TABLES = (
    """CREATE TABLE candis_organization (
        id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID""",
    # `record` is the document as it was sent, unknown properties included.
    """CREATE TABLE candis_core_data (
        organization_id TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
        name TEXT NOT NULL, is_archived INTEGER NOT NULL, record TEXT NOT NULL,
        PRIMARY KEY (organization_id, kind, key)) WITHOUT ROWID""",
    """CREATE INDEX candis_contact_name ON candis_core_data (organization_id, name)
        WHERE kind = 'CONTACT'""",
    """CREATE TABLE candis_import (
        id INTEGER PRIMARY KEY, process_id TEXT NOT NULL UNIQUE, organization_id TEXT NOT NULL,
        type TEXT NOT NULL, operation TEXT NOT NULL, total INTEGER NOT NULL,
        done INTEGER NOT NULL DEFAULT 0, processed INTEGER NOT NULL DEFAULT 0)""",
    # The records as they were sent, so many a row as are worked off at once.
    """CREATE TABLE candis_import_slice (
        import INTEGER NOT NULL, line INTEGER NOT NULL, records TEXT NOT NULL,
        PRIMARY KEY (import, line)) WITHOUT ROWID""",
    # What became of them. Line numbers are dense from 0: any page of any log is one range.
    """CREATE TABLE candis_import_line (
        import INTEGER NOT NULL, line INTEGER NOT NULL, key TEXT NOT NULL, errors TEXT,
        created_at INTEGER NOT NULL, PRIMARY KEY (import, line)) WITHOUT ROWID""",
)

SLICE_RECORDS = 500  # so that no single event of a large import holds up its world
_text_of = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Import:
    """One import: how many records it has, how many are done."""

    id: int
    process_id: str
    organization_id: str
    type: str
    operation: str
    total: int
    done: int
    processed: bool


@dataclass(slots=True)
class Outcome:
    """What became of one record: no errors means imported."""

    key: str
    errors: tuple[str, ...]


@dataclass(slots=True)
class Stored:
    """A record of core data as it is kept."""

    name: str
    is_archived: bool
    record: dict[str, Any]


# -- organizations ----------------------------------------------------------------------------


def find_organization(sandbox: Sandbox, organization_id: str) -> dict[str, Any] | None:
    """Its slug and name."""
    return sandbox.row("SELECT id, name FROM candis_organization WHERE id = ?", organization_id)


def add_organization(sandbox: Sandbox, organization_id: str, name: str) -> None:
    """A new one."""
    sandbox.connection.execute(
        "INSERT INTO candis_organization VALUES (?, ?)", (organization_id, name)
    )


# -- core data --------------------------------------------------------------------------------


def fetch_core_data(
    sandbox: Sandbox, organization_id: str, places: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], Stored]:
    """What is known of these (kind, key) places, archived or not."""
    rows = sandbox.connection.execute(
        "SELECT kind, key, name, is_archived, record FROM candis_core_data"
        " WHERE organization_id = ? AND (kind, key) IN"
        " (SELECT value ->> 0, value ->> 1 FROM json_each(?))",
        (organization_id, _text_of(places)),
    )
    return {
        (kind, key): Stored(name, bool(archived), json.loads(record))
        for kind, key, name, archived, record in rows
    }


def keep_core_data(
    sandbox: Sandbox, organization_id: str, touched: Mapping[tuple[str, str], Stored]
) -> None:
    """Write down new and changed records."""
    sandbox.connection.executemany(
        "INSERT INTO candis_core_data VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " name = excluded.name, is_archived = excluded.is_archived, record = excluded.record",
        [
            (organization_id, *place, one.name, one.is_archived, _text_of(one.record))
            for place, one in touched.items()
        ],
    )


def contacts_named(
    sandbox: Sandbox, organization_id: str, names: Iterable[str]
) -> dict[str, set[str]]:
    """The keys of the contacts that have these names."""
    rows = sandbox.connection.execute(
        "SELECT name, key FROM candis_core_data"
        " WHERE organization_id = ? AND kind = 'CONTACT'"
        " AND name IN (SELECT value FROM json_each(?))",
        (organization_id, _text_of(list(names))),
    )
    found: dict[str, set[str]] = {}
    for name, key in rows:
        found.setdefault(name, set()).add(key)
    return found


# -- imports ----------------------------------------------------------------------------------


def add_import(
    sandbox: Sandbox,
    organization_id: str,
    type_: str,
    operation: str,
    records: Sequence[Mapping[str, Any]],
) -> Import:
    """A new import with all its records, none of them done."""
    process_id = sandbox.new_id()
    total = len(records)
    cursor = sandbox.connection.execute(
        "INSERT INTO candis_import (process_id, organization_id, type, operation, total)"
        " VALUES (?, ?, ?, ?, ?)",
        (process_id, organization_id, type_, operation, total),
    )
    id_ = int(cursor.lastrowid or 0)
    sandbox.connection.executemany(
        "INSERT INTO candis_import_slice VALUES (?, ?, ?)",
        (
            (id_, line, _text_of(records[line : line + SLICE_RECORDS]))
            for line in range(0, total, SLICE_RECORDS)
        ),
    )
    return Import(id_, process_id, organization_id, type_, operation, total, 0, processed=False)


def find_import(sandbox: Sandbox, organization_id: str, process_id: str) -> Import | None:
    """The import of this organization with that process id."""
    row = sandbox.row(
        "SELECT * FROM candis_import WHERE process_id = ? AND organization_id = ?",
        process_id,
        organization_id,
    )
    return None if row is None else _import(row)


def get_import(sandbox: Sandbox, id_: int) -> Import:
    """The import with that number. Raises LookupError."""
    row = sandbox.row("SELECT * FROM candis_import WHERE id = ?", id_)
    if row is None:
        raise LookupError(f"no import {id_}")
    return _import(row)


def next_records(sandbox: Sandbox, import_: Import) -> list[dict[str, Any]]:
    """The next slice of records to be worked off, from line `done` on."""
    text = sandbox.value(
        "SELECT records FROM candis_import_slice WHERE import = ? AND line = ?",
        import_.id,
        import_.done,
    )
    records: list[dict[str, Any]] = [] if text is None else json.loads(text)
    return records


def keep_outcomes(sandbox: Sandbox, import_: Import, outcomes: list[Outcome]) -> Import:
    """Write down what became of the next records; returns the import as it is then."""
    sandbox.connection.executemany(
        "INSERT INTO candis_import_line VALUES (?, ?, ?, ?, ?)",
        [
            (import_.id, line, one.key, ",".join(one.errors) or None, sandbox.now)
            for line, one in enumerate(outcomes, import_.done)
        ],
    )
    done = import_.done + len(outcomes)
    sandbox.connection.execute(
        "UPDATE candis_import SET done = ?1, processed = (?1 >= total) WHERE id = ?2",
        (done, import_.id),
    )
    return get_import(sandbox, import_.id)


def outcomes_of(sandbox: Sandbox, import_: Import, first: int, count: int) -> list[dict[str, Any]]:
    """What became of `count` records from line `first` on: key, errors, created_at."""
    rows = sandbox.connection.execute(
        "SELECT key, errors, created_at FROM candis_import_line"
        " WHERE import = ? AND line >= ? ORDER BY line LIMIT ?",
        (import_.id, first, count),
    )
    return [
        {"key": key, "errors": errors.split(",") if errors else [], "created_at": isoformat(at)}
        for key, errors, at in rows
    ]


def _import(row: Mapping[str, Any]) -> Import:
    return Import(**{**row, "processed": bool(row["processed"])})
