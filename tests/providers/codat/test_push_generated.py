"""Generated bodies reach the books: every answer is one that the document allows."""

from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from marshmallow import Schema
from schemathesis import GenerationMode, checks

from mockserver.providers.codat import PROVIDER
from mockserver.providers.codat.books import chart
from mockserver.providers.codat.pushing.operations import api as operations
from mockserver.testing import MockServer
from mockserver.web.openapi import document
from tests.providers.codat.conftest import Api
from tests.providers.codat.pushing import Books, books_of

WITH_BODIES = [one for one in operations if isinstance(one.body, Schema)]
CHECKS = [checks.not_a_server_error, checks.status_code_conformance]
CHECKS += [checks.response_schema_conformance]
SOME = settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@cache
def described() -> Any:
    return schemathesis.openapi.from_dict(document(PROVIDER))


@pytest.fixture(scope="module")
def books(mock_server: MockServer) -> Any:
    """Books in which a write has ended when it is answered."""
    sandbox = mock_server.sandbox()
    sandbox.settings["codat.push_mode"] = "sync"
    yield books_of(Api(sandbox, sandbox.codat))
    sandbox.delete()


@pytest.mark.parametrize("operation", WITH_BODIES, ids=lambda one: one.name)
def test_a_generated_write_is_answered_as_the_document_says(books: Books, operation: Any) -> None:
    wanted = described()[operation.path][operation.method]
    access, company, connection = books.api.access, books.company["id"], books.connection["id"]

    @SOME
    @given(case=wanted.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: schemathesis.Case) -> None:
        ids = {"companyId": company, "connectionId": connection, "accountId": chart.BANK}
        case.path_parameters = {**case.path_parameters, **ids}
        session, headers = access.session(), access.headers
        response = case.call(base_url=access.base_url, session=session, headers=headers)
        case.validate_response(response, checks=CHECKS)

    ask()
