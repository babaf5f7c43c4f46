"""The asynchronous front: reads a request, runs the synchronous work inline, sends the answer.

One thread does all short work (measured fastest under the interpreter lock); whoever has to wait
will wait here, in the event loop, and hold nobody else up.
"""

import asyncio
import contextlib
import io
import logging
import socket
import sqlite3
import struct
import sys
from collections.abc import Callable, MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes

from mockserver.engine import courier, storage
from mockserver.engine.sandbox import Sandbox
from mockserver.web.answer import Answer, Held
from mockserver.web.gateway import Gateway

log = logging.getLogger(__name__)
Message = MutableMapping[str, Any]
MAX_REQUEST_BYTES = 512 * 1024 * 1024
PUMP_INTERVAL_S = 0.05
REST_S = 5.0
DRAIN_S = 5.0
SLOW_PIECES = 20
TRANSPORT = "mockserver.transport"


class Front:
    """An ASGI application around the gateway, with a pump that turns while it runs."""

    def __init__(self, gateway: Gateway, pump: Callable[[], list[Sandbox]]) -> None:
        self._gateway = gateway
        self._pump = pump
        self._couriers: dict[str, asyncio.Task[None]] = {}

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        pumping = asyncio.create_task(self._keep_pumping())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        pumping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await pumping
        await self._send_the_last_mail()
        await send({"type": "lifespan.shutdown.complete"})

    async def _keep_pumping(self) -> None:
        while True:
            await asyncio.sleep(PUMP_INTERVAL_S)
            try:
                for sandbox in self._pump():
                    self._send_courier(sandbox)
            except Exception:  # a bug in one turn must not stop time for good
                log.exception("the pump stumbled")
                await asyncio.sleep(REST_S)

    async def _send_the_last_mail(self) -> None:
        """What is ready leaves before the server ends, unless its receivers are too slow."""
        for sandbox in self._pump():
            self._send_courier(sandbox)
        if self._couriers:
            await asyncio.wait(self._couriers.values(), timeout=DRAIN_S)

    def _send_courier(self, sandbox: Sandbox) -> asyncio.Task[None]:
        """One courier a sandbox, on a thread of its own: messages keep their order."""
        underway = self._couriers.get(sandbox.name)
        if underway is None or underway.done():
            underway = asyncio.create_task(_deliver_mail(sandbox))
            self._couriers[sandbox.name] = underway
            underway.add_done_callback(lambda _: self._couriers.pop(sandbox.name, None))
        return underway

    async def _serve(self, scope: Message, receive: Any, send: Any) -> None:
        body = await _read(receive)
        if body is None:
            await _send(send, 413, [(b"content-length", b"0"), (b"connection", b"close")], b"")
            return
        answer = self._gateway.answer(_environ(scope, body))
        while isinstance(answer, Held):
            if answer.mail is not None:
                await self._send_courier(answer.mail)
            await asyncio.sleep(answer.seconds)
            answer = answer.resume()
        await _deliver(answer, scope, send)


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


async def _deliver(answer: Answer, scope: Message, send: Any) -> None:
    """Send an answer the way a fault wants it to travel, normally at once and whole."""
    transport = scope.get("extensions", {}).get(TRANSPORT)
    if answer.wire.reset and transport is not None:
        _reset(transport)
        return
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    body = b"" if scope["method"] == "HEAD" else answer.body
    await send(
        {"type": "http.response.start", "status": int(answer.status[:3]), "headers": headers}
    )
    if answer.wire.cut and transport is not None:
        await send(
            {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
        )
        transport.close()
        return
    if answer.wire.slow_ms:
        body = await _trickle(body, answer.wire.slow_ms, send)
    await send({"type": "http.response.body", "body": body})


async def _trickle(body: bytes, slow_ms: int, send: Any) -> bytes:
    """All but the last piece of a body, spread over so many ms; returns that last piece."""
    size = max(1, len(body) // SLOW_PIECES)
    pieces = [body[start : start + size] for start in range(0, len(body), size)] or [b""]
    for piece in pieces[:-1]:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        await asyncio.sleep(slow_ms / 1000 / len(pieces))
    return pieces[-1]


def _reset(transport: asyncio.Transport) -> None:
    """Close with RST instead of FIN, as a crashed peer or a firewall does."""
    connection = transport.get_extra_info("socket")
    linger_zero = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_zero)
    transport.abort()


async def _read(receive: Any) -> bytes | None:
    """The whole body, or None when it is absurdly large or the client went away."""
    chunks, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > MAX_REQUEST_BYTES:
            return None
        if not message.get("more_body"):
            return b"".join(chunks)


async def _send(send: Any, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _environ(scope: Message, body: bytes) -> dict[str, Any]:
    host, port = scope.get("server") or ("127.0.0.1", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name = raw_name.decode("latin-1").upper().replace("-", "_")
        value = raw_value.decode("latin-1")
        key = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    environ["CONTENT_LENGTH"] = str(len(body))
    return environ
