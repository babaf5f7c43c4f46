"""Who may call: whoever has an API key, in base64 and without a colon."""

from __future__ import annotations

import base64

import pytest

from contract_tests.codat import companies
from contract_tests.support.answers import assert_status
from contract_tests.targets import Target

SPEC = "Platform API specification, 401 of every operation"

OPERATIONS = pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/companies"),
        ("POST", "/companies"),
        ("GET", f"/companies/{companies.UNKNOWN_ID}"),
        ("PATCH", f"/companies/{companies.UNKNOWN_ID}"),
        ("DELETE", f"/companies/{companies.UNKNOWN_ID}"),
        ("POST", f"/companies/{companies.UNKNOWN_ID}/connections"),
        ("POST", f"/companies/{companies.UNKNOWN_ID}/data/all"),
        ("GET", "/integrations/mqjo"),
        ("GET", "/profile"),
    ],
)


@OPERATIONS
@pytest.mark.spec(SPEC)
def test_a_call_without_a_key_is_unauthorized(target: Target, method: str, path: str) -> None:
    response = target.anonymous().request(method, path, json={"name": "ct x"})

    assert companies.refusal(response, 401)["error"] == "Unauthorized"


@pytest.mark.spec(SPEC)
@pytest.mark.parametrize(
    "authorization",
    ["Basic bm90LWEta2V5", "Basic", "Basic !!!", "Bearer bm90LWEta2V5", "key", "Basic /w=="],
)
def test_a_wrong_or_garbled_key_is_unauthorized(target: Target, authorization: str) -> None:
    session = target.with_credentials({"Authorization": authorization})

    assert companies.refusal(session.get("/companies"), 401)["error"] == "Unauthorized"


@OPERATIONS
@pytest.mark.needs("foreign")
@pytest.mark.spec(SPEC)
def test_somebody_elses_key_is_unauthorized(target: Target, method: str, path: str) -> None:
    response = target.foreign().request(method, path, json={"name": "ct x"})

    assert_status(response, 401, 403)


@pytest.mark.assumed("that the key is checked before the route is inferred")
def test_without_a_key_even_nowhere_is_unauthorized(target: Target) -> None:
    companies.refusal(target.anonymous().get("/nothing/here"), 401)


@pytest.mark.assumed("generic clients send a colon behind the key; whether it is taken is unknown")
def test_a_colon_behind_the_key_is_tolerated(target: Target) -> None:
    session = target.session
    session.headers["Authorization"] = with_colon(str(session.headers["Authorization"]))

    assert_status(session.get("/companies"), 200)


@pytest.mark.documented("documentation: rate limits")
def test_an_answer_tells_what_is_left_of_the_quota(target: Target) -> None:
    headers = target.session.get("/companies?pageSize=1").headers

    assert int(headers["X-Rate-Limit-Limit"]) >= 1000
    assert 0 <= int(headers["X-Rate-Limit-Remaining"]) < int(headers["X-Rate-Limit-Limit"])
    assert headers["X-Rate-Limit-Reset"]


@pytest.mark.assumed("the body of an unknown route was published by a user of the API")
def test_an_unknown_route_is_not_found(target: Target) -> None:
    response = target.session.get("/nothing/here")

    assert_status(response, 404)
    assert response.json()["error"] == "NotFound"


def with_colon(authorization: str) -> str:
    """The same key, encoded with a colon behind it."""
    key = base64.b64decode(authorization.removeprefix("Basic "))
    return f"Basic {base64.b64encode(key + b':').decode()}"
