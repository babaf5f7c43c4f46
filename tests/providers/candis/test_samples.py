"""What Candis prints in its own documentation, sent and answered as printed."""

from typing import Any

import pytest

from mockserver import fixtures
from tests.providers.candis.conftest import Candis

LOGS = ["account-exists", "accounts-updated", "dimensions-created"]


def without_process_id(log: dict[str, Any]) -> dict[str, Any]:
    return {**log, "events": [{**event, "processId": None} for event in log["events"]]}


@pytest.mark.parametrize("name", LOGS)
def test_a_documented_import_is_logged_as_printed(candis: Candis, name: str) -> None:
    sample = fixtures.load("candis", "samples", name)
    process_id = candis.accepted(sample["method"], sample["type"], sample["request"])
    candis.clock.advance("250ms")

    log = candis.log(process_id)

    assert without_process_id(log) == without_process_id(sample["log"])
    assert {event["processId"] for event in log["events"]} == {process_id}


def test_the_guides_log_has_its_members_in_the_guides_order(candis: Candis) -> None:
    sample = fixtures.load("candis", "samples", "account-exists")
    process_id = candis.accepted(sample["method"], sample["type"], sample["request"])
    candis.clock.advance("250ms")

    log = candis.log(process_id)

    assert list(log) == list(sample["log"])
    assert list(log["events"][0]) == list(sample["log"]["events"][0])
    assert list(log["pagination"]) == list(sample["log"]["pagination"])


def test_the_organization_is_answered_as_printed(candis: Candis) -> None:
    sample = fixtures.load("candis", "samples", "organization")

    response = candis.sandbox.candis.request("GET", "/v1/organizations/info")

    assert response.json() == sample["answer"]
