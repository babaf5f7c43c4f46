"""Files from hosts outside: never by default, and within limits when they are allowed."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from mockserver.providers.cegid_loop import addresses, download
from mockserver.providers.cegid_loop.download import FetchError, Limits
from mockserver.testing import MockSandbox
from tests.providers.cegid_loop import loop

LIMITS = Limits(1000, 2.0)
Answer = Callable[[BaseHTTPRequestHandler], None]


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    with contextlib.suppress(OSError):
        handler.wfile.write(body)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A body without an announced length that never ends."""
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(10_000):
            handler.wfile.write(b"x" * 100)


def trickle(handler: BaseHTTPRequestHandler) -> None:
    """A header line that takes for ever, a byte at a time."""
    with contextlib.suppress(OSError):
        for _ in range(100):
            handler.wfile.write(b"H")
            handler.wfile.flush()
            time.sleep(0.05)


PAGES: dict[str, Answer] = {
    "/sales.csv": lambda handler: send(handler, loop.SALES.encode()),
    "/large": lambda handler: send(handler, b"x" * 1001),
    "/just-right": lambda handler: send(handler, b"x" * 1000),
    "/endless": endless,
    "/trickle": trickle,
    "/gone": lambda handler: send(handler, b"", 404),
    "/cut": lambda handler: send(handler, b"x", **{"Content-Length": "500"}),
    "/moved": lambda handler: send(handler, b"", 302, Location="/sales.csv"),
    "/loop": lambda handler: send(handler, b"", 302, Location="/loop"),
    "/away": lambda handler: send(handler, b"", 302, Location="http://127.0.0.1:1/secret"),
    "/file": lambda handler: send(handler, b"", 302, Location="file:///etc/passwd"),
    "/metadata": lambda handler: send(handler, b"", 307, Location="http://169.254.169.254/"),
}


class Outside(BaseHTTPRequestHandler):
    """A host outside."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        PAGES[urlsplit(self.path).path](self)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def outside() -> Iterator[Any]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Outside) as server:
        server.asked = []  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def url(outside: Any) -> str:
    outside.asked.clear()
    return f"http://127.0.0.1:{outside.server_port}"


def fetched(url: str, allowed: str, limits: Limits = LIMITS) -> bytes:
    return download.fetch(url, addresses.parse(allowed), limits)


def test_nobody_is_called_by_default(mock_sandbox: MockSandbox, outside: Any, url: str) -> None:
    loop.accepted(mock_sandbox, URL=f"{url}/sales.csv")
    mock_sandbox.clock.run_until_idle()

    assert loop.concluded(mock_sandbox)["status"] == 4
    assert outside.asked == []


def test_a_file_of_an_allowed_host_is_imported(
    mock_sandbox: MockSandbox, outside: Any, url: str
) -> None:
    mock_sandbox.settings["cegid_loop.external_hosts"] = url

    loop.accepted(mock_sandbox, URL=f"{url}/moved?sig=a%2Fb")
    mock_sandbox.clock.run_until_idle()

    assert loop.concluded(mock_sandbox)["entries"] == 3
    assert outside.asked == ["/moved?sig=a%2Fb", "/sales.csv"]


def test_another_host_is_taken_on_trust_as_before(mock_sandbox: MockSandbox, url: str) -> None:
    mock_sandbox.settings["cegid_loop.external_hosts"] = url
    loop.accepted(mock_sandbox, URL=loop.OUTSIDE)
    mock_sandbox.clock.run_until_idle()

    assert loop.concluded(mock_sandbox)["entries"] == 0


def test_a_file_that_cannot_be_fetched_ends_with_status_4(
    mock_sandbox: MockSandbox, url: str
) -> None:
    mock_sandbox.settings["cegid_loop.external_hosts"] = url
    loop.accepted(mock_sandbox, URL=f"{url}/gone")
    mock_sandbox.clock.run_until_idle()

    assert loop.concluded(mock_sandbox)["reason"] == (
        "the file could not be fetched: the answer was 404"
    )


def test_the_settings_of_the_sandbox_are_the_limits(mock_sandbox: MockSandbox, url: str) -> None:
    mock_sandbox.settings["cegid_loop.external_hosts"] = url
    mock_sandbox.settings["cegid_loop.external_max_bytes"] = 10
    loop.accepted(mock_sandbox, URL=f"{url}/sales.csv")
    mock_sandbox.clock.run_until_idle()

    assert loop.concluded(mock_sandbox)["reason"] == (
        "the file could not be fetched: it is larger than 10 bytes"
    )


def test_a_file_of_the_largest_size_is_fetched(url: str) -> None:
    assert fetched(f"{url}/just-right", url) == b"x" * 1000


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/large", "it is larger than 1000 bytes"),
        ("/endless", "it is larger than 1000 bytes"),
        ("/gone", "the answer was 404"),
        ("/cut", "closed before the end"),
        ("/loop", "more than 3 redirects"),
        ("/away", "http://127.0.0.1:1 is not in cegid_loop.external_hosts"),
        ("/file", "file:// is not in cegid_loop.external_hosts"),
        ("/metadata", "http://169.254.169.254 is not in cegid_loop.external_hosts"),
    ],
)
def test_a_limit_ends_the_fetching(url: str, path: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        fetched(url + path, url)


def test_a_slow_answer_is_not_waited_for(url: str) -> None:
    started = time.monotonic()

    with pytest.raises(FetchError, match=r"more than 0\.3 s"):
        fetched(f"{url}/trickle", url, Limits(1000, 0.3))

    assert time.monotonic() - started < 1.5


def test_a_closed_port_is_an_error(url: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        place = f"http://127.0.0.1:{unused.getsockname()[1]}"

        with pytest.raises(FetchError, match="ConnectionRefusedError"):
            fetched(place, place)


def test_tls_is_checked(url: str, outside: Any) -> None:
    place = url.replace("http", "https")

    with pytest.raises(FetchError, match="SSLError"):
        fetched(place, place)


@pytest.mark.parametrize("hosts", ["http://localhost:{port}", "http://*.localhost:{port}"])
def test_a_name_at_a_private_address_is_refused(outside: Any, hosts: str) -> None:
    place = hosts.format(port=outside.server_port).replace("*", "files")

    with pytest.raises(FetchError, match=r"not public|cannot be resolved"):
        fetched(f"{place}/sales.csv", hosts.format(port=outside.server_port))


def test_a_name_at_a_private_address_of_a_listed_network_is_called(outside: Any) -> None:
    place = f"http://localhost:{outside.server_port}"

    assert fetched(f"{place}/just-right", f"{place}, 127.0.0.0/8, ::1/128") == b"x" * 1000


def test_the_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch, outside: Any
) -> None:
    answers = iter(["127.0.0.1", "169.254.169.254"])
    resolved = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        resolved.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(download.socket, "getaddrinfo", resolve)
    place = f"http://fickle.example:{outside.server_port}"

    # create_connection would ask the resolver about the address, too
    monkeypatch.setattr(download.socket, "create_connection", connect_literally)
    assert fetched(f"{place}/just-right", f"{place}, 127.0.0.1") == b"x" * 1000
    assert resolved == ["fickle.example"]


def connect_literally(address: tuple[str, int], timeout: float) -> socket.socket:
    connection = socket.socket()
    connection.settimeout(timeout)
    connection.connect(address)
    return connection


@pytest.mark.parametrize(
    ("listed", "url"),
    [
        ("files.example.com", "https://files.example.com/a"),
        ("files.example.com", "https://FILES.example.com:443/a"),
        ("files.example.com:8443", "https://files.example.com:8443/a"),
        ("*.example.com", "https://a.example.com/"),
        ("http://files.example.com", "http://files.example.com/a"),
        ("a.example b.example,c.example", "https://c.example/"),
    ],
)
def test_a_listed_host_may_be_called(listed: str, url: str) -> None:
    assert addresses.is_listed(addresses.parse(listed), urlsplit(url))


@pytest.mark.parametrize(
    ("listed", "url"),
    [
        ("", "https://files.example.com/"),
        ("files.example.com", "http://files.example.com/"),
        ("files.example.com", "https://files.example.com:8443/"),
        ("files.example.com", "https://files.example.com.evil.example/"),
        ("files.example.com", "https://user:secret@files.example.com/"),
        ("files.example.com", "https://files.example.com:99999/"),
        ("*.example.com", "https://example.com/"),
        ("*.example.com", "https://a.b.example.com/"),
        ("*", "https://files.example.com/"),
        ("ftp://files.example.com", "ftp://files.example.com/"),
        ("https://[", "https://files.example.com/"),
        ("10.0.0.0/8", "https://10.0.0.1/"),
    ],
)
def test_another_host_may_not_be_called(listed: str, url: str) -> None:
    assert not addresses.is_listed(addresses.parse(listed), urlsplit(url))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not addresses.is_permitted(addresses.parse("files.example.com"), address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14"])
def test_a_public_address_is_permitted(address: str) -> None:
    assert addresses.is_permitted(addresses.parse(""), address)


@pytest.mark.parametrize(
    ("listed", "address"),
    [
        ("10.0.0.0/8", "10.1.2.3"),
        ("http://127.0.0.1:8080", "127.0.0.1"),
        ("fd00::/8", "fd00::1"),
        ("192.168.1.1", "::ffff:192.168.1.1"),
    ],
)
def test_a_listed_address_is_permitted(listed: str, address: str) -> None:
    assert addresses.is_permitted(addresses.parse(listed), address)
