"""All sandboxes of one folder."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mockserver.app import world_of
from mockserver.engine import credentials
from mockserver.engine import sandboxes as module
from mockserver.engine.files import UnusableSandboxError
from mockserver.engine.sandboxes import (
    Birth,
    Sandboxes,
    SandboxExistsError,
    SandboxNameError,
    UnknownSandboxError,
)
from tests.web import toy


@pytest.mark.parametrize(
    "name", ["", "-a", "A", "a_b", "a/b", "../a", "a" * 64, "ä", "a\n", "a.b", "a\0"]
)
def test_a_name_that_is_no_name_never_reaches_the_file_system(
    sandboxes: Sandboxes, name: str
) -> None:
    with pytest.raises(SandboxNameError):
        sandboxes.create(name)
    with pytest.raises(UnknownSandboxError):
        sandboxes.get(name)

    assert list(sandboxes.folder.iterdir()) == []


def test_two_sandboxes_cannot_have_one_name(sandboxes: Sandboxes) -> None:
    sandboxes.create("twin")

    with pytest.raises(SandboxExistsError):
        sandboxes.create("twin")


def test_a_sandbox_without_a_name_gets_a_fresh_one(sandboxes: Sandboxes) -> None:
    one, two = sandboxes.create(), sandboxes.create()

    assert one.name != two.name
    assert sandboxes.names() == sorted([one.name, two.name])


def test_nothing_is_left_of_a_sandbox_that_could_not_be_born(sandboxes: Sandboxes) -> None:
    with pytest.raises(ValueError, match="there is no seed 'moon'; there is demo, empty"):
        sandboxes.create("moon", Birth(seed="moon"))
    with pytest.raises(KeyError):
        sandboxes.create("moon", Birth(settings={"toy.unknown": 1}))

    assert sandboxes.names() == []
    assert list(sandboxes.folder.iterdir()) == []


def test_a_reset_brings_the_seed_back_and_keeps_the_credentials(sandboxes: Sandboxes) -> None:
    sandbox = sandboxes.create("again", Birth(rate=0, settings={"toy.read_ms": 7}))
    with sandbox.transaction():
        token = credentials.first(sandbox, "toy", "token").text
        extra = credentials.issue(sandbox, "toy", "token", "mock_again_extra").text
        sandbox.db.table("toy_note").insert({"id": "x", "text": "x"})
        sandbox.set_setting("toy.read_ms", 9)
        sandbox.schedule("toy.read", id="x")

    fresh = sandboxes.reset("again")

    with fresh.transaction():
        assert fresh.value("SELECT group_concat(text) FROM toy_note") == "welcome"
        assert fresh.value("SELECT count(*) FROM event") == 0
        assert fresh.setting("toy.read_ms") == 7
        assert credentials.first(fresh, "toy", "token").text == token
        assert credentials.find(fresh, "toy", "token", extra) is not None


def test_a_reset_repeats_the_ids_of_the_first_life(sandboxes: Sandboxes) -> None:
    sandbox = sandboxes.create("again")
    with sandbox.transaction():
        first = sandbox.new_id()

    with sandboxes.reset("again").transaction():
        second = sandboxes.get("again").new_id()

    assert first == second


def test_a_deleted_sandbox_leaves_no_file(sandboxes: Sandboxes) -> None:
    sandboxes.create("gone")

    sandboxes.delete("gone")

    assert list(sandboxes.folder.iterdir()) == []
    with pytest.raises(UnknownSandboxError):
        sandboxes.get("gone")


def test_a_sandbox_with_a_time_to_live_goes_when_it_is_over(sandboxes: Sandboxes) -> None:
    sandbox = sandboxes.create("short", Birth(ttl_s=60))
    with sandbox.transaction():
        created = int(sandbox.fact("created"))

    assert sandboxes.expire(created + 59_999) == []
    assert sandboxes.expire(created + 60_000) == ["short"]
    assert sandboxes.names() == []


def test_a_time_to_live_outlives_a_restart(tmp_path: Path) -> None:
    world = world_of((toy.PROVIDER,))
    first = Sandboxes(world, tmp_path)
    first.create("short", Birth(ttl_s=60))
    first.close()

    second = Sandboxes(world, tmp_path)

    assert second.expire(2**60) == ["short"]
    second.close()


def test_a_sandbox_outlives_a_restart(tmp_path: Path) -> None:
    world = world_of((toy.PROVIDER,))
    first = Sandboxes(world, tmp_path)
    with first.create("kept").transaction():
        first.get("kept").db.table("toy_note").insert({"id": "x", "text": "still here"})
    first.close()

    second = Sandboxes(world, tmp_path)
    texts = [row["text"] for row in second.get("kept").rows("SELECT text FROM toy_note")]
    second.close()

    assert texts == ["welcome", "still here"]


def test_a_file_of_another_generation_is_refused_with_its_path(tmp_path: Path) -> None:
    world = world_of((toy.PROVIDER,))
    first = Sandboxes(world, tmp_path)
    first.create("old").connection.execute("PRAGMA user_version = 99")
    first.close()

    again = Sandboxes(world, tmp_path)
    with pytest.raises(UnusableSandboxError, match=r"old\.sqlite has schema version 99"):
        again.get("old")
    again.close()


def test_only_so_many_files_are_open_at_once(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_OPEN", 3)

    names = [sandboxes.create(f"box-{number}").name for number in range(6)]

    assert len(sandboxes.opened()) == 3
    assert [sandboxes.get(name).name for name in names] == names


def test_a_killed_process_loses_no_committed_transaction(tmp_path: Path) -> None:
    script = (
        "import os, sys, pathlib\n"
        "from mockserver.app import world_of\n"
        "from mockserver.engine.sandboxes import Sandboxes\n"
        "from tests.web import toy\n"
        "sandbox = Sandboxes(world_of((toy.PROVIDER,)), pathlib.Path(sys.argv[1])).create('hit')\n"
        "with sandbox.transaction():\n"
        "    sandbox.db.table('toy_note').insert({'id': 'a', 'text': 'committed'})\n"
        "sandbox.connection.execute('BEGIN IMMEDIATE')\n"
        "sandbox.db.table('toy_note').insert({'id': 'b', 'text': 'halfway'})\n"
        "os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)

    again = Sandboxes(world_of((toy.PROVIDER,)), tmp_path)
    texts = [row["text"] for row in again.get("hit").rows("SELECT text FROM toy_note")]
    birth = json.loads(again.get("hit").fact("birth"))
    again.close()

    assert killed.returncode == -9
    assert texts == ["welcome", "committed"]
    assert birth["seed"] == "demo"
