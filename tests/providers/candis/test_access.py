"""Who may call: tokens, organizations, quota, scopes, and in which order they are checked."""

import pytest

from mockserver.engine import credentials
from mockserver.testing import MockSandbox, MockServer
from tests.providers.candis.conftest import ORGANIZATION, Candis

INFO = "/v1/organizations/info"
PROCESS = f"{ORGANIZATION}/imports/9924bb4a-7ee9-4b6a-ac7b-30fdbe6b0031"


def test_a_token_tells_its_organization(candis: Candis) -> None:
    response = candis.sandbox.candis.request("GET", INFO)

    assert response.status_code == 200
    assert response.json() == {"id": "alpha-organization", "name": "Alpha Organization"}


def test_another_token_tells_another_organization(candis: Candis) -> None:
    token = candis.sandbox.candis.credentials["foreign_access_token"]

    response = candis.sandbox.candis.request(
        "GET", INFO, headers={"Authorization": f"Bearer {token}"}
    )

    assert response.json() == {"id": "beta-organization", "name": "Beta Organization"}


def test_the_sandbox_says_how_to_call(candis: Candis) -> None:
    access = candis.sandbox.candis

    assert access.subject["organization_id"] == "alpha-organization"
    assert access.headers == {"Authorization": f"Bearer {access.credentials['access_token']}"}
    assert sorted(access.credentials) == [
        "access_token",
        "client_id",
        "client_secret",
        "foreign_access_token",
    ]


def test_the_default_sandbox_has_fixed_credentials(mock_server: MockServer) -> None:
    default = mock_server.steer("GET", "/sandboxes/default")["providers"]["candis"]

    assert default["credentials"] == {
        "client_id": "mock_default_candis-client",
        "client_secret": "mock_default_candis-client-secret",
        "access_token": "mock_default_candis-access-token",
        "foreign_access_token": "mock_default_candis-access-token-beta",
    }


def test_credentials_survive_a_reset(candis: Candis) -> None:
    candis.outcomes("POST", "cost-centers", [{"code": "N", "name": "n", "type": "COST_CENTER"}])
    candis.sandbox.reset()

    own = candis.sandbox.candis.request("GET", INFO)
    again = candis.outcomes(
        "POST", "cost-centers", [{"code": "N", "name": "n", "type": "COST_CENTER"}]
    )

    assert own.status_code == 200
    assert again == [("N", "IMPORTED", [])]


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer nobody", "Basic bW9jazptb2Nr", "bearer x y", "Bearer \u00e9"],
)
@pytest.mark.parametrize("path", [INFO, PROCESS, "/v1/nothing", "/"])
def test_without_a_good_token_everything_is_unauthorized(
    candis: Candis, header: str, path: str
) -> None:
    response = candis.sandbox.candis.request(
        "GET", path, headers={"Authorization": header.encode("latin-1")}
    )

    assert response.status_code == 401
    body = response.json()
    assert (body["errorCode"], body["message"]) == ("UNAUTHORIZED", "Unauthorized")
    assert sorted(body) == ["errorCode", "message", "requestId"]


def test_the_scheme_is_spelled_in_any_case(candis: Candis) -> None:
    token = candis.sandbox.candis.credentials["access_token"]

    response = candis.sandbox.candis.request(
        "GET", INFO, headers={"Authorization": f"bearer {token}"}
    )

    assert response.status_code == 200


def test_a_token_of_another_sandbox_opens_nothing(
    candis: Candis, mock_sandbox: MockSandbox
) -> None:
    response = candis.sandbox.candis.request("GET", INFO, headers=mock_sandbox.candis.headers)

    assert (response.status_code, response.json()["errorCode"]) == (401, "UNAUTHORIZED")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/organizations/beta-organization/imports/general-ledger-accounts",
        "/v1/organizations/nobody/imports/cost-centers",
        "/v1/organizations/ALPHA-ORGANIZATION/imports/cost-centers",
        "/v1/organizations/info/imports/cost-centers",
        "/v1/organizations/beta-organization/no-such-thing",
        "/v1/organizations/beta-organization",
    ],
)
def test_another_organization_is_forbidden_known_or_not(candis: Candis, path: str) -> None:
    response = candis.sandbox.candis.request("POST", path, json=[])

    assert response.status_code == 403
    assert (response.json()["errorCode"], response.json()["message"]) == ("FORBIDDEN", "Forbidden")


def test_the_organization_is_checked_before_the_body(candis: Candis) -> None:
    response = candis.sandbox.candis.request(
        "POST", "/v1/organizations/beta-organization/imports/cost-centers", data=b"{"
    )

    assert response.status_code == 403


def test_the_real_host_names_lead_here(candis: Candis) -> None:
    response = candis.sandbox.candis.session().get(f"https://api.candis.io{INFO}")

    assert response.json()["id"] == "alpha-organization"


def test_beyond_the_rate_limit_an_organization_has_to_wait(candis: Candis) -> None:
    candis.settings["candis.rate_limit_per_minute"] = 2
    candis.clock.to("2024-01-01T12:00:15.500Z")

    statuses = [candis.sandbox.candis.request("GET", INFO).status_code for _ in range(3)]
    refused = candis.sandbox.candis.request("GET", INFO)

    assert statuses == [200, 200, 429]
    assert refused.json()["errorCode"] == "TOO_MANY_REQUEST"
    assert refused.json()["message"] == "Too many requests"
    assert refused.headers["Retry-After"] == "45"
    assert refused.headers["Mock-Origin"] == "quota"


def test_after_retry_after_the_organization_may_call_again(candis: Candis) -> None:
    candis.settings["candis.rate_limit_per_minute"] = 1
    candis.sandbox.candis.request("GET", INFO)
    refused = candis.sandbox.candis.request("GET", INFO)

    candis.clock.advance(refused.headers["Retry-After"])

    assert candis.sandbox.candis.request("GET", INFO).status_code == 200


def test_organizations_have_quotas_of_their_own(candis: Candis) -> None:
    candis.settings["candis.rate_limit_per_minute"] = 1
    token = candis.sandbox.candis.credentials["foreign_access_token"]
    candis.sandbox.candis.request("GET", INFO)

    own = candis.sandbox.candis.request("GET", INFO)
    other = candis.sandbox.candis.request("GET", INFO, headers={"Authorization": f"Bearer {token}"})

    assert (own.status_code, other.status_code) == (429, 200)


def test_the_quota_comes_before_the_route_and_behind_the_organization(candis: Candis) -> None:
    candis.settings["candis.rate_limit_per_minute"] = 1
    candis.sandbox.candis.request("GET", INFO)

    unknown = candis.request("GET", "/no-such-thing")
    foreign = candis.sandbox.candis.request("GET", "/v1/organizations/beta-organization/exports")

    assert (unknown.status_code, foreign.status_code) == (429, 403)


def test_nobody_is_limited_unless_a_sandbox_asks_for_it(candis: Candis) -> None:
    statuses = {candis.sandbox.candis.request("GET", INFO).status_code for _ in range(510)}

    assert statuses == {200}


def test_the_documented_quota_allows_five_hundred_requests_a_minute(candis: Candis) -> None:
    candis.settings["candis.rate_limit_per_minute"] = 500

    statuses = [candis.sandbox.candis.request("GET", INFO).status_code for _ in range(501)]

    assert (statuses[:500], statuses[500]) == ([200] * 500, 429)


@pytest.fixture
def scopeless(candis: Candis) -> dict[str, str]:
    """Headers of a token that was granted no scope."""
    inside = candis.sandbox.server.app.sandboxes.get(candis.sandbox.name)
    text = f"mock_{candis.sandbox.name}_scopeless"
    with inside.transaction():
        credentials.issue(
            inside,
            "candis",
            "access_token",
            text,
            organization_id="alpha-organization",
            user_id="nobody",
            scope="",
        )
    return {"Authorization": f"Bearer {text}"}


def test_a_token_without_scope_may_import(candis: Candis, scopeless: dict[str, str]) -> None:
    response = candis.request("POST", "/imports/cost-centers", json=[], headers=scopeless)

    assert response.status_code == 202


def test_scopes_are_enforced_where_a_sandbox_wants_it(
    candis: Candis, scopeless: dict[str, str]
) -> None:
    candis.settings["candis.enforce_scopes"] = True

    refused = candis.request("POST", "/imports/cost-centers", json=[], headers=scopeless)
    accepted = candis.request("POST", "/imports/cost-centers", json=[])
    needs_none = candis.sandbox.candis.request("GET", INFO, headers=scopeless)

    assert (refused.status_code, refused.json()["errorCode"]) == (403, "FORBIDDEN")
    assert (accepted.status_code, needs_none.status_code) == (202, 200)


def test_a_token_of_an_organization_that_is_gone_finds_nothing(candis: Candis) -> None:
    inside = candis.sandbox.server.app.sandboxes.get(candis.sandbox.name)
    with inside.transaction():
        inside.connection.execute("DELETE FROM candis_organization")

    response = candis.sandbox.candis.request("GET", INFO)

    assert (response.status_code, response.json()["errorCode"]) == (404, "NOT_FOUND")
