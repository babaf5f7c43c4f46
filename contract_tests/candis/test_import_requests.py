"""What the imports refuse before anything is imported: bodies, types, methods, paths."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.candis import imports
from contract_tests.candis.imports import ACCOUNTS, COST_CENTERS
from contract_tests.support.answers import expect
from contract_tests.targets import Target

STRUCTURE = "which of 400 and a FAILED event a structural violation gets is not published"
ROUTES = "no operation lists 404 or 405 for a path or method that does not exist"

NOT_JSON = {
    "empty": b"",
    "cut off": b'[{"accountCode":',
    "words": b"hello",
    "not utf-8": b"\xff\xfe\x00",
    "form": b"accountCode=4400",
}
NOT_AN_ARRAY = {
    "object": b"{}",
    "record": b'{"accountCode": "4400", "name": "Revenue"}',
    "wrapped": b'{"glAccounts": []}',
    "text": b'"4400"',
    "number": b"4400",
    "null": b"null",
}
EITHER_METHOD = pytest.mark.parametrize("method", ["POST", "PUT"])
EITHER_KIND = pytest.mark.parametrize("kind", [ACCOUNTS, COST_CENTERS])


def send(target: Target, method: str, kind: str, body: bytes) -> Any:
    """Send bytes that claim to be JSON."""
    headers = {"Content-Type": "application/json"}
    return target.session.request(method, imports.path(target, kind), data=body, headers=headers)


@EITHER_METHOD
@EITHER_KIND
@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
@pytest.mark.writes
@pytest.mark.assumed("that it is 400 is specified; the code BAD_REQUEST for it is not")
def test_a_body_that_is_not_json_is_a_bad_request(
    target: Target, method: str, kind: str, body: bytes
) -> None:
    response = send(target, method, kind, body)

    assert imports.refusal(response, 400)["errorCode"] == "BAD_REQUEST"


@EITHER_METHOD
@EITHER_KIND
@pytest.mark.parametrize("body", NOT_AN_ARRAY.values(), ids=NOT_AN_ARRAY)
@pytest.mark.writes
@pytest.mark.assumed("that it is 400 is specified; the code BAD_REQUEST for it is not")
def test_a_body_that_is_not_an_array_is_a_bad_request(
    target: Target, method: str, kind: str, body: bytes
) -> None:
    response = send(target, method, kind, body)

    assert imports.refusal(response, 400)["errorCode"] == "BAD_REQUEST"


@EITHER_METHOD
@EITHER_KIND
@pytest.mark.writes
@pytest.mark.spec("the body of an import is an array; response 400")
def test_a_body_that_is_not_an_array_is_refused(target: Target, method: str, kind: str) -> None:
    response = send(target, method, kind, b"{}")

    assert imports.refusal(response, 400)["errorCode"] in ("BAD_REQUEST", "BAD_INPUT")


@EITHER_METHOD
@pytest.mark.writes
@pytest.mark.spec("the items of an import are objects; response 400")
@pytest.mark.parametrize("record", [b'["4400"]', b"[null]", b"[[]]", b"[1]"])
def test_a_record_that_is_not_an_object_is_refused(
    target: Target, method: str, record: bytes
) -> None:
    response = send(target, method, ACCOUNTS, record)

    assert imports.refusal(response, 400)["errorCode"] in ("BAD_REQUEST", "BAD_INPUT")


@EITHER_METHOD
@EITHER_KIND
@pytest.mark.writes
@pytest.mark.spec("the items of an import are objects; response 400")
def test_a_body_nested_too_deeply_is_refused(target: Target, method: str, kind: str) -> None:
    response = send(target, method, kind, b"[" * 20_000 + b"]" * 20_000)

    assert imports.refusal(response, 400)["errorCode"] in ("BAD_REQUEST", "BAD_INPUT")


@pytest.mark.writes
@pytest.mark.assumed(STRUCTURE)
@pytest.mark.parametrize(
    ("method", "kind", "record", "named"),
    [
        ("POST", ACCOUNTS, {"name": "Revenue"}, "accountCode"),
        ("POST", ACCOUNTS, {"accountCode": "4400"}, "name"),
        ("POST", ACCOUNTS, {"accountCode": 4400, "name": "Revenue"}, "accountCode"),
        ("POST", ACCOUNTS, {"accountCode": "", "name": "Revenue"}, "accountCode"),
        ("POST", ACCOUNTS, {"accountCode": "4400", "name": None}, "name"),
        ("PUT", ACCOUNTS, {"name": "Revenue"}, "accountCode"),
        ("PUT", ACCOUNTS, {"accountCode": None, "name": "Revenue"}, "accountCode"),
        ("PUT", ACCOUNTS, {"accountCode": "4400", "isArchived": "yes"}, "isArchived"),
        ("POST", COST_CENTERS, {"name": "Marketing", "type": "COST_CENTER"}, "code"),
        ("POST", COST_CENTERS, {"code": "ABC-000", "type": "COST_CENTER"}, "name"),
        ("POST", COST_CENTERS, {"code": "ABC-000", "name": "Marketing"}, "type"),
        ("PUT", COST_CENTERS, {"type": "COST_CENTER", "name": "Marketing"}, "code"),
        ("PUT", COST_CENTERS, {"code": "ABC-000", "name": "Marketing"}, "type"),
        ("PUT", COST_CENTERS, {"code": "A", "type": "COST_CENTER", "name": 1}, "name"),
    ],
)
def test_a_record_outside_the_schema_is_named_with_its_index_and_property(
    target: Target, method: str, kind: str, record: dict[str, object], named: str
) -> None:
    response = target.session.request(method, imports.path(target, kind), json=[record])

    refused = imports.refusal(response, 400)
    assert refused["errorCode"] == "BAD_INPUT"
    assert [(e["index"], e["property"]) for e in refused["errors"]] == [("0", named)]
    assert [text for e in refused["errors"] for text in e["messages"]]


@pytest.mark.writes
@pytest.mark.assumed(STRUCTURE)
def test_a_bad_record_keeps_the_good_ones_from_being_imported(target: Target) -> None:
    code = target.unique("gla")
    good = {"accountCode": code, "name": "Revenue"}
    refused = imports.create(target, ACCOUNTS, [good, {"name": "No code"}])

    events = imports.created(target, ACCOUNTS, good)

    assert [e["index"] for e in imports.refusal(refused, 400)["errors"]] == ["1"]
    assert events == [{"id": code, "status": "IMPORTED", "operation": "CREATE"}]


@pytest.mark.writes
@pytest.mark.assumed("no operation lists 415")
@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", None]
)
def test_a_body_of_another_content_type_is_a_bad_request(
    target: Target, content_type: str | None
) -> None:
    response = target.session.post(
        imports.path(target, ACCOUNTS), data=b"[]", headers={"Content-Type": content_type}
    )

    assert imports.refusal(response, 400)["errorCode"] == "BAD_REQUEST"


@pytest.mark.writes
@pytest.mark.assumed("a parameter of the content type is not forbidden")
def test_a_charset_in_the_content_type_does_no_harm(target: Target) -> None:
    response = target.session.post(
        imports.path(target, ACCOUNTS),
        data=b"[]",
        headers={"Content-Type": "application/json; charset=utf-8"},
    )

    assert list(expect(response, 202)) == ["processId"]


@pytest.mark.writes
@pytest.mark.assumed(ROUTES)
@pytest.mark.parametrize(
    ("method", "tail"),
    [
        ("DELETE", ACCOUNTS),
        ("PATCH", COST_CENTERS),
        ("POST", "gl-accounts"),
        ("POST", f"{ACCOUNTS}/4400"),
        ("GET", f"{ACCOUNTS}/4400"),
    ],
)
def test_a_method_or_path_that_does_not_exist_is_not_found(
    target: Target, method: str, tail: str
) -> None:
    response = target.session.request(method, imports.path(target, tail), json=[])

    assert imports.refusal(response, 404)["errorCode"] == "NOT_FOUND"


@pytest.mark.assumed("requestId is optional in the envelope; it is taken to be always there")
def test_a_refusal_carries_a_request_id_of_its_own(target: Target) -> None:
    first = expect(imports.log(target, "nobody"), 400, 404)
    second = expect(imports.log(target, "nobody"), 400, 404)

    assert isinstance(first["requestId"], str)
    assert first["requestId"] != second["requestId"]
