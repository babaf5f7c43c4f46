"""Every operation refuses what it must, in the one envelope, with a correlation id."""

import re
from typing import Any

import pytest

from mockserver.providers.appzen import PROVIDER
from mockserver.testing.sandbox import ProviderAccess
from mockserver.web.operation import Operation

GUARDED = [
    operation
    for operation in PROVIDER.operations
    if operation.path.startswith("/dictionary-data-services/")
]
READING_BODIES = [operation for operation in GUARDED if operation.body is not None]
ABOUT_ONE = [
    operation for operation in GUARDED if "{" in operation.path and operation.method == "GET"
]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000")


def each(operations: list[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", operations, ids=lambda one: one.name)


def asked(appzen: ProviderAccess, operation: Operation, **how: Any) -> Any:
    path = re.sub(r"\{[^}]+\}", "nothing-of-this-name", operation.path)
    return appzen.request(operation.method, path, **how)


def envelope(response: Any, status: int, error: str, text: str) -> None:
    """The refusal is exactly the documented one."""
    body = response.json()
    correlation = response.headers["x-correlation-id"]
    assert response.status_code == status
    assert list(body) == ["timestamp", "status", "error", "message"]
    assert STAMP.fullmatch(body["timestamp"])
    assert (body["status"], body["error"]) == (status, error)
    assert UUID.fullmatch(correlation)
    assert body["message"] == f"Error code : {correlation[:8]} - {text}"


@each(GUARDED)
def test_a_missing_x_api_key_is_forbidden(appzen: ProviderAccess, operation: Operation) -> None:
    refused = asked(appzen, operation, headers={"x-api-key": None})

    text = "You do not have permission to access this resource"
    envelope(refused, 403, "Forbidden", text)


@each(GUARDED)
def test_a_wrong_customer_key_is_unauthorized(appzen: ProviderAccess, operation: Operation) -> None:
    refused = asked(appzen, operation, headers={"customer-key": "wrong"}, data=b"{")

    envelope(refused, 401, "Unauthorized", "Unable to authenticate credentials")


@each(READING_BODIES)
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"a=b", b"\xff", b'{"a":"\\ud800"}', b"[" * 300]
)
def test_a_body_that_is_no_object_is_a_bad_request(
    appzen: ProviderAccess, operation: Operation, body: bytes
) -> None:
    refused = asked(appzen, operation, data=body)

    envelope(refused, 400, "Bad Request", "Invalid request, please fix and resend")


@each(ABOUT_ONE)
def test_what_is_not_there_is_not_found(appzen: ProviderAccess, operation: Operation) -> None:
    refused = asked(appzen, operation)

    text = "The resource you specified cannot be not found"
    envelope(refused, 404, "Not Found", text)


@each(GUARDED)
@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS"])
def test_another_method_is_refused_in_the_envelope(
    appzen: ProviderAccess, operation: Operation, method: str
) -> None:
    path = re.sub(r"\{[^}]+\}", "x", operation.path)

    refused = appzen.request(method, path)

    assert (refused.status_code, refused.json()["status"]) == (405, 405)


@pytest.mark.parametrize(
    "path", ["/entity/search", "/invoice/search", "/chart-of-accounts/search", "/supplier/search"]
)
def test_a_search_asked_with_get_is_an_unknown_record(appzen: ProviderAccess, path: str) -> None:
    refused = appzen.request("GET", "//dictionary-data-services/" + path)

    assert refused.status_code == 404
    assert refused.headers["Content-Type"] == "application/json"
