"""The pytest plugin: `mock_server` (session) and `mock_sandbox` (function); nothing is autouse."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mockserver.testing.sandbox import MockSandbox, MockServer


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
