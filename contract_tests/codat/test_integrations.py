"""GET /integrations: what can be connected."""

from __future__ import annotations

import pytest

from contract_tests.codat import companies
from contract_tests.support.answers import expect
from contract_tests.targets import Target

SPEC = "Platform API specification, get-integration"


@pytest.mark.spec(SPEC)
def test_the_sandbox_is_found_by_its_key(target: Target) -> None:
    sandbox = expect(target.session.get("/integrations/mqjo"), 200)

    assert sandbox["key"] == "mqjo"
    assert sandbox["name"] == "Sandbox"
    assert sandbox["sourceType"] == "Accounting"
    assert sandbox["enabled"] is True


@pytest.mark.spec("Platform API specification, list-integrations")
def test_integrations_are_listed_with_their_features(target: Target) -> None:
    page = expect(target.session.get("/integrations", params={"pageSize": 5}), 200)

    assert len(page["results"]) == 5
    assert page["totalResults"] > 5
    assert {"key", "logoUrl", "name", "enabled"} <= set(page["results"][0])


@pytest.mark.documented("documentation: querying integrations by source type")
def test_integrations_are_filtered_by_source_type(target: Target) -> None:
    query = {"query": "sourceType=accounting", "pageSize": "1000"}

    page = expect(target.session.get("/integrations", params=query), 200)

    assert {one["sourceType"] for one in page["results"]} == {"Accounting"}
    assert "mqjo" in {one["key"] for one in page["results"]}


@pytest.mark.assumed("published by a user of the API")
def test_an_unknown_integration_is_not_found(target: Target) -> None:
    refused = companies.refusal(target.session.get("/integrations/zzzz"), 404)

    assert refused["error"] == "No integration was found with key zzzz"
