"""The queue of due events, and moving through time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.engine import events, pump, timetravel
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Birth, Sandboxes
from mockserver.engine.world import World
from tests.conftest import NOON


def happen(sandbox: Sandbox, payload: Mapping[str, Any]) -> None:
    """Write down when, draw an id, and plan what follows."""
    sandbox.connection.execute(
        "INSERT INTO diary VALUES (?, ?, ?)", (payload["name"], sandbox.now, sandbox.new_hex(8))
    )
    if payload["name"] == "bad":
        raise RuntimeError("as planned")
    for name, after in payload.get("then", ()):
        sandbox.schedule("happen", after, name=name)


WORLD = World(
    tables=("CREATE TABLE diary (name TEXT, at INTEGER, chance TEXT)",),
    handlers={"happen": happen},
)


@pytest.fixture
def diary(tmp_path: Path) -> Sandbox:
    return Sandboxes(WORLD, tmp_path).create("diary", Birth(now=NOON, rate=0))


def plan(sandbox: Sandbox, *what: tuple[str, int]) -> None:
    with sandbox.transaction():
        for name, after in what:
            sandbox.schedule("happen", after, name=name)


def written(sandbox: Sandbox) -> list[tuple[str, int]]:
    rows = sandbox.rows("SELECT name, at FROM diary ORDER BY rowid")
    return [(row["name"], row["at"] - NOON) for row in rows]


def test_events_run_in_the_order_of_their_time_each_at_its_own(diary: Sandbox) -> None:
    plan(diary, ("late", 3000), ("early", 1000), ("also early", 1000))

    ran, finished = timetravel.advance(diary, NOON + 5000)

    assert written(diary) == [("early", 1000), ("also early", 1000), ("late", 3000)]
    assert [event.at - NOON for event in ran] == [1000, 1000, 3000]
    assert finished
    with diary.transaction():
        assert diary.now == NOON + 5000


def test_what_is_due_later_does_not_happen(diary: Sandbox) -> None:
    plan(diary, ("later", 5001))

    timetravel.advance(diary, NOON + 5000)

    assert written(diary) == []


def test_an_event_planned_by_an_event_happens_inside_the_same_jump(diary: Sandbox) -> None:
    with diary.transaction():
        diary.schedule("happen", 1000, name="first", then=[["second", 500], ["too late", 9000]])

    timetravel.advance(diary, NOON + 2000)

    assert written(diary) == [("first", 1000), ("second", 1500)]


def test_a_bad_event_loses_its_own_writes_and_stops_nobody(diary: Sandbox) -> None:
    plan(diary, ("bad", 1000), ("good", 2000))

    ran, _ = timetravel.advance(diary, None)

    assert written(diary) == [("good", 2000)]
    assert [event.outcome for event in ran] == ["failed", "done"]
    assert events.listed(diary, "failed")[0]["error"] == "RuntimeError: as planned"


def test_next_event_jumps_to_everything_due_at_that_moment(diary: Sandbox) -> None:
    plan(diary, ("a", 1000), ("b", 1000), ("c", 2000))

    ran, _ = timetravel.advance(diary, timetravel.target_of_next(diary))

    assert [event.at - NOON for event in ran] == [1000, 1000]
    assert written(diary) == [("a", 1000), ("b", 1000)]


def test_with_nothing_left_to_happen_next_event_does_nothing(diary: Sandbox) -> None:
    assert timetravel.target_of_next(diary) is None


def test_an_endless_world_is_left_with_a_clear_not_finished(diary: Sandbox) -> None:
    plan(diary, *[(f"n{number}", number) for number in range(20)])

    ran, finished = timetravel.advance(diary, None, limit=7)
    rest, done = timetravel.advance(diary, None)

    assert (len(ran), finished) == (7, False)
    assert (len(rest), done) == (13, True)


def test_a_jump_that_does_too_much_stops_at_the_last_event(diary: Sandbox) -> None:
    plan(diary, ("a", 1000), ("b", 2000), ("c", 3000))

    _, finished = timetravel.advance(diary, NOON + 5000, limit=2)

    assert not finished
    with diary.transaction():
        assert diary.now == NOON + 2000


def test_the_pump_lets_a_live_world_go_on_though_nobody_looks(tmp_path: Path) -> None:
    sandboxes = Sandboxes(WORLD, tmp_path)
    live = sandboxes.create("live", Birth(now=NOON, rate=1_000_000))
    plan(live, ("unseen", 0))

    pump.Pump(sandboxes).turn()

    assert [name for name, _ in written(live)] == ["unseen"]
    sandboxes.close()


def test_the_pump_leaves_a_frozen_world_alone(tmp_path: Path) -> None:
    sandboxes = Sandboxes(WORLD, tmp_path)
    frozen = sandboxes.create("frozen", Birth(now=NOON, rate=0))
    plan(frozen, ("future", 1))

    pump.Pump(sandboxes).turn()

    assert written(frozen) == []
    sandboxes.close()


plans = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "bad"]),
        st.integers(0, 5000),
        st.lists(st.tuples(st.sampled_from(["c", "bad"]), st.integers(0, 3000)), max_size=2),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(plans=plans, looks=st.lists(st.integers(1, 2000), max_size=8))
def test_polled_at_every_step_equals_never_looked_at(
    tmp_path_factory: pytest.TempPathFactory,
    plans: list[tuple[str, int, list[tuple[str, int]]]],
    looks: list[int],
) -> None:
    histories = []
    for steps in (looks, []):
        sandboxes = Sandboxes(WORLD, tmp_path_factory.mktemp("world"))
        sandbox = sandboxes.create("world", Birth(now=NOON, rate=0))
        with sandbox.transaction():
            for name, after, then in plans:
                sandbox.schedule("happen", after, name=name, then=then)
        for step in steps:
            with sandbox.transaction():
                target = min(sandbox.now + step, NOON + 20_000)
            timetravel.advance(sandbox, target)
        timetravel.advance(sandbox, NOON + 20_000)
        histories.append(
            (
                sandbox.rows("SELECT * FROM diary ORDER BY rowid"),
                sandbox.rows("SELECT * FROM event ORDER BY id"),
            )
        )
        sandboxes.close()

    assert histories[0] == histories[1]
