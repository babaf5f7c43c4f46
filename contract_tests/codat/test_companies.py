"""POST /companies and GET /companies/{companyId}."""

from __future__ import annotations

import re

import pytest

from contract_tests.codat import companies
from contract_tests.codat.companies import UNKNOWN_ID
from contract_tests.support.answers import assert_status, expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target, Undo

SPEC = "Platform API specification, create-company"
TUTORIAL = "tutorial Step 2: Connect"
MANAGING = "documentation: managing companies"


@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_new_company_answers_200_and_has_no_connections(target: Target) -> None:
    name = target.unique("Technicalium")

    company = companies.create(target, name=name)

    assert company["name"] == name
    assert company["dataConnections"] == []
    assert "lastSync" not in company


@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_the_redirect_of_a_company_names_it(target: Target) -> None:
    company = companies.create(target)

    assert company["redirect"].startswith("http")
    assert company["id"] in company["redirect"]


@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_created_is_precise_at_first_and_whole_seconds_later(target: Target) -> None:
    company = companies.create(target)

    later = companies.read(target, company)

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,7}Z", company["created"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", later["created"])
    assert company["created"].startswith(later["created"][:-1])


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(TUTORIAL)
def test_the_tutorials_company_is_created_as_printed(target: Target) -> None:
    example = sample("codat", "create-company-of-2022")
    entry = target.created("the tutorial's company")

    company = example.assert_answered_as_printed(example.send(target.session))

    entry.learned(Undo("DELETE", companies.path(company)))


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(SPEC)
def test_the_specifications_company_is_created_as_printed(target: Target) -> None:
    example = sample("codat", "create-company")
    entry = target.created("the specification's company")

    company = example.assert_answered_as_printed(example.send(target.session))

    entry.learned(Undo("DELETE", companies.path(company)))


@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_description_and_tags_are_kept(target: Target) -> None:
    company = companies.create(target, description="Early access", tags={"region": "us"})

    found = companies.read(target, company)

    assert found["description"] == "Early access"
    assert found["tags"] == {"region": "us"}


@pytest.mark.writes
@pytest.mark.documented(MANAGING)
def test_names_need_not_be_unique(target: Target) -> None:
    name = target.unique("twin")

    first = companies.create(target, name=name)
    second = companies.create(target, name=name)

    assert first["id"] != second["id"]


@pytest.mark.writes
@pytest.mark.documented(MANAGING)
def test_characters_that_are_not_allowed_vanish_from_a_name(target: Target) -> None:
    name = target.unique("Example")

    company = companies.create(target, name=f"{name} (Codat[1])")

    assert company["name"] == f"{name} Codat1"


@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("body", [{}, {"name": ""}], ids=["no name", "an empty name"])
def test_a_company_without_a_name_is_refused(target: Target, body: dict[str, str]) -> None:
    refused = companies.refusal(companies.send(target, **body), 400)

    assert "errors" in refused.get("validation", {"errors": []})


@pytest.mark.writes
@pytest.mark.assumed("that the name may not consist of removed characters only is inferred")
def test_a_company_whose_name_vanishes_is_refused(target: Target) -> None:
    refused = companies.refusal(companies.send(target, name="([{"), 400)

    assert refused["validation"]["errors"][0]["itemId"] == "Name"


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, Company.tags")
@pytest.mark.parametrize(
    "tags",
    [{f"k{n}": "v" for n in range(11)}, {"k" * 28: "v"}, {"k": "v" * 101}],
    ids=["too many", "a long key", "a long value"],
)
def test_tags_beyond_their_limits_are_refused(target: Target, tags: dict[str, str]) -> None:
    companies.refusal(companies.send(target, name=target.unique("tags"), tags=tags), 400)


@pytest.mark.writes
@pytest.mark.assumed("published by a user of the API; the service that says so may differ")
def test_an_unknown_platform_type_is_refused(target: Target) -> None:
    response = companies.send(target, name=target.unique("x"), platformType="zzzz")

    refused = companies.refusal(response, 400)

    assert refused["error"] == "The specified PlatformKey (zzzz) is not valid"


@pytest.mark.writes
@pytest.mark.assumed("that unknown members are ignored is inferred from platformType")
def test_unknown_members_are_ignored(target: Target) -> None:
    assert companies.create(target, colour="red")["name"]


@pytest.mark.writes
@pytest.mark.assumed("the text for a body that is not JSON is the general one of the specification")
@pytest.mark.parametrize("body", ["{", "[]", '"name"', "null"])
def test_a_malformed_body_is_refused(target: Target, body: str) -> None:
    response = target.session.post(
        companies.COMPANIES, data=body, headers={"Content-Type": "application/json"}
    )

    assert companies.refusal(response, 400)["error"] == "Error processing request - not valid."


@pytest.mark.spec("Platform API specification, get-company")
def test_an_unknown_company_is_not_found(target: Target) -> None:
    refused = companies.refusal(target.session.get(f"/companies/{UNKNOWN_ID}"), 404)

    assert refused["error"] == f"No company was found with ID {UNKNOWN_ID}"


@pytest.mark.assumed("what an id that is no UUID answers is not published")
def test_an_id_that_is_no_uuid_is_not_found(target: Target) -> None:
    companies.refusal(target.session.get("/companies/not-a-uuid"), 404)


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, delete-company")
def test_a_deleted_company_is_not_found(target: Target) -> None:
    company = companies.create(target)

    deleted = target.session.delete(companies.path(company))

    assert_status(deleted, 204)
    assert deleted.content == b""
    refused = companies.refusal(target.session.get(companies.path(company)), 404)
    assert refused["error"] == f"No company was found with ID {company['id']}"


@pytest.mark.writes
@pytest.mark.assumed("what a second DELETE answers is not published")
def test_a_company_cannot_be_deleted_twice(target: Target) -> None:
    company = companies.create(target)
    expect_gone = target.session.delete(companies.path(company))

    assert_status(expect_gone, 204)
    companies.refusal(target.session.delete(companies.path(company)), 404)


@pytest.mark.writes
@pytest.mark.assumed("that a trailing slash is accepted is not published")
def test_a_trailing_slash_is_accepted(target: Target) -> None:
    company = companies.create(target)

    assert expect(target.session.get(companies.path(company, "/")), 200)["id"] == company["id"]
