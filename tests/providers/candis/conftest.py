"""A Candis client of one sandbox, small enough to read in a test."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from mockserver.engine.sandbox import Sandbox
from mockserver.testing import MockSandbox, MockServer
from tests.providers.candis.identity import Realm

ORGANIZATION = "/v1/organizations/alpha-organization"


class Candis:
    """What a test says to `alpha-organization`."""

    def __init__(self, sandbox: MockSandbox) -> None:
        self.sandbox = sandbox
        self.settings = sandbox.settings
        self.clock = sandbox.clock

    def request(self, method: str, path: str, **how: Any) -> requests.Response:
        """A call below the organization."""
        return self.sandbox.candis.request(method, ORGANIZATION + path, **how)

    def send(self, method: str, type_: str, records: Any) -> requests.Response:
        """A batch of records."""
        return self.request(method, f"/imports/{type_}", json=records)

    def accepted(self, method: str, type_: str, records: Any) -> str:
        """The process id of a batch that was accepted."""
        response = self.send(method, type_, records)
        assert response.status_code == 202, response.text
        return response.json()["processId"]

    def log(self, process_id: str, **page: Any) -> dict[str, Any]:
        """A page of an import's log."""
        response = self.request("GET", f"/imports/{process_id}", params=page)
        assert response.status_code == 200, response.text
        return response.json()

    def outcomes(self, method: str, type_: str, records: Any) -> list[tuple[str, str, list[str]]]:
        """(id, status, errors) of each record after a batch is processed."""
        process_id = self.accepted(method, type_, records)
        self.clock.run_until_idle()
        return [
            (event["id"], event["status"], event.get("importErrors", []))
            for event in self.log(process_id)["events"]
        ]

    def stored(self, kind: str, key: str) -> dict[str, Any]:
        """The name, state and raw record that the sandbox keeps."""
        inside: Sandbox = self.sandbox.server.app.sandboxes.get(self.sandbox.name)
        with inside.transaction():
            found = inside.row(
                "SELECT name, is_archived, record FROM candis_core_data"
                " WHERE organization_id = 'alpha-organization' AND kind = ? AND key = ?",
                kind,
                key,
            )
        assert found is not None, f"no {kind} {key}"
        return found

    def raw(self, kind: str, key: str) -> dict[str, Any]:
        """The record that the sandbox keeps."""
        record: dict[str, Any] = json.loads(self.stored(kind, key)["record"])
        return record

    def control(self, path: str, body: Any) -> Any:
        """A shortcut of the control API."""
        place = f"/sandboxes/{self.sandbox.name}/providers/candis/{path}"
        return self.sandbox.server.steer("POST", place, body)

    def exported(self, **body: Any) -> dict[str, Any]:
        """An export that has ended: its postings."""
        response = self.request("POST", "/exports", json=body)
        assert response.status_code == 201, response.text
        self.clock.run_until_idle()
        return self.request("GET", f"/exports/{response.json()['id']}/postings").json()


@pytest.fixture
def world(mock_server: MockServer) -> Iterator[MockSandbox]:
    """A world that stands still a moment before the documented samples were processed."""
    sandbox = mock_server.sandbox(clock={"rate": 0, "now": "2024-01-01T11:59:59.750Z"})
    yield sandbox
    sandbox.delete()


@pytest.fixture
def candis(world: MockSandbox) -> Candis:
    """The client."""
    return Candis(world)


@pytest.fixture
def realm(world: MockSandbox) -> Realm:
    """The identity provider of that world."""
    return Realm(world)
