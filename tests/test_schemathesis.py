"""Schemathesis asks each provider whatever its own OpenAPI allows, and much that it does not."""

import contextlib
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks

from mockserver.providers import built_in
from mockserver.testing import MockServer
from mockserver.web.openapi import document

PROVIDERS = {provider.name: provider for provider in built_in()}
OPERATIONS = [
    pytest.param(name, operation, id=f"{name}-{operation.name}")
    for name, provider in PROVIDERS.items()
    for operation in provider.operations
]
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
THOROUGHLY = settings(
    max_examples=10,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# One factory made the handlers of a whole family: what holds for one holds for its twins.
BRIEFLY = settings(THOROUGHLY, max_examples=3)


def has_twins(operation: Any) -> bool:
    """Whether a factory made its handler."""
    return "<locals>" in operation.handler.__qualname__


@pytest.mark.parametrize(("name", "operation"), OPERATIONS)
def test_what_the_document_allows_is_answered_as_it_says(
    mock_server: MockServer, name: str, operation: Any
) -> None:
    ask_everything(mock_server, name, operation, GenerationMode.POSITIVE)


@pytest.mark.parametrize(("name", "operation"), OPERATIONS)
def test_what_the_document_forbids_is_refused_as_it_says(
    mock_server: MockServer, name: str, operation: Any
) -> None:
    with contextlib.suppress(Unsatisfiable):  # an operation that forbids nothing
        ask_everything(mock_server, name, operation, GenerationMode.NEGATIVE)


@cache
def schema_of(name: str) -> Any:
    """What a provider's document says; reading a large one takes longer than the calls."""
    return schemathesis.openapi.from_dict(document(PROVIDERS[name]))


def ask_everything(server: MockServer, name: str, operation: Any, mode: GenerationMode) -> None:
    """Generated calls of one operation in a sandbox of their own, each answer checked."""
    sandbox = server.sandbox()
    access = getattr(sandbox, name)
    described = schema_of(name)[operation.path][operation.method]

    @(BRIEFLY if has_twins(operation) else THOROUGHLY)
    @given(case=described.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        session = access.session()
        response = case.call(base_url=access.base_url, session=session, headers=access.headers)
        case.validate_response(response, checks=CHECKS)

    ask()
    sandbox.delete()
