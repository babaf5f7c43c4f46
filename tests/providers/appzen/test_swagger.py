"""Our answers and our own OpenAPI, held against the vendor's Swagger 2.0 document.

The known conflicts between the vendor's documents are explicit here: the help centre wins.
"""

from pathlib import Path
from typing import Any

import pytest

from mockserver.providers.appzen import PROVIDER
from mockserver.providers.appzen.errors import TEXTS
from mockserver.testing.sandbox import ProviderAccess
from mockserver.web.openapi import document
from tests.providers.appzen import swagger
from tests.providers.appzen.entities import ENTITY, SEARCH, entity, window
from tests.providers.appzen.swagger import Swagger

BY_ID = "/dictionary-data-services/entity/external-entity-id/{external-entity-id}"
FULL = entity(
    addresses=[
        {
            "address_type": "BILL_TO",
            "address": {"address_line1": "1 Main St", "country": "US"},
            "site_id": "1",
            "site_name": "s",
            "custom_json": {"key1": "v"},
        }
    ],
    entity_alias_name=["a", None],
    coa_structure=["A"],
    appzen_coa_structure=["OTHER_SEGMENT"],
    dataset_lookup_names={"coa_lookup_names": [" "], "supplier_lookup_name": "s1"},
    optional_segments=["A"],
    valid_start_date="2020-11-01T11:01:00Z",
    valid_end_date="2020-11-01T11:01:00Z",
    created_date="2020-11-01T11:01:00Z",
    updated_date="2020-11-01T11:01:00Z",
    payment_term_id="NET30",
    custom_json={"bu_id": 382, "bu_name": "HR"},
)

# Where our shapes differ from the Swagger document on purpose.
HELP_CENTRE_ONLY_FIELDS = {"coa-look-names"}
OPTIONAL_IN_THE_HELP_CENTRE = {"zip"}
ERRORS = [f"http-{status}-error-response" for status in (400, 401, 403, 404, 500)]


@pytest.fixture(scope="module")
def official(shared: Path) -> Swagger:
    return swagger.load(shared)


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    found: dict[str, Any] = document(PROVIDER)
    return found


def test_the_answers_of_a_write_fit(official: Swagger, appzen: ProviderAccess) -> None:
    created = appzen.request("POST", ENTITY, json=FULL)
    updated = appzen.request("POST", ENTITY, json=FULL)

    assert official.complaints(official.answer("POST", ENTITY, 201), created.json()) == []
    assert official.complaints(official.answer("POST", ENTITY, 200), updated.json()) == []
    assert set(created.json()) == set(official.definitions["uuid"]["properties"])


@pytest.mark.parametrize("sent", [entity(), FULL], ids=["small", "full"])
def test_an_entity_that_is_read_fits(
    official: Swagger, appzen: ProviderAccess, sent: dict[str, Any]
) -> None:
    uuid = appzen.request("POST", ENTITY, json=sent).json()["uuid"]

    by_uuid = appzen.request("GET", f"{ENTITY}/{uuid}").json()
    by_id = appzen.request("GET", f"{ENTITY}/external-entity-id/E-1").json()

    assert official.complaints(official.answer("GET", ENTITY + "/{uuid}", 200), by_uuid) == []
    assert official.complaints(official.answer("GET", BY_ID, 200), by_id) == []
    assert set(by_uuid) <= set(official.definitions["entity"]["properties"])


def test_a_hit_fits_and_has_every_field(official: Swagger, appzen: ProviderAccess) -> None:
    appzen.request("POST", ENTITY, json=FULL)

    (hit,) = appzen.request("POST", SEARCH, json=window("2024-07-01", "2024-07-02")).json()

    shape = official.definitions["find-entity-result-spec"]
    assert official.complaints(official.answer("POST", SEARCH, 200), [hit]) == []
    assert official.complaints(shape, hit) == []
    assert set(hit) == set(shape["properties"])


@pytest.mark.parametrize(
    ("status", "path", "headers"),
    [
        (400, SEARCH, {}),
        (401, SEARCH, {"customer-key": "wrong"}),
        (403, SEARCH, {"x-api-key": "wrong"}),
        (404, "/dictionary-data-services/nowhere", {}),
    ],
)
def test_a_refusal_fits_but_for_the_number_of_its_status(
    official: Swagger, appzen: ProviderAccess, status: int, path: str, headers: dict[str, str]
) -> None:
    refused = appzen.request("POST", path, json={}, headers=headers).json()

    schema = official.answer("POST", SEARCH, status)
    assert official.complaints(schema, refused) == [
        f"status: {status} is not of type 'string'"  # the document's own examples are numbers
    ]
    assert official.complaints(schema, {**refused, "status": str(status)}) == []


@pytest.mark.parametrize("name", ERRORS)
def test_the_texts_of_refusals_are_the_vendors(official: Swagger, name: str) -> None:
    properties = official.definitions[name]["properties"]
    text = properties["message"]["example"].partition(" - ")[2]

    assert TEXTS[properties["status"]["example"]] == text


@pytest.mark.parametrize(
    ("our_name", "official_name"),
    [
        ("Entity", "entity"),
        ("EntityAddress", "entity-address"),
        ("AddressCore", "addressCore"),
        ("LookupNames", "data-lookup-names"),
        ("FindQuery", "find-query-spec"),
        ("EntityHit", "find-entity-result-spec"),
        ("UpsertResult", "uuid"),
        ("Error", "http-400-error-response"),
    ],
)
def test_our_shapes_have_the_vendors_fields(
    official: Swagger, ours: dict[str, Any], our_name: str, official_name: str
) -> None:
    found = set(ours["components"]["schemas"][our_name]["properties"])

    assert found - HELP_CENTRE_ONLY_FIELDS == set(official.definitions[official_name]["properties"])


@pytest.mark.parametrize(
    ("our_name", "official_name"),
    [
        ("Entity", "entity"),
        ("EntityAddress", "entity-address"),
        ("AddressCore", "addressCore"),
        ("FindQuery", "find-query-spec"),
    ],
)
def test_our_shapes_require_what_the_vendors_require(
    official: Swagger, ours: dict[str, Any], our_name: str, official_name: str
) -> None:
    found = set(ours["components"]["schemas"][our_name]["required"])

    required = set(official.definitions[official_name]["required"])
    assert found == required - OPTIONAL_IN_THE_HELP_CENTRE


def test_our_vocabularies_are_the_vendors(official: Swagger, ours: dict[str, Any]) -> None:
    shapes = ours["components"]["schemas"]

    entity_types = shapes["Entity"]["properties"]["appzen_entity_type"]["enum"]
    address_types = shapes["EntityAddress"]["properties"]["address_type"]["enum"]
    definitions = official.definitions
    assert entity_types == definitions["entity"]["properties"]["appzen_entity_type"]["enum"]
    assert address_types == definitions["entity-address"]["properties"]["address_type"]["enum"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("post", ENTITY), ("get", ENTITY + "/{uuid}"), ("get", BY_ID), ("post", SEARCH)],
)
def test_our_operations_document_the_vendors_statuses(
    official: Swagger, ours: dict[str, Any], method: str, path: str
) -> None:
    theirs = official.document["paths"][path.removeprefix(swagger.BASE_PATH)][method]["responses"]

    assert set(ours["paths"][path][method]["responses"]) == set(map(str, theirs))
