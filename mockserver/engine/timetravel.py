"""Moving a sandbox through its time, one event after the other."""

import logging
from collections.abc import Callable

from mockserver.engine import events, realtime
from mockserver.engine.clock import MAX_MS
from mockserver.engine.events import Ran
from mockserver.engine.sandbox import Sandbox

log = logging.getLogger(__name__)
MAX_EVENTS_PER_CALL = 100_000

Pause = Callable[[Sandbox], bool]


def wake(sandbox: Sandbox) -> list[Ran]:
    """Let everything happen that is due by now. Call it inside a transaction."""
    return events.run_due(sandbox, sandbox.now)


def never_back(sandbox: Sandbox) -> None:
    """At opening: when the computer's clock was set back meanwhile, go on from the last moment."""
    latest = sandbox.value(
        "SELECT max(at) FROM (SELECT at FROM (SELECT at FROM journal ORDER BY id DESC LIMIT 1)"
        " UNION ALL SELECT max(ran_at) FROM event)"
    )
    if latest is not None and latest > sandbox.now:
        log.warning("sandbox %s goes on at its last moment: the clock went back", sandbox.name)
        _show(sandbox, latest)


def target_of_next(sandbox: Sandbox) -> int | None:
    """The moment of the next event, or None when nothing is left to happen."""
    with sandbox.transaction():
        due = events.next_due(sandbox)
        return None if due is None else max(due, sandbox.now)


def advance(
    sandbox: Sandbox,
    target: int | None,
    limit: int = MAX_EVENTS_PER_CALL,
    pause: Pause | None = None,
) -> tuple[list[Ran], bool]:
    """Jump to `target` virtual ms, or until nothing is left to happen when it is None.

    Stepwise: each event in a transaction of its own, with the clock at its time. Returns what ran
    and whether the end was reached; when `limit` events ran first or `pause` said so after an
    event, the clock stays at that event, and the same call again goes on.
    """
    ran: list[Ran] = []
    while len(ran) < limit:
        with sandbox.transaction():
            due = events.next_due(sandbox)
            if due is None or (target is not None and due > target):
                if target is not None and target > sandbox.now:
                    _show(sandbox, target)
                return ran, True
            if due > sandbox.now:
                _show(sandbox, due)
            event = events.run_next(sandbox, due)
            if event is not None:
                ran.append(event)
        if pause is not None and pause(sandbox):
            break
    return ran, False


def _show(sandbox: Sandbox, virtual: int) -> None:
    sandbox.set_clock(sandbox.clock.moved(realtime.now_ms(), min(virtual, MAX_MS)))
