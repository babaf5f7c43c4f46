"""Two ways to reach a sandbox: in this process, and over a socket with two HTTP libraries."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import httpx
import pytest
import requests
from client import Api

Reach = Callable[[str], Api]


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """A server of its own process, on a free port."""
    command = [sys.executable, "-m", "mockserver", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield next(line.split()[1] for line in server.stdout if line.startswith("Ready: "))
        server.terminate()


@pytest.fixture(params=["in process", "requests", "httpx"])
def reach(request: pytest.FixtureRequest) -> Iterator[Reach]:
    """How the client reaches a provider of a fresh sandbox."""
    if request.param == "in process":
        sandbox = request.getfixturevalue("mock_sandbox")

        def inside(provider: str) -> Api:
            access = getattr(sandbox, provider)
            return Api(access.session(), access.base_url, access.headers, access.subject)

        yield inside
        return
    url = request.getfixturevalue("url")
    world = requests.post(
        f"{url}/_mock/sandboxes", json={"clock": {"rate": 3600}}, timeout=10
    ).json()
    library = {"requests": requests.Session, "httpx": httpx.Client}[request.param]
    with library() as http:

        def outside(provider: str) -> Api:
            access = world["providers"][provider]
            return Api(http, access["base_url"], access["headers"], access["subject"])

        yield outside
    requests.delete(f"{url}/_mock/sandboxes/{world['name']}", timeout=10)
