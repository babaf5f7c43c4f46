"""The other pages of the console: home, data, webhooks, faults, settings, snapshots, sandboxes."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PHONE
from tests.web.console.conftest import Console, World, press, turn_to, violations


@pytest.fixture(scope="module")
def demo(console: Console) -> World:
    """A world in which something of everything has happened."""
    world = console.sandbox("demo", settings={"webhooks.mode": "collect"})
    world.import_centers(120)
    hook = {"url": "http://127.0.0.1:9/hook", "eventTypes": ["company.created"]}
    world.call("codat", "POST", "/webhooks", json=hook)
    world.call("codat", "POST", "/companies", json={"name": "Harbour & Söhne"})
    world.call("feedback_house", "GET", "/nowhere", headers={"Authorization": "nobody"})
    world.steer("POST", "/faults", {"provider": "appzen", "kind": "latency", "probability": 0.5})
    world.steer("POST", "/snapshots", {"label": "first"})
    return world


def everywhere(world: World) -> list[str]:
    process = world.steer("GET", "/providers/candis/data/imports")["rows"][0]["id"]
    inside = (
        "",
        "/traffic",
        "/traffic/1",
        "/traffic/4",
        f"/data/candis/imports/{process}",
        "/data/candis/core-data",
        "/webhooks/1",
        "/faults",
        "/settings",
        "/snapshots",
        "/nowhere",
    )
    return ["/", *(f"/{world.name}{path}" for path in inside)]


@pytest.mark.parametrize(
    "options",
    [{"color_scheme": "light"}, {"color_scheme": "dark", **PHONE}],
    ids=["light desktop", "dark phone"],
)
def test_every_page_can_be_used_by_everybody(
    demo: World, open_page: Callable[..., Page], options: dict[str, Any]
) -> None:
    page = open_page("/", **options)
    width = page.viewport_size["width"] if page.viewport_size else 0

    seen = {
        path: (
            violations(turn_to(page, f"{demo.console.url}/_mock/console{path}")),
            page.evaluate("document.documentElement.scrollWidth"),
            page.locator("h1").count(),
        )
        for path in everywhere(demo)
    }

    assert {path: found for path, found in seen.items() if found != ([], width, 1)} == {}


def test_dialogs_and_menus_can_be_used_by_everybody(
    demo: World, open_page: Callable[..., Page]
) -> None:
    page = open_page("/demo/faults", color_scheme="dark")

    press(page, "Add a fault")
    found = violations(page)
    page.keyboard.press("Escape")
    turn_to(page, f"{demo.console.url}/_mock/console/demo")
    press(page, "Sandbox")

    assert found + violations(page) == []
    expect(page.get_by_role("button", name="Take a snapshot…")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sandbox", exact=True)).to_be_focused()


def test_credentials_are_masked_until_somebody_asks(
    demo: World, open_page: Callable[..., Page]
) -> None:
    page = open_page("/demo", permissions=["clipboard-read", "clipboard-write"])
    card = page.get_by_role("article").filter(has=page.get_by_role("heading", name="Candis"))
    token = demo.document["providers"]["candis"]["headers"]["Authorization"]

    before = page.locator("main").inner_text()
    card.get_by_role("button", name="Copy Authorization").click()
    page.get_by_text("Authorization copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    card.get_by_role("button", name="Show Authorization").click()

    assert token not in before
    assert copied == token
    expect(card).to_contain_text(token)
    expect(card).to_contain_text("documented")
    expect(card).to_contain_text(demo.document["providers"]["candis"]["base_url"])


def test_a_person_lets_time_pass_and_an_import_gets_done(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("time")
    world.import_centers(3)
    page = open_page("/time")
    expect(page.get_by_text("Candis: import due")).to_be_visible()
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("cell", name="PROCESSING")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")

    press(page, "Jump to the next event")

    expect(page.get_by_role("cell", name="PROCESSED")).to_be_visible()
    expect(page.get_by_text("nothing queued")).to_be_visible()
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_text("Nothing is queued.")).to_be_visible()
    press(page, "+ 1 h")
    expect(page.locator(".big-time")).to_contain_text("10:00")
    press(page, "60×")
    expect(page.locator(".clock-bar .chip")).to_have_text("60×")
    press(page, "Freeze the clock")
    expect(page.locator(".clock-bar .chip")).to_have_text("Frozen")
    page.get_by_label("Go to (UTC)").fill("2026-03-01T08:30:00")
    press(page, "Go")
    expect(page.locator(".big-time")).to_have_text("08:30:00")
    assert world.steer("GET", "/clock") == {
        "now": "2026-03-01T08:30:00Z",
        "rate": 0,
        "next_event": None,
    }


def test_time_that_lies_behind_is_refused_in_words(
    console: Console, open_page: Callable[..., Page]
) -> None:
    console.sandbox("behind")
    page = open_page("/behind")

    page.get_by_label("Go to (UTC)").fill("2020-01-01T00:00:00")
    press(page, "Go")

    expect(page.get_by_text("time only goes forward")).to_be_visible()


def test_a_long_collection_is_searched_and_turned_over(
    demo: World, open_page: Callable[..., Page]
) -> None:
    demo.steer("POST", "/clock", {"advance": "until-idle"})
    page = open_page("/demo/data/candis/import-log")

    expect(page.get_by_text("1 to 50 of 121 rows")).to_be_visible()
    press(page, "Next")
    press(page, "Next")
    expect(page.get_by_text("101 to 121 of 121 rows")).to_be_visible()
    expect(page.get_by_role("cell", name="FAILED")).to_have_count(1)
    page.get_by_label("Search in Import log").fill("kst-007")
    expect(page.get_by_text("1 row", exact=True)).to_be_visible()
    page.get_by_label("Search in Import log").fill("nobody")

    expect(page.get_by_text("No row matches")).to_be_visible()


def test_a_record_leads_to_the_request_that_made_it(
    demo: World, open_page: Callable[..., Page]
) -> None:
    page = open_page("/demo/data")

    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Import log (").click()
    expect(page.get_by_text("Only rows with")).to_be_visible()
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", name="Requests that mention it")).to_be_visible()
    page.get_by_role("link", name="202 POST").click()

    expect(page.get_by_role("article", name="Request 1")).to_contain_text("cost-centers")


def test_a_message_shows_what_was_said_and_is_sent_again(
    demo: World, open_page: Callable[..., Page]
) -> None:
    page = open_page("/demo/webhooks")

    page.get_by_role("link", name="company.created").click()
    expect(page.get_by_role("region", name="Body of the message")).to_contain_text("Harbour")
    expect(page.get_by_text("Not sent yet.")).to_be_visible()
    press(page, "Send again")

    expect(page.get_by_text("no answer")).to_be_visible()
    page.get_by_text("Headers and signature").click()
    expect(page.get_by_text("webhook-signature")).to_be_visible()


def test_a_fault_is_added_and_taken_back(console: Console, open_page: Callable[..., Page]) -> None:
    world = console.sandbox("faulty")
    page = open_page("/faulty/faults")

    page.get_by_role("button", name="Add a fault").first.click()
    page.get_by_label("Status, 400 to 599").fill("700")
    press(page, "Add fault")
    expect(page.get_by_text("status takes a status 400 to 599")).to_be_visible()
    page.get_by_label("What happens").select_option("rate-limit")
    page.get_by_label("Then hit").fill("2")
    press(page, "Add fault")
    expect(page.get_by_text("Rate limit (429): 60")).to_be_visible()
    added = world.steer("GET", "/faults")
    press(page, "Take back fault 1")

    expect(page.get_by_text("Nothing is set to break")).to_be_visible()
    assert [(one["kind"], one["value"], one["count"]) for one in added] == [("rate-limit", 60, 2)]
    assert world.steer("GET", "/faults") == []


def test_a_setting_is_changed_refused_and_brought_back(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("tuned")
    page = open_page("/tuned/settings")
    field = page.get_by_label("candis.processing_ms")
    usual = world.steer("GET", "/settings")["candis.processing_ms"]["default"]

    field.fill("90000")
    field.press("Tab")
    expect(page.get_by_text("1 min 30 s")).to_be_visible()
    changed = world.steer("GET", "/settings")["candis.processing_ms"]["value"]
    field.fill("-1")
    field.press("Tab")
    expect(page.get_by_text("candis.processing_ms takes 0 to")).to_be_visible()
    page.get_by_label("Changed only").check()
    expect(page.locator("main label code")).to_have_text(["candis.processing_ms"])
    press(page, "Default")

    expect(page.get_by_text("candis.processing_ms is back at its default")).to_be_visible()
    after = world.steer("GET", "/settings")["candis.processing_ms"]["value"]
    assert (changed, after) == (90000, usual)


def test_a_snapshot_is_taken_and_brought_back_with_one_click(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("kept")
    page = open_page("/kept/snapshots")

    page.get_by_role("button", name="Take a snapshot").first.click()
    page.get_by_label("Label").fill("clean")
    press(page, "Take snapshot")
    expect(page.get_by_text("clean", exact=True)).to_be_visible()
    world.call("codat", "POST", "/companies", json={"name": "Gone soon"})
    press(page, "Restore")
    expect(page.get_by_text("Back at clean")).to_be_visible()

    assert world.steer("GET", "/journal") == []
    with page.expect_download() as download:
        press(page, "Download this world")
    assert download.value.suggested_filename == "kept.sqlite"
    assert download.value.path().read_bytes().startswith(b"SQLite format 3\0")


def test_sandboxes_are_made_forked_reset_and_deleted(
    console: Console, open_page: Callable[..., Page]
) -> None:
    page = open_page("/")

    press(page, "New sandbox")
    page.get_by_label("Name", exact=True).fill("Not A Name")
    press(page, "Create")
    expect(page.get_by_text("a sandbox name is 1 to 63 of a-z")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("mine")
    page.get_by_label("Clock", exact=True).select_option("0")
    press(page, "Create")
    page.wait_for_url("**/console/mine")
    console.steer("POST", "/mine/clock", {"advance": "1h"})
    press(page, "Sandbox")
    press(page, "Fork…")
    page.get_by_label("Name of the copy").fill("copy-of-mine")
    press(page, "Fork")
    page.wait_for_url("**/console/copy-of-mine")
    press(page, "Sandbox")
    press(page, "Reset to seed…")
    press(page, "Reset")
    page.get_by_text("Back at the seed").wait_for()
    press(page, "Sandbox")
    press(page, "Delete…")
    press(page, "Delete")
    page.wait_for_url("**/console/")

    names = [one["name"] for one in console.steer("GET", "")]
    assert ("mine" in names, "copy-of-mine" in names) == (True, False)
    expect(page.get_by_role("link", name="mine", exact=True)).to_be_visible()
