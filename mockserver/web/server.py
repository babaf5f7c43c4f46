"""A listening socket and the loop behind it, in the foreground or in a thread."""

import asyncio
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from mockserver.web.connection import Connection
from mockserver.web.front import Front
from mockserver.web.listening import listen, tls_context
from mockserver.web.proxy import Proxy

BACKLOG = 2048


class Server:
    """A server that says when it is ready. Port 0 takes a free one; a certificate makes it TLS."""

    def __init__(
        self,
        front: Front,
        host: str,
        port: int,
        on_ready: Callable[[], None] = lambda: None,
        certificate: Path | None = None,
    ) -> None:
        self.front = front
        self._certificate = certificate
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self.listener = listen(host, port)
        self.on_ready = on_ready
        self.proxy: Proxy | None = None

    @property
    def url(self) -> str:
        """`scheme://host:port` as a client on this machine reaches it."""
        host, port = self.listener.getsockname()[:2]
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return f"{'https' if self._certificate else 'http'}://{place}"

    def run_here(self) -> None:
        """Serve until SIGINT or SIGTERM, then answer what was asked and return."""
        asyncio.run(self._serve(signals=True))

    def run_in_thread(self) -> Callable[[], None]:
        """Serve beside the caller; returns the function that ends it."""
        ready = threading.Event()
        self.on_ready = ready.set
        thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(signals=False)), name="mockserver", daemon=True
        )
        thread.start()
        ready.wait(30)

        def stop() -> None:
            if self._loop is not None and self._stop is not None and thread.is_alive():
                self._loop.call_soon_threadsafe(self._stop.set)
            thread.join(30)

        return stop

    async def _serve(self, *, signals: bool) -> None:
        loop = self._loop = asyncio.get_running_loop()
        stop = self._stop = asyncio.Event()
        if signals:
            for number in (signal.SIGINT, signal.SIGTERM):
                _on_signal(loop, number, stop)
        listening = await loop.create_server(
            lambda: Connection(self.front, loop),
            sock=self.listener,
            backlog=BACKLOG,
            ssl=None if self._certificate is None else tls_context(self._certificate),
        )
        beside = await self.proxy.start() if self.proxy is not None else []
        pumping = asyncio.create_task(self.front.keep_pumping())
        self.on_ready()
        await stop.wait()
        for one in (listening, *beside):
            one.close()
        await self.front.end()
        pumping.cancel()
        await self.front.send_last_mail()


def _on_signal(loop: asyncio.AbstractEventLoop, number: int, stop: asyncio.Event) -> None:
    try:
        loop.add_signal_handler(number, stop.set)
    except NotImplementedError:  # Windows: its loops know no signal handlers
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
