"""`fail-job`: imports, syncs, exports and audits end in their documented failure state."""

from typing import Any

import pytest

from mockserver.testing import MockSandbox


def candis_log(sandbox: MockSandbox, count: int) -> list[dict[str, Any]]:
    path = f"/v1/organizations/{sandbox.candis.subject['organization_id']}/imports"
    accounts = [{"accountCode": f"F-{n}", "name": "n"} for n in range(count)]
    accepted = sandbox.candis.request("POST", f"{path}/general-ledger-accounts", json=accounts)
    sandbox.clock.run_until_idle()
    log = sandbox.candis.request("GET", f"{path}/{accepted.json()['processId']}").json()
    assert log["jobStatus"] == "PROCESSED"
    events: list[dict[str, Any]] = log["events"]
    return events


@pytest.mark.parametrize(
    ("value", "code"),
    [(None, "UNKNOWN_ERROR"), ("INVALID_INPUT", "INVALID_INPUT"), ("x", "UNKNOWN_ERROR")],
)
def test_every_record_of_a_failing_candis_import_fails(
    mock_sandbox: MockSandbox, value: str | None, code: str
) -> None:
    mock_sandbox.faults.add("candis", "fail-job", value=value, count=1)

    failed, worked = candis_log(mock_sandbox, 2), candis_log(mock_sandbox, 2)

    assert [event["importErrors"] for event in failed] == [[code], [code]]
    assert [event["status"] for event in worked] == ["IMPORTED", "IMPORTED"]


def test_a_failing_import_fails_to_its_last_slice(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.faults.add("candis", "fail-job", operation="createGeneralLedgerAccounts", count=1)
    path = f"/v1/organizations/{mock_sandbox.candis.subject['organization_id']}/imports"
    accounts = [{"accountCode": f"F-{n}", "name": "n"} for n in range(1200)]
    accepted = mock_sandbox.candis.request("POST", f"{path}/general-ledger-accounts", json=accounts)
    mock_sandbox.clock.run_until_idle()

    last = mock_sandbox.candis.request(
        "GET", f"{path}/{accepted.json()['processId']}?offset=1199"
    ).json()

    assert [event["status"] for event in last["events"]] == ["FAILED"]
    assert last["pagination"]["totalCount"] == 1200


def test_a_candis_export_fails(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.faults.add("candis", "fail-job", operation="createExport", count=1)
    exports = f"/v1/organizations/{mock_sandbox.candis.subject['organization_id']}/exports"
    created = mock_sandbox.candis.request("POST", exports, json={}).json()
    mock_sandbox.clock.run_until_idle()

    export = mock_sandbox.candis.request("GET", f"{exports}/{created['id']}").json()

    assert export["status"] == "FAILED"


@pytest.mark.parametrize(
    ("value", "status"), [(None, "FetchError"), ("AuthError", "AuthError"), ("x", "FetchError")]
)
def test_a_codat_sync_fails(mock_sandbox: MockSandbox, value: str | None, status: str) -> None:
    path = f"/sandboxes/{mock_sandbox.name}/providers/codat/link"
    company = mock_sandbox.codat.request("POST", "/companies", json={"name": "F"}).json()["id"]
    wanted = {"company_id": company, "platform_key": "mqjo", "outcome": "authorise"}
    mock_sandbox.server.steer("POST", path, wanted)
    mock_sandbox.clock.run_until_idle()
    mock_sandbox.faults.add("codat", "fail-job", operation="invoices", value=value, count=1)

    for data_type in ("invoices", "bills"):
        mock_sandbox.codat.request("POST", f"/companies/{company}/data/queue/{data_type}")
    mock_sandbox.clock.run_until_idle()

    found = mock_sandbox.codat.request("GET", f"/companies/{company}/dataStatus").json()
    assert found["invoices"]["currentStatus"] == status
    assert found["bills"]["currentStatus"] == "Complete"


def test_a_cegid_import_ends_with_an_error(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.faults.add("cegid_loop", "fail-job", count=1)
    wanted = {
        "codeIbs": mock_sandbox.cegid_loop.subject["codeIbs"],
        "URL": "https://files.example/a.txt",
        "MODELE": "IMPORTPERSO",
    }
    accepted = mock_sandbox.cegid_loop.request(
        "POST", "/loop-api-publiques/importPerso", json=wanted
    ).json()
    mock_sandbox.clock.run_until_idle()

    status = mock_sandbox.cegid_loop.request(
        "GET", "/loop-api-publiques/getImportStatus", params=accepted
    ).json()

    assert status["status"] == 4


CALLS = [
    ("candis", "/v1/organizations/info", "Too many requests"),
    ("codat", "/companies", "You have made too many requests in a given amount of time"),
    ("appzen", "/dictionary-data-services/entity/x", "Too many requests, please try again later"),
    ("cegid_loop", "/loop-api-publiques/getImportStatus?id=1", "Try again in 7 seconds."),
    ("feedback_house", "/api/planning/business-division/v1/query", "Too many requests"),
]


@pytest.mark.parametrize(("provider", "path", "text"), CALLS)
def test_a_rate_limit_fault_speaks_as_the_provider_does(
    mock_sandbox: MockSandbox, provider: str, path: str, text: str
) -> None:
    mock_sandbox.faults.add(provider, "rate-limit", value=7)

    answer = getattr(mock_sandbox, provider).request("GET", path)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert text in answer.text


@pytest.mark.parametrize("status", [400, 402, 408, 418, 500, 502, 503, 504, 599])
@pytest.mark.parametrize(("provider", "path", "_text"), CALLS)
def test_any_status_can_be_asked_for_in_every_envelope(
    mock_sandbox: MockSandbox, provider: str, path: str, _text: str, status: int
) -> None:
    mock_sandbox.faults.add(provider, "status", value=status)

    answer = getattr(mock_sandbox, provider).request("GET", path)

    assert answer.status_code == status
    assert answer.headers["Mock-Origin"] == "fault"
    assert isinstance(answer.json(), dict)


@pytest.mark.parametrize(("provider", "path", "_text"), CALLS)
def test_an_expired_token_is_refused_by_every_provider(
    mock_sandbox: MockSandbox, provider: str, path: str, _text: str
) -> None:
    mock_sandbox.faults.add(provider, "expire-token", count=1)

    assert getattr(mock_sandbox, provider).request("GET", path).status_code == 401
