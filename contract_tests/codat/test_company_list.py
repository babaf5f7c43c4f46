"""GET /companies: pages, queries, orders, tags."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies
from contract_tests.support.answers import expect
from contract_tests.targets import Target

PAGING = "documentation: paging"
QUERYING = "documentation: querying"
MALFORMED = "Error parsing query - Malformed query."


def listed(target: Target, **query: object) -> Any:
    params = {name: str(value) for name, value in query.items()}
    return expect(target.session.get("/companies", params=params), 200)


def three(target: Target) -> str:
    """Three companies A, B, C; the name that they share."""
    prefix = target.unique("list")
    companies.create(target, name=f"{prefix} A", tags={"ct": prefix, "letter": "a"})
    companies.create(target, name=f"{prefix} B", tags={"ct": prefix, "letter": "b"})
    companies.create(target, name=f"{prefix} C", tags={"ct": prefix, "letter": "c"})
    return prefix


def letters(page: Any) -> str:
    return "".join(company["name"][-1] for company in page["results"])


@pytest.mark.documented(PAGING)
def test_a_list_comes_in_its_envelope(target: Target) -> None:
    page = listed(target, page=1, pageSize=1)

    assert set(page) == {"results", "pageNumber", "pageSize", "totalResults", "_links"}
    assert (page["pageNumber"], page["pageSize"]) == (1, 1)
    assert page["_links"]["self"]["href"] == "/companies"
    assert page["_links"]["current"]["href"] == "/companies?page=1&pageSize=1"
    assert "previous" not in page["_links"]


@pytest.mark.documented(PAGING)
def test_without_parameters_the_first_hundred_come(target: Target) -> None:
    page = listed(target)

    assert (page["pageNumber"], page["pageSize"]) == (1, 100)
    assert len(page["results"]) == min(page["totalResults"], 100)


@pytest.mark.writes
@pytest.mark.documented(PAGING)
def test_pages_follow_each_other_without_a_gap(target: Target) -> None:
    query = f"name~{three(target)}"

    pages = [listed(target, page=n, pageSize=2, query=query, orderBy="name") for n in (1, 2)]

    assert [letters(page) for page in pages] == ["AB", "C"]
    assert [page["totalResults"] for page in pages] == [3, 3]
    assert ["next" in page["_links"] for page in pages] == [True, False]
    assert ["previous" in page["_links"] for page in pages] == [False, True]


@pytest.mark.writes
@pytest.mark.documented(PAGING)
def test_a_next_link_leads_to_the_next_page(target: Target) -> None:
    query = f"name~{three(target)}"
    first = listed(target, page=1, pageSize=2, query=query, orderBy="name")

    second = expect(target.session.get(first["_links"]["next"]["href"]), 200)

    assert letters(second) == "C"


@pytest.mark.assumed("a page past the end is not described")
def test_a_page_past_the_end_is_empty(target: Target) -> None:
    assert listed(target, page=100_000, pageSize=100)["results"] == []


@pytest.mark.spec("Platform API specification, parameters page and pageSize")
@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "pageSize=0", "pageSize=5001"])
def test_a_page_that_cannot_be_is_refused(target: Target, query: str) -> None:
    companies.refusal(target.session.get(f"/companies?{query}"), 400)


@pytest.mark.documented("a URL of the documentation spells orderby")
def test_parameter_names_count_in_any_case(target: Target) -> None:
    page = expect(target.session.get("/companies?PAGESIZE=1&ORDERBY=name"), 200)

    assert page["pageSize"] == 1


@pytest.mark.writes
@pytest.mark.documented("documentation: ordering results")
@pytest.mark.parametrize(("order", "expected"), [("name", "ABC"), ("-name", "CBA")])
def test_a_list_is_ordered(target: Target, order: str, expected: str) -> None:
    prefix = three(target)

    assert letters(listed(target, query=f"name~{prefix}", orderBy=order)) == expected


@pytest.mark.writes
@pytest.mark.documented(QUERYING)
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("name={p} A", "A"),
        ("name={p} A || name={p} C", "AC"),
        ("name~{p} && name!={p} B", "AC"),
        ("{{name={p} A || name={p} B}} && name!={p} A", "B"),
        ("name~{p}&&created>2020-01-01", "ABC"),
        ("name~{p}&&created<2020-01-01", ""),
    ],
)
def test_companies_are_found_by_a_condition(target: Target, condition: str, expected: str) -> None:
    prefix = three(target)

    page = listed(target, query=condition.format(p=prefix), orderBy="name")

    assert letters(page) == expected
    assert page["totalResults"] == len(expected)


@pytest.mark.writes
@pytest.mark.documented(QUERYING)
def test_a_company_without_connections_is_found_as_the_documentation_does(target: Target) -> None:
    prefix = three(target)
    none = "&&".join(
        f"dataConnections.status!={status}"
        for status in ("PendingAuth", "Linked", "Deauthorized", "Unlinked")
    )

    assert letters(listed(target, query=f"name~{prefix}&&{none}", orderBy="name")) == "ABC"


@pytest.mark.writes
@pytest.mark.documented(QUERYING)
def test_a_company_with_a_waiting_connection_is_found(target: Target) -> None:
    company = companies.create(target)
    companies.connect(target, company)

    page = listed(target, query=f"id={company['id']}&&dataConnections.status=PendingAuth")

    assert [found["id"] for found in page["results"]] == [company["id"]]


@pytest.mark.writes
@pytest.mark.documented("documentation: company tags")
@pytest.mark.parametrize(
    ("condition", "expected"),
    [("letter = a", "A"), ("letter = a || letter = c", "AC"), ("letter!=a", "BC")],
)
def test_companies_are_found_by_their_tags(target: Target, condition: str, expected: str) -> None:
    prefix = three(target)

    page = listed(target, tags=condition, query=f"name~{prefix}", orderBy="name")

    assert letters(page) == expected


@pytest.mark.documented("documentation: querying; the text is of the specification")
@pytest.mark.parametrize("condition", ["name", "name=", "{name=a", "&&", "name=a &&"])
def test_a_malformed_condition_is_refused(target: Target, condition: str) -> None:
    response = target.session.get("/companies", params={"query": condition})

    assert companies.refusal(response, 400)["error"] == MALFORMED


@pytest.mark.assumed("the text is published for data sets only")
def test_a_condition_on_something_unknown_is_refused(target: Target) -> None:
    response = target.session.get("/companies", params={"query": "colour=red"})

    assert "Could not resolve property colour" in companies.refusal(response, 400)["error"]


@pytest.mark.assumed("what an order by something unknown answers is not published")
def test_an_order_by_something_unknown_is_refused(target: Target) -> None:
    companies.refusal(target.session.get("/companies?orderBy=colour"), 400)
