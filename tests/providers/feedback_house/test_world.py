"""The demo world, the documented samples, the printed OpenAPI, and indices for every search."""

from typing import Any

import pytest
from openapi_spec_validator import validate

from mockserver import fixtures
from mockserver.providers.feedback_house import PROVIDER
from mockserver.providers.feedback_house.store import things
from mockserver.testing import MockServer
from mockserver.web.openapi import document
from tests.providers.feedback_house.conftest import OPERATIONS, House

SAMPLES = sorted(
    path.stem for path in (fixtures.folder() / "feedback_house" / "samples").glob("*.json")
)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_portal_prints_is_answered_as_printed(house: House, name: str) -> None:
    house.upsert({"name": "Oslo"}, {"name": "Lima"})  # one sample updates two
    sample = fixtures.load("feedback_house", "samples", name)
    request, printed = sample["request"], sample["response"]

    response = house.sandbox.feedback_house.request(
        request["method"], request["path"], json=request.get("json")
    )

    answer = response.json()
    for additional in sample.get("additional", []):
        del answer[additional]
    assert (response.status_code, answer) == (printed["status"], printed["json"])


@pytest.mark.parametrize("name", SAMPLES)
def test_the_members_of_an_error_stand_in_the_printed_order(house: House, name: str) -> None:
    sample = fixtures.load("feedback_house", "samples", name)
    request = sample["request"]

    response = house.sandbox.feedback_house.request(
        request["method"], request["path"], json=request.get("json")
    )

    order = [member for member in response.json() if member not in sample.get("additional", [])]
    assert order == list(sample["response"]["json"])


def test_the_demo_company_can_be_sent_back_as_it_is(house: House) -> None:
    before = house.all()

    answer = house.upsert(*before)

    assert answer["message"] == "Created 0 | Updated 8 | Errors 0"
    assert answer["data"] == before
    assert house.all() == before


@pytest.mark.parametrize("company", ["api_key", "other_company_api_key"])
def test_an_empty_world_has_keys_only(empty_house: House, company: str) -> None:
    access = empty_house.sandbox.feedback_house
    headers = {"Authorization": access.credentials[company]}

    response = empty_house.request("GET", "/query", headers=headers)

    assert response.json()["businessDivisions"] == []


def test_the_default_sandbox_has_the_printed_keys(mock_server: MockServer) -> None:
    default: Any = mock_server.steer("GET", "/sandboxes/default")["providers"]["feedback_house"]

    assert default["headers"] == {"Authorization": "mock_default_feedback-house-api-key"}
    assert default["subject"] == {}


def test_the_openapi_document_is_valid() -> None:
    validate(document(PROVIDER))


def test_the_document_describes_items_without_demanding_them() -> None:
    schemas = document(PROVIDER)["components"]["schemas"]

    items = schemas["BusinessDivisionItems"]["properties"]["businessDivisions"]["items"]["anyOf"]
    assert items[0] == {"$ref": "#/components/schemas/BusinessDivisionItem"}
    assert schemas["BusinessDivisionItem"]["required"] == ["name"]


@pytest.mark.parametrize(
    ("kind", "key", "index"),
    [
        ("division", "id", "(company=? AND id=?)"),
        ("division", "correlation_id", "(company=? AND correlation_id=?)"),
        ("division", "name", "(company=? AND name=?)"),
        ("area", "id", "(company=? AND id=?)"),
        ("area", "correlation_id", "(company=? AND correlation_id=?)"),
        ("user", "id", "(company=? AND id=?)"),
        ("user", "emails", "USING INTEGER PRIMARY KEY (rowid=?)"),
        ("user", "tax_id", "(company=? AND tax_id=?)"),
        ("user", "employee_id", "(company=? AND employee_id=?)"),
    ],
)
def test_every_key_is_looked_up_in_an_index(house: House, kind: str, key: str, index: str) -> None:
    inside = house.sandbox.server.app.sandboxes.get(house.sandbox.name)
    question = things._TABLES[kind].find[key]

    with inside.transaction():
        plan = inside.rows(f"EXPLAIN QUERY PLAN {question}", "company", '["value"]')

    steps = [step["detail"] for step in plan]
    assert any(index in step for step in steps), steps
    assert not any(step.endswith("(company=?)") for step in steps), steps


def test_a_long_chain_of_divisions_is_moved_and_kept_free_of_circles(house: House) -> None:
    ids = [f"{n:024x}" for n in range(1, 2001)]
    chain = [{"id": id_, "name": id_} for id_ in ids]
    for item, above in zip(chain[1:], ids, strict=False):
        item["parent"] = above
    house.upsert(*chain)

    answer = house.upsert(*chain, {"id": ids[0], "name": "top", "parent": ids[-1]})
    moved = house.upsert({"id": ids[0], "name": "top", "parent": OPERATIONS})

    assert answer["message"] == "Created 0 | Updated 2000 | Errors 1"
    assert answer["errors"][0]["message"] == "Circular reference"
    assert moved["message"] == "Created 0 | Updated 1 | Errors 0"
