"""What is going to happen: a queue of due events in SQLite, run lazily and in order."""

import json
import logging
from dataclasses import dataclass
from typing import Any

from mockserver.engine import storage
from mockserver.engine.sandbox import Sandbox

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ran:
    """An event that happened: `outcome` is `done` or `failed`."""

    id: int
    kind: str
    at: int
    outcome: str


def next_due(sandbox: Sandbox) -> int | None:
    """When the next queued event is due, in virtual ms, or None when nothing is left to happen."""
    due: int | None = sandbox.value(
        "SELECT due FROM event WHERE state = 'queued' ORDER BY due, id LIMIT 1"
    )
    return due


def run_next(sandbox: Sandbox, until: int) -> Ran | None:
    """Let the next event due at or before `until` happen, at its own time.

    A handler that raises loses its own writes and marks its event `failed`; the others go on.
    """
    row = sandbox.row(
        "SELECT id, kind, due, payload FROM event WHERE state = 'queued' AND due <= ?"
        " ORDER BY due, id LIMIT 1",
        until,
    )
    if row is None:
        return None
    before, sandbox.now = sandbox.now, row["due"]
    outcome, error = "done", None
    try:
        with sandbox.random_stream(f"event:{row['id']}"), sandbox.savepoint():
            sandbox.world.handlers[row["kind"]](sandbox, json.loads(row["payload"]))
    except Exception as problem:  # a bad event must not lock its world; it is kept and shown
        if storage.failure(problem):
            raise  # it is not the event's fault: it stays queued and happens when the disk is back
        log.exception("event %s (%s) of sandbox %s failed", row["id"], row["kind"], sandbox.name)
        outcome, error = "failed", f"{type(problem).__name__}: {problem}"
    finally:
        sandbox.now = before
    sandbox.connection.execute(
        "UPDATE event SET state = ?, ran_at = ?, error = ? WHERE id = ?",
        (outcome, row["due"], error, row["id"]),
    )
    sandbox.tally.events[row["kind"], outcome] += 1
    return Ran(row["id"], row["kind"], row["due"], outcome)


def run_due(sandbox: Sandbox, until: int, limit: int | None = None) -> list[Ran]:
    """Run what is due at or before `until`, in (due, id) order, at most `limit` events."""
    ran: list[Ran] = []
    while limit is None or len(ran) < limit:
        event = run_next(sandbox, until)
        if event is None:
            break
        ran.append(event)
    return ran


def listed(sandbox: Sandbox, state: str | None = None, limit: int = 100) -> list[dict[str, Any]]:
    """The queue and its history; queued ones first in order, then the newest past ones."""
    rows = sandbox.rows(
        "SELECT * FROM event WHERE (?1 IS NULL OR state = ?1)"
        " ORDER BY state <> 'queued', CASE state WHEN 'queued' THEN due ELSE -due END,"
        " CASE state WHEN 'queued' THEN id ELSE -id END LIMIT ?2",
        state,
        limit,
    )
    return [{**row, "payload": json.loads(row["payload"])} for row in rows]
