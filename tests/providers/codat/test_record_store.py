"""The shelves: what the source has, what Codat copied, and their lines without gaps."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mockserver.app import world_of
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Birth, Sandboxes
from mockserver.providers.codat import PROVIDER, store
from mockserver.providers.codat.store import Kept, Row

COMPANY = {
    "id": "c", "name": "C", "description": "", "platform_key": None, "tags": {}, "created": 1,
    "created_by": "", "products": [], "parent_id": None,
}  # fmt: skip
CONNECTION = {
    "company_id": "c", "platform_key": "mqjo", "status": "Linked", "created": 1, "errors": []
}  # fmt: skip
NAMES = itertools.count(1)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    sandboxes = Sandboxes(world_of((PROVIDER,)), Path(tmp_path_factory.mktemp("records")))
    sandbox = sandboxes.create("records", Birth(seed="empty", now=1_767_268_800_000, rate=0))
    with sandbox.transaction():
        store.add_company(sandbox, COMPANY)
    yield sandbox
    sandboxes.close()


@pytest.fixture
def shelf(world: Sandbox) -> Iterator[Row]:
    with world.transaction():
        yield new_shelf(world)


def new_shelf(sandbox: Sandbox) -> Row:
    name = f"k{next(NAMES)}"
    store.add_connection(sandbox, {**CONNECTION, "id": name})
    return store.shelf_of(sandbox, name, "bills")


def kept(record_id: str, sort: str, body: str = "{}") -> Kept:
    return Kept(record_id, sort, body)


def copied(sandbox: Sandbox, shelf: Row) -> list[tuple[int, str, str, int, int | None]]:
    """What Codat has: line, id, body, deleted, modified."""
    return [
        (row["line"], row["id"], row["body"], row["deleted"], row["modified"])
        for row in sandbox.rows(
            "SELECT * FROM codat_record JOIN codat_body ON record = number"
            " WHERE shelf = ? AND line IS NOT NULL ORDER BY line",
            shelf["number"],
        )
    ]


def test_a_new_record_is_at_the_source_at_once_and_in_the_copy_after_the_next_fetch(
    world: Sandbox, shelf: Row
) -> None:
    store.fill(world, shelf, [kept("a", "1"), kept("b", "3")], whole=True)
    store.publish(world, shelf, 10)

    store.stage(world, shelf, kept("c", "2", '{"n":1}'))
    found = store.find_record(world, shelf, "c")
    before = copied(world, shelf)
    changed = store.publish(world, store.shelf_of(world, shelf["connection_id"], "bills"), 20)

    assert found is not None
    assert found["body"] == {"n": 1}
    assert [line[1] for line in before] == ["a", "b"]
    assert changed == 1
    assert copied(world, shelf) == [
        (1, "a", "{}", 0, None), (2, "c", '{"n":1}', 0, 20), (3, "b", "{}", 0, None),
    ]  # fmt: skip


def test_a_change_waits_for_the_next_fetch_and_moves_the_record(world: Sandbox, shelf: Row) -> None:
    store.fill(world, shelf, [kept("a", "1"), kept("b", "2"), kept("c", "3")], whole=True)
    store.publish(world, shelf, 10)

    store.stage(world, shelf, kept("a", "9", '{"n":2}'))
    before = copied(world, shelf)[0]
    store.publish(world, shelf, 20)

    assert before == (1, "a", "{}", 0, None)
    assert [line[:2] for line in copied(world, shelf)] == [(1, "b"), (2, "c"), (3, "a")]


def test_what_is_deleted_at_the_source_stays_in_the_copy_as_deleted(
    world: Sandbox, shelf: Row
) -> None:
    store.fill(world, shelf, [kept("a", "1")], whole=True)
    store.publish(world, shelf, 10)

    store.stage(world, shelf, Kept("a", "1", "{}", deleted=True))
    there = list(store.records_of(world, shelf))
    store.publish(world, shelf, 20)

    assert there == []
    assert copied(world, shelf) == [(1, "a", "{}", 1, 20)]


def test_what_codat_never_copied_can_be_forgotten(world: Sandbox, shelf: Row) -> None:
    store.fill(world, shelf, [kept("a", "1")], whole=True)
    store.stage(world, shelf, kept("b", "2"))

    assert store.forget_unpublished(world, shelf, "b") is True
    assert store.forget_unpublished(world, shelf, "a") is False
    assert store.find_record(world, shelf, "b") is None


CHANGES = some.lists(
    some.one_of(
        some.tuples(some.just("stage"), some.sampled_from("abcdefgh"), some.sampled_from("123456")),
        some.tuples(some.just("delete"), some.sampled_from("abcdefgh"), some.just("0")),
        some.just(("publish", "", "")),
    ),
    max_size=25,
)


@given(changes=CHANGES)
@settings(max_examples=40, deadline=None)
def test_the_copy_is_the_source_at_the_last_fetch_in_order(
    world: Sandbox, changes: list[tuple[str, str, str]]
) -> None:
    source: dict[str, tuple[str, bool]] = {"a": ("2", False), "b": ("4", False)}
    seen: dict[str, tuple[str, bool]] = {}
    with world.transaction():
        shelf = new_shelf(world)
        store.fill(world, shelf, [kept("a", "2"), kept("b", "4")], whole=True)
        for what, record_id, sort in [*changes, ("publish", "", "")]:
            apply(world, shelf, source, seen, what, record_id, sort)
        found = copied(world, shelf)
        lines = store.shelf_of(world, shelf["connection_id"], "bills")["lines"]
        order = {row["id"]: row["number"] for row in world.rows("SELECT * FROM codat_record")}

    wanted = sorted((sort, order[key], key, gone) for key, (sort, gone) in seen.items())
    assert [(line, key, bool(gone)) for line, key, _, gone, _ in found] == [
        (line, key, gone) for line, (_, _, key, gone) in enumerate(wanted, 1)
    ]
    assert lines == len(seen)


def apply(
    sandbox: Sandbox, shelf: Row, source: dict[str, Any], seen: dict[str, Any], *change: str
) -> None:
    """One step at the source and in a model of it."""
    what, record_id, sort = change
    if what == "publish":
        at = store.shelf_of(sandbox, shelf["connection_id"], "bills")
        store.publish(sandbox, at, 7)
        seen.update(source)
    elif what == "stage":
        store.stage(sandbox, shelf, kept(record_id, sort))
        source[record_id] = (sort, False)
    elif record_id in source:
        if store.forget_unpublished(sandbox, shelf, record_id):
            del source[record_id]
        else:
            store.stage(sandbox, shelf, Kept(record_id, source[record_id][0], "{}", deleted=True))
            source[record_id] = (source[record_id][0], True)
