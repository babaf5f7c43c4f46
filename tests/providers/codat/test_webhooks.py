"""Events: who is told what, in which words; each satisfies the official webhook document."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.providers.codat import official
from tests.providers.codat.conftest import Api

EVERYTHING = [
    *(f"company.{change}" for change in ("created", "deleted")),
    *(f"company.product.{change}" for change in ("added", "removed")),
    *(
        f"connection.{change}"
        for change in ("created", "connected", "failed", "disconnected", "reconnected", "deleted")
    ),
    "read.completed",
    "read.completed.initial",
    "bills.write.successful",
    "bills.write.unsuccessful",
    "client.rateLimit.reached",
    "client.rateLimit.reset",
]
LEGACY = [
    "DataConnectionStatusChanged",
    "NewCompanySynchronized",
    "DataSyncCompleted",
    "DatasetDataChanged",
    "DataSyncStatusChangedToError",
    "PushOperationStatusChanged",
    "PushOperationTimedOut",
    "ClientRateLimitReached",
    "ClientRateLimitReset",
]


@pytest.fixture
def told(api: Api) -> Any:
    """The bodies of the messages so far, oldest first, as (event, body)."""
    api.sandbox.settings["webhooks.mode"] = "collect"

    def read(event: str = "") -> list[dict[str, Any]]:
        path = f"/sandboxes/{api.sandbox.name}/webhooks/deliveries"
        query = {"event": event} if event else {}
        kept = api.sandbox.server.steer("GET", path, limit=1000, **query)
        return [json.loads(one["body"]) for one in kept[::-1]]

    return read


@pytest.fixture
def webhook_document(shared: Path) -> dict[str, Any]:
    path = shared / "providers" / "codat" / "openapi" / "Webhooks.json"
    return official.document(path)


def listen(api: Api, *events: str, **more: Any) -> dict[str, Any]:
    body = {"url": "https://example.com/hook", "eventTypes": list(events), **more}
    return api.post("/webhooks", body).json()


def live_through_everything(api: Api) -> dict[str, Any]:
    """One of each event that can happen; the company and its connection at the end."""
    company = api.company(tags={"region": "uk"}, description="All that can happen")
    api.request("PUT", f"/companies/{company['id']}/products/lending")
    api.request("DELETE", f"/companies/{company['id']}/products/lending")
    connection = api.connection(company)
    api.cancel(company, connection)
    api.authorise(company, connection)
    api.sandbox.clock.run_until_idle()
    one = {"company_id": company["id"], "connection_id": connection["id"]}
    api.control("/pushes", {**one, "data_type": "bills"})
    api.control("/pushes", {**one, "data_type": "bills", "status": "TimedOut"})
    api.sandbox.settings["codat.sync_outcome"] = "FetchError"
    api.post(f"/companies/{company['id']}/data/queue/bills")
    api.sandbox.clock.run_until_idle()
    api.control("/deauthorise", one)
    api.authorise(company, connection)
    api.request("DELETE", f"/companies/{company['id']}/connections/{connection['id']}")
    api.request("DELETE", f"/companies/{company['id']}")
    api.sandbox.settings["codat.requests_per_company"] = 20
    for _ in range(90):
        api.get("/profile")
    api.sandbox.clock.advance("1d")
    return {"company": company, "connection": connection}


def test_everything_that_happens_is_told_once_and_in_order(api: Api, told: Any) -> None:
    listen(api, *EVERYTHING)

    live_through_everything(api)

    assert [body["eventType"] for body in told()] == [
        "company.created",
        "company.product.added",
        "company.product.removed",
        "connection.created",
        "connection.failed",
        "connection.connected",
        "read.completed.initial",
        "read.completed",
        "bills.write.successful",
        "bills.write.unsuccessful",
        "read.completed",
        "connection.disconnected",
        "connection.reconnected",
        "connection.deleted",
        "company.deleted",
        "client.rateLimit.reached",
        "client.rateLimit.reset",
    ]


def test_each_event_satisfies_the_official_document(
    api: Api, told: Any, webhook_document: dict[str, Any]
) -> None:
    listen(api, *EVERYTHING)
    live_through_everything(api)

    wrong = {
        body["eventType"]: official.complaints(webhook_document, schema_of(body), body)
        for body in told()
        if not body["eventType"].startswith("company.product")
    }

    assert {event: found for event, found in wrong.items() if found} == {}
    assert len(wrong) == 14
    assert official.nulls(told()) == []


def schema_of(body: dict[str, Any]) -> str:
    event = body["eventType"]
    names = {"company": "Company", "connection": "Connection", "read": "ReadCompleted"}
    name = names.get(event.partition(".")[0], "DataTypeWrite")
    return f"#/components/schemas/{'ClientRateLimit' if 'rateLimit' in event else name}Webhook"


def test_each_alert_of_the_older_generation_satisfies_the_official_document(
    api: Api, told: Any, webhook_document: dict[str, Any]
) -> None:
    schemas = {
        "DataConnectionStatusChanged": "ConnectionStatusChanged",
        "DataSyncStatusChangedToError": "DatasetStatusChangedError",
    }
    for event in LEGACY:
        listen(api, event)
    live_through_everything(api)

    bodies = {event: told(event) for event in LEGACY}
    wrong = {
        event: official.complaints(
            webhook_document, f"#/components/schemas/{schemas.get(event, event)}Webhook", body
        )
        for event, found in bodies.items()
        for body in found
    }

    assert {event: found for event, found in wrong.items() if found} == {}
    assert [event for event, found in bodies.items() if not found] == []


def test_a_changed_status_is_told_to_the_older_generation_in_its_words(api: Api, told: Any) -> None:
    consumer = listen(api, "DataConnectionStatusChanged")

    company, connection = api.linked()

    alert = told()[0]
    assert alert == {
        "ClientId": "3f6a1c52-0d84-4c1b-9a4e-5d2f8e7b6a10",
        "ClientName": "Harbour Lending",
        "CompanyId": company["id"],
        "DataConnectionId": connection["id"],
        "RuleId": consumer["id"],
        "RuleType": "DataConnectionStatusChanged",
        "AlertId": alert["AlertId"],
        "Message": "Data connection for SandBox status changed from PendingAuth to Linked",
        "Data": {
            "dataConnectionId": connection["id"],
            "newStatus": "Linked",
            "oldStatus": "PendingAuth",
            "platformKey": "mqjo",
        },
    }


def test_a_connected_connection_is_told_with_its_company(api: Api, told: Any) -> None:
    listen(api, "connection.connected")

    company, connection = api.linked(tags={"region": "uk"})

    event = told()[0]
    assert event["payload"]["referenceCompany"] == {
        "id": company["id"],
        "name": "Platypus Properties",
        "description": "",
        "links": {"portal": f"https://app.codat.io/companies/{company['id']}/summary"},
        "tags": {"region": "uk"},
    }
    assert event["payload"]["connection"]["id"] == connection["id"]
    assert event["payload"]["connection"]["status"] == "Linked"
    assert event["generatedDate"].endswith("Z")
    assert len(event["generatedDate"]) == len("2024-08-08T17:10:34.015Z")
    assert "type" not in event


def test_a_switch_gives_the_type_as_the_published_samples_do(api: Api, told: Any) -> None:
    api.sandbox.settings["codat.webhook_type_member"] = True
    listen(api, "company.created")

    api.company()

    assert told()[0]["type"] == "company.created"


def test_a_run_is_told_once_for_all_its_data_types(api: Api, told: Any) -> None:
    listen(api, "read.completed")
    company, _ = api.synced()

    api.post(f"/companies/{company['id']}/data/all")
    api.sandbox.clock.run_until_idle()

    first, second = (event["payload"]["dataTypes"] for event in told())
    assert len(first) == len(second) == 25
    assert {line["recordsModified"] for line in first} == {True}
    assert {line["recordsModified"] for line in second} == {False}
    assert {line["status"] for line in first + second} == {"Complete"}


def test_a_run_in_which_all_fails_is_told_too(api: Api, told: Any) -> None:
    listen(api, "read.completed", "NewCompanySynchronized")
    api.sandbox.settings["codat.sync_outcome"] = "FetchError"

    api.synced()

    assert len(told()) == 1
    assert {line["status"] for line in told()[0]["payload"]["dataTypes"]} == {"FetchError"}


def test_tags_choose_the_companies_that_are_told_of(api: Api, told: Any) -> None:
    listen(api, "company.created", companyTags=["region:uk", "region:US"])

    api.company(tags={"region": "uk"}, name="Told")
    api.company(tags={"region": "us"}, name="Another case")
    api.company(tags={"city": "uk"}, name="Another key")
    api.company(name="No tags")

    assert [event["payload"]["name"] for event in told()] == ["Told"]


def test_a_disabled_or_deleted_consumer_is_told_nothing(api: Api, told: Any) -> None:
    listen(api, "company.created", disabled=True)
    deleted = listen(api, "company.created")
    api.request("DELETE", f"/webhooks/{deleted['id']}")

    api.company()

    assert told() == []


def test_a_rule_of_the_older_generation_is_told_without_a_signature(api: Api, told: Any) -> None:
    profile = {"name": "Harbour Lending", "redirectUrl": "", "alertAuthHeader": "Bearer mine"}
    api.request("PUT", "/profile", json=profile)
    company, other = api.company(), api.company()
    notifiers = {"emails": ["a@example.com"], "webhook": "https://example.com/alerts"}

    made = api.post(
        "/rules",
        {
            "type": "DataConnectionStatusChanged",
            "companyId": company["id"],
            "notifiers": notifiers,
        },
    )
    for one in (company, other):
        api.authorise(one, api.connection(one))

    rule = made.json()
    assert (made.status_code, rule["notifiers"]) == (200, notifiers)
    assert api.get(f"/rules/{rule['id']}").json() == rule
    assert api.get("/rules").json()["results"] == [rule]
    assert [(body["CompanyId"], body["RuleId"]) for body in told()] == [(company["id"], rule["id"])]
    path = f"/sandboxes/{api.sandbox.name}/webhooks/deliveries"
    kept = api.sandbox.server.steer("GET", path)[0]
    assert kept["headers"]["Authorization"] == "Bearer mine"
    assert kept["headers"]["X-Codat-ClientId"] == "3f6a1c52-0d84-4c1b-9a4e-5d2f8e7b6a10"


def test_a_rule_can_be_for_all_companies(api: Api, told: Any) -> None:
    api.post("/rules", {"type": "New company synchronized", "notifiers": {"webhook": "http://a"}})
    api.post("/rules", {"type": "NewCompanySynchronized", "notifiers": {"webhook": "http://a"}})

    api.synced()

    assert [body["RuleType"] for body in told()] == ["New company synchronized"] * 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"type": "A"}, 400),
        ({"type": "A", "notifiers": []}, 400),
        ({"type": "A", "notifiers": {}, "companyId": "nobody"}, 404),
    ],
)
def test_a_rule_about_nothing_is_refused(api: Api, body: dict[str, Any], status: int) -> None:
    assert api.post("/rules", body).status_code == status
    assert api.get("/rules").json()["totalResults"] == 0


def test_a_tester_lets_an_event_happen_again(api: Api, told: Any) -> None:
    listen(api, "connection.failed")
    _, connection = api.linked()

    wanted = {"provider": "codat", "event": "connection.failed", "for": connection["id"]}
    path = f"/sandboxes/{api.sandbox.name}/webhooks/trigger"
    answer = api.sandbox.server.steer("POST", path, wanted)

    assert len(answer["deliveries"]) == 1
    assert told()[0]["payload"]["connection"]["id"] == connection["id"]
