"""What the tests of this provider share: its part of a fresh sandbox, and a linked company."""

from dataclasses import dataclass
from typing import Any

import pytest
import requests

from mockserver.testing import MockSandbox
from mockserver.testing.sandbox import ProviderAccess


@dataclass
class Api:
    """The provider in one sandbox, with short ways to say what a test does."""

    sandbox: MockSandbox
    access: ProviderAccess

    def get(self, path: str, **how: Any) -> requests.Response:
        return self.access.request("GET", path, **how)

    def post(self, path: str, json: Any = None, **how: Any) -> requests.Response:
        return self.access.request("POST", path, json=json, **how)

    def request(self, method: str, path: str, **how: Any) -> requests.Response:
        return self.access.request(method, path, **how)

    def company(self, **body: Any) -> dict[str, Any]:
        """A new company."""
        return self.post("/companies", {"name": "Platypus Properties", **body}).json()

    def connection(self, company: dict[str, Any], key: str = "mqjo") -> dict[str, Any]:
        """A new connection that waits for its authorisation."""
        made = self.post(f"/companies/{company['id']}/connections", {"platformKey": key})
        return made.json()

    def browse(self, method: str, path: str, **how: Any) -> requests.Response:
        """What a browser does: no key, no redirect followed."""
        url = self.access.base_url + path
        session = self.sandbox.server.session()
        return session.request(method, url, allow_redirects=False, **how)

    def authorise(self, company: dict[str, Any], connection: dict[str, Any]) -> requests.Response:
        """A person presses Authorise."""
        path = f"/company/{company['id']}/connections/{connection['id']}/authorize"
        return self.browse("POST", path, data={"decision": "authorize", "dataSet": "small"})

    def cancel(self, company: dict[str, Any], connection: dict[str, Any]) -> requests.Response:
        """A person presses Cancel."""
        path = f"/company/{company['id']}/connections/{connection['id']}/authorize"
        return self.browse("POST", path, data={"decision": "cancel"})

    def linked(self, key: str = "mqjo", **body: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """A new company with a linked connection whose first sync is queued."""
        company = self.company(**body)
        connection = self.connection(company, key)
        self.authorise(company, connection)
        return self.read(company), connection

    def synced(self, key: str = "mqjo") -> tuple[dict[str, Any], dict[str, Any]]:
        """A new company whose first sync is complete."""
        company, connection = self.linked(key)
        self.sandbox.clock.run_until_idle()
        return self.read(company), connection

    def read(self, company: dict[str, Any]) -> dict[str, Any]:
        """The company as it is now."""
        return self.get(f"/companies/{company['id']}").json()

    def history(self, company: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        """The data sets of a company."""
        path = f"/companies/{company['id']}/data/history"
        return self.get(path, params={"pageSize": 1000, **query}).json()["results"]


@pytest.fixture
def api(mock_sandbox: MockSandbox) -> Api:
    return Api(mock_sandbox, mock_sandbox.codat)


@pytest.fixture
def empty(mock_server: Any) -> Any:
    """A world without companies."""
    sandbox = mock_server.sandbox(
        seed="empty", clock={"rate": 0, "now": "2022-08-19T15:52:31.033Z"}
    )
    yield Api(sandbox, sandbox.codat)
    sandbox.delete()
