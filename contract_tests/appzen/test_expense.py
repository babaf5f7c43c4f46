"""The Expense Audit API: attachments and reports in, audit results out."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.appzen.entities import UNKNOWN_UUID, with_headers
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target, Undo

INGESTION = "/expense-ingestion/reports"
RESULTS = "/expense-audit-results/v2/reports"
UPLOAD = "help centre 12654508465683: Generate the URL to Upload the Attachment"
REPORT = "help centre 12654969224083: Upload Report Details"
AUDIT = "help centre 12657595272851: Fetch Audit Results for a Single Expense Report"
TOKEN = "help centre 12591511317395: Token Generation"


def draft(name: str, *files: str) -> dict[str, Any]:
    return {
        "reportNumber": name,
        "amount": 42.5,
        "userName": "Test, Contract",
        "userid": "contract-test",
        "emailAddress": "contract-test@example.com",
        "country": "USA",
        "curr": "USD",
        "date": "2024-06-30T00:00:00",
        "elines": [{"elimageid": list(files)}],
    }


def offered(target: Target, report: str) -> dict[str, Any]:
    answer = target.session.get(f"{INGESTION}/{report}/images/upload-url")
    found: dict[str, Any] = expect(answer, 200)
    return found


def submit(target: Target, report: str, *files: str) -> Any:
    emptied = {**draft(report), "amount": 0}  # there is no delete
    target.created(f"expense report {report}", Undo("PUT", f"{INGESTION}/{report}", emptied))
    return target.session.put(f"{INGESTION}/{report}", json=draft(report, *files))


@pytest.mark.documented(UPLOAD)
def test_an_attachment_gets_a_url_and_an_id(target: Target) -> None:
    report = target.unique("report")

    found = offered(target, report)

    assert found["Status"] == "Success"
    assert found["external_report_id"] == report
    assert found["image_upload_url_details"]["file_id"]


@pytest.mark.writes
@pytest.mark.documented(AUDIT)
def test_a_report_with_an_attachment_is_audited(target: Target) -> None:
    report = target.unique("report")
    details = offered(target, report)["image_upload_url_details"]
    assert_status(target.anonymous().put(details["url"], data=b"%PDF-1.4"), 200)
    expect(submit(target, report, details["file_id"]), 200)

    def results() -> dict[str, Any]:
        answer = target.session.get(f"{RESULTS}/{report}")
        return answer.json() if answer.ok else {}

    found = target.until(results, within=600)

    assert found["external_report_id"] == report
    assert found["header_level_risk_details"][0]["rule_name"]
    assert len(found["line_level_results"]) == 1


@pytest.mark.writes
@pytest.mark.documented(REPORT)
def test_a_report_is_taken(target: Target) -> None:
    assert expect(submit(target, target.unique("report")), 200)["Status"] == "Success"


@pytest.mark.assumed("what is published as required is taken to be enforced")
@pytest.mark.writes
@pytest.mark.parametrize("field", ["reportNumber", "amount", "userid", "curr", "elines"])
def test_a_report_without_a_required_field_is_refused(target: Target, field: str) -> None:
    name = target.unique("report")
    report = {key: value for key, value in draft(name).items() if key != field}

    expect(target.session.put(f"{INGESTION}/{name}", json=report), 400)


@pytest.mark.assumed("an unknown report is taken to be 404")
def test_an_unknown_report_has_no_results(target: Target) -> None:
    expect(target.session.get(f"{RESULTS}/{UNKNOWN_UUID}"), 404)


@pytest.mark.documented(AUDIT)
def test_a_wrong_token_is_refused_with_the_path(target: Target) -> None:
    session = target.with_credentials({"Authorization": "Bearer wrong"})

    answer = expect(session.get(f"{RESULTS}/{UNKNOWN_UUID}"), 401)

    assert isinstance(answer["timestamp"], int)
    assert answer["path"].endswith(UNKNOWN_UUID)


@pytest.mark.assumed("the three headers of older clients are taken to be checked all at once")
def test_a_wrong_customer_key_is_refused(target: Target) -> None:
    session = with_headers(target, customer_key="wrong")

    expect(session.get(f"{RESULTS}/{UNKNOWN_UUID}"), 401)


@pytest.mark.needs("disposable")
@pytest.mark.documented(TOKEN)
def test_a_token_opens_the_api(target: Target) -> None:
    given = target.control("GET", "")["providers"]["appzen"]["credentials"]
    form = {
        "client_id": given["client_id"],
        "client_secret": given["client_secret"],
        "scope": "expense.report.read expense.report.write",
    }

    token = expect(target.anonymous().post("/api/v3/oauth2/token", data=form), 200)

    session = target.with_credentials({"Authorization": f"Bearer {token['access_token']}"})
    expect(session.get(f"{INGESTION}/R-1/images/upload-url"), 200)
