"""Moving a sandbox through its time, one event after the other."""

from mockserver.engine import events, realtime
from mockserver.engine.clock import MAX_MS, Clock
from mockserver.engine.events import Ran
from mockserver.engine.sandbox import Sandbox

MAX_EVENTS_PER_CALL = 100_000


def wake(sandbox: Sandbox) -> list[Ran]:
    """Let everything happen that is due by now. Call it inside a transaction."""
    return events.run_due(sandbox, sandbox.now)


def advance_to(
    sandbox: Sandbox, target: int, limit: int = MAX_EVENTS_PER_CALL
) -> tuple[list[Ran], bool]:
    """Jump to `target` virtual ms, stepwise: each event in a transaction at its own time.

    Returns what ran and whether the target was reached; when `limit` events ran first, the clock
    stays at the last one, and the same call again goes on.
    """
    ran: list[Ran] = []
    while len(ran) < limit:
        with sandbox.transaction():
            due = events.next_due(sandbox)
            if due is None or due > target:
                sandbox.set_clock(_showing(sandbox, max(target, sandbox.now)))
                return ran, True
            if due > sandbox.now:
                sandbox.set_clock(_showing(sandbox, due))
            event = events.run_next(sandbox, due)
            if event is not None:
                ran.append(event)
    return ran, False


def advance_to_next(sandbox: Sandbox) -> list[Ran]:
    """Jump to the next event and let everything due at that moment happen; [] if none is left."""
    with sandbox.transaction():
        due = events.next_due(sandbox)
    if due is None:
        return []
    return advance_to(sandbox, max(due, sandbox.now))[0]


def advance_until_idle(
    sandbox: Sandbox, limit: int = MAX_EVENTS_PER_CALL
) -> tuple[list[Ran], bool]:
    """Jump from event to event until none is left; False when `limit` events did not suffice."""
    ran: list[Ran] = []
    while len(ran) < limit:
        with sandbox.transaction():
            due = events.next_due(sandbox)
        if due is None:
            return ran, True
        ran += advance_to(sandbox, min(max(due, sandbox.now), MAX_MS), limit - len(ran))[0]
    with sandbox.transaction():
        return ran, events.next_due(sandbox) is None


def _showing(sandbox: Sandbox, virtual: int) -> Clock:
    return sandbox.clock.moved(realtime.now_ms(), virtual)
