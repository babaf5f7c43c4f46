"""`--contract-coverage`: watches every answer of a run and prints what was looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from contract_tests.coverage import described, matrix, report
from contract_tests.coverage.described import Described
from contract_tests.coverage.matrix import Note
from contract_tests.coverage.watching import places, watch
from contract_tests.support.exchanges import Exchange
from contract_tests.targets import Target

NAME = "contract-coverage"
OUTPUT = "contract_coverage"


def add_options(group: pytest.OptionGroup) -> None:
    """The options of a coverage run."""
    group.addoption(
        "--contract-coverage",
        action="store_true",
        help="print which operations, statuses, parameters and fields the tests look at",
    )
    group.addoption(
        "--contract-coverage-html", type=Path, metavar="FILE", help="write the whole matrix here"
    )
    group.addoption(
        "--contract-openapi",
        type=Path,
        metavar="DIR",
        help="what there is to cover, as <provider>.json (OpenAPI 3); the mock describes itself",
    )


def configure(config: pytest.Config) -> None:
    """Watch, if coverage is wanted."""
    if config.getoption("contract_coverage"):
        config.pluginmanager.register(Coverage(config), NAME)


def attach(config: pytest.Config, target: Target) -> None:
    """Let the coverage, if there is one, watch what this target answers."""
    coverage = config.pluginmanager.get_plugin(NAME)
    if isinstance(coverage, Coverage):
        coverage.attach(target)


class Coverage:
    """The plugin of a process that watches, or that gathers what its workers saw."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._documents: dict[str, Any] = {}
        self._described: dict[str, list[Described]] = {}
        self._notes: set[Note] = set()

    def attach(self, target: Target) -> None:
        if target.provider not in self._described:
            self._learn(target.provider, self._document(target))
        target.listeners.append(lambda exchange: self._watch(target, exchange))

    def _document(self, target: Target) -> Any:
        folder = self._config.getoption("contract_openapi")
        if folder is not None:
            return json.loads((folder / f"{target.provider}.json").read_text(encoding="utf-8"))
        document = target.openapi()
        if document is None:
            raise pytest.UsageError(
                "a real API does not say what there is to cover: give --contract-openapi DIR"
            )
        return document

    def _learn(self, provider: str, document: Any) -> None:
        self._documents[provider] = document
        self._described[provider] = described.operations(document)

    def _watch(self, target: Target, exchange: Exchange) -> None:
        response = exchange.response
        if response is None:
            return
        address = urlsplit(exchange.url)
        path = address.path.removeprefix(urlsplit(target.base_url).path)
        operation = described.find(self._described[target.provider], exchange.method, path)
        if operation is None:
            return
        provider, name, status = target.provider, operation.name, response.status_code

        def note(what: str, status: int, place: str) -> None:
            self._notes.add((what, provider, name, status, place))

        note("status", status, "")
        for parameter, _ in parse_qsl(address.query, keep_blank_values=True):
            note("sent", 0, parameter.lower())
        try:
            came = response.json()
        except ValueError:
            came = None
        for place in places(came):
            note("came", status, place)
        watch(
            response,
            read=lambda place: note("read", status, place),
            header=lambda place: note("header-read", status, place),
            status=lambda: note("status-read", status, ""),
        )

    # -- the end ------------------------------------------------------------------------------

    def pytest_sessionfinish(self) -> None:
        output: dict[str, Any] | None = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[OUTPUT] = {"documents": self._documents, "notes": sorted(self._notes)}

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        gathered = getattr(node, "workeroutput", {}).get(OUTPUT, {"documents": {}, "notes": []})
        for provider, document in gathered["documents"].items():
            self._learn(provider, document)
        self._notes |= {tuple(note) for note in gathered["notes"]}

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        rows = matrix.rows(self._described, self._notes)
        terminalreporter.section("what the contract tests look at")
        terminalreporter.write_line(report.text(rows))
        file = self._config.getoption("contract_coverage_html")
        if file is not None:
            file.write_text(report.page(rows), encoding="utf-8")
            terminalreporter.write_line(f"\nthe whole matrix: {file}")
