"""The Expense Audit API: tokens, attachments, reports, audit results, an envelope of its own."""

from typing import Any

import pytest

from mockserver.testing import MockSandbox
from mockserver.testing.sandbox import ProviderAccess

TOKEN = "/api/v3/oauth2/token"
REPORT = "/expense-ingestion/reports/R-1"
RESULT = "/expense-audit-results/v2/reports"
SCOPES = "expense.report.read expense.report.write"
WINDOW = {"from_audit_date": "2024-07-01", "to_audit_date": "2024-07-02"}
EVERY = [
    ("GET", f"{REPORT}/images/upload-url"),
    ("PUT", REPORT),
    ("GET", f"{RESULT}/R-1"),
    ("POST", RESULT),
    ("GET", "/expense-audit-results/customer/1/reports/R-1"),
    ("POST", "/expense-audit-results/customer/1/reports"),
]


def report(**fields: Any) -> dict[str, Any]:
    return {
        "reportNumber": "R-1",
        "amount": 42.5,
        "userName": "Berg, Tomasz",
        "userid": "tberg",
        "emailAddress": "tomasz.berg@halvorsen-pike.example",
        "country": "USA",
        "curr": "USD",
        "date": "2024-06-30T00:00:00",
        "elines": [{"external_exp_line_id": "L-1", "amount": 42.5}],
        **fields,
    }


def form(appzen: ProviderAccess, **changed: str) -> dict[str, str]:
    given = appzen.credentials
    wanted = {"client_id": given["client_id"], "client_secret": given["client_secret"]}
    return {**wanted, "scope": SCOPES, **changed}


def with_token(appzen: ProviderAccess) -> dict[str, str | None]:
    """The headers of a client that knows a token only."""
    token = appzen.request("POST", TOKEN, data=form(appzen)).json()["access_token"]
    nothing = dict.fromkeys(("x-api-key", "customer-id", "customer-key"))
    return {"Authorization": f"Bearer {token}", **nothing}


@pytest.mark.parametrize("path", [TOKEN, f"/enft{TOKEN}"])
def test_a_client_gets_a_token_for_an_hour(appzen: ProviderAccess, path: str) -> None:
    answer = appzen.request("POST", path, data=form(appzen))

    assert answer.status_code == 200
    assert answer.json() | {"access_token": ""} == {
        "token_type": "Bearer",
        "expires_in": 3600,
        "access_token": "",
        "scope": SCOPES,
    }


def test_a_token_without_a_scope_is_refused_as_published(appzen: ProviderAccess) -> None:
    refused = appzen.request("POST", TOKEN, data=form(appzen, scope=""))

    assert refused.status_code == 500
    assert refused.json()["httpStatus"] == "INTERNAL_SERVER_ERROR"
    assert refused.json()["statusCode"] == 500
    assert "'scope' must be provided" in refused.json()["msg"]


@pytest.mark.parametrize("changed", [{"client_id": "x"}, {"client_secret": "x"}, {"scope": ""}])
def test_a_client_that_is_unknown_gets_no_token(
    appzen: ProviderAccess, changed: dict[str, str]
) -> None:
    refused = appzen.request("POST", TOKEN, data=form(appzen, **{"client_secret": "x", **changed}))

    assert refused.status_code == 401


def test_a_token_opens_the_expense_api_for_an_hour(world: MockSandbox) -> None:
    headers = with_token(world.appzen)
    early = world.appzen.request("PUT", REPORT, json=report(), headers=headers)
    world.clock.advance("PT1H")

    late = world.appzen.request("PUT", REPORT, json=report(), headers=headers)

    assert early.json() == {"Status": "Success", "msg": "Successfully processed submitted report"}
    assert (late.status_code, late.json()["message"]) == (401, "Signed JWT rejected: Expired JWT")


@pytest.mark.parametrize(("method", "path"), EVERY)
def test_a_bad_token_is_refused_in_an_envelope_of_its_own(
    appzen: ProviderAccess, method: str, path: str
) -> None:
    refused = appzen.request(method, path, headers={"Authorization": "Bearer eyJ"}, json={})

    assert refused.status_code == 401
    assert refused.json() == {
        "timestamp": 1719835200000,
        "status": 401,
        "error": "Unauthorized",
        "message": "Signed JWT rejected: Invalid signature",
        "path": "/" + path.split("/", 2)[2],
    }


@pytest.mark.parametrize(("method", "path"), EVERY)
@pytest.mark.parametrize("header", ["x-api-key", "customer-id", "customer-key"])
def test_without_a_token_all_three_headers_are_needed(
    appzen: ProviderAccess, method: str, path: str, header: str
) -> None:
    refused = appzen.request(method, path, headers={header: None}, json={})

    assert (refused.status_code, refused.json()["status"]) == (401, 401)


def test_a_token_does_not_open_the_other_api(appzen: ProviderAccess) -> None:
    path = "/dictionary-data-services/entity/x"

    assert appzen.request("GET", path, headers=with_token(appzen)).status_code == 403


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: {"expense_report": one},
        lambda one: {"expense_reports": one},
        lambda one: {"expense_reports": [one]},
    ],
)
def test_a_report_is_audited_later(world: MockSandbox, wrap: Any) -> None:
    world.appzen.request("PUT", REPORT, json=wrap(report()))
    early = world.appzen.request("GET", f"{RESULT}/R-1")
    world.clock.run_until_idle()

    found = world.appzen.request("GET", f"{RESULT}/R-1").json()

    assert early.status_code == 404
    assert found["external_report_id"] == "R-1"
    assert found["customer_id"] == int(world.appzen.credentials["customer_id"])
    assert found["audit_result_created_at"] == "2024-07-01 12:00:05.000"
    assert found["computed_risk_level"] == "MEDIUM"
    assert found["line_level_results"] == [
        {
            "external_exp_line_id": "L-1",
            "line_level_risk_details": [
                {
                    "rule_name": "missing_receipt",
                    "current_risk_level": "MEDIUM",
                    "original_risk_level": "MEDIUM",
                    "computed_risk_level": "MEDIUM",
                    "risk_message": "No receipt is attached",
                    "parameters": None,
                }
            ],
        }
    ]


def test_a_report_with_its_receipts_is_of_low_risk(world: MockSandbox) -> None:
    offered = world.appzen.request("GET", f"{REPORT}/images/upload-url").json()
    details = offered["image_upload_url_details"]
    put = world.server.session().put(details["url"], data=b"receipt")
    lines = [{"elimageid": [details["file_id"]]}]
    world.appzen.request("PUT", REPORT, json=report(elines=lines))
    world.clock.run_until_idle()

    found = world.appzen.request("GET", f"{RESULT}/R-1").json()

    assert (offered["Status"], offered["external_report_id"]) == ("Success", "R-1")
    assert "X-Amz-Expires=300" in details["url"]
    assert put.status_code == 200
    assert found["current_risk_level"] == "LOW"


def test_an_attachment_that_never_came_is_a_high_risk(world: MockSandbox) -> None:
    world.appzen.request("PUT", REPORT, json=report(elines=[{"elimageid": ["gone"]}]))
    world.clock.run_until_idle()

    assert world.appzen.request("GET", f"{RESULT}/R-1").json()["current_risk_level"] == "HIGH"


def test_a_newer_version_is_audited_instead(world: MockSandbox) -> None:
    world.appzen.request("PUT", REPORT, json=report())
    world.clock.advance(3)
    world.appzen.request("PUT", REPORT, json=report(amount=0))
    world.clock.advance(3)
    early = world.appzen.request("GET", f"{RESULT}/R-1")
    world.clock.run_until_idle()

    found = world.appzen.request("GET", f"{RESULT}/R-1").json()

    assert early.status_code == 404
    assert found["header_level_risk_details"][0]["risk_message"] == "The report claims 0"


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ({}, ["A", "B", "C"]),
        ({"report_id_in": "A, C"}, ["A", "C"]),
        ({"report_id_in": ["A", "X"]}, ["A"]),
        ({"report_id_not_in": "A"}, ["B", "C"]),
        ({"page_size": 2, "page_number": 1}, ["C"]),
        ({"from_submission_date": "2024-07-02"}, []),
        ({"to_audit_date": "2024-07-01T12:00:04Z"}, []),
    ],
)
def test_many_results_are_read_at_once(
    world: MockSandbox, body: dict[str, Any], ids: list[str]
) -> None:
    world.appzen.request("PUT", "/expense-ingestion/reports/A", json=report())
    world.appzen.request("PUT", "/expense-ingestion/reports/B", json=report())
    world.appzen.request("PUT", "/expense-ingestion/reports/C", json=report())
    world.clock.run_until_idle()

    found = world.appzen.request("POST", f"{RESULT}/", json={**WINDOW, **body}).json()

    assert [one["external_report_id"] for one in found] == ids


def test_older_paths_name_the_customer(world: MockSandbox) -> None:
    customer = world.appzen.credentials["customer_id"]
    legacy = f"/expense-audit-results/customer/{customer}/reports"
    world.appzen.request("PUT", REPORT, json=report())
    world.clock.run_until_idle()
    query = {"page_size": 5, "page_number": 0, "report_id_in": ["R-1"]}

    one = world.appzen.request("GET", f"{legacy}/R-1")
    many = world.appzen.request("POST", legacy, json=query)
    foreign = world.appzen.request("GET", "/expense-audit-results/customer/1/reports/R-1")

    assert one.json() == many.json()[0]
    assert foreign.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"expense_reports": []},
        {"expense_reports": [{}, {}]},
        report(amount="many"),
        report(elines=[]),
        report(userid=None),
    ],
)
def test_a_report_that_lacks_something_is_refused(appzen: ProviderAccess, body: Any) -> None:
    refused = appzen.request("PUT", REPORT, json=body)

    assert (refused.status_code, refused.json()["path"]) == (400, "/reports/R-1")


def test_customers_do_not_see_each_others_reports(world: MockSandbox) -> None:
    given = world.appzen.credentials
    other = {
        "customer-id": given["other_customer_id"],
        "customer-key": given["other_customer_key"],
    }
    world.appzen.request("PUT", REPORT, json=report())
    world.clock.run_until_idle()

    assert world.appzen.request("GET", f"{RESULT}/R-1", headers=other).status_code == 404
