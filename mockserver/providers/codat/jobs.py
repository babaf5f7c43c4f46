"""What happens later: the steps of a sync on the virtual clock."""

from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import rules, store, webhooks
from mockserver.providers.codat.timestamps import stamp

SYNC_STEP = "codat.sync_step"


def sync_step(sandbox: Sandbox, payload: Mapping[str, Any]) -> None:
    """The event: a run reaches its next status; those that go wrong leave it before."""
    number, run = payload["step"], payload["run"]
    reached = rules.STEPS[number]
    if number:
        endings = rules.endings_after(rules.STEPS[number - 1].status)
        store.end_pulls(sandbox, run, endings, stamp(sandbox))
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


def _copy(sandbox: Sandbox, run: str, at: int) -> None:
    """What was fetched by this run can be read from now on."""
    for pull in store.pulls_in(sandbox, run):
        if pull["status"] == rules.COMPLETE:
            shelf = store.shelf_of(sandbox, pull["connection_id"], pull["data_type"])
            changed = store.publish(sandbox, shelf, at)
            store.note_change(sandbox, pull["id"], changed)
