"""Login and consent as a person meets them: a real server, a real browser, eyes and keyboard."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from playwright.sync_api import Browser, Page

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web.server import Server
from tests.chromium import CONTRASTS, PHONE, UNLABELLED, chromium
from tests.providers.candis.identity import AUTH, REALM, TOKEN

OUT_OF_BAND = "https://my.candis.io/authentication_code"
HEIGHTS = """() => [...document.querySelectorAll('button, label')]
    .map(one => one.getBoundingClientRect().height)"""
FACTS = "() => [document.documentElement.lang, document.querySelectorAll('h1').length]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


class World:
    """A sandbox of a running server, as a client of the API sees it."""

    def __init__(self, server: str) -> None:
        born = requests.post(f"{server}/_mock/sandboxes", json={"clock": {"rate": 0}}, timeout=10)
        self.control = f"{server}/_mock/sandboxes/{born.json()['name']}"
        self.access = born.json()["providers"]["candis"]
        self.root = self.access["base_url"]

    def address(self, **query: str) -> str:
        """Where the client sends the person."""
        wanted = {
            "response_type": "code",
            "client_id": self.access["credentials"]["client_id"],
            "redirect_uri": OUT_OF_BAND,
            "scope": "exports core_data offline_access",
            **query,
        }
        return f"{self.root}{AUTH}?{urlencode(wanted)}"

    def organization(self, code: str) -> Any:
        """What the client learns from a code."""
        credentials = self.access["credentials"]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": OUT_OF_BAND}
        token = requests.post(
            self.root + TOKEN,
            data=form,
            auth=(credentials["client_id"], credentials["client_secret"]),
            timeout=10,
        ).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{self.root}/v1/organizations/info"
        return requests.get(url, headers=headers, timeout=10).json()["id"]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    app = create_app(ServerSettings())
    running = Server(app.front(), "127.0.0.1", 0)
    stop = running.run_in_thread()
    yield World(running.url)
    stop()
    app.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**PHONE)
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def walked(page: Page, world: World) -> Iterator[Page]:
    """The page at every stop of the walk."""
    page.goto(world.address())
    yield page
    page.get_by_role("radio", name="Anna Bauer").check()
    press(page, "Log in")
    yield page
    page.get_by_role("radio", name="Beta Organization").check()
    press(page, "Allow")
    yield page
    page.goto(world.address(client_id="nobody"))
    yield page


def test_a_person_allows_and_the_client_gets_in(world: World, page: Page) -> None:
    stops = walked(page, world)
    _ = [next(stops) for _ in range(3)]

    assert page.get_by_role("heading", name="Your code").is_visible()
    assert world.organization(page.locator("code").inner_text()) == "beta-organization"


def test_a_person_denies(world: World, page: Page) -> None:
    page.goto(world.address(state="s-1"))
    page.get_by_role("radio", name="Jonas Weber").check()
    press(page, "Log in")

    press(page, "Deny")

    query = parse_qs(urlsplit(page.url).query)
    assert (query["error"], query["state"]) == (["access_denied"], ["s-1"])
    assert page.get_by_role("heading", name="No access was given").is_visible()


def test_a_person_can_become_somebody_else(world: World, page: Page) -> None:
    page.goto(world.address())
    page.get_by_role("radio", name="Jonas Weber").check()
    press(page, "Log in")

    page.get_by_role("link", name="Somebody else?").click()

    assert page.get_by_role("heading", name="Log in to Candis").is_visible()


def test_the_walk_needs_no_mouse(world: World, page: Page) -> None:
    page.goto(world.address())

    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/consent*")
    page.keyboard.press("Tab")  # the link to log in as somebody else
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Allow"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/authentication_code*")

    assert world.organization(page.locator("code").inner_text()) == "alpha-organization"


def test_nothing_is_sent_before_an_organization_is_chosen(world: World, page: Page) -> None:
    page.goto(world.address())
    page.get_by_role("radio", name="Anna Bauer").check()
    press(page, "Log in")

    press(page, "Allow")

    assert page.get_by_role("heading", name="Demo integration asks for access").is_visible()


def test_on_a_phone_nothing_scrolls_sideways_and_all_is_large_enough(
    world: World, phone: Page
) -> None:
    seen = [
        (stop.evaluate("document.documentElement.scrollWidth"), stop.evaluate(HEIGHTS))
        for stop in walked(phone, world)
    ]

    assert [width for width, _ in seen] == [390] * 4
    assert min(height for _, heights in seen for height in heights) >= 44


def test_every_page_can_be_read_by_everybody(world: World, page: Page) -> None:
    seen = [
        (
            stop.evaluate(FACTS),
            stop.evaluate(UNLABELLED),
            stop.evaluate(CONTRASTS),
            bool(stop.title()),
        )
        for stop in walked(page, world)
    ]

    assert seen == [(["en", 1], [], [], True)] * 4


def test_no_request_leaves_this_machine_and_neither_script_nor_cookie_is_needed(
    world: World, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    stops = walked(page, world)
    _ = [next(stops) for _ in range(3)]

    assert page.get_by_role("heading", name="Your code").is_visible()
    assert [url for url in asked if not url.startswith((world.root, "data:"))] == []
    assert context.cookies() == []
    assert REALM in asked[0]
    context.close()
