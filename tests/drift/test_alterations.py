"""The drift report on a server that was altered on purpose names the alterations, no more."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mockserver.cli import main
from tests.drift.altered import Alteration, altered_server
from tests.test_real_target import ROOT, variables

LOGS = ".*/candis/v1/organizations/[^/]+/imports/[0-9a-f-]{36}"
UPSERT = ".*/api/planning/business-division/v1/update-or-create"
LOG_TESTS = "contract_tests/candis/test_import_logs.py::test_"
COMPANY_TESTS = "contract_tests/codat/test_companies.py::test_"
TESTS = (
    f"{LOG_TESTS}an_event_names_its_process_its_organisation_and_its_time",
    f"{LOG_TESTS}events_stand_in_the_order_of_the_records",
    f"{LOG_TESTS}a_job_is_processing_at_first",
    f"{COMPANY_TESTS}description_and_tags_are_kept",
    f"{COMPANY_TESTS}an_unknown_company_is_not_found",
    "contract_tests/codat/test_company_update.py",
    "contract_tests/feedback_house/test_division_upsert.py::test_the_same_payload_again_updates",
)
GET_LOG = "candis GET /v1/organizations/{organizationId}/imports/{processId} (getImportLogs)"
DIVISIONS = (
    "feedback_house POST /api/planning/business-division/v1/update-or-create"
    " (updateOrCreateBusinessDivisions)"
)


def without_organization(log: Any) -> Any:
    return {
        **log,
        "events": [{k: v for k, v in e.items() if k != "organizationId"} for e in log["events"]],
    }


def reversed_events(log: Any) -> Any:
    return {**log, "events": log["events"][::-1]}


def whole_seconds(log: Any) -> Any:
    events = [{**e, "createdAt": e["createdAt"][:19] + "Z"} for e in log["events"]]
    return {**log, "events": events}


ALTERATIONS = (
    Alteration("GET", LOGS, 200, json=without_organization),
    Alteration("GET", LOGS, 200, json=reversed_events),
    Alteration("GET", LOGS, 200, json=whole_seconds),
    Alteration(
        "POST",
        UPSERT,
        200,
        json=lambda d: {**d, "message": d["message"].replace("Created", "Made")},
    ),
    Alteration(
        "POST", UPSERT, 200, json=lambda d: {**d, "status": d["status"].replace("OK", "DONE")}
    ),
    Alteration("PUT", ".*/codat/companies/[0-9a-f-]{36}", 200, becomes=202),
    Alteration(
        "GET", ".*/codat/companies/[0-9a-f-]{36}", 200, json=lambda d: {**d, "redirect": None}
    ),
    Alteration("GET", ".*/codat/companies/[0-9a-f-]{36}", 404, headers=(("Sunset", "soon"),)),
)
EXPECTED = {
    (GET_LOG, "events[].organizationId"),
    (GET_LOG, "events[] (order)"),
    (GET_LOG, "events[].createdAt"),
    (DIVISIONS, "message"),
    (DIVISIONS, "status"),
    ("codat PUT /companies/{companyId} (replaceCompany)", "HTTP status"),
    ("codat GET /companies/{companyId} (getCompany)", "redirect"),
    ("codat GET /companies/{companyId} (getCompany)", "header sunset"),
}


def record(folder: Path, *alterations: Alteration, real: bool = True) -> Path:
    """A recording of the tests on an altered server that they take for the real one."""
    on_real = ["--target", "real", "--run-assumed", "--ledger", folder.with_suffix(".ledger")]
    with altered_server(*alterations) as url:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", *TESTS, *(on_real if real else []), "--record", folder,
             "-q", "-p", "no:cacheprovider"],
            cwd=ROOT, env={**os.environ, **variables(url)}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
    assert ran.returncode in (0, 1), ran.stdout[-3000:] + ran.stderr[-3000:]
    return folder


@pytest.fixture(scope="module")
def then(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("then") / "then")


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("now") / "now", *ALTERATIONS)


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("mock") / "mock", real=False)


def drift(*arguments: object) -> tuple[dict[str, Any], int]:
    ran = CliRunner().invoke(main, ["drift", *map(str, arguments), "--json"])
    return json.loads(ran.output), ran.exit_code


def found(report: dict[str, Any], *verdicts: str) -> set[tuple[str, str]]:
    return {
        (one["operation"], one["place"]) for one in report["findings"] if one["verdict"] in verdicts
    }


def test_what_a_vendor_changed_is_named_and_nothing_else(then: Path, now: Path) -> None:
    report, code = drift(then, now)

    assert found(report, "vendor changed") == EXPECTED
    assert {one["verdict"] for one in report["findings"]} == {"vendor changed", "could not look"}
    assert code == 1


def test_a_mock_is_blamed_where_nobody_published_and_the_document_where_somebody_did(
    mock: Path, now: Path
) -> None:
    report, _ = drift(mock, now)

    assert found(report, "mock wrong", "document stale") == EXPECTED
    assert (DIVISIONS, "message") in found(report, "document stale")
    assert (GET_LOG, "events[] (order)") in found(report, "mock wrong")


def test_with_an_earlier_recording_the_vendor_is_blamed(mock: Path, then: Path, now: Path) -> None:
    report, _ = drift(mock, now, "--then", then)

    assert found(report, "vendor changed") == EXPECTED


def test_equal_runs_differ_in_nothing_but_they_did_not_look_everywhere(
    mock: Path, then: Path
) -> None:
    report, code = drift(mock, then)

    assert {one["verdict"] for one in report["findings"]} == {"could not look"}
    assert code == 3
