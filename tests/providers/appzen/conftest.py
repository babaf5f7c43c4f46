"""Worlds for the tests of AppZen: noon of 1 July 2024, nobody but us."""

from collections.abc import Iterator

import pytest

from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import ProviderAccess


@pytest.fixture
def world(mock_server: MockServer) -> Iterator[MockSandbox]:
    """An empty world at 2024-07-01T12:00:00Z."""
    clock = {"now": "2024-07-01T12:00:00Z", "rate": 0}
    sandbox = mock_server.sandbox(seed="empty", clock=clock)
    yield sandbox
    sandbox.delete()


@pytest.fixture
def appzen(world: MockSandbox) -> ProviderAccess:
    """AppZen in that world."""
    return world.appzen
