"""Work outside the world: run beside it, its result handed back once."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mockserver.app import world_of
from mockserver.engine import courier, errands, pump, timetravel
from mockserver.engine.errands import Errand
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Birth, Sandboxes
from tests.conftest import NOON
from tests.web import toy


class Office:
    """What was run, and what it answered."""

    def __init__(self) -> None:
        self.ran: list[Any] = []
        self.meanwhile: list[Callable[[], object]] = []

    def run(self, payload: Mapping[str, Any]) -> str:
        self.ran.append(payload["text"])
        if self.meanwhile:
            self.meanwhile.pop()()
        if payload["text"] == "break":
            raise RuntimeError("no such file")
        return str(payload["text"]).upper()

    def done(self, sandbox: Sandbox, payload: Mapping[str, Any], result: str) -> None:
        sandbox.db.table("toy_note").insert({"id": result, "text": payload["text"]})
        if payload["text"] == "explode":
            raise RuntimeError("after writing")


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def sandboxes(tmp_path: Path, office: Office) -> Sandboxes:
    world = replace(world_of((toy.PROVIDER,)), errands={"shout": Errand(office.run, office.done)})
    return Sandboxes(world, tmp_path)


@pytest.fixture
def sandbox(sandboxes: Sandboxes) -> Sandbox:
    return sandboxes.create("office", Birth(seed="empty", now=NOON, rate=0))


def ask(sandbox: Sandbox, text: str) -> None:
    with sandbox.transaction():
        errands.ask(sandbox, "shout", text=text)


def notes(sandbox: Sandbox) -> list[str]:
    with sandbox.transaction():
        return [row["id"] for row in sandbox.rows("SELECT id FROM toy_note ORDER BY rowid")]


def test_errands_are_run_in_the_order_in_which_they_were_asked_for(
    sandbox: Sandbox, office: Office
) -> None:
    ask(sandbox, "one")
    ask(sandbox, "two")
    assert pump.has_mail(sandbox)

    courier.deliver(sandbox)

    assert office.ran == ["one", "two"]
    assert notes(sandbox) == ["ONE", "TWO"]
    assert not pump.has_mail(sandbox)


def test_an_undone_transaction_asks_for_nothing(sandbox: Sandbox, office: Office) -> None:
    with pytest.raises(ValueError, match="undo"), sandbox.transaction():
        errands.ask(sandbox, "shout", text="never")
        raise ValueError("undo")

    courier.deliver(sandbox)

    assert office.ran == []


def test_the_world_is_open_while_an_errand_is_run(sandbox: Sandbox, office: Office) -> None:
    office.meanwhile = [lambda: ask(sandbox, "two")]
    ask(sandbox, "one")

    courier.deliver(sandbox)

    assert notes(sandbox) == ["ONE", "TWO"]


def test_of_two_results_one_is_taken(sandbox: Sandbox, office: Office) -> None:
    office.meanwhile = [lambda: courier.deliver(sandbox)]
    ask(sandbox, "one")

    courier.deliver(sandbox)

    assert office.ran == ["one", "one"]
    assert notes(sandbox) == ["ONE"]


@pytest.mark.parametrize("bug", ["break", "explode"])
def test_a_bug_in_an_errand_stops_neither_the_others_nor_the_world(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture, bug: str
) -> None:
    ask(sandbox, bug)
    ask(sandbox, "two")

    courier.deliver(sandbox)

    assert notes(sandbox) == ["TWO"]
    assert "errand 1 (shout) of sandbox office" in caplog.text


def test_a_world_that_was_reset_meanwhile_does_not_get_the_result(
    sandboxes: Sandboxes, sandbox: Sandbox, office: Office
) -> None:
    office.meanwhile = [lambda: sandboxes.reset("office")]
    ask(sandbox, "one")

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        courier.deliver(sandbox)

    assert notes(sandboxes.get("office")) == []
    assert not pump.has_mail(sandboxes.get("office"))


def test_a_copied_world_asks_for_what_was_underway(
    sandboxes: Sandboxes, sandbox: Sandbox, office: Office
) -> None:
    ask(sandbox, "one")
    sandboxes.fork("office", "copy")

    courier.deliver(sandboxes.get("copy"))

    assert notes(sandboxes.get("copy")) == ["ONE"]
    assert pump.has_mail(sandbox)


def test_a_jump_of_the_clock_can_stop_for_an_errand(sandbox: Sandbox) -> None:
    with sandbox.transaction():
        sandbox.schedule("toy.read", 1_000, id="x")
        sandbox.schedule("toy.read", 2_000, id="x")
    ask(sandbox, "one")

    ran, arrived = timetravel.advance(sandbox, NOON + 5_000, pause=pump.has_mail)

    assert ([event.at for event in ran], arrived) == ([NOON + 1_000], False)
