"""What a world knows of companies, connections and data sets: tables and the questions to them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import rules

Row = dict[str, Any]

TABLES = (
    """CREATE TABLE codat_company (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        description TEXT NOT NULL, platform_key TEXT, tags TEXT NOT NULL, created INTEGER NOT NULL,
        created_by TEXT NOT NULL)""",
    """CREATE TABLE codat_connection (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        company_id TEXT NOT NULL REFERENCES codat_company (id) ON DELETE CASCADE,
        platform_key TEXT NOT NULL, status TEXT NOT NULL, created INTEGER NOT NULL,
        linked INTEGER, last_sync INTEGER, data_set TEXT, errors TEXT NOT NULL)""",
    "CREATE INDEX codat_connection_of_company ON codat_connection (company_id, status)",
    """CREATE INDEX codat_connection_linked ON codat_connection (company_id)
        WHERE status = 'Linked'""",
    """CREATE TABLE codat_pull (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run TEXT NOT NULL,
        company_id TEXT NOT NULL REFERENCES codat_company (id) ON DELETE CASCADE,
        connection_id TEXT NOT NULL REFERENCES codat_connection (id) ON DELETE CASCADE,
        data_type TEXT NOT NULL, status TEXT NOT NULL, progress INTEGER NOT NULL,
        requested INTEGER NOT NULL, ended INTEGER, outcome TEXT NOT NULL, error TEXT)""",
    "CREATE INDEX codat_pull_of_company ON codat_pull (company_id, data_type)",
    "CREATE INDEX codat_pull_of_connection ON codat_pull (connection_id, ended)",
    "CREATE INDEX codat_pull_of_run ON codat_pull (run)",
    "CREATE TABLE codat_document (name TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE codat_replay (
        scope TEXT PRIMARY KEY, at INTEGER NOT NULL, request TEXT NOT NULL,
        status INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX codat_replay_age ON codat_replay (at)",
)

# -- companies --------------------------------------------------------------------------------


def add_company(sandbox: Sandbox, company: Row) -> None:
    """Keep a new company; `tags` is a dict."""
    sandbox.connection.execute(
        "INSERT INTO codat_company (id, name, description, platform_key, tags, created, created_by)"
        " VALUES (:id, :name, :description, :platform_key, :tags, :created, :created_by)",
        {**company, "tags": json.dumps(company["tags"])},
    )


def find_company(sandbox: Sandbox, company_id: str) -> Row | None:
    """The company with this id, or None."""
    row = sandbox.row("SELECT * FROM codat_company WHERE id = ?", company_id.lower())
    return None if row is None else _company(row)


def companies(sandbox: Sandbox, limit: int = -1, offset: int = 0) -> list[Row]:
    """Companies, newest first."""
    found = sandbox.rows(
        "SELECT * FROM codat_company ORDER BY number DESC LIMIT ? OFFSET ?", limit, offset
    )
    return [_company(row) for row in found]


def count_companies(sandbox: Sandbox) -> int:
    """How many there are."""
    return int(sandbox.value("SELECT count(*) FROM codat_company"))


def count_active_companies(sandbox: Sandbox) -> int:
    """How many have a linked connection."""
    return int(
        sandbox.value(
            "SELECT count(DISTINCT company_id) FROM codat_connection WHERE status = 'Linked'"
        )
    )


def change_company(sandbox: Sandbox, company: Row) -> None:
    """Write name, description and tags."""
    sandbox.connection.execute(
        "UPDATE codat_company SET name = :name, description = :description, tags = :tags"
        " WHERE id = :id",
        {**company, "tags": json.dumps(company["tags"])},
    )


def delete_company(sandbox: Sandbox, company_id: str) -> None:
    """Gone, with its connections, data sets and settings."""
    sandbox.connection.execute("DELETE FROM codat_company WHERE id = ?", (company_id,))
    sandbox.connection.execute(
        "DELETE FROM codat_document WHERE name = ?", (sync_settings_of(company_id),)
    )


def _company(row: Row) -> Row:
    return {**row, "tags": json.loads(row["tags"])}


# -- connections ------------------------------------------------------------------------------


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


# -- data sets --------------------------------------------------------------------------------


def add_pulls(sandbox: Sandbox, pulls: Iterable[Row]) -> None:
    """Keep new data sets."""
    sandbox.connection.executemany(
        "INSERT INTO codat_pull (id, run, company_id, connection_id, data_type, status, progress,"
        " requested, ended, outcome, error) VALUES (:id, :run, :company_id, :connection_id,"
        " :data_type, :status, :progress, :requested, :ended, :outcome, :error)",
        pulls,
    )


def find_pull(sandbox: Sandbox, company_id: str, pull_id: str) -> Row | None:
    """The data set with this id of this company, or None."""
    return sandbox.row(
        "SELECT * FROM codat_pull WHERE id = ? AND company_id = ?",
        pull_id.lower(),
        company_id.lower(),
    )


def pulls_of(sandbox: Sandbox, company_id: str, limit: int = -1, offset: int = 0) -> list[Row]:
    """The data sets of a company, newest first."""
    return sandbox.rows(
        "SELECT * FROM codat_pull WHERE company_id = ? ORDER BY number DESC LIMIT ? OFFSET ?",
        company_id,
        limit,
        offset,
    )


def count_pulls(sandbox: Sandbox, company_id: str) -> int:
    """How many data sets a company has."""
    return int(sandbox.value("SELECT count(*) FROM codat_pull WHERE company_id = ?", company_id))


def running(sandbox: Sandbox, connection_id: str) -> dict[str, str]:
    """The data types that a connection is just fetching, each with the id of its data set."""
    rows = sandbox.rows(
        "SELECT data_type, id FROM codat_pull WHERE connection_id = ? AND ended IS NULL",
        connection_id,
    )
    return {row["data_type"]: row["id"] for row in rows}


def end_pulls(sandbox: Sandbox, run: str, outcomes: Sequence[str], at: int) -> None:
    """End those data sets of a run whose outcome is one of these; their progress stays."""
    sandbox.connection.execute(
        "UPDATE codat_pull SET status = outcome, ended = ?, error = CASE"
        " WHEN outcome = 'Complete' THEN NULL ELSE error END"
        " WHERE run = ? AND ended IS NULL AND outcome IN (SELECT value FROM json_each(?))",
        (at, run, json.dumps(outcomes)),
    )


def advance_pulls(sandbox: Sandbox, run: str, step: rules.Step) -> bool:
    """Bring the data sets of a run that have not ended to a step; False when all have."""
    cursor = sandbox.connection.execute(
        "UPDATE codat_pull SET status = ?, progress = ? WHERE run = ? AND ended IS NULL",
        (step.status, step.progress, run),
    )
    return cursor.rowcount > 0


def note_sync(sandbox: Sandbox, run: str, at: int) -> None:
    """Remember the moment at the connections for which this run brought something."""
    sandbox.connection.execute(
        "UPDATE codat_connection SET last_sync = ?1 WHERE id IN (SELECT connection_id"
        " FROM codat_pull WHERE run = ?2 AND ended = ?1 AND status = 'Complete')",
        (at, run),
    )


def latest_syncs(sandbox: Sandbox, company_id: str) -> list[Row]:
    """Per data type ever synced: its newest data set and its newest successful one."""
    return sandbox.rows(
        "SELECT newest.data_type, newest.status, newest.id, good.id AS good_id, good.ended"
        " FROM (SELECT data_type, max(number) AS number,"
        "   max(number) FILTER (WHERE status = 'Complete') AS good"
        "   FROM codat_pull WHERE company_id = ? GROUP BY data_type) AS type"
        " JOIN codat_pull AS newest ON newest.number = type.number"
        " LEFT JOIN codat_pull AS good ON good.number = type.good ORDER BY newest.data_type",
        company_id,
    )


# -- documents --------------------------------------------------------------------------------

PROFILE = "profile"
CLIENT_SYNC_SETTINGS = "sync-settings"


def sync_settings_of(company_id: str) -> str:
    """The name of the document with the sync settings of one company."""
    return f"sync-settings/{company_id}"


def find_document(sandbox: Sandbox, name: str) -> dict[str, Any] | None:
    """A settings document of the account, or None."""
    body = sandbox.value("SELECT body FROM codat_document WHERE name = ?", name)
    document: dict[str, Any] | None = None if body is None else json.loads(body)
    return document


def keep_document(sandbox: Sandbox, name: str, document: dict[str, Any]) -> None:
    """Write a settings document of the account."""
    sandbox.connection.execute(
        "INSERT OR REPLACE INTO codat_document VALUES (?, ?)", (name, json.dumps(document))
    )
