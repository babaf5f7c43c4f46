"""An HTTPS proxy that knows the vendors' host names only, and answers for them here.

For clients that can neither change their base URL nor their hosts file, but honour `HTTPS_PROXY`:
`CONNECT api.candis.io:443` leads to this server's own TLS, every other host is refused.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path

from mockserver.web.body import dump_json
from mockserver.web.connection import Connection
from mockserver.web.front import Front
from mockserver.web.listening import listen, tls_context

MAX_HEAD_BYTES = 16_384
HEAD_S = 20.0
PIECE_BYTES = 65_536
HTTPS_PORT = "443"


class RefusedError(Exception):
    """What the client asked of the proxy is not for it: an HTTP status and a text."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Proxy:
    """A listener for `CONNECT` beside a server; port 0 takes a free one."""

    def __init__(
        self, front: Front, host: str, port: int, hosts: Iterable[str], certificate: Path
    ) -> None:
        self._front = front
        self._hosts = frozenset(hosts)
        self._context: ssl.SSLContext = tls_context(certificate)
        self._listener = listen(host, port)
        self._inner: tuple[str, int] = ("", 0)

    @property
    def url(self) -> str:
        """What clients put into `HTTPS_PROXY`."""
        host, port = self._listener.getsockname()[:2]
        return f"http://{host}:{port}"

    async def start(self) -> list[asyncio.Server]:
        """Listen, and answer TLS behind the tunnels; returns what has to be closed."""
        loop = asyncio.get_running_loop()
        answering = await loop.create_server(
            lambda: Connection(self._front, loop), "127.0.0.1", 0, ssl=self._context
        )
        self._inner = answering.sockets[0].getsockname()[:2]
        greeting = await asyncio.start_server(
            self._greet, sock=self._listener, limit=MAX_HEAD_BYTES
        )
        return [answering, greeting]

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(HEAD_S):
                head = await reader.readuntil(b"\r\n\r\n")
            self._check(head.partition(b"\r\n")[0].decode("latin-1"))
        except RefusedError as refused:
            await _refuse(writer, refused.status, str(refused))
        except asyncio.LimitOverrunError:
            await _refuse(writer, 431, f"at most {MAX_HEAD_BYTES} bytes of headers")
        except (TimeoutError, asyncio.IncompleteReadError, OSError):
            writer.close()
        else:
            await self._tunnel(reader, writer)

    def _check(self, request_line: str) -> None:
        """Refuse all but `CONNECT <vendor's host>:443`. Raises RefusedError."""
        method, _, rest = request_line.partition(" ")
        if method != "CONNECT":
            raise RefusedError(405, "this proxy takes CONNECT only, for https")
        host, _, port = rest.partition(" ")[0].rpartition(":")
        if host.lower() not in self._hosts or port != HTTPS_PORT:
            known = ", ".join(sorted(self._hosts))
            raise RefusedError(403, f"this proxy leads to port 443 of {known} only, not to {rest}")

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection(*self._inner)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_pipe(reader, inner_writer), _pipe(inner_reader, writer))


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(PIECE_BYTES):
            writer.write(piece)
            await writer.drain()
    writer.close()


async def _refuse(writer: asyncio.StreamWriter, status: int, message: str) -> None:
    body = dump_json({"error": {"code": "proxy-refused", "message": message}})
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    with contextlib.suppress(OSError):
        writer.write(head.encode() + body)
        await writer.drain()
    writer.close()
