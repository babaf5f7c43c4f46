"""Charts: requests over time, rows by state, the same numbers as a table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.console.conftest import Console, World, violations


@pytest.fixture(scope="module")
def world(console: Console) -> World:
    """A world in which something was imported, refused, failed and synchronised."""
    world = console.sandbox("charts", settings={"codat.sync_ms": 60_000})
    world.import_centers(40)
    world.steer("POST", "/clock", {"advance": "PT10M"})
    world.call("candis", "GET", "/v1/organizations/other/exports")
    world.call("cegid_loop", "POST", "/loop-api-publiques/importPerso", json={})
    world.steer(
        "POST", "/faults", {"provider": "codat", "kind": "status", "value": 503, "count": 1}
    )
    world.call("codat", "GET", "/companies")
    company = world.call("codat", "POST", "/companies", json={"name": "Busy Bees"}).json()
    wish = {"company_id": company["id"], "platform_key": "mqjo", "data_set": "small"}
    world.steer("POST", "/providers/codat/link", wish)
    world.steer("POST", "/clock", {"advance": "5"})
    return world


def numbers(page: Page) -> list[list[str]]:
    """The table of the chart that is shown, opened like a person does."""
    page.get_by_text("As a table").click()
    rows = page.locator(".chart-table tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


@pytest.mark.parametrize("path", ["", "/traffic"])
def test_requests_are_drawn_over_time_by_what_came_of_them(
    world: World, open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(f"/{world.name}{path}")
    plot = page.get_by_role("img", name="Requests over time")
    expect(plot).to_be_visible()

    assert "5 requests: 2 answered, 1 rejected inside of a 2xx" in plot.text_content()
    assert numbers(page) == [
        ["When", "Answered", "Rejected inside of a 2xx", "Refused (4xx)", "Failed (5xx)"],
        ["09:00:00", "1", "0", "0", "0"],
        ["09:10:00", "1", "1", "1", "1"],
    ]
    assert violations(page) == []


def test_imports_are_drawn_by_outcome(world: World, open_page: Callable[..., Page]) -> None:
    page = open_page(f"/{world.name}/data/candis/import-log")

    expect(page.locator(".share-line")).to_have_count(1)
    assert page.locator(".share-words").inner_text() == "1 FAILED, 40 SUCCEEDED"
    assert [row[1:] for row in numbers(page)] == [["FAILED", "SUCCEEDED"], ["1", "40"]]
    assert violations(page) == []


def test_a_sync_shows_how_far_it_is(world: World, open_page: Callable[..., Page]) -> None:
    page = open_page(f"/{world.name}/data/codat/syncs", color_scheme="dark")

    first = page.locator(".share-line").first
    expect(first).to_contain_text("Busy Bees")
    expect(first).to_contain_text("% done")
    assert violations(page) == []


def test_what_has_no_state_has_no_chart(world: World, open_page: Callable[..., Page]) -> None:
    page = open_page(f"/{world.name}/data/candis/organizations")
    expect(page.get_by_role("heading", name="Organizations")).to_be_visible()

    assert page.locator("figure.chart").count() == 0


def test_while_the_clock_stands_still_the_order_is_the_axis(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("charts-still")
    [world.call("codat", "GET", "/companies") for _ in range(3)]

    page = open_page(f"/{world.name}")

    assert [row[0] for row in numbers(page)] == ["When", "#1", "#2", "#3"]


def test_a_world_without_requests_has_no_chart(
    console: Console, open_page: Callable[..., Page]
) -> None:
    console.sandbox("charts-quiet")

    page = open_page("/charts-quiet")

    expect(page.get_by_text("Quiet so far")).to_be_visible()
    assert page.locator("figure.chart").count() == 0
