"""The frame of the console: its policy, its files, who may ask, how it is moved about."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.testing import MockServer
from mockserver.web import console as package
from mockserver.web.console import assets
from mockserver.web.server import Server
from tests.chromium import PHONE
from tests.web.console.conftest import Console, press, turn_to

STATIC = Path(package.__file__).parent / "static"
OURS = [
    path
    for path in sorted(STATIC.rglob("*"))
    if path.suffix in (".js", ".css", ".svg") and "vendor" not in path.parts
]
TOKEN = "only-for-those-who-know"


def test_a_page_carries_a_policy_that_lets_nothing_foreign_in(console: Console) -> None:
    answer = requests.get(f"{console.url}/_mock/console/default/traffic", timeout=10)

    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.findall(r"<style|<script>| style=| on\w+=", answer.text) == []
    assert answer.headers["Cache-Control"] == "no-cache"


def test_files_are_kept_by_browsers_until_one_of_them_changes(console: Console) -> None:
    own = assets.load()
    url = f"{console.url}/_mock/console/-/{own.fingerprint}/js/main.js"

    answer = requests.get(url, timeout=10)

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.content == (STATIC / "js" / "main.js").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "-/0000000000000000/js/main.js",
        f"-/{assets.load().fingerprint}/js/nothing.js",
        f"-/{assets.load().fingerprint}/../routes.py",
        f"-/{assets.load().fingerprint}/..%2f..%2froutes.py",
    ],
)
def test_only_the_files_of_this_version_are_served(console: Console, path: str) -> None:
    session = requests.Session()
    wanted = requests.Request("GET", console.url).prepare()
    wanted.url = f"{console.url}/_mock/console/{path}"

    answer = session.send(wanted, timeout=10)

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown-file")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Host": "evil.example"}, "foreign-host"),
        ({"Origin": "https://evil.example"}, "foreign-origin"),
    ],
)
def test_nobody_else_may_ask_for_the_console(
    console: Console, headers: dict[str, str], code: str
) -> None:
    answer = requests.get(f"{console.url}/_mock/console/", headers=headers, timeout=10)

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, code)


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://mock.example.test", 201),
        ("https://evil.example.test", 403),
        ("null", 403),
    ],
)
def test_behind_a_public_address_its_pages_may_steer(origin: str, status: int) -> None:
    server = MockServer(create_app(ServerSettings(public_url="https://mock.example.test")))

    answer = server.session().post(
        "http://127.0.0.1:4010/_mock/sandboxes", headers={"Origin": origin}, json={"seed": "empty"}
    )
    server.close()

    assert answer.status_code == status


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_file_parses_markup_runs_text_or_asks_elsewhere(path: Path) -> None:
    text = path.read_text()

    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
        r"|setAttribute\(\"style\"|https?://(?!www\.w3\.org/)|@import|document\.cookie"
    )
    assert re.findall(forbidden, text) == []


def test_the_sandbox_tells_where_its_console_is(console: Console) -> None:
    world = console.sandbox("told")

    assert world.document["console_url"] == f"{console.url}/_mock/console/told"


def test_a_person_walks_through_the_navigation_by_keyboard(
    console: Console, open_page: Callable[..., Page]
) -> None:
    console.sandbox("walk")
    page = open_page("/walk")

    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.textContent")
    page.get_by_role("link", name="Traffic", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/walk/traffic")

    expect(page.get_by_role("heading", level=1)).to_have_text("Traffic")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("link", name="Traffic", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    assert skip == "Skip to content"
    assert page.title() == "Traffic · walk · Sandbox console"
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("walk")


def test_whoever_has_the_focus_shows_it(open_page: Callable[..., Page]) -> None:
    page = open_page("/")

    page.get_by_role("button", name="New sandbox").focus()
    page.keyboard.press("Tab")

    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"


def test_the_theme_follows_the_system_until_somebody_chooses(
    open_page: Callable[..., Page],
) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page = open_page("/", color_scheme="dark")

    by_system = page.evaluate(ground)
    press(page, "Light")
    chosen = page.evaluate(ground)
    page.reload()

    assert (by_system, chosen) == ("rgb(15, 18, 24)", "rgb(246, 247, 249)")
    assert page.evaluate(ground) == chosen
    expect(page.get_by_role("button", name="Light")).to_have_attribute("aria-pressed", "true")


def test_on_a_phone_the_navigation_waits_behind_a_button(
    console: Console, open_page: Callable[..., Page]
) -> None:
    console.sandbox("pocket")
    page = open_page("/pocket", **PHONE)
    menu = page.get_by_role("button", name="Menu")

    expect(page.get_by_role("link", name="Settings")).to_be_hidden()
    menu.click()
    expect(page.get_by_role("link", name="Settings")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Settings")).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    page.get_by_role("link", name="Settings").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")
    expect(page.get_by_role("link", name="Faults")).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "said"),
    [("/nobody", "there is no sandbox 'nobody'"), ("/default/nothing/here", "no such page")],
)
def test_an_address_that_leads_nowhere_says_so(
    open_page: Callable[..., Page], path: str, said: str
) -> None:
    page = open_page(path)

    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("link", name="All sandboxes").last).to_be_visible()


@pytest.fixture
def guarded() -> Iterator[str]:
    """A server that wants its control token."""
    app = create_app(ServerSettings(control_token=TOKEN))
    running = Server(app.front(), "127.0.0.1", 0)
    stop = running.run_in_thread()
    yield running.url
    stop()
    app.close()


def test_the_control_token_is_asked_for_once_and_never_becomes_a_cookie(
    guarded: str, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{guarded}/_mock/console/default/faults")

    page.get_by_label("Token", exact=True).fill("guessed")
    press(page, "Continue")
    expect(page.get_by_text("That token was refused.")).to_be_visible()
    page.get_by_label("Token", exact=True).fill(TOKEN)
    press(page, "Continue")
    expect(page.get_by_role("heading", level=1)).to_have_text("Faults")
    turn_to(page, f"{guarded}/_mock/console/default/snapshots")

    expect(page.get_by_text("No snapshot yet")).to_be_visible()
    assert page.evaluate("sessionStorage.getItem('console-token')") == TOKEN
    assert (context.cookies(), page.evaluate("localStorage.length")) == ([], 0)
    context.close()


def test_without_the_token_the_shell_is_open_and_says_nothing(guarded: str) -> None:
    shell = requests.get(f"{guarded}/_mock/console", timeout=10)
    journal = requests.get(f"{guarded}/_mock/sandboxes/default/journal", timeout=10)
    posted = requests.post(f"{guarded}/_mock/console/default", timeout=10)

    assert (shell.status_code, journal.status_code, posted.status_code) == (200, 401, 401)
    assert "mock_default" not in shell.text
