"""Disks that are full, folders that cannot be written, clocks that go back: told, nothing lost."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from benchmarks.processes import Process
from mockserver.app import create_app, world_of
from mockserver.cli import main
from mockserver.engine import realtime
from mockserver.engine.sandboxes import Birth, Sandboxes
from mockserver.settings import ServerSettings
from mockserver.testing import MockSandbox, MockServer
from tests.conftest import NOON
from tests.web import toy

TOKEN = "Bearer mock_{}_toy-token"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("disk")
    with (folder / "errors.txt").open("wb") as errors:
        process = Process("--data-dir", str(folder / "data"), errors=errors)
        yield process
        process.stop()
    assert "Traceback" not in (folder / "errors.txt").read_text()


@contextmanager
def full_disk(pid: int, largest_bytes: int) -> Iterator[None]:
    """No file of the process grows beyond so many bytes."""
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest_bytes, -1))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))


class Books:
    """A fresh sandbox of the running server, written to through two providers."""

    def __init__(self, url: str) -> None:
        born = requests.post(f"{url}/_mock/sandboxes", json={}, timeout=10).json()
        self.control = f"{url}/_mock/sandboxes/{born['name']}"
        self.providers = born["providers"]

    def ask(self, provider: str, method: str, path: str, body: Any = None) -> requests.Response:
        access = self.providers[provider]
        url, headers = access["base_url"] + path, access["headers"]
        return requests.request(method, url, json=body, headers=headers, timeout=10)

    def add_division(self, number: int) -> requests.Response:
        path = "/api/planning/business-division/v1/update-or-create"
        body = {"businessDivisions": [{"name": f"full-{number}", "title": "x" * 5000}]}
        return self.ask("feedback_house", "POST", path, body)

    def divisions(self) -> set[str]:
        path = "/api/planning/business-division/v1/query?limit=50"
        listed = self.ask("feedback_house", "GET", path).json()["businessDivisions"]
        return {one["name"] for one in listed if one["name"].startswith("full-")}


def test_on_a_full_disk_a_write_is_refused_whole_and_the_next_one_succeeds(server: Process) -> None:
    books = Books(server.url)
    kept = books.add_division(0)

    with full_disk(server.pid, 8192):
        refused = books.add_division(1)
        steered = requests.post(f"{books.control}/reset", timeout=10)
    after = books.add_division(2)

    assert [kept.status_code, after.status_code] == [200, 200]
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "disk-error"
    assert refused.headers["Mock-Origin"] == "gateway"
    assert steered.status_code in (503, 507)
    assert books.divisions() == {"full-0", "full-2"}


def test_a_job_waits_while_the_disk_is_full_and_ends_when_it_is_not(server: Process) -> None:
    books = Books(server.url)
    requests.patch(f"{books.control}/settings", json={"candis.processing_ms": 50}, timeout=10)
    organization = books.providers["candis"]["subject"]["organization_id"]
    path = f"/v1/organizations/{organization}/imports"
    account = [{"accountCode": "70707070", "name": "waits"}]
    process = books.ask("candis", "POST", f"{path}/general-ledger-accounts", account)

    with full_disk(server.pid, 8192):
        moved = requests.post(f"{books.control}/clock", json={"advance": "1h"}, timeout=10)
    requests.post(f"{books.control}/clock", json={"advance": "1h"}, timeout=10)
    log = books.ask("candis", "GET", f"{path}/{process.json()['processId']}").json()

    assert moved.json()["error"]["code"] == "disk-error"
    assert log["jobStatus"] == "PROCESSED"
    assert [event["status"] for event in log["events"]] == ["IMPORTED"]


def test_a_database_that_may_not_grow_says_that_the_disk_is_full(
    mock_server: MockServer, mock_sandbox: MockSandbox
) -> None:
    connection = mock_server.app.sandboxes.get(mock_sandbox.name).connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    path, body = (
        "/update-or-create",
        {"businessDivisions": [{"name": "full", "title": "x" * 60_000}]},
    )
    house = "/api/planning/business-division/v1"

    refused = mock_sandbox.feedback_house.request("POST", house + path, json=body)
    listed = mock_sandbox.feedback_house.request("GET", house + "/query")

    assert (refused.status_code, refused.json()["error"]["code"]) == (507, "disk-full")
    assert listed.status_code == 200
    assert "full" not in listed.text


@pytest.mark.parametrize("folder", ["/proc/mock", "/dev/null/mock", "/sys/kernel"])
def test_a_folder_that_cannot_be_written_is_told_in_one_line(folder: str) -> None:
    ended = CliRunner().invoke(main, ["serve", "--port", "0", "--data-dir", folder])

    assert ended.exit_code == 1
    assert ended.output.startswith("Error: cannot open the sandboxes: ")
    assert ended.output.count("\n") == 1


@pytest.fixture
def half_broken(tmp_path: Path) -> Iterator[MockServer]:
    """A server that finds a damaged sandbox `ill` beside its own."""
    (tmp_path / "ill.sqlite").write_bytes(b"\0" * 8192)
    server = MockServer(create_app(ServerSettings(data_dir=tmp_path), providers=(toy.PROVIDER,)))
    yield server
    server.close()


def test_a_damaged_sandbox_says_so_and_the_others_go_on(half_broken: MockServer) -> None:
    session = half_broken.session()

    ill = session.get("http://mock/sandboxes/ill/toy/notes")
    well = session.get("http://mock/toy/notes", headers={"Authorization": TOKEN.format("default")})
    steered = session.post("http://127.0.0.1/_mock/sandboxes/ill/reset")
    listed = session.get("http://127.0.0.1/_mock/sandboxes").json()

    assert (ill.status_code, ill.json()["error"]["code"]) == (503, "unusable-sandbox")
    assert (steered.status_code, steered.json()["error"]["code"]) == (503, "unusable-sandbox")
    assert well.status_code == 200
    assert [one["name"] for one in listed] == ["default"]


def test_a_damaged_sandbox_can_be_deleted_through_the_control_api(half_broken: MockServer) -> None:
    gone = half_broken.control.delete("http://127.0.0.1/_mock/sandboxes/ill")
    unknown = half_broken.control.delete("http://127.0.0.1/_mock/sandboxes/ill")

    assert [gone.status_code, unknown.status_code] == [204, 404]


def test_when_the_computers_clock_goes_back_a_running_sandbox_goes_on(
    mock_sandbox: MockSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mock_sandbox._steer("POST", "/clock", {"rate": 1})
    before = mock_sandbox.clock.now
    wall = realtime.wall_ms()
    monkeypatch.setattr(realtime, "wall_ms", lambda: wall - 86_400_000)

    after = mock_sandbox.clock.now
    monkeypatch.undo()
    mended = realtime.now_ms() - realtime.wall_ms()

    assert after >= before
    assert abs(mended) < 60_000


def test_when_the_clock_went_back_between_two_runs_a_sandbox_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = world_of((toy.PROVIDER,))
    first = Sandboxes(world, tmp_path)
    with first.create("past", Birth(now=NOON)).transaction() as _:
        first.get("past").schedule("toy.bell", after_ms=0, note="n")
    sandbox = first.get("past")
    with sandbox.transaction():
        sandbox.connection.execute("UPDATE event SET state = 'done', ran_at = ?", (NOON + 60_000,))
    first.close()
    monkeypatch.setattr(realtime, "now_ms", lambda: 1_000_000_000_000)

    second = Sandboxes(world, tmp_path)
    with second.get("past").transaction():
        now = second.get("past").now
    second.close()

    assert now == NOON + 60_000
