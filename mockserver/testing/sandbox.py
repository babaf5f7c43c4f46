"""A server in this process and its sandboxes, as a test wants to handle them."""

from collections.abc import Mapping
from typing import Any

import requests

from mockserver.app import Application, create_app
from mockserver.settings import ServerSettings
from mockserver.testing.inprocess import InProcessAdapter

URL = "http://mockserver.localhost"


class MockServer:
    """All providers, no socket. `settings` and `providers` as for `create_app`."""

    def __init__(self, app: Application | None = None) -> None:
        self.app = app or create_app(ServerSettings(public_url=URL))
        self.control = self.session()

    def session(self) -> requests.Session:
        """A session that is answered here, whatever host it calls."""
        session = requests.Session()
        adapter = InProcessAdapter(self.app.gateway)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        return session

    def sandbox(self, **wanted: Any) -> "MockSandbox":
        """A fresh world; the clock is frozen unless `clock={"rate": …}` says otherwise."""
        wanted.setdefault("clock", {"rate": 0})
        return MockSandbox(self, self.steer("POST", "/sandboxes", wanted))

    def steer(self, method: str, path: str, body: Any = None, /, **query: Any) -> Any:
        """A call of the control API. Raises AssertionError with its message when refused."""
        response = self.control.request(method, f"{URL}/_mock{path}", json=body, params=query)
        if not response.ok:
            raise AssertionError(f"{method} {path}: {response.status_code} {response.text}")
        return response.json() if response.content else None

    def close(self) -> None:
        """Gone, with all its files."""
        self.app.close()


class ProviderAccess:
    """How to reach one provider of a sandbox."""

    def __init__(self, server: MockServer, document: Mapping[str, Any]) -> None:
        self.base_url: str = document["base_url"]
        self.headers: dict[str, str] = document["headers"]
        self.credentials: dict[str, str] = document["credentials"]
        self.subject: dict[str, str] = document["subject"]
        self._server = server

    def session(self) -> requests.Session:
        """A session that carries the credentials and answers for the real host names too."""
        session = self._server.session()
        session.headers.update(self.headers)
        return session

    def request(self, method: str, path: str, **how: Any) -> requests.Response:
        """One call of the provider: `path` is its own path; `how` as for requests."""
        return self.session().request(method, self.base_url + path, **how)


class Clock:
    """The virtual clock of a sandbox."""

    def __init__(self, steer: Any) -> None:
        self._steer = steer

    @property
    def now(self) -> str:
        """ISO 8601, UTC."""
        now: str = self._steer("GET", "/clock")["now"]
        return now

    def advance(self, by: str | float) -> list[dict[str, Any]]:
        """Jump; returns the events that ran, in order."""
        return self._moved({"advance": by})

    def to(self, instant: str) -> list[dict[str, Any]]:
        """Jump to an instant."""
        return self._moved({"to": instant})

    def next_event(self) -> list[dict[str, Any]]:
        """Jump to the next event."""
        return self._moved({"advance": "next-event"})

    def run_until_idle(self) -> list[dict[str, Any]]:
        """Jump until nothing is left to happen."""
        return self._moved({"advance": "until-idle"})

    def _moved(self, change: dict[str, Any]) -> list[dict[str, Any]]:
        ran: list[dict[str, Any]] = self._steer("POST", "/clock", change)["ran"]
        return ran


class Settings:
    """The settings of a sandbox: `settings["candis.processing_ms"] = 0`."""

    def __init__(self, steer: Any) -> None:
        self._steer = steer

    def __getitem__(self, name: str) -> Any:
        return self._steer("GET", "/settings")[name]["value"]

    def __setitem__(self, name: str, value: Any) -> None:
        self._steer("PATCH", "/settings", {name: value})


class Faults:
    """What breaks on purpose in a sandbox."""

    def __init__(self, steer: Any) -> None:
        self._steer = steer

    def add(self, provider: str, kind: str, **wanted: Any) -> dict[str, Any]:
        """Break something; value, operation, path, method, skip, count, probability as wanted."""
        row = {"provider": provider, "kind": kind, **wanted}
        added: dict[str, Any] = self._steer("POST", "/faults", row)
        return added

    def all(self) -> list[dict[str, Any]]:
        """All faults with how often they matched and hit."""
        found: list[dict[str, Any]] = self._steer("GET", "/faults")
        return found

    def clear(self) -> None:
        """Break nothing any more."""
        self._steer("DELETE", "/faults")


class Journal:
    """What the sandbox was asked."""

    def __init__(self, steer: Any) -> None:
        self._steer = steer

    def calls(self, **wanted: Any) -> list[dict[str, Any]]:
        """Matching requests, oldest first: provider, method, path (a glob), status, origin."""
        found: list[dict[str, Any]] = self._steer("GET", "/journal", limit=1000, **wanted)
        return found[::-1]

    def story(self) -> str:
        """The last calls, a line each, refusals with their reasons."""
        lines = []
        for call in self.calls()[-50:]:
            lines.append(
                f"{call['id']:>5} {call['provider']} {call['method']} {call['path']}"
                f" -> {call['status']} ({call['origin']})"
            )
            if call["reason"]:
                lines.append(f"      why: {'; '.join(map(str, call['reason'].values()))[:500]}")
        return "\n".join(lines) or "no calls"

    def assert_called(self, times: int | None = None, **wanted: Any) -> None:
        """Fail unless such a request came (exactly `times`), and say what came instead."""
        count = {"at_least": 1} if times is None else {"exactly": times}
        said = self._steer("POST", "/journal/verify", {"match": wanted, "count": count})
        if said["result"] != "yes":
            came = "\n".join(
                f"  {call['method']} {call['path']} {call['status']}" for call in self.calls()
            )
            raise AssertionError(f"{wanted}: {said['why']}; what came:\n{came or '  nothing'}")


class Webhooks:
    """What the sandbox told its subscribers."""

    def __init__(self, steer: Any) -> None:
        self._steer = steer

    def deliveries(self, **wanted: Any) -> list[dict[str, Any]]:
        """Messages with their attempts, oldest first: provider, event, state."""
        found: list[dict[str, Any]] = self._steer(
            "GET", "/webhooks/deliveries", limit=1000, **wanted
        )
        return found[::-1]

    def trigger(self, provider: str, event: str, for_: str | None = None, **changes: Any) -> None:
        """Let an event happen now for an object that exists."""
        body = {"provider": provider, "event": event, "set": changes}
        self._steer("POST", "/webhooks/trigger", body if for_ is None else {**body, "for": for_})


class MockSandbox:
    """A fresh world of all providers."""

    candis: ProviderAccess
    codat: ProviderAccess
    appzen: ProviderAccess
    cegid_loop: ProviderAccess
    feedback_house: ProviderAccess

    def __init__(self, server: MockServer, document: Mapping[str, Any]) -> None:
        self.server = server
        self.name: str = document["name"]
        self.document = document
        self.clock = Clock(self._steer)
        self.settings = Settings(self._steer)
        self.journal = Journal(self._steer)
        self.faults = Faults(self._steer)
        self.webhooks = Webhooks(self._steer)
        for name, access in document["providers"].items():
            setattr(self, name, ProviderAccess(server, access))

    def reset(self) -> None:
        """Back to the seed."""
        self._steer("POST", "/reset")

    def snapshot(self, label: str) -> None:
        """Keep the state of this moment under a label."""
        self._steer("POST", "/snapshots", {"label": label})

    def restore(self, label: str) -> None:
        """Back to a kept state, its clock included."""
        self._steer("POST", f"/snapshots/{label}/restore")

    def fork(self, name: str | None = None) -> "MockSandbox":
        """An independent copy with its own credentials."""
        document = self._steer("POST", "/fork", {"name": name} if name else {})
        return MockSandbox(self.server, document)

    def delete(self) -> None:
        """Gone."""
        self._steer("DELETE", "")

    def _steer(self, method: str, path: str, body: Any = None, /, **query: Any) -> Any:
        return self.server.steer(method, f"/sandboxes/{self.name}{path}", body, **query)
