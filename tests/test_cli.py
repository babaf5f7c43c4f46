"""The command line against a running server."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result

from mockserver.cli import main, progress


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    command = [sys.executable, "-m", "mockserver", "serve", "--port", "0", "--data-dir", folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        output = ""
        while "Ready: " not in output:
            line = server.stdout.readline()
            assert line, f"the server ended: {output}"
            output += line
        yield re.search(r"Ready: (\S+)", output)[1]  # type: ignore[index]
        server.send_signal(signal.SIGTERM)


@pytest.fixture
def run(url: str, monkeypatch: pytest.MonkeyPatch) -> "Runner":
    monkeypatch.setenv("MOCKSERVER_URL", url)
    return Runner()


class Runner:
    """`run("clock", "show")` as a shell would."""

    def __call__(self, *words: str) -> str:
        result = self.raw(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    def raw(self, *words: str) -> Result:
        return CliRunner().invoke(main, words)


def test_a_sandbox_lives_from_new_to_delete(run: Runner) -> None:
    created = json.loads(run("sandbox", "new", "cli-test", "--rate", "0", "--json"))

    assert created["name"] == "cli-test"
    assert "cli-test" in run("sandbox", "list")
    assert created["providers"]["candis"]["base_url"] in run("sandbox", "show", "cli-test")
    assert run("sandbox", "reset", "cli-test").startswith("cli-test  seed demo")
    assert run("sandbox", "delete", "cli-test") == "deleted cli-test\n"
    assert "cli-test" not in run("sandbox", "list")


def test_a_state_can_be_kept_and_restored(run: Runner) -> None:
    run("sandbox", "new", "cli-keep", "--rate", "0", "--now", "2026-01-05T09:00:00Z")

    assert run("sandbox", "snapshot", "cli-keep", "--label", "start").startswith("start ")
    run("clock", "advance", "1d", "cli-keep")
    assert "2026-01-05T09:00:00Z" in run("sandbox", "restore", "start", "cli-keep")
    assert run("sandbox", "snapshot", "cli-keep", "--drop", "start") == ""
    run("sandbox", "delete", "cli-keep")


def test_a_world_travels_in_a_file(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "world.sqlite"
    run("sandbox", "new", "cli-world", "--rate", "0", "--now", "2026-01-05T09:00:00Z")
    run("sandbox", "fork", "cli-world", "cli-copy")

    assert run("sandbox", "export", str(file), "cli-world").startswith(f"wrote {file} (")
    assert run("sandbox", "import", str(file), "cli-back").startswith("cli-back  seed demo")
    assert "2026-01-05T09:00:00Z" in run("sandbox", "list")
    [run("sandbox", "delete", name) for name in ("cli-world", "cli-copy", "cli-back")]


def test_a_world_is_never_half_written(run: Runner, tmp_path: Path) -> None:
    refused = run.raw("sandbox", "export", str(tmp_path / "missing" / "world.sqlite"))

    assert refused.exit_code == 1
    assert "world.sqlite was not written: [Errno 2]" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_how_far_a_long_jump_is_goes_to_standard_error(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVENTS_PER_ROUND", 1)
    clock = ["--rate", "0", "--now", "2026-01-05T09:00:00Z"]
    world = json.loads(run("sandbox", "new", "cli-long", *clock, "--json"))
    candis = world["providers"]["candis"]
    path = f"/v1/organizations/{candis['subject']['organization_id']}/imports"
    for seconds in (1, 2, 3):
        run("settings", "cli-long", "--set", f"candis.processing_ms={seconds}000")
        record = [{"accountCode": f"700{seconds}", "name": "N"}]
        url = f"{candis['base_url']}{path}/general-ledger-accounts"
        requests.post(url, json=record, headers=candis["headers"], timeout=10)

    jump = run.raw("clock", "advance", "1h", "cli-long", "--json")

    moved = json.loads(jump.stdout)
    assert len(moved["ran"]) == 3
    assert [moved["now"], moved["finished"]] == ["2026-01-05T10:00:00Z", True]
    assert "3 events so far, it is 2026-01-05T09:0" in jump.stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sand", "sandbox"),
        ("sandbox sn", "snapshot"),
        ("sandbox show defa", "default"),
        ("fault add cand", "candis"),
        ("fault add candis rate", "rate-limit"),
    ],
)
@pytest.mark.usefixtures("run")
def test_the_shell_completes_what_is_typed(typed: str, offered: str) -> None:
    words = f"mockserver {typed}"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(typed.count(" ") + 1)}

    completed = subprocess.run(
        [Path(sys.executable).with_name("mockserver")],
        env={**os.environ, **asked, "_MOCKSERVER_COMPLETE": "bash_complete"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )

    assert completed.stdout == f"plain,{offered}\n"


def test_a_fault_is_added_listed_and_cleared(run: Runner) -> None:
    run("sandbox", "new", "cli-fault")

    added = run("fault", "add", "candis", "status", "cli-fault", "--value", "503", "--skip", "1")
    assert "candis         status             503" in added
    assert json.loads(run("fault", "list", "cli-fault", "--json"))[0]["skip"] == 1
    assert run("fault", "clear", "cli-fault") == "cleared\n"
    assert run("fault", "list", "cli-fault") == ""
    run("sandbox", "delete", "cli-fault")


def test_deliveries_of_a_quiet_world_are_an_empty_list(run: Runner) -> None:
    assert run("deliveries") == ""
    assert json.loads(run("deliveries", "--json")) == []


def test_the_journal_can_be_followed(run: Runner, url: str) -> None:
    run("sandbox", "new", "cli-follow")
    command = [sys.executable, "-m", "mockserver", "journal", "cli-follow", "--follow"]
    environment = {**os.environ, "MOCKSERVER_URL": url, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as follower:
        assert follower.stdout is not None
        requests.get(f"{url}/sandboxes/cli-follow/candis/v1/first", timeout=10)
        first = follower.stdout.readline() + follower.stdout.readline()
        requests.get(f"{url}/sandboxes/cli-follow/candis/v1/second", timeout=10)
        second = follower.stdout.readline()
        follower.kill()

    assert "/v1/first" in first
    assert "/v1/second" in second
    run("sandbox", "delete", "cli-follow")


def test_fidelity_needs_no_server() -> None:
    printed = CliRunner().invoke(main, ["fidelity", "--provider", "candis"]).output

    assert "POST   /v1/organizations/{organizationId}/imports/cost-centers" in printed
    assert "setting candis.processing_ms" in printed


def test_the_clock_moves(run: Runner) -> None:
    run("sandbox", "new", "cli-clock", "--rate", "0", "--now", "2026-01-05T09:00:00Z")

    assert "now 2026-01-05T09:05:00Z" in run("clock", "advance", "PT5M", "cli-clock")
    assert "now 2026-02-01T00:00:00Z" in run("clock", "set", "2026-02-01T00:00:00Z", "cli-clock")
    assert "x60" in run("clock", "rate", "60", "cli-clock")
    assert json.loads(run("clock", "show", "cli-clock", "--json"))["rate"] == 60
    run("sandbox", "delete", "cli-clock")


def test_the_environment_has_a_base_url_for_every_provider(run: Runner, url: str) -> None:
    lines = run("env").splitlines()

    assert f"export CANDIS_BASE_URL={url}/candis" in lines
    assert f"export CODAT_BASE_URL={url}/codat" in lines
    assert f"export APPZEN_BASE_URL={url}/appzen" in lines
    assert f"export CEGID_LOOP_BASE_URL={url}/cegid-loop" in lines
    assert f"export FEEDBACK_HOUSE_BASE_URL={url}/feedback-house" in lines
    assert json.loads(run("env", "--json"))["CANDIS_BASE_URL"] == f"{url}/candis"


def test_settings_are_shown_and_changed(run: Runner) -> None:
    changed = run("settings", "--set", "candis.processing_ms=5")

    assert "candis.processing_ms = 5 ms  (changed)" in changed
    assert json.loads(run("settings", "--json"))["candis.processing_ms"]["value"] == 5
    run("settings", "--set", "candis.processing_ms=null")


def test_the_shortcuts_of_a_provider_are_listed(run: Runner) -> None:
    listed = run("shortcut", "cegid-loop")

    assert "POST   models                 Add an import model, or replace the one" in listed
    assert "--data members: name [separator] [header]" in listed
    assert "POST   api-keys/{key}" in listed
    assert json.loads(run("shortcut", "feedback-house", "--json")) == []


def test_a_shortcut_is_used_and_read(run: Runner, tmp_path: Path) -> None:
    run("sandbox", "new", "cli-shortcut")
    model = tmp_path / "model.json"
    model.write_text('{"name": "banque", "columns": ["date", "account", null, "journal"]}')

    added = json.loads(
        run("shortcut", "cegid_loop", "models", "cli-shortcut", "--data", f"@{model}")
    )
    read = json.loads(run("shortcut", "cegid_loop", "models", "cli-shortcut"))
    minted = json.loads(run("shortcut", "cegid_loop", "api-keys", "cli-shortcut", "--data", "{}"))
    asleep = run(
        *("shortcut", "cegid_loop", f"api-keys/{minted['key']}", "cli-shortcut"),
        *("--data", '{"active": false}'),
    )

    assert added["name"] == "BANQUE"
    assert "BANQUE" in [model["name"] for model in read["models"]]
    assert json.loads(asleep) == {"active": False}
    run("sandbox", "delete", "cli-shortcut")


def test_the_journal_says_why(run: Runner, url: str) -> None:
    requests.get(f"{url}/candis/v1/nothing", timeout=10)

    listed = run("journal", "--provider", "candis", "--limit", "1")

    assert "/v1/nothing" in listed
    assert "why: " in listed
    number = json.loads(run("journal", "--limit", "1", "--json"))[0]["id"]
    assert json.loads(run("journal", "--entry", str(number)))["path"] == "/v1/nothing"


@pytest.mark.parametrize("provider", ["candis", "codat", "appzen", "cegid-loop", "feedback_house"])
def test_openapi_needs_no_server(provider: str) -> None:
    printed = CliRunner().invoke(main, ["openapi", provider]).output

    assert json.loads(printed)["openapi"] == "3.0.3"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sandbox", "show", "nobody"], "there is no sandbox 'nobody'"),
        (["sandbox", "new", "Bad Name"], "a sandbox name is 1 to 63 of a-z, 0-9 and -"),
        (["sandbox", "new", "--seed", "moon"], "there is no seed 'moon'"),
        (["clock", "advance", "soon"], "not a duration"),
        (["clock", "set", "2001-01-01"], "time only goes forward"),
        (["settings", "--set", "a.b=1"], "there is no setting 'a.b'"),
        (["settings", "--set", "a.b"], "'a.b' is not NAME=VALUE"),
        (["journal", "--entry", "99999999"], "has no entry 99999999"),
        (["journal", "--provider", "nobody"], "there is no provider 'nobody'"),
        (["openapi", "nobody"], "no provider 'nobody'"),
        (["fidelity", "--provider", "nobody"], "no provider 'nobody'"),
        (["fault", "add", "nobody", "reset"], "there is no provider 'nobody'"),
        (["fault", "add", "candis", "explode"], "kind: Must be one of: status"),
        (["fault", "add", "candis", "status", "--value", "ok"], "status takes a status 400"),
        (["fault", "clear", "--id", "99"], "there is no fault 99"),
        (["trigger", "candis", "nothing"], "has no event 'nothing'"),
        (["shortcut", "nobody"], "there is no provider 'nobody'"),
        (["shortcut", "codat", "luck"], "codat has no shortcut 'luck'; there is custom-records,"),
        (["shortcut", "cegid_loop", "../clock"], "cegid_loop has no shortcut '../clock'"),
        (["shortcut", "cegid_loop", "models", "--data", "{"], "'{' is not JSON, nor @FILE"),
        (["shortcut", "cegid_loop", "models", "--data", "@no/file"], "'@no/file' is not JSON"),
        (["shortcut", "cegid_loop", "models", "--data", "{}"], "name: Missing data"),
        (["deliveries", "--resend", "99"], "there is no delivery 99"),
        (["deliveries", "--state", "lost"], "Must be one of"),
        (["sandbox", "restore", "never"], "has no snapshot 'never'"),
        (["sandbox", "snapshot", "--label", "../x"], "a label is 1 to 63 of a-z, 0-9 and -"),
        (["sandbox", "fork", "nobody"], "there is no sandbox 'nobody'"),
        (["sandbox", "import", __file__], "this is not a SQLite file"),
        (["sandbox", "delete", "../../etc"], ""),
    ],
)
def test_a_mistake_ends_with_a_message_and_a_failure(
    run: Runner, words: list[str], message: str
) -> None:
    result = run.raw(*words)

    assert result.exit_code != 0
    assert message in result.output
    assert "Traceback" not in result.output


def test_without_a_server_the_message_says_how_to_start_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOCKSERVER_URL", "http://127.0.0.1:9")

    result = CliRunner().invoke(main, ["sandbox", "list"])

    assert result.exit_code == 1
    assert "start one with `mockserver serve`" in result.output


def test_something_else_at_that_address_is_recognised(
    run: Runner, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOCKSERVER_URL", f"{url}/candis")

    result = run.raw("sandbox", "list")

    assert result.exit_code == 1
    assert "is that a mockserver?" in result.output


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        result = CliRunner().invoke(main, ["serve", "--port", port])

    assert result.exit_code == 1
    assert f"cannot listen on 127.0.0.1:{port}" in result.output
    assert "--port 0 takes a free port" in result.output


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")

    result = CliRunner().invoke(main, ["serve", "--data-dir", str(blocker / "data")])

    assert result.exit_code == 1
    assert "cannot open the sandboxes" in result.output


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["serve"],
        ["sandbox"],
        ["sandbox", "new"],
        ["sandbox", "list"],
        ["sandbox", "show"],
        ["sandbox", "reset"],
        ["sandbox", "delete"],
        ["clock"],
        ["clock", "show"],
        ["clock", "advance"],
        ["clock", "set"],
        ["clock", "rate"],
        ["journal"],
        ["shortcut"],
        ["settings"],
        ["openapi"],
        ["env"],
    ],
)
def test_every_verb_has_help(words: list[str]) -> None:
    result = CliRunner().invoke(main, [*words, "--help"])

    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")


def test_the_contract_suite_of_a_provider_runs_from_the_command_line() -> None:
    command = [sys.executable, "-m", "mockserver", "contract", "--provider", "feedback-house"]

    ran = subprocess.run(
        [*command, "-q", "-k", "printed", "-p", "no:cacheprovider"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout
    assert " passed" in ran.stdout


def test_a_provider_without_contract_tests_is_named() -> None:
    result = CliRunner().invoke(main, ["contract", "--provider", "nobody"])

    assert result.exit_code == 1
    assert "there are no contract tests of 'nobody'" in result.output
