"""Traffic in the console: what came, why it was refused, once more, and never trusted."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.console.conftest import SHOP, Console, World, press, turn_to

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
LOADED_BYTES = """() => performance.getEntriesByType("resource")
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""
TURNED = "invoice\u202efdp.exe\u2066"


@pytest.fixture(scope="module")
def shop(console: Console) -> World:
    """A world with a good request, a refused one, and an unknown one."""
    world = console.sandbox("shop")
    world.call("candis", "GET", "/v1/organizations/info")
    world.call("codat", "POST", "/companies", json={"name": ""})
    world.call("appzen", "GET", "/nowhere")
    return world


def rows(page: Page) -> list[str]:
    return page.locator("ol.requests .path").all_inner_texts()


def copied(page: Page, language: str) -> str:
    press(page, "Copy as")
    press(page, language)
    page.get_by_text(f"{language.rpartition(' ')[2]} copied").last.wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_developer_sees_why_a_call_failed(shop: World, open_page: Callable[..., Page]) -> None:
    page = open_page("/shop/traffic")

    page.get_by_role("link", name="400 POST /companies").click()

    why = page.get_by_role("region", name="Why", exact=True)
    expect(why.get_by_role("heading")).to_have_text("Why it was refused")
    entry = shop.steer("GET", "/journal/2")
    assert entry["reason"]["rule"] in why.inner_text()
    assert entry["reason"]["detail"] in why.inner_text()
    expect(page.get_by_role("region", name="Body of the request")).to_contain_text('"name": ""')
    expect(page.get_by_role("article", name="Request 2")).to_contain_text("createCompany")
    expect(page.get_by_role("heading", name="/companies")).to_be_focused()


def test_a_request_can_be_taken_along_as_code(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("code")
    world.call("codat", "POST", "/companies", json={"name": ""})
    page = open_page("/code/traffic/1", **CLIPBOARD)

    curl = shlex.split(copied(page, "curl").replace("\\\n", ""))
    programs = [copied(page, "Python requests"), copied(page, "Python httpx")]
    ran = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
        ).stdout
        for program in programs
    ]

    access = world.document["providers"]["codat"]
    assert curl[:4] == ["curl", "-X", "POST", f"{access['base_url']}/companies"]
    assert f"Authorization: {access['headers']['Authorization']}" in curl
    assert curl[-2:] == ["--data-binary", '{"name": ""}']
    assert [output[:4] for output in ran] == ["400 ", "400 "]


def test_a_request_is_sent_again_and_made_to_fail(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("again")
    world.call("codat", "POST", "/companies", json={"name": "Twice"})
    page = open_page("/again/traffic/1")

    press(page, "Replay")
    page.wait_for_url("**/again/traffic/2")
    expect(page.get_by_role("article", name="Request 2")).to_be_visible()
    press(page, "Make this fail next time")
    press(page, "Add fault")
    page.get_by_text("Fault added").wait_for()
    press(page, "Replay")
    page.wait_for_url("**/again/traffic/3")

    expect(page.get_by_text("A fault set on purpose").first).to_be_visible()
    lines = world.steer("GET", "/journal?after=0")
    assert [(line["status"], line["origin"]) for line in lines] == [
        (200, "provider"),
        (200, "provider"),
        (503, "fault"),
    ]
    (fault,) = world.steer("GET", "/faults")
    assert (fault["operation"], fault["count"], fault["hits"]) == ("createCompany", 1, 1)


def test_what_comes_is_shown_at_once(console: Console, open_page: Callable[..., Page]) -> None:
    world = console.sandbox("live")
    page = open_page("/live/traffic")
    expect(page.get_by_text("No request yet")).to_be_visible()

    world.call("candis", "GET", "/v1/organizations/info")

    expect(page.locator("ol.requests .path")).to_have_text(["/v1/organizations/info"])
    expect(page.get_by_text("No request yet")).to_be_hidden()
    world.steer("POST", "/reset")
    expect(page.get_by_text("No request yet")).to_be_visible()
    world.call("codat", "GET", "/companies")
    expect(page.locator("ol.requests .path")).to_have_text(["/companies"])


def test_requests_are_found_by_provider_answer_and_words(
    shop: World, open_page: Callable[..., Page]
) -> None:
    page = open_page("/shop/traffic?provider=codat")
    by_provider = rows(page)
    page.get_by_label("Provider").select_option("")
    page.get_by_label("Answers").select_option("refused")
    page.wait_for_url("**show=refused")
    expect(page.locator("ol.requests .path")).to_have_count(2)
    refused = rows(page)
    page.get_by_label("Search").fill("NOWHERE")
    page.wait_for_url("**text=NOWHERE*")
    expect(page.locator("ol.requests .path")).to_have_count(1)
    by_words = rows(page)
    page.get_by_label("Search").fill("nobody has sent this")

    expect(page.get_by_text("No request matches")).to_be_visible()
    assert (by_provider, refused, by_words) == (
        ["/companies"],
        ["/nowhere", "/companies"],
        ["/nowhere"],
    )


def test_of_ten_thousand_requests_a_page_is_loaded(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("busy")
    world.call("candis", "GET", "/v1/organizations/info")
    sandbox = console.app.sandboxes.get("busy")
    with sandbox.transaction():
        sandbox.connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
            " INSERT INTO journal SELECT i, at, provider, operation, method, path || '/' || i,"
            " query, status, origin, duration_us, reason, request_headers, request_body,"
            " request_size, response_headers, response_body, response_size FROM journal, n"
        )

    page = open_page("/busy/traffic")
    newest = rows(page)
    press(page, "Older")
    page.wait_for_url("**before=9901")
    expect(page.locator("ol.requests .path").first).to_have_text("/v1/organizations/info/9900")
    older = rows(page)
    press(page, "Newest")

    expect(page.locator("ol.requests .path").first).to_have_text("/v1/organizations/info/10000")
    assert (len(newest), len(older)) == (100, 100)
    assert page.evaluate(LOADED_BYTES) < 500_000


def test_the_list_is_walked_with_arrow_keys(shop: World, open_page: Callable[..., Page]) -> None:
    page = open_page("/shop/traffic")

    page.locator("ol.requests a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/traffic/2")
    page.get_by_role("article", name="Request 2").wait_for()
    press(page, "Close")

    page.wait_for_url("**/shop/traffic")
    assert page.evaluate("document.activeElement.closest('li').dataset.id") == "2"


def test_hostile_content_is_only_ever_text(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("hostile")
    world.call("codat", "POST", f"/companies/{HOSTILE}?q={HOSTILE}", json={"name": HOSTILE})
    world.call("codat", "POST", "/companies", json={"name": HOSTILE})
    world.call("codat", "POST", "/companies", json={"name": TURNED}, headers={"X-Odd": HOSTILE})
    world.call("codat", "POST", "/companies", data=b"\x00\xff\xfe<script>" * 10)
    centre = {"type": "COST_CENTER", "name": HOSTILE, "code": "<b>/../?#%41"}
    world.call("candis", "POST", f"{SHOP}/imports/cost-centers", json=[centre])
    world.steer("POST", "/clock", {"advance": "until-idle"})

    page = open_page("/hostile")
    expect(page.locator("main")).to_contain_text("<img src=x onerror=alert(1)>")
    for number in (1, 2, 3, 4):
        turn_to(page, f"{console.url}/_mock/console/hostile/traffic/{number}")
        expect(page.get_by_role("article", name=f"Request {number}")).to_be_visible()
    turn_to(page, f"{console.url}/_mock/console/hostile/data/candis/core-data?text=onerror")
    page.get_by_role("link", name="COST_CENTER").click()
    expect(page.get_by_role("definition").filter(has_text=HOSTILE)).to_be_visible()

    assert page.locator("main img, main script").count() == 0


def test_signs_that_turn_a_line_around_are_written_out(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("turned")
    world.call(
        "codat",
        "POST",
        "/companies",
        data=json.dumps({"name": TURNED}, ensure_ascii=False).encode(),
    )

    page = open_page("/turned/traffic/1")

    body = page.get_by_role("region", name="Body of the request")
    expect(body).to_contain_text("invoice\\u202efdp.exe\\u2066")
    assert "\u202e" not in page.locator("main").inner_text()


def test_a_huge_body_is_shown_in_part_and_told_whole(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("huge")
    lines = [{"type": "COST_CENTER", "name": "x" * 1000, "code": str(n)} for n in range(5000)]
    world.call("candis", "POST", f"{SHOP}/imports/cost-centers", json=lines)

    page = open_page("/huge/traffic/1")

    expect(page.get_by_text("Only the first 65.5 KB of 5.3 MB are kept.")).to_be_visible()
    press(page, "Replay")
    expect(page.get_by_text("Cannot be replayed: the body was kept only in part")).to_be_visible()
    assert page.evaluate("document.querySelectorAll('*').length") < 3000


def test_large_numbers_are_shown_as_they_were_sent(
    console: Console, open_page: Callable[..., Page]
) -> None:
    world = console.sandbox("numbers")
    world.call(
        "codat", "POST", "/companies", data=b'{"a":12345678901234567890,"b":1.10,"a":[],"c":{}}'
    )

    page = open_page("/numbers/traffic/1")

    assert page.get_by_role("region", name="Body of the request").inner_text().split() == [
        "{", '"a":', "12345678901234567890,", '"b":', "1.10,", '"a":', "[],", '"c":', "{}", "}"
    ]  # fmt: skip
