"""A listening socket and the loop behind it, in the foreground or in a thread."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockserver.web.front import TRANSPORT, Front


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, with the transport in reach of faults that break the connection."""

    def on_headers_complete(self) -> None:
        """Add the transport to the scope before the application sees it."""
        self.scope["extensions"] = {TRANSPORT: self.transport}  # type: ignore[dict-item]
        super().on_headers_complete()


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

    def run_here(self) -> None:
        """Serve until a signal ends it."""
        self.run(sockets=[self.listener])

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
