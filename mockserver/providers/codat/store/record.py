"""Accounting records: what a source holds, and what Codat has copied of it.

A shelf is one data type of one connection. Its records are those of the source; those with a line
are also in Codat's copy once the shelf was published. `line` counts them without gaps in the
default order, so that no page costs more than another. A change that Codat does not know yet waits
in `codat_staged` (a new record: without a line).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_shelf (
        number INTEGER PRIMARY KEY,
        connection_id TEXT NOT NULL REFERENCES codat_connection (id) ON DELETE CASCADE,
        data_type TEXT NOT NULL, filled INTEGER NOT NULL DEFAULT 0,
        whole INTEGER NOT NULL DEFAULT 0, published INTEGER,
        lines INTEGER NOT NULL DEFAULT 0, UNIQUE (connection_id, data_type))""",
    """CREATE TABLE codat_record (
        number INTEGER PRIMARY KEY,
        shelf INTEGER NOT NULL REFERENCES codat_shelf (number) ON DELETE CASCADE,
        id TEXT NOT NULL, sort TEXT NOT NULL, line INTEGER, modified INTEGER,
        deleted INTEGER NOT NULL DEFAULT 0, UNIQUE (shelf, id))""",
    "CREATE INDEX codat_record_line ON codat_record (shelf, line)",
    """CREATE TABLE codat_body (
        record INTEGER PRIMARY KEY REFERENCES codat_record (number) ON DELETE CASCADE,
        body TEXT NOT NULL)""",
    """CREATE TABLE codat_staged (
        record INTEGER PRIMARY KEY REFERENCES codat_record (number) ON DELETE CASCADE,
        shelf INTEGER NOT NULL, sort TEXT NOT NULL, deleted INTEGER NOT NULL,
        body TEXT NOT NULL)""",
    "CREATE INDEX codat_staged_shelf ON codat_staged (shelf)",
)


@dataclass(frozen=True)
class Kept:
    """A record on its way into a shelf: its id, its place in the default order, its JSON text."""

    id: str
    sort: str
    body: str
    deleted: bool = False


def find_shelf(sandbox: Sandbox, connection_id: str, data_type: str) -> Row | None:
    """The shelf of a data type, or None.

    `filled` records of the data set are on it, `whole` says that these are all; `published` are
    the ticks at which Codat copied it first, `lines` how many records its copy has.
    """
    return sandbox.row(
        "SELECT * FROM codat_shelf WHERE connection_id = ? AND data_type = ?",
        connection_id,
        data_type,
    )


def shelf_of(sandbox: Sandbox, connection_id: str, data_type: str) -> Row:
    """The shelf of a data type; an empty one is put up when there is none."""
    found = find_shelf(sandbox, connection_id, data_type)
    if found is not None:
        return found
    cursor = sandbox.connection.execute(
        "INSERT INTO codat_shelf (connection_id, data_type) VALUES (?, ?)",
        (connection_id, data_type),
    )
    shelf = sandbox.row("SELECT * FROM codat_shelf WHERE number = ?", cursor.lastrowid)
    assert shelf is not None  # noqa: S101 - narrows the type
    return shelf


def put_up_shelves(
    sandbox: Sandbox, connection_id: str, data_types: Iterable[str], at: int
) -> None:
    """Shelves that Codat copied at `at`, still to be filled."""
    sandbox.connection.executemany(
        "INSERT INTO codat_shelf (connection_id, data_type, published) VALUES (?, ?, ?)",
        [(connection_id, data_type, at) for data_type in data_types],
    )


def fill(sandbox: Sandbox, shelf: Row, records: Iterable[Kept], *, whole: bool) -> Row:
    """Put the next records of the data set on a shelf, in the default order; the shelf then.

    `whole` says that these were the last.
    """
    line = shelf["filled"]
    number = int(sandbox.value("SELECT coalesce(max(number), 0) FROM codat_record"))
    lines, bodies = [], []
    for record in records:
        number, line = number + 1, line + 1
        lines.append((number, shelf["number"], record.id, record.sort, line, record.deleted))
        bodies.append((number, record.body))
    sandbox.connection.executemany(
        "INSERT INTO codat_record (number, shelf, id, sort, line, deleted)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        lines,
    )
    sandbox.connection.executemany("INSERT INTO codat_body VALUES (?, ?)", bodies)
    sandbox.connection.execute(
        "UPDATE codat_shelf SET filled = ?1, lines = ?1, whole = ?2 WHERE number = ?3",
        (line, whole, shelf["number"]),
    )
    return {**shelf, "filled": line, "lines": line, "whole": int(whole)}


# -- what the source has ------------------------------------------------------------------------


def find_record(sandbox: Sandbox, shelf: Row, record_id: str) -> Row | None:
    """A record as the source has it now, deleted ones too, or None; `body` is a dict."""
    row = sandbox.row(
        "SELECT codat_record.number, id, line, coalesce(codat_staged.deleted, codat_record.deleted)"
        " AS deleted, coalesce(codat_staged.body, codat_body.body) AS body FROM codat_record"
        " JOIN codat_body ON codat_body.record = codat_record.number"
        " LEFT JOIN codat_staged ON codat_staged.record = codat_record.number"
        " WHERE codat_record.shelf = ? AND id = ?",
        shelf["number"],
        record_id,
    )
    return None if row is None else {**row, "body": json.loads(row["body"])}


def records_of(sandbox: Sandbox, shelf: Row) -> Iterator[dict[str, Any]]:
    """The bodies of all records that the source has now, in the order of their numbers."""
    found = sandbox.connection.execute(
        "SELECT coalesce(codat_staged.body, codat_body.body) FROM codat_record"
        " JOIN codat_body ON codat_body.record = codat_record.number"
        " LEFT JOIN codat_staged ON codat_staged.record = codat_record.number"
        " WHERE codat_record.shelf = ?"
        " AND NOT coalesce(codat_staged.deleted, codat_record.deleted)"
        " ORDER BY codat_record.number",
        (shelf["number"],),
    )
    return (json.loads(body) for (body,) in found)


def stage(sandbox: Sandbox, shelf: Row, record: Kept) -> None:
    """A record appears at the source, or changes there; Codat learns of it by `publish`."""
    found = find_record(sandbox, shelf, record.id)
    if found is None:
        _add(sandbox, shelf, record)
    elif found["line"] is None:
        _replace(sandbox, found["number"], record)
    else:
        sandbox.connection.execute(
            "INSERT OR REPLACE INTO codat_staged (record, shelf, sort, deleted, body)"
            " VALUES (?, ?, ?, ?, ?)",
            (found["number"], shelf["number"], record.sort, record.deleted, record.body),
        )


def forget_unpublished(sandbox: Sandbox, shelf: Row, record_id: str) -> bool:
    """Take away a record that Codat never copied; False when it has, or there is none."""
    cursor = sandbox.connection.execute(
        "DELETE FROM codat_record WHERE shelf = ? AND id = ? AND line IS NULL",
        (shelf["number"], record_id),
    )
    return cursor.rowcount > 0


def _add(sandbox: Sandbox, shelf: Row, record: Kept) -> None:
    cursor = sandbox.connection.execute(
        "INSERT INTO codat_record (shelf, id, sort, deleted) VALUES (?, ?, ?, ?)",
        (shelf["number"], record.id, record.sort, record.deleted),
    )
    sandbox.connection.execute(
        "INSERT INTO codat_body VALUES (?, ?)", (cursor.lastrowid, record.body)
    )


def _replace(sandbox: Sandbox, number: int, record: Kept) -> None:
    sandbox.connection.execute(
        "UPDATE codat_record SET sort = ?, deleted = ? WHERE number = ?",
        (record.sort, record.deleted, number),
    )
    sandbox.connection.execute(
        "UPDATE codat_body SET body = ? WHERE record = ?", (record.body, number)
    )


# -- what Codat has -----------------------------------------------------------------------------


def publish(sandbox: Sandbox, shelf: Row, at: int) -> int:
    """Codat copies what the source has; how many records that changed in its copy."""
    number = shelf["number"]
    lowest = sandbox.value(
        "SELECT min(sort) FROM (SELECT sort FROM codat_record WHERE shelf = ?1 AND line IS NULL"
        " UNION ALL SELECT sort FROM codat_staged WHERE shelf = ?1 UNION ALL SELECT"
        " codat_record.sort FROM codat_staged JOIN codat_record ON number = record"
        " WHERE codat_staged.shelf = ?1)",
        number,
    )
    if shelf["published"] is None:
        sandbox.connection.execute(
            "UPDATE codat_shelf SET published = ? WHERE number = ?", (at, number)
        )
    return 0 if lowest is None else _take_over(sandbox, number, lowest, at)


def _take_over(sandbox: Sandbox, shelf: int, lowest: str, at: int) -> int:
    """Staged changes and new records get into the copy; lines from `lowest` on count anew."""
    execute = sandbox.connection.execute
    execute(
        "UPDATE codat_body SET body = staged.body FROM codat_staged AS staged"
        " WHERE staged.record = codat_body.record AND staged.shelf = ?",
        (shelf,),
    )
    changed = execute(
        "UPDATE codat_record SET sort = staged.sort, deleted = staged.deleted, modified = ?"
        " FROM codat_staged AS staged WHERE staged.record = number AND staged.shelf = ?",
        (at, shelf),
    ).rowcount
    execute("DELETE FROM codat_staged WHERE shelf = ?", (shelf,))
    added = execute(
        "UPDATE codat_record SET modified = ? WHERE shelf = ? AND line IS NULL", (at, shelf)
    ).rowcount
    _count_lines(sandbox, shelf, lowest)
    execute("DELETE FROM codat_selection WHERE shelf = ?", (shelf,))
    return int(changed + added)


def _count_lines(sandbox: Sandbox, shelf: int, lowest: str) -> None:
    before = sandbox.value(
        "SELECT coalesce(min(line) - 1, (SELECT lines FROM codat_shelf WHERE number = ?1))"
        " FROM codat_record WHERE shelf = ?1 AND sort >= ?2",
        shelf,
        lowest,
    )
    sandbox.connection.execute(
        "UPDATE codat_record SET line = counted.line FROM (SELECT number, ?2 + row_number()"
        " OVER (ORDER BY sort, number) AS line FROM codat_record WHERE shelf = ?1"
        " AND (line > ?2 OR line IS NULL)) AS counted WHERE counted.number = codat_record.number",
        (shelf, before),
    )
    sandbox.connection.execute(
        "UPDATE codat_shelf SET lines = (SELECT count(*) FROM codat_record WHERE shelf = ?1)"
        " WHERE number = ?1",
        (shelf,),
    )
