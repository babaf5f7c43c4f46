"""Fetching data: what is queued, how it goes, how it ends."""

from typing import Any

import pytest

from tests.providers.codat.conftest import Api

COURSE = [
    ("Queued", 10), ("Fetching", 20), ("MapQueued", 40), ("Mapping", 50),
    ("ValidationQueued", 60), ("Validating", 70), ("ProcessingQueued", 80), ("Processing", 90),
    ("Complete", 100),
]  # fmt: skip


def queue(api: Api, company: dict[str, Any], data_type: str = "bills", **query: Any) -> Any:
    return api.post(f"/companies/{company['id']}/data/queue/{data_type}", params=query)


def test_linking_queues_what_is_fetched_on_the_first_link(api: Api) -> None:
    company, connection = api.linked()

    found = api.history(company)
    assert len(found) == 25
    assert {pull["status"] for pull in found} == {"Queued"}
    assert {pull["connectionId"] for pull in found} == {connection["id"]}
    assert "bankTransactions" not in {pull["dataType"] for pull in found}
    assert "lastSync" not in company


def test_a_sync_takes_its_documented_course(api: Api) -> None:
    company, _ = api.linked()
    seen = []

    for _ in COURSE:
        pull = api.history(company, query="dataType=bills")[0]
        seen.append((pull["status"], pull["progress"]))
        api.sandbox.clock.next_event()

    assert seen == COURSE


def test_a_complete_sync_moves_last_sync_and_data_status(api: Api) -> None:
    company, _ = api.synced()

    pull = api.history(company, query="dataType=bills")[0]
    assert (pull["isCompleted"], pull["isErrored"], pull["progress"]) == (True, False, 100)
    assert company["lastSync"] == pull["completed"]
    assert company["dataConnections"][0]["lastSync"] == pull["completed"]
    status = api.get(f"/companies/{company['id']}/dataStatus").json()
    assert status["bills"] == {
        "dataType": "bills",
        "lastSuccessfulSync": pull["completed"],
        "currentStatus": "Complete",
        "latestSyncId": pull["id"],
        "latestSuccessfulSyncId": pull["id"],
    }
    assert "bankTransactions" not in status


def test_a_single_data_type_is_queued_as_the_tutorial_shows(api: Api) -> None:
    company, connection = api.synced()

    response = queue(api, company)

    pull = response.json()
    assert response.status_code == 200
    assert pull == {
        "id": pull["id"],
        "companyId": company["id"],
        "connectionId": connection["id"],
        "dataType": "bills",
        "status": "Initial",
        "requested": pull["requested"],
        "progress": 10,
        "isCompleted": False,
        "isErrored": False,
    }
    later = api.get(f"/companies/{company['id']}/data/history/{pull['id']}").json()
    assert later == {**pull, "status": "Queued"}


def test_while_a_refresh_runs_the_last_success_stays(api: Api) -> None:
    company, _ = api.synced()
    before = api.get(f"/companies/{company['id']}/dataStatus").json()["bills"]

    pull = queue(api, company).json()

    assert api.get(f"/companies/{company['id']}/dataStatus").json()["bills"] == {
        **before,
        "currentStatus": "Queued",
        "latestSyncId": pull["id"],
    }


def test_a_data_type_that_is_being_fetched_cannot_be_queued(api: Api) -> None:
    company, _ = api.linked()
    running = api.history(company, query="dataType=bills")[0]

    response = queue(api, company)

    assert response.status_code == 409
    assert response.json()["service"] == "PullApi"
    assert response.json()["error"] == (
        f"DatasetAlreadyInProgressException: Cannot queue bills sync for {company['id']}"
        f" as previous sync {running['id']} is still in progress"
    )


def test_a_data_type_that_the_platform_lacks_is_refused(api: Api) -> None:
    company, _ = api.synced()

    response = queue(api, company, "banking-accounts")

    assert response.status_code == 400
    assert response.json()["service"] == "PullApi"
    assert response.json()["error"] == (
        "Datatype 'banking-accounts' not supported by platform 9e0cc03b-3868-4543-98c0-568f0f1b12a3"
    )


@pytest.mark.parametrize("data_type", ["nothing", "accounts", "Bills", "%00", "bills%2Fx"])
def test_what_is_no_data_type_is_refused(api: Api, data_type: str) -> None:
    company, _ = api.synced()

    assert queue(api, company, data_type).status_code in (400, 404)


def test_without_a_linked_connection_nothing_can_be_queued(api: Api) -> None:
    company = api.company()
    waiting = api.connection(company)

    response = queue(api, company)

    assert response.status_code == 400
    assert response.json()["error"] == "No linked connection supports data type bills"
    assert queue(api, company, connectionId=waiting["id"]).status_code == 400


def test_the_connection_can_be_named(api: Api) -> None:
    company, first = api.linked("suuo")
    second = api.connection(company, "dfxm")
    api.authorise(company, second)
    api.sandbox.clock.run_until_idle()

    named = queue(api, company, "banking-accounts", connectionId=second["id"]).json()
    other = queue(api, company, "banking-accounts", CONNECTIONID=first["id"].upper()).json()

    assert (named["connectionId"], other["connectionId"]) == (second["id"], first["id"])


def test_without_a_name_the_connection_that_offers_the_data_type_is_taken(api: Api) -> None:
    company, bank = api.linked("suuo")
    books = api.connection(company, "mqjo")
    api.authorise(company, books)
    api.sandbox.clock.run_until_idle()

    assert queue(api, company, "bills").json()["connectionId"] == books["id"]
    assert queue(api, company, "banking-accounts").json()["connectionId"] == bank["id"]


def test_an_unknown_connection_is_not_found(api: Api) -> None:
    company, _ = api.synced()

    response = queue(api, company, connectionId="x")

    assert response.status_code == 404
    assert response.json()["error"] == "Data connection x not found"


def test_a_deauthorized_connection_fails_at_once(api: Api) -> None:
    found = api.get("/companies", params={"query": "status=Deauthorized"}).json()["results"]

    pull = queue(api, found[0]).json()

    assert (pull["status"], pull["isErrored"], pull["isCompleted"]) == ("AuthError", True, False)
    status = api.get(f"/companies/{found[0]['id']}/dataStatus").json()["bills"]
    assert status["currentStatus"] == "AuthError"
    assert status["latestSuccessfulSyncId"] != pull["id"]


def test_all_data_queues_what_is_not_running(api: Api) -> None:
    company, _ = api.synced()
    running = queue(api, company).json()

    response = api.post(f"/companies/{company['id']}/data/all")

    assert (response.status_code, response.content) == (204, b"")
    assert len(api.history(company)) == 25 + 1 + 24
    assert len(api.history(company, query="dataType=bills&&status!=Complete")) == 1
    assert running["id"] in [pull["id"] for pull in api.history(company)]


def test_the_older_path_of_all_data_is_served(api: Api) -> None:
    company, _ = api.synced()

    response = api.post(f"/companies/{company['id']}/data/queue/all")

    assert (response.status_code, response.content) == (204, b"")
    assert len(api.history(company)) == 50


def test_all_data_of_a_company_without_connections_queues_nothing(api: Api) -> None:
    company = api.company()

    assert api.post(f"/companies/{company['id']}/data/all").status_code == 204
    assert api.history(company) == []
    assert api.get(f"/companies/{company['id']}/dataStatus").json() == {}


@pytest.mark.parametrize(
    ("outcome", "progress", "errored"),
    [
        ("FetchError", 20, True),
        ("AuthError", 20, True),
        ("RateLimitError", 20, True),
        ("PermissionsError", 20, True),
        ("PrerequisiteNotMet", 20, True),
        ("NotSupported", 20, False),
        ("Cancelled", 20, False),
        ("MapError", 50, True),
        ("ValidationError", 70, True),
        ("ProcessingError", 90, True),
        ("InternalError", 90, True),
    ],
)
def test_a_sync_can_be_told_to_go_wrong(
    api: Api, outcome: str, progress: int, errored: bool
) -> None:
    api.sandbox.settings["codat.sync_outcome"] = outcome
    company, _ = api.synced()

    pull = api.history(company, query="dataType=bills")[0]
    assert pull["status"] == outcome
    assert (pull["progress"], pull["isErrored"], pull["isCompleted"]) == (progress, errored, False)
    assert pull["errorMessage"]
    assert "completed" not in pull
    assert "lastSync" not in company
    assert api.get(f"/companies/{company['id']}/dataStatus").json()["bills"] == {
        "dataType": "bills",
        "currentStatus": outcome,
        "latestSyncId": pull["id"],
    }


def test_only_some_data_types_can_be_told_to_go_wrong(api: Api) -> None:
    api.sandbox.settings["codat.sync_outcome"] = "FetchError"
    api.sandbox.settings["codat.sync_outcome_for"] = "bills, invoices"
    company, _ = api.synced()

    failed = api.history(company, query="status!=Complete&&status!=NotSupported")

    assert {pull["dataType"] for pull in failed} == {"bills", "invoices"}
    assert "lastSync" in company


def test_a_sync_can_take_no_time(api: Api) -> None:
    api.sandbox.settings["codat.sync_ms"] = 0

    company, _ = api.linked()

    assert {pull["status"] for pull in api.history(company)} == {"Complete"}


def test_history_is_paged_newest_first(api: Api) -> None:
    company, _ = api.synced()
    pull = queue(api, company).json()

    path = f"/companies/{company['id']}/data/history"
    page = api.get(path, params={"pageSize": 1}).json()

    assert (page["results"][0]["id"], page["totalResults"]) == (pull["id"], 26)
    assert page["_links"]["next"]["href"] == f"{path}?page=2&pageSize=1"


def test_is_completed_cannot_be_asked_for(api: Api) -> None:
    company, _ = api.synced()

    response = api.get(
        f"/companies/{company['id']}/data/history", params={"query": "isCompleted=true"}
    )

    assert response.status_code == 400
    assert response.json()["service"] == "PullApi"
    assert response.json()["error"] == (
        "Error parsing query - Could not resolve property isCompleted on Dataset"
    )


def test_the_data_set_of_another_company_is_not_found(api: Api) -> None:
    company, _ = api.synced()
    other = api.company()
    pull = api.history(company)[0]

    assert api.get(f"/companies/{other['id']}/data/history/{pull['id']}").status_code == 404


def walk(api: Api, look: bool) -> Any:
    """Link and refresh, with or without somebody who polls all the time."""
    company, connection = api.linked()
    for _ in range(30):
        api.sandbox.clock.advance("100ms")
        if look:
            api.read(company)
            api.history(company)
    queue(api, company, "invoices", connectionId=connection["id"])
    api.sandbox.clock.run_until_idle()
    return api.read(company), api.history(company)


def test_polling_all_the_time_changes_nothing(mock_server: Any) -> None:
    birth = {"clock": {"rate": 0, "now": "2022-08-19T15:52:31Z"}, "random_seed": 7}
    first, second = mock_server.sandbox(**birth), mock_server.sandbox(**birth)

    polled = walk(Api(first, first.codat), look=True)
    left_alone = walk(Api(second, second.codat), look=False)

    assert str(polled).replace(first.name, "") == str(left_alone).replace(second.name, "")
    first.delete()
    second.delete()
