"""Two integrations, one careless and one careful: their grades differ where they should."""

import importlib.util
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests

from mockserver.app import create_app
from mockserver.certify.campaign import of_provider
from mockserver.certify.conduct import Report, conduct
from mockserver.certify.grades import GRADERS
from mockserver.certify.world import HttpWorld
from mockserver.cli.certify import environment
from mockserver.settings import ServerSettings
from mockserver.web.server import Server

EXAMPLES = Path(__file__).parents[2] / "examples" / "certify"
BAD = {
    "candis": {
        ("a slow import", "polls politely"),
        ("a slow import", "waits until it is done"),
        ("a batch that fails in part", "sends again only what failed"),
        ("429 with Retry-After", "honours Retry-After"),
        ("a short outage", "backs off"),
        ("a long outage", "ends in time"),
        ("an expired token", "goes on after its token expired"),
        ("an expired token", "loses nothing"),
    },
    "codat": {
        ("429 with Retry-After", "honours Retry-After"),
        ("a short outage", "backs off"),
        ("a long outage", "ends in time"),
        ("an expired token", "goes on after its token expired"),
        ("an expired token", "loses nothing"),
        ("a connection reset after the company was made", "doubles nothing"),
        ("pages that shift while they are read", "misses nothing while pages shift"),
        ("a webhook that comes twice", "takes a message once"),
        ("webhooks out of order", "checks before it believes"),
    },
}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    app = create_app(ServerSettings())
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.url
    stop()
    app.close()


class Threads:
    """Runs an integration's tasks in threads of this process; its pauses move the clock."""

    def __init__(
        self, integration: str, provider: str, environ: Mapping[str, str], clock: str
    ) -> None:
        self.module = module(integration)
        self.provider = provider
        self.environ = environ
        self.clock = clock

    def start(self, task: str) -> "Task":
        return Task(self, task)

    def pause(self, seconds: float) -> None:
        requests.post(
            self.clock, json={"advance": round(seconds, 3)}, timeout=30
        ).raise_for_status()


class Task:
    def __init__(self, threads: Threads, task: str) -> None:
        self.ended = "ended well"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(threads, task))
        self._thread.start()

    def _run(self, threads: Threads, task: str) -> None:
        try:
            threads.module.run(threads.provider, task, threads.environ, threads.pause, self._stop)
        except (SystemExit, Exception) as error:
            self.ended = f"ended with {type(error).__name__}"

    def wait(self, timeout_s: float) -> str:
        self._thread.join(timeout_s)
        return self.ended

    def stop(self) -> None:
        self._stop.set()


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def certified(url: str, integration: str, provider: str, rate: float) -> Report:
    wish: dict[str, Any] = {"clock": {"rate": rate}}
    sandbox = requests.post(f"{url}/_mock/sandboxes", json=wish, timeout=30).json()
    world = HttpWorld(url, sandbox["name"], provider)
    clock = f"{url}/_mock/sandboxes/{sandbox['name']}/clock"
    driver = Threads(integration, provider, environment(sandbox, url), clock)
    campaign = of_provider(provider, tuple(GRADERS))
    report = conduct(campaign, sandbox["name"], world, driver, longest_s=30)
    world.steer("DELETE", "")
    return report


def graded(report: Report, verdict: str) -> set[tuple[str, str]]:
    return {
        (one.step.name, grade.behaviour)
        for one in report.steps
        for grade in one.grades
        if grade.verdict == verdict
    }


@pytest.mark.parametrize("rate", [0, 1], ids=["frozen", "live"])
@pytest.mark.parametrize("provider", ["candis", "codat"])
def test_a_careful_integration_passes(url: str, provider: str, rate: float) -> None:
    report = certified(url, "careful", provider, rate)

    assert graded(report, "bad") == set()
    assert graded(report, "not seen") == set()
    assert report.passed


@pytest.mark.parametrize("rate", [0, 1], ids=["frozen", "live"])
@pytest.mark.parametrize("provider", ["candis", "codat"])
def test_a_careless_integration_is_told_what_it_does_wrong(
    url: str, provider: str, rate: float
) -> None:
    report = certified(url, "careless", provider, rate)

    assert graded(report, "bad") == BAD[provider]
    assert not report.passed


def test_every_grade_names_the_calls_it_rests_on(url: str) -> None:
    report = certified(url, "careless", "candis", 0)

    bad = [grade for one in report.steps for grade in one.grades if grade.verdict == "bad"]
    known = {call.id for one in report.steps for call in one.calls}

    assert [grade for grade in bad if not grade.entries] == []
    assert {entry for grade in bad for entry in grade.entries} <= known
