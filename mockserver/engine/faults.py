"""Breaking things on purpose: which fault, if any, hits a request, a job or a webhook.

A fault is a row. It matches by provider, operation, method and path glob; it lets the first `skip`
matches pass, hits at most `count` times, each time with `probability` from the sandbox's own
seeded chance.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from mockserver.engine.sandbox import Sandbox

TABLES = (
    """CREATE TABLE fault (
        id INTEGER PRIMARY KEY, provider TEXT NOT NULL, operation TEXT, path TEXT, method TEXT,
        kind TEXT NOT NULL, value TEXT NOT NULL, skip INTEGER NOT NULL, count INTEGER,
        probability REAL NOT NULL, seen INTEGER NOT NULL DEFAULT 0,
        hits INTEGER NOT NULL DEFAULT 0)""",
)

STATUS, RATE_LIMIT, EXPIRE_TOKEN = "status", "rate-limit", "expire-token"
LATENCY, RESET, CUT, GARBLE, SLOW_BODY = "latency", "reset", "cut", "garble", "slow-body"
DROP, DUPLICATE, REORDER = "drop-webhook", "duplicate-webhook", "reorder-webhooks"
FAIL_JOB = "fail-job"

REQUEST_KINDS = (STATUS, RATE_LIMIT, EXPIRE_TOKEN, LATENCY, RESET, CUT, GARBLE, SLOW_BODY)
WEBHOOK_KINDS = (DROP, DUPLICATE, REORDER)
KINDS = (*REQUEST_KINDS, *WEBHOOK_KINDS, FAIL_JOB)

_COUNT = "faults"  # how many rows there are; read with the other facts, so that none costs nothing


@dataclass(frozen=True)
class Fault:
    """A fault that hit: its row's number, kind and value."""

    id: int
    kind: str
    value: Any


def add(sandbox: Sandbox, **row: Any) -> dict[str, Any]:
    """Break something from now on; returns the row as `listed` shows it."""
    columns = ("provider", "operation", "path", "method", "kind", "value", "skip", "count")
    row = {"value": None, "skip": 0, "count": None, "probability": 1.0, **row}
    row["value"] = json.dumps(row["value"])
    cursor = sandbox.connection.execute(
        "INSERT INTO fault (provider, operation, path, method, kind, value, skip, count,"
        " probability) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*(row.get(column) for column in columns), row["probability"]),
    )
    _recount(sandbox)
    return next(one for one in listed(sandbox) if one["id"] == cursor.lastrowid)


def listed(sandbox: Sandbox) -> list[dict[str, Any]]:
    """All faults with how often they matched and hit."""
    rows = sandbox.rows("SELECT * FROM fault ORDER BY id")
    return [{**row, "value": json.loads(row["value"])} for row in rows]


def clear(sandbox: Sandbox, id_: int | None = None) -> int:
    """Take back one fault, or all; returns how many there were."""
    cursor = sandbox.connection.execute("DELETE FROM fault WHERE ?1 IS NULL OR id = ?1", (id_,))
    _recount(sandbox)
    return cursor.rowcount


def any_in(sandbox: Sandbox) -> bool:
    """Whether this world has faults at all."""
    return sandbox.fact(_COUNT) != "0"


def take(
    sandbox: Sandbox,
    kinds: Collection[str],
    provider: str,
    *,
    operation: str | None = None,
    method: str | None = None,
    path: str | None = None,
) -> dict[str, Fault]:
    """The faults that hit this time, at most one of a kind; counts down. Writes."""
    hit: dict[str, Fault] = {}
    if not any_in(sandbox):
        return hit
    for row in listed(sandbox):
        if row["kind"] in kinds and row["kind"] not in hit and row["provider"] == provider:
            wanted = {"operation": operation, "method": method, "path": path}
            if _matches(row, wanted) and _hits(sandbox, row):
                hit[row["kind"]] = Fault(row["id"], row["kind"], row["value"])
    return hit


def job(sandbox: Sandbox, provider: str, operation: str) -> Fault | None:
    """Whether a job (an import, a sync) has to end in its documented failure state."""
    return take(sandbox, (FAIL_JOB,), provider, operation=operation).get(FAIL_JOB)


def _matches(row: dict[str, Any], wanted: dict[str, str | None]) -> bool:
    if row["operation"] is not None and row["operation"] != wanted["operation"]:
        return False
    if row["method"] is not None and row["method"] != wanted["method"]:
        return False
    return row["path"] is None or fnmatchcase(wanted["path"] or "", row["path"])


def _hits(sandbox: Sandbox, row: dict[str, Any]) -> bool:
    seen = row["seen"] + 1
    used_up = row["count"] is not None and row["hits"] >= row["count"]
    hits = seen > row["skip"] and not used_up and _by_chance(sandbox, row, seen)
    sandbox.connection.execute(
        "UPDATE fault SET seen = ?, hits = hits + ? WHERE id = ?", (seen, hits, row["id"])
    )
    return hits


def _by_chance(sandbox: Sandbox, row: dict[str, Any], seen: int) -> bool:
    if row["probability"] >= 1:
        return True
    with sandbox.random_stream(f"fault:{row['id']}:{seen}"):
        return bool(sandbox.random.random() < row["probability"])


def _recount(sandbox: Sandbox) -> None:
    sandbox.set_fact(_COUNT, str(sandbox.value("SELECT count(*) FROM fault")))
