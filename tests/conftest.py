"""What all tests share: the toy provider's server, a sandbox without HTTP, the oracle folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockserver.app import create_app, world_of
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Birth, Sandboxes
from mockserver.settings import ServerSettings
from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import URL
from tests.web import toy

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent
NOON = 1_767_268_800_000  # 2026-01-01T12:00:00Z


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the vendors' documents; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"the vendors' documents are not at {folder}; set SHARED_DIR")
    return folder


@pytest.fixture
def sandboxes(tmp_path: Path) -> Iterator[Sandboxes]:
    """A folder for sandboxes of the toy provider."""
    opened = Sandboxes(world_of((toy.PROVIDER,)), tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def sandbox(sandboxes: Sandboxes) -> Sandbox:
    """A toy world that stands still at noon."""
    return sandboxes.create("test", Birth(now=NOON, rate=0))


@pytest.fixture(scope="session")
def toy_server() -> Iterator[MockServer]:
    """A server with the toy provider only."""
    server = MockServer(create_app(ServerSettings(public_url=URL), providers=(toy.PROVIDER,)))
    yield server
    server.close()


@pytest.fixture
def toy_sandbox(toy_server: MockServer) -> Iterator[MockSandbox]:
    """A toy world that stands still at noon, behind HTTP."""
    sandbox = toy_server.sandbox(clock={"rate": 0, "now": "2026-01-01T12:00:00Z"})
    yield sandbox
    sandbox.delete()
