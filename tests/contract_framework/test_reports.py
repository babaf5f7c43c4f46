"""The page, the badge and the dates of verification that a run leaves."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contract_tests.reports.badge import badge
from contract_tests.reports.page import page
from contract_tests.reports.results import Result, Results, Shown, read
from contract_tests.reports.verified import is_vendors, route, update
from tests.contract_framework.house import KEY, House, open_house

REPOSITORY = Path(__file__).parents[2]
TEST = "contract_tests/codat/test_companies.py::test_x"


def result(outcome: str, **more: Any) -> Result:
    values = {"why": "", "exchanges": (), **more}
    return Result(TEST, "codat", "spec", "a page", outcome, **values)


def results(*outcomes: str) -> Results:
    return Results("real", "2026-11-21T02:17:00+00:00", [result(one) for one in outcomes])


@pytest.mark.parametrize(
    ("outcomes", "message", "color"),
    [
        (("passed", "passed", "skipped"), "2 passed", "brightgreen"),
        (("passed", "failed"), "1 failed, 1 passed", "red"),
        (("skipped",), "could not look at 1", "lightgrey"),
    ],
)
def test_a_badge_is_green_only_if_something_was_seen_to_work(
    outcomes: tuple[str, ...], message: str, color: str
) -> None:
    assert badge(results(*outcomes)) == {
        "schemaVersion": 1,
        "label": "contract on real",
        "message": message,
        "color": color,
        "isError": color == "red",
    }


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing_it_was_answered() -> None:
    evil = Shown("curl", "200", "</pre><script>alert(1)</script>")

    shown = page(Results("real", "today", [result("failed", why="<b>", exchanges=[evil])]))

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert re.findall(r"<(?:link|img|iframe)|\bsrc=|@import|url\(", shown) == []
    assert "default-src 'none'" in shown


def test_a_test_is_verified_by_the_vendors_own_host_only(tmp_path: Path) -> None:
    file = tmp_path / "verified.json"
    calls = {TEST: [("POST", "/companies"), ("GET", "/companies/{}")]}

    assert update(file, "2026-11-21", "127.0.0.1:4010", calls) == []
    assert not file.exists()

    assert update(file, "2026-11-21", "api.codat.io", calls) == [TEST]
    assert update(file, "2026-11-22", "api.codat.io", {"other": []}) == ["other"]
    assert json.loads(file.read_text())[TEST] == {
        "on": "2026-11-21",
        "host": "api.codat.io",
        "calls": ["GET /companies/{}", "POST /companies"],
    }


@pytest.mark.parametrize(
    ("host", "vendors"),
    [("api.codat.io", True), ("10.0.0.1", False), ("[::1]:80", False), ("x.test:8", False),
     ("localhost:4010", False)],
)  # fmt: skip
def test_who_can_be_a_vendor(host: str, vendors: bool) -> None:
    assert is_vendors(host) is vendors


def test_a_route_has_no_ids() -> None:
    path = "/v1/organizations/acme/imports/6f4e0e1c-9a51-4b55-8f0e-0b7a3a3b1c11?limit=1"

    assert route(path, ["acme"]) == "/v1/organizations/{}/imports/{}"


def test_nothing_claims_to_be_verified_before_somebody_ran_it_on_a_real_api() -> None:
    noted = json.loads((REPOSITORY / "contract_tests" / "verified.json").read_text())

    assert [test for test, one in noted.items() if not is_vendors(one["host"])] == []


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with every report of a run on a stand-in, and what was printed."""
    folder = tmp_path_factory.mktemp("reports")
    tests = "contract_tests/feedback_house/test_division_query.py"
    command = [sys.executable, "-m", "pytest", tests, "-q", "-p", "no:cacheprovider",
               "--target", "real", "--update-verified",
               "--ledger", folder / "ledger", "--record", folder / "recording",
               "--html-report", folder / "page.html", "--badge", folder / "badge.json",
               "--junitxml", folder / "junit.xml"]  # fmt: skip
    with open_house(House(wrongs=["one page"])) as house:
        ran = subprocess.run(
            command,
            cwd=REPOSITORY,
            env={
                **os.environ,
                "CONTRACT_FEEDBACK_HOUSE_BASE_URL": house.url,
                "CONTRACT_FEEDBACK_HOUSE_API_KEY": KEY,
                "CONTRACT_ALLOW_WRITES": "feedback_house",
                "CONTRACT_MIN_INTERVAL_S": "0",
            },
            capture_output=True,
            text=True,
            check=False,
        )
    return folder, ran.stdout + ran.stderr


def test_a_run_leaves_its_reports(reported: tuple[Path, str]) -> None:
    folder, printed = reported

    shown = (folder / "page.html").read_text()

    assert json.loads((folder / "badge.json").read_text())["message"] == "1 failed, 7 passed"
    assert "feedback_house  7 passed, 1 failed, 13 could not look" in printed
    assert "curl -X GET &#34;$CONTRACT_FEEDBACK_HOUSE_BASE_URL/api/planning" in shown
    assert "test_limit_bounds_the_page_and_tells_that_there_is_more" in shown
    assert len(read(folder / "recording").tests) == 21


def test_no_report_holds_a_credential(reported: tuple[Path, str]) -> None:
    folder, printed = reported

    files = [file for file in folder.rglob("*") if file.is_file()]

    assert [file.name for file in files if KEY in file.read_text()] == []
    assert KEY not in printed
    assert len(files) == 7


def test_a_stand_in_on_this_machine_verifies_nothing(reported: tuple[Path, str]) -> None:
    assert (REPOSITORY / "contract_tests" / "verified.json").read_text() == "{}\n"
