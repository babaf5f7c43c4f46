"""The realm beyond its tokens: discovery, who has granted, introspection, the end of a session."""

import json
from typing import Any

import pytest

from tests.providers.candis.identity import (
    HOST,
    JONAS,
    PROTOCOL,
    REALM,
    TOKEN,
    Realm,
    refusal,
)

NO_ROUTE = "Unable to find matching target resource method"


def test_discovery_names_what_is_served(realm: Realm) -> None:
    metadata = realm.request("GET", f"{REALM}/.well-known/openid-configuration").json()
    again = realm.request("GET", f"{REALM}/.well-known/oauth-authorization-server").json()

    assert metadata["issuer"] == realm.sandbox.candis.base_url + REALM
    assert metadata["token_endpoint"] == realm.sandbox.candis.base_url + TOKEN
    assert metadata["grant_types_supported"] == ["authorization_code", "refresh_token"]
    assert again == metadata


def test_discovery_has_only_members_of_the_published_document(realm: Realm, shared: Any) -> None:
    published = json.loads((shared / "providers/candis/openid-configuration.json").read_text())

    metadata = realm.request("GET", f"{REALM}/.well-known/openid-configuration").json()

    lists = {name: texts for name, texts in metadata.items() if isinstance(texts, list)}
    assert set(metadata) <= set(published)
    assert {
        name for name, texts in lists.items() if not set(texts) <= set(published[name])
    } == set()


def test_discovery_behind_the_real_host_name_is_that_of_the_realm(realm: Realm) -> None:
    url = f"{HOST}{REALM}/.well-known/openid-configuration"

    metadata = realm.sandbox.server.session().get(url).json()

    assert metadata["issuer"].partition("://")[2] == "id.my.candis.io/auth/realms/candis"


def test_user_info_tells_who_has_granted(realm: Realm) -> None:
    token = realm.tokens(user=JONAS, scope="openid")["access_token"]
    headers = {"Authorization": f"Bearer {token}"}

    told = realm.request("GET", f"{PROTOCOL}/userinfo", headers=headers).json()

    assert (told["name"], told["preferred_username"]) == ("Jonas Weber", JONAS)


def test_user_info_needs_a_token_and_openid(realm: Realm) -> None:
    token = realm.tokens()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}

    nobody = realm.request("GET", f"{PROTOCOL}/userinfo")
    closed = realm.request("GET", f"{PROTOCOL}/userinfo", headers=headers)

    assert refusal(nobody) == (401, "invalid_token", "Token verification failed")
    assert nobody.headers["WWW-Authenticate"].startswith('Bearer realm="candis"')
    assert refusal(closed) == (403, "insufficient_scope", "Missing openid scope")


def ask(realm: Realm, tail: str, **form: str) -> Any:
    auth = (realm.client_id, realm.secret)
    return realm.request("POST", f"{PROTOCOL}/{tail}", data=form, auth=auth)


def test_introspection_tells_what_a_token_stands_for(realm: Realm) -> None:
    token = realm.tokens()["access_token"]

    told = ask(realm, "token/introspect", token=token).json()
    seeded = ask(
        realm, "token/introspect", token=realm.sandbox.candis.credentials["access_token"]
    ).json()
    unknown = ask(realm, "token/introspect", token="x").json()

    assert (told["active"], told["client_id"]) == (True, realm.client_id)
    assert told["scope"] == "offline_access core_data exports email profile"
    assert seeded["active"] is True
    assert unknown == {"active": False}


def test_a_revoked_access_token_opens_nothing(realm: Realm) -> None:
    answer = realm.tokens()

    revoked = ask(realm, "revoke", token=answer["access_token"])

    assert (revoked.status_code, revoked.content) == (200, b"")
    assert realm.info(answer["access_token"]).status_code == 401
    assert realm.refresh(answer["refresh_token"]).status_code == 200


@pytest.mark.parametrize(("tail", "field"), [("revoke", "token"), ("logout", "refresh_token")])
def test_with_its_refresh_token_a_whole_session_ends(realm: Realm, tail: str, field: str) -> None:
    answer = realm.tokens()

    ended = ask(realm, tail, **{field: answer["refresh_token"]})

    assert ended.status_code in (200, 204)
    assert realm.info(answer["access_token"]).status_code == 401
    assert realm.refresh(answer["refresh_token"]).status_code == 400


def test_a_logout_needs_a_refresh_token(realm: Realm) -> None:
    assert refusal(ask(realm, "logout")) == (400, "invalid_grant", "Invalid refresh token")


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        (
            "GET",
            "/auth/realms/candis/nothing",
            404,
            "Unable to find matching target resource method",
        ),
        ("GET", "/auth/", 404, NO_ROUTE),
        ("DELETE", TOKEN, 405, "HTTP 405 Method Not Allowed"),
        ("GET", TOKEN, 405, "HTTP 405 Method Not Allowed"),
    ],
)
def test_what_the_realm_does_not_have_is_refused_as_keycloak_does(
    realm: Realm, method: str, path: str, status: int, error: str
) -> None:
    response = realm.request(method, path)

    assert (response.status_code, response.json()["error"]) == (status, error)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"grant_type", b"&" * 5000, b"a=%ff&grant_type=%00"])
def test_a_strange_form_is_no_bug(realm: Realm, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    response = realm.request("POST", TOKEN, data=body, headers=headers)

    assert response.status_code == 400


def test_a_form_in_another_media_type_has_no_fields(realm: Realm) -> None:
    response = realm.request("POST", TOKEN, json={"grant_type": "refresh_token"})

    assert refusal(response)[2] == "Missing form parameter: grant_type"
