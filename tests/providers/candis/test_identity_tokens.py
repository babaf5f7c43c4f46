"""The token endpoint: codes, tokens, refreshing, PKCE, an independent client."""

import base64
import hashlib
import json
from typing import Any

import pytest
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet

from mockserver.testing import MockSandbox
from mockserver.testing.inprocess import InProcessAdapter
from tests.providers.candis.identity import (
    AUTH,
    CALLBACK,
    HOST,
    PROTOCOL,
    TOKEN,
    Realm,
    refusal,
)

VERIFIER = "v" * 43


CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
)


BAD_CLIENT = "Invalid client or Invalid client credentials"


def test_a_code_becomes_tokens_as_documented(realm: Realm) -> None:
    response = realm.exchange(realm.code())

    answer = response.json()
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert list(answer) == [
        "access_token",
        "expires_in",
        "refresh_expires_in",
        "refresh_token",
        "token_type",
        "not-before-policy",
        "session_state",
        "scope",
    ]
    assert (answer["expires_in"], answer["refresh_expires_in"]) == (1209600, 15551995)
    assert answer["scope"] == "offline_access core_data exports email profile"
    assert answer["not-before-policy"] == 1683537926


@pytest.mark.parametrize("organization", ["alpha-organization", "beta-organization"])
def test_a_token_is_bound_to_the_organization_that_was_chosen(
    realm: Realm, organization: str
) -> None:
    token = realm.tokens(organization=organization)["access_token"]

    assert realm.info(token).json()["id"] == organization


def test_a_token_is_a_signed_jwt(realm: Realm) -> None:
    answer = realm.tokens()
    keys = KeySet.import_key_set(realm.request("GET", f"{PROTOCOL}/certs").json())

    claims = jwt.decode(answer["access_token"], keys, algorithms=["RS256"]).claims

    assert claims["organization_id"] == "alpha-organization"
    assert claims["azp"] == realm.client_id
    assert claims["exp"] - claims["iat"] == 1209600
    assert claims["sid"] == answer["session_state"]


def test_credentials_may_come_in_the_form(realm: Realm) -> None:
    form = {
        "grant_type": "authorization_code",
        "code": realm.code(),
        "redirect_uri": CALLBACK,
        "client_id": realm.client_id,
        "client_secret": realm.secret,
    }

    assert realm.request("POST", TOKEN, data=form).status_code == 200


def test_with_openid_comes_an_id_token(realm: Realm) -> None:
    answer = realm.tokens(scope="openid", nonce="n-1")
    payload = answer["id_token"].split(".")[1]

    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))

    assert (claims["nonce"], claims["aud"]) == ("n-1", realm.client_id)
    assert claims["email"] == "anna.bauer@example.com"


@pytest.mark.parametrize("pause", ["39s", "1s"])
def test_a_code_is_good_once_while_it_lives(realm: Realm, pause: str) -> None:
    code = realm.code()
    realm.sandbox.clock.advance(pause)

    first, second = realm.exchange(code), realm.exchange(code)

    assert first.status_code == 200
    assert refusal(second) == (400, "invalid_grant", "Code not valid")


def test_a_code_ends_on_the_clock_of_the_sandbox(realm: Realm) -> None:
    code = realm.code()
    realm.sandbox.clock.advance("40s")

    assert refusal(realm.exchange(code)) == (400, "invalid_grant", "Code not valid")


def test_the_life_of_a_code_can_be_set(realm: Realm) -> None:
    realm.sandbox.settings["candis.code_s"] = 50
    code = realm.code()
    realm.sandbox.clock.advance("49s")

    assert realm.exchange(code).status_code == 200


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({}, (400, "invalid_request", "Missing form parameter: grant_type")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type", "Unsupported grant_type")),
        (
            {"grant_type": "authorization_code"},
            (400, "invalid_request", "Missing parameter: code"),
        ),
        (
            {"grant_type": "authorization_code", "code": "x\u0000y"},
            (400, "invalid_grant", "Code not valid"),
        ),
        ({"grant_type": "refresh_token"}, (400, "invalid_request", "No refresh token")),
        (
            {"grant_type": "refresh_token", "refresh_token": "x"},
            (400, "invalid_grant", "Invalid refresh token"),
        ),
    ],
)
def test_the_token_endpoint_refuses_in_the_words_of_keycloak(
    realm: Realm, form: dict[str, str], expected: tuple[int, str, str]
) -> None:
    assert refusal(realm.token(**form)) == expected


def test_another_redirect_uri_is_refused(realm: Realm) -> None:
    response = realm.exchange(realm.code(), redirect_uri="http://127.0.0.1:8765/callback")

    assert refusal(response) == (400, "invalid_grant", "Incorrect redirect_uri")


@pytest.mark.parametrize(
    ("client", "secret", "error"),
    [
        ("nobody", "x", "invalid_client"),
        ("", "", "invalid_client"),
        ("own", "wrong", "unauthorized_client"),
        ("own", "", "unauthorized_client"),
    ],
)
def test_a_client_must_prove_itself(realm: Realm, client: str, secret: str, error: str) -> None:
    realm.client_id, own = client or "", realm.client_id
    realm.client_id = own if client == "own" else client
    realm.secret = secret

    response = realm.token(grant_type="refresh_token", refresh_token="x")

    assert refusal(response) == (401, error, BAD_CLIENT)


def test_a_code_of_another_client_is_refused(realm: Realm) -> None:
    code = realm.code()
    other = registered(realm)
    realm.client_id, realm.secret = other["client_id"], other["client_secret"]

    assert refusal(realm.exchange(code)) == (400, "invalid_grant", "Auth error")


def registered(realm: Realm) -> dict[str, Any]:
    path = f"/sandboxes/{realm.sandbox.name}/providers/candis/clients"
    wish = {"name": "Second", "redirect_uris": [CALLBACK]}
    answer: dict[str, Any] = realm.sandbox.server.steer("POST", path, wish)
    return answer


def test_a_refresh_token_of_another_client_is_refused(realm: Realm) -> None:
    token = realm.tokens()["refresh_token"]
    other = registered(realm)
    realm.client_id, realm.secret = other["client_id"], other["client_secret"]

    status, error, description = refusal(realm.refresh(token))

    assert (status, error) == (400, "invalid_grant")
    assert "don't match" in description


@pytest.mark.parametrize(
    ("method", "challenge"), [("S256", CHALLENGE), ("plain", VERIFIER), (None, VERIFIER)]
)
def test_pkce_opens_with_its_verifier_only(
    realm: Realm, method: str | None, challenge: str
) -> None:
    walk = {"code_challenge": challenge, "code_challenge_method": method}

    without = realm.exchange(realm.code(**walk))
    short = realm.exchange(realm.code(**walk), code_verifier="x")
    wrong = realm.exchange(realm.code(**walk), code_verifier="w" * 43)
    right = realm.exchange(realm.code(**walk), code_verifier=VERIFIER)

    assert without.json()["error_description"] == "PKCE code verifier not specified"
    assert "Invalid code verifier" in short.json()["error_description"]
    assert "Code mismatch" in wrong.json()["error_description"]
    assert right.status_code == 200


def test_refreshing_gives_new_tokens_and_leaves_the_old_refresh_token_good(realm: Realm) -> None:
    first = realm.tokens()
    realm.sandbox.clock.advance("1d")

    second = realm.refresh(first["refresh_token"]).json()
    third = realm.refresh(first["refresh_token"])

    assert second["refresh_token"] != first["refresh_token"]
    assert second["access_token"] != first["access_token"]
    assert second["refresh_expires_in"] == 15551995
    assert third.status_code == 200


def test_an_access_token_ends_after_fourteen_days(realm: Realm) -> None:
    token = realm.tokens()["access_token"]
    realm.sandbox.clock.advance(1209599)
    before = realm.info(token).status_code

    realm.sandbox.clock.advance(1)

    assert (before, realm.info(token).status_code) == (200, 401)


def test_a_refresh_token_ends(realm: Realm) -> None:
    token = realm.tokens()["refresh_token"]
    realm.sandbox.clock.advance(15551995)

    assert refusal(realm.refresh(token)) == (400, "invalid_grant", "Token is not active")


def test_refreshing_cannot_go_on_for_ever(realm: Realm) -> None:
    realm.sandbox.settings["candis.refresh_chain_s"] = 20_000_000
    token = realm.tokens()["refresh_token"]
    realm.sandbox.clock.advance(15_000_000)
    second = realm.refresh(token).json()

    realm.sandbox.clock.advance(5_000_000)

    assert second["refresh_expires_in"] == 5_000_000
    assert refusal(realm.refresh(second["refresh_token"]))[2] == "Token is not active"


def test_without_offline_access_tokens_are_short_lived(realm: Realm) -> None:
    answer = realm.tokens(scope="exports")

    assert (answer["expires_in"], answer["refresh_expires_in"]) == (300, 1800)
    assert answer["scope"] == "exports email profile"


def test_tokens_survive_a_reset(realm: Realm) -> None:
    answer = realm.tokens()
    realm.sandbox.reset()

    assert realm.info(answer["access_token"]).status_code == 200
    assert realm.refresh(answer["refresh_token"]).status_code == 200


def test_a_jwt_of_another_sandbox_opens_nothing(realm: Realm, mock_sandbox: MockSandbox) -> None:
    foreign = Realm(mock_sandbox).tokens()["access_token"]

    assert realm.info(foreign).status_code == 401


def test_a_jwt_leads_to_its_sandbox_behind_the_real_host_name(realm: Realm) -> None:
    token = realm.tokens()["access_token"]
    session = realm.sandbox.server.session()
    headers = {"Authorization": f"Bearer {token}"}

    response = session.get("https://api.candis.io/v1/organizations/info", headers=headers)

    assert response.json()["id"] == "alpha-organization"


def test_a_jwt_that_somebody_changed_opens_nothing(realm: Realm) -> None:
    token = realm.tokens()["access_token"]

    assert realm.info(token[:-4] + "AAAA").status_code == 401


def test_scopes_of_a_token_count_where_a_sandbox_enforces_them(realm: Realm) -> None:
    realm.sandbox.settings["candis.enforce_scopes"] = True
    token = realm.tokens(scope="core_data")["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    organization = "/v1/organizations/alpha-organization"

    imports = realm.request("POST", f"{organization}/imports/tax-codes", json=[], headers=headers)
    exports = realm.request("GET", f"{organization}/exports", headers=headers)

    assert (imports.status_code, exports.status_code) == (202, 403)


def test_an_independent_client_library_walks_the_whole_flow(realm: Realm) -> None:
    client = OAuth2Session(
        realm.client_id,
        realm.secret,
        scope="openid exports offline_access",
        redirect_uri=CALLBACK,
        code_challenge_method="S256",
        token_endpoint=HOST + TOKEN,
    )
    client.mount("http://", InProcessAdapter(realm.sandbox.server.app.gateway))
    client.mount("https://", InProcessAdapter(realm.sandbox.server.app.gateway))
    url, state = client.create_authorization_url(HOST + AUTH, code_verifier=VERIFIER)
    query = dict(pair.split("=", 1) for pair in url.partition("?")[2].split("&"))

    back = realm.walked(
        state=state,
        scope="openid exports offline_access",
        code_challenge=query["code_challenge"],
        code_challenge_method="S256",
    )
    token = client.fetch_token(
        authorization_response=back.headers["Location"], state=state, code_verifier=VERIFIER
    )
    info = client.get("https://api.candis.io/v1/organizations/info")
    refreshed = client.refresh_token(HOST + TOKEN)

    assert token["scope"] == "openid offline_access exports email profile"
    assert info.json() == {"id": "alpha-organization", "name": "Alpha Organization"}
    assert refreshed["access_token"] != token["access_token"]
