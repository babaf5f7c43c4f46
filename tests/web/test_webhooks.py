"""Webhooks over real sockets: inside a jump, with call-backs; and the control API around them."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import requests

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.testing import MockSandbox
from mockserver.testing.sandbox import URL
from mockserver.web.server import Server
from tests.web import toy

NOON_MS = 1_767_268_800_000


class Listener:
    """A receiver that calls back, and remembers what it was told and what it saw then."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.saw: list[Any] = []
        self.statuses: list[int] = []
        self.call_back = lambda: None
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                listener.told.append(json.loads(self.rfile.read(length)))
                listener.saw.append(listener.call_back())
                status = listener.statuses.pop(0) if listener.statuses else 204
                self.send_response(status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?a=1"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    opened = Listener()
    yield opened
    opened.close()


class World:
    """A frozen sandbox of a real server that tells the listener."""

    def __init__(self, url: str, listener: Listener) -> None:
        wanted = {
            "clock": {"rate": 0, "now": "2026-01-01T12:00:00Z"},
            "settings": {"toy.hook_url": listener.url},
        }
        document = requests.post(f"{url}/_mock/sandboxes", json=wanted, timeout=10).json()
        self.control = f"{url}/_mock/sandboxes/{document['name']}"
        self.api = document["providers"]["toy"]

    def write(self, text: str) -> str:
        answer = requests.post(
            f"{self.api['base_url']}/notes",
            json={"text": text},
            headers=self.api["headers"],
            timeout=10,
        )
        return str(answer.json()["id"])

    def read(self) -> list[str]:
        """Ids of the notes that are read by now."""
        notes = requests.get(
            f"{self.api['base_url']}/notes", headers=self.api["headers"], timeout=10
        ).json()
        ids = [note["id"] for note in notes]
        ones = [
            requests.get(
                f"{self.api['base_url']}/notes/{id_}", headers=self.api["headers"], timeout=10
            ).json()
            for id_ in ids
        ]
        return [one["text"] for one in ones if one["read_at"] is not None]

    def steer(self, method: str, path: str, body: Any = None) -> Any:
        return requests.request(method, f"{self.control}{path}", json=body, timeout=30).json()


@pytest.fixture(scope="module")
def server_url() -> Iterator[str]:
    app = create_app(ServerSettings(), providers=(toy.PROVIDER,))
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.url
    stop()
    app.close()


def test_webhooks_arrive_inside_a_jump_and_see_the_world_of_their_moment(
    server_url: str, listener: Listener
) -> None:
    world = World(server_url, listener)
    world.write("first")
    world.steer("POST", "/clock", {"advance": "500ms"})
    world.write("second")
    listener.call_back = world.read

    moved = world.steer("POST", "/clock", {"advance": "10m"})

    assert [one["at"] - NOON_MS for one in listener.told] == [1000, 1500]
    assert listener.saw == [["first"], ["first", "second"]]
    assert moved["now"] == "2026-01-01T12:10:00.500Z"
    assert moved["finished"]
    assert [event["kind"] for event in moved["ran"]] == [
        "toy.read",
        "webhooks.attempt",
        "toy.read",
        "webhooks.attempt",
    ]


def test_retries_that_fall_inside_a_jump_happen_inside_the_jump(
    server_url: str, listener: Listener
) -> None:
    world = World(server_url, listener)
    world.write("a")
    listener.statuses = [500, 302]

    world.steer("POST", "/clock", {"advance": "until-idle"})
    (delivery,) = world.steer("GET", "/webhooks/deliveries")

    assert [attempt["status"] for attempt in delivery["attempts"]] == [500, 302, 204]
    assert [attempt["at"] for attempt in delivery["attempts"]] == [
        "2026-01-01T12:00:01Z",
        "2026-01-01T12:00:02Z",
        "2026-01-01T12:01:02Z",
    ]
    assert delivery["state"] == "delivered"


def test_a_live_world_tells_though_nobody_asks(server_url: str, listener: Listener) -> None:
    world = World(server_url, listener)
    world.write("a")
    arrived: list[Any] = []
    listener.call_back = lambda: arrived.append(1)

    world.steer("POST", "/clock", {"rate": 1000})
    deadline = requests.get(f"{server_url}/_mock/health", timeout=10)
    while not arrived and deadline.elapsed.total_seconds() < 10:
        deadline = requests.get(f"{server_url}/_mock/health", timeout=10)

    assert [one["at"] - NOON_MS for one in listener.told] == [1000]


def test_a_message_can_be_sent_again_and_triggered(server_url: str, listener: Listener) -> None:
    world = World(server_url, listener)
    note = world.write("a")
    world.steer("POST", "/clock", {"advance": "1s"})

    world.steer("POST", "/webhooks/deliveries/1/resend")
    world.steer("POST", "/clock", {"advance": "1s"})
    told = world.steer(
        "POST",
        "/webhooks/trigger",
        {"provider": "toy", "event": "note.read", "for": note, "set": {"mood": "glad"}},
    )
    world.steer("POST", "/clock", {"advance": "1s"})

    assert told == {"deliveries": [2]}
    assert len(listener.told) == 3
    assert listener.told[2] == {"id": note, "at": NOON_MS + 2000, "mood": "glad"}


def test_in_process_webhooks_arrive_too(toy_sandbox: MockSandbox, listener: Listener) -> None:
    toy_sandbox.settings["toy.hook_url"] = listener.url
    toy_sandbox.toy.request("POST", "/notes", json={"text": "a"})

    toy_sandbox.clock.run_until_idle()

    assert len(listener.told) == 1


def test_a_target_elsewhere_is_refused_and_the_attempt_says_why(toy_sandbox: MockSandbox) -> None:
    toy_sandbox.settings["toy.hook_url"] = "http://10.1.2.3/hook"
    toy_sandbox.toy.request("POST", "/notes", json={"text": "a"})
    toy_sandbox.clock.run_until_idle()

    path = f"/sandboxes/{toy_sandbox.name}/webhooks/deliveries"
    found = toy_sandbox.server.steer("GET", path, state="failed")

    assert "10.1.2.3, which is not loopback" in found[0]["attempts"][0]["error"]
    assert len(found[0]["attempts"]) == 3


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "deliveries?state=lost", None, 400),
        ("GET", "deliveries/99", None, 404),
        ("POST", "deliveries/99/resend", None, 404),
        ("POST", "trigger", {}, 422),
        ("POST", "trigger", {"provider": "nobody", "event": "x"}, 404),
        ("POST", "trigger", {"provider": "toy", "event": "x"}, 422),
        ("POST", "trigger", {"provider": "toy", "event": "note.read", "for": "x"}, 404),
    ],
)
def test_what_cannot_be_told_is_refused(
    toy_sandbox: MockSandbox, method: str, path: str, body: Any, status: int
) -> None:
    url = f"{URL}/_mock/sandboxes/{toy_sandbox.name}/webhooks/{path}"

    answer = toy_sandbox.server.control.request(method, url, json=body)

    assert answer.status_code == status
    assert answer.json()["error"]["message"]
