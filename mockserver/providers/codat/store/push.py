"""Push operations, as a world keeps them."""

import json

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_push (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        company_id TEXT NOT NULL REFERENCES codat_company (id) ON DELETE CASCADE,
        connection_id TEXT NOT NULL REFERENCES codat_connection (id) ON DELETE CASCADE,
        data_type TEXT NOT NULL, status TEXT NOT NULL, status_code INTEGER NOT NULL,
        requested INTEGER NOT NULL, completed INTEGER, timeout_minutes INTEGER,
        error TEXT, changes TEXT NOT NULL, problems TEXT NOT NULL, warnings TEXT NOT NULL,
        kind TEXT NOT NULL, record_id TEXT, body TEXT)""",
    "CREATE INDEX codat_push_of_company ON codat_push (company_id)",
    "CREATE INDEX codat_push_of_connection ON codat_push (connection_id)",
)

_LISTS = ("changes", "problems", "warnings")


def add_push(sandbox: Sandbox, push: Row) -> None:
    """Keep a new push.

    `changes`, `problems` and `warnings` are lists; `kind` is Create, Update, Delete or
    UploadAttachment; `record_id` the record that is changed, `body` what is written, if there is.
    """
    sandbox.connection.execute(
        "INSERT INTO codat_push (id, company_id, connection_id, data_type, status, status_code,"
        " requested, completed, timeout_minutes, error, changes, problems, warnings, kind,"
        " record_id, body) VALUES (:id, :company_id, :connection_id, :data_type, :status,"
        " :status_code, :requested, :completed, :timeout_minutes, :error, :changes, :problems,"
        " :warnings, :kind, :record_id, :body)",
        _written(push),
    )


def change_push(sandbox: Sandbox, push: Row) -> None:
    """Write how a push ended."""
    sandbox.connection.execute(
        "UPDATE codat_push SET status = :status, status_code = :status_code,"
        " completed = :completed, error = :error, changes = :changes, problems = :problems,"
        " warnings = :warnings, body = NULL WHERE id = :id",
        _written(push),
    )


def find_push(sandbox: Sandbox, company_id: str, push_id: str) -> Row | None:
    """The push with this key of this company, or None."""
    row = sandbox.row(
        "SELECT * FROM codat_push WHERE id = ? AND company_id = ?",
        push_id.lower(),
        company_id.lower(),
    )
    return None if row is None else _push(row)


def pushes_of(sandbox: Sandbox, company_id: str, limit: int = -1, offset: int = 0) -> list[Row]:
    """The pushes of a company, newest first."""
    rows = sandbox.rows(
        "SELECT * FROM codat_push WHERE company_id = ? ORDER BY number DESC LIMIT ? OFFSET ?",
        company_id,
        limit,
        offset,
    )
    return [_push(row) for row in rows]


def count_pushes(sandbox: Sandbox, company_id: str) -> int:
    """How many pushes a company has."""
    return int(sandbox.value("SELECT count(*) FROM codat_push WHERE company_id = ?", company_id))


def _written(push: Row) -> Row:
    lists = {name: json.dumps(push[name]) for name in _LISTS}
    return {**push, **lists, "body": None if push["body"] is None else json.dumps(push["body"])}


def _push(row: Row) -> Row:
    lists = {name: json.loads(row[name]) for name in _LISTS}
    return {**row, **lists, "body": None if row["body"] is None else json.loads(row["body"])}


def push_named(sandbox: Sandbox, push_id: str) -> Row | None:
    """The push with this key, whose company it may be; or None."""
    row = sandbox.row("SELECT * FROM codat_push WHERE id = ?", push_id.lower())
    return None if row is None else _push(row)
