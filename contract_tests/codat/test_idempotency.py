"""The header Idempotency-Key of POST and PATCH."""

from __future__ import annotations

import uuid

import pytest
from requests import Response

from contract_tests.codat import companies
from contract_tests.support.answers import expect
from contract_tests.targets import Target, Undo

GUIDE = "documentation: idempotency"


@pytest.mark.writes
@pytest.mark.documented(GUIDE)
def test_the_same_key_and_body_get_the_same_answer_and_one_company(target: Target) -> None:
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    body = {"name": target.unique("once")}
    entry = target.created(f"company {body['name']}", companies.found_by_name(body["name"]))
    first = expect(target.session.post("/companies", json=body, headers=headers), 200)
    entry.learned(Undo("DELETE", companies.path(first)))

    again = expect(target.session.post("/companies", json=body, headers=headers), 200)

    assert again == first
    query = {"query": f"name={body['name']}"}
    assert expect(target.session.get("/companies", params=query), 200)["totalResults"] == 1


@pytest.mark.writes
@pytest.mark.documented(GUIDE)
def test_the_same_key_with_another_body_is_refused(target: Target) -> None:
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    company = companies.create(target)
    path = companies.path(company)
    expect(target.session.patch(path, json={"description": "a"}, headers=headers), 200)

    response = target.session.patch(path, json={"description": "b"}, headers=headers)

    companies.refusal(response, 422)
    assert companies.read(target, company)["description"] == "a"


@pytest.mark.writes
@pytest.mark.documented(GUIDE)
def test_another_key_is_another_request(target: Target) -> None:
    body = {"name": target.unique("twice")}
    first = target.created(f"company {body['name']}", companies.found_by_name(body["name"]))
    second = target.created(f"company {body['name']}", companies.found_by_name(body["name"]))

    one = expect(send(target, body), 200)
    first.learned(Undo("DELETE", companies.path(one)))
    two = expect(send(target, body), 200)
    second.learned(Undo("DELETE", companies.path(two)))

    assert one["id"] != two["id"]


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.documented(GUIDE)
def test_after_ninety_minutes_a_key_is_free_again(target: Target) -> None:
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    company = companies.create(target)
    path = companies.path(company)
    expect(target.session.patch(path, json={"description": "a"}, headers=headers), 200)

    target.control("POST", "/clock", {"advance": "PT90M"})

    answer = target.session.patch(path, json={"description": "b"}, headers=headers)
    assert expect(answer, 200)["description"] == "b"


@pytest.mark.writes
@pytest.mark.assumed("what a key that is no GUID answers is not published")
def test_a_key_that_is_no_guid_is_refused(target: Target) -> None:
    response = target.session.post(
        "/companies", json={"name": target.unique("x")}, headers={"Idempotency-Key": "once"}
    )

    companies.refusal(response, 400)


def send(target: Target, body: dict[str, str]) -> Response:
    """POST a company under a key of its own."""
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    return target.session.post("/companies", json=body, headers=headers)
