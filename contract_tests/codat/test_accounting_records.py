"""Reading accounting records: lists, single ones, pages; kinds that differ from the others."""

from __future__ import annotations

import pytest

from contract_tests.codat import companies, linking
from contract_tests.codat.accounting import KINDS, ON_DEMAND, books
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

AT_ONCE = sorted(set(KINDS) - set(ON_DEMAND))


@pytest.mark.spec("Accounting API specification, the list and the single record of each data type")
@pytest.mark.parametrize("data_type", AT_ONCE)
def test_records_are_listed_and_each_is_read_by_its_id(target: Target, data_type: str) -> None:
    found = books(target, data_type)

    page = found.page(data_type, pageSize="2")

    first = page["results"][0]
    single = expect(found.get(f"{found.of(data_type)}/{first['id']}"), 200)
    unknown = companies.refusal(found.get(f"{found.of(data_type)}/no-such-record"), 404)
    assert set(page) == {"results", "pageNumber", "pageSize", "totalResults", "_links"}
    assert page["totalResults"] >= len(page["results"])
    assert first.items() <= single.items()
    assert first["metadata"]["isDeleted"] in (True, False)
    assert first["modifiedDate"][:19] <= found.company["lastSync"][:19]
    assert unknown["error"] == (
        f"No data available for {KINDS[data_type][0]} for ID no-such-record"
    )


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented("documentation: queueing data syncs, data types fetched on demand")
def test_what_is_not_fetched_on_the_first_link_is_there_after_it_was_queued(target: Target) -> None:
    found = books(target)
    transactions = found.of("accountTransactions")
    before = companies.refusal(found.get(transactions), 409)

    for data_type in ON_DEMAND:
        expect(target.session.post(found.path(f"/data/queue/{data_type}")), 200)
    target.until(lambda: found.get(transactions).status_code == 200)

    account = found.page("bankAccounts", query="balance>0")["results"][0]
    movements = found.at_connection(f"bankAccounts/{account['id']}/bankTransactions")
    moved = expect(found.get(movements, pageSize="5"), 200)
    page = found.page("accountTransactions", pageSize="1")
    assert before["error"] == "The data set has not been requested."
    assert page["results"][0]["lines"][0]["recordRef"]["dataType"]
    assert {one["accountId"] for one in moved["results"]} == {account["id"]}
    assert "metadata" not in moved["results"][0]
    assert moved["totalResults"] > 0
    assert found.page("itemReceipts")["totalResults"] > 0
    companies.refusal(found.get(found.at_connection("bankAccounts/x/bankTransactions")), 404)


@pytest.mark.documented("documentation: paging")
def test_pages_of_records_follow_each_other_without_gaps(target: Target) -> None:
    found = books(target, "customers")
    whole = found.page("customers", pageSize="5000")
    path = found.of("customers")

    pages = [found.page("customers", page=str(number), pageSize="7") for number in (1, 2, 3, 4)]

    walked = [one["id"] for page in pages for one in page["results"]]
    assert walked == [one["id"] for one in whole["results"]][:28]
    assert pages[1]["_links"] == {
        "current": {"href": f"{path}?page=2&pageSize=7"},
        "self": {"href": path},
        "next": {"href": f"{path}?page=3&pageSize=7"},
        "previous": {"href": f"{path}?page=1&pageSize=7"},
    }
    assert "next" not in whole["_links"]


@pytest.mark.documented("documentation: paging")
def test_a_page_past_the_end_is_empty(target: Target) -> None:
    found = books(target, "customers")

    page = found.page("customers", page="1000", pageSize="100")

    assert page["results"] == []
    assert page["totalResults"] > 0


@pytest.mark.spec("Accounting API specification, page and pageSize")
@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"pageSize": "0"}, {"pageSize": "5001"}, {"page": "x"}]
)
def test_a_page_that_cannot_be_is_refused(target: Target, query: dict[str, str]) -> None:
    found = books(target, "taxRates")

    companies.refusal(found.get(found.of("taxRates"), **query), 400)


@pytest.mark.spec("Accounting API specification, errors of reads")
@pytest.mark.parametrize("data_type", ["bills", "chartOfAccounts", "payments"])
def test_what_was_never_fetched_cannot_be_read(target: Target, data_type: str) -> None:
    query = {"query": "dataConnections.status!=Linked", "pageSize": "1"}
    company = expect(target.session.get("/companies", params=query), 200)["results"][0]

    segment = KINDS[data_type][0]
    refused = companies.refusal(
        target.session.get(f"/companies/{company['id']}/data/{segment}"), 409
    )

    assert refused["error"] == "The data set has not been requested."


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented("documentation: queueing data syncs")
def test_data_can_be_read_once_the_first_sync_is_over_and_while_the_next_one_runs(
    target: Target,
) -> None:
    company = linking.linked(target)
    path = companies.path(company, "/data/invoices")
    companies.refusal(target.session.get(path), 409)

    target.until(lambda: target.session.get(path).status_code == 200)
    first = expect(target.session.get(path), 200)
    expect(target.session.post(companies.path(company, "/data/queue/invoices")), 200)
    meanwhile = expect(target.session.get(path), 200)

    assert first["totalResults"] > 0
    assert meanwhile == first


@pytest.mark.spec("Accounting API specification, paths of reads")
@pytest.mark.parametrize("tail", ["/data/bankAccounts", "/data/transfers", "/data/chartOfAccounts"])
def test_data_of_a_connection_is_not_at_the_company(target: Target, tail: str) -> None:
    found = books(target)

    assert_status(found.get(found.path(tail)), 404)


@pytest.mark.spec("Accounting API specification, paths of reads")
def test_an_unknown_connection_has_no_data(target: Target) -> None:
    found = books(target)

    path = found.path(f"/connections/{companies.UNKNOWN_ID}/data/transfers")
    refused = companies.refusal(found.get(path), 404)

    assert refused["error"] == f"Data connection {companies.UNKNOWN_ID} not found"


@pytest.mark.spec("Accounting API specification, payments by link type")
def test_payments_of_a_connection_are_asked_for_by_what_they_pay(target: Target) -> None:
    found = books(target, "payments")
    path = found.at_connection("payments")

    page = expect(found.get(path, linkType="Invoice", pageSize="5"), 200)

    links = [link for one in page["results"] for line in one["lines"] for link in line["links"]]
    assert {link["type"] for link in links} == {"Invoice"}
    companies.refusal(found.get(path), 400)


@pytest.mark.spec("Accounting API specification, get-tracking-category")
def test_a_single_category_comes_with_those_below_it(target: Target) -> None:
    found = books(target, "trackingCategories")
    page = found.page("trackingCategories", query="hasChildren=true")
    parent = page["results"][0]

    tree = expect(found.get(f"{found.of('trackingCategories')}/{parent['id']}"), 200)

    assert "subCategories" not in parent
    assert {child["parentId"] for child in tree["subCategories"]} == {parent["id"]}


@pytest.mark.spec("Accounting API specification, get-company-info")
def test_the_company_is_described_by_its_books(target: Target) -> None:
    found = books(target, "company")

    info = expect(found.get(found.path("/data/info")), 200)

    assert info["companyName"]
    assert len(info["baseCurrency"]) == 3
    assert "id" not in info
    assert "modifiedDate" not in info


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("Accounting API specification, refresh-company-info")
def test_the_description_of_the_company_can_be_fetched_anew(target: Target) -> None:
    found = books(target, "company")

    pull = expect(target.session.post(found.path("/data/info")), 200)

    assert pull["dataType"] == "company"
    assert pull["status"] == "Initial"
