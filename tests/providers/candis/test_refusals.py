"""Bodies that are refused as a whole, and in which words."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from mockserver.providers.candis import errors
from mockserver.web.problem import Problem
from tests.providers.candis.conftest import Candis

ACCOUNTS = "general-ledger-accounts"
DIMENSIONS = "cost-centers"
CODE = ["accountCode should not be empty", "accountCode must be a string"]
NAME = ["name should not be empty", "name must be a string"]
FLAG = ["isArchived must be a boolean value"]
TYPES = "type must be one of the following values: COST_CENTER, COST_OBJECT, CUSTOM_COST_DIMENSION"


def raw(candis: Candis, body: bytes, media_type: str = "application/json") -> requests.Response:
    return candis.request(
        "POST", f"/imports/{ACCOUNTS}", data=body, headers={"Content-Type": media_type}
    )


def complaints(response: requests.Response) -> list[Any]:
    assert response.status_code == 400, response.text
    assert response.json()["errorCode"] == "BAD_INPUT"
    return response.json()["errors"]


@pytest.mark.parametrize(
    ("method", "record", "found"),
    [
        ("POST", {"name": "n"}, [("accountCode", CODE)]),
        ("POST", {"accountCode": None, "name": "n"}, [("accountCode", CODE)]),
        ("POST", {"accountCode": "", "name": "n"}, [("accountCode", CODE[:1])]),
        ("POST", {"accountCode": 4400, "name": "n"}, [("accountCode", CODE[1:])]),
        ("POST", {"accountCode": ["4400"], "name": "n"}, [("accountCode", CODE[1:])]),
        ("POST", {"accountCode": "4400"}, [("name", NAME)]),
        ("POST", {"accountCode": "4400", "name": None}, [("name", NAME)]),
        ("POST", {"accountCode": "4400", "name": True}, [("name", NAME[1:])]),
        ("POST", {}, [("accountCode", CODE), ("name", NAME)]),
        ("PUT", {"name": "n"}, [("accountCode", CODE)]),
        ("PUT", {"accountCode": "1", "name": {}}, [("name", NAME[1:])]),
        ("PUT", {"accountCode": "1", "isArchived": "true"}, [("isArchived", FLAG)]),
        ("PUT", {"accountCode": "1", "isArchived": 1}, [("isArchived", FLAG)]),
        ("PUT", {"accountCode": "1", "isArchived": None}, [("isArchived", FLAG)]),
    ],
)
def test_a_bad_account_is_refused_with_its_index_and_property(
    candis: Candis, method: str, record: dict[str, Any], found: list[tuple[str, list[str]]]
) -> None:
    response = candis.send(method, ACCOUNTS, [{"accountCode": "1", "name": "good"}, record])

    assert complaints(response) == [
        {"index": "1", "property": name, "messages": messages} for name, messages in found
    ]


@pytest.mark.parametrize(
    ("type_", "messages"),
    [
        ("COST_CENTRE", [TYPES]),
        ("cost_center", [TYPES]),
        (7, [TYPES]),
        (["COST_CENTER"], [TYPES]),
        ("", [TYPES]),
        (None, ["type should not be empty", TYPES]),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_dimension_of_no_known_type_is_refused(
    candis: Candis, method: str, type_: Any, messages: list[str]
) -> None:
    response = candis.send(method, DIMENSIONS, [{"code": "1", "name": "n", "type": type_}])

    assert complaints(response) == [{"index": "0", "property": "type", "messages": messages}]


@pytest.mark.parametrize("record", [None, 7, "4400", [], True])
def test_a_record_that_is_no_object_is_refused(candis: Candis, record: Any) -> None:
    response = candis.send("POST", ACCOUNTS, [record])

    assert complaints(response) == [
        {"index": "0", "property": "", "messages": ["each value must be an object"]}
    ]


def test_every_bad_record_is_named(candis: Candis) -> None:
    response = candis.send("POST", ACCOUNTS, [{"name": "a"}, {"accountCode": "1", "name": "b"}, 3])

    assert [complaint["index"] for complaint in complaints(response)] == ["0", "2"]


def test_one_bad_record_keeps_the_whole_batch_out(candis: Candis) -> None:
    candis.send("POST", ACCOUNTS, [{"accountCode": "4400", "name": "good"}, {}])

    assert candis.clock.run_until_idle() == []
    assert candis.outcomes("PUT", ACCOUNTS, [{"accountCode": "4400", "name": "x"}]) == [
        ("4400", "FAILED", ["ACCOUNT_CODE_NOT_EXISTING"])
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[",
        b'[{"accountCode":"1","name":"n"}',
        b"{}",
        b'{"glAccounts":[]}',
        b"null",
        b"7",
        b'"[]"',
        b"\xff\xfe[\x00]\x00",
        b'[{"accountCode":"\xff","name":"n"}]',
        b'[{"accountCode":"\\ud800","name":"n"}]',
        b'[{"accountCode":"1","name":"n","x":NaN}]',
        b'[{"accountCode":"1","name":"n","x":1e999}]',
        b'[{"accountCode":"1","name":"n","x":' + b"9" * 5000 + b"}]",
        b"[" * 100_000,
        b"[" * 1000 + b"]" * 1000,
    ],
    ids=range(16),
)
def test_what_is_no_json_array_is_a_bad_request(candis: Candis, body: bytes) -> None:
    response = raw(candis, body)

    assert response.status_code == 400
    assert sorted(response.json()) == ["errorCode", "message", "requestId"]
    assert response.json()["errorCode"] == "BAD_REQUEST"


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"]
)
def test_a_body_that_does_not_call_itself_json_is_a_bad_request(
    candis: Candis, media_type: str
) -> None:
    response = raw(candis, b'[{"accountCode":"4400","name":"n"}]', media_type)

    assert (response.status_code, response.json()["errorCode"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_may_be_announced_with_parameters(candis: Candis, media_type: str) -> None:
    response = raw(candis, b'[{"accountCode":"4400","name":"n"}]', media_type)

    assert response.status_code == 202


@pytest.mark.parametrize(
    "extra",
    [
        b'"x":' + b"9" * 400,
        b'"x":"\\u0000"',
        b'"name":"m","name":"n"',
        b'"":{"":[]}',
        b'"account_code":"2","is_archived":1',
        b'"x":' + b"[" * 150 + b"]" * 150,
    ],
    ids=["huge", "NUL", "repeated", "empty", "our own names", "deep"],
)
def test_strange_properties_are_kept_and_change_nothing(candis: Candis, extra: bytes) -> None:
    response = raw(candis, b'[{"accountCode":"4400","name":"n",' + extra + b"}]")
    candis.clock.run_until_idle()

    log = candis.log(response.json()["processId"])
    assert [(event["id"], event["status"]) for event in log["events"]] == [("4400", "IMPORTED")]
    assert candis.stored("GENERAL_LEDGER_ACCOUNT", "4400")["name"] == "n"


def test_every_refusal_has_a_request_id_of_its_own(candis: Candis) -> None:
    first = candis.send("POST", ACCOUNTS, {}).json()["requestId"]
    second = candis.send("POST", ACCOUNTS, {}).json()["requestId"]

    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-\w{12}", first)
    assert first != second


def test_the_journal_says_why_a_record_was_refused(candis: Candis) -> None:
    candis.send("POST", ACCOUNTS, [{"name": "n"}])

    reason = candis.sandbox.journal.calls()[-1]["reason"]
    assert reason == {
        "rule": "body-shape",
        "detail": "complaints: 1; the first: accountCode should not be empty,"
        " accountCode must be a string",
        "field": "0.accountCode",
        "evidence": "spec",
        "source": "https://developer.candis.io/reference/core-data",
    }


def test_a_body_beyond_all_measure_is_refused(candis: Candis) -> None:
    response = raw(candis, b" " * (100 * 1024 * 1024 + 1))

    assert (response.status_code, response.json()["errorCode"]) == (413, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/imports"),
        ("POST", "/imports/gl-accounts"),
        ("POST", "/imports/general-ledger-accounts/"),
        ("DELETE", "/imports/general-ledger-accounts"),
        ("PATCH", "/imports/cost-centers"),
        ("POST", "/imports/9924bb4a-7ee9-4b6a-ac7b-30fdbe6b0031"),
        ("OPTIONS", "/imports/cost-centers"),
        ("GET", "/imports/a/b"),
        ("GET", ""),
        ("GET", "/../../v1"),
    ],
)
def test_an_unknown_route_or_method_is_not_found(candis: Candis, method: str, path: str) -> None:
    response = candis.request(method, path, json=[])

    assert response.status_code == 404
    assert (response.json()["errorCode"], response.json()["message"]) == ("NOT_FOUND", "Not found")
    assert "Allow" not in response.headers


def test_a_bug_of_the_mock_comes_in_the_envelope_as_well(candis: Candis) -> None:
    inside = candis.sandbox.server.app.sandboxes.get(candis.sandbox.name)
    with inside.transaction():
        inside.connection.execute("DROP TABLE candis_import")

    response = candis.send("POST", ACCOUNTS, [])

    assert response.status_code == 500
    assert sorted(response.json()) == ["errorCode", "message", "requestId"]
    assert response.json()["errorCode"] == "INTERNAL_SERVER_ERROR"
    assert response.headers["Mock-Origin"] == "bug"


@pytest.mark.parametrize(
    ("problem", "status", "code", "message"),
    [
        (Problem(503, "fault"), 503, "SERVICE_UNAVAILABLE", "Service unavailable"),
        (Problem(429, "fault", "slow"), 429, "TOO_MANY_REQUEST", "Too many requests"),
        (Problem(502, "fault"), 502, "INTERNAL_SERVER_ERROR", "Internal server error"),
        (Problem(418, "fault"), 418, "BAD_REQUEST", "Bad request"),
        (Problem(400, "MISSING_REQUESTER_ID"), 400, "MISSING_REQUESTER_ID", "MISSING_REQUESTER_ID"),
        (Problem(404, "FILE_NOT_FOUND", "gone"), 404, "FILE_NOT_FOUND", "gone"),
    ],
)
def test_whatever_is_refused_has_a_code_of_the_reference(
    problem: Problem, status: int, code: str, message: str
) -> None:
    reply = errors.render(problem, SimpleNamespace(trace_id="t", path="/v1/organizations/info"))

    assert reply.status == status
    assert reply.body == {"errorCode": code, "message": message, "requestId": "t"}
