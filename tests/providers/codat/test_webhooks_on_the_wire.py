"""Signed messages reach a real receiver, are tried again, and stop after five days."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import requests
from svix.webhooks import Webhook, WebhookVerificationError

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web.server import Server
from tests.providers.codat.test_webhooks import EVERYTHING, LEGACY


class Receiver:
    """A client's own server, which answers with `status` and keeps what it got."""

    def __init__(self) -> None:
        self.got: list[tuple[bytes, dict[str, str]]] = []
        self.status = 204
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((body, dict(self.headers.items())))
                self.send_response(receiver.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class World:
    """A frozen sandbox of a live server."""

    def __init__(self, url: str) -> None:
        wanted = {"clock": {"rate": 0, "now": "2026-01-01T12:00:00Z"}}
        born = requests.post(f"{url}/_mock/sandboxes", json=wanted, timeout=10).json()
        self.control_url = f"{url}/_mock/sandboxes/{born['name']}"
        self.access = born["providers"]["codat"]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        answer = requests.request(
            method,
            self.access["base_url"] + path,
            json=body,
            headers=self.access["headers"],
            timeout=10,
        )
        return answer.json() if answer.content else None

    def control(self, method: str, path: str, body: Any = None) -> Any:
        return requests.request(method, self.control_url + path, json=body, timeout=30).json()

    def listen(self, receiver: Receiver, events: list[str]) -> str:
        """The secret of a new consumer."""
        self.ask("POST", "/webhooks", {"url": receiver.url, "eventTypes": events})
        told = self.control("GET", "/providers/codat/webhooks")
        return str(told["consumers"][0]["secret"])


@pytest.fixture(scope="module")
def live() -> Iterator[str]:
    app = create_app(ServerSettings())
    running = Server(app.front(), "127.0.0.1", 0)
    stop = running.run_in_thread()
    yield running.url
    stop()
    app.close()


@pytest.fixture
def world(live: str) -> Iterator[World]:
    made = World(live)
    yield made
    requests.delete(made.control_url, timeout=10)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    opened = Receiver()
    yield opened
    opened.close()


def live_through_everything(world: World) -> None:
    company = world.ask("POST", "/companies", {"name": "Platypus Properties"})["id"]
    world.ask("PUT", f"/companies/{company}/products/lending")
    world.ask("DELETE", f"/companies/{company}/products/lending")
    walk = "/providers/codat/link"
    world.control("POST", walk, {"company_id": company, "outcome": "cancel"})
    linked = world.control("POST", walk, {"company_id": company})
    one = {"company_id": company, "connection_id": linked["connection"]["id"]}
    world.control("POST", "/clock", {"advance": "until-idle"})
    push = "/providers/codat/pushes"
    world.control("POST", push, {**one, "data_type": "bills"})
    world.control("POST", push, {**one, "data_type": "bills", "status": "TimedOut"})
    world.control("PATCH", "/settings", {"codat.sync_outcome": "FetchError"})
    world.ask("POST", f"/companies/{company}/data/queue/bills")
    world.control("POST", "/clock", {"advance": "until-idle"})
    world.control("POST", "/providers/codat/deauthorise", one)
    world.control("POST", walk, {**one})
    world.ask("DELETE", f"/companies/{company}/connections/{one['connection_id']}")
    world.ask("DELETE", f"/companies/{company}")
    # the quota, with the three companies of the demo world that are linked
    used = 12
    world.control("PATCH", "/settings", {"codat.requests_per_company": used})
    for _ in range(3 * used):
        world.ask("GET", "/profile")
    world.control("POST", "/clock", {"advance": "1d"})


def test_every_event_is_verified_by_the_vendors_own_library(
    world: World, receiver: Receiver
) -> None:
    secret = world.listen(receiver, EVERYTHING + LEGACY)

    live_through_everything(world)

    for body, headers in receiver.got:
        Webhook(secret).verify(body, headers)
    bodies = [json.loads(body) for body, _ in receiver.got]
    seen = {body.get("eventType") or body["RuleType"] for body in bodies}
    assert set(EVERYTHING) - seen == set()
    assert len(seen) == len(EVERYTHING) + len(LEGACY)
    assert {headers["Content-Type"] for _, headers in receiver.got} == {"application/json"}


def test_another_secret_does_not_verify(world: World, receiver: Receiver) -> None:
    world.listen(receiver, ["company.created"])
    world.ask("POST", "/companies", {"name": "Platypus Properties"})
    world.control("POST", "/clock", {"advance": "1s"})
    body, headers = receiver.got[0]

    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").verify(body, headers)


def test_a_failed_message_is_tried_eight_times_with_growing_waits(
    world: World, receiver: Receiver
) -> None:
    world.listen(receiver, ["company.created"])
    receiver.status = 500

    world.ask("POST", "/companies", {"name": "Platypus Properties"})
    world.control("POST", "/clock", {"advance": "2d"})

    kept = world.control("GET", "/webhooks/deliveries")[0]
    assert [attempt["at"] for attempt in kept["attempts"]] == [
        "2026-01-01T12:00:00Z",
        "2026-01-01T12:00:05Z",
        "2026-01-01T12:05:05Z",
        "2026-01-01T12:35:05Z",
        "2026-01-01T14:35:05Z",
        "2026-01-01T19:35:05Z",
        "2026-01-02T05:35:05Z",
        "2026-01-02T15:35:05Z",
    ]
    assert kept["state"] == "failed"
    assert len({headers["Webhook-Id"] for _, headers in titled(receiver)}) == 1


def titled(receiver: Receiver) -> list[tuple[Any, dict[str, str]]]:
    return [
        (json.loads(body), {name.title(): value for name, value in headers.items()})
        for body, headers in receiver.got
    ]


def test_a_consumer_that_fails_for_five_days_is_disabled(world: World, receiver: Receiver) -> None:
    world.listen(receiver, ["company.created"])
    receiver.status = 500
    world.ask("POST", "/companies", {"name": "First"})
    world.control("POST", "/clock", {"advance": "4d"})
    world.ask("POST", "/companies", {"name": "Second"})
    before = world.ask("GET", "/webhooks")["results"][0]["disabled"]
    world.control("POST", "/clock", {"advance": "2d"})
    tried = len(receiver.got)

    world.ask("POST", "/companies", {"name": "Third"})
    world.control("POST", "/clock", {"advance": "1h"})

    assert before is False
    assert world.ask("GET", "/webhooks")["results"][0]["disabled"] is True
    assert len(receiver.got) == tried == 16


def test_a_deleted_consumer_is_not_tried_again(world: World, receiver: Receiver) -> None:
    world.listen(receiver, ["company.created"])
    receiver.status = 500
    world.ask("POST", "/companies", {"name": "First"})
    world.control("POST", "/clock", {"advance": "1s"})

    consumer = world.ask("GET", "/webhooks")["results"][0]["id"]
    world.ask("DELETE", f"/webhooks/{consumer}")
    world.control("POST", "/clock", {"advance": "1d"})

    assert len(receiver.got) == 1


def test_one_success_keeps_a_consumer_enabled(world: World, receiver: Receiver) -> None:
    world.listen(receiver, ["company.created"])
    receiver.status = 500
    world.ask("POST", "/companies", {"name": "First"})
    world.control("POST", "/clock", {"advance": "4d"})
    receiver.status = 204
    world.ask("POST", "/companies", {"name": "Second"})
    world.control("POST", "/clock", {"advance": "1s"})
    receiver.status = 500
    world.ask("POST", "/companies", {"name": "Third"})
    world.control("POST", "/clock", {"advance": "4d"})

    assert world.ask("GET", "/webhooks")["results"][0]["disabled"] is False
