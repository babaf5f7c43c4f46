"""Fetching data: the first sync after linking, refreshes, their course and history."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies, linking
from contract_tests.codat.companies import UNKNOWN_ID
from contract_tests.support.answers import assert_status, expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

QUEUEING = "documentation: queueing data syncs"
STATUS = "documentation: data status"
TUTORIAL = "tutorial Step 2: Connect"
# A real company has to be linked by a person; here the mock's own forms do it.
LINKED = pytest.mark.needs("disposable")


def queue(target: Target, company: dict[str, Any], data_type: str = "bills") -> Any:
    return target.session.post(companies.path(company, f"/data/queue/{data_type}"))


def history(target: Target, company: dict[str, Any], **query: str) -> Any:
    return expect(target.session.get(companies.path(company, "/data/history"), params=query), 200)


def one(target: Target, pull: dict[str, Any]) -> dict[str, Any]:
    """A data set as it is now."""
    path = f"/companies/{pull['companyId']}/data/history/{pull['id']}"
    found: dict[str, Any] = expect(target.session.get(path), 200)
    return found


@LINKED
@pytest.mark.writes
@pytest.mark.documented(QUEUEING)
def test_linking_starts_the_first_sync(target: Target) -> None:
    company = linking.linked(target)

    page = history(target, company, query="dataType=invoices")

    assert page["totalResults"] == 1
    assert page["results"][0]["connectionId"] == company["dataConnections"][0]["id"]
    assert page["results"][0]["isCompleted"] is False


@LINKED
@pytest.mark.writes
@pytest.mark.documented(QUEUEING)
def test_the_first_sync_is_completed_and_moves_last_sync(target: Target) -> None:
    company = linking.linked(target)
    assert "lastSync" not in company

    target.until(lambda: "lastSync" in companies.read(target, company))

    found = companies.read(target, company)
    assert found["lastSync"] >= found["dataConnections"][0]["lastSync"]
    assert history(target, company, query="status!=Complete")["totalResults"] == 0


@LINKED
@pytest.mark.writes
@pytest.mark.documented(TUTORIAL)
def test_a_synced_company_is_read_as_the_tutorial_prints_it(target: Target) -> None:
    company = linking.linked(target, name="Recipe test company")
    target.until(lambda: "lastSync" in companies.read(target, company))

    example = sample("codat", "get-linked-company-of-2021")

    example.assert_answered_as_printed(example.send(target.session, company_id=company["id"]))


@LINKED
@pytest.mark.writes
@pytest.mark.documented(TUTORIAL)
def test_a_data_type_is_queued_as_the_tutorial_prints_it(target: Target) -> None:
    company = linking.synced(target)

    example = sample("codat", "queue-bills-of-2021")

    example.assert_answered_as_printed(example.send(target.session, company_id=company["id"]))


@LINKED
@pytest.mark.writes
@pytest.mark.documented(STATUS)
def test_a_queued_data_type_runs_to_complete(target: Target) -> None:
    pull = expect(queue(target, linking.synced(target)), 200)

    done = target.until(lambda: one(target, pull)["isCompleted"] and one(target, pull))

    assert done["status"] == "Complete"
    assert done["progress"] == 100
    assert done["isErrored"] is False
    assert done["completed"] >= done["requested"]


@LINKED
@pytest.mark.writes
@pytest.mark.documented(STATUS)
def test_a_sync_shows_its_statuses_in_the_documented_order(target: Target) -> None:
    pull = expect(queue(target, linking.synced(target)), 200)
    seen: list[str] = []

    def watched() -> bool:
        seen.append(one(target, pull)["status"])
        return seen[-1] == "Complete"

    target.until(watched)

    order = [
        "Initial", "Queued", "Fetching", "MapQueued", "Mapping", "ValidationQueued", "Validating",
        "ProcessingQueued", "Processing", "Complete",
    ]  # fmt: skip
    assert seen == sorted(seen, key=order.index)


@LINKED
@pytest.mark.writes
@pytest.mark.spec("Platform API specification, get-company-data-status")
def test_the_status_of_a_data_type_names_its_syncs(target: Target) -> None:
    company = linking.synced(target)
    pull = expect(queue(target, company), 200)
    target.until(lambda: one(target, pull)["isCompleted"])

    status = expect(target.session.get(companies.path(company, "/dataStatus")), 200)["bills"]

    assert status["dataType"] == "bills"
    assert status["currentStatus"] == "Complete"
    assert status["latestSyncId"] == status["latestSuccessfulSyncId"] == pull["id"]
    assert status["lastSuccessfulSync"] == one(target, pull)["completed"]


@LINKED
@pytest.mark.writes
@pytest.mark.spec("Platform API specification, refresh-company-data")
def test_all_data_is_queued_without_a_body(target: Target) -> None:
    company = linking.synced(target)
    before = history(target, company)["totalResults"]

    response = target.session.post(companies.path(company, "/data/all"))

    assert_status(response, 204)
    assert response.content == b""
    assert history(target, company)["totalResults"] == 2 * before


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("the text is documented, the status 409 is not")
def test_a_data_type_that_is_being_fetched_cannot_be_queued(target: Target) -> None:
    company = linking.synced(target)
    pull = expect(queue(target, company), 200)

    refused = companies.refusal(queue(target, company), 409)

    assert refused["error"] == (
        f"DatasetAlreadyInProgressException: Cannot queue bills sync for {company['id']}"
        f" as previous sync {pull['id']} is still in progress"
    )


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("published by a user of the API")
def test_a_data_type_that_the_platform_lacks_is_refused(target: Target) -> None:
    company = linking.synced(target)

    refused = companies.refusal(queue(target, company, "banking-accounts"), 400)

    platform = "9e0cc03b-3868-4543-98c0-568f0f1b12a3"
    assert refused["error"] == (f"Datatype 'banking-accounts' not supported by platform {platform}")


@pytest.mark.writes
@pytest.mark.assumed("what a company without a linked connection answers is not published")
def test_without_a_linked_connection_nothing_can_be_queued(target: Target) -> None:
    company = companies.create(target)
    companies.connect(target, company)

    companies.refusal(queue(target, company), 400)


@pytest.mark.writes
@pytest.mark.assumed("a segment that is no data type: status by analogy")
def test_what_is_no_data_type_is_refused(target: Target) -> None:
    companies.refusal(queue(target, companies.create(target), "nonsense"), 400)


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, refresh-company-data")
def test_all_data_of_a_company_without_connections_is_nothing(target: Target) -> None:
    company = companies.create(target)

    assert_status(target.session.post(companies.path(company, "/data/all")), 204)
    assert history(target, company)["totalResults"] == 0
    assert expect(target.session.get(companies.path(company, "/dataStatus")), 200) == {}


@LINKED
@pytest.mark.writes
@pytest.mark.documented("documentation: paging")
def test_history_is_paged(target: Target) -> None:
    company = linking.synced(target)

    page = history(target, company, page="2", pageSize="10", orderBy="dataType")

    path = companies.path(company, "/data/history")
    assert len(page["results"]) == 10
    assert page["_links"]["self"]["href"] == path
    assert page["_links"]["next"]["href"] == f"{path}?page=3&pageSize=10&orderBy=dataType"


@LINKED
@pytest.mark.writes
@pytest.mark.documented("specification of isCompleted: not queryable")
def test_is_completed_cannot_be_asked_for(target: Target) -> None:
    company = linking.linked(target)

    response = target.session.get(
        companies.path(company, "/data/history"), params={"query": "isCompleted=true"}
    )

    companies.refusal(response, 400)


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, get-pull-operation")
def test_an_unknown_data_set_is_not_found(target: Target) -> None:
    company = companies.create(target)

    response = target.session.get(companies.path(company, f"/data/history/{UNKNOWN_ID}"))

    companies.refusal(response, 404)


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, 404 of company operations")
@pytest.mark.parametrize(
    ("method", "tail"),
    [
        ("POST", "/data/all"),
        ("POST", "/data/queue/bills"),
        ("GET", "/data/history"),
        ("GET", "/dataStatus"),
        ("GET", "/connections"),
    ],
)
def test_an_unknown_company_has_nothing_to_fetch(target: Target, method: str, tail: str) -> None:
    response = target.session.request(method, f"/companies/{UNKNOWN_ID}{tail}")

    refused = companies.refusal(response, 404)
    assert refused["error"] == f"No company was found with ID {UNKNOWN_ID}"
