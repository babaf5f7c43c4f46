"""Who may call: whoever has an API key of the company. Methods and paths that do not exist."""

from __future__ import annotations

import pytest

from contract_tests.feedback_house.divisions import QUERY, ROOT, UNKNOWN_ID, UPSERT
from contract_tests.feedback_house.things import AREAS, USERS
from contract_tests.support.answers import expect
from contract_tests.targets import Target

UNPUBLISHED = "neither where the key goes nor what a wrong one answers is published"

OPERATIONS = pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", UPSERT),
        ("GET", QUERY),
        ("GET", f"{QUERY}/{UNKNOWN_ID}"),
        ("DELETE", f"{QUERY}/{UNKNOWN_ID}"),
        ("POST", f"{ROOT}/user-add"),
        ("POST", f"{ROOT}/user-remove"),
        ("POST", AREAS.upserts),
        ("GET", AREAS.reads),
        ("GET", f"{AREAS.reads}/{UNKNOWN_ID}"),
        ("DELETE", f"{AREAS.reads}/{UNKNOWN_ID}"),
        ("POST", f"{AREAS.root}/user-add"),
        ("POST", f"{AREAS.root}/user-remove"),
        ("POST", USERS.upserts),
        ("GET", USERS.reads),
        ("GET", f"{USERS.reads}/{UNKNOWN_ID}"),
        ("DELETE", f"{USERS.reads}/{UNKNOWN_ID}"),
        ("GET", "/api/common/feedback/v1/feedbacks"),
    ],
)


@OPERATIONS
@pytest.mark.assumed(UNPUBLISHED)
def test_a_call_without_a_key_is_unauthorized(target: Target, method: str, path: str) -> None:
    response = target.anonymous().request(method, path, json={"businessDivisions": []})

    assert expect(response, 401) == {"status": "ERROR", "message": "Unauthorized"}


@OPERATIONS
@pytest.mark.assumed(UNPUBLISHED)
@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "not-a-key"},
        {"Authorization": "Bearer not-a-key"},
        {"Authorization": "Bearer"},
        {"x-api-key": "not-a-key"},
        {"x-api-key": ""},
    ],
    ids=["raw", "bearer", "only the scheme", "x-api-key", "empty x-api-key"],
)
def test_a_garbled_key_is_unauthorized(
    target: Target, method: str, path: str, headers: dict[str, str]
) -> None:
    session = target.with_credentials(headers)

    response = session.request(method, path, json={"businessDivisions": []})

    assert expect(response, 401) == {"status": "ERROR", "message": "Unauthorized"}


@OPERATIONS
@pytest.mark.needs("foreign")
@pytest.mark.assumed(UNPUBLISHED)
def test_another_companys_key_is_unauthorized(target: Target, method: str, path: str) -> None:
    response = target.foreign().request(method, path, json={"businessDivisions": []})

    assert expect(response, 401) == {"status": "ERROR", "message": "Unauthorized"}


@pytest.mark.assumed("a path outside the published ones is taken to be not found")
@pytest.mark.parametrize("path", ["/api/nowhere", ROOT, f"{QUERY}/{UNKNOWN_ID}/users", "/"])
def test_an_unknown_path_is_not_found(target: Target, path: str) -> None:
    response = target.session.get(path)

    assert expect(response, 404) == {"status": "ERROR", "message": "Not found"}


@pytest.mark.writes
@pytest.mark.assumed("a method that no page lists is taken to be refused with 405")
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", UPSERT), ("PUT", UPSERT), ("POST", QUERY), ("PATCH", f"{QUERY}/{UNKNOWN_ID}")],
)
def test_a_method_that_does_not_exist_is_refused(target: Target, method: str, path: str) -> None:
    response = target.session.request(method, path, json={"businessDivisions": []})

    assert expect(response, 405)["status"] == "ERROR"
