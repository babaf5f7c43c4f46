"""/webhooks: who is told what."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contract_tests.codat import companies, linking
from contract_tests.codat.companies import UNKNOWN_ID
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Find, Target, Undo

CREATE = "Platform API specification, create-webhook-consumer"
URL = "https://example.com/webhoook-consumer"


def create(target: Target, **fields: Any) -> dict[str, Any]:
    """A new consumer; it is deleted in the end."""
    url = f"{URL}/{target.unique('consumer')}"
    find = Find("/webhooks", "results", "url", [url])
    entry = target.created(f"webhook consumer {url}", Undo("DELETE", "/webhooks/{id}", find=find))
    body = {"url": url, "eventTypes": ["DataSyncCompleted"], **fields}
    consumer: dict[str, Any] = expect(target.session.post("/webhooks", json=body), 201)
    entry.learned(Undo("DELETE", f"/webhooks/{consumer['id']}"))
    return consumer


def listed(target: Target) -> list[str]:
    found = expect(target.session.get("/webhooks"), 200)["results"]
    return [consumer["id"] for consumer in found]


def told(target: Target, event: str) -> list[dict[str, Any]]:
    """The bodies of the messages that were sent for an event, oldest first."""
    kept = target.control("GET", f"/webhooks/deliveries?provider=codat&event={event}")
    return [json.loads(message["body"]) for message in kept[::-1]]


@pytest.mark.writes
@pytest.mark.spec(CREATE)
def test_a_consumer_is_answered_as_printed(target: Target) -> None:
    consumer = create(target, eventTypes=["DataSyncCompleted", "Dataset data changed"])

    assert consumer == {
        "id": consumer["id"],
        "url": consumer["url"],
        "eventTypes": ["DataSyncCompleted", "DatasetDataChanged"],
        "disabled": False,
    }
    assert consumer["id"] in listed(target)


@pytest.mark.writes
@pytest.mark.spec(CREATE)
def test_a_consumer_is_made_disabled_as_printed(target: Target) -> None:
    assert create(target, disabled=True)["disabled"] is True


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, delete-webhook-consumer")
def test_a_deleted_consumer_is_gone(target: Target) -> None:
    consumer = create(target)

    assert_status(target.session.delete(f"/webhooks/{consumer['id']}"), 204)

    assert consumer["id"] not in listed(target)
    companies.refusal(target.session.delete(f"/webhooks/{consumer['id']}"), 404)
    companies.refusal(target.session.delete(f"/webhooks/{UNKNOWN_ID}"), 404)


@pytest.mark.writes
@pytest.mark.documented("documentation: a consumer listens to one event type at least")
def test_a_consumer_without_event_types_is_refused(target: Target) -> None:
    response = target.session.post("/webhooks", json={"url": URL, "eventTypes": []})

    companies.refusal(response, 400)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("Platform API specification, rotate-zapier-key")
def test_each_key_for_zapier_is_another(target: Target) -> None:
    first = expect(target.session.post("/webhooks/integrationKeys/zapier"), 201)
    second = expect(target.session.post("/webhooks/integrationKeys/zapier"), 201)

    assert first["key"] != second["key"]


@pytest.mark.writes
@pytest.mark.needs("webhooks")
@pytest.mark.spec("webhook specification, connection events; the samples differ in `type`")
def test_the_course_of_a_link_is_told(target: Target) -> None:
    target.control("PATCH", "/settings", {"webhooks.mode": "collect"})
    events = ["connection.created", "connection.connected", "read.completed.initial"]
    create(target, eventTypes=events)

    company = linking.synced(target)

    created, connected, read = (told(target, event)[0] for event in events)
    connection = company["dataConnections"][0]["id"]
    assert created["payload"]["connection"]["status"] == "PendingAuth"
    assert connected["eventType"] == "connection.connected"
    assert connected["payload"]["connection"]["id"] == connection
    assert connected["payload"]["referenceCompany"]["id"] == company["id"]
    assert {line["connectionId"] for line in read["payload"]["dataTypes"]} == {connection}
