"""PUT and PATCH /companies/{companyId}: replace everything, or change some of it."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies
from contract_tests.codat.companies import UNKNOWN_ID
from contract_tests.support.answers import expect
from contract_tests.targets import Target

REPLACE = "Platform API specification, replace-company"
UPDATE = "Platform API specification, update-company"


@pytest.mark.writes
@pytest.mark.spec(REPLACE)
def test_replacing_changes_name_description_and_tags(target: Target) -> None:
    company = companies.create(target, description="old", tags={"a": "b"})
    new = {"name": target.unique("new"), "description": "new", "tags": {"c": "d"}}

    answer = expect(target.session.put(companies.path(company), json=new), 200)

    assert {name: answer[name] for name in new} == new
    assert companies.read(target, company)["name"] == new["name"]


@pytest.mark.writes
@pytest.mark.spec(REPLACE)
def test_replacing_clears_what_is_left_out(target: Target) -> None:
    company = companies.create(target, description="old", tags={"a": "b"})

    body = {"name": company["name"]}
    answer = expect(target.session.put(companies.path(company), json=body), 200)

    assert not answer.get("description")
    assert not answer.get("tags")


@pytest.mark.writes
@pytest.mark.spec(REPLACE)
def test_replacing_needs_a_name(target: Target) -> None:
    company = companies.create(target)

    response = target.session.put(companies.path(company), json={"description": "new"})

    companies.refusal(response, 400)


@pytest.mark.writes
@pytest.mark.spec(UPDATE)
@pytest.mark.parametrize(
    "change",
    [{"name": "ct renamed"}, {"description": "new"}, {"tags": {"c": "d"}}],
    ids=["name", "description", "tags"],
)
def test_changing_one_member_keeps_the_others(target: Target, change: dict[str, Any]) -> None:
    company = companies.create(target, description="old", tags={"a": "b"})

    answer = expect(target.session.patch(companies.path(company), json=change), 200)

    members = ("name", "description", "tags")
    expected = {name: company[name] for name in members} | change
    assert {name: answer[name] for name in members} == expected
    assert {name: companies.read(target, company)[name] for name in members} == expected


@pytest.mark.writes
@pytest.mark.spec(UPDATE)
@pytest.mark.parametrize("change", [{}, {"name": None, "description": None, "tags": None}])
def test_absent_and_null_members_change_nothing(target: Target, change: dict[str, Any]) -> None:
    company = companies.create(target, description="old", tags={"a": "b"})

    answer = expect(target.session.patch(companies.path(company), json=change), 200)

    assert (answer["name"], answer["description"]) == (company["name"], "old")
    assert answer["tags"] == {"a": "b"}


@pytest.mark.writes
@pytest.mark.spec(UPDATE)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_an_unknown_company_cannot_be_changed(target: Target, method: str) -> None:
    response = target.session.request(method, f"/companies/{UNKNOWN_ID}", json={"name": "ct x"})

    refused = companies.refusal(response, 404)

    assert refused["error"] == f"No company was found with ID {UNKNOWN_ID}"
