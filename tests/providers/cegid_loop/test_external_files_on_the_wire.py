"""While a file is fetched from outside, a real server serves everybody else."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
import requests

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web.server import Server
from tests.providers.cegid_loop import loop

PATIENCE_S = 10


class Outside(BaseHTTPRequestHandler):
    """A host that is asked for a file, and sends it when somebody says so."""

    def do_GET(self) -> None:
        self.server.asked.set()  # type: ignore[attr-defined]
        self.server.gate.wait(PATIENCE_S)  # type: ignore[attr-defined]
        content = loop.SALES.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def outside() -> Iterator[Any]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Outside) as server:
        server.asked, server.gate = Event(), Event()  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.gate.set()  # type: ignore[attr-defined]
        server.shutdown()


class World:
    """A sandbox of a real server with a frozen clock, in which `host` may be called."""

    def __init__(self, url: str, host: str) -> None:
        settings = {"cegid_loop.external_hosts": host, "cegid_loop.external_timeout_ms": 9_000}
        wish = {"clock": {"rate": 0}, "settings": settings}
        made = requests.post(f"{url}/_mock/sandboxes", json=wish, timeout=PATIENCE_S).json()
        self._control = f"{url}/_mock/sandboxes/{made['name']}"
        self._access = made["providers"]["cegid_loop"]
        self.headers = self._access["headers"]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        return requests.request(
            method,
            f"{self._access['base_url']}/loop-api-publiques/{path}",
            json=body,
            headers=self.headers,
            timeout=PATIENCE_S,
        ).json()

    def steer(self, path: str, body: Any = None) -> Any:
        return requests.post(f"{self._control}{path}", json=body, timeout=PATIENCE_S).json()

    def happened(self) -> list[dict[str, Any]]:
        """The past events, oldest first."""
        events: list[dict[str, Any]] = requests.get(
            f"{self._control}/events", params={"state": "done"}, timeout=PATIENCE_S
        ).json()
        return events[::-1]

    def import_sales(self, outside: Any) -> str:
        """Ask for an import of a file outside; the call that shows its status."""
        address = f"http://127.0.0.1:{outside.server_port}/sales.csv"
        body = {"codeIbs": "CEGID003", "URL": address, "MODELE": "SALES"}
        id_ = self.ask("POST", "importPerso", body)["accountingImportRequestId"]
        return f"getImportStatus?accountingImportRequestId={id_}"


@pytest.fixture
def world(outside: Any) -> Iterator[World]:
    app = create_app(ServerSettings())
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield World(server.url, f"http://127.0.0.1:{outside.server_port}")
    stop()
    app.close()


def test_nobody_waits_while_a_file_is_fetched(world: World, outside: Any) -> None:
    status = world.import_sales(outside)
    jumped: list[Any] = []
    jump = Thread(target=lambda: jumped.append(world.steer("/clock", {"advance": "1h"})))

    jump.start()
    assert outside.asked.wait(PATIENCE_S)
    assert world.ask("GET", status) == {"status": 2}
    assert world.ask("GET", "journal?codeDossier=CEGID003")[0]["code"]
    assert jumped == []

    outside.gate.set()
    jump.join(PATIENCE_S)
    assert jumped[0]["finished"]
    happened = world.happened()
    assert [event["kind"] for event in happened] == [
        "cegid_loop.start",
        "cegid_loop.read",
        "cegid_loop.read",
        "cegid_loop.conclude",
    ]
    assert len({event["ran_at"] for event in happened[1:]}) == 1
    assert world.ask("GET", status) == {"status": 3}


def test_a_snapshot_of_a_waiting_import_goes_on_after_it_is_restored(
    world: World, outside: Any
) -> None:
    status = world.import_sales(outside)
    jump = Thread(target=lambda: world.steer("/clock", {"advance": "1h"}))
    jump.start()
    assert outside.asked.wait(PATIENCE_S)

    world.steer("/snapshots", {"label": "waiting"})
    outside.gate.set()
    jump.join(PATIENCE_S)
    world.steer("/snapshots/waiting/restore")
    world.steer("/clock", {"advance": "until-idle"})

    assert world.ask("GET", status) == {"status": 3}
