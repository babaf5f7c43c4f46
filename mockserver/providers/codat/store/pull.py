"""Data sets on their way, as a world keeps them."""

import json
from collections.abc import Iterable, Sequence

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import rules
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_pull (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run TEXT NOT NULL,
        company_id TEXT NOT NULL REFERENCES codat_company (id) ON DELETE CASCADE,
        connection_id TEXT NOT NULL REFERENCES codat_connection (id) ON DELETE CASCADE,
        data_type TEXT NOT NULL, status TEXT NOT NULL, progress INTEGER NOT NULL,
        requested INTEGER NOT NULL, ended INTEGER, outcome TEXT NOT NULL, error TEXT,
        changed INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX codat_pull_of_company ON codat_pull (company_id, data_type)",
    "CREATE INDEX codat_pull_of_connection ON codat_pull (connection_id, ended)",
    "CREATE INDEX codat_pull_of_run ON codat_pull (run)",
)


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


def note_change(sandbox: Sandbox, pull_id: str, changed: int) -> None:
    """Remember how many records a data set changed in the copy of its data type."""
    sandbox.connection.execute("UPDATE codat_pull SET changed = ? WHERE id = ?", (changed, pull_id))


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


def is_reading(sandbox: Sandbox, company_id: str) -> bool:
    """Whether anything of a company is just being fetched."""
    return (
        sandbox.value(
            "SELECT 1 FROM codat_pull WHERE company_id = ? AND ended IS NULL LIMIT 1", company_id
        )
        is not None
    )


def pulls_in(sandbox: Sandbox, run: str) -> list[Row]:
    """The data sets of a run, each with `earlier`: how often its data was fetched before."""
    return sandbox.rows(
        "SELECT pull.*, (SELECT count(*) FROM codat_pull AS other"
        " WHERE other.connection_id = pull.connection_id AND other.data_type = pull.data_type"
        " AND other.number < pull.number AND other.status = 'Complete') AS earlier"
        " FROM codat_pull AS pull WHERE run = ? ORDER BY number",
        run,
    )


def fetching(sandbox: Sandbox, run: str) -> list[Row]:
    """The data sets of a run that are going to be complete."""
    return sandbox.rows(
        "SELECT * FROM codat_pull WHERE run = ? AND ended IS NULL AND outcome = 'Complete'"
        " ORDER BY number",
        run,
    )


def latest_success(sandbox: Sandbox, connection_id: str, data_type: str) -> Row | None:
    """The newest data set of a data type that was completed, or None."""
    return sandbox.row(
        "SELECT * FROM codat_pull WHERE connection_id = ? AND data_type = ?"
        " AND status = 'Complete' ORDER BY number DESC LIMIT 1",
        connection_id,
        data_type,
    )
