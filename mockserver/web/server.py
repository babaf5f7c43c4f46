"""A listening socket and the loop behind it, in the foreground or in a thread."""

import asyncio
import math
import signal
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockserver.web.front import TRANSPORT, Front

MAX_HEAD_BYTES = 256 * 1024  # vendors' gateways refuse heads beyond 8 to 64 KiB
HEAD_S, BODY_S = 30.0, 600.0
SWEEP_TICKS = 50  # of uvicorn's 0.1 s
NEVER = math.inf


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, with the transport in reach of faults that break the connection.

    It bounds what uvicorn does not: the size of a request's head (and of trailers and chunk
    extensions), and the time that a request may take to arrive.
    """

    _idle_bytes = 0  # since the last byte of a body or the last whole head
    due = NEVER

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The first request is expected now."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self.due = self.loop.time() + HEAD_S

    def data_received(self, data: bytes) -> None:
        """Feed the parser; refuse a head without an end."""
        super().data_received(data)
        self._idle_bytes += len(data)
        if self._idle_bytes > MAX_HEAD_BYTES and not self.transport.is_closing():
            self.refuse(431)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.due = self.loop.time() + HEAD_S

    def on_headers_complete(self) -> None:
        """Add the transport to the scope before the application sees it."""
        self._idle_bytes = 0
        self.due = self.loop.time() + BODY_S
        self.scope["extensions"] = {TRANSPORT: self.transport}  # type: ignore[dict-item]
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body arrived."""
        self._idle_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole; from here on uvicorn's own keep-alive timer counts."""
        self._idle_bytes = 0
        self.due = NEVER
        super().on_message_complete()

    def refuse(self, status: int) -> None:
        """Answer without the application, if nothing of an answer was sent, and hang up."""
        if self.cycle is None or not self.cycle.response_started:
            line = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
            self.transport.write(f"{line}content-length: 0\r\nconnection: close\r\n\r\n".encode())
        self.transport.close()


class Server(uvicorn.Server):
    """A server that says when it is ready. Port 0 takes a free one; a certificate makes it TLS."""

    def __init__(
        self,
        front: Front,
        host: str,
        port: int,
        on_ready: Callable[[], None] = lambda: None,
        certificate: Path | None = None,
    ) -> None:
        config = uvicorn.Config(
            front,
            loop="asyncio",
            http=Protocol,
            ws="none",
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=5,
            ssl_certfile=certificate,
        )
        super().__init__(config)
        self.listener = _listen(host, port)
        self.on_ready = on_ready
        self._scheme = "https" if certificate else "http"

    @property
    def url(self) -> str:
        """`scheme://host:port` as a client on this machine reaches it."""
        host, port = self.listener.getsockname()[:2]
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return f"{self._scheme}://{place}"

    async def startup(self, sockets: Any = None) -> None:
        """Start listening, then tell."""
        await super().startup(sockets)
        if not self.should_exit:
            self.on_ready()

    async def on_tick(self, counter: int) -> bool:
        """Every few seconds, hang up on clients whose request does not arrive."""
        if counter % SWEEP_TICKS == 0:
            now = asyncio.get_running_loop().time()
            for connection in list(self.server_state.connections):
                if isinstance(connection, Protocol) and connection.due < now:
                    connection.refuse(408)
        return await super().on_tick(counter)

    def run_here(self) -> None:
        """Serve until `should_exit`, or until a signal ends the process."""
        self.run(sockets=[self.listener])

    def run_until_signalled(self) -> None:
        """Serve until SIGTERM or Ctrl-C; returns then, so that the caller can close its files.

        uvicorn raises the signal once more when it is done; by default that would end the process.
        """
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_: setattr(self, "should_exit", True))
        self.run_here()

    def run_in_thread(self) -> Callable[[], None]:
        """Serve beside the caller; returns the function that ends it."""
        ready = threading.Event()
        self.on_ready = ready.set
        thread = threading.Thread(target=self.run_here, name="mockserver", daemon=True)
        thread.start()
        ready.wait(30)

        def stop() -> None:
            self.should_exit = True
            thread.join(30)

        return stop


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle's delay off only for sockets that name their protocol
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
