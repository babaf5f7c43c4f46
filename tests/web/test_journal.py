"""Waiting for requests and verifying what came."""

import threading
from typing import Any

import pytest

from mockserver.engine import journal
from mockserver.testing import MockSandbox
from mockserver.testing.sandbox import URL


def verified(sandbox: MockSandbox, count: dict[str, int], **match: Any) -> tuple[str, int]:
    path = f"/sandboxes/{sandbox.name}/journal/verify"
    said = sandbox.server.steer("POST", path, {"match": match, "count": count})
    return said["result"], said["seen"]


@pytest.fixture
def asked(toy_sandbox: MockSandbox) -> MockSandbox:
    """Three reads and a write."""
    [toy_sandbox.toy.request("GET", "/notes") for _ in range(3)]
    toy_sandbox.toy.request("POST", "/notes", json={"text": "a"})
    return toy_sandbox


@pytest.mark.parametrize(
    ("count", "match", "result"),
    [
        ({"exactly": 3}, {"method": "get"}, ("yes", 3)),
        ({"exactly": 2}, {"method": "GET"}, ("no", 3)),
        ({"exactly": 4}, {"method": "GET"}, ("no", 3)),
        ({"at_least": 3}, {"operation": "listNotes"}, ("yes", 3)),
        ({"at_least": 4}, {"operation": "listNotes"}, ("no", 3)),
        ({"at_most": 1}, {"status": 201}, ("yes", 1)),
        ({"at_most": 0}, {"status": 201}, ("no", 1)),
        ({"exactly": 0}, {"path": "/nowhere*"}, ("yes", 0)),
        ({"exactly": 4}, {"provider": "toy"}, ("yes", 4)),
        ({"exactly": 4}, {}, ("yes", 4)),
    ],
)
def test_what_came_can_be_verified(
    asked: MockSandbox, count: dict[str, int], match: dict[str, Any], result: tuple[str, int]
) -> None:
    assert verified(asked, count, **match) == result


@pytest.mark.parametrize(
    ("count", "result"),
    [
        ({"at_least": 50}, "yes"),
        ({"at_least": 5000}, "unknown"),
        ({"exactly": 5000}, "unknown"),
        ({"exactly": 10}, "no"),
        ({"at_most": 5000}, "unknown"),
        ({"at_most": 10}, "no"),
    ],
)
def test_what_was_evicted_makes_the_answer_unknown(
    toy_sandbox: MockSandbox,
    monkeypatch: pytest.MonkeyPatch,
    count: dict[str, int],
    result: str,
) -> None:
    monkeypatch.setattr(journal, "MAX_ENTRIES", 100)
    [toy_sandbox.toy.request("GET", "/notes") for _ in range(256)]

    assert verified(toy_sandbox, count)[0] == result


def test_the_list_tells_how_much_was_evicted(
    toy_sandbox: MockSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MAX_ENTRIES", 100)
    [toy_sandbox.toy.request("GET", "/notes") for _ in range(256)]

    answer = toy_sandbox.server.control.get(f"{URL}/_mock/sandboxes/{toy_sandbox.name}/journal")

    assert answer.headers["Mock-Journal-Evicted"] == "156"


def test_waiting_ends_when_the_request_comes(toy_sandbox: MockSandbox) -> None:
    later = threading.Timer(0.1, lambda: toy_sandbox.toy.request("GET", "/notes"))
    later.start()

    path = f"/sandboxes/{toy_sandbox.name}/journal/wait"
    waited = toy_sandbox.server.steer("GET", path, method="GET", count=1, timeout_s=10)

    assert waited["come"]
    assert [call["path"] for call in waited["calls"]] == ["/notes"]


def test_waiting_ends_when_time_is_over(asked: MockSandbox) -> None:
    path = f"/sandboxes/{asked.name}/journal/wait"

    waited = asked.server.steer("GET", path, method="GET", count=9, timeout_s=0)

    assert not waited["come"]
    assert len(waited["calls"]) == 3


def test_waiting_counts_only_what_comes_behind_a_known_entry(asked: MockSandbox) -> None:
    path = f"/sandboxes/{asked.name}/journal/wait"

    waited = asked.server.steer("GET", path, after=3, timeout_s=0)

    assert [call["id"] for call in waited["calls"]] == [4]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "wait?count=0", None, 400),
        ("GET", "wait?timeout_s=601", None, 400),
        ("GET", "wait?colour=red", None, 400),
        ("GET", "wait?provider=nobody&timeout_s=0", None, 404),
        ("POST", "verify", {}, 422),
        ("POST", "verify", {"count": {}}, 422),
        ("POST", "verify", {"count": {"exactly": 1, "at_most": 1}}, 422),
        ("POST", "verify", {"count": {"exactly": -1}}, 422),
        ("POST", "verify", {"match": {"colour": "red"}, "count": {"exactly": 1}}, 422),
        ("POST", "verify", {"match": {"provider": "nobody"}, "count": {"exactly": 1}}, 404),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    toy_sandbox: MockSandbox, method: str, path: str, body: Any, status: int
) -> None:
    url = f"{URL}/_mock/sandboxes/{toy_sandbox.name}/journal/{path}"

    assert toy_sandbox.server.control.request(method, url, json=body).status_code == status


@pytest.mark.parametrize(
    ("method", "path", "closest"),
    [
        ("GET", "/note", "closest: GET /notes"),
        ("POST", "/nots", "closest: POST /notes"),
        ("GET", "/note/1/x", "closest: GET /notes/{noteId}"),
        ("PUT", "/file/x/y", "closest: PUT /files/{name}"),
    ],
)
def test_a_path_that_nobody_serves_is_compared_with_what_is_served(
    toy_sandbox: MockSandbox, method: str, path: str, closest: str
) -> None:
    toy_sandbox.toy.request(method, path)

    assert toy_sandbox.journal.calls()[0]["reason"]["expected"] == closest
