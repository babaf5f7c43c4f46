"""Time goes on though nobody looks: runs what became due in the open, live sandboxes."""

import logging

from mockserver.engine import errands, events, realtime, storage, webhooks
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Sandboxes

EVENTS_PER_TURN = 20
log = logging.getLogger(__name__)


class Pump:
    """Turns for ever; a sandbox whose file fails is tried again in each turn, and told of once."""

    def __init__(self, sandboxes: Sandboxes) -> None:
        self._sandboxes = sandboxes
        self._failing: set[str] = set()

    def turn(self) -> list[Sandbox]:
        """One short round: a few due events of each live sandbox, then the expired ones go.

        Returns the sandboxes that have something for the courier.
        """
        with_mail = [sandbox for sandbox in self._sandboxes.opened() if self._turned(sandbox)]
        self._sandboxes.expire(realtime.now_ms())
        return with_mail

    def _turned(self, sandbox: Sandbox) -> bool:
        try:
            if _has_something_due(sandbox):
                with sandbox.transaction():
                    events.run_due(sandbox, sandbox.now, EVENTS_PER_TURN)
            mail = has_mail(sandbox)
        except Exception as error:  # one world must not stop the time of the others
            if sandbox.name not in self._failing:
                ours = storage.failure(error) is None
                log.warning("time stands still in %s: %s", sandbox.name, error, exc_info=ours)
            self._failing.add(sandbox.name)
            return False
        self._failing.discard(sandbox.name)
        return mail


def has_mail(sandbox: Sandbox) -> bool:
    """Whether a webhook attempt is ready to be sent, or an errand to be run."""
    with sandbox.lock:
        return webhooks.has_ready(sandbox) or errands.has_any(sandbox)


def _has_something_due(sandbox: Sandbox) -> bool:
    with sandbox.lock:
        due = events.next_due(sandbox)
        return due is not None and due <= sandbox.live_clock().at(realtime.now_ms())
