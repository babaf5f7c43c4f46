"""Tutorial, guides, how-to pages and providers' pages work as printed: commands and tests are run.

A ```python block whose first line is `# NAME.py` is a file, saved where the page has come to it;
```console blocks are read as in `test_docs`. All pages share one server.
"""

import inspect
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockserver import testing
from mockserver.app import create_app
from mockserver.cli import main
from mockserver.engine import webhooks
from mockserver.providers import built_in
from mockserver.settings import ServerSettings
from mockserver.testing import sandbox as handles
from mockserver.web.server import Server
from tests.test_docs import MARK, PRINTED_URL, ROOT, console_steps, differences

DOCS = ROOT / "docs"
HOW_TO = sorted((DOCS / "how-to").glob("*.md"))
PROVIDERS = sorted((DOCS / "providers").glob("*.md"))
GUIDES = [DOCS / f"{name}.md" for name in ("tutorial", "settings", "drift", "reports", "certify")]
PAGES = [*GUIDES, *HOW_TO, *PROVIDERS]
FILE = re.compile(r"^```python\n# (\w+\.py)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PART = re.compile(r"^```(?:console\n|python\n# \w+\.py\n).*?^```", re.MULTILINE | re.DOTALL)
IN_A_CHECKOUT = {"real-api", "drift", "reports", "certify"}
OF_THE_READER = ("python3.11 -m venv", "pip install", "mockserver serve", ". .venv/")
PAGE_OF_A_BROWSER = """
from pathlib import Path
import pytest
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

@pytest.fixture
def page():
    if not CHROMIUM.exists():
        pytest.skip(f"needs {CHROMIUM}")
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser.new_page()
        browser.close()
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    app = create_app(ServerSettings())
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.url
    stop()
    app.close()


def steps_of(page: Path) -> list[tuple[str, str]]:
    """(command, printed output) of a page, in order; a file is a command that prints nothing."""
    steps: list[tuple[str, str]] = []
    for part in PART.findall(page.read_text()):
        file = FILE.match(part)
        told = [(f"cat > {file[1]} <<'END'\n{file[2]}END", "")] if file else console_steps(part)
        steps += [step for step in told if not step[0].startswith(OF_THE_READER)]
    return steps


def environment(folder: Path, url: str) -> dict[str, str]:
    """What a reader's shell has: the commands, the server's URL; pytest without foreign plugins."""
    commands = folder / "commands"
    commands.mkdir()
    for name in ("python", "pytest", "mockserver"):
        module = "" if name == "python" else f" -m {name}"
        (commands / name).write_text(f'#!/bin/sh\nexec {sys.executable}{module} "$@"\n')
        (commands / name).chmod(0o755)
    return {
        **os.environ,
        "MOCKSERVER_URL": url,
        "PATH": f"{commands}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_ADDOPTS": "-p mockserver.testing.plugin -p no:cacheprovider",
        "TMPDIR": str(folder),
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_page_print_what_it_says(page: Path, url: str, tmp_path: Path) -> None:
    steps = steps_of(page)
    script = "\n".join(f"{command}\necho '{MARK}'" for command, _ in steps)

    ran = subprocess.run(
        ["bash"],
        input=script.replace(PRINTED_URL, url),
        env=environment(tmp_path, url),
        cwd=ROOT if page.stem in IN_A_CHECKOUT else tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    wrong = differences(steps, ran.stdout.replace(url, PRINTED_URL))
    assert wrong == [], "\n".join([*wrong, ran.stderr])
    assert ran.stdout.count(MARK) == len(steps) > 0


SHORT = tempfile.gettempdir()


def test_the_tests_that_the_how_to_pages_print_pass(url: str, tmp_path: Path) -> None:
    place = tmp_path / "work"
    place.mkdir()
    files = [file for page in HOW_TO for file in FILE.findall(page.read_text())]
    for name, text in [*files, ("browser_page.py", PAGE_OF_A_BROWSER)]:
        (place / name).write_text(text)

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "browser_page", "-W", "error"],
        # a browser's socket needs a short path: its folder is the system's, not the test's
        env={**environment(tmp_path, url), "PYTHONPATH": f"{ROOT}:{place}", "TMPDIR": SHORT},
        cwd=place,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len({name for name, _ in files}) == len(files) >= 7


def test_every_page_is_reached_from_the_index() -> None:
    index = (DOCS / "index.md").read_text()
    pages = {str(page.relative_to(DOCS)) for page in DOCS.glob("**/*.md")} - {"index.md"}

    assert {page for page in pages if f"]({page}" not in index} == set()


def test_the_python_reference_names_whatever_a_test_can_call() -> None:
    reference = (DOCS / "python.md").read_text()
    of_requests = set(dir(testing.InProcessAdapter.__base__))
    kinds = [getattr(testing, name) for name in testing.__all__]
    kinds += [handles.ProviderAccess, handles.Clock, handles.Settings, handles.Faults]
    kinds += [handles.Journal, handles.Webhooks]
    named = {
        name
        for kind in kinds
        for name, member in inspect.getmembers(kind)
        if not name.startswith("_") and (callable(member) or isinstance(member, property))
    } - of_requests

    assert {name for name in named if not re.search(rf"`[^`]*\b{name}\b", reference)} == set()
    assert len(named) > 20
    assert {kind for kind in kinds if not kind.__doc__} == set()
    members = [getattr(kind, name) for kind in kinds for name in named & set(vars(kind))]
    assert [member for member in members if not member.__doc__] == []


def test_the_settings_page_names_every_option_of_serve_and_every_variable() -> None:
    page = (DOCS / "settings.md").read_text()
    options = {option for one in main.commands["serve"].params for option in one.opts}
    variables = {
        found
        for path in (ROOT / "mockserver").glob("**/*.py")
        for found in re.findall(r"\bMOCKSERVER_[A-Z_]+\b", path.read_text())
    }
    shared = {setting.name for setting in webhooks.SETTINGS}

    assert {name for name in options | variables | shared if f"`{name}" not in page} == set()
    assert len(options) > 8


def test_the_command_line_page_names_no_option_that_is_not_there() -> None:
    rows = re.findall(
        r"^\| (`mockserver .*?) \| ", (DOCS / "command-line.md").read_text(), re.MULTILINE
    )
    asked = {
        (verb, option)
        for row in rows
        for verb, rest in re.findall(r"mockserver (\w+)([^`]*)", row)
        for option in re.findall(r"--[a-z-]+", rest)
    }
    known = {
        (verb, option)
        for verb, command in main.commands.items()
        for parameter in command.params
        for option in parameter.opts
    }

    assert asked - known == set()
    assert len(asked) > 30


def test_the_readme_counts_the_operations_that_are_served() -> None:
    rows = re.findall(
        r"^\| [^|]+ \| (\d+) \| .*\(docs/providers/(\w+)\.md\) \|$",
        (ROOT / "README.md").read_text(),
        re.MULTILINE,
    )

    served = {(str(len(provider.operations)), provider.name) for provider in built_in()}

    assert set(rows) == served
