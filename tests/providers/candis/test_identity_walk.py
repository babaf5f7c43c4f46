"""The walk of a person through login and consent, and how a client is answered."""

import pytest

from tests.providers.candis.identity import ANNA, AUTH, CALLBACK, JONAS, Realm, answer_in


def test_who_allows_sends_a_code_to_the_client(realm: Realm) -> None:
    response = realm.walked(state="a b&c")

    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"{CALLBACK}?state=a+b%26c&session_state=")
    assert list(answer_in(response)) == ["state", "session_state", "iss", "code"]
    assert answer_in(response)["iss"].endswith("/auth/realms/candis")


def test_without_a_state_none_comes_back(realm: Realm) -> None:
    assert "state" not in answer_in(realm.walked())


def test_who_denies_sends_access_denied(realm: Realm) -> None:
    answer = answer_in(realm.walked(decision="deny", state="s"))

    assert (answer["error"], answer["state"]) == ("access_denied", "s")
    assert "code" not in answer


def test_the_login_shows_everybody_and_where_they_belong(realm: Realm) -> None:
    page = realm.ask()

    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Alpha Organization (admin), Beta Organization (admin)" in page.text
    assert "Alpha Organization (accountant)" in page.text
    assert "no organization" in page.text


def test_a_login_hint_is_chosen_already(realm: Realm) -> None:
    page = realm.ask(login_hint=JONAS)

    assert f'value="{JONAS}" required checked' in page.text


def test_somebody_unknown_cannot_log_in(realm: Realm) -> None:
    page = realm.submit(realm.ask(), username="nobody@example.com")

    assert page.status_code == 400
    assert "Choose who logs in." in page.text


def test_the_consent_says_who_asks_for_what(realm: Realm) -> None:
    page = realm.follow(realm.submit(realm.ask(), username=ANNA))

    assert "<h1>Demo integration asks for access</h1>" in page.text
    assert "Export approved documents" in page.text
    assert "Keep access when you are not there" in page.text


def test_the_only_organization_is_chosen_already(realm: Realm) -> None:
    page = realm.follow(realm.submit(realm.ask(), username=JONAS))

    assert 'value="alpha-organization" required checked' in page.text


def test_who_belongs_nowhere_can_only_deny(realm: Realm) -> None:
    page = realm.follow(realm.submit(realm.ask(), username="lea.fischer@example.com"))

    assert "You belong to no organization" in page.text
    assert 'value="deny"' in page.text
    assert 'value="allow"' not in page.text


@pytest.mark.parametrize("organization", ["", "beta-organization", "nobody"])
def test_nobody_allows_for_an_organization_they_do_not_belong_to(
    realm: Realm, organization: str
) -> None:
    page = realm.walked(user=JONAS, organization=organization)

    assert page.status_code == 400
    assert "Choose one organization." in page.text


@pytest.mark.parametrize("path", ["consent", "authenticate"])
def test_who_is_not_logged_in_consents_to_nothing(realm: Realm, path: str) -> None:
    query = {"response_type": "code", "client_id": realm.client_id, "redirect_uri": CALLBACK}
    where = f"/auth/realms/candis/login-actions/{path}"

    response = realm.request("POST", where, params=query, data={"decision": "allow"})

    assert "code=" not in response.headers.get("Location", "")
    assert response.status_code in (302, 400)


def test_a_consent_without_login_starts_again(realm: Realm) -> None:
    query = {"response_type": "code", "client_id": realm.client_id, "redirect_uri": CALLBACK}

    response = realm.request("GET", "/auth/realms/candis/login-actions/consent", params=query)

    assert response.status_code == 302
    assert AUTH in response.headers["Location"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"client_id": None}, "Missing parameters: client_id"),
        ({"client_id": "nobody"}, "Client not found."),
        ({"redirect_uri": None}, "Invalid parameter: redirect_uri"),
        ({"redirect_uri": CALLBACK + "/x"}, "Invalid parameter: redirect_uri"),
        ({"redirect_uri": "javascript:alert(1)"}, "Invalid parameter: redirect_uri"),
    ],
)
def test_a_client_that_is_not_known_is_refused_on_a_page(
    realm: Realm, query: dict[str, str], message: str
) -> None:
    page = realm.ask(**query)

    assert page.status_code == 400
    assert message in page.text
    assert "Location" not in page.headers


@pytest.mark.parametrize(
    ("query", "error", "description"),
    [
        ({"response_type": None}, "invalid_request", "Missing parameter: response_type"),
        ({"response_type": "token"}, "unsupported_response_type", None),
        ({"scope": "exports admin"}, "invalid_scope", "Invalid scopes: exports admin"),
        ({"prompt": "none"}, "login_required", None),
        ({"response_mode": "x"}, "invalid_request", "Invalid parameter: response_mode"),
        (
            {"code_challenge_method": "S256"},
            "invalid_request",
            "Missing parameter: code_challenge",
        ),
        ({"code_challenge": "short"}, "invalid_request", "Invalid parameter: code_challenge"),
        (
            {"code_challenge": "a" * 43, "code_challenge_method": "S512"},
            "invalid_request",
            "Invalid parameter: invalid code_challenge_method",
        ),
    ],
)
def test_a_bad_request_of_a_known_client_goes_back_to_it(
    realm: Realm, query: dict[str, str], error: str, description: str | None
) -> None:
    response = realm.ask(state="s", **query)

    answer = answer_in(response)
    assert (response.status_code, answer["error"], answer["state"]) == (302, error, "s")
    assert answer.get("error_description") == description


def test_an_answer_can_come_in_the_fragment(realm: Realm) -> None:
    location = realm.walked(response_mode="fragment").headers["Location"]

    assert location.startswith(f"{CALLBACK}#session_state=")


def test_a_client_without_a_web_server_reads_the_code_from_a_page(realm: Realm) -> None:
    redirect_uri = "https://my.candis.io/authentication_code"

    response = realm.walked(redirect_uri=redirect_uri)
    page = realm.follow(response)

    code = answer_in(response)["code"]
    assert f"<code>{code}</code>" in page.text
    assert realm.exchange(code, redirect_uri=redirect_uri).status_code == 200


def test_what_a_client_sends_is_escaped(realm: Realm) -> None:
    page = realm.ask(state='"><script>alert(1)</script>')

    assert "<script>" not in page.text


def test_looking_at_the_pages_changes_nothing(realm: Realm) -> None:
    first = realm.ask().text

    assert realm.ask().text == first
    assert realm.sandbox.clock.run_until_idle() == []


def test_the_real_host_names_serve_the_walk(realm: Realm) -> None:
    session = realm.sandbox.server.session()
    query = {
        "response_type": "code",
        "client_id": realm.client_id,
        "redirect_uri": CALLBACK,
        "code_challenge": "a" * 43,
    }

    page = session.get(f"https://id.my.candis.io{AUTH}", params=query)

    assert "Log in to Candis" in page.text
