"""Bill Pay without syncs: what can be named, lists, queries, pages; which connections have it."""

from __future__ import annotations

import json
from base64 import b64decode

import pytest

from contract_tests.codat import companies
from contract_tests.codat.payables import (
    LINKED,
    NETSUITE,
    PLAID,
    SPEC,
    SUPPLIER,
    bill,
    bill_body,
    get,
    ids,
    linked,
    make,
    path,
)
from contract_tests.codat.writing import UNKNOWN, Books
from contract_tests.targets import Target


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_the_accounting_software_says_whose_it_is_without_a_fetch(books: Books) -> None:
    info = get(books, "info")

    assert info["companyName"]
    assert info["baseCurrency"] == "GBP"
    assert set(info) == {"companyName", "baseCurrency"}


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_bills_can_name_active_accounts_and_tax_rates(books: Books) -> None:
    options = get(books, "mappingOptions", "bills")

    assert {one["status"] for one in options["accounts"] + options["taxRates"]} == {"Active"}
    assert "Purchases" in [one["name"] for one in options["accounts"]]
    assert options["pagination"] == {}


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("kind", ["bills", "payments"])
def test_options_are_filtered_by_status_alone(books: Books, kind: str) -> None:
    archived = get(books, "mappingOptions", kind, statusQuery="status=Archived")
    other = books.target.session.get(
        path(books, "mappingOptions", kind), params={"statusQuery": "name=Sales"}
    )

    members = [members for name, members in archived.items() if name != "pagination"]
    assert [one for found in members for one in found if one["status"] != "Archived"] == []
    refused = companies.refusal(other, 400)
    assert refused["error"].startswith("Error parsing query - Could not resolve property name on ")


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("kind", ["bills", "suppliers"])
def test_lists_are_filtered_by_the_day_of_change(books: Books, kind: str) -> None:
    later = get(books, kind, query="sourceModifiedDate>2100-01-01T00:00:00.000Z")
    earlier = get(books, kind, query="sourceModifiedDate<2100-01-01T00:00:00.000Z")

    assert later == {"results": [], "pagination": {}}
    assert earlier["results"]


@LINKED
@pytest.mark.writes
@pytest.mark.spec(f"{SPEC}: query filters by status and sourceModifiedDate")
@pytest.mark.parametrize(
    ("kind", "query", "text"),
    [
        ("bills", "reference=B-1", "Could not resolve property reference on Bill"),
        ("suppliers", "phone=1", "Could not resolve property phone on Supplier"),
        ("bills", "status", "Malformed query."),
    ],
)
def test_a_query_on_something_else_is_refused(
    books: Books, kind: str, query: str, text: str
) -> None:
    response = books.target.session.get(path(books, kind), params={"query": query})

    assert companies.refusal(response, 400)["error"] == f"Error parsing query - {text}"


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("a token that nobody gave out: its refusal is not published")
@pytest.mark.parametrize("kind", ["bills", "suppliers", "mappingOptions/bills"])
@pytest.mark.parametrize("token", ["nonsense", "e30=", "eyJwYWdlIjowLCJwYWdlU2l6ZSI6MX0="])
def test_a_token_that_nobody_gave_out_is_refused(books: Books, kind: str, token: str) -> None:
    response = books.target.session.get(path(books, kind), params={"continuationToken": token})

    companies.refusal(response, 400)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_token_leads_to_the_next_page_of_a_hundred(books: Books) -> None:
    for number in range(101 - len(get(books, "suppliers")["results"])):
        make(books, "suppliers", **SUPPLIER | {"supplierName": f"Quay {number}"})

    first = get(books, "suppliers")
    token = first["pagination"]["continuationToken"]
    second = get(books, "suppliers", continuationToken=token)

    assert json.loads(b64decode(token)) == {"page": 2, "pageSize": 100, "pageCount": 2}
    assert (len(first["results"]), len(second["results"])) == (100, 1)
    assert second["pagination"] == {}
    assert set(ids(first)) & set(ids(second)) == set()


@LINKED
@pytest.mark.writes
@pytest.mark.spec(f"{SPEC}: update-supplier, which accounting software supports it")
def test_some_accounting_software_does_not_let_records_be_changed(target: Target) -> None:
    books = linked(target, NETSUITE)
    made = make(books, "suppliers", **SUPPLIER)
    supplier, open_bill = path(books, "suppliers", made["id"]), bill(books)

    session = books.target.session
    companies.refusal(session.put(supplier, json=SUPPLIER), 404)
    body = bill_body(books)
    companies.refusal(session.put(path(books, "bills", open_bill["id"]), json=body), 404)


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("what another kind of connection answers is not published")
def test_another_kind_of_connection_has_no_bills(target: Target) -> None:
    company = companies.create(target)
    root = companies.connection_path(company, companies.connect(target, company, PLAID))

    refused = companies.refusal(target.session.get(f"{root}/payables/bills"), 404)

    assert refused["error"] == "Datatype bills not supported by platform(s) Plaid"


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("409 is published for these operations, when it is answered is not")
@pytest.mark.parametrize(
    "tail",
    ["info", "bills", "suppliers", "mappingOptions/bills", f"bills/{UNKNOWN}/attachments"],
)
def test_a_connection_that_waits_to_be_linked_is_a_conflict(target: Target, tail: str) -> None:
    company = companies.create(target)
    root = companies.connection_path(company, companies.connect(target, company))

    refused = companies.refusal(target.session.get(f"{root}/payables/{tail}"), 409)

    assert refused["error"] == "The connection is PendingAuth and not Linked."
