"""The frame of the console: its headers, its files, its way from page to page."""

from collections.abc import Callable

import requests
from playwright.sync_api import Page

from tests.web.console.conftest import Console, violations


def test_a_page_carries_a_policy_that_lets_nothing_foreign_in(console: Console) -> None:
    answer = requests.get(f"{console.url}/_mock/console/default/traffic", timeout=10)

    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "<style" not in answer.text
    assert " style=" not in answer.text


def test_a_person_walks_through_the_navigation(
    console: Console, open_page: Callable[..., Page]
) -> None:
    console.sandbox("walk")
    page = open_page("/walk")

    page.get_by_role("link", name="Traffic").click()

    page.wait_for_url("**/walk/traffic")
    assert violations(page) == []
