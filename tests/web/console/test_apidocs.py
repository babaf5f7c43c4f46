"""The API documentation: each provider's document is shown and can be tried on the sandbox."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.web.console.conftest import Console, violations

VENDOR = Path(__file__).parents[3] / "mockserver/web/console/static/vendor/swagger-ui"


def execute(page: Page, tag: str, path: str) -> Page:
    """Open the operation with that path, send it, wait for its answer."""
    page.locator(f'.opblock-tag[data-tag="{tag}"]').wait_for()
    for closed in page.locator(f'.opblock-tag[data-tag="{tag}"][data-is-open=false]').all():
        closed.click()
    page.locator(f'.opblock-get [data-path="{path}"]').click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table .response-col_status").nth(1).wait_for()
    return page


@pytest.mark.parametrize(
    ("name", "tag", "path", "answered"),
    [
        (
            "candis",
            "Exports",
            "/v1/organizations/{organizationId}/exports",
            '"exports"',
        ),
        ("codat", "Companies", "/companies", '"results"'),
        ("appzen", "lookup table", "/dictionary-data-services/lookup-table", "lookup"),
        ("cegid_loop", "cabinet", "/loop-api-publiques/groupe", "Forbidden"),
        ("feedback_house", "area", "/api/planning/area/v1/query", '"pageInfo"'),
    ],
)
def test_everything_is_shown_and_can_be_tried_with_the_credentials_of_the_sandbox(
    open_page: Callable[..., Page],
    console: Console,
    name: str,
    tag: str,
    path: str,
    answered: str,
) -> None:
    world = console.sandbox(f"docs-{name.replace('_', '-')}")
    document = requests.get(f"{console.url}/_mock/providers/{name}/openapi.json", timeout=10).json()
    operations = [one for path in document["paths"].values() for one in path.values()]
    tags = {tag for one in operations for tag in one.get("tags", ["default"])}

    page = execute(open_page(f"/{world.name}/docs/{name}"), tag, path)

    assert page.locator(".opblock-tag").count() == len(tags)
    assert answered in page.locator(".live-responses-table").inner_text()
    (call,) = world.steer("GET", "/journal")
    assert call["provider"] == name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_documentation_is_accessible(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page("/default/docs/candis", color_scheme=scheme)
    execute(page, "Organizations", "/v1/organizations/info")

    assert violations(page) == []


def test_a_person_goes_from_provider_to_provider(open_page: Callable[..., Page]) -> None:
    page = open_page("/default/docs")
    expect(page.locator(".opblock-tag").first).to_have_text("Organizations")

    page.get_by_role("link", name="Codat", exact=True).click()

    expect(page.locator(".opblock-tag").first).to_have_text("Companies")


def test_the_vendored_viewer_tells_its_version_and_licence() -> None:
    told = (VENDOR / "VENDORED.txt").read_text()

    assert re.match(r"swagger-ui-dist \d+\.\d+\.\d+, unchanged", told)
    assert "Apache License" in (VENDOR / "LICENSE.txt").read_text()
