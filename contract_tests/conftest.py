"""Options, rules and the `target` fixture of the contract tests; see README.md."""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contract_tests.coverage import plugin as coverage
from contract_tests.recording import plugin as recording
from contract_tests.reports import plugin as reports
from contract_tests.support.environment import CredentialsError, environ_of
from contract_tests.support.provenance import MOCK, REAL, reason_to_skip, refuse_unproven
from contract_tests.targets import Run, Target, TestCase
from contract_tests.targets.accounts import ACCOUNTS, NotConfiguredError, writable
from contract_tests.targets.mock import mock_run
from contract_tests.targets.real import real_run
from contract_tests.undo import LEDGERS, sweep


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract tests")
    group.addoption(
        "--target", choices=[MOCK, REAL], default=MOCK, help="what the contract tests run on"
    )
    group.addoption("--mock-url", metavar="URL", help="use this running mock server")
    group.addoption(
        "--mock-template",
        metavar="SANDBOX",
        help="each test gets a copy of this sandbox of the server instead of a demo world",
    )
    group.addoption(
        "--mock-setting",
        action="append",
        default=[],
        metavar="NAME=JSON",
        help="a setting of every sandbox, e.g. candis.processing_ms=0",
    )
    group.addoption(
        "--mock-fault",
        action="append",
        default=[],
        metavar="JSON",
        help="a fault of every sandbox, to see that the suite notices it",
    )
    group.addoption(
        "--run-assumed",
        "--allow-assumed",
        action="store_true",
        help="on a real API also run the tests of what nobody published",
    )
    group.addoption(
        "--ledger",
        type=Path,
        metavar="FILE",
        help="where a real run writes down what it changes (default: a file in "
        "contract_tests/.ledger)",
    )
    group.addoption(
        "--credentials",
        type=Path,
        metavar="FILE",
        help="read CONTRACT_…=value lines from this file, which is outside the repository",
    )
    group.addoption(
        "--sweep",
        metavar="PREFIX",
        help="run no test: take back what crashed runs left, of those whose names begin so (ct: "
        "of all)",
    )
    recording.add_options(group)
    coverage.add_options(group)
    reports.add_options(group)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """`--sweep PREFIX` instead of tests."""
    prefix = config.getoption("sweep")
    if prefix is None:
        return None
    try:
        return sweep(config.getoption("ledger") or LEDGERS, prefix, environ_of(config))
    except (ValueError, NotConfiguredError) as problem:
        raise pytest.UsageError(str(problem)) from None


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("target") == REAL:
        refuse_recklessness(config)
    reports.configure(config)
    recording.configure(config)
    coverage.configure(config)


def refuse_recklessness(config: pytest.Config) -> None:
    """Say no to a run on real APIs that could do harm."""
    if config.getoption("numprocesses", None) or hasattr(config, "workerinput"):
        raise pytest.UsageError("a real API is paced per process: run --target real without -n")
    try:
        writable(environ_of(config))
    except (CredentialsError, ValueError) as mistake:
        raise pytest.UsageError(str(mistake)) from None


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return refuse_unproven((yield))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.config.getoption("target") != REAL:
        return
    reason = reason_to_skip(
        item,
        provider_of(item.path),
        run_assumed=item.config.getoption("run_assumed"),
        environ=environ_of(item.config),
    )
    if reason:
        pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    target = getattr(item, "funcargs", {}).get("target")
    if report.when == "call" and report.failed and isinstance(target, Target):
        report.sections += [("What the target saw", text) for text in [story_of(target)] if text]
    return report


@pytest.fixture(scope="session")
def run(pytestconfig: pytest.Config) -> Iterator[Run]:
    """The run that this pytest process makes: on a mock server, or on real APIs."""
    if pytestconfig.getoption("target") == REAL:
        path = pytestconfig.getoption("ledger") or LEDGERS / f"{stamp()}-{os.getpid()}.jsonl"
        with real_run(path, environ_of(pytestconfig)) as real:
            yield real
        return
    settings = dict(map(setting, pytestconfig.getoption("mock_setting")))
    faults = [json.loads(text) for text in pytestconfig.getoption("mock_fault")]
    url, template = pytestconfig.getoption("mock_url"), pytestconfig.getoption("mock_template")
    with mock_run(url, settings, faults, template) as mock:
        yield mock


@pytest.fixture
def target(run: Run, request: pytest.FixtureRequest) -> Iterator[Target]:
    """The API under test: that of the provider whose directory the test is in."""
    node = request.node
    test = TestCase(name=node.nodeid, writes=node.get_closest_marker("writes") is not None)
    with run.target(provider_of(node.path), test) as api:
        recording.attach(request.config, api)
        reports.attach(request.config, api)
        coverage.attach(request.config, api)
        yield api


def provider_of(path: Path) -> str:
    """The provider a test file belongs to: the name of its directory."""
    if path.parent.name not in ACCOUNTS:
        raise pytest.UsageError(
            f"{path} must be in a directory named after a provider: {', '.join(ACCOUNTS)}"
        )
    return path.parent.name


def story_of(target: Target) -> str:
    try:
        return target.story()
    except AssertionError as error:
        return f"(not available: {error})"


def setting(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
