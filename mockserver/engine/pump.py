"""Time goes on though nobody looks: runs what became due in the open, live sandboxes."""

from mockserver.engine import errands, events, realtime, webhooks
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Sandboxes

EVENTS_PER_TURN = 20


def turn(sandboxes: Sandboxes) -> list[Sandbox]:
    """One short round: a few due events of each live sandbox, then the expired ones go.

    Returns the sandboxes that have something for the courier.
    """
    for sandbox in sandboxes.opened():
        if _has_something_due(sandbox):
            with sandbox.transaction():
                events.run_due(sandbox, sandbox.now, EVENTS_PER_TURN)
    sandboxes.expire(realtime.now_ms())
    return [sandbox for sandbox in sandboxes.opened() if has_mail(sandbox)]


def has_mail(sandbox: Sandbox) -> bool:
    """Whether a webhook attempt is ready to be sent, or an errand to be run."""
    with sandbox.lock:
        return webhooks.has_ready(sandbox) or errands.has_any(sandbox)


def _has_something_due(sandbox: Sandbox) -> bool:
    with sandbox.lock:
        due = events.next_due(sandbox)
        return due is not None and due <= sandbox.live_clock().at(realtime.now_ms())
