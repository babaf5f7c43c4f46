"""The mock as a target, against a scripted control API: waiting, failing at once, cleaning up."""

from __future__ import annotations

import json

import pytest

from contract_tests.targets import TestCase
from contract_tests.targets.mock import MockRun
from tests.contract_framework.impostor import JSON, impostor

READER = TestCase("test_reader", writes=False)
SANDBOX = (
    201,
    JSON,
    json.dumps(
        {
            "name": "box-1",
            "providers": {
                "candis": {
                    "base_url": "http://127.0.0.1:9/sandboxes/box-1/candis",
                    "headers": {"Authorization": "Bearer t"},
                    "subject": {"organization_id": "alpha-organization"},
                }
            },
        }
    ),
)


def clock(now: str, *kinds: str) -> tuple[int, dict[str, str], str]:
    ran = [{"id": 1, "kind": kind, "at": now, "outcome": "done"} for kind in kinds]
    return (200, JSON, json.dumps({"now": now, "ran": ran}))


GONE = (204, {}, "")


def test_a_test_gets_a_frozen_sandbox_that_is_deleted_at_the_end() -> None:
    with impostor(SANDBOX, GONE) as server:
        with MockRun(server.url, {}, []).target("candis", READER) as target:
            assert target.subject == {"organization_id": "alpha-organization"}
            assert target.unique("gla") == "ct-mock-1-gla"

        assert [(a["method"], a["path"], a["body"]) for a in server.asked] == [
            ("POST", "/_mock/sandboxes", {"clock": {"rate": 0}}),
            ("DELETE", "/_mock/sandboxes/box-1", None),
        ]


def test_settings_and_faults_of_the_command_line_reach_every_sandbox() -> None:
    with impostor(SANDBOX, (201, JSON, "{}"), GONE) as server:
        run = MockRun(server.url, {"candis.processing_ms": 0}, [{"kind": "status", "value": 500}])
        with run.target("candis", READER):
            pass

        assert server.asked[0]["body"]["settings"] == {"candis.processing_ms": 0}
        assert server.asked[1]["path"] == "/_mock/sandboxes/box-1/faults"
        assert server.asked[1]["body"] == {"provider": "candis", "kind": "status", "value": 500}


def test_a_test_can_get_a_copy_of_a_sandbox_of_the_server() -> None:
    with impostor(SANDBOX, GONE) as server:
        with MockRun(server.url, {}, [], template="mine").target("candis", READER):
            pass

        assert [(a["method"], a["path"]) for a in server.asked] == [
            ("POST", "/_mock/sandboxes/mine/fork"),
            ("DELETE", "/_mock/sandboxes/box-1"),
        ]


def test_waiting_advances_to_the_next_event() -> None:
    states = ["", "PROCESSED"]
    step = clock("2026-01-05T09:00:00.250Z", "candis.import_due")
    with impostor(SANDBOX, step, GONE) as server:
        with MockRun(server.url, {}, []).target("candis", READER) as target:
            assert target.until(lambda: states.pop(0)) == "PROCESSED"

        assert server.asked[1]["path"] == "/_mock/sandboxes/box-1/clock"
        assert server.asked[1]["body"] == {"advance": "next-event"}


def test_waiting_fails_at_once_when_nothing_is_left_to_happen() -> None:
    first = clock("2026-01-05T09:00:00Z", "codat.sync_due")
    nothing = clock("2026-01-05T09:00:00Z")
    with (
        impostor(SANDBOX, first, nothing, GONE) as server,
        MockRun(server.url, {}, []).target("candis", READER) as target,
        pytest.raises(AssertionError) as failure,
    ):
        target.until(lambda: "")

    assert str(failure.value) == (
        "waited in vain: nothing is left to happen in box-1; so far: codat.sync_due (done); "
        "last value: ''"
    )


def test_waiting_ends_when_the_sandboxs_time_is_up() -> None:
    near = clock("2026-01-05T09:00:00Z", "codat.sync_due")
    far = clock("2026-02-05T09:00:00Z", "candis.token_expires")
    with (
        impostor(SANDBOX, near, far, GONE) as server,
        MockRun(server.url, {}, []).target("candis", READER) as target,
        pytest.raises(AssertionError, match="not done within 60"),
    ):
        target.until(lambda: "")


def test_a_server_without_the_provider_is_named() -> None:
    with (
        impostor(SANDBOX, GONE) as server,
        pytest.raises(AssertionError, match="serves no appzen, only: candis"),
        MockRun(server.url, {}, []).target("appzen", READER),
    ):
        pass


def test_a_url_that_is_no_mock_server_is_doubted() -> None:
    page = (200, {"Content-Type": "text/html"}, "<h1>Router</h1>")
    with (
        impostor(page) as server,
        pytest.raises(AssertionError, match=r"expected 200 or 201|expected JSON") as failure,
        MockRun(server.url, {}, []).target("candis", READER),
    ):
        pass

    assert f"is {server.url} the mock server?" in str(failure.value)
