"""What happens later: the steps of a sync on the virtual clock, and large data coming in."""

from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import rules, store, webhooks
from mockserver.providers.codat.accounting import ledger
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import stamp

SYNC_STEP = "codat.sync_step"
FILL_SHELF = "codat.fill_shelf"


def sync_step(sandbox: Sandbox, payload: Mapping[str, Any]) -> None:
    """The event: a run reaches its next status; those that go wrong leave it before.

    It is not complete before the last of its records has come in.
    """
    number, run = payload["step"], payload["run"]
    reached = rules.STEPS[number]
    waiting = _coming_in(sandbox, run)
    if reached.status == rules.COMPLETE and waiting:
        slices = sum(ledger.slices_left(connection, shelf) for connection, shelf in waiting)
        sandbox.schedule(SYNC_STEP, slices * sandbox.setting("codat.slice_ms") + 1, **payload)
        return
    if number:
        endings = rules.endings_after(rules.STEPS[number - 1].status)
        store.end_pulls(sandbox, run, endings, stamp(sandbox))
    elif waiting:
        sandbox.schedule(FILL_SHELF, sandbox.setting("codat.slice_ms"), run=run)
    going_on = store.advance_pulls(sandbox, run, reached)
    if reached.status == rules.COMPLETE:
        at = stamp(sandbox)
        store.end_pulls(sandbox, run, [rules.COMPLETE], at)
        store.note_sync(sandbox, run, at)
        _copy(sandbox, run, at)
        going_on = False
    if not going_on:
        webhooks.read_completed(sandbox, run, initial=payload["initial"])
        return
    delay = round(payload["duration_ms"] * (rules.STEPS[number + 1].share - reached.share))
    sandbox.schedule(SYNC_STEP, delay, **{**payload, "step": number + 1})


def fill_shelf(sandbox: Sandbox, payload: Mapping[str, Any]) -> None:
    """The event: the next records of a large data type come in, and the rest a little later."""
    waiting = _coming_in(sandbox, payload["run"])
    if waiting:
        ledger.fill_slice(sandbox, *waiting[0])
        sandbox.schedule(FILL_SHELF, sandbox.setting("codat.slice_ms"), **payload)


def _coming_in(sandbox: Sandbox, run: str) -> list[tuple[Row, Row]]:
    """The shelves of a run that take more than one look to fill, each behind its connection."""
    found = []
    for pull in store.fetching(sandbox, run):
        connection = store.connection_named(sandbox, pull["connection_id"])
        if connection and ledger.is_large(connection, pull["data_type"]):
            shelf = store.shelf_of(sandbox, connection["id"], pull["data_type"])
            if not shelf["whole"]:
                found.append((connection, shelf))
    return found


def _copy(sandbox: Sandbox, run: str, at: int) -> None:
    """What was fetched by this run can be read from now on."""
    for pull in store.pulls_in(sandbox, run):
        if pull["status"] == rules.COMPLETE:
            shelf = store.shelf_of(sandbox, pull["connection_id"], pull["data_type"])
            changed = store.publish(sandbox, shelf, at)
            store.note_change(sandbox, pull["id"], changed)
