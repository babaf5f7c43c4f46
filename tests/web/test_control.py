"""The control API, as a tester meets it."""

from typing import Any

import pytest

from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import URL
from tests.web.steering import refused


def test_health_tells_the_version(toy_server: MockServer) -> None:
    health = toy_server.steer("GET", "/health")

    assert health["status"] == "ok"
    assert set(health) == {"status", "version", "uptime_s"}


def test_providers_are_counted_by_their_evidence(toy_server: MockServer) -> None:
    assert toy_server.steer("GET", "/providers") == [
        {
            "name": "toy",
            "title": "Toy",
            "prefix": "/toy",
            "hosts": ["api.toy.example", "files.toy.example"],
            "operations": {"documented": 4, "spec": 0, "assumed": 1},
        }
    ]


def test_fidelity_lists_every_operation_and_setting_with_its_source(
    toy_server: MockServer,
) -> None:
    found = toy_server.steer("GET", "/fidelity", provider="toy")["toy"]

    assert found["operations"][1] == {
        "operation": "listNotes",
        "method": "GET",
        "path": "/notes",
        "evidence": "assumed",
        "source": "toy §2",
    }
    assert [setting["name"] for setting in found["settings"]] == [
        "toy.read_ms",
        "toy.calls_per_minute",
        "toy.hook_url",
        "toy.mood",
    ]


def test_a_sandbox_tells_how_to_reach_each_provider(toy_server: MockServer) -> None:
    sandbox = toy_server.steer(
        "POST",
        "/sandboxes",
        {"name": "my-test", "random_seed": 3, "clock": {"now": "2026-01-05T09:00:00Z", "rate": 0}},
    )
    token = sandbox["providers"]["toy"]["credentials"]["token"]
    toy_server.steer("DELETE", "/sandboxes/my-test")

    assert token.startswith("mock_my-test_")
    assert sandbox == {
        "name": "my-test",
        "seed": "demo",
        "random_seed": 3,
        "ttl_s": None,
        "clock": {"now": "2026-01-05T09:00:00Z", "rate": 0},
        "providers": {
            "toy": {
                "base_url": f"{URL}/sandboxes/my-test/toy",
                "headers": {"Authorization": f"Bearer {token}"},
                "credentials": {"token": token},
                "subject": {"account": "a1"},
            }
        },
        "console_url": f"{URL}/_mock/console/my-test",
    }


def test_the_default_sandbox_is_there_from_the_start(toy_server: MockServer) -> None:
    default = toy_server.steer("GET", "/sandboxes/default")

    assert default["providers"]["toy"]["base_url"] == f"{URL}/toy"
    assert "default" in [one["name"] for one in toy_server.steer("GET", "/sandboxes")]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"name": "Not A Name"}, 422, "name"),
        ({"name": 7}, 422, "name"),
        ({"name": "default"}, 409, "name"),
        ({"seed": "moon"}, 422, "seed"),
        ({"clock": {"rate": -1}}, 422, "clock.rate"),
        ({"clock": {"rate": "1"}}, 422, "clock.rate"),
        ({"clock": {"now": "soon"}}, 422, "clock.now"),
        ({"clock": {"zone": "UTC"}}, 422, "clock.zone"),
        ({"settings": {"toy.unknown": 1}}, 422, "toy.unknown"),
        ({"settings": {"toy.mood": "sad"}}, 422, "toy.mood"),
        ({"ttl_s": 0}, 422, "ttl_s"),
        ({"random_seed": 2**64}, 422, "random_seed"),
        ({"colour": "red"}, 422, "colour"),
    ],
)
def test_a_sandbox_that_cannot_be_made_is_refused_by_the_field(
    toy_server: MockServer, body: Any, status: int, field: str
) -> None:
    before = len(toy_server.steer("GET", "/sandboxes"))

    assert refused(toy_server, "POST", "/sandboxes", body)[0] == status
    assert refused(toy_server, "POST", "/sandboxes", body)[1]["field"] == field
    assert len(toy_server.steer("GET", "/sandboxes")) == before


@pytest.mark.parametrize("body", [b"{", b"[]", b"7", b"\xff", b"[" * 1000, b'{"a":NaN}'])
def test_a_body_that_is_no_object_is_refused(toy_server: MockServer, body: bytes) -> None:
    answer = toy_server.control.post(f"{URL}/_mock/sandboxes", data=body)

    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sandboxes/nobody"),
        ("DELETE", "/sandboxes/nobody"),
        ("POST", "/sandboxes/nobody/reset"),
        ("GET", "/sandboxes/nobody/clock"),
        ("POST", "/sandboxes/nobody/clock"),
        ("GET", "/sandboxes/nobody/events"),
        ("GET", "/sandboxes/nobody/journal"),
        ("GET", "/sandboxes/nobody/settings"),
        ("PATCH", "/sandboxes/..%2f..%2fetc/settings"),
    ],
)
def test_an_unknown_sandbox_is_a_404_that_tells_what_to_do(
    toy_server: MockServer, method: str, path: str
) -> None:
    status, error = refused(toy_server, method, path)

    assert status == 404
    assert error["message"]


def test_an_unknown_call_points_to_the_list_of_calls(toy_server: MockServer) -> None:
    status, error = refused(toy_server, "GET", "/sandbox")

    assert (status, error["code"]) == (404, "not-found")
    assert error["hint"] == "docs/control-api.md lists the calls"


def test_reset_brings_the_world_back_to_its_seed(toy_sandbox: MockSandbox) -> None:
    toy_sandbox.toy.request("POST", "/notes", json={"text": "a"})
    toy_sandbox.clock.advance("5m")

    toy_sandbox.reset()

    assert len(toy_sandbox.toy.request("GET", "/notes").json()) == 1
    assert toy_sandbox.clock.now == "2026-01-01T12:00:00Z"
    assert [call["id"] for call in toy_sandbox.journal.calls()] == [1]


def test_settings_are_listed_with_their_evidence(toy_sandbox: MockSandbox) -> None:
    found = toy_sandbox.server.steer("GET", f"/sandboxes/{toy_sandbox.name}/settings")

    assert found["toy.read_ms"] == {
        "value": 1000,
        "default": 1000,
        "unit": "ms",
        "choices": [],
        "evidence": "assumed",
        "doc": "How long until a note is read.",
    }


def test_a_setting_changes_this_world_only_and_null_brings_the_default_back(
    toy_server: MockServer, toy_sandbox: MockSandbox
) -> None:
    other = toy_server.sandbox()
    toy_sandbox.settings["toy.mood"] = "angry"

    moods = [toy_sandbox.settings["toy.mood"], other.settings["toy.mood"]]
    toy_sandbox.settings["toy.mood"] = None

    assert [*moods, toy_sandbox.settings["toy.mood"]] == ["angry", "calm", "calm"]
    other.delete()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"toy.unknown": None}, "toy.unknown"),
        ({"toy.mood": "sad"}, "toy.mood"),
        ({"toy.read_ms": "7"}, "toy.read_ms"),
        ({"toy.read_ms": 7, "toy.mood": 7}, "toy.mood"),
    ],
)
def test_a_bad_change_of_settings_changes_none(
    toy_sandbox: MockSandbox, change: Any, field: str
) -> None:
    path = f"/sandboxes/{toy_sandbox.name}/settings"

    status, error = refused(toy_sandbox.server, "PATCH", path, change)

    assert (status, error["field"]) == (422, field)
    assert toy_sandbox.settings["toy.read_ms"] == 1000


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, [4, 3, 2, 1]),
        ({"limit": 2}, [4, 3]),
        ({"after": 2}, [3, 4]),
        ({"method": "post"}, [2]),
        ({"status": 404}, [4]),
        ({"path": "/no*"}, [4, 3, 2, 1]),
        ({"path": "/nobody"}, [4]),
        ({"provider": "toy", "origin": "provider"}, [4, 3, 2, 1]),
        ({"origin": "quota"}, []),
    ],
)
def test_the_journal_can_be_searched(
    toy_sandbox: MockSandbox, wanted: dict[str, Any], ids: list[int]
) -> None:
    toy_sandbox.toy.request("GET", "/notes")
    toy_sandbox.toy.request("POST", "/notes", json={"text": "a"})
    toy_sandbox.toy.request("GET", "/notes")
    toy_sandbox.toy.request("GET", "/nobody")

    found = toy_sandbox.server.steer("GET", f"/sandboxes/{toy_sandbox.name}/journal", **wanted)

    assert [line["id"] for line in found] == ids


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "status=ok", "after=-1", "colour=red", "limit=99999"]
)
def test_a_bad_search_is_refused(toy_sandbox: MockSandbox, query: str) -> None:
    path = f"/sandboxes/{toy_sandbox.name}/journal?{query}"

    assert refused(toy_sandbox.server, "GET", path)[0] == 400


@pytest.mark.parametrize("entry", ["99", "9" * 40])
def test_an_entry_that_is_not_there_is_a_404(toy_sandbox: MockSandbox, entry: str) -> None:
    path = f"/sandboxes/{toy_sandbox.name}/journal/{entry}"

    assert refused(toy_sandbox.server, "GET", path)[0] == 404


def test_a_provider_may_offer_shortcuts_to_testers(toy_sandbox: MockSandbox) -> None:
    path = f"/sandboxes/{toy_sandbox.name}/providers/toy/notes"

    planted = toy_sandbox.server.steer("POST", f"{path}/n1", {"text": "planted"})

    assert planted == {"id": "n1", "href": f"{toy_sandbox.toy.base_url}/notes/n1"}
    assert toy_sandbox.toy.request("GET", "/notes/n1").json()["text"] == "planted"
    assert [call["path"] for call in toy_sandbox.journal.calls()] == ["/notes/n1"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("toy/notes/taken", {"text": "a"}, 409, "taken"),
        ("toy/notes/n", {}, 422, "invalid-field"),
        ("toy/notes/n", {"text": "a", "more": 1}, 422, "unknown-field"),
        ("toy/nothing", {}, 404, "not-found"),
        ("nobody/notes/n", {}, 404, "not-found"),
    ],
)
def test_a_shortcut_refuses_in_the_shape_of_the_control_api(
    toy_sandbox: MockSandbox, path: str, body: Any, status: int, code: str
) -> None:
    path = f"/sandboxes/{toy_sandbox.name}/providers/{path}"

    answered, error = refused(toy_sandbox.server, "POST", path, body)

    assert (answered, error["code"]) == (status, code)
