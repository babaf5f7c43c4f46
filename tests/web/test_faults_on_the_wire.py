"""What clients see of network faults on a real socket: requests, httpx and curl."""

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import requests

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web.server import Server
from tests.web import toy

TOKEN = {"Authorization": "Bearer mock_default_toy-token"}


@pytest.fixture(scope="module")
def server_url() -> Iterator[str]:
    app = create_app(ServerSettings(), providers=(toy.PROVIDER,))
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.url
    stop()
    app.close()


@pytest.fixture
def url(server_url: str) -> Iterator[str]:
    yield server_url
    requests.delete(f"{server_url}/_mock/sandboxes/default/faults", timeout=10)


def fault(url: str, **wanted: Any) -> None:
    requests.post(
        f"{url}/_mock/sandboxes/default/faults", json={"provider": "toy", **wanted}, timeout=10
    ).raise_for_status()


def curl(url: str) -> int:
    command = [shutil.which("curl") or "curl", "-s", "-o", "/dev/null", "--max-time", "10"]
    header = f"Authorization: {TOKEN['Authorization']}"
    return subprocess.run([*command, "-H", header, f"{url}/toy/notes"], check=False).returncode


def test_requests_sees_a_reset_connection(url: str) -> None:
    fault(url, kind="reset")

    with pytest.raises(requests.ConnectionError, match="reset by peer"):
        requests.get(f"{url}/toy/notes", headers=TOKEN, timeout=10)


def test_httpx_sees_a_reset_connection(url: str) -> None:
    fault(url, kind="reset")

    with pytest.raises(httpx.ReadError):
        httpx.get(f"{url}/toy/notes", headers=TOKEN)


def test_curl_sees_a_reset_connection(url: str) -> None:
    fault(url, kind="reset")

    assert curl(url) == 56  # CURLE_RECV_ERROR


def test_requests_sees_half_a_body(url: str) -> None:
    fault(url, kind="cut")

    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        requests.get(f"{url}/toy/notes", headers=TOKEN, timeout=10)


def test_httpx_sees_half_a_body(url: str) -> None:
    fault(url, kind="cut")

    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{url}/toy/notes", headers=TOKEN)


def test_curl_sees_half_a_body(url: str) -> None:
    fault(url, kind="cut")

    assert curl(url) == 18  # CURLE_PARTIAL_FILE


@pytest.mark.parametrize("client", [requests, httpx])
def test_a_garbled_body_is_no_json(url: str, client: Any) -> None:
    fault(url, kind="garble")

    answer = client.get(f"{url}/toy/notes", headers=TOKEN)

    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r".+"):
        answer.json()


@pytest.mark.parametrize("client", [requests, httpx])
def test_a_client_with_little_patience_gives_up_on_latency(url: str, client: Any) -> None:
    fault(url, kind="latency", value=2000)

    with pytest.raises((requests.ReadTimeout, httpx.ReadTimeout)):
        client.get(f"{url}/toy/notes", headers=TOKEN, timeout=0.1)


@pytest.mark.parametrize("client", [requests, httpx])
def test_a_slow_body_arrives_whole_in_the_end(url: str, client: Any) -> None:
    fault(url, kind="slow-body", value=200)

    started = time.monotonic()
    answer = client.get(f"{url}/toy/notes", headers=TOKEN)

    assert answer.json()[0]["text"] == "welcome"
    assert time.monotonic() - started > 0.1


def test_curl_sees_a_status(url: str) -> None:
    fault(url, kind="status", value=503)

    assert curl(url) == 0
    assert requests.get(f"{url}/toy/notes", headers=TOKEN, timeout=10).status_code == 503


def test_the_connection_after_a_fault_works(url: str) -> None:
    fault(url, kind="reset", count=1)
    with requests.Session() as session:
        with pytest.raises(requests.ConnectionError):
            session.get(f"{url}/toy/notes", headers=TOKEN, timeout=10)

        assert session.get(f"{url}/toy/notes", headers=TOKEN, timeout=10).status_code == 200


def test_whoever_waits_holds_nobody_else_up(url: str) -> None:
    fault(url, kind="latency", value=1500, path="/notes/slow")
    ready = threading.Barrier(21)

    def wait_long() -> int:
        ready.wait()
        return requests.get(f"{url}/toy/notes/slow", headers=TOKEN, timeout=20).status_code

    with ThreadPoolExecutor(20) as pool:
        held = [pool.submit(wait_long) for _ in range(20)]
        ready.wait()
        answered = [
            requests.get(f"{url}/toy/notes", headers=TOKEN, timeout=1).status_code
            for _ in range(20)
        ]
        still_held = sum(not future.done() for future in held)

    assert answered == [200] * 20
    assert still_held == 20
    assert [future.result() for future in held] == [404] * 20
