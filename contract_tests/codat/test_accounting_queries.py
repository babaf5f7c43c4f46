"""Which records, in which order: `query` and `orderBy` on every data type."""

from __future__ import annotations

import pytest

from contract_tests.codat import companies
from contract_tests.codat.accounting import KINDS, ON_DEMAND, books
from contract_tests.targets import Target

QUERYING = "documentation: querying"
ORDERING = "documentation: ordering results"
AT_ONCE = sorted(set(KINDS) - set(ON_DEMAND))


@pytest.mark.documented(f"{QUERYING}; {ORDERING}")
@pytest.mark.parametrize("data_type", AT_ONCE)
def test_records_are_chosen_by_query_and_put_in_order(target: Target, data_type: str) -> None:
    found = books(target, data_type)
    order = KINDS[data_type][2]
    whole = found.page(data_type, pageSize="5000")["results"]
    wanted = whole[len(whole) // 2]

    one = found.page(data_type, query=f"id={wanted['id']}")
    down = found.page(data_type, orderBy=f"-{order}", pageSize="5000")["results"]
    kept = found.page(data_type, query="metadata.isDeleted!=true&&modifiedDate>2001-01-01")

    assert [record["id"] for record in one["results"]] == [wanted["id"]]
    assert one["totalResults"] == 1
    values = [record[order].lower() for record in down]
    assert values == sorted(values, reverse=True)
    assert sorted(record["id"] for record in down) == sorted(record["id"] for record in whole)
    living = [record for record in whole if not record["metadata"]["isDeleted"]]
    assert kept["totalResults"] == len(living)


@pytest.mark.documented(QUERYING)
@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("status=paid", lambda one: one["status"] == "Paid"),
        ("status!=Paid", lambda one: one["status"] != "Paid"),
        ("amountDue > 0", lambda one: one["amountDue"] > 0),
        ("totalAmount<=500.50", lambda one: one["totalAmount"] <= 500.5),
        (
            "{totalAmount > 5000 || totalAmount < 500} && status != paid",
            lambda one: not 500 <= one["totalAmount"] <= 5000 and one["status"] != "Paid",
        ),
        ("invoiceNumber~1", lambda one: "1" in one["invoiceNumber"]),
        ("currency=gbp", lambda one: one["currency"] == "GBP"),
    ],
)
def test_invoices_are_chosen_by_what_they_say(target: Target, query: str, fits: object) -> None:
    found = books(target, "invoices")
    whole = found.page("invoices", pageSize="5000")["results"]

    page = found.page("invoices", query=query, pageSize="5000")

    assert callable(fits)
    expected = [one["id"] for one in whole if fits(one)]
    assert [one["id"] for one in page["results"]] == expected
    assert page["totalResults"] == len(expected) > 0


@pytest.mark.documented(QUERYING)
@pytest.mark.parametrize(("operator", "days"), [(">", 0), (">=", 1), ("=", 1)])
def test_records_are_chosen_by_their_days(target: Target, operator: str, days: int) -> None:
    found = books(target, "bills")
    whole = found.page("bills", pageSize="5000")["results"]
    middle = whole[len(whole) // 2]["issueDate"]

    page = found.page("bills", query=f"issueDate{operator}{middle[:10]}", pageSize="5000")

    same = [one["id"] for one in whole if one["issueDate"] == middle] if days else []
    later = [one["id"] for one in whole if one["issueDate"] > middle] if ">" in operator else []
    assert [one["id"] for one in page["results"]] == [*same, *later]


@pytest.mark.documented(QUERYING)
def test_records_are_chosen_by_what_they_refer_to(target: Target) -> None:
    found = books(target, "invoices")
    customer = found.page("invoices", pageSize="1")["results"][0]["customerRef"]["id"]

    page = found.page("invoices", query=f"customerRef.id={customer}", orderBy="customerRef.id")

    assert {one["customerRef"]["id"] for one in page["results"]} == {customer}


@pytest.mark.documented(f"{QUERYING}; {ORDERING}")
def test_the_links_of_a_chosen_page_choose_the_same(target: Target) -> None:
    found = books(target, "suppliers")

    page = found.page(
        "suppliers", query="metadata.isDeleted!=true", orderBy="-id", page="2", pageSize="3"
    )

    tail = "pageSize=3&query=metadata.isDeleted!%3Dtrue&orderBy=-id"
    assert page["_links"]["current"]["href"] == f"{found.of('suppliers')}?page=2&{tail}"
    assert page["_links"]["next"]["href"] == f"{found.of('suppliers')}?page=3&{tail}"


@pytest.mark.assumed("published for the history of data sets by a user of the API")
@pytest.mark.parametrize("data_type", ["customers", "directCosts", "items"])
def test_a_property_that_there_is_not_is_refused_by_name(target: Target, data_type: str) -> None:
    found = books(target, data_type)

    refused = companies.refusal(found.get(found.of(data_type), query="nonsense=1"), 400)

    assert refused["error"].startswith(
        "Error parsing query - Could not resolve property nonsense on "
    )


@pytest.mark.documented(QUERYING)
@pytest.mark.parametrize(
    "query",
    [
        {"query": "status"},
        {"query": "status=paid&&"},
        {"query": "{status=paid"},
        {"query": "totalAmount~5"},
        {"query": "status>paid"},
        {"query": "totalAmount=much"},
        {"query": "issueDate>soon"},
        {"query": "lineItems.description=x"},
        {"orderBy": "nonsense"},
    ],
)
def test_what_cannot_be_asked_is_refused(target: Target, query: dict[str, str]) -> None:
    found = books(target, "invoices")

    refused = companies.refusal(found.get(found.of("invoices"), **query), 400)

    assert refused["error"].startswith("Error parsing query - ")
