"""Guided tours stay true: each is taken on a live server, and so are the scripts made of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from mockserver import tours
from mockserver.app import create_app
from mockserver.cli import main
from mockserver.settings import ServerSettings
from mockserver.tours.walk import Place, take
from mockserver.web.server import Server

FROZEN = {"rate": 0, "now": "2026-01-05T09:00:00Z"}
COMMANDS = {"curl": ["bash"], "python": [sys.executable, "-W", "error"]}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    app = create_app(ServerSettings())
    server = Server(app.front(), "127.0.0.1", 0)
    stop = server.run_in_thread()
    yield server.url
    stop()
    app.close()


@pytest.fixture(scope="module", params=tours.names())
def tour(request: pytest.FixtureRequest, url: str) -> tours.Tour:
    """A tour; its sandbox has the same name."""
    born = {"name": request.param, "clock": FROZEN}
    requests.post(f"{url}/_mock/sandboxes", json=born, timeout=10).raise_for_status()
    return tours.load(request.param)


def test_a_tour_shows_what_it_says(url: str, tour: tours.Tour) -> None:
    place = Place(f"{url}/_mock", tour.name, {})

    with requests.Session() as session:
        taken = list(take(tour, place, session.request))

    surprises = [
        f"{one.step.id}: {tick.means}: {tick.seen}"
        for one in taken
        for tick in one.ticks
        if not tick.met
    ]
    assert surprises == []
    assert [one.step.id for one in taken] == [step.id for step in tour.steps]


@pytest.mark.parametrize("language", ["curl", "python"])
def test_a_tour_runs_as_a_script(url: str, tour: tours.Tour, language: str, tmp_path: Path) -> None:
    address = f"{url}/_mock/sandboxes/{tour.name}/tours/{tour.name}/script?language={language}"
    script = tmp_path / "tour"
    script.write_bytes(requests.get(address, timeout=10).content)

    ran = subprocess.run(
        [*COMMANDS[language], script],
        env={"PATH": os.environ["PATH"], "RUN": str(len(language) * 11111)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    looks = sum(1 + len(step.look) for step in tour.steps)
    assert ran.stdout.count("   ok: ") == looks


@pytest.mark.parametrize("language", ["curl", "python"])
def test_a_script_stops_at_the_first_surprise(url: str, language: str, tmp_path: Path) -> None:
    script = tmp_path / "tour"
    address = f"{url}/_mock/sandboxes/default/tours/feedback-house/script?language={language}"
    script.write_bytes(requests.get(address, timeout=10).content)

    ran = subprocess.run(
        [*COMMANDS[language], script],
        env={"PATH": os.environ["PATH"], "FEEDBACK_HOUSE_API_KEY": "wrong"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ran.returncode == 1
    assert "NOT AS EXPECTED: answers 200" in ran.stderr
    assert "wanted status 200, got 401" in ran.stderr


def test_a_walk_stops_at_the_first_surprise(url: str) -> None:
    tour = tours.load("feedback-house")
    fault = {"provider": "feedback_house", "kind": "status", "value": 503, "skip": 1}
    requests.post(f"{url}/_mock/sandboxes", json={"name": "broken"}, timeout=10)
    requests.post(f"{url}/_mock/sandboxes/broken/faults", json=fault, timeout=10)

    with requests.Session() as session:
        taken = list(take(tour, Place(f"{url}/_mock", "broken", {}), session.request))

    assert [one.met for one in taken] == [True, False]
    assert taken[1].ticks[0].seen == "503"


def test_the_command_line_takes_a_tour(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKSERVER_URL", url)

    ran = CliRunner().invoke(main, ["tour", "feedback-house"])

    assert ran.exit_code == 0, ran.output
    assert "1. Send two divisions, one of them wrong" in ran.output
    assert "✓ Nothing new was made" in ran.output


@pytest.mark.parametrize(
    ("arguments", "printed", "exit_code"),
    [
        (["tour"], "onboarding       15 steps", 0),
        (["tour", "--json"], '"name": "candis"', 0),
        (["tour", "feedback-house", "--json"], '"step": "read-back"', 0),
        (["tour", "candis", "--script", "curl"], 'CANDIS_ORGANIZATION_ID="${CANDIS_ORGANI', 0),
        (["tour", "candis", "--script", "python"], "CANDIS_ORGANIZATION_ID = os.environ", 0),
        (["tour", "atlantis"], "no tour 'atlantis'; there is candis, codat", 1),
        (["tour", "candis", "nowhere"], "there is no sandbox 'nowhere'", 1),
    ],
)
def test_the_command_line_lists_prints_and_explains(
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    printed: str,
    exit_code: int,
) -> None:
    monkeypatch.setenv("MOCKSERVER_URL", url)

    ran = CliRunner().invoke(main, arguments)

    assert printed in ran.output
    assert ran.exit_code == exit_code


def test_the_control_api_lists_and_shows_tours(url: str) -> None:
    listed = requests.get(f"{url}/_mock/tours", timeout=10).json()
    shown = requests.get(f"{url}/_mock/tours/cegid-loop", timeout=10).json()

    assert [one["name"] for one in listed][:2] == ["candis", "codat"]
    assert listed[-1]["providers"] == ["codat", "candis", "cegid_loop", "appzen", "feedback_house"]
    assert shown["steps"][1]["action"]["address"] == "{deposit}"
    assert shown["steps"][4]["action"]["kind"] == "clock"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/tours/atlantis", 404, "unknown-tour"),
        ("/tours/..%2fcandis%2fworlds%2fdemo", 404, "not-found"),
        ("/sandboxes/default/tours/atlantis/script", 404, "unknown-tour"),
        ("/sandboxes/nowhere/tours/candis/script", 404, "unknown-sandbox"),
        ("/sandboxes/default/tours/candis/script?language=cobol", 400, "invalid-field"),
    ],
)
def test_a_tour_that_is_not_there_is_refused(url: str, path: str, status: int, code: str) -> None:
    answer = requests.get(f"{url}/_mock{path}", timeout=10)

    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
