"""The realm. A real one wants a person with a password: only in a disposable world."""

from __future__ import annotations

import pytest

from contract_tests.support.answers import expect
from contract_tests.support.shape import FLAG, TEXT, URL, Full, expect_shape
from contract_tests.targets import Target

REALM = "/auth/realms/candis"
TOKEN = f"{REALM}/protocol/openid-connect/token"
AUTHORIZE = f"{REALM}/protocol/openid-connect/auth"
KEYCLOAK = "stock Keycloak; Candis publishes no error bodies of its realm"


@pytest.mark.needs("disposable")
@pytest.mark.spec("openid-configuration of the realm")
def test_discovery_names_the_documented_endpoints(target: Target) -> None:
    metadata = expect(target.anonymous().get(f"{REALM}/.well-known/openid-configuration"), 200)

    assert metadata["issuer"].endswith(REALM)
    assert metadata["authorization_endpoint"].endswith(AUTHORIZE)
    assert metadata["token_endpoint"].endswith(TOKEN)
    assert metadata["jwks_uri"].endswith("/protocol/openid-connect/certs")
    assert set(metadata["grant_types_supported"]) >= {"authorization_code", "refresh_token"}
    assert set(metadata["code_challenge_methods_supported"]) == {"plain", "S256"}


@pytest.mark.needs("disposable")
@pytest.mark.spec("openid-configuration of the realm: jwks_uri")
def test_the_realm_publishes_its_keys(target: Target) -> None:
    keys = expect(target.anonymous().get(f"{REALM}/protocol/openid-connect/certs"), 200)["keys"]

    assert {key["alg"] for key in keys} >= {"RS256"}
    assert [set(key) & {"d", "p", "q", "k"} for key in keys] == [set()] * len(keys)


@pytest.mark.needs("disposable")
@pytest.mark.assumed(KEYCLOAK)
@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({}, 400, "invalid_request"),
        ({"grant_type": "contract_test"}, 400, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, 401, "invalid_client"),
        (
            {"grant_type": "authorization_code", "code": "x", "client_id": "nobody"},
            401,
            "invalid_client",
        ),
    ],
)
def test_the_token_endpoint_refuses_in_the_words_of_oauth(
    target: Target, form: dict[str, str], status: int, error: str
) -> None:
    refusal = expect(target.anonymous().post(TOKEN, data=form), status)

    assert refusal["error"] == error


@pytest.mark.needs("disposable")
@pytest.mark.documented("guide: How to authenticate")
def test_an_unregistered_redirect_url_is_refused(target: Target) -> None:
    query = {"response_type": "code", "client_id": "nobody", "redirect_uri": "https://x.example"}

    response = target.anonymous().get(AUTHORIZE, params=query, allow_redirects=False)

    assert response.status_code == 400
    assert "Location" not in response.headers


@pytest.mark.needs("disposable")
@pytest.mark.documented("guide: Token exchange")
def test_a_token_answer_has_the_documented_members(target: Target) -> None:
    minted = target.control("POST", "/providers/candis/tokens", {})

    printed = ["access_token", "expires_in", "not-before-policy", "refresh_expires_in"]
    assert [name for name in printed if name not in minted] == []
    assert (minted["token_type"], minted["expires_in"]) == ("Bearer", 1209600)
    assert set(minted["scope"].split()) >= {"offline_access", "email", "profile"}


METADATA = {
    "issuer": URL,
    "authorization_endpoint": URL,
    "token_endpoint": URL,
    "introspection_endpoint": URL,
    "revocation_endpoint": URL,
    "userinfo_endpoint": URL,
    "end_session_endpoint": URL,
    "jwks_uri": URL,
    "grant_types_supported": Full(TEXT),
    "response_types_supported": Full(TEXT),
    "response_modes_supported": Full(TEXT),
    "subject_types_supported": Full(TEXT),
    "id_token_signing_alg_values_supported": Full(TEXT),
    "scopes_supported": Full(TEXT),
    "claims_supported": Full(TEXT),
    "prompt_values_supported": Full(TEXT),
    "code_challenge_methods_supported": Full(TEXT),
    "token_endpoint_auth_methods_supported": Full(TEXT),
    "introspection_endpoint_auth_methods_supported": Full(TEXT),
    "revocation_endpoint_auth_methods_supported": Full(TEXT),
    "authorization_response_iss_parameter_supported": FLAG,
}


@pytest.mark.needs("disposable")
@pytest.mark.spec("openid-configuration of the realm")
@pytest.mark.parametrize("name", ["openid-configuration", "oauth-authorization-server"])
def test_discovery_tells_all_that_a_client_library_asks_for(target: Target, name: str) -> None:
    found = expect_shape(target.anonymous().get(f"{REALM}/.well-known/{name}"), METADATA)

    assert found["response_types_supported"] == ["code"]
    assert found["subject_types_supported"] == ["public"]
    assert found["id_token_signing_alg_values_supported"] == ["RS256"]
    assert set(found["code_challenge_methods_supported"]) == {"plain", "S256"}
    assert set(found["scopes_supported"]) >= {"openid", "email", "profile", "offline_access"}
    assert set(found["claims_supported"]) >= {"sub", "iss", "email"}
