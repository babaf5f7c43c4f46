"""Time goes on though nobody looks: runs what became due in the open, live sandboxes."""

from mockserver.engine import events, realtime
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Sandboxes

EVENTS_PER_TURN = 20


def turn(sandboxes: Sandboxes) -> None:
    """One short round: a few due events of each live sandbox, then the expired ones go."""
    for sandbox in sandboxes.opened():
        if _has_something_due(sandbox):
            with sandbox.transaction():
                events.run_due(sandbox, sandbox.now, EVENTS_PER_TURN)
    sandboxes.expire(realtime.now_ms())


def _has_something_due(sandbox: Sandbox) -> bool:
    with sandbox.lock:
        due = events.next_due(sandbox)
        return due is not None and due <= sandbox.live_clock().at(realtime.now_ms())
