"""The account: API keys, allowed origins, access tokens, branding."""

from __future__ import annotations

from base64 import b64encode

import pytest

from contract_tests.codat import companies
from contract_tests.codat.companies import UNKNOWN_ID
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Find, Target, Undo

KEYS = "Platform API specification, create-api-key and delete-api-key"
ORIGINS = "Platform API specification, set-cors-settings"


def basic(key: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(key.encode()).decode()}"}


@pytest.mark.writes
@pytest.mark.spec(KEYS)
def test_a_new_key_opens_the_account_until_it_is_deleted(target: Target) -> None:
    name = target.unique("key")
    find = Find("/apiKeys", "results", "name", [name])
    entry = target.created(f"API key {name}", Undo("DELETE", "/apiKeys/{id}", find=find))
    key = expect(target.session.post("/apiKeys", json={"name": name}), 201)
    entry.learned(Undo("DELETE", f"/apiKeys/{key['id']}"))
    client = target.with_credentials(basic(key["apiKey"]))

    assert_status(client.get("/profile"), 200)
    assert_status(target.session.delete(f"/apiKeys/{key['id']}"), 204)

    assert key["name"] == name
    companies.refusal(client.get("/profile"), 403)


@pytest.mark.spec("Platform API specification, list-api-keys")
def test_keys_are_listed(target: Target) -> None:
    found = expect(target.session.get("/apiKeys"), 200)

    assert {"id", "apiKey", "createdDate"} <= set(found["results"][0])


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, create-api-key, sample of 400")
def test_a_long_name_of_a_key_is_refused(target: Target) -> None:
    response = target.session.post("/apiKeys", json={"name": "x" * 51})

    refused = companies.refusal(response, 400)
    assert refused["error"] == "Max string length (50) for `name` reached."


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("Platform API specification, create-api-key, sample of 409")
def test_there_are_ten_keys_at_most(target: Target) -> None:
    statuses = [target.session.post("/apiKeys", json={}).status_code for _ in range(10)]

    assert statuses == [201] * 9 + [409]


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, delete-api-key")
def test_an_unknown_key_cannot_be_deleted(target: Target) -> None:
    companies.refusal(target.session.delete(f"/apiKeys/{UNKNOWN_ID}"), 404)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec(ORIGINS)
@pytest.mark.parametrize("path", ["/corsSettings", "/connectionManagement/corsSettings"])
def test_origins_are_kept(target: Target, path: str) -> None:
    origins = {"allowedOrigins": ["https://www.bank-of-dave.com"]}

    answered = expect(target.session.post(path, json=origins), 200)

    assert answered == origins
    assert expect(target.session.get("/corsSettings"), 200) == origins
    assert expect(target.session.get("/connectionManagement/corsSettings"), 200) == origins


@pytest.mark.writes
@pytest.mark.spec("Platform API specification, get-company-access-token")
def test_a_company_has_an_access_token_for_a_day(target: Target) -> None:
    company = companies.create(target)

    token = expect(target.session.get(companies.path(company, "/accessToken")), 200)
    older = expect(
        target.session.get(companies.path(company, "/connectionManagement/accessToken")), 200
    )

    assert (token["expiresIn"], token["tokenType"]) == (86400, "Bearer")
    assert token["accessToken"]
    assert older["accessToken"]


@pytest.mark.spec("Platform API specification, get-integrations-branding")
def test_an_integration_has_logos_and_buttons(target: Target) -> None:
    branding = expect(target.session.get("/integrations/gbol/branding"), 200)

    assert branding["sourceId"] == "8a156a5a-39cb-4f9d-856e-76ef9b9a9607"
    assert branding["logo"]["full"]["image"]["src"].startswith("https://static.codat.io/public/")
    assert branding["button"]["default"]["image"]["src"]
    companies.refusal(target.session.get("/integrations/zzzz/branding"), 404)
