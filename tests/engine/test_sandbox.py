"""One world: transactions, chance, settings."""

import sqlite3

import pytest

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Birth, Sandboxes
from mockserver.engine.world import Setting


def notes(sandbox: Sandbox) -> list[str]:
    return [row["text"] for row in sandbox.rows("SELECT text FROM toy_note ORDER BY rowid")]


def test_raising_undoes_the_whole_transaction(sandbox: Sandbox) -> None:
    with pytest.raises(RuntimeError), sandbox.transaction():
        sandbox.db.table("toy_note").insert({"id": "n", "text": "lost"})
        sandbox.schedule("toy.read", id="n")
        raise RuntimeError

    assert notes(sandbox) == ["welcome"]
    assert sandbox.value("SELECT count(*) FROM event") == 0


def test_sqlite_utils_does_not_commit_behind_the_transactions_back(sandbox: Sandbox) -> None:
    with pytest.raises(RuntimeError), sandbox.transaction():
        sandbox.db.table("toy_note").insert_all(
            [{"id": "a", "text": "a"}, {"id": "b", "text": "b"}]
        )
        sandbox.db.table("toy_note").upsert({"id": "a", "text": "c"}, pk="id")
        raise RuntimeError

    assert notes(sandbox) == ["welcome"]


def test_a_savepoint_undoes_only_itself(sandbox: Sandbox) -> None:
    with sandbox.transaction():
        sandbox.db.table("toy_note").insert({"id": "a", "text": "kept"})
        with pytest.raises(RuntimeError), sandbox.savepoint():
            sandbox.db.table("toy_note").insert({"id": "b", "text": "lost"})
            raise RuntimeError

    assert notes(sandbox) == ["welcome", "kept"]


def test_time_stands_still_inside_a_transaction(sandboxes: Sandboxes) -> None:
    live = sandboxes.create("live", Birth(now=0, rate=1_000_000))

    with live.transaction():
        first = live.now
        live.value("SELECT count(*) FROM sqlite_master")
        second = live.now

    assert first == second


def test_the_same_seed_gives_the_same_ids(sandboxes: Sandboxes) -> None:
    one = sandboxes.create("one", Birth(random_seed=7))
    two = sandboxes.create("two", Birth(random_seed=7))

    with one.transaction(), two.transaction():
        assert [one.new_id(), one.new_hex(24)] == [two.new_id(), two.new_hex(24)]


def test_another_seed_gives_other_ids(sandboxes: Sandboxes) -> None:
    one = sandboxes.create("one", Birth(random_seed=7))
    two = sandboxes.create("two", Birth(random_seed=8))

    with one.transaction(), two.transaction():
        assert one.new_id() != two.new_id()


def test_looking_does_not_shift_chance(sandboxes: Sandboxes) -> None:
    watched = sandboxes.create("watched", Birth(random_seed=7))
    alone = sandboxes.create("alone", Birth(random_seed=7))

    with watched.transaction():
        watched.rows("SELECT * FROM toy_note")
    with watched.transaction(), alone.transaction():
        assert watched.new_id() == alone.new_id()


def test_two_transactions_never_give_the_same_id(sandbox: Sandbox) -> None:
    with sandbox.transaction():
        first = sandbox.new_id()
    with sandbox.transaction():
        second = sandbox.new_id()

    assert first != second


def test_an_id_of_an_undone_transaction_is_given_again(sandbox: Sandbox) -> None:
    ids = []
    with pytest.raises(RuntimeError), sandbox.transaction():
        ids.append(sandbox.new_id())
        raise RuntimeError
    with sandbox.transaction():
        ids.append(sandbox.new_id())

    assert ids[0] == ids[1]


def test_a_setting_has_its_default_until_it_is_overridden(sandbox: Sandbox) -> None:
    with sandbox.transaction():
        before = sandbox.setting("toy.read_ms")
        sandbox.set_setting("toy.read_ms", 5)
        after = sandbox.setting("toy.read_ms")

    assert (before, after) == (1000, 5)


@pytest.mark.parametrize("value", ["5", 1.5, True, None, -1, 2**60])
def test_a_setting_refuses_what_it_cannot_take(sandbox: Sandbox, value: object) -> None:
    with sandbox.transaction(), pytest.raises(ValueError, match=r"toy\.read_ms takes"):
        sandbox.set_setting("toy.read_ms", value)


def test_a_number_setting_may_name_its_choices() -> None:
    status = Setting("toy.status", 400, "Status.", "assumed", choices=(400, 200))

    assert status.check(200) == 200
    with pytest.raises(ValueError, match="takes one of 400, 200, not 404"):
        status.check(404)


def test_a_closed_file_can_be_read_with_any_sqlite_tool(
    sandbox: Sandbox, sandboxes: Sandboxes
) -> None:
    sandboxes.close()

    with sqlite3.connect(sandbox.path) as other:
        found = other.execute("SELECT text FROM toy_note").fetchall()
    other.close()

    assert found == [("welcome",)]
