"""Connections, as a world keeps them."""

import json
from collections.abc import Sequence

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_connection (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        company_id TEXT NOT NULL REFERENCES codat_company (id) ON DELETE CASCADE,
        platform_key TEXT NOT NULL, status TEXT NOT NULL, created INTEGER NOT NULL,
        linked INTEGER, last_sync INTEGER, data_set TEXT, errors TEXT NOT NULL)""",
    "CREATE INDEX codat_connection_of_company ON codat_connection (company_id, status)",
    """CREATE INDEX codat_connection_linked ON codat_connection (company_id)
        WHERE status = 'Linked'""",
)


def add_connection(sandbox: Sandbox, connection: Row) -> None:
    """Keep a new connection; `errors` is a list."""
    sandbox.connection.execute(
        "INSERT INTO codat_connection (id, company_id, platform_key, status, created, linked,"
        " last_sync, data_set, errors) VALUES (:id, :company_id, :platform_key, :status, :created,"
        " :linked, :last_sync, :data_set, :errors)",
        {"linked": None, "last_sync": None, "data_set": None}
        | connection
        | {"errors": json.dumps(connection["errors"])},
    )


def find_connection(sandbox: Sandbox, company_id: str, connection_id: str) -> Row | None:
    """The connection with this id of this company, or None."""
    row = sandbox.row(
        "SELECT * FROM codat_connection WHERE id = ? AND company_id = ?",
        connection_id.lower(),
        company_id.lower(),
    )
    return None if row is None else _connection(row)


def connections_of(sandbox: Sandbox, company_ids: Sequence[str]) -> list[Row]:
    """The connections of these companies, newest first."""
    found = sandbox.rows(
        "SELECT * FROM codat_connection WHERE company_id IN (SELECT value FROM json_each(?))"
        " ORDER BY number DESC",
        json.dumps(company_ids),
    )
    return [_connection(row) for row in found]


def change_connection(sandbox: Sandbox, connection: Row) -> None:
    """Write status, errors, data set and the moments of linking and syncing."""
    sandbox.connection.execute(
        "UPDATE codat_connection SET status = :status, errors = :errors, data_set = :data_set,"
        " linked = :linked, last_sync = :last_sync WHERE id = :id",
        {**connection, "errors": json.dumps(connection["errors"])},
    )


def delete_connection(sandbox: Sandbox, connection_id: str) -> None:
    """Gone, with its data sets."""
    sandbox.connection.execute("DELETE FROM codat_connection WHERE id = ?", (connection_id,))


def _connection(row: Row) -> Row:
    return {**row, "errors": json.loads(row["errors"])}


def connection_named(sandbox: Sandbox, connection_id: str) -> Row | None:
    """The connection with this id, whose company it may be; or None."""
    row = sandbox.row("SELECT * FROM codat_connection WHERE id = ?", connection_id.lower())
    return None if row is None else _connection(row)
