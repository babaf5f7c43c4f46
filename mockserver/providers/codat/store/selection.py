"""What Codat's copy gives: pages of records, plain or chosen by a query, and single ones.

What a query chooses from a shelf, in its order, is written down once, so that all its pages cost
the same; a change of the copy throws it away.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.condition import Sql, prepare
from mockserver.providers.codat.store.row import Row

MAX_SELECTIONS = 8
TABLES = (
    """CREATE TABLE codat_selection (
        number INTEGER PRIMARY KEY,
        shelf INTEGER NOT NULL REFERENCES codat_shelf (number) ON DELETE CASCADE,
        wanted TEXT NOT NULL, total INTEGER NOT NULL, UNIQUE (shelf, wanted))""",
    """CREATE TABLE codat_selected (
        selection INTEGER NOT NULL REFERENCES codat_selection (number) ON DELETE CASCADE,
        line INTEGER NOT NULL, record INTEGER NOT NULL,
        PRIMARY KEY (selection, line)) WITHOUT ROWID""",
)
_COPIED = (
    "SELECT id, body, deleted, coalesce(modified, ?1) AS modified FROM codat_record"
    " JOIN codat_body ON codat_body.record = codat_record.number"
)


def copied_page(sandbox: Sandbox, shelf: Row, limit: int, offset: int) -> list[Row]:
    """Records of the copy in the default order: id, body (JSON text), deleted, modified (ticks)."""
    return sandbox.rows(
        f"{_COPIED} WHERE shelf = ?2 AND line > ?3 AND line <= ?4 ORDER BY line",
        shelf["published"],
        shelf["number"],
        offset,
        offset + limit,
    )


def copied_record(sandbox: Sandbox, shelf: Row, record_id: str) -> Row | None:
    """One record of the copy, or None."""
    return sandbox.row(
        f"{_COPIED} WHERE shelf = ?2 AND id = ?3 AND line IS NOT NULL",
        shelf["published"],
        shelf["number"],
        record_id,
    )


def copied_bodies(sandbox: Sandbox, shelf: Row) -> Iterator[dict[str, Any]]:
    """The bodies of the copy, in the default order; not those that were deleted."""
    found = sandbox.connection.execute(
        "SELECT body FROM codat_record JOIN codat_body ON codat_body.record = codat_record.number"
        " WHERE shelf = ? AND line IS NOT NULL AND NOT deleted ORDER BY line",
        (shelf["number"],),
    )
    return (json.loads(body) for (body,) in found)


def select(sandbox: Sandbox, shelf: Row, wanted: str, where: Sql, order: Sql) -> Row:
    """What fulfils a condition, in an order: its `number` and `total`.

    `wanted` names condition and order; under the same name the same is found again.
    """
    known = sandbox.row(
        "SELECT number, total FROM codat_selection WHERE shelf = ? AND wanted = ?",
        shelf["number"],
        wanted,
    )
    return known or _selected(sandbox, shelf, wanted, where, order)


def selected_page(
    sandbox: Sandbox, shelf: Row, selection: Row, limit: int, offset: int
) -> Sequence[Row]:
    """Records of a selection, in its order."""
    return sandbox.rows(
        "SELECT id, body, deleted, coalesce(modified, ?1) AS modified FROM codat_selected"
        " JOIN codat_record ON codat_record.number = codat_selected.record"
        " JOIN codat_body ON codat_body.record = codat_record.number WHERE selection = ?2"
        " AND codat_selected.line > ?3 AND codat_selected.line <= ?4 ORDER BY codat_selected.line",
        shelf["published"],
        selection["number"],
        offset,
        offset + limit,
    )


def _selected(sandbox: Sandbox, shelf: Row, wanted: str, where: Sql, order: Sql) -> Row:
    prepare(sandbox)
    execute, number = sandbox.connection.execute, shelf["number"]
    execute(
        "DELETE FROM codat_selection WHERE number IN (SELECT number FROM codat_selection"
        " WHERE shelf = ? ORDER BY number DESC LIMIT -1 OFFSET ?)",
        (number, MAX_SELECTIONS - 1),
    )
    selection = execute(
        "INSERT INTO codat_selection (shelf, wanted, total) VALUES (?, ?, 0)", (number, wanted)
    ).lastrowid
    total = execute(
        f"INSERT INTO codat_selected SELECT ?, row_number() OVER (ORDER BY {order.text}),"  # noqa: S608
        " codat_record.number FROM codat_record"
        " JOIN codat_body ON codat_body.record = codat_record.number"
        " JOIN codat_shelf ON codat_shelf.number = codat_record.shelf"
        f" WHERE codat_record.shelf = ? AND line IS NOT NULL AND {where.text}",
        (selection, *order.bound, number, *where.bound),
    ).rowcount
    execute("UPDATE codat_selection SET total = ? WHERE number = ?", (total, selection))
    return {"number": selection, "total": total}
