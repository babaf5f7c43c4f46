"""Raw sockets: heads without an end, requests that never arrive, bodies that lie."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web import connection as module
from mockserver.web import front
from mockserver.web.server import Server
from tests.web import toy

POST = b"POST /toy/notes HTTP/1.1\r\nHost: x\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[str, int]]:
    app = create_app(ServerSettings(), providers=(toy.PROVIDER,))
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.listener.getsockname()
    stop()
    app.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request has to be there at the next look."""
    monkeypatch.setattr(module, "HEAD_S", 0.0)
    monkeypatch.setattr(module, "IDLE_S", 0.0)
    monkeypatch.setattr(front, "TURNS_PER_SWEEP", 1)


def answered(place: tuple[str, int], raw: bytes, *, close: bool = False) -> bytes:
    """All that comes until the server hangs up."""
    with closing(socket.create_connection(place, timeout=20)) as wire:
        try:
            wire.sendall(raw)
            if close:
                wire.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: wire.recv(65_536), b""))
        except ConnectionError:
            return b""  # it hung up while we were still sending


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 400_000,
        b"GET /" + b"a" * 400_000,
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 60_000,
        CHUNKED + b"0\r\n" + b"T: v\r\n" * 99_000,
        CHUNKED + b"1\r\n{\r\n0\r\nT: " + b"v" * 900_000,
    ],
    ids=["header", "path", "headers", "trailers", "trailer"],
)
def test_a_head_without_an_end_is_cut_off(place: tuple[str, int], raw: bytes) -> None:
    answer = answered(place, raw)

    assert answer[:12] in (b"HTTP/1.1 431", b"HTTP/1.1 400", b"")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        POST + b"Content-Length: 100\r\n\r\n{",
        CHUNKED + b"1\r\n{",
    ],
    ids=["nothing", "half a head", "half a body", "half a chunk"],
)
@pytest.mark.usefixtures("impatient")
def test_a_request_that_never_arrives_is_ended(place: tuple[str, int], raw: bytes) -> None:
    answer = answered(place, raw)

    assert answer == b""


@pytest.mark.parametrize(
    "raw",
    [
        POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        CHUNKED + b"zz\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
    ids=["two lengths", "negative", "length and chunked", "bad chunk", "version", "TLS", "HTTP/2"],
)
def test_what_is_no_http_is_refused_and_the_connection_ends(
    place: tuple[str, int], raw: bytes
) -> None:
    assert answered(place, raw, close=True).startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_pipelined_requests_are_answered_in_order(place: tuple[str, int]) -> None:
    ask = b"GET /_mock/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    last = b"GET /toy/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    answer = answered(place, (ask % b"health" + ask % b"nothing") * 100 + last)

    assert re.findall(rb"HTTP/1\.1 (\d+)", answer) == [b"200", b"404"] * 100 + [b"401"]
