"""Every answer fits the OpenAPI document that is assembled from Candis' reference."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from jsonschema import Draft202012Validator, FormatChecker

from tests.providers.candis.conftest import Candis

IMPORTS = "/v1/organizations/{organizationId}/imports"
ACCOUNTS = "general-ledger-accounts"
Check = Callable[[str, str, requests.Response], None]


def as_json_schema(document: Any) -> Any:
    """OpenAPI 3.0's `nullable` in the words of JSON Schema."""
    if isinstance(document, list):
        return [as_json_schema(child) for child in document]
    if not isinstance(document, dict):
        return document
    translated = {key: as_json_schema(child) for key, child in document.items()}
    if translated.pop("nullable", False):
        return {"anyOf": [translated, {"type": "null"}]}
    return translated


@pytest.fixture(scope="session")
def check(shared: Path) -> Check:
    """Raises unless a response fits what the document says of its operation and status."""
    document = json.loads((shared / "providers/candis/openapi.json").read_text())

    def fits(method: str, path: str, response: requests.Response) -> None:
        described = document["paths"][path][method]["responses"][str(response.status_code)]
        schema = as_json_schema(described["content"]["application/json"]["schema"])
        strict = {**schema, "additionalProperties": False}
        Draft202012Validator(strict, format_checker=FormatChecker()).validate(response.json())

    return fits


@pytest.mark.parametrize("method", ["post", "put"])
@pytest.mark.parametrize("type_", [ACCOUNTS, "cost-centers"])
def test_acceptance_fits_the_reference(
    candis: Candis, check: Check, method: str, type_: str
) -> None:
    response = candis.send(method.upper(), type_, [])

    assert response.status_code == 202
    check(method, f"{IMPORTS}/{type_}", response)


@pytest.mark.parametrize("method", ["post", "put"])
@pytest.mark.parametrize("type_", [ACCOUNTS, "cost-centers"])
@pytest.mark.parametrize("body", [{}, [{}], [{"name": 5}], [7]])
def test_a_refusal_fits_the_reference(
    candis: Candis, check: Check, method: str, type_: str, body: Any
) -> None:
    response = candis.send(method.upper(), type_, body)

    assert response.status_code == 400
    check(method, f"{IMPORTS}/{type_}", response)


def test_a_log_fits_the_reference(candis: Candis, check: Check) -> None:
    candis.settings["candis.gl_account_exists_code"] = "reference"
    records = [{"accountCode": "4400", "name": "new"}, {"accountCode": "GLA-000", "name": "old"}]
    process_id = candis.accepted("POST", ACCOUNTS, records)

    processing = candis.request("GET", f"/imports/{process_id}")
    candis.clock.run_until_idle()
    processed = candis.request("GET", f"/imports/{process_id}")

    check("get", IMPORTS + "/{processId}", processing)
    check("get", IMPORTS + "/{processId}", processed)
    assert processed.json()["events"][1]["importErrors"] == ["ACCOUNT_CODE_ALREADY_EXIST"]


def test_a_log_of_an_update_fits_the_reference(candis: Candis, check: Check) -> None:
    records = [{"accountCode": "6815", "name": "n"}, {"accountCode": "6815"}, {"accountCode": "?"}]
    process_id = candis.accepted("PUT", ACCOUNTS, records)
    candis.clock.run_until_idle()

    response = candis.request("GET", f"/imports/{process_id}")

    assert [event.get("importErrors") for event in response.json()["events"]] == [
        None,
        ["NO_UPDATABLE_INPUT"],
        ["ACCOUNT_CODE_NOT_EXISTING"],
    ]
    check("get", IMPORTS + "/{processId}", response)


def test_a_refused_page_fits_the_reference(candis: Candis, check: Check) -> None:
    process_id = candis.accepted("PUT", ACCOUNTS, [])

    response = candis.request("GET", f"/imports/{process_id}", params={"limit": 0})

    assert response.status_code == 400
    check("get", IMPORTS + "/{processId}", response)


def test_an_unknown_process_can_fit_the_reference(candis: Candis, check: Check) -> None:
    candis.settings["candis.unknown_import"] = "400"

    response = candis.request("GET", "/imports/unknown")

    check("get", IMPORTS + "/{processId}", response)


def test_the_organization_fits_the_reference(candis: Candis, check: Check) -> None:
    response = candis.sandbox.candis.request("GET", "/v1/organizations/info")

    assert response.status_code == 200
    check("get", "/v1/organizations/info", response)


def test_a_call_without_token_fits_the_reference(candis: Candis, check: Check) -> None:
    response = candis.sandbox.candis.request(
        "GET", "/v1/organizations/info", headers={"Authorization": ""}
    )

    assert response.status_code == 401
    check("get", "/v1/organizations/info", response)
