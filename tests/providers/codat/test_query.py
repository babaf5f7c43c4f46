"""The query language, against documented examples and an evaluator written another way."""

import operator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.providers.codat import query

KINDS = {
    "name": query.TEXT,
    "amount": query.NUMBER,
    "day": query.DATE,
    "open": query.FLAG,
    "dataConnections.status": query.TEXT,
}


def judged(text: str, document: dict[str, Any]) -> bool:
    return query.holds(query.checked(query.parse(text), KINDS), document, KINDS)


@pytest.mark.parametrize(
    ("text", "document", "expected"),
    [
        ("amount > 0", {"amount": 1}, True),
        ("amount > 0", {"amount": 0}, False),
        ("amount>=1.50", {"amount": 1.5}, True),
        ("name=ACCOUNTING", {"name": "Accounting"}, True),
        ("NAME = accounting", {"name": "Accounting"}, True),
        ("name~sal", {"name": "Other Sales"}, True),
        ("name~xyz", {"name": "Other Sales"}, False),
        ("name!=a", {"name": "b"}, True),
        ("name!=a", {}, False),
        ("open=true", {"open": True}, True),
        ("open!=true", {"open": False}, True),
        ("day>2022-08-23", {"day": "2022-08-23T00:00:00.0000001Z"}, True),
        ("day>2022-08-23", {"day": "2022-08-23T00:00:00Z"}, False),
        ("day=2022-08-23T02:00:00+02:00", {"day": "2022-08-23T00:00:00Z"}, True),
        ("name=a && amount=1 || amount=2", {"name": "b", "amount": 2}, True),
        ("name=a && {amount=1 || amount=2}", {"name": "b", "amount": 2}, False),
        ("{amount > 100 || amount < 50} && name != paid", {"amount": 7, "name": "open"}, True),
        ('name="a && b"', {"name": "A && B"}, True),
        ("name=Fish & Chips", {"name": "Fish & Chips"}, True),
        ("name%3Da", {"name": "a"}, True),
    ],
)
def test_a_documented_condition_is_judged(
    text: str, document: dict[str, Any], expected: bool
) -> None:
    assert judged(text, document) is expected


@pytest.mark.parametrize(
    ("statuses", "has", "has_not"),
    [
        ([], False, True),
        (["Linked"], False, True),
        (["PendingAuth"], True, False),
        (["Linked", "PendingAuth"], True, False),
    ],
)
def test_a_list_of_connections_is_asked_for_any_and_for_none(
    statuses: list[str], has: bool, has_not: bool
) -> None:
    document = {"dataConnections": [{"status": status} for status in statuses]}

    assert judged("dataConnections.status=PendingAuth", document) is has
    assert judged("dataConnections.status!=PendingAuth", document) is has_not


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name=",
        "=a",
        "name==",
        "name=a &&",
        "&& name=a",
        "name=a || ",
        "{name=a",
        "name=a}",
        "{}",
        "name=a {name=b}",
        "name ! a",
        "amount=many",
        "amount=NaN",
        "amount=Infinity",
        "amount~1",
        "name>a",
        "open>true",
        "open=maybe",
        "day=yesterday",
        "day~2022",
        "day=2022-13-01",
        "day=2022-01-01T25:00:00Z",
        "{" * 51 + "name=a" + "}" * 51,
        "name=" + "a" * 2043,
        "{" * 2000,
        "\x00",
    ],
)
def test_a_malformed_query_is_refused(text: str) -> None:
    with pytest.raises(query.MalformedQueryError):
        judged(text, {"name": "a", "amount": 1, "day": "2022-01-01", "open": True})


def test_an_unknown_property_is_named() -> None:
    with pytest.raises(query.UnknownPropertyError, match=r"\AisCompleted\Z"):
        judged("isCompleted=true", {})


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("region = uk && owningTeam = invoice-finance", {"region": "uk"}, False),
        ("region = uk || owningTeam = x", {"region": "UK"}, True),
        ("uid!=7", {}, True),
        ("uid=7", {}, False),
        ("my-key~b", {"my-key": "abc"}, True),
    ],
)
def test_tags_are_asked_by_their_keys(text: str, tags: dict[str, str], expected: bool) -> None:
    assert query.tags_hold(query.checked_tags(query.parse(text)), tags) is expected


# -- against Python's own evaluator -----------------------------------------------------------

WORDS = st.sampled_from(["a", "b", "ab", "Bc", "x y", "né"])
AMOUNTS = st.integers(-3, 3)
COMPARED = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
texts = st.tuples(st.just("name"), st.sampled_from(["=", "!=", "~"]), WORDS)
numbers = st.tuples(st.just("amount"), st.sampled_from(list(COMPARED)), AMOUNTS)
documents = st.fixed_dictionaries({}, optional={"name": WORDS, "amount": AMOUNTS})
trees = st.recursive(
    texts | numbers,
    lambda inner: st.tuples(st.sampled_from(["&&", "||"]), st.lists(inner, min_size=2, max_size=3)),
    max_leaves=8,
)


def written(tree: Any, spaces: str) -> str:
    if tree[0] in ("&&", "||"):
        parts = [f"{{{written(part, spaces)}}}" for part in tree[1]]
        return f"{spaces}{tree[0]}{spaces}".join(parts)
    return f"{tree[0]}{spaces}{tree[1]}{spaces}{tree[2]}"


def truth(tree: Any, document: dict[str, Any]) -> bool:
    if tree[0] in ("&&", "||"):
        return (all if tree[0] == "&&" else any)([truth(part, document) for part in tree[1]])
    name, comparison, wanted = tree
    if name not in document:
        return False
    found = document[name]
    if name == "name" and comparison == "~":
        return wanted.casefold() in found.casefold()
    if name == "name":
        return COMPARED[comparison](found.casefold(), wanted.casefold())
    return COMPARED[comparison](Decimal(found), Decimal(wanted))


@given(trees, documents, st.sampled_from(["", " ", "  "]))
def test_every_query_means_what_python_says(
    tree: Any, document: dict[str, Any], spaces: str
) -> None:
    assert judged(written(tree, spaces), document) == truth(tree, document)


@given(st.lists(texts | numbers, min_size=2, max_size=5), st.data(), documents)
def test_and_binds_tighter_than_or(
    clauses: list[Any], data: st.DataObject, document: dict[str, Any]
) -> None:
    joins = [data.draw(st.sampled_from(["&&", "||"])) for _ in clauses[1:]]
    text = written(clauses[0], "") + "".join(
        join + written(clause, "") for join, clause in zip(joins, clauses[1:], strict=True)
    )
    python = str(truth(clauses[0], document)) + "".join(
        f" {'and' if join == '&&' else 'or'} {truth(clause, document)}"
        for join, clause in zip(joins, clauses[1:], strict=True)
    )

    assert judged(text, document) == eval(python)


@given(st.text(max_size=60))
def test_any_text_is_judged_or_refused(text: str) -> None:
    try:
        outcome = judged(text, {"name": "a"})
    except (query.MalformedQueryError, query.UnknownPropertyError):
        outcome = False

    assert outcome in (True, False)
