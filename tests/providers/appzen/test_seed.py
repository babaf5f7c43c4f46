"""The worlds at birth."""

from typing import Any

import pytest

from mockserver.fixtures import load
from mockserver.testing import MockSandbox
from tests.providers.appzen.entities import BY_EXTERNAL_ID, ENTITY, SEARCH, entity, window

RECORDS = load("appzen", "worlds", "demo")["main"]


@pytest.mark.parametrize("planted", RECORDS, ids=lambda planted: planted["record"]["entity_id"])
def test_a_planted_entity_would_be_accepted_over_http(
    mock_sandbox: MockSandbox, planted: dict[str, Any]
) -> None:
    before = mock_sandbox.appzen.request("GET", f"{ENTITY}/{planted['uuid']}")

    updated = mock_sandbox.appzen.request("POST", ENTITY, json=planted["record"])

    assert updated.json() == {"uuid": planted["uuid"], "status": "UPDATED"}
    assert mock_sandbox.appzen.request("GET", f"{ENTITY}/{planted['uuid']}").json() == before.json()


def test_the_planted_parents_exist() -> None:
    ids = {planted["record"]["entity_id"] for planted in RECORDS}
    parents = {planted["record"].get("parent_entity_id", "HPG-1000") for planted in RECORDS}

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
