"""Queries as SQL choose what the same queries choose from documents, and keep its order."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import query, store
from mockserver.providers.codat.query import DATE, FLAG, NUMBER, TEXT
from mockserver.providers.codat.store import Kept
from tests.providers.codat.test_record_store import new_shelf, world

__all__ = ["world"]
KINDS = {
    "status": TEXT,
    "customerRef.companyName": TEXT,
    "totalAmount": NUMBER,
    "issueDate": DATE,
    "isBankAccount": FLAG,
    "modifiedDate": DATE,
    "metadata.isDeleted": FLAG,
}
TEXTS = ("paid", "Paid", "Größe", "GRÖSSE", "größe", "İ", "x'); --", "%", "")
NUMBERS = (0, -1, 0.1, 69.99, 70, 1e30, 2**70)
DAYS = (
    "2020-01-01T00:00:00",
    "2020-01-01T00:00:00.5",
    "1969-12-31T23:59:59",
    "0001-01-01T00:00:00",
)
PUBLISHED = 15_778_368_000_000_000  # 2020-01-01, in ticks of 100 ns
RECORDS = some.fixed_dictionaries(
    {},
    optional={
        "status": some.sampled_from(TEXTS),
        "customerRef": some.fixed_dictionaries(
            {}, optional={"companyName": some.sampled_from(TEXTS)}
        ),
        "totalAmount": some.sampled_from(NUMBERS),
        "issueDate": some.sampled_from(DAYS),
        "isBankAccount": some.booleans(),
    },
)
VALUES = {
    TEXT: ("paid", "GRÖßE", "größe", "a", "%", "i"),
    NUMBER: ("0", "-1", "69.99", "7e1", "1180591620717411303424"),
    DATE: ("2020-01-01", "2020-01-01T01:00:00+01:00", "2020-01-01T00:00:00.50Z", "1970-01-01"),
    FLAG: ("true", "FALSE"),
}
OPERATORS = {
    TEXT: ("=", "!=", "~"),
    NUMBER: ("=", "!=", ">", ">=", "<", "<="),
    DATE: ("=", "!=", ">", ">=", "<", "<="),
    FLAG: ("=", "!="),
}
CLAUSES = some.sampled_from(
    [
        f"{path}{operator}{value}"
        for path, kind in KINDS.items()
        for operator in OPERATORS[kind]
        for value in VALUES[kind]
    ]
)
QUERIES = some.recursive(
    CLAUSES,
    lambda parts: some.builds(
        lambda parts, word: "{" + word.join(parts) + "}",
        some.lists(parts, min_size=2, max_size=3),
        some.sampled_from(["&&", "||"]),
    ),
    max_leaves=5,
)


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """A record as the judge of documents wants it: paths for names, and what is Codat's own."""
    inside = record.get("customerRef", {})
    return {
        **{name: value for name, value in record.items() if name != "customerRef"},
        **{f"customerRef.{name}": value for name, value in inside.items()},
        "modifiedDate": "2020-01-01T00:00:00Z",
        "metadata.isDeleted": "false",
    }


@given(records=some.lists(RECORDS, max_size=6), text=QUERIES)
@settings(max_examples=60, deadline=None)
def test_a_query_in_sql_chooses_what_it_chooses_from_documents(
    world: Sandbox, records: list[dict[str, Any]], text: str
) -> None:
    expression = query.checked(query.parse(text), KINDS)

    chosen = choose(world, records, store.where(expression, KINDS), store.Sql("line"))

    expected = [
        str(number)
        for number, record in enumerate(records)
        if query.holds(expression, flat(record), KINDS)
    ]
    assert chosen == expected


@given(
    records=some.lists(RECORDS, max_size=6),
    path=some.sampled_from(["status", "totalAmount", "issueDate", "customerRef.companyName"]),
    descending=some.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_records_are_put_in_order_by_a_member_and_those_without_it_come_last(
    world: Sandbox, records: list[dict[str, Any]], path: str, descending: bool
) -> None:
    order = store.order(path, KINDS[path], descending=descending)

    chosen = choose(world, records, store.EVERYTHING, order)

    documents = [flat(record) for record in records]
    known = [number for number, one in enumerate(documents) if path in one]
    known.sort(
        key=lambda number: query.read(str(documents[number][path]), KINDS[path]), reverse=descending
    )
    unknown = [number for number, one in enumerate(documents) if path not in one]
    keys = [documents[int(number)].get(path) for number in chosen]
    assert [fold(key) for key in keys] == [
        fold(documents[number].get(path)) for number in [*known, *unknown]
    ]
    assert sorted(chosen) == sorted(str(number) for number in range(len(records)))


def fold(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def choose(
    sandbox: Sandbox, records: list[dict[str, Any]], where: store.Sql, order: store.Sql
) -> list[str]:
    """The ids of what fulfils a condition, in an order."""
    with sandbox.transaction():
        shelf = new_shelf(sandbox)
        kept = [Kept(str(number), "", json.dumps(one)) for number, one in enumerate(records)]
        store.fill(sandbox, shelf, kept, whole=True)
        store.publish(sandbox, shelf, PUBLISHED)
        shelf = store.shelf_of(sandbox, shelf["connection_id"], "bills")
        selection = store.select(sandbox, shelf, "wanted", where, order)
        rows = store.selected_page(sandbox, shelf, selection, 100, 0)
    assert selection["total"] == len(rows)
    return [row["id"] for row in rows]


@pytest.fixture
def shelf(world: Sandbox) -> Iterator[store.Row]:
    with world.transaction():
        found = new_shelf(world)
        store.fill(world, found, [Kept("a", "1", '{"n":1}'), Kept("b", "2", "{}")], whole=True)
        store.publish(world, found, PUBLISHED)
        yield store.shelf_of(world, found["connection_id"], "bills")


ONES = store.Sql("json_extract(body, '$.n') = ?", (1,))
IN_LINE = store.Sql("line")


def test_a_selection_is_made_once_and_thrown_away_when_the_copy_changes(
    world: Sandbox, shelf: store.Row
) -> None:
    first = store.select(world, shelf, "ones", ONES, IN_LINE)
    again = store.select(world, shelf, "ones", ONES, IN_LINE)
    store.stage(world, shelf, Kept("b", "2", '{"n":1}'))
    waiting = store.select(world, shelf, "ones", ONES, IN_LINE)
    store.publish(world, shelf, PUBLISHED + 1)
    later = store.select(world, shelf, "ones", ONES, IN_LINE)

    assert first == again == waiting
    assert (first["total"], later["total"]) == (1, 2)


def test_only_the_latest_selections_are_kept(world: Sandbox, shelf: store.Row) -> None:
    made = [store.select(world, shelf, f"{n:02}", ONES, IN_LINE)["number"] for n in range(12)]

    kept = world.rows(
        "SELECT number FROM codat_selection WHERE shelf = ? ORDER BY number", shelf["number"]
    )

    assert [row["number"] for row in kept] == made[-8:]
