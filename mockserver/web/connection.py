"""HTTP/1.1 on one connection: bytes to requests, answers to bytes, in order, broken on purpose.

httptools parses. The rest is our own because a fault has to reach the transport, and because header
names must leave as the vendor spells them (servers for ASGI write them in lower case).
"""

import asyncio
import io
import socket
import ssl
import struct
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import httptools

from mockserver.web.answer import Answer, refusal, status_line
from mockserver.web.body import BODILESS

if TYPE_CHECKING:
    from mockserver.web.front import Front

MAX_HEAD_BYTES = 65_536
MAX_REQUEST_BYTES = 512 * 1024 * 1024
MAX_PIPELINED = 32
MAX_KNOWN_NAMES = 200
MAX_KNOWN_NAME = 100  # bytes
IDLE_S = 75.0
HEAD_S = 20.0
LINGER_S = 5.0
SLOW_PIECES = 20


@dataclass(eq=False)
class Request:
    """What has been read of one request."""

    target: bytes = b""
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    head_size: int = 0
    whole_head: bool = False
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    method: str = ""
    version: str = "1.1"
    keep_alive: bool = True


class Connection(asyncio.Protocol):
    """One client. Requests are answered one after the other, whatever was sent ahead.

    `deadline` (seconds of the loop's clock) is when the connection is closed unless something
    happens; the front looks at it every now and then.
    """

    def __init__(self, front: "Front", loop: asyncio.AbstractEventLoop) -> None:
        self._front = front
        self._loop = loop
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport
        self._base: dict[str, Any] = {}
        self._keys: dict[bytes, str] = {}
        self._request = Request()
        self._queue: deque[Request] = deque()
        self._waiting: asyncio.Task[None] | None = None
        self._writable = True
        self._closing = False
        self._ended = False
        self._in_lines = False  # of a head, of a chunk's size, of trailers: not in a body
        self.deadline = loop.time() + IDLE_S

    # -- what asyncio tells -------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client is there."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - narrows the type
        self._transport = transport
        self._base = _base_environ(transport)
        self._front.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """The client is gone; what it asked for last is not waited for any more."""
        self._front.connections.discard(self)
        self._queue.clear()
        self._closing = True
        if self._waiting is not None:
            self._waiting.cancel()

    def data_received(self, data: bytes) -> None:
        """Read on, then answer what is complete."""
        if self._closing:
            return
        while data:
            fed, before = len(data), self._lines()
            try:
                self._parser.feed_data(data)
                data = b""
            except httptools.HttpParserUpgrade as upgrade:
                data = data[upgrade.args[0] :]
                self._parser = httptools.HttpRequestParser(self)
            except httptools.HttpParserError as error:
                if not self._closing:
                    self._refuse(400, "malformed-request", f"this is not HTTP/1.1: {error}")
                return
            if before is not None and before == self._lines():
                self._weigh_head(fed)
        if self._queue and self._waiting is None:
            self._answer_next()

    def eof_received(self) -> bool:
        """The client sends no more; answers that are under way still go out."""
        self._ended = True
        return self.busy and self._base["wsgi.url_scheme"] == "http" and not self._closing

    def pause_writing(self) -> None:
        """The client reads slowly: answer nothing more until it has caught up."""
        self._writable = False

    def resume_writing(self) -> None:
        """Go on."""
        self._writable = True
        if self._queue and self._waiting is None:
            self._loop.call_soon(self._answer_next)

    # -- what httptools tells -----------------------------------------------------------------

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        self._request = Request()
        self._in_lines = True
        self.deadline = self._loop.time() + HEAD_S

    def on_url(self, url: bytes) -> None:
        """The target, perhaps in pieces."""
        self._request.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header line; a trailer weighs as much, but is none (RFC 9110, 6.5.1)."""
        self._weigh_head(len(name) + len(value))
        if self._request.whole_head:
            return
        self._request.headers.append((name, value))
        if name.lower() == b"expect" and value.lower() == b"100-continue":
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._in_lines = False
        request = self._request
        request.whole_head = True
        request.method = self._parser.get_method().decode("ascii")
        request.version = self._parser.get_http_version()
        request.keep_alive = self._parser.should_keep_alive()
        self._weigh_head(len(request.target))
        self.deadline = self._loop.time() + IDLE_S

    def on_chunk_header(self) -> None:
        """A chunk begins, or trailers do."""
        self._in_lines = True

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._in_lines = False
        request = self._request
        request.chunks.append(body)
        request.size += len(body)
        self.deadline = self._loop.time() + IDLE_S
        if request.size > MAX_REQUEST_BYTES and not self._closing:
            self._refuse(413, "body-too-large", f"at most {MAX_REQUEST_BYTES} bytes are read")

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._in_lines = False
        if self._closing:
            return
        self._queue.append(self._request)
        if len(self._queue) >= MAX_PIPELINED:
            self._transport.pause_reading()

    def _lines(self) -> tuple[Request, int] | None:
        """Which lines come just now, those of a head or those behind so much of a body."""
        return (self._request, self._request.size) if self._in_lines else None

    def _weigh_head(self, size: int) -> None:
        """Pieces of a head or of trailers, and what httptools keeps of a line until it is whole."""
        self._request.head_size += size
        if self._request.head_size > MAX_HEAD_BYTES and not self._closing:
            self._refuse(431, "head-too-large", f"at most {MAX_HEAD_BYTES} bytes of headers")

    # -- answering ----------------------------------------------------------------------------

    def _answer_next(self) -> None:
        """One request, then let other connections have their turn."""
        if not self._queue or not self._writable or self._closing or self._waiting is not None:
            return
        request = self._queue.popleft()
        environ = self._environ(request)
        if environ is None:
            self._refuse(400, "malformed-request", "the target is neither a path nor a URL")
            return
        answer = self._front.answer(environ)
        if isinstance(answer, Answer) and not answer.wire.slow_ms:
            self._send(answer, request)
            self._finish(request)
        else:
            self._waiting = self._loop.create_task(self._answer_later(answer, request))

    async def _answer_later(self, answer: Any, request: Request) -> None:
        """An answer that has to wait, or that travels slowly."""
        self.deadline = float("inf")
        answer = await self._front.wait_for(answer)
        if answer.wire.slow_ms:
            await self._trickle(answer, request)
        else:
            self._send(answer, request)
        self._waiting = None
        self._finish(request)

    def _finish(self, request: Request) -> None:
        self.deadline = self._loop.time() + IDLE_S
        if self._closing:
            return
        if not request.keep_alive or self._front.ending or (self._ended and not self._queue):
            self._close()
        elif self._queue:
            self._loop.call_soon(self._answer_next)
        if len(self._queue) < MAX_PIPELINED and not self._closing:
            self._transport.resume_reading()

    def _send(self, answer: Answer, request: Request) -> None:
        """The way a fault wants it to travel, normally at once and whole."""
        if answer.wire.reset:
            self._reset()
            return
        body = b"" if request.method == "HEAD" else answer.body
        if answer.wire.cut:
            self._transport.write(self._head(answer, request) + body[: len(body) // 2])
            self._close()
            return
        self._transport.write(self._head(answer, request) + body)

    async def _trickle(self, answer: Answer, request: Request) -> None:
        """In pieces, spread over `slow_ms`; a cut leaves the second half away."""
        if answer.wire.reset:
            self._reset()
            return
        whole = b"" if request.method == "HEAD" else answer.body
        body = whole[: len(whole) // 2] if answer.wire.cut else whole
        size = max(1, len(body) // SLOW_PIECES)
        pieces = [body[start : start + size] for start in range(0, len(body), size)] or [b""]
        self._transport.write(self._head(answer, request))
        for piece in pieces[:-1]:
            self._transport.write(piece)
            await asyncio.sleep(answer.wire.slow_ms / 1000 / len(pieces))
        self._transport.write(pieces[-1])
        if answer.wire.cut:
            self._close()

    def _head(self, answer: Answer, request: Request) -> bytes:
        lines = [f"HTTP/1.1 {status_line(answer.status)}\r\nDate: {self._front.date()}\r\n"]
        length_known = answer.status in BODILESS
        for name, value in answer.headers:
            lines.append(f"{name}: {value}\r\n")
            length_known = length_known or name.lower() == "content-length"
        if not length_known:
            lines.append(f"Content-Length: {len(answer.body)}\r\n")
        if not request.keep_alive or self._front.ending:
            lines.append("Connection: close\r\n")
        elif request.version == "1.0":
            lines.append("Connection: keep-alive\r\n")
        lines.append("\r\n")
        return "".join(lines).encode("latin-1")

    def _refuse(self, status: int, code: str, message: str) -> None:
        """Answer before the request was understood, and talk no more.

        What still comes is read and dropped for a while: closing at once would reset the
        connection under a client that is still sending, before it has seen the answer.
        """
        request = Request(keep_alive=False)
        self._closing = True
        self._transport.write(self._whole(refusal(status, code, message), request))
        self._transport.resume_reading()
        if self._transport.can_write_eof():
            self._transport.write_eof()
        else:
            self._transport.close()
        self.deadline = self._loop.time() + LINGER_S

    def _whole(self, answer: Answer, request: Request) -> bytes:
        return self._head(answer, request) + answer.body

    def _close(self) -> None:
        self._closing = True
        self._transport.close()

    def _reset(self) -> None:
        """Close with RST instead of FIN, as a crashed peer or a firewall does."""
        self._closing = True
        connection = self._transport.get_extra_info("socket")
        linger_zero = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_zero)
        self._transport.abort()

    # -- ending -------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether an answer is owed."""
        return bool(self._waiting or self._queue)

    def end(self) -> None:
        """Hang up, at once when nothing is owed, else never mind."""
        self._close()

    # -- the environment ----------------------------------------------------------------------

    def _environ(self, request: Request) -> dict[str, Any] | None:
        parts = _path_and_query(request.target)
        if parts is None:
            return None
        path, query = parts
        environ = {
            **self._base,
            "REQUEST_METHOD": request.method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1")
            if b"%" in path
            else path.decode("latin-1"),
            "QUERY_STRING": query.decode("latin-1"),
            "SERVER_PROTOCOL": f"HTTP/{request.version}",
        }
        for raw_name, raw_value in request.headers:
            key = self._keys.get(raw_name) or self._key(raw_name)
            value = raw_value.decode("latin-1")
            environ[key] = f"{environ[key]},{value}" if key in environ else value
        body = request.chunks[0] if len(request.chunks) == 1 else b"".join(request.chunks)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        return environ

    def _key(self, raw_name: bytes) -> str:
        name = raw_name.decode("latin-1").upper().replace("-", "_")
        key = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
        if len(self._keys) < MAX_KNOWN_NAMES and len(raw_name) <= MAX_KNOWN_NAME:
            self._keys[raw_name] = key
        return key


def _path_and_query(target: bytes) -> tuple[bytes, bytes] | None:
    if not target.startswith(b"/"):
        try:
            url = httptools.parse_url(target)
        except httptools.HttpParserInvalidURLError:
            return None
        return (url.path or b"/", url.query or b"") if url.host else None
    path, _, query = target.partition(b"#")[0].partition(b"?")
    return path, query


def _base_environ(transport: asyncio.Transport) -> dict[str, Any]:
    """What is the same for every request of a connection."""
    server = transport.get_extra_info("sockname") or ("127.0.0.1", 0)
    client = transport.get_extra_info("peername") or ("", 0)
    secure = isinstance(transport.get_extra_info("ssl_object"), ssl.SSLObject)
    return {
        "SCRIPT_NAME": "",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https" if secure else "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
