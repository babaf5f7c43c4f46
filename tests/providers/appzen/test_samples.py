"""The vendor's own samples, sent as printed and answered as printed."""

from typing import Any

from contract_tests.support.samples import sample
from mockserver.testing import MockServer
from mockserver.testing.sandbox import ProviderAccess
from tests.providers.appzen.entities import ENTITY, entity


def answered_as_printed(appzen: ProviderAccess, name: str) -> Any:
    printed = sample("appzen", name)
    response = appzen.request(printed.method, printed.path, json=printed.body)
    return printed.assert_answered_as_printed(response)


def test_the_printed_entity_is_created_updated_and_read(appzen: ProviderAccess) -> None:
    created = answered_as_printed(appzen, "create-entity")
    updated = answered_as_printed(appzen, "update-entity")
    read = answered_as_printed(appzen, "get-entity")

    assert created["uuid"] == updated["uuid"]
    assert read["entity_id"] == "string"


def test_the_printed_hits_are_found(mock_server: MockServer) -> None:
    clock = {"now": "2021-12-08T23:00:17.724Z", "rate": 0}
    sandbox = mock_server.sandbox(seed="empty", clock=clock)
    sandbox.appzen.request("POST", ENTITY, json=entity("1951243072", is_active=False))
    sandbox.clock.to("2021-12-08T23:30:15.368Z")
    sandbox.appzen.request("POST", ENTITY, json=entity("1623599683", is_active=False))

    hits = answered_as_printed(sandbox.appzen, "search-entities")

    sandbox.delete()
    assert len(hits) == 2


def test_an_unknown_url_is_refused_as_printed(appzen: ProviderAccess) -> None:
    refused = answered_as_printed(appzen, "unknown-url")

    assert refused["message"].startswith("Error code : ")
    assert refused["message"][21:] == " - The resource you specified cannot be not found"
