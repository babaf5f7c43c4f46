"""What is kept of an exchange: redacted, capped, searchable."""

from typing import Any

import pytest

from mockserver.engine import journal
from mockserver.engine.journal import Exchange
from mockserver.engine.sandbox import Sandbox


def kept(sandbox: Sandbox, **facts: Any) -> dict[str, Any]:
    """An exchange as the journal shows it."""
    given = {
        "at": 0,
        "provider": "toy",
        "operation": None,
        "method": "POST",
        "path": "/x",
        "query": "",
        "status": 200,
        "origin": "provider",
        "duration_us": 1,
        "reason": None,
        "request_headers": {},
        "request_body": b"",
        "response_headers": {},
        "response_body": b"",
    }
    with sandbox.transaction():
        number = journal.next_id(sandbox)
        journal.write(sandbox, number, Exchange(**{**given, **facts}))
        found = journal.find(sandbox, number)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b'{"access_token": "s3cret", "a": 1}', '{"access_token": "[redacted]", "a": 1}'),
        (b'{"client_secret":"s3cret"}', '{"client_secret":"[redacted]"}'),
        (b"client_secret=s3cret&grant_type=x", "client_secret=[redacted]&grant_type=x"),
        (b"grant_type=x&refresh_token=s3cret", "grant_type=x&refresh_token=[redacted]"),
        (b'{"barcode": "code=7"}', '{"barcode": "code=7"}'),
    ],
)
def test_a_secret_in_a_body_is_not_kept(sandbox: Sandbox, body: bytes, shown: str) -> None:
    assert kept(sandbox, request_body=body)["request_body"] == shown


@pytest.mark.parametrize("name", ["Authorization", "Cookie", "Set-Cookie", "X-Toy-Key"])
def test_a_secret_in_a_header_is_not_kept(sandbox: Sandbox, name: str) -> None:
    found = kept(sandbox, request_headers={name: "s3cret"}, response_headers={name: "s3cret"})

    assert found["request_headers"] == {name: "[redacted]"}
    assert found["response_headers"] == {name: "[redacted]"}


def test_of_a_large_body_the_beginning_and_the_size_are_kept(sandbox: Sandbox) -> None:
    found = kept(sandbox, request_body=b"x" * 100_000)

    assert len(found["request_body"]) == 65_536
    assert found["request_size"] == 100_000


def test_a_body_that_is_no_text_is_shown_as_well_as_possible(sandbox: Sandbox) -> None:
    assert kept(sandbox, response_body=b"\xff\x00a")["response_body"] == "\ufffd\x00a"


def test_the_oldest_entries_go_when_there_are_too_many(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MAX_ENTRIES", 100)

    [kept(sandbox) for _ in range(256)]

    with sandbox.transaction():
        numbers = [entry["id"] for entry in journal.search(sandbox, limit=1000)]
        assert journal.next_id(sandbox) == 257
    assert numbers == list(range(256, 156, -1))


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({"before": 3}, [2, 1]),
        ({"before": 3, "limit": 1}, [2]),
        ({"refused": True}, [2]),
        ({"refused": False}, [3, 1]),
        ({"text": "NO-CODE"}, [2]),
        ({"text": "Zürich"}, [1]),
        ({"text": "/v1/it_ms"}, []),
        ({"text": "answer%"}, [3]),
    ],
)
def test_entries_are_found_by_what_is_in_them(
    sandbox: Sandbox, wanted: dict[str, Any], numbers: list[int]
) -> None:
    kept(sandbox, request_body='{"city": "Zürich"}'.encode())
    kept(sandbox, reason={"rule": "no-code"}, request_body=b"\x00\xff")
    kept(sandbox, response_body=b"the answer%")

    with sandbox.transaction():
        found = journal.search(sandbox, **wanted)

    assert [entry["id"] for entry in found] == numbers
