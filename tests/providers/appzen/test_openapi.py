"""The OpenAPI document that is printed from our operations."""

from typing import Any

import pytest
from openapi_spec_validator import validate

from mockserver.providers.appzen import PROVIDER
from mockserver.web.openapi import document


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    found: dict[str, Any] = document(PROVIDER)
    return found


def test_it_is_valid(ours: dict[str, Any]) -> None:
    validate(ours)


def test_it_names_every_operation(ours: dict[str, Any]) -> None:
    found = [op["operationId"] for path in ours["paths"].values() for op in path.values()]

    assert len(found) == len(set(found)) == len(PROVIDER.operations)
    assert {"upsertEntity", "upsertSupplier", "listLookupTables", "uploadDocument"} <= set(found)


def test_all_three_headers_are_needed_at_once(ours: dict[str, Any]) -> None:
    operation = ours["paths"]["/dictionary-data-services/entity"]["post"]

    assert operation["security"] == [{"x-api-key": [], "customer-id": [], "customer-key": []}]


def test_moments_and_defaults_are_described(ours: dict[str, Any]) -> None:
    entity = ours["components"]["schemas"]["Entity"]["properties"]
    query = ours["components"]["schemas"]["FindQuery"]["properties"]

    assert entity["valid_start_date"]["format"] == "date-time"
    assert entity["is_active"]["default"] is True
    assert query["limit"] | {"description": ""} == {
        "type": "integer",
        "minimum": 0,
        "maximum": 1000,
        "default": 1000,
        "description": "",
    }
