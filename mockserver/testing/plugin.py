"""The pytest plugin: `mock_server` (session) and `mock_sandbox` (function); nothing is autouse."""

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mockserver.testing.sandbox import MockSandbox, MockServer


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failing test shows what its sandbox was asked, refusals with their reasons."""
    report = yield
    sandbox = getattr(item, "funcargs", {}).get("mock_sandbox")
    if report.when == "call" and report.failed and sandbox is not None:
        report.sections.append((f"journal of {sandbox.name}", sandbox.journal.story()))
    return report


@pytest.fixture(scope="session")
def mock_server() -> "Iterator[MockServer]":
    """All providers in this process, without a socket."""
    from mockserver.testing.sandbox import MockServer  # noqa: PLC0415 - only tests that ask pay

    server = MockServer()
    yield server
    server.close()


@pytest.fixture
def mock_sandbox(mock_server: "MockServer") -> "Iterator[MockSandbox]":
    """A fresh world with a frozen clock, gone after the test."""
    sandbox = mock_server.sandbox()
    yield sandbox
    sandbox.delete()
