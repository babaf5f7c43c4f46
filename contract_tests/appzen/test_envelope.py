"""What refusals look like, and what every answer carries."""

from __future__ import annotations

import re

import pytest

from contract_tests.appzen.entities import (
    ENTITY,
    ROOT,
    SEARCH,
    UNKNOWN_UUID,
    WRITE_ARTICLE,
    by_uuid,
    draft,
    search,
    send,
)
from contract_tests.support.answers import expect, json_of
from contract_tests.support.samples import sample
from contract_tests.targets import Target

OVERVIEW = "help centre 12844429596691: API Reference Overview"
TEXTS = "the texts are published, that the real API sends them has not been seen"
TIMESTAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0000")


@pytest.mark.documented(WRITE_ARTICLE)
@pytest.mark.parametrize("path", [f"{ROOT}/nowhere", f"{ROOT}/entity/a/b/c", f"{ROOT}/entities"])
def test_an_unknown_url_is_a_clients_mistake_told_in_json(target: Target, path: str) -> None:
    response = target.session.get(path)

    assert 400 <= response.status_code < 500
    assert isinstance(json_of(response), dict)


@pytest.mark.documented(OVERVIEW)
def test_a_refusal_tells_an_error_code(target: Target) -> None:
    answer = expect(by_uuid(target, UNKNOWN_UUID), 404)

    assert re.match(r"Error code : [0-9a-f]{8} - .", answer["message"])


@pytest.mark.assumed(TEXTS)
@pytest.mark.parametrize(
    "path", ["/", f"{ROOT}/nowhere", f"{ENTITY}/{UNKNOWN_UUID}", f"{ENTITY}/external-entity-id/?"]
)
def test_a_refusal_has_exactly_four_members(target: Target, path: str) -> None:
    answer = expect(target.session.get(path), 404)

    assert sorted(answer) == ["error", "message", "status", "timestamp"]
    assert TIMESTAMP.fullmatch(answer["timestamp"])
    assert (answer["status"], answer["error"]) == (404, "Not Found")
    assert answer["message"].endswith(" - The resource you specified cannot be not found")


@pytest.mark.assumed("the error code is taken to be the beginning of the correlation id")
def test_the_error_code_is_the_beginning_of_the_correlation_id(target: Target) -> None:
    response = by_uuid(target, UNKNOWN_UUID)

    code = response.headers["x-correlation-id"][:8]
    assert expect(response, 404)["message"].startswith(f"Error code : {code} - ")


@pytest.mark.documented(OVERVIEW)
def test_a_successful_answer_carries_a_correlation_id(target: Target) -> None:
    response = search(target)

    expect(response, 200)
    assert response.headers["x-correlation-id"]


@pytest.mark.documented(OVERVIEW)
def test_a_refusal_carries_a_correlation_id(target: Target) -> None:
    response = by_uuid(target, UNKNOWN_UUID)

    expect(response, 404)
    assert response.headers["x-correlation-id"]


@pytest.mark.documented(OVERVIEW)
def test_two_answers_have_different_correlation_ids(target: Target) -> None:
    first, second = by_uuid(target, UNKNOWN_UUID), by_uuid(target, UNKNOWN_UUID)

    assert first.headers["x-correlation-id"] != second.headers["x-correlation-id"]


@pytest.mark.writes
@pytest.mark.documented(OVERVIEW + ": 400 for a malformed request")
def test_a_body_that_is_no_json_is_a_bad_request(target: Target) -> None:
    response = target.session.post(ENTITY, data="{ {", headers={"Content-Type": "application/json"})

    expect(response, 400)


@pytest.mark.writes
@pytest.mark.assumed("anything but one JSON object is taken to be malformed")
@pytest.mark.parametrize("path", [ENTITY, SEARCH])
@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"[{}]", b'"text"', b"1", b"a=b", b'{"a":NaN}', b"\xff", b'"\\ud800"'],
    ids=repr,
)
def test_a_body_that_is_no_json_object_is_a_bad_request(
    target: Target, path: str, body: bytes
) -> None:
    response = target.session.post(path, data=body, headers={"Content-Type": "application/json"})

    answer = expect(response, 400)
    assert answer["message"].endswith(" - Invalid request, please fix and resend")


@pytest.mark.writes
@pytest.mark.assumed("no page lists other methods; they are taken to be refused with 405")
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ENTITY),
        ("PUT", ENTITY),
        ("DELETE", f"{ENTITY}/{UNKNOWN_UUID}"),
        ("PATCH", f"{ENTITY}/{UNKNOWN_UUID}"),
        ("PUT", SEARCH),
    ],
)
def test_a_method_that_does_not_exist_is_refused(target: Target, method: str, path: str) -> None:
    answer = expect(target.session.request(method, path, json={}), 405)

    assert answer["error"] == "Method Not Allowed"


@pytest.mark.writes
@pytest.mark.assumed("slashes too many are taken to be tolerated; a known client sends them")
def test_slashes_too_many_are_tolerated(target: Target) -> None:
    entity = draft(target)
    send(target, entity)

    path = f"/{ROOT}//entity/external-entity-id//{entity['entity_id']}/"
    response = target.session.get(path, allow_redirects=False)

    assert expect(response, 200)["entity_id"] == entity["entity_id"]


@pytest.mark.needs("disposable")
@pytest.mark.documented(WRITE_ARTICLE)
def test_the_printed_failure_is_answered_as_printed(target: Target) -> None:
    printed = sample("appzen", "unknown-url")

    response = printed.send(target.session)

    printed.assert_answered_as_printed(response)
