"""`--html-report`, `--badge`, `--update-verified`, and a summary by provider at the end."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from contract_tests.reports import verified
from contract_tests.reports.badge import badge
from contract_tests.reports.page import page
from contract_tests.reports.results import Results, read
from contract_tests.support.provenance import REAL
from contract_tests.targets import Target

NAME = "contract-reports"


def add_options(group: pytest.OptionGroup) -> None:
    """The options of the reports."""
    group.addoption(
        "--html-report",
        type=Path,
        metavar="FILE",
        help="write every test with its exchanges as one HTML page, credentials masked",
    )
    group.addoption("--badge", type=Path, metavar="FILE", help="write a badge as JSON")
    group.addoption(
        "--update-verified",
        action="store_true",
        help="note in contract_tests/verified.json which tests passed on the real API today",
    )


def configure(config: pytest.Config) -> None:
    """Report, if anything is wanted; before the recording is configured, for it is read."""
    wanted = [config.getoption(name) for name in ("html_report", "badge", "record")]
    if not any(wanted) and not config.getoption("update_verified"):
        return
    if config.getoption("update_verified") and config.getoption("target") != REAL:
        raise pytest.UsageError("--update-verified is for --target real: a mock proves nothing")
    if hasattr(config, "workerinput"):
        return
    reporting = Reporting(config)
    if config.getoption("record") is None:
        config.option.record = Path(reporting.scratch.name, "recording")
    config.pluginmanager.register(reporting, NAME)


def attach(config: pytest.Config, target: Target) -> None:
    """Let the reports, if there are any, know what a test calls."""
    reporting = config.pluginmanager.get_plugin(NAME)
    if isinstance(reporting, Reporting):
        reporting.attach(target)


class Reporting:
    """The plugin of the process that writes the reports."""

    def __init__(self, config: pytest.Config) -> None:
        self.scratch = tempfile.TemporaryDirectory()
        self._config = config
        self._calls: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._hosts: dict[str, str] = {}
        self._results: Results | None = None

    def attach(self, target: Target) -> None:
        test = target.test.name
        self._hosts[test] = urlsplit(target.base_url).netloc

        def called(method: str, url: str) -> None:
            if url.startswith(target.base_url):
                path = url.removeprefix(target.base_url)
                known = (method, verified.route(path, target.subject.values()))
                self._calls[test].add(known)

        target.listeners.append(lambda exchange: called(exchange.method, exchange.url))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        folder = self._config.getoption("record")
        self._results = read(self._config.invocation_params.dir / folder)
        self._write("html_report", page(self._results))
        self._write("badge", json.dumps(badge(self._results), indent=1) + "\n")
        if self._config.getoption("update_verified"):
            self._note(self._results)
        self.scratch.cleanup()

    def _write(self, option: str, text: str) -> None:
        """Write a report to the file that an option names, if it does."""
        if file := self._config.getoption(option):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def _note(self, results: Results) -> None:
        """Note what passed on each vendor's host."""
        day = datetime.now(UTC).date().isoformat()
        by_host: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(dict)
        for one in results.tests:
            if one.outcome == "passed" and one.test in self._hosts:
                by_host[self._hosts[one.test]][one.test] = self._calls[one.test]
        for host, passed in by_host.items():
            verified.update(verified.FILE, day, host, passed)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """A line for each provider: how much of what is claimed was looked at."""
        results = self._results
        if results is None:
            return
        terminalreporter.section(f"contract on {results.target}")
        for provider, tests in results.by_provider().items():
            counts = [f"{results.count(how, tests)} {how}" for how in ("passed", "failed")]
            blind = results.count("skipped", tests)
            terminalreporter.write_line(
                f"{provider:15} {', '.join(counts)}, {blind} could not look"
            )
