"""The asynchronous front: runs the synchronous work inline, lets those wait who have to wait.

One thread does all short work (measured fastest under the interpreter lock); whoever has to wait
will wait here, in the event loop, and hold nobody else up.
"""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

from mockserver.engine import courier, realtime, storage
from mockserver.engine.sandbox import Sandbox
from mockserver.web.answer import Answer, Held, refusal
from mockserver.web.connection import Connection
from mockserver.web.gateway import Gateway

log = logging.getLogger(__name__)
PUMP_INTERVAL_S = 0.05
TURNS_PER_SWEEP = 20
GRACE_S = 5.0
REST_S = 5.0


class Front:
    """Between the connections and the gateway, with a pump that turns while it runs."""

    def __init__(self, gateway: Gateway, pump: Callable[[], list[Sandbox]]) -> None:
        self._gateway = gateway
        self._pump = pump
        self._couriers: dict[str, asyncio.Task[None]] = {}
        self._second = 0
        self._date = ""
        self.connections: set[Connection] = set()
        self.ending = False

    def answer(self, environ: dict[str, Any]) -> Answer | Held:
        """What to send, or how long to wait first. Never raises: a bug of ours is a 500."""
        return _guarded(lambda: self._gateway.answer(environ))

    async def wait_for(self, answer: Answer | Held) -> Answer:
        """Wait as long as it takes, hold nobody up. Never raises, as `answer` does not."""
        while isinstance(answer, Held):
            if answer.mail is not None:
                await self._send_courier(answer.mail)
            await asyncio.sleep(answer.seconds)
            answer = _guarded(answer.resume)
        return answer

    def date(self) -> str:
        """The `Date` of an answer sent now."""
        second = realtime.now_ms() // 1000
        if second != self._second:
            self._second, self._date = second, formatdate(second, usegmt=True)
        return self._date

    async def keep_pumping(self) -> None:
        """Let time pass in the sandboxes, send their mail, close dead connections; for ever."""
        turns = 0
        while True:
            await asyncio.sleep(PUMP_INTERVAL_S)
            try:
                mail = self._pump()
            except Exception:
                log.exception("a bug while time passed; the next turn is in %s s", PUMP_INTERVAL_S)
                continue
            for sandbox in mail:
                self._send_courier(sandbox)
            turns += 1
            if turns % TURNS_PER_SWEEP == 0:
                self._sweep()

    async def end(self) -> None:
        """Answer what was asked, for a few seconds at most, then hang up."""
        self.ending = True
        for _ in range(round(GRACE_S / PUMP_INTERVAL_S)):
            for connection in [one for one in self.connections if not one.busy]:
                connection.end()
            if not self.connections:
                return
            await asyncio.sleep(PUMP_INTERVAL_S)
        for connection in list(self.connections):
            connection.end()

    async def send_last_mail(self) -> None:
        """What is ready leaves before the server ends, unless its receivers are too slow."""
        for sandbox in self._pump():
            self._send_courier(sandbox)
        if self._couriers:
            await asyncio.wait(self._couriers.values(), timeout=GRACE_S)

    def _sweep(self) -> None:
        now = asyncio.get_running_loop().time()
        for connection in [one for one in self.connections if one.deadline < now]:
            connection.end()

    def _send_courier(self, sandbox: Sandbox) -> asyncio.Task[None]:
        """One courier a sandbox, on a thread of its own: messages keep their order."""
        underway = self._couriers.get(sandbox.name)
        if underway is None or underway.done():
            underway = asyncio.create_task(_deliver_mail(sandbox))
            self._couriers[sandbox.name] = underway
            underway.add_done_callback(lambda _: self._couriers.pop(sandbox.name, None))
        return underway


def _guarded(ask: Callable[[], Answer | Held]) -> Answer | Held:
    """An answer whatever happens: who asked must not wait for ever because of a bug of ours."""
    try:
        return ask()
    except Exception:
        log.exception("a bug while answering")
        return refusal(500, "bug", "a bug of the emulator; its log has the traceback")


async def _deliver_mail(sandbox: Sandbox) -> None:
    """Let the courier make its round. A sandbox that was deleted meanwhile has no mail.

    When the disk fails, what was on its way counts as lost and is repeated in its turn.
    """
    with contextlib.suppress(sqlite3.ProgrammingError):
        try:
            await asyncio.to_thread(courier.deliver, sandbox)
        except (sqlite3.Error, OSError) as error:
            if storage.failure(error) is None:
                raise
            log.warning("the courier of sandbox %s waits: %s", sandbox.name, error)
            await asyncio.sleep(REST_S)
            with contextlib.suppress(sqlite3.OperationalError):
                await asyncio.to_thread(courier.recover, sandbox)
