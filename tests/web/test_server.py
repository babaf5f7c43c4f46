"""A real socket: what a client on the wire sees."""

import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web import connection as wire
from mockserver.web.server import Server
from tests.web import toy

TOKEN = {"Authorization": "Bearer mock_default_toy-token"}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    app = create_app(ServerSettings(), providers=(toy.PROVIDER,))
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.url
    stop()
    app.close()


def exchanged(url: str, raw: bytes) -> bytes:
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_a_chunked_body_is_read_whole(url: str) -> None:
    answer = requests.post(
        f"{url}/toy/notes", data=iter([b'{"te', b'xt": "chu', b'nked"}']), headers=TOKEN, timeout=10
    )

    assert (answer.status_code, answer.json()["text"]) == (201, "chunked")


def test_a_connection_is_kept_for_the_next_request(url: str) -> None:
    request = (
        b"GET /toy/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer mock_default_toy-token\r\n"
    )

    answers = exchanged(url, request + b"\r\n" + request + b"Connection: close\r\n\r\n")

    assert answers.count(b"HTTP/1.1 200 OK") == 2


def test_a_head_request_gets_headers_only(url: str) -> None:
    answer = requests.head(f"{url}/toy/notes", headers=TOKEN, timeout=10)

    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer.headers["Content-Length"]) > 2


def test_a_large_refused_upload_does_not_end_the_connection(url: str) -> None:
    with requests.Session() as session:
        refused = session.put(f"{url}/toy/files/a", data=b"x" * 5_000_000, timeout=10)
        after = session.put(f"{url}/toy/files/a", data=b"x", timeout=10)

    assert [refused.status_code, after.status_code] == [413, 201]


def test_an_absurdly_large_upload_is_cut_off(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_REQUEST_BYTES", 10_000)

    answer = requests.put(f"{url}/toy/files/a", data=b"x" * 20_000, timeout=10)

    assert answer.status_code == 413


def test_a_client_that_goes_away_halfway_bothers_nobody(url: str) -> None:
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(b"POST /toy/notes HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")

    assert requests.get(f"{url}/_mock/health", timeout=10).status_code == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /toy/notes HTTP/1.1\r\nHost: a b c\r\nContent-Length: minus\r\n\r\n",
        b"GET /toy/\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /toy/%ff%fe%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /toy/notes?%ff=%00&\xff HTTP/1.1\r\nHost: \xff\xff\r\nConnection: close\r\n\r\n",
        b"GET /toy/notes HTTP/1.1\r\nAuthorization: Basic \xff\r\nConnection: close\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"BREW /toy/notes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ],
)
def test_garbage_is_answered_with_a_4xx_and_hurts_nobody(url: str, raw: bytes) -> None:
    answer = exchanged(url, raw)

    assert answer[:10] in (b"HTTP/1.1 4", b"")
    assert requests.get(f"{url}/_mock/health", timeout=10).status_code == 200


def test_many_writers_at_once_lose_nothing(url: str) -> None:
    def write(number: int) -> None:
        with requests.Session() as session:
            for line in range(10):
                text = f"{number}-{line}"
                session.post(f"{url}/toy/notes", json={"text": text}, headers=TOKEN, timeout=30)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    listed = requests.get(f"{url}/toy/notes?limit=1000", headers=TOKEN, timeout=10).json()
    written = {note["text"] for note in listed}
    assert {f"{number}-{line}" for number in range(8) for line in range(10)} <= written


def test_a_forwarded_address_makes_the_links(url: str) -> None:
    headers = {**TOKEN, "X-Forwarded-Proto": "https", "X-Forwarded-Host": "mock.example.test"}
    created = requests.post(
        f"{url}/toy/notes", json={"text": "a"}, headers=headers, timeout=10
    ).json()

    note = requests.get(f"{url}/toy/notes/{created['id']}", headers=headers, timeout=10).json()

    assert note["href"] == f"https://mock.example.test/toy/notes/{created['id']}"


@pytest.mark.parametrize("host", ["evil/../x", "a b", "[::1", "a:99999999"])
def test_a_forged_host_never_gets_into_a_link(url: str, host: str) -> None:
    created = requests.post(
        f"{url}/toy/notes", json={"text": "a"}, headers=TOKEN, timeout=10
    ).json()

    headers = {**TOKEN, "X-Forwarded-Host": host}
    note = requests.get(f"{url}/toy/notes/{created['id']}", headers=headers, timeout=10).json()

    assert note["href"] == f"{url}/toy/notes/{created['id']}"
