"""`--record DIR`: listens to every test and hands what it hears to a recorder."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from contract_tests.recording import recorder
from contract_tests.recording.bodies import Veil
from contract_tests.recording.pseudonyms import Pseudonyms
from contract_tests.recording.recorder import Outcome, Recorder
from contract_tests.support.environment import environ_of
from contract_tests.support.provenance import LEVELS, REAL
from contract_tests.targets import Target
from contract_tests.targets.accounts import ACCOUNTS

NAME = "contract-recording"
KEY = "contract_recording_key"
LONGEST_WHY = 4_000


def add_options(group: pytest.OptionGroup) -> None:
    """The options of a recording."""
    group.addoption(
        "--record", type=Path, metavar="DIR", help="keep every exchange, redacted, in this folder"
    )
    group.addoption(
        "--record-raw",
        action="store_true",
        help="keep values as they are (never credentials): for accounts that hold test data only",
    )


def configure(config: pytest.Config) -> None:
    """Listen, if a recording is wanted."""
    folder = config.getoption("record")
    if folder is None:
        return
    folder = config.invocation_params.dir / folder
    raw = config.getoption("record_raw")
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if worker is None:
        try:
            recorder.begin(folder, config.getoption("target"), _hosts(config), raw=raw)
        except ValueError as mistake:
            raise pytest.UsageError(str(mistake)) from None
    key = bytes.fromhex(worker[KEY]) if worker else secrets.token_bytes(32)
    public = recorder.public_texts() | set(_hosts(config).values())
    veil = Veil(Pseudonyms(key, public), raw=raw)
    name = worker["workerid"] if worker else "main"
    listening = Listening(Recorder(folder, name, veil), key, main=worker is None)
    config.pluginmanager.register(listening, NAME)


def attach(config: pytest.Config, target: Target) -> None:
    """Let the recorder, if there is one, hear what this target says."""
    listening = config.pluginmanager.get_plugin(NAME)
    if isinstance(listening, Listening):
        listening.attach(target)


class Listening:
    """The plugin of a process that records."""

    def __init__(self, kept: Recorder, key: bytes, *, main: bool) -> None:
        self.recorder = kept
        self._key = key
        self._main = main
        self._so_far: dict[str, Outcome] = {}

    def attach(self, target: Target) -> None:
        self.recorder.somebodys(target.subject.values())
        target.listeners.append(lambda exchange: self.recorder.exchange(target, exchange))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if report.when == "setup" or not report.passed:
            self._so_far[item.nodeid] = outcome_of(item, report)
        if report.when == "teardown":
            self.recorder.outcome(self._so_far.pop(item.nodeid))
        return report

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Workers of one run share the key, so that equal values stay equal."""
        node.workerinput[KEY] = self._key.hex()

    def pytest_sessionfinish(self) -> None:
        if self._main:
            recorder.finish(self.recorder.folder)


def outcome_of(item: pytest.Item, report: pytest.TestReport) -> Outcome:
    """What is known of a test after this phase."""
    claim = next(mark for mark in item.iter_markers() if mark.name in LEVELS)
    return Outcome(
        test=item.nodeid,
        provider=item.path.parent.name,
        evidence=claim.name,
        claim=str(claim.args[0]),
        outcome=report.outcome,
        why=_why(report),
    )


def _why(report: pytest.TestReport) -> str:
    """The reason of a skip, the message of a failure; nothing for a pass."""
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longrepr or "")[:LONGEST_WHY]


def _hosts(config: pytest.Config) -> dict[str, str]:
    """The hosts that will be asked, by provider, as the environment names them."""
    if config.getoption("target") != REAL:
        return {}
    environ = environ_of(config)
    named = {name: environ.get(f"CONTRACT_{name.upper()}_BASE_URL", "") for name in ACCOUNTS}
    return {name: urlsplit(url).netloc for name, url in named.items() if url}
