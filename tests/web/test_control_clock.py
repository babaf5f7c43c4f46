"""The control API: moving the clock, and what happens on the way."""

from typing import Any

import pytest

from mockserver.testing import MockSandbox
from tests.web.steering import refused


def test_the_clock_shows_when_something_happens_next(toy_sandbox: MockSandbox) -> None:
    toy_sandbox.toy.request("POST", "/notes", json={"text": "a"})

    state = toy_sandbox.server.steer("GET", f"/sandboxes/{toy_sandbox.name}/clock")

    assert state == {
        "now": "2026-01-01T12:00:00Z",
        "rate": 0,
        "next_event": "2026-01-01T12:00:01Z",
    }


def test_a_move_may_pause_after_so_many_events(toy_sandbox: MockSandbox) -> None:
    for text in ("a", "b", "c"):
        toy_sandbox.toy.request("POST", "/notes", json={"text": text})
    path = f"/sandboxes/{toy_sandbox.name}/clock"

    moved = toy_sandbox.server.steer("POST", path, {"advance": "5m", "limit": 2})
    rest = toy_sandbox.server.steer("POST", path, {"to": moved["target"], "limit": 2})

    assert [len(moved["ran"]), moved["finished"], moved["now"]] == [
        2,
        False,
        "2026-01-01T12:00:01Z",
    ]
    assert [len(rest["ran"]), rest["finished"], rest["now"]] == [1, True, "2026-01-01T12:05:00Z"]


@pytest.mark.parametrize(
    ("change", "now", "target"),
    [
        ({"advance": "PT5M"}, "2026-01-01T12:05:00Z", "2026-01-01T12:05:00Z"),
        ({"advance": 90}, "2026-01-01T12:01:30Z", "2026-01-01T12:01:30Z"),
        ({"advance": "1d"}, "2026-01-02T12:00:00Z", "2026-01-02T12:00:00Z"),
        ({"advance": "next-event"}, "2026-01-01T12:00:01Z", "2026-01-01T12:00:01Z"),
        ({"advance": "until-idle"}, "2026-01-01T12:00:01Z", None),
        ({"to": "2026-02-01T00:00:00Z"}, "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z"),
    ],
)
def test_every_way_to_move_the_clock_says_what_ran(
    toy_sandbox: MockSandbox, change: Any, now: str, target: str | None
) -> None:
    toy_sandbox.toy.request("POST", "/notes", json={"text": "a"})

    path = f"/sandboxes/{toy_sandbox.name}/clock"
    moved = toy_sandbox.server.steer("POST", path, change)

    assert moved == {
        "now": now,
        "rate": 0,
        "next_event": None,
        "target": target,
        "finished": True,
        "ran": [{"id": 1, "kind": "toy.read", "at": "2026-01-01T12:00:01Z", "outcome": "done"}],
    }


def test_a_clock_can_be_set_going(toy_sandbox: MockSandbox) -> None:
    path = f"/sandboxes/{toy_sandbox.name}/clock"

    toy_sandbox.server.steer("POST", path, {"rate": 60})

    assert toy_sandbox.server.steer("GET", path)["rate"] == 60


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"advance": "5 minutes"},
        {"advance": -1},
        {"advance": True},
        {"advance": None},
        {"advance": ["PT1S"]},
        {"advance": "PT1S", "rate": 1},
        {"to": "2025-12-31T00:00:00Z"},
        {"to": 7},
        {"rate": "fast"},
        {"rate": 1e9},
        {"speed": 1},
        {"advance": "P99999999999W"},
    ],
)
def test_a_move_that_makes_no_sense_moves_nothing(toy_sandbox: MockSandbox, change: Any) -> None:
    path = f"/sandboxes/{toy_sandbox.name}/clock"

    status, error = refused(toy_sandbox.server, "POST", path, change)

    assert status == 422
    assert error["message"]
    assert toy_sandbox.clock.now == "2026-01-01T12:00:00Z"


def test_a_jump_beyond_the_calendar_ends_at_its_end(toy_sandbox: MockSandbox) -> None:
    toy_sandbox.clock.advance("P400000W")

    toy_sandbox.clock.advance("P400000W")

    assert toy_sandbox.clock.now == "9999-01-01T00:00:00Z"


def test_a_failing_event_is_visible_and_locks_nothing(toy_sandbox: MockSandbox) -> None:
    toy_sandbox.toy.request("POST", "/notes", json={"text": "explode"})
    ran = toy_sandbox.clock.run_until_idle()

    events = toy_sandbox.server.steer(
        "GET", f"/sandboxes/{toy_sandbox.name}/events", state="failed"
    )

    assert [event["outcome"] for event in ran] == ["failed"]
    assert [event["error"] for event in events] == ["RuntimeError: exploded"]
    assert toy_sandbox.toy.request("GET", "/notes").status_code == 200


def test_the_queue_lists_what_will_happen_before_what_happened(toy_sandbox: MockSandbox) -> None:
    toy_sandbox.toy.request("POST", "/notes", json={"text": "a"})
    toy_sandbox.clock.advance("2s")
    toy_sandbox.toy.request("POST", "/notes", json={"text": "b"})

    events = toy_sandbox.server.steer("GET", f"/sandboxes/{toy_sandbox.name}/events")

    assert [(event["id"], event["state"]) for event in events] == [(2, "queued"), (1, "done")]
