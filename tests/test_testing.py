"""What users' own tests get: fixtures, in-process sessions, a light plugin."""

import subprocess
import sys

import pytest
import requests

from mockserver import testing
from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import URL


def test_the_plugin_imports_no_framework_before_a_test_asks_for_it() -> None:
    script = (
        "import sys, mockserver.testing.plugin\n"
        "print([name for name in ('flask', 'marshmallow', 'sqlite_utils') if name in sys.modules])"
    )

    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert printed == "[]\n"


def test_only_what_is_offered_can_be_imported() -> None:
    assert testing.InProcessAdapter.__name__ == "InProcessAdapter"
    with pytest.raises(AttributeError, match="no attribute 'Nobody'"):
        testing.Nobody  # noqa: B018


def test_a_sandbox_of_a_test_stands_still_and_is_empty_of_calls(mock_sandbox: MockSandbox) -> None:
    before = mock_sandbox.clock.now

    assert mock_sandbox.clock.now == before
    assert mock_sandbox.journal.calls() == []


def test_a_session_answers_for_the_real_host_names(mock_sandbox: MockSandbox) -> None:
    session = mock_sandbox.candis.session()

    answer = session.get("https://api.candis.io/v1/organizations/info")

    assert answer.json()["id"] == mock_sandbox.candis.subject["organization_id"]
    assert mock_sandbox.journal.calls(provider="candis")[0]["status"] == 200


def test_a_sandbox_is_gone_after_its_test(mock_server: MockServer) -> None:
    sandbox = mock_server.sandbox()
    sandbox.delete()

    answer = mock_server.session().get(f"{URL}/_mock/sandboxes/{sandbox.name}")

    assert answer.status_code == 404


def test_a_refused_control_call_fails_the_test_with_its_message(mock_sandbox: MockSandbox) -> None:
    with pytest.raises(AssertionError, match=r"there is no setting 'candis\.nothing'"):
        mock_sandbox.settings["candis.nothing"] = 1


@pytest.mark.parametrize("body", [b"raw", "text", iter([b"two ", b"chunks"]), None])
def test_any_kind_of_body_gets_through(mock_server: MockServer, body: object) -> None:
    session = mock_server.session()

    answer = session.post(f"{URL}/candis/v1/anything", data=body)  # type: ignore[arg-type]

    assert isinstance(answer, requests.Response)
    assert answer.status_code == 401


def test_every_verb_of_the_clock_moves_it(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.clock.to("2099-01-01T00:00:00Z")
    mock_sandbox.clock.advance("PT1H")

    assert mock_sandbox.clock.now == "2099-01-01T01:00:00Z"
    assert mock_sandbox.clock.next_event() == mock_sandbox.clock.run_until_idle() == []


def test_a_reset_forgets_the_calls(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.candis.request("GET", "/v1/organizations/info")

    mock_sandbox.reset()

    assert mock_sandbox.journal.calls() == []
    assert mock_sandbox.candis.request("GET", "/v1/organizations/info").status_code == 200


def test_a_call_can_be_asserted(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.candis.request("GET", "/v1/organizations/info")

    mock_sandbox.journal.assert_called(provider="candis", status=200)
    mock_sandbox.journal.assert_called(times=1, operation="getOrganization")
    with pytest.raises(AssertionError, match=r"(?s)0 of the kept .* GET /v1/organiz"):
        mock_sandbox.journal.assert_called(provider="codat")


def test_faults_snapshots_and_forks_are_at_hand(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.snapshot("clean")
    mock_sandbox.faults.add("candis", "status", value=503, count=1)
    broken = mock_sandbox.candis.request("GET", "/v1/organizations/info").status_code
    hits = [fault["hits"] for fault in mock_sandbox.faults.all()]
    mock_sandbox.faults.clear()
    fork = mock_sandbox.fork()
    forked = fork.candis.request("GET", "/v1/organizations/info").status_code
    fork.delete()
    mock_sandbox.restore("clean")

    assert (broken, hits, forked) == (503, [1], 200)
    assert mock_sandbox.journal.calls() == []


def test_a_failing_test_shows_the_journal_of_its_sandbox(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_something(mock_sandbox):
            mock_sandbox.candis.request("GET", "/v1/nothing")
            assert False
        """
    )

    result = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")

    result.stdout.fnmatch_lines(
        ["*journal of sandbox-*", "*candis GET /v1/nothing -> 404*", "*why:*"]
    )


def test_a_server_process_serves_until_its_block_ends() -> None:
    with testing.ServerProcess("--seed", "empty") as server:
        seed = requests.get(f"{server.url}/_mock/sandboxes/default", timeout=10).json()["seed"]

    assert seed == "empty"
    assert server.process.returncode == 0


def test_a_server_process_that_cannot_start_says_so() -> None:
    with pytest.raises(RuntimeError, match="did not start, it ended with 2"):
        testing.ServerProcess("--seed", "moon", errors=subprocess.DEVNULL)
