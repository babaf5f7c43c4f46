"""The documentation does what it says: console blocks are run, and answer as printed.

In a ```console block, lines that begin with `$ ` are commands (continued by `> `), the lines
behind them are the output; `…` stands for anything. All blocks of a file share one shell.
"""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockserver.app import create_app
from mockserver.cli import main
from mockserver.providers import built_in
from mockserver.settings import ServerSettings
from mockserver.web.control import build_control
from mockserver.web.control.context import Control
from mockserver.web.provider import Provider
from mockserver.web.server import Server

ROOT = Path(__file__).parent.parent
PRINTED_URL = "http://127.0.0.1:4010"
MARK = "--- end of command ---"


@pytest.fixture
def url() -> Iterator[str]:
    app = create_app(ServerSettings())
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.url
    stop()
    app.close()


def console_steps(text: str) -> list[tuple[str, str]]:
    """(command, printed output) of every console block, in order."""
    steps: list[tuple[list[str], list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append(([line[2:]], []))
            elif line.startswith("> "):
                steps[-1][0].append(line[2:])
            else:
                steps[-1][1].append(line)
    return [("\n".join(command), "\n".join(output).strip()) for command, output in steps]


def matches(printed: str, seen: str) -> bool:
    pattern = ".*?".join(re.escape(part) for part in printed.split("…"))
    return re.fullmatch(pattern, seen, re.DOTALL) is not None


def differences(steps: list[tuple[str, str]], printed: str) -> list[str]:
    """What was printed, cut at the marks, where a page says something else."""
    seen = [part.strip() for part in printed.split(MARK)]
    return [
        f"$ {command}\nprinted: {expected}\nseen:    {output}"
        for (command, expected), output in zip(steps, seen, strict=False)
        if not matches(expected, output)
    ]


def test_the_five_minute_tour_prints_what_the_readme_says(url: str, tmp_path: Path) -> None:
    steps = console_steps((ROOT / "README.md").read_text())
    tour = [step for step in steps if not step[0].startswith(("make ", "git ", "cd "))]
    script = "\n".join(f"{command}\necho '{MARK}'" for command, _ in tour)

    ran = subprocess.run(
        ["bash", "-e"],
        input=script.replace(PRINTED_URL, url),
        env={
            **os.environ,
            "MOCKSERVER_URL": url,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    wrong = differences(tour, ran.stdout.replace(url, PRINTED_URL))
    assert (wrong, ran.returncode) == ([], 0), ran.stderr
    assert len(tour) > 10


def _collection(rule: re.Match[str]) -> str:
    return "/data/{collection}" + ("/{id}" if rule[1] else "")


def test_every_call_of_the_control_api_is_documented() -> None:
    app = create_app(ServerSettings())
    control = build_control(Control(app.settings, app.sandboxes, app.providers))
    documented = (ROOT / "docs" / "control-api.md").read_text()

    served = {
        re.sub(r"<(?:int:|path:)?(\w)\w*>", r"{\1}", rule.rule).replace("{n}", "{s}")
        for rule in control.url_map.iter_rules()
        if not rule.rule.startswith("/_mock/console/")
    } | {"/_mock/console/…"}
    app.close()

    spelled = {rule.replace("/journal/{e}", "/journal/{id}") for rule in served}
    spelled = {re.sub(r"/providers/\w+/.*", "/providers/{p}/…", rule) for rule in spelled}
    spelled = {rule.replace("snapshots/{l}", "snapshots/{label}") for rule in spelled}
    spelled = {re.sub(r"deliveries/\{\w\}", "deliveries/{id}", rule) for rule in spelled}
    spelled = {re.sub(r"/data/\{c\}(/\{i\})?", _collection, rule) for rule in spelled}
    spelled = {rule.replace("/tallies/{c}", "/tallies/{collection}") for rule in spelled}
    spelled = {rule.replace("providers/{s}", "providers/{p}") for rule in spelled}
    assert {rule for rule in spelled if f" {rule}" not in documented} == set()


def test_every_verb_of_the_command_line_is_documented() -> None:
    documented = (ROOT / "docs" / "command-line.md").read_text()

    assert {verb for verb in main.commands if f"mockserver {verb}" not in documented} == set()


@pytest.mark.parametrize("provider", built_in(), ids=lambda provider: provider.name)
def test_a_providers_page_prints_its_whole_fidelity_manifest(provider: Provider) -> None:
    spec = importlib.util.spec_from_file_location("fidelity", ROOT / "docs" / "fidelity.py")
    assert spec is not None
    assert spec.loader is not None
    fidelity = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fidelity)

    page = (ROOT / "docs" / "providers" / f"{provider.name}.md").read_text()

    assert page == fidelity.page_of(provider), "run `make docs`"


@pytest.mark.parametrize(
    "page",
    sorted(page for page in ROOT.glob("**/*.md") if ".venv" not in page.parts),
    ids=lambda page: page.name,
)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_dependency_has_a_line_that_says_why() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    reasons = (ROOT / "docs" / "decisions.md").read_text()
    named = set(re.findall(r'^  "([a-z0-9-]+)(?:>=[\d.]+)?",$', project, re.MULTILINE))

    tools = {name for name in named if not name.startswith("types-")}

    assert {name for name in tools if name not in reasons.lower()} == set()


def test_pins_name_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()

    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.+]+", line)] == []
