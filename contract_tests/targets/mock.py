"""The mock as a target: a server per pytest process, a frozen sandbox of its own per test."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import requests

from contract_tests.support.answers import expect
from contract_tests.support.courtesy import NoCourtesy
from contract_tests.support.ledger import Ledger
from contract_tests.support.sessions import ApiSession, allow
from contract_tests.targets import CAPABILITIES, Reach, Target, TestCase

ROOT = Path(__file__).parents[2]
URL = re.compile(r"https?://127\.0\.0\.1:\d+")
START_S = 30.0
STOP_S = 10.0

T = TypeVar("T")


class Mock(Target):
    """One provider of one sandbox whose clock moves only when it is told to."""

    capabilities = frozenset(CAPABILITIES)

    def __init__(self, provider: str, test: TestCase, world: Sandbox) -> None:
        super().__init__(provider, test, world.reach(provider), world.ledger, NoCourtesy())
        self._world = world

    def control(self, method: str, path: str, body: Any = None) -> Any:
        return self._world.control(method, path, body)

    def openapi(self) -> Any:
        return self._world.server.control("GET", f"/_mock/providers/{self.provider}/openapi.json")

    def foreign(self) -> ApiSession:
        stranger = self._world.neighbour().reach(self.provider)
        return self._session(stranger.headers, allow)

    def until(self, done: Callable[[], T], within: float = 60.0) -> T:
        ran: list[dict[str, Any]] = []
        start = None
        while not (value := done()):
            step = self.control("POST", "/clock", {"advance": "next-event"})
            now = datetime.fromisoformat(step["now"])
            start = start or now
            happened = ", ".join(f"{event['kind']} ({event['outcome']})" for event in ran)
            so_far = f"so far: {happened or 'nothing'}; last value: {value!r}"
            if not step["ran"]:
                raise AssertionError(
                    f"waited in vain: nothing is left to happen in {self._world.name}; {so_far}"
                )
            ran += step["ran"]
            if (now - start).total_seconds() > within:
                raise AssertionError(f"not done within {within} s of the sandbox's time; {so_far}")
        return value

    def story(self) -> str:
        calls = self.control("GET", f"/journal?provider={self.provider}&limit=20")
        return json.dumps(calls, indent=1, ensure_ascii=False)


class Sandbox:
    """One isolated world on a mock server, reached through its control API."""

    def __init__(self, server: MockRun, world: Mapping[str, Any]) -> None:
        self.server = server
        self.world = world
        self.name: str = world["name"]
        self.ledger = Ledger(None, session="mock")
        self._neighbours: list[Sandbox] = []

    def reach(self, provider: str) -> Reach:
        served = self.world["providers"]
        if provider not in served:
            raise AssertionError(
                f"{self.server.url} serves no {provider}, only: {', '.join(served) or 'nothing'}"
            )
        access = served[provider]
        return Reach(
            base_url=access["base_url"],
            headers=access["headers"],
            subject=access["subject"],
            hint=f"is {self.server.url} the mock server?",
            trust_env=False,
        )

    def control(self, method: str, path: str, body: Any = None) -> Any:
        return self.server.control(method, f"/_mock/sandboxes/{self.name}{path}", body)

    def neighbour(self) -> Sandbox:
        """Another world on the same server, with credentials of its own."""
        self._neighbours.append(self.server.new_sandbox())
        return self._neighbours[-1]

    def delete(self) -> None:
        for world in [*self._neighbours, self]:
            self.server.control("DELETE", f"/_mock/sandboxes/{world.name}")


class MockRun:
    """Tests against a mock server at `url`."""

    def __init__(
        self,
        url: str,
        settings: Mapping[str, Any],
        faults: list[dict[str, Any]],
        template: str | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self._settings = dict(settings)
        self._faults = faults
        self._template = template
        token = os.environ.get("MOCKSERVER_CONTROL_TOKEN")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._session = ApiSession(
            self.url,
            headers,
            hint=f"is {self.url} the mock server?",
            courtesy=NoCourtesy(),
            guard=allow,
            trust_env=False,
        )

    @contextmanager
    def target(self, provider: str, test: TestCase) -> Iterator[Target]:
        world = self.new_sandbox()
        try:
            for fault in self._faults:
                world.control("POST", "/faults", {"provider": provider, **fault})
            yield Mock(provider, test, world)
        finally:
            world.delete()

    def new_sandbox(self) -> Sandbox:
        if self._template is not None:
            path = f"/_mock/sandboxes/{self._template}/fork"
            return Sandbox(self, self.control("POST", path, {}))
        wish = {"clock": {"rate": 0}, **({"settings": self._settings} if self._settings else {})}
        return Sandbox(self, self.control("POST", "/_mock/sandboxes", wish))

    def control(self, method: str, path: str, body: Any = None) -> Any:
        response = self._session.request(method, path, json=body)
        if response.status_code == requests.codes.no_content:
            return None
        return expect(response, 200, 201)


@contextmanager
def mock_run(
    url: str | None,
    settings: Mapping[str, Any],
    faults: list[dict[str, Any]],
    template: str | None = None,
) -> Iterator[MockRun]:
    """A run on the server at `url`, or on one that is started here and stopped at the end."""
    with nullcontext(url) if url is not None else started_server() as address:
        yield MockRun(address, settings, faults, template)


@contextmanager
def started_server() -> Iterator[str]:
    """Start a mock server on a free port; gives its URL."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        command = [sys.executable, "-m", "mockserver", "serve", "--host", "127.0.0.1"]
        process = subprocess.Popen(
            [*command, "--port", "0"],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            yield _url_once_ready(process, log.fileno())
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_S)
            process.kill()
            process.wait()


def _url_once_ready(process: subprocess.Popen[bytes], log: int) -> str:
    deadline = time.monotonic() + START_S
    while True:
        ended = process.poll() is not None
        printed = os.pread(log, 1_000_000, 0).decode("utf-8", "replace")
        if found := URL.search(printed):
            return found.group()
        if ended or time.monotonic() > deadline:
            state = f"ended with exit code {process.returncode}" if ended else "printed no URL"
            raise AssertionError(f"`mockserver serve` {state}; it printed:\n{printed[-4000:]}")
        time.sleep(0.02)
