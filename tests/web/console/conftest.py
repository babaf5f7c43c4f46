"""One server and one browser for all tests of the console, and eyes for what is not accessible."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from mockserver.app import Application, create_app
from mockserver.settings import ServerSettings
from mockserver.web.server import Server

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SERIOUS = ("serious", "critical")


@dataclass(frozen=True)
class Console:
    """A running server with its console."""

    url: str
    app: Application

    def sandbox(self, name: str, **birth: Any) -> dict[str, Any]:
        """A fresh world, frozen unless told otherwise."""
        wanted = {"name": name, "clock": {"rate": 0, "now": "2026-01-05T09:00:00Z"}, **birth}
        return self.control("POST", "", wanted)

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the control API: `control("GET", "/shop/journal")`."""
        url = f"{self.url}/_mock/sandboxes{path}"
        response = requests.request(method, url, json=body, timeout=10)
        response.raise_for_status()
        return response.json() if response.content else None


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium for the whole folder."""
    if not CHROMIUM.exists():
        missing = f"the browser tests need {CHROMIUM}: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)


@pytest.fixture(scope="package")
def console() -> Iterator[Console]:
    """A server for the whole folder; each test makes the sandboxes that it needs."""
    app = create_app(ServerSettings())
    running = Server(app.front(), "127.0.0.1", 0)
    stop = running.run_in_thread()
    yield Console(running.url, app)
    stop()
    app.close()


@pytest.fixture
def open_page(browser: Browser, console: Console) -> Iterator[Callable[..., Page]]:
    """Open a page of the console in a context of its own: `open_page("/shop/traffic", **options)`.

    Whatever the page asks from elsewhere, and whatever it complains about, fails the test.
    """
    contexts = []
    foreign: list[str] = []
    complaints: list[str] = []

    def open_(path: str = "/", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: foreign.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
        )
        page.goto(f"{console.url}/_mock/console{path}")
        page.locator("main[aria-busy=false]").wait_for()
        return page

    yield open_

    for context in contexts:
        context.close()
    ours = (console.url, "data:", "blob:")
    assert [url for url in foreign if not url.startswith(ours)] == []
    assert complaints == []


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical on this page: rule and the first element of each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in SERIOUS
    ]
