"""Every kind of mutant really alters what a client sees, and only that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from mockserver.app import create_app
from mockserver.mutation.alterations import other_case
from mockserver.mutation.boundary import Boundary, outbox_passing, wrapped
from mockserver.mutation.mutant import EVERY, Mark, Mutant
from mockserver.mutation.tamper import Tamper
from mockserver.settings import ServerSettings
from mockserver.testing.sandbox import URL, MockSandbox, MockServer
from tests.web.toy import PROVIDER as TOY


@contextmanager
def behind(boundary: Boundary) -> Iterator[MockSandbox]:
    app = create_app(ServerSettings(public_url=URL), providers=(wrapped(TOY, boundary),))
    server = MockServer(app)
    try:
        with outbox_passing(boundary):
            yield server.sandbox()
    finally:
        server.close()


@contextmanager
def changed(kind: str, mark: Mark) -> Iterator[tuple[MockSandbox, Tamper]]:
    tamper = Tamper(TOY, Mutant("toy", kind, mark))
    with behind(tamper) as sandbox:
        yield sandbox, tamper


def ask(sandbox: MockSandbox, method: str, path: str, **how: Any) -> Any:
    return sandbox.toy.request(method, path, **how)


def keep(sandbox: MockSandbox, text: str = "a") -> Any:
    return ask(sandbox, "POST", "/notes", json={"text": text})


def texts(sandbox: MockSandbox, **query: Any) -> list[str]:
    return [note["text"] for note in ask(sandbox, "GET", "/notes", params=query).json()]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("dropped", {"id"}),
        ("renamed", {"id", "textV2"}),
        ("re-cased", {"id", "TEXT"}),
        ("nulled", {"id", "text"}),
        ("retyped", {"id", "text"}),
    ],
)
def test_a_member_of_an_answer_changes(kind: str, expected: set[str]) -> None:
    with changed(kind, Mark("answer", "createNote", 201, ("text",))) as (sandbox, tamper):
        answer = keep(sandbox).json()

    assert set(answer) == expected
    assert answer.get("text") != "a"
    assert tamper.applied == 1


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("order-reversed", ["b", "a", "welcome"]),
        ("element-repeated", ["welcome", "welcome", "a", "b"]),
        ("last-element-lost", ["welcome", "a"]),
    ],
)
def test_a_list_changes(kind: str, expected: list[str]) -> None:
    with changed(kind, Mark("answer", "listNotes", 200)) as (sandbox, _):
        keep(sandbox, "a")
        keep(sandbox, "b")

        assert texts(sandbox) == expected


def test_a_status_is_swapped() -> None:
    with changed("status-swapped", Mark("answer", "createNote", 201)) as (sandbox, _):
        assert keep(sandbox).status_code == 200
        assert ask(sandbox, "GET", "/notes").status_code == 200


def test_a_refusal_is_not_an_answer_of_the_same_status() -> None:
    with changed("status-swapped", Mark("answer", "getNote", 404)) as (sandbox, tamper):
        assert ask(sandbox, "GET", "/notes/none").status_code == 404

    assert tamper.applied == 0


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        ("reworded", ("toy_error",), "worded otherwise"),
        ("refusal-reworded", (), "worded otherwise"),
        ("dropped", ("toy_error",), None),
    ],
)
def test_a_refusal_says_something_else(
    kind: str, path: tuple[str, ...], expected: str | None
) -> None:
    with changed(kind, Mark("refusal", EVERY, 404, path)) as (sandbox, _):
        refused = ask(sandbox, "GET", "/notes/none").json()

    assert refused.get("toy_error") == expected


def test_a_parameter_is_ignored() -> None:
    with changed("parameter-ignored", Mark("query", "listNotes", path=("limit",))) as (sandbox, _):
        keep(sandbox)

        assert texts(sandbox, limit=1) == ["welcome", "a"]


def test_a_number_is_off_by_one() -> None:
    with changed("off-by-one", Mark("query", "listNotes", path=("limit",))) as (sandbox, _):
        keep(sandbox, "a")
        keep(sandbox, "b")

        assert texts(sandbox, limit=1) == ["welcome", "a"]


def test_what_is_required_is_supplied() -> None:
    mark = Mark("lacking", "createNote", path=("text",))
    with changed("no-longer-required", mark) as (sandbox, tamper):
        answer = ask(sandbox, "POST", "/notes", json={})

    assert (answer.status_code, answer.json()["text"]) == (201, "mutant")
    assert tamper.applied == 1


def test_an_unknown_member_is_taken() -> None:
    with changed("unknown-member-taken", Mark("unknown-member", "createNote")) as (sandbox, _):
        answer = ask(sandbox, "POST", "/notes", json={"text": "a", "colour": "red"})

    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("kind", "what", "operation", "headers"),
    [
        ("authentication-skipped", "denied", "listNotes", {}),
        ("missing-credentials-taken", "denied-missing", EVERY, {}),
        ("wrong-credentials-taken", "denied-wrong", EVERY, {"Authorization": "Bearer wrong"}),
    ],
)
def test_a_stranger_is_let_in(
    kind: str, what: str, operation: str, headers: dict[str, str]
) -> None:
    with changed(kind, Mark(what, operation)) as (sandbox, tamper):
        answer = sandbox.server.session().get(f"{sandbox.toy.base_url}/notes", headers=headers)

    assert [note["text"] for note in answer.json()] == ["welcome"]
    assert tamper.applied == 1


def test_somebody_elses_credentials_are_taken() -> None:
    mark = Mark("denied-foreign")
    with changed("foreign-credentials-taken", mark) as (sandbox, tamper):
        stranger = sandbox.server.sandbox().toy.headers
        answer = sandbox.server.session().get(f"{sandbox.toy.base_url}/notes", headers=stranger)

    assert answer.status_code == 200
    assert tamper.applied == 1


def test_other_lacks_are_still_refused() -> None:
    with changed("wrong-credentials-taken", Mark("denied-wrong")) as (sandbox, tamper):
        answer = sandbox.server.session().get(f"{sandbox.toy.base_url}/notes")

    assert answer.status_code == 401
    assert tamper.applied == 0


def test_a_write_is_lost() -> None:
    with changed("write-lost", Mark("write", "createNote")) as (sandbox, tamper):
        assert keep(sandbox).status_code == 201
        assert texts(sandbox) == ["welcome"]

    assert tamper.applied == 1


def test_a_write_is_done_twice() -> None:
    with changed("done-twice", Mark("write", "createNote")) as (sandbox, _):
        keep(sandbox)

        assert texts(sandbox) == ["welcome", "a", "a"]


def test_a_read_is_stale() -> None:
    with changed("stale-read", Mark("call", "listNotes")) as (sandbox, tamper):
        before = texts(sandbox)
        keep(sandbox)

        assert texts(sandbox) == before

    assert tamper.applied == 1


def test_a_header_is_dropped() -> None:
    with changed("header-dropped", Mark("header", "putFile", path=("ETag",))) as (sandbox, _):
        answer = ask(sandbox, "PUT", "/files/a", data=b"1")

    assert "ETag" not in answer.headers


@pytest.mark.parametrize(("kind", "read"), [("event-lost", False), ("event-twice", True)])
def test_an_event_is_lost_or_comes_twice(kind: str, read: bool) -> None:
    with changed(kind, Mark("event", "toy.read")) as (sandbox, tamper):
        note = keep(sandbox).json()["id"]
        sandbox.clock.run_until_idle()
        found = ask(sandbox, "GET", f"/notes/{note}").json()

    assert (found["read_at"] is not None) is read
    assert tamper.applied == 1


@pytest.mark.parametrize(("kind", "count"), [("webhook-lost", 0), ("webhook-twice", 2)])
def test_a_webhook_is_lost_or_comes_twice(kind: str, count: int) -> None:
    with changed(kind, Mark("webhook", "note.read")) as (sandbox, _):
        sandbox.settings["webhooks.mode"] = "collect"
        sandbox.settings["toy.hook_url"] = "http://127.0.0.1:9/"
        keep(sandbox)
        sandbox.clock.run_until_idle()

        assert len(sandbox.webhooks.deliveries()) == count


def test_a_boundary_that_does_nothing_changes_nothing() -> None:
    with behind(Boundary()) as sandbox:
        assert keep(sandbox).json()["text"] == "a"
        assert ask(sandbox, "POST", "/notes", json={}).status_code == 400
        assert texts(sandbox) == ["welcome", "a"]


def test_the_provider_itself_stays_as_it_was() -> None:
    operations, finish = TOY.operations, TOY.finish

    wrapped(TOY, Boundary())

    assert TOY.operations is operations
    assert TOY.finish is finish


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("fullName", "full_name"),
        ("full_name", "fullName"),
        ("name", "NAME"),
        ("ID", "id"),
        ("_id", "_ID"),
    ],
)
def test_a_name_has_another_case(name: str, other: str) -> None:
    assert other_case(name) == other
