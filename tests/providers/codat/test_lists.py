"""Lists: pages, links, queries, orders."""

import pytest

from tests.providers.codat.conftest import Api


@pytest.fixture
def five(empty: Api) -> Api:
    """Five companies, E the newest."""
    for name in "ABCDE":
        empty.company(name=name, tags={"n": name.lower()})
        empty.sandbox.clock.advance("1s")
    return empty


def names(page: dict) -> list[str]:
    return [company["name"] for company in page["results"]]


def test_the_first_page_of_an_empty_world(empty: Api) -> None:
    assert empty.get("/companies").json() == {
        "results": [],
        "pageNumber": 1,
        "pageSize": 100,
        "totalResults": 0,
        "_links": {
            "current": {"href": "/companies?page=1&pageSize=100"},
            "self": {"href": "/companies"},
        },
    }


def test_a_page_in_the_middle_has_both_neighbours(five: Api) -> None:
    page = five.get("/companies", params={"page": 2, "pageSize": 2}).json()

    assert names(page) == ["C", "B"]
    assert page["totalResults"] == 5
    assert page["_links"] == {
        "current": {"href": "/companies?page=2&pageSize=2"},
        "self": {"href": "/companies"},
        "next": {"href": "/companies?page=3&pageSize=2"},
        "previous": {"href": "/companies?page=1&pageSize=2"},
    }


def test_the_last_page_has_no_next(five: Api) -> None:
    page = five.get("/companies", params={"page": 3, "pageSize": 2}).json()

    assert names(page) == ["A"]
    assert set(page["_links"]) == {"current", "self", "previous"}


def test_a_page_past_the_end_is_empty(five: Api) -> None:
    page = five.get("/companies", params={"page": 999999999999, "pageSize": 5000}).json()

    assert names(page) == []
    assert page["totalResults"] == 5


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=x", "page=", "page=1.5", "page=" + "9" * 30,
     "pageSize=0", "pageSize=5001", "pageSize=x", "page=%00"],
)  # fmt: skip
def test_a_page_that_cannot_be_is_refused(five: Api, query: str) -> None:
    response = five.get(f"/companies?{query}")

    assert response.status_code == 400
    assert response.json()["error"] == "Error processing request - not valid."


def test_parameter_names_count_in_any_case(five: Api) -> None:
    page = five.get("/companies?PAGESIZE=1&PaGe=2&ORDERBY=name").json()

    assert names(page) == ["B"]


def test_a_query_filters_and_is_repeated_in_the_links(five: Api) -> None:
    page = five.get("/companies", params={"query": "name!=C&&name!=A", "pageSize": 2}).json()

    assert names(page) == ["E", "D"]
    assert page["totalResults"] == 3
    assert page["_links"]["next"]["href"] == (
        "/companies?page=2&pageSize=2&query=name!%3DC%26%26name!%3DA"
    )


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", "ABCDE"),
        ("-name", "EDCBA"),
        ("NAME", "ABCDE"),
        ("created", "ABCDE"),
        ("-modifiedDate", "EDCBA"),
    ],
)
def test_an_order_is_kept(five: Api, order: str, expected: str) -> None:
    page = five.get("/companies", params={"orderBy": order}).json()

    assert "".join(names(page)) == expected


def test_an_order_is_the_last_member_of_a_link(five: Api) -> None:
    page = five.get("/companies?orderBy=-name&query=name%3DA").json()

    assert page["_links"]["current"]["href"] == (
        "/companies?page=1&pageSize=100&query=name%3DA&orderBy=-name"
    )


@pytest.mark.parametrize("order", ["nope", "-", "dataConnections.status", "tags", "--name"])
def test_an_order_by_something_unknown_is_refused(five: Api, order: str) -> None:
    response = five.get("/companies", params={"orderBy": order})

    assert response.status_code == 400
    assert response.json()["error"] == "Error parsing query - Malformed query."


def test_what_lacks_the_property_comes_last(api: Api) -> None:
    page = api.get("/companies?orderBy=lastSync").json()

    assert ["lastSync" in company for company in page["results"]] == [True] * 4 + [False] * 3


@pytest.mark.parametrize(
    ("tags", "expected"),
    [("n = a || n = b", "BA"), ("n!=a", "EDCB"), ("x=1", ""), ("x!=1", "EDCBA"), ("n~c", "C")],
)
def test_companies_are_filtered_by_their_tags(five: Api, tags: str, expected: str) -> None:
    assert "".join(names(five.get("/companies", params={"tags": tags}).json())) == expected


@pytest.mark.parametrize("name", ["query", "tags"])
def test_a_malformed_condition_is_refused(five: Api, name: str) -> None:
    response = five.get("/companies", params={name: "name="})

    assert response.status_code == 400
    assert response.json()["error"] == "Error parsing query - Malformed query."
    assert response.json()["service"] == "ClientsApi"


def test_a_condition_on_something_unknown_is_refused(five: Api) -> None:
    response = five.get("/companies", params={"query": "colour=red"})

    assert response.status_code == 400
    assert response.json()["error"] == (
        "Error parsing query - Could not resolve property colour on Company"
    )


def test_companies_without_a_connection_are_found_as_the_documentation_does(api: Api) -> None:
    statuses = ("PendingAuth", "Linked", "Deauthorized", "Unlinked")
    condition = "&&".join(f"dataConnections.status!={status}" for status in statuses)

    page = api.get("/companies", params={"query": condition}).json()

    assert names(page) == ["Tidewater Ceramics", "Platypus Properties"]


def test_companies_with_a_waiting_connection_are_found(api: Api) -> None:
    page = api.get("/companies", params={"query": "dataConnections.status=PendingAuth"}).json()

    assert names(page) == ["Northwind Cycles"]
