"""Every answer satisfies the official specification; our own document is valid OpenAPI."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from mockserver.providers.codat import PROVIDER
from mockserver.web.openapi import document
from tests.providers.codat.conftest import Api


@pytest.fixture(scope="module")
def official(shared: Path) -> dict[str, Any]:
    path = shared / "providers" / "codat" / "openapi" / "Codat-Platform.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return without_nullable(yaml.load(path.read_text(encoding="utf-8"), loader))


def without_nullable(node: Any) -> Any:
    """`nullable` says nothing to JSON Schema, and clients refuse null anyway."""
    if isinstance(node, dict):
        return {key: without_nullable(value) for key, value in node.items() if key != "nullable"}
    return [without_nullable(one) for one in node] if isinstance(node, list) else node


def complaints(official: dict[str, Any], schema: str, answer: Any) -> list[str]:
    root = {**official, "$ref": f"#/components/schemas/{schema}"}
    validator = Draft202012Validator(root, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


def nulls(answer: Any, at: str = "$") -> list[str]:
    if answer is None:
        return [at]
    inside = answer.items() if isinstance(answer, dict) else ()
    inside = enumerate(answer) if isinstance(answer, list) else inside
    return [found for key, value in inside for found in nulls(value, f"{at}.{key}")]


def test_the_document_of_this_provider_is_valid_openapi() -> None:
    validate(document(PROVIDER))


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/companies", "Companies"),
        ("/companies?pageSize=1&page=2", "Companies"),
        ("/companies?query=status%3DLinked&orderBy=-created", "Companies"),
        ("/companies/{c}", "Company"),
        ("/companies/{c}/connections", "Connections"),
        ("/companies/{c}/connections/{k}", "Connection"),
        ("/companies/{c}/dataStatus", "DataStatuses"),
        ("/companies/{c}/data/history", "PullOperations"),
        ("/companies/{c}/data/history/{d}", "PullOperation"),
        ("/companies/{c}/syncSettings", "CompanySyncSettings"),
        ("/integrations", "Integrations"),
        ("/integrations/mqjo", "Integration"),
        ("/profile", "Profile"),
        ("/profile/syncSettings", "SyncSettings"),
        ("/companies/nope", "ErrorMessage"),
        ("/companies?page=0", "ErrorMessage"),
        ("/integrations/nope", "ErrorMessage"),
    ],
)
@pytest.mark.parametrize("outcome", ["Complete", "FetchError"])
def test_an_answer_satisfies_the_official_schema_and_holds_no_null(
    api: Api, official: dict[str, Any], path: str, schema: str, outcome: str
) -> None:
    api.sandbox.settings["codat.sync_outcome"] = outcome
    company = api.company(tags={"region": "uk"})
    connection = api.connection(company)
    api.cancel(company, connection)
    api.authorise(company, connection)
    api.sandbox.clock.run_until_idle()
    pull = api.history(company)[0]

    ids = {"c": company["id"], "k": connection["id"], "d": pull["id"]}
    answer = api.get(path.format(**ids)).json()

    assert complaints(official, schema, answer) == []
    assert nulls(answer) == []


def test_what_is_created_and_queued_satisfies_the_official_schema(
    api: Api, official: dict[str, Any]
) -> None:
    company = api.company()
    connection = api.connection(company)
    api.authorise(company, connection)
    api.sandbox.clock.run_until_idle()
    queued = api.post(f"/companies/{company['id']}/data/queue/bills").json()
    refused = api.post("/companies", {}).json()

    assert complaints(official, "Company", company) == []
    assert complaints(official, "Connection", connection) == []
    assert complaints(official, "PullOperation", queued) == []
    assert complaints(official, "ErrorMessage", refused) == []
    assert nulls([company, connection, queued, refused]) == []


def test_every_served_operation_of_the_api_is_in_the_specification(
    official: dict[str, Any],
) -> None:
    published = {
        (method.upper(), path) for path, item in official["paths"].items() for method in item
    }

    ours = {(o.method, o.path) for o in PROVIDER.operations if o.evidence == "spec"}

    assert ours - published == set()


def test_the_official_validator_notices_a_wrong_answer(official: dict[str, Any]) -> None:
    assert complaints(official, "Company", {"id": 7, "name": "A"}) == [
        "$.id: 7 is not of type 'string'",
        "$: 'redirect' is a required property",
    ]
