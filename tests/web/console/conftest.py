"""One server and one browser for all tests of the console, and eyes for what is not accessible."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mockserver.app import Application, create_app
from mockserver.settings import ServerSettings
from mockserver.web.server import Server
from tests.chromium import chromium

SERIOUS = ("serious", "critical")
SHOP = "/v1/organizations/alpha-organization"


@dataclass(frozen=True)
class Console:
    """A running server with its console."""

    url: str
    app: Application

    def sandbox(self, name: str, **birth: Any) -> "World":
        """A fresh world, frozen unless told otherwise."""
        wanted = {"name": name, "clock": {"rate": 0, "now": "2026-01-05T09:00:00Z"}, **birth}
        return World(self, self.steer("POST", "", wanted))

    def steer(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the control API: `steer("GET", "/shop/journal")`."""
        url = f"{self.url}/_mock/sandboxes{path}"
        response = requests.request(method, url, json=body, timeout=10)
        response.raise_for_status()
        return response.json() if response.content else None


@dataclass(frozen=True)
class World:
    """A sandbox of the running server, as a tester and as a client of its providers sees it."""

    console: Console
    document: dict[str, Any]

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.document["name"])

    def steer(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the control API about this world."""
        return self.console.steer(method, f"/{self.name}{path}", body)

    def call(self, provider: str, method: str, path: str, **how: Any) -> requests.Response:
        """Call a provider with the credentials of this world."""
        access = self.document["providers"][provider]
        headers = {**access["headers"], **how.pop("headers", {})}
        url = access["base_url"] + path
        return requests.request(method, url, headers=headers, timeout=10, **how)

    def import_centers(self, number: int) -> None:
        """Let Candis accept so many cost centers, the last one twice."""
        records = [
            {"type": "COST_CENTER", "name": f"Centre {index}", "code": f"KST-{index:03}"}
            for index in range(number)
        ]
        answer = self.call(
            "candis", "POST", f"{SHOP}/imports/cost-centers", json=[*records, records[-1]]
        )
        assert answer.status_code == 202


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium for the whole folder."""
    expect.set_options(timeout=20_000)
    with chromium() as launched:
        yield launched


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
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complaints: list[str] = []

    def open_(path: str = "/", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
        )
        return turn_to(page, f"{console.url}/_mock/console{path}")

    yield open_

    for context in contexts:
        context.close()
    ours = (console.url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(ours)] == []
    assert complaints == []


def turn_to(page: Page, url: str) -> Page:
    """The page when it shows what the address means."""
    page.goto(url)
    page.locator("main[aria-busy=false]").wait_for()
    return page


def press(page: Page, name: str) -> None:
    """Press the button with that name."""
    page.get_by_role("button", name=name, exact=True).click()


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical on this page: rule and the first element of each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in SERIOUS
    ]
