"""The worlds at birth."""

from typing import Any

import pytest

from mockserver.fixtures import load
from mockserver.providers.appzen.seed import KINDS_BY_NOUN
from mockserver.testing import MockSandbox
from tests.providers.appzen.entities import BY_EXTERNAL_ID, ENTITY, SEARCH, entity, window

RECORDS = load("appzen", "worlds", "demo")["main"]
ENTITIES = [planted["record"] for planted in RECORDS if planted["kind"] == "entity"]
INVOICES = "/dictionary-data-services/invoice"


def reached(planted: dict[str, Any]) -> str:
    return "/dictionary-data-services" + KINDS_BY_NOUN[planted["kind"]].upserts[0].path


@pytest.mark.parametrize(
    "planted", RECORDS, ids=lambda planted: f"{planted['kind']} {planted['uuid'][:8]}"
)
def test_a_planted_record_would_be_accepted_over_http(
    mock_sandbox: MockSandbox, planted: dict[str, Any]
) -> None:
    updated = mock_sandbox.appzen.request("POST", reached(planted), json=planted["record"])

    assert updated.status_code == 200, updated.headers
    assert planted["uuid"] in updated.json().values()


@pytest.mark.parametrize("entity_id", [one["entity_id"] for one in ENTITIES])
def test_a_planted_entity_is_shown_as_if_it_had_been_written(
    mock_sandbox: MockSandbox, entity_id: str
) -> None:
    planted = next(one for one in ENTITIES if one["entity_id"] == entity_id)
    before = mock_sandbox.appzen.request("GET", f"{BY_EXTERNAL_ID}/{entity_id}").json()

    mock_sandbox.appzen.request("POST", ENTITY, json=planted)

    assert mock_sandbox.appzen.request("GET", f"{BY_EXTERNAL_ID}/{entity_id}").json() == before


@pytest.mark.parametrize(
    ("invoice_id", "status", "risk", "reason"),
    [
        ("INV-3001", "Approved", "LOW", None),
        ("INV-3002", "Rejected", "HIGH", "Same supplier and invoice number as INV-3001"),
        ("INV-3003", "Approved", "MEDIUM", "60.00 USD more than purchase order PO-70002"),
        ("INV-3004", "Rejected", "HIGH", "The supplier is inactive in master data"),
        ("INV-3005", "Approved", "LOW", None),
    ],
)
def test_planted_invoices_are_audited_and_say_why(
    mock_sandbox: MockSandbox, invoice_id: str, status: str, risk: str, reason: str | None
) -> None:
    query = {"invoice-id": invoice_id}

    answer = mock_sandbox.appzen.request("GET", f"{INVOICES}/audit-results", params=query)

    (found,) = [one["audit_results"] for one in answer.json()]
    told = {rule["risk_message"] for rule in found["rules"]}
    assert (found["status"], found["risk_level"]) == (status, risk)
    assert {reason} - {None} <= told


def test_the_planted_parents_exist() -> None:
    ids = {one["entity_id"] for one in ENTITIES}
    parents = {one.get("parent_entity_id", "HPG-1000") for one in ENTITIES}

    assert parents <= ids


def test_a_week_shows_the_demo_groups_recent_updates(mock_server: Any) -> None:
    sandbox = mock_server.sandbox(clock={"now": "2024-07-01T12:00:00Z", "rate": 0})
    week = window("2024-06-25T12:00:00Z", "2024-07-01T12:00:00Z")

    hits = sandbox.appzen.request("POST", SEARCH, json=week).json()

    sandbox.delete()
    assert [hit["entity-id"] for hit in hits] == [
        "HPG-1100",
        "HPG-1110",
        "HPG-2000",
        "HPG-3000",
        "HPG-9000",
    ]


def test_the_other_customer_has_records_of_its_own(mock_sandbox: MockSandbox) -> None:
    given = mock_sandbox.appzen.credentials
    other = {
        "customer-id": given["other_customer_id"],
        "customer-key": given["other_customer_key"],
    }

    theirs = mock_sandbox.appzen.request("GET", f"{BY_EXTERNAL_ID}/BW-1", headers=other)
    ours = mock_sandbox.appzen.request("GET", f"{BY_EXTERNAL_ID}/BW-1")

    assert (theirs.status_code, ours.status_code) == (200, 404)


def test_an_empty_world_has_credentials_and_nothing_else(world: MockSandbox) -> None:
    day = window("2024-06-30", "2024-07-02")

    assert world.appzen.request("POST", SEARCH, json=day).json() == []
    assert world.appzen.request("POST", ENTITY, json=entity()).status_code == 201
