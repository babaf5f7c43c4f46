"""Breaking things on purpose, as a tester meets it in process."""

from typing import Any

import pytest
import requests

from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import URL


def fault(sandbox: MockSandbox, **wanted: Any) -> dict[str, Any]:
    path = f"/sandboxes/{sandbox.name}/faults"
    added: dict[str, Any] = sandbox.server.steer("POST", path, {"provider": "toy", **wanted})
    return added


def statuses(
    sandbox: MockSandbox, times: int, method: str = "GET", path: str = "/notes"
) -> list[int]:
    return [sandbox.toy.request(method, path).status_code for _ in range(times)]


def test_a_status_is_answered_in_the_providers_envelope(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="status", value=503)

    answer = toy_sandbox.toy.request("GET", "/notes")

    assert answer.status_code == 503
    assert answer.json()["toy_error"] == "fault"
    assert answer.headers["Mock-Origin"] == "fault"
    assert toy_sandbox.journal.calls(origin="fault")[0]["reason"]["detail"] == "status #1"


def test_a_status_may_bring_its_own_code(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="status", value={"status": 402, "code": "broke"})

    answer = toy_sandbox.toy.request("GET", "/notes")

    assert (answer.status_code, answer.json()["toy_error"]) == (402, "broke")


def test_a_refused_request_changes_nothing(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="status", value=500, count=1)

    toy_sandbox.toy.request("POST", "/notes", json={"text": "lost"})

    assert len(toy_sandbox.toy.request("GET", "/notes").json()) == 1


def test_exactly_the_third_call_fails(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="status", value=500, skip=2, count=1)

    assert statuses(toy_sandbox, 5) == [200, 200, 500, 200, 200]


@pytest.mark.parametrize(
    ("where", "hit"),
    [
        ({"operation": "listNotes"}, [500, 404, 200]),
        ({"operation": "getNote"}, [200, 500, 200]),
        ({"path": "/notes/*"}, [200, 500, 200]),
        ({"path": "/notes*"}, [500, 500, 200]),
        ({"method": "put"}, [200, 404, 500]),
        ({"method": "GET", "path": "/notes"}, [500, 404, 200]),
        ({"path": "/nowhere"}, [200, 404, 200]),
    ],
)
def test_a_fault_hits_only_what_it_names(
    toy_sandbox: MockSandbox, where: dict[str, str], hit: list[int]
) -> None:
    fault(toy_sandbox, kind="status", value=500, **where)

    listed = toy_sandbox.toy.request("GET", "/notes").status_code
    one = toy_sandbox.toy.request("GET", "/notes/n1").status_code
    put = toy_sandbox.toy.request("PUT", "/files/a", data=b"x").status_code

    assert [listed, one, 200 if put == 201 else put] == hit


def test_a_fault_of_another_sandbox_hits_nobody_here(
    toy_server: MockServer, toy_sandbox: MockSandbox
) -> None:
    other = toy_server.sandbox()
    fault(other, kind="status", value=500)

    assert statuses(toy_sandbox, 1) == [200]
    other.delete()


def test_chance_is_seeded(toy_server: MockServer) -> None:
    outcomes = []
    for _ in range(2):
        sandbox = toy_server.sandbox(random_seed=3)
        fault(sandbox, kind="status", value=500, probability=0.5)
        outcomes.append(statuses(sandbox, 40))
        sandbox.delete()

    assert outcomes[0] == outcomes[1]
    assert 8 < outcomes[0].count(500) < 32


def test_a_probability_of_zero_never_hits(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="status", value=500, probability=0)

    assert statuses(toy_sandbox, 20).count(500) == 0


def test_a_rate_limit_says_when_to_come_back(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="rate-limit", value=7)

    answer = toy_sandbox.toy.request("GET", "/notes")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")


def test_an_expired_token_is_refused_as_an_unknown_one(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="expire-token", count=1)

    assert statuses(toy_sandbox, 2) == [401, 200]
    assert toy_sandbox.journal.calls(status=401)[0]["origin"] == "fault"


def test_latency_holds_the_request_and_then_answers_it(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="latency", value=5, count=1)

    answer = toy_sandbox.toy.request("POST", "/notes", json={"text": "late"})

    assert answer.status_code == 201
    assert answer.headers["Mock-Origin"] == "fault"
    assert toy_sandbox.journal.calls()[0]["reason"]["detail"] == "latency #1"


def test_latency_and_a_status_may_hit_together(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="latency", value=1, count=1)
    fault(toy_sandbox, kind="status", value=500, count=1)

    assert statuses(toy_sandbox, 2) == [500, 200]


def test_a_reset_connection_breaks_the_client_though_the_work_was_done(
    toy_sandbox: MockSandbox,
) -> None:
    fault(toy_sandbox, kind="reset", count=1)

    with pytest.raises(requests.ConnectionError):
        toy_sandbox.toy.request("POST", "/notes", json={"text": "done"})

    assert [note["text"] for note in toy_sandbox.toy.request("GET", "/notes").json()] == [
        "welcome",
        "done",
    ]


def test_a_cut_body_is_noticed(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="cut", count=1)

    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        toy_sandbox.toy.request("GET", "/notes")


def test_a_garbled_body_has_its_length_and_no_sense(toy_sandbox: MockSandbox) -> None:
    whole = toy_sandbox.toy.request("GET", "/notes").content
    fault(toy_sandbox, kind="garble", count=1)

    garbled = toy_sandbox.toy.request("GET", "/notes").content

    assert len(garbled) == len(whole)
    assert garbled != whole


def test_a_slow_body_arrives_whole(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="slow-body", value=5, count=1)

    assert statuses(toy_sandbox, 1) == [200]


def test_faults_are_listed_with_their_hits_and_taken_back(toy_sandbox: MockSandbox) -> None:
    path = f"/sandboxes/{toy_sandbox.name}/faults"
    first = fault(toy_sandbox, kind="status", value=500, skip=1, count=1, method="get")
    second = fault(toy_sandbox, kind="status", value=501, path="/nowhere")
    statuses(toy_sandbox, 3)

    listed = toy_sandbox.server.steer("GET", path)
    toy_sandbox.server.steer("DELETE", f"{path}/{first['id']}")
    left = [one["id"] for one in toy_sandbox.server.steer("GET", path)]
    toy_sandbox.server.steer("DELETE", path)

    assert [(one["seen"], one["hits"]) for one in listed] == [(3, 1), (0, 0)]
    assert listed[0] | {"seen": 0, "hits": 0} == {
        "id": 1,
        "provider": "toy",
        "operation": None,
        "path": None,
        "method": "GET",
        "kind": "status",
        "value": 500,
        "skip": 1,
        "count": 1,
        "probability": 1.0,
        "seen": 0,
        "hits": 0,
    }
    assert left == [second["id"]]
    assert toy_sandbox.server.steer("GET", path) == []


def test_a_reset_of_the_sandbox_takes_its_faults_back(toy_sandbox: MockSandbox) -> None:
    fault(toy_sandbox, kind="status", value=500)

    toy_sandbox.reset()

    assert statuses(toy_sandbox, 1) == [200]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({}, "provider"),
        ({"provider": "toy"}, "kind"),
        ({"provider": "nobody", "kind": "reset"}, ""),
        ({"provider": "toy", "kind": "explode"}, "kind"),
        ({"provider": "toy", "kind": "status"}, "value"),
        ({"provider": "toy", "kind": "status", "value": 200}, "value"),
        ({"provider": "toy", "kind": "status", "value": "500"}, "value"),
        ({"provider": "toy", "kind": "status", "value": True}, "value"),
        ({"provider": "toy", "kind": "status", "value": {"status": 500, "x": 1}}, "value"),
        ({"provider": "toy", "kind": "status", "value": {"status": 500, "code": 1}}, "value"),
        ({"provider": "toy", "kind": "latency", "value": -1}, "value"),
        ({"provider": "toy", "kind": "latency", "value": 10**9}, "value"),
        ({"provider": "toy", "kind": "reset", "value": 1}, "value"),
        ({"provider": "toy", "kind": "reset", "operation": "nothing"}, "operation"),
        ({"provider": "toy", "kind": "reset", "skip": -1}, "skip"),
        ({"provider": "toy", "kind": "reset", "count": 0}, "count"),
        ({"provider": "toy", "kind": "reset", "probability": 2}, "probability"),
        ({"provider": "toy", "kind": "reset", "colour": "red"}, "colour"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(
    toy_sandbox: MockSandbox, wanted: dict[str, Any], field: str
) -> None:
    answer = toy_sandbox.server.control.post(
        f"{URL}/_mock/sandboxes/{toy_sandbox.name}/faults", json=wanted
    )

    assert answer.status_code in (404, 422)
    assert answer.json()["error"].get("field", "") == field
    assert toy_sandbox.server.steer("GET", f"/sandboxes/{toy_sandbox.name}/faults") == []


def test_an_unknown_fault_cannot_be_taken_back(toy_sandbox: MockSandbox) -> None:
    answer = toy_sandbox.server.control.delete(
        f"{URL}/_mock/sandboxes/{toy_sandbox.name}/faults/{'9' * 30}"
    )

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "unknown-fault"
