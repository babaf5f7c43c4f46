"""Takes the pictures of the console that the README shows: `python docs/screenshots.py [FOLDER]`.

Beside the pictures it writes `outlines.json`: the headings and navigation of each page. A test
takes them anew and compares, so that no picture stays that shows a page as it was.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import requests
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from mockserver import tours
from mockserver.app import create_app
from mockserver.settings import ServerSettings
from mockserver.tours.walk import Place, take
from mockserver.web.server import Server

FOLDER = Path(__file__).parent / "images"
OUTLINES = "outlines.json"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP, PHONE = (1280, 860), (390, 780)
COLOURS = 96
PRINTED_PORT = 4010  # of a server that is started without options
WORLD = {"name": "shop", "clock": {"rate": 0, "now": "2026-01-05T09:00:00Z"}}

_OUTLINE = """() => [...document.querySelectorAll('h1, h2, h3, nav a')]
  .filter((one) => one.checkVisibility() && !one.closest('ol, table, [data-chart] ul'))
  .map((one) => `${one.tagName.toLowerCase()} ${one.ariaLabel ?? one.textContent.trim()}`)"""


def _stay(_page: Page) -> None:
    """Take the page as it opens."""


def _send(page: Page) -> None:
    page.get_by_role("button", name="Send it").click()
    page.get_by_role("heading", name="What came back").wait_for()


def _refused(page: Page) -> None:
    page.locator(".request").filter(has_text="cost-centers").first.click()
    page.get_by_role("heading", name="Why it was refused").wait_for()


def _operation(page: Page) -> None:
    page.locator('.opblock-get [data-path="/v1/organizations/info"]').click()
    page.get_by_role("button", name="Execute").wait_for()


@dataclass(frozen=True)
class Shot:
    """A picture: where it is taken, how large, in which colours, after what."""

    name: str
    path: str
    size: tuple[int, int] = DESKTOP
    colours: str = "light"
    prepare: Callable[[Page], None] = _stay


SHOTS = (
    Shot("overview", ""),
    Shot("tour", "/tours/cegid-loop#mistake", size=(1280, 1080), prepare=_send),
    Shot("tour-phone", "/tours/feedback-house", size=PHONE),
    Shot("traffic", "/traffic", colours="dark", prepare=_refused),
    Shot("data", "/data/candis/import-log"),
    Shot("data-phone", "/data/codat/syncs", size=PHONE, colours="dark"),
    Shot("documentation", "/docs/candis", prepare=_operation),
)


@contextmanager
def lived_in_world(port: int) -> Iterator[str]:
    """A server whose sandbox has been toured; the URL of its console."""
    app = create_app(ServerSettings())
    server = Server(app.front(), "127.0.0.1", port)
    stop = server.run_in_thread()
    control = f"{server.url}/_mock"
    with requests.Session() as session:
        session.post(f"{control}/sandboxes", json=WORLD, timeout=10).raise_for_status()
        for name in tours.names():
            for _ in take(tours.load(name), Place(control, "shop", {}), session.request):
                pass
    yield f"{control}/console/shop"
    stop()
    app.close()


def shoot(browser: Browser, console: str, shot: Shot) -> tuple[bytes, list[str]]:
    """The picture as PNG, and the outline of its page."""
    width, height = shot.size
    viewport: Any = {"width": width, "height": height}
    page = browser.new_page(viewport=viewport, color_scheme=shot.colours)  # type: ignore[arg-type]
    page.goto(console + shot.path)
    page.locator("main[aria-busy=false]").wait_for()
    shot.prepare(page)
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished))")
    taken, outline = page.screenshot(), page.evaluate(_OUTLINE)
    page.close()
    return _small(taken), outline


def _small(taken: bytes) -> bytes:
    """The same picture with so few colours that it is small."""
    small = BytesIO()
    image = Image.open(BytesIO(taken)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def render(folder: Path, port: int = 0) -> None:
    """Take all pictures and outlines into a folder; the port is seen in them."""
    folder.mkdir(parents=True, exist_ok=True)
    outlines = {}
    with lived_in_world(port) as console, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for shot in SHOTS:
            picture, outlines[shot.name] = shoot(browser, console, shot)
            (folder / f"{shot.name}.png").write_bytes(picture)
        browser.close()
    text = json.dumps(outlines, indent=1, ensure_ascii=False)
    (folder / OUTLINES).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    render(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, PRINTED_PORT)
