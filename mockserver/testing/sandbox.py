"""A server in this process and its sandboxes, as a test wants to handle them.

Documents are the control API's (docs/control-api.md). Instants are ISO 8601 in UTC, durations
`"PT5M"`, `"5m"`, `"250ms"` or seconds as a number. Whatever the control API refuses raises
AssertionError with its message, so that a mistake in a test fails the test.
"""

from collections.abc import Mapping
from typing import Any

import requests

from mockserver.app import Application, create_app
from mockserver.settings import ServerSettings
from mockserver.testing.inprocess import InProcessAdapter

URL = "http://mockserver.localhost"


class MockServer:
    """All providers, no socket. `app` is what `mockserver.app.create_app` makes, if not the usual.

    `control` is the session that `steer` uses.
    """

    def __init__(self, app: Application | None = None) -> None:
        self.app = app or create_app(ServerSettings(public_url=URL))
        self.control = self.session()

    def session(self) -> requests.Session:
        """A session without credentials that is answered here, whatever host it calls."""
        session = requests.Session()
        adapter = InProcessAdapter(self.app.gateway)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        return session

    def sandbox(self, **wanted: Any) -> "MockSandbox":
        """A fresh world; the clock is frozen unless `clock={"rate": …}` says otherwise.

        `wanted` is the body of `POST /_mock/sandboxes`: name, seed ("demo" or "empty"),
        random_seed, clock {"now", "rate"}, ttl_s (real seconds), settings.
        """
        wanted.setdefault("clock", {"rate": 0})
        return MockSandbox(self, self.steer("POST", "/sandboxes", wanted))

    def steer(self, method: str, path: str, body: Any = None, /, **query: Any) -> Any:
        """A call of the control API, `path` behind `/_mock`; the JSON of the answer, or None.

        Raises AssertionError with the answer's status and text when refused.
        """
        response = self.control.request(method, f"{URL}/_mock{path}", json=body, params=query)
        if not response.ok:
            raise AssertionError(f"{method} {path}: {response.status_code} {response.text}")
        return response.json() if response.content else None

    def close(self) -> None:
        """Close the server; its sandboxes are gone with their files unless it has a `data_dir`."""
        self.app.close()


class ProviderAccess:
    """How to reach one provider of a sandbox: four members as the control API tells them.

    `base_url` precedes the provider's own paths, `headers` carry the credentials, `credentials`
    are all of them by name, `subject` says whom to act on (such as `organization_id`).
    """

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
        """One call: `path` is the provider's own; `how` as for `requests.Session.request`.

        The answer, whatever its status. Raises requests.ConnectionError when a fault breaks it.
        """
        return self.session().request(method, self.base_url + path, **how)


class Clock:
    """The virtual clock of a sandbox.

    Every move answers what ran, in order: `[{"id", "kind", "at", "outcome"}]`, where the outcome
    is `done` or `failed`. One move runs 100,000 events at most.
    """

    def __init__(self, steer: Any) -> None:
        self._steer = steer

    @property
    def now(self) -> str:
        """The virtual time, ISO 8601 in UTC."""
        now: str = self._steer("GET", "/clock")["now"]
        return now

    def advance(self, by: str | float) -> list[dict[str, Any]]:
        """Jump by a duration: `"5m"`, `"PT5M"`, `"250ms"`, or seconds."""
        return self._moved({"advance": by})

    def to(self, instant: str) -> list[dict[str, Any]]:
        """Jump forward to an instant, `"2026-02-01T00:00:00Z"`; backwards is refused."""
        return self._moved({"to": instant})

    def next_event(self) -> list[dict[str, Any]]:
        """Jump to the next event; where there is none nothing happens."""
        return self._moved({"advance": "next-event"})

    def run_until_idle(self) -> list[dict[str, Any]]:
        """Jump until nothing is left to happen."""
        return self._moved({"advance": "until-idle"})

    def _moved(self, change: dict[str, Any]) -> list[dict[str, Any]]:
        ran: list[dict[str, Any]] = self._steer("POST", "/clock", change)["ran"]
        return ran


class Settings:
    """The settings of a sandbox: `settings["candis.processing_ms"] = 0`; None for the default.

    Reading an unknown name raises KeyError, assigning to one or a bad value AssertionError.
    """

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
        """Break something; answers the fault with its `id`.

        `wanted`: value (of the kind's own unit), operation, path (a glob), method, skip and count
        (of matching calls), probability (0 to 1).
        """
        row = {"provider": provider, "kind": kind, **wanted}
        added: dict[str, Any] = self._steer("POST", "/faults", row)
        return added

    def all(self) -> list[dict[str, Any]]:
        """All faults as they were added, with how often they matched (`seen`) and hit (`hits`)."""
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
        """Matching requests, oldest first, the latest 1000.

        `wanted`: provider, operation, method, path (a glob), status, origin. Each is `{"id", "at",
        "provider", "operation", "method", "path", "query", "status", "origin", "duration_us",
        "reason"}`; the reason is None unless refused.
        """
        found: list[dict[str, Any]] = self._steer("GET", "/journal", limit=1000, **wanted)
        return found[::-1]

    def story(self) -> str:
        """The last 50 calls, a line each, refusals with their reasons."""
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
        """Raise AssertionError unless such a request came (exactly `times`), and say what came.

        `wanted` as for `calls`.
        """
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
        """Messages with their attempts, oldest first, the latest 1000.

        `wanted`: provider, event, state (pending, delivered, failed, collected or dropped).
        `body` is the exact text that is sent.
        """
        found: list[dict[str, Any]] = self._steer(
            "GET", "/webhooks/deliveries", limit=1000, **wanted
        )
        return found[::-1]

    def trigger(self, provider: str, event: str, for_: str | None = None, **changes: Any) -> None:
        """Let an event happen now for the object `for_`; `changes` are put into its payload."""
        body = {"provider": provider, "event": event, "set": changes}
        self._steer("POST", "/webhooks/trigger", body if for_ is None else {**body, "for": for_})


class MockSandbox:
    """A fresh world of all providers; `document` is what the control API told at its birth."""

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
        """Back to the seed: data, clock, queue, journal, settings. Credentials survive."""
        self._steer("POST", "/reset")

    def snapshot(self, label: str) -> None:
        """Keep the state of this moment, replacing one of the same label."""
        self._steer("POST", "/snapshots", {"label": label})

    def restore(self, label: str) -> None:
        """Back to a kept state, its clock included. AssertionError where there is none."""
        self._steer("POST", f"/snapshots/{label}/restore")

    def fork(self, name: str | None = None) -> "MockSandbox":
        """An independent copy with its own credentials, for the caller to delete."""
        document = self._steer("POST", "/fork", {"name": name} if name else {})
        return MockSandbox(self.server, document)

    def delete(self) -> None:
        """Gone, with all its files."""
        self._steer("DELETE", "")

    def _steer(self, method: str, path: str, body: Any = None, /, **query: Any) -> Any:
        return self.server.steer(method, f"/sandboxes/{self.name}{path}", body, **query)
