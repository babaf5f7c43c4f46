"""HTTP/1.1 on the wire, byte for byte: what unusual, careless and hostile clients meet."""

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web import connection, front
from mockserver.web.gateway import Gateway
from mockserver.web.server import Server
from tests.web import toy

TOKEN = b"Authorization: Bearer mock_default_toy-token\r\n"
LIST = b"GET /toy/notes HTTP/1.1\r\nHost: x\r\n" + TOKEN


@pytest.fixture
def url() -> Iterator[str]:
    app = create_app(ServerSettings(), providers=(toy.PROVIDER,))
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.url
    stop()
    app.close()


@pytest.fixture
def client(url: str) -> Iterator[socket.socket]:
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as opened:
        yield opened


def rest(client: socket.socket) -> bytes:
    """Everything until the server hangs up."""
    return b"".join(iter(lambda: client.recv(65_536), b""))


def answer(client: socket.socket) -> bytes:
    """One answer with its head and its body of known length."""
    read = client.makefile("rb", buffering=0)
    head = b"".join(iter(read.readline, b"\r\n"))
    length = next(line for line in head.splitlines() if line.startswith(b"Content-Length"))
    return head + read.read(int(length.split(b":")[1]))


def test_header_names_leave_as_they_are_spelt(client: socket.socket) -> None:
    client.sendall(LIST + b"\r\n")

    names = [line.partition(b":")[0] for line in answer(client).splitlines()[1:5]]

    assert names == [b"Date", b"Content-Type", b"Content-Length", b"Mock-Request-Id"]


def test_requests_sent_ahead_are_answered_in_order(client: socket.socket) -> None:
    wanted = [b"GET /toy/notes/%d HTTP/1.1\r\nHost: x\r\n\r\n" % number for number in range(100)]
    last = b"GET /_mock/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"

    client.sendall(b"".join(wanted) + last)
    answers = rest(client)

    assert answers.count(b"HTTP/1.1 401 ") == 100
    assert answers.endswith(b"}")
    assert answers.rindex(b" 200 OK") > answers.rindex(b" 401 ")


def test_who_says_that_nothing_more_comes_is_still_answered(client: socket.socket) -> None:
    client.sendall(LIST + b"\r\n" + LIST + b"\r\n")
    client.shutdown(socket.SHUT_WR)

    assert rest(client).count(b"HTTP/1.1 200 OK") == 2


def test_an_old_client_is_hung_up_on_unless_it_asks_to_stay(client: socket.socket) -> None:
    client.sendall(b"GET /toy/notes HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    stayed = answer(client)
    client.sendall(b"GET /toy/notes HTTP/1.0\r\n\r\n")
    left = rest(client)

    assert b"Connection: keep-alive" in stayed
    assert b"Connection: close" in left


def test_a_careful_client_is_told_to_send_its_body(client: socket.socket) -> None:
    head = b"POST /toy/notes HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n" + TOKEN
    client.sendall(head + b"Content-Type: application/json\r\nExpect: 100-continue\r\n\r\n")
    told = client.recv(100)

    client.sendall(b'{"text":"a"}')

    assert told == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert answer(client).startswith(b"HTTP/1.1 201 Created")


@pytest.mark.parametrize("protocol", [b"h2c", b"websocket"])
def test_an_offer_of_another_protocol_is_passed_over(
    client: socket.socket, protocol: bytes
) -> None:
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: " + protocol + b"\r\n"

    client.sendall(LIST + offer + b"\r\n" + LIST + b"Connection: close\r\n\r\n")

    assert rest(client).count(b"HTTP/1.1 200 OK") == 2


def test_a_trailer_is_no_header(client: socket.socket) -> None:
    note = b"POST /toy/notes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"

    client.sendall(note + b"2\r\n{}\r\n0\r\n" + TOKEN + b"Expect: 100-continue\r\n\r\n")

    assert answer(client).startswith(b"HTTP/1.1 401")


def test_large_chunks_are_not_taken_for_trailers(client: socket.socket) -> None:
    head = b"POST /toy/notes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"30000\r\n" + b" " * 0x30000 + b"\r\n"

    client.sendall(head)
    for piece in (chunk[:7], chunk[7:] + chunk[:7], chunk[7:] + b"0\r\n\r\n"):
        client.sendall(piece)

    assert answer(client).startswith(b"HTTP/1.1 401")


def test_what_a_connection_remembers_stays_small() -> None:
    app = create_app(ServerSettings(), providers=(toy.PROVIDER,))
    served = Server(app.front(), "127.0.0.1", 0)
    stop = served.run_in_thread()
    with socket.create_connection(served.listener.getsockname(), timeout=10) as client:
        client.sendall(LIST + b"X" * 30_000 + b": y\r\n\r\n")
        answer(client)
        (open_,) = served.front.connections
        remembered = max(map(len, open_._keys))
    stop()
    app.close()

    assert 0 < remembered <= connection.MAX_KNOWN_NAME


def test_a_target_may_be_a_whole_url(client: socket.socket) -> None:
    client.sendall(b"GET http://x/toy/notes?limit=1#part HTTP/1.1\r\nHost: x\r\n" + TOKEN + b"\r\n")

    assert answer(client).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /toy/notes HTTP/1.1\r\nX-Long: " + b"a" * 600_000, b"431 "),
        (b"GET /toy/notes?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"431 "),
        (b"GET /toy/notes HTTP/1.1\r\n" + b"A: b\r\n" * 40_000, b"431 "),
        (b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", b"400 "),
        (b"GET http:///x HTTP/1.1\r\nHost: x\r\n\r\n", b"400 "),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400 "),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b"400 "),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", b"400 "),
        (b"GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n", b"400 "),
    ],
)
def test_what_is_not_http_is_refused_in_words(
    client: socket.socket, head: bytes, status: bytes
) -> None:
    client.sendall(head)

    refused = rest(client)

    assert refused.startswith(b"HTTP/1.1 " + status)
    assert b'"error":{"code":' in refused
    assert b"Connection: close" in refused


def test_a_client_that_never_ends_its_head_is_hung_up_on(
    monkeypatch: pytest.MonkeyPatch, client: socket.socket
) -> None:
    monkeypatch.setattr(connection, "HEAD_S", 0.0)
    monkeypatch.setattr(front, "TURNS_PER_SWEEP", 1)

    client.sendall(b"GET /toy/notes HTTP/1.1\r\nX-Slow: ")

    assert client.recv(100) == b""


def test_a_client_that_reads_nothing_is_not_answered_on(client: socket.socket, url: str) -> None:
    large = b"GET /_mock/providers/toy/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(0.2)

    with pytest.raises(TimeoutError):
        client.sendall(large * 1_000_000)

    assert requests.get(f"{url}/_mock/health", timeout=10).status_code == 200


def test_a_bug_after_a_wait_is_answered_too(
    url: str, client: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = {"provider": "toy", "kind": "latency", "value": 1}
    requests.post(f"{url}/_mock/sandboxes/default/faults", json=fault, timeout=10)

    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Gateway, "_answer", fail)
    client.sendall(LIST + b"\r\n")

    assert answer(client).startswith(b"HTTP/1.1 500 Internal Server Error")


def test_the_end_waits_for_the_answers_that_are_owed() -> None:
    app = create_app(ServerSettings(), providers=(toy.PROVIDER,))
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    fault = {"provider": "toy", "kind": "latency", "value": 300}
    requests.post(f"{server.url}/_mock/sandboxes/default/faults", json=fault, timeout=10)
    address = urlsplit(server.url)

    with socket.create_connection((address.hostname, address.port), timeout=10) as held:
        held.sendall(LIST + b"\r\n")
        while not any(one.busy for one in server.front.connections):
            time.sleep(0.001)
        stop()
        owed = rest(held)

    app.close()
    assert owed.startswith(b"HTTP/1.1 200 OK")
    assert b"Connection: close" in owed
