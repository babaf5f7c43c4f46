"""The Link pages as a person meets them: a real server, a real browser, eyes and keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.web.server import Server
from tests.chromium import CONTRASTS, PHONE, SCREEN, UNLABELLED, chromium

TEMPLATE = "{back}?status={{statusCode}}&message={{errorMessage}}&company={{companyId}}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    app = create_app(ServerSettings())
    running = Server(app.front(), "127.0.0.1", 0)
    stop = running.run_in_thread()
    yield running.url
    stop()
    app.close()


class World:
    """A sandbox of the running server, as a client of the API sees it."""

    def __init__(self, server: str) -> None:
        born = requests.post(f"{server}/_mock/sandboxes", json={"clock": {"rate": 0}}, timeout=10)
        self.control = f"{server}/_mock/sandboxes/{born.json()['name']}"
        access = born.json()["providers"]["codat"]
        self.base_url = access["base_url"]
        self.session = requests.Session()
        self.session.headers.update(access["headers"])

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        response = self.session.request(method, self.base_url + path, json=body, timeout=10)
        return response.json()

    def company(self, **body: Any) -> dict[str, Any]:
        return self.ask("POST", "/companies", {"name": "Platypus Properties", **body})

    def read(self, company: dict[str, Any]) -> dict[str, Any]:
        return self.ask("GET", f"/companies/{company['id']}")

    def send_back_to(self, url: str) -> None:
        template = TEMPLATE.format(back=url)
        self.ask("PUT", "/profile", {"name": "Harbour Lending", "redirectUrl": template})


@pytest.fixture
def world(server: str) -> Iterator[World]:
    made = World(server)
    yield made
    requests.delete(made.control, timeout=10)


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


def choose_sandbox(page: Page) -> None:
    page.get_by_role("radio", name="Sandbox Sample data").check()
    press(page, "Next")


def test_a_person_links_the_sandbox(world: World, page: Page) -> None:
    company = world.company()

    page.goto(company["redirect"])
    choose_sandbox(page)
    assert world.read(company)["status"] == "PendingAuth"
    assert page.get_by_role("term").all_inner_texts() == [
        "Purpose", "Access", "Account information", "Platform data", "Retention"
    ]  # fmt: skip
    press(page, "Continue")
    page.get_by_role("radio", name="Small business").check()
    press(page, "Authorise")

    assert page.get_by_role("heading", name="All done").is_visible()
    assert world.read(company)["status"] == "Linked"
    history = world.ask("GET", f"/companies/{company['id']}/data/history")
    assert history["totalResults"] == 25


def test_a_person_cancels_and_is_sent_back(world: World, page: Page) -> None:
    company = world.company()
    world.send_back_to(f"{world.base_url}/company/nowhere")

    page.goto(company["redirect"])
    choose_sandbox(page)
    press(page, "Continue")
    press(page, "Cancel")

    assert page.url == (
        f"{world.base_url}/company/nowhere?status=403&message=User%20cancelled."
        f"&company={company['id']}"
    )
    errors = world.read(company)["dataConnections"][0]["dataConnectionErrors"]
    assert [error["errorMessage"] for error in errors] == ["User cancelled"]


def test_a_person_who_cancelled_can_try_again(world: World, page: Page) -> None:
    company = world.company()
    page.goto(company["redirect"])
    choose_sandbox(page)
    press(page, "Cancel")

    page.get_by_role("link", name="Try again").click()
    choose_sandbox(page)
    press(page, "Continue")
    press(page, "Authorise")

    assert world.read(company)["status"] == "Linked"
    assert len(world.read(company)["dataConnections"]) == 1


def test_a_person_disconnects(world: World, page: Page) -> None:
    linked = world.ask("GET", "/companies?query=name~bakery")["results"][0]
    page.goto(linked["redirect"])

    press(page, "Disconnect Xero")

    assert page.get_by_role("button", name="Disconnect Xero").count() == 0
    assert page.get_by_role("button", name="Disconnect Plaid").is_visible()
    statuses = {c["platformName"]: c["status"] for c in world.read(linked)["dataConnections"]}
    assert statuses == {"Xero": "Unlinked", "Plaid": "Linked"}


def test_a_person_walks_through_with_a_one_time_code(
    world: World, page: Page, browser: Browser
) -> None:
    requests.patch(f"{world.control}/settings", json={"codat.link_otp": True}, timeout=10)
    company = world.company()

    page.goto(company["redirect"])
    choose_sandbox(page)
    press(page, "Continue")
    press(page, "Authorise")

    assert page.get_by_role("heading", name="All done").is_visible()
    stranger = browser.new_context().new_page()
    assert stranger.goto(company["redirect"]).status == 403
    assert stranger.get_by_text("Ask for a new one").is_visible()


def test_a_person_whose_access_expired_links_again_on_a_phone(world: World, phone: Page) -> None:
    meridian = {"id": "99b0ae8c-3f78-41ba-a1b5-15d071bf9fa4"}
    phone.goto(world.read(meridian)["redirect"])
    assert phone.evaluate(CONTRASTS) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"]

    phone.get_by_role("link", name="Reconnect QuickBooks Online").click()
    press(phone, "Continue")
    press(phone, "Authorise")

    assert phone.get_by_role("heading", name="All done").is_visible()
    assert world.read(meridian)["status"] == "Linked"


def test_the_link_url_of_a_connection_goes_straight_to_its_authorisation(
    world: World, page: Page
) -> None:
    company = world.company()
    path = f"/companies/{company['id']}/connections"
    connection = world.ask("POST", path, {"platformKey": "gbol"})

    page.goto(connection["linkUrl"])
    press(page, "Authorise")

    assert page.get_by_role("heading", name="All done").is_visible()
    assert world.read(company)["platform"] == "Xero"


def test_nothing_is_sent_before_something_is_chosen(world: World, page: Page) -> None:
    company = world.company()
    page.goto(company["redirect"])

    press(page, "Next")

    assert page.url == company["redirect"]
    assert world.read(company)["dataConnections"] == []


def test_the_walk_needs_no_mouse(world: World, page: Page) -> None:
    company = world.company()
    page.goto(company["redirect"])

    page.keyboard.press("Tab")  # the summary above the Sandbox
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.value") == "mqjo"
    page.keyboard.press("Enter")
    page.wait_for_url("**/connections/*")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/authorize")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "small"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/finished")

    assert world.read(company)["status"] == "Linked"


def test_whoever_has_the_focus_shows_it(world: World, page: Page) -> None:
    page.goto(world.company()["redirect"])

    page.keyboard.press("Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def loaded(page: Page) -> Page:
    """The page when its document is complete: a click returns as soon as it is on its way."""
    page.wait_for_load_state()
    return page


def walked(page: Page, company: dict[str, Any]) -> Iterator[Page]:
    """The page at every stop of the walk."""
    page.goto(company["redirect"])
    yield loaded(page)
    choose_sandbox(page)
    yield loaded(page)
    press(page, "Continue")
    yield loaded(page)
    press(page, "Authorise")
    yield loaded(page)
    page.get_by_role("link", name="See your connections").click()
    yield loaded(page)
    press(page, "Close")
    yield loaded(page)
    page.goto(company["redirect"] + "x")
    yield loaded(page)


def test_on_a_phone_nothing_scrolls_sideways(world: World, phone: Page) -> None:
    company = world.company(name="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau" * 2)

    widths = [
        stop.evaluate("document.documentElement.scrollWidth") for stop in walked(phone, company)
    ]

    assert widths == [390] * 7


def test_on_a_phone_everything_to_press_is_large_enough(world: World, phone: Page) -> None:
    sizes = """() => [...document.querySelectorAll('button, .button, .tile')]
        .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().height)"""

    heights = [stop.evaluate(sizes) for stop in walked(phone, world.company())]

    assert min(min(found, default=44) for found in heights) >= 44


def test_every_field_has_a_label(world: World, page: Page) -> None:
    unlabelled = [stop.evaluate(UNLABELLED) for stop in walked(page, world.company())]

    assert unlabelled == [[]] * 7


def test_every_page_has_a_title_a_language_and_one_heading(world: World, page: Page) -> None:
    facts = "() => [document.documentElement.lang, document.querySelectorAll('h1').length]"

    found = [(stop.title(), stop.evaluate(facts)) for stop in walked(page, world.company())]

    assert [fact for _, fact in found] == [["en", 1]] * 7
    assert len({title for title, _ in found}) == 7


def test_every_word_stands_out_from_its_ground(world: World, page: Page) -> None:
    faint = [stop.evaluate(CONTRASTS) for stop in walked(page, world.company())]

    assert faint == [[]] * 7


def test_no_request_leaves_this_machine_and_no_script_is_needed(
    world: World, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    company = world.company()

    page.goto(company["redirect"])
    choose_sandbox(page)
    press(page, "Continue")
    press(page, "Authorise")
    context.close()

    assert world.read(company)["status"] == "Linked"
    assert [url for url in asked if not url.startswith((world.base_url, "data:"))] == []
    assert complaints == []
