"""The control API's OpenAPI document: it tells every call, and every call keeps to it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode, checks

from mockserver.app import create_app
from mockserver.providers import built_in
from mockserver.settings import ServerSettings
from mockserver.testing import MockServer
from mockserver.testing.sandbox import URL
from mockserver.web.control import build_control
from mockserver.web.control.context import Control
from mockserver.web.control.openapi import document

NAMES = [provider.name for provider in built_in()]
PAGES = "/_mock/console/"
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
BRIEFLY = settings(
    max_examples=5,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def composed() -> tuple[Flask, dict[str, Any]]:
    app = create_app(ServerSettings())
    control = build_control(Control(app.settings, app.sandboxes, app.providers))
    app.close()
    return control, document(control, NAMES)


CONTROL, DOCUMENT = composed()
OPERATIONS = {
    operation["operationId"]: (path, method, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
}
# What has neither body nor query can only be given names of things that are not there.
CHOOSY = [
    name
    for name, (_, _, operation) in OPERATIONS.items()
    if "requestBody" in operation or any(one["in"] == "query" for one in operation["parameters"])
]


def strict(shape: Any) -> Any:
    """The document without room for members that it does not name."""
    if isinstance(shape, list):
        return [strict(one) for one in shape]
    if not isinstance(shape, dict):
        return shape
    closed = {name: strict(one) for name, one in shape.items()}
    return {"additionalProperties": False, **closed} if "properties" in shape else closed


SCHEMA = schemathesis.openapi.from_dict(strict(DOCUMENT))


def test_the_document_is_valid_openapi() -> None:
    validate(DOCUMENT)


def test_the_document_tells_every_route_and_no_other() -> None:
    rules = [rule for rule in CONTROL.url_map.iter_rules() if not rule.rule.startswith(PAGES)]
    served = {
        (rule.endpoint, method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    told = {(name, method) for name, (_, method, _) in OPERATIONS.items()}
    assert told == served


def test_every_path_of_the_document_leads_to_its_call() -> None:
    routes = CONTROL.url_map.bind("localhost")

    led = {
        name: routes.match(re.sub(r"\{\w+\}", "1", path), method.upper())[0]
        for name, (path, method, _) in OPERATIONS.items()
    }

    assert [name for name, met in led.items() if name != met] == []


def test_the_server_prints_the_document_with_its_own_address(mock_server: MockServer) -> None:
    served = mock_server.steer("GET", "/openapi.json")

    assert served == {**DOCUMENT, "servers": [{"url": URL}]}


def test_shapes_of_a_providers_shortcuts_carry_its_name() -> None:
    link = DOCUMENT["paths"]["/_mock/sandboxes/{sandbox}/providers/codat/link"]["post"]

    body = link["requestBody"]["content"]["application/json"]["schema"]

    assert body == {"$ref": "#/components/schemas/CodatLinkWalk"}


def test_an_unknown_query_parameter_is_refused(mock_server: MockServer) -> None:
    answer = mock_server.control.get(f"{URL}/_mock/fidelity?supplier=candis")

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "unknown-field"


def test_a_name_in_the_query_goes_with_an_import_only(mock_server: MockServer) -> None:
    answer = mock_server.control.post(f"{URL}/_mock/sandboxes?name=mine", json={})

    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == "name"


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    """A server of its own: what is asked here makes, resets and deletes sandboxes."""
    server = MockServer()
    yield server
    server.close()


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_the_document_allows_is_answered_as_it_says(server: MockServer, name: str) -> None:
    ask_everything(server, name, GenerationMode.POSITIVE)


@pytest.mark.parametrize("name", CHOOSY)
def test_what_the_document_forbids_is_refused_as_it_says(server: MockServer, name: str) -> None:
    ask_everything(server, name, GenerationMode.NEGATIVE)


def ask_everything(server: MockServer, name: str, mode: GenerationMode) -> None:
    """Generated requests of one call, to a sandbox that exists, each answer checked."""
    path, method, _ = OPERATIONS[name]
    known = {"sandbox": server.sandbox().name, "provider": "candis", "tour": "candis"}

    @BRIEFLY
    @given(case=SCHEMA[path][method].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        named = {name: known[name] for name in case.path_parameters if name in known}
        case.path_parameters = {**case.path_parameters, **named}
        if path.endswith("/wait"):
            case.query = {**case.query, "timeout_s": "0"}
        response = case.call(base_url=URL, session=server.control)
        case.validate_response(response, checks=CHECKS)

    ask()
