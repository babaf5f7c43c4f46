"""Decisions about expense reports are posted to the customer."""

import json
from typing import Any

import pytest

from mockserver.testing import MockSandbox
from tests.providers.appzen.test_expense import REPORT, report

URL = "http://127.0.0.1:9/hook"


@pytest.fixture
def listened(world: MockSandbox) -> MockSandbox:
    world.settings["webhooks.mode"] = "collect"
    world.settings["appzen.webhook_url"] = URL
    return world


def deliveries(world: MockSandbox) -> list[dict[str, Any]]:
    path = f"/sandboxes/{world.name}/webhooks/deliveries"
    found: list[dict[str, Any]] = world.server.steer("GET", path)
    return found


def act(world: MockSandbox, **wish: Any) -> Any:
    path = f"/sandboxes/{world.name}/webhooks/trigger"
    event = {"provider": "appzen", "event": "report_status_change", "for": "R-1"}
    return world.server.steer("POST", path, {**event, **wish})


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([{}], "AUTOMATIC_AUDIT_APPROVED"),
        ([{"elimageid": ["gone"]}], "AUTOMATIC_AUDIT_REJECTED"),
    ],
)
def test_the_audits_decision_is_told(
    listened: MockSandbox, lines: list[dict[str, Any]], status: str
) -> None:
    listened.settings["appzen.webhook_api_key"] = "k-1"
    listened.appzen.request("PUT", REPORT, json=report(elines=lines))
    listened.clock.run_until_idle()

    (delivery,) = deliveries(listened)

    assert (delivery["url"], delivery["event"]) == (URL, "report_status_change")
    assert delivery["headers"]["x-api-key"] == "k-1"
    assert len(delivery["retry_ms"]) == 2
    assert json.loads(delivery["body"]) == {
        "report_Id": "R-1",
        "audit_status": status,
        "auditor_comments": "",
        "actioned_by": "",
        "event": "report_status_change",
    }


def test_an_auditor_acts(listened: MockSandbox) -> None:
    listened.appzen.request("PUT", REPORT, json=report())

    act(listened, set={"decision": "rejected", "actioned_by": "Ines", "auditor_comments": "?"})

    (delivery,) = deliveries(listened)
    assert json.loads(delivery["body"]) == {
        "report_Id": "R-1",
        "audit_status": "MANUAL_AUDIT_REJECTED",
        "auditor_comments": "?",
        "actioned_by": "Ines",
        "event": "report_status_change",
    }


def test_without_a_listener_nothing_is_told(world: MockSandbox) -> None:
    world.appzen.request("PUT", REPORT, json=report())
    world.clock.run_until_idle()

    assert deliveries(world) == []


@pytest.mark.parametrize("wish", [{"for": "nobody"}, {"set": {"decision": "perhaps"}}])
def test_what_an_auditor_cannot_act_on_is_told(listened: MockSandbox, wish: Any) -> None:
    listened.appzen.request("PUT", REPORT, json=report())

    with pytest.raises(AssertionError, match=r"nobody|PERHAPS"):
        act(listened, **wish)
