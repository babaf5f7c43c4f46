"""Expense reports and what their audits found."""

import json
from dataclasses import dataclass
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen.store import Document

TABLES = (
    """CREATE TABLE appzen_expense_report (
        account TEXT NOT NULL, id TEXT NOT NULL, run INTEGER NOT NULL,
        submitted_at INTEGER NOT NULL, document TEXT NOT NULL, audited_at INTEGER, result TEXT,
        PRIMARY KEY (account, id))""",
)

LISTS = {
    "ids": "id IN (SELECT value FROM json_each(?))",
    "not_ids": "id NOT IN (SELECT value FROM json_each(?))",
}
WINDOWS = {
    "audited": "audited_at BETWEEN coalesce(?, audited_at) AND coalesce(?, audited_at)",
    "submitted": "submitted_at BETWEEN coalesce(?, submitted_at) AND coalesce(?, submitted_at)",
}


@dataclass(frozen=True)
class Audited:
    """An audited report; times in ms."""

    id: str
    audited_at: int
    result: Document


def submit(sandbox: Sandbox, account: str, id_: str, report: Document) -> int:
    """Keep a report; returns the number of its audit."""
    sandbox.connection.execute(
        "INSERT INTO appzen_expense_report (account, id, run, submitted_at, document)"
        " VALUES (?, ?, 1, ?, ?) ON CONFLICT (account, id) DO UPDATE SET run = run + 1,"
        " submitted_at = excluded.submitted_at, document = excluded.document,"
        " audited_at = NULL, result = NULL",
        (account, id_, sandbox.now, json.dumps(report)),
    )
    run: int = sandbox.value(
        "SELECT run FROM appzen_expense_report WHERE account = ? AND id = ?", account, id_
    )
    return run


def find_report(sandbox: Sandbox, account: str, id_: str, run: int) -> Document | None:
    """The report of this run, None when a newer one took its place."""
    document = sandbox.value(
        "SELECT document FROM appzen_expense_report WHERE account = ? AND id = ? AND run = ?",
        account,
        id_,
        run,
    )
    return None if document is None else json.loads(document)


def exists(sandbox: Sandbox, id_: str) -> bool:
    """Whether any customer has a report of this id."""
    sql = "SELECT 1 FROM appzen_expense_report WHERE id = ?"
    return sandbox.value(sql, id_) is not None


def keep_result(sandbox: Sandbox, account: str, id_: str, result: Document) -> None:
    """The audit is over."""
    sandbox.connection.execute(
        "UPDATE appzen_expense_report SET audited_at = ?, result = ? WHERE account = ? AND id = ?",
        (sandbox.now, json.dumps(result), account, id_),
    )


def audited(sandbox: Sandbox, account: str, **wanted: Any) -> list[Audited]:
    """Audited reports, the first audit first. `wanted`: id; ids, not_ids (lists); audited,
    submitted (pairs of ms, either may be None)."""
    conditions: list[str] = ["account = ?", "audited_at IS NOT NULL"]
    values: list[Any] = [account]
    for name, condition in LISTS.items():
        if wanted.get(name):
            conditions.append(condition)
            values.append(json.dumps(wanted[name]))
    for name, condition in WINDOWS.items():
        conditions.append(condition)
        values += wanted.get(name, (None, None))
    rows = sandbox.connection.execute(
        "SELECT id, audited_at, result FROM appzen_expense_report WHERE "  # noqa: S608 - our own
        + " AND ".join(conditions)
        + " ORDER BY audited_at, id LIMIT ? OFFSET ?",
        (*values, wanted.get("limit", 1), wanted.get("offset", 0)),
    )
    return [Audited(id_, audited_at, json.loads(result)) for id_, audited_at, result in rows]
