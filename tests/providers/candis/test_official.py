"""Every answer fits the OpenAPI document that is assembled from Candis' reference."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from jsonschema import Draft202012Validator, FormatChecker

from mockserver.providers.candis import PROVIDER
from tests.providers.candis.conftest import Candis

ORGANIZATION = "/v1/organizations/{organizationId}"
IMPORTS = f"{ORGANIZATION}/imports"
ACCOUNTS = "general-ledger-accounts"
Check = Callable[[str, str, requests.Response], None]


KNOWN_DEFECTS = {
    "every operation names the security scheme `bearer`, the only one is `bearerAuth`": (
        lambda document: (
            {
                name
                for path in document["paths"].values()
                for operation in path.values()
                for requirement in operation.get("security", ())
                for name in requirement
            }
            - set(document["components"]["securitySchemes"])
            == {"bearer"}
        )
    ),
    "files are typed as JSON": (
        lambda document: (
            list(
                answers(document, "/v1/organizations/{organizationId}/files/{fileId}", "get")[
                    "200"
                ]["content"]
            )
            == ["application/json"]
        )
    ),
    "lists in a query are typed as one value": (
        lambda document: (
            {
                parameter["schema"]["type"]
                for parameter in document["paths"][f"{ORGANIZATION}/invoices"]["get"]["parameters"]
                if parameter["name"] == "status"
            }
            == {"string"}
        )
    ),
    "eleven operations are missing": (
        lambda document: sum(len(path) for path in document["paths"].values()) == 16
    ),
    "most operations list neither 401 nor 403": (
        lambda document: (
            not {"401", "403"} & set(answers(document, f"{ORGANIZATION}/exports", "get"))
        )
    ),
}


def answers(document: Any, path: str, method: str) -> Any:
    return document["paths"][path][method]["responses"]


def as_json_schema(document: Any) -> Any:
    """OpenAPI 3.0's `nullable` in the words of JSON Schema.

    Defect of the document: `nullable` stands beside `allOf` without `type`, and nullable enums do
    not list null. Both are read as what they mean.
    """
    if isinstance(document, list):
        return [as_json_schema(child) for child in document]
    if not isinstance(document, dict):
        return document
    translated = {key: as_json_schema(child) for key, child in document.items()}
    if translated.pop("nullable", False):
        return {"anyOf": [translated, {"type": "null"}]}
    return translated


def closed(schema: Any) -> Any:
    """The same without room for members that nobody described."""
    if isinstance(schema, list):
        return [closed(child) for child in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(child) for key, child in schema.items()}
    if "properties" in schema and isinstance(schema["properties"], dict):
        inner["additionalProperties"] = False
    return inner


@pytest.mark.parametrize("defect", KNOWN_DEFECTS)
def test_the_document_has_the_defects_that_we_know_of(shared: Path, defect: str) -> None:
    document = json.loads((shared / "providers/candis/openapi.json").read_text())

    assert KNOWN_DEFECTS[defect](document)


@pytest.fixture(scope="session")
def check(shared: Path) -> Check:
    """Raises unless a response fits what the document says of its operation and status."""
    document = json.loads((shared / "providers/candis/openapi.json").read_text())

    def fits(method: str, path: str, response: requests.Response) -> None:
        described = document["paths"][path][method]["responses"][str(response.status_code)]
        schema = as_json_schema(described["content"]["application/json"]["schema"])
        strict = closed(schema)
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


@pytest.mark.parametrize(
    ("type_", "records"),
    [
        ("additional-delivery-costs", []),
        (
            "additional-delivery-costs",
            [{"code": "1", "erpData": {"system": "BC365", "externalId": "1"}}],
        ),
    ],
)
def test_a_change_of_delivery_costs_fits_the_reference(
    candis: Candis, check: Check, type_: str, records: Any
) -> None:
    check("put", f"{IMPORTS}/{type_}", candis.send("PUT", type_, records))


@pytest.mark.parametrize("kind", ["DOCUMENT", "CARD_TRANSACTION", "REIMBURSEMENT_ITEM"])
def test_an_export_fits_the_reference_from_its_beginning_to_its_postings(
    candis: Candis, check: Check, kind: str
) -> None:
    path = f"{ORGANIZATION}/exports"
    created = candis.request("POST", "/exports", json={"entityType": kind})
    one = f"/exports/{created.json()['id']}"
    early = candis.request("GET", f"{one}/postings")
    candis.clock.run_until_idle()

    check("post", path, created)
    check("get", path, candis.request("GET", "/exports"))
    check("get", f"{path}/{{exportId}}", candis.request("GET", one))
    check("get", f"{path}/{{exportId}}/postings", early)
    check("get", f"{path}/{{exportId}}/postings", candis.request("GET", f"{one}/postings"))


@pytest.mark.parametrize("kind", ["DOCUMENT", "CARD_TRANSACTION", "REIMBURSEMENT_ITEM"])
def test_postings_of_what_was_approved_by_shortcut_fit_the_reference(
    candis: Candis, check: Check, kind: str
) -> None:
    candis.control("approvals", {"entity_type": kind, "count": 5})
    created = candis.request("POST", "/exports", json={"entityType": kind}).json()
    candis.clock.run_until_idle()

    response = candis.request("GET", f"/exports/{created['id']}/postings")

    check("get", f"{ORGANIZATION}/exports/{{exportId}}/postings", response)


@pytest.mark.parametrize(
    ("method", "path", "asked"),
    [
        ("get", "/exports/{exportId}", "/exports/unknown"),
        ("get", "/exports/{exportId}/postings", "/exports/unknown/postings"),
        ("put", "/invoices/{id}", "/invoices/unknown"),
        ("post", "/exports", "/exports"),
        ("get", "/exports", "/exports?limit=0"),
        ("get", "/invoices", "/invoices?status=PAID"),
        ("get", "/reimbursement-items", "/reimbursement-items?types=TAXI"),
        ("get", "/purchase-requests", "/purchase-requests?sortDirection=UP"),
    ],
)
def test_refusals_fit_the_reference(
    candis: Candis, check: Check, method: str, path: str, asked: str
) -> None:
    candis.exported()

    response = candis.request(method.upper(), asked, json={})

    assert response.status_code in (400, 404)
    check(method, ORGANIZATION + path, response)


def test_a_storage_that_is_down_fits_the_reference(candis: Candis, check: Check) -> None:
    candis.settings["candis.file_storage"] = "down"

    response = candis.request("GET", "/files/any")

    assert response.status_code == 503
    check("get", f"{ORGANIZATION}/files/{{fileId}}", response)


@pytest.mark.parametrize(
    "asked",
    [
        "/invoices",
        "/invoices?status=EXPORTED",
        "/reimbursement-items",
        "/reimbursement-items?status=APPROVED",
        "/purchase-requests",
    ],
)
def test_lists_fit_the_reference(candis: Candis, check: Check, asked: str) -> None:
    response = candis.request("GET", asked)

    assert response.status_code == 200
    check("get", ORGANIZATION + asked.partition("?")[0], response)


def test_a_paid_invoice_fits_the_reference(candis: Candis, check: Check) -> None:
    found = candis.request("GET", "/invoices?invoiceDateFrom=2025-10-01&limit=1").json()
    body = {"payment": {"isPaid": True, "paidAt": "2023-05-15T12:00:00Z"}}
    candis.request("PUT", f"/invoices/{found['invoices'][0]['id']}", json=body)

    check("get", f"{ORGANIZATION}/invoices", candis.request("GET", "/invoices"))


def test_an_update_of_an_invoice_without_token_fits_the_reference(
    candis: Candis, check: Check
) -> None:
    response = candis.request("PUT", "/invoices/x", json={}, headers={"Authorization": ""})

    assert response.status_code == 401
    check("put", f"{ORGANIZATION}/invoices/{{id}}", response)


def test_every_operation_of_the_reference_is_served(shared: Path) -> None:
    document = json.loads((shared / "providers/candis/openapi.json").read_text())
    described = {
        (operation["operationId"], method.upper(), path)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }

    served = {(one.name, one.method, one.path) for one in PROVIDER.operations}

    assert described - served == set()
