"""`mockserver certify` on the command line."""

import json
import sys
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result

from mockserver.cli import main
from tests.certify.test_demonstration import EXAMPLES, url

__all__ = ["url"]


def certify(
    url: str, monkeypatch: pytest.MonkeyPatch, integration: str, *more: str, rate: float = 0
) -> Result:
    sandbox = requests.post(f"{url}/_mock/sandboxes", json={"clock": {"rate": rate}}, timeout=30)
    monkeypatch.setenv("MOCKSERVER_URL", url)
    command = f"{sys.executable} {EXAMPLES / 'task.py'} {integration} codat {{task}}"
    name = sandbox.json()["name"]
    return CliRunner().invoke(main, ["certify", "codat", name, "--run", command, *more])


def test_a_careful_integration_is_certified(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    html = tmp_path / "page.html"

    ran = certify(url, monkeypatch, "careful", "--step", "a short outage", "--html", str(html))

    assert ran.exit_code == 0, ran.output
    assert "good      backs off: pauses grew: 1.0, 2.0, 4.0 s  (journal 1, 2, 3, 4)" in ran.output
    assert ran.output.endswith("codat: passed; 3 good, 0 bad, 0 not seen\n")
    assert "codat: passed" in html.read_text()
    assert "503 (fault)" in html.read_text()


def test_a_careless_integration_is_not_and_json_says_why(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = certify(url, monkeypatch, "careless", "--step", "429 with Retry-After", "--json", rate=1)

    report = json.loads(ran.stdout)
    assert ran.exit_code == 1
    assert report["passed"] is False
    assert report["steps"][0]["grades"][0] == {
        "behaviour": "honours Retry-After",
        "verdict": "bad",
        "why": "came back after 0.0 s, though 30 s were asked for",
        "entries": [1, 2],
    }


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["codat"], 2, "--run COMMAND or --watch"),
        (["nobody", "--watch"], 2, "there is no campaign for 'nobody'"),
        (["codat", "no-such-sandbox", "--watch"], 1, "no-such-sandbox"),
        (["codat", "default", "--run", "no-such-command"], 1, "no-such-command"),
    ],
)
def test_a_wrong_call_is_told(
    url: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, said: str
) -> None:
    monkeypatch.setenv("MOCKSERVER_URL", url)

    ran = CliRunner().invoke(main, ["certify", *arguments])

    assert ran.exit_code == code
    assert said in ran.output
