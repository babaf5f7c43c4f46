"""Source accounts of bank feeds, as a world keeps them."""

import json

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_source_account (
        number INTEGER PRIMARY KEY,
        connection_id TEXT NOT NULL REFERENCES codat_connection (id) ON DELETE CASCADE,
        id TEXT NOT NULL, status TEXT NOT NULL, target_id TEXT, body TEXT NOT NULL,
        UNIQUE (connection_id, id))""",
)


def put_source_account(sandbox: Sandbox, account: Row) -> None:
    """Keep a source account: connection_id, id, status, target_id, body (a dict)."""
    sandbox.connection.execute(
        "INSERT INTO codat_source_account (connection_id, id, status, target_id, body) VALUES"
        " (:connection_id, :id, :status, :target_id, :body) ON CONFLICT (connection_id, id)"
        " DO UPDATE SET status = excluded.status, target_id = excluded.target_id,"
        " body = excluded.body",
        {**account, "body": json.dumps(account["body"])},
    )


def find_source_account(sandbox: Sandbox, connection_id: str, account_id: str) -> Row | None:
    """A source account of a connection, or None."""
    row = sandbox.row(
        "SELECT * FROM codat_source_account WHERE connection_id = ? AND id = ?",
        connection_id,
        account_id,
    )
    return None if row is None else {**row, "body": json.loads(row["body"])}


def source_accounts(sandbox: Sandbox, connection_id: str) -> list[Row]:
    """The source accounts of a connection, oldest first."""
    rows = sandbox.rows(
        "SELECT * FROM codat_source_account WHERE connection_id = ? ORDER BY number",
        connection_id,
    )
    return [{**row, "body": json.loads(row["body"])} for row in rows]


def delete_source_account(sandbox: Sandbox, connection_id: str, account_id: str) -> bool:
    """Take a source account away; False when there is none."""
    cursor = sandbox.connection.execute(
        "DELETE FROM codat_source_account WHERE connection_id = ? AND id = ?",
        (connection_id, account_id),
    )
    return cursor.rowcount > 0
