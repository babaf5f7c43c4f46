"""Batches that come at the same time, over real sockets, and batches that are large."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import requests

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web.server import Server
from tests.providers.feedback_house.conftest import AREAS, ROOT, USERS, House

THREADS = 8
KEY = {"Authorization": "mock_default_feedback-house-api-key"}


@pytest.fixture
def url() -> Iterator[str]:
    """A server on a socket, its default world before anybody came."""
    app = create_app(ServerSettings())
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield f"{server.url}/feedback-house"
    stop()
    app.close()


def counts(message: str) -> list[int]:
    """Created, updated, errors."""
    return [int(word) for word in message.split() if word.isdigit()]


@pytest.mark.parametrize(
    ("path", "many", "items"),
    [
        (ROOT, "businessDivisions", [{"name": f"D{n}"} for n in range(100)]),
        (
            ROOT,
            "businessDivisions",
            [{"name": f"D{n}", "correlationId": f"k{n}"} for n in range(100)],
        ),
        (AREAS, "areas", [{"name": "A", "correlationID": f"k{n}"} for n in range(100)]),
        (USERS, "users", [{"name": "U", "emails": [f"{n}@x", f"{n}@y"]} for n in range(100)]),
        (USERS, "users", [{"name": "U", "taxId": f"{n}"} for n in range(100)]),
        (USERS, "users", [{"name": "U", "employeeId": f"{n}"} for n in range(100)]),
    ],
    ids=["names", "division keys", "area keys", "emails", "tax ids", "employee ids"],
)
def test_the_same_keys_sent_at_the_same_time_create_once(
    url: str, path: str, many: str, items: list[dict[str, Any]]
) -> None:
    together = Barrier(THREADS)

    def send(number: int) -> list[int]:
        turned = items[number * 12 :] + items[: number * 12]  # each thread begins elsewhere
        together.wait()
        responses = [
            requests.post(
                f"{url}{path}/update-or-create",
                json={many: turned[start : start + 10]},
                headers=KEY,
                timeout=30,
            )
            for start in range(0, 100, 10)
        ]
        told = [counts(response.json()["message"]) for response in responses]
        return [sum(column) for column in zip(*told, strict=True)]

    with ThreadPoolExecutor(THREADS) as threads:
        totals = list(threads.map(send, range(THREADS)))

    created, updated, errors = (sum(column) for column in zip(*totals, strict=True))
    assert (created, updated, errors) == (100, 100 * (THREADS - 1), 0)


def test_a_large_batch_of_tiny_items_takes_little_for_each(house: House) -> None:
    items = [{"name": f"D{n}"} for n in range(20_000)]

    created = house.upsert(*items)
    updated = house.upsert(*items)

    assert created["message"] == "Created 20000 | Updated 0 | Errors 0"
    assert updated["message"] == "Created 0 | Updated 20000 | Errors 0"
    longest = max(call["duration_us"] for call in house.sandbox.journal.calls())
    assert longest < 20_000 * 500  # quadratic work would take many times as long
