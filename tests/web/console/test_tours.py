"""Guided tours in the browser: every step can be taken, shared, kept and carried away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mockserver import tours
from tests.web.console.conftest import Console, press, violations

PHONE = {"width": 390, "height": 844}
SEND = ".step .row > button"


def take(page: Page) -> None:
    """Press the button of the step that is shown, and wait until something came of it."""
    page.locator(SEND).click()
    page.get_by_role("button", name="again").wait_for()


def walk(page: Page, steps: int) -> None:
    """Take all steps of the tour that is open, one after the other."""
    for number in range(1, steps + 1):
        page.get_by_text(f"Step {number} of {steps}", exact=False).first.wait_for()
        take(page)
        if number < steps:
            page.get_by_role("link", name="Next step").click()


def reload(page: Page) -> None:
    """Load the page anew, as it stands in the address."""
    page.reload()
    page.locator("main[aria-busy=false]").wait_for()


def overflows(page: Page) -> bool:
    """Whether something sticks out at the side."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wide


@pytest.mark.parametrize("name", tours.names())
def test_a_person_walks_through_a_tour(
    console: Console, open_page: Callable[..., Page], name: str
) -> None:
    console.sandbox(f"tour-{name}")
    tour = tours.load(name)
    page = open_page(f"/tour-{name}/tours/{name}")

    walk(page, len(tour.steps))

    assert page.locator(".step-link.done").count() == len(tour.steps)
    assert page.locator(".tick.unmet").count() == 0
    expect(page.get_by_role("link", name="See all of it in the traffic")).to_be_visible()


def test_the_list_of_tours_leads_to_each_and_tells_how_far_one_is(
    console: Console, open_page: Callable[..., Page]
) -> None:
    console.sandbox("tour-list")
    page = open_page("/tour-list/tours")
    assert violations(page) == []

    page.get_by_role("link", name="Feedback House: keep").click()
    take(page)
    page.go_back()

    expect(page.get_by_text("Go on at step 2")).to_be_visible()
    assert page.locator(".tour-card").count() == len(tours.names())


def test_progress_survives_a_reload_and_can_be_given_up(
    console: Console, open_page: Callable[..., Page]
) -> None:
    console.sandbox("tour-reload")
    page = open_page("/tour-reload/tours/feedback-house")
    take(page)

    reload(page)
    expect(page.get_by_text("Created 1 | Updated 0 | Errors 1").first).to_be_visible()
    assert page.locator(".step-link.done").count() == 1

    page.get_by_role("button", name="Take it along").click()
    press(page, "Start over")
    expect(page.locator(".step-link.done")).to_have_count(0)


def test_a_reset_of_the_sandbox_begins_the_tour_anew(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("tour-reset")
    page = open_page("/tour-reset/tours/feedback-house")
    take(page)
    page.get_by_role("link", name="Next step").click()
    take(page)

    world.steer("POST", "/reset")
    reload(page)

    assert page.locator(".step-link.done").count() == 0


def test_a_shared_link_opens_its_step_and_catches_up(
    console: Console, open_page: Callable[..., Page]
) -> None:
    console.sandbox("tour-shared")
    page = open_page("/tour-shared/tours/cegid-loop#status")
    expect(page.get_by_role("heading", name="Ask how it went")).to_be_visible()
    assert "{ticket}" in page.locator(".sent").inner_text()

    press(page, "Take the steps before")
    expect(page.locator(".step-link.done")).to_have_count(5)
    take(page)

    assert page.locator(".tick.met").count() == 2
    assert "{ticket}" not in page.locator(".sent").inner_text()
    assert violations(page) == []


def test_an_answer_that_is_not_as_expected_is_marked(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("tour-broken")
    world.steer("POST", "/faults", {"provider": "candis", "kind": "status", "value": 503})
    page = open_page("/tour-broken/tours/candis")

    take(page)

    assert page.locator(".tick.unmet").count() == 2
    expect(page.locator(".step-link.failed")).to_have_count(1)
    expect(page.locator(".tick-seen").first).to_have_text("503")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("label", "name", "line"),
    [
        ("As a curl script", "codat.sh", "CODAT_BASE_URL="),
        ("As a Python script", "codat.py", "import requests"),
    ],
)
def test_a_tour_is_taken_along_as_a_script(
    console: Console,
    open_page: Callable[..., Page],
    label: str,
    name: str,
    line: str,
) -> None:
    page = open_page("/default/tours/codat")
    page.get_by_role("button", name="Take it along").click()

    with page.expect_download() as download:
        press(page, label)

    assert download.value.suggested_filename == name
    assert line in Path(download.value.path()).read_text()


@pytest.mark.parametrize("path", ["/tours/candis#accounts", "/docs/codat"])
def test_a_phone_shows_it_without_scrolling_sideways(
    console: Console, open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(f"/default{path}", viewport=PHONE)

    assert not overflows(page)


def test_an_unknown_tour_says_so(open_page: Callable[..., Page]) -> None:
    page = open_page("/default/tours/atlantis")

    expect(page.get_by_text("there is no tour 'atlantis'")).to_be_visible()
