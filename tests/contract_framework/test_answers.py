"""What a failed contract test says about the exchange, and what it keeps to itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from contract_tests.support.answers import assert_status, exchange, expect, json_of
from contract_tests.support.courtesy import NoCourtesy
from contract_tests.support.sessions import ApiSession, UnreachableError, allow
from tests.contract_framework.impostor import JSON, impostor

HINT = "is CONTRACT_CANDIS_BASE_URL right? It says http://somewhere"


def session_to(url: str, headers: dict[str, str] | None = None) -> ApiSession:
    return ApiSession(
        url, headers or {}, hint=HINT, courtesy=NoCourtesy(), guard=allow, trust_env=False
    )


def test_the_json_of_an_expected_answer_is_returned() -> None:
    with impostor((202, JSON, '{"processId": "p-1"}')) as server:
        response = session_to(server.url).post("/imports", json=[])

    assert expect(response, 200, 202) == {"processId": "p-1"}


def test_a_web_page_is_recognised_and_the_base_url_doubted() -> None:
    page = (200, {"Content-Type": "text/html"}, "<!doctype html><title>Welcome to nginx</title>")
    with impostor(page) as server:
        response = session_to(server.url).post("/imports", json=[])

    with pytest.raises(AssertionError) as failure:
        expect(response, 200)
    first_line = str(failure.value).splitlines()[0]
    assert first_line == (
        f"POST {server.url}/imports answered 200 text/html, expected JSON; first bytes: "
        f"'<!doctype html><title>Welcome to nginx</title>'; {HINT}"
    )


def test_a_page_with_another_status_is_doubted_too() -> None:
    page = (404, {"Content-Type": "text/html"}, "<h1>Not here</h1>")
    with impostor(page) as server:
        response = session_to(server.url).get("/imports")

    with pytest.raises(AssertionError, match="answered 404 text/html, expected 202; first bytes"):
        expect(response, 202)


def test_json_that_does_not_parse_is_shown() -> None:
    with impostor((200, JSON, '{"half":')) as server:
        response = session_to(server.url).get("/imports")

    with pytest.raises(AssertionError, match="does not parse") as failure:
        json_of(response)
    assert '< {"half":' in str(failure.value)


def test_an_unexpected_status_shows_request_and_response() -> None:
    with impostor((400, JSON, '{"errorCode": "BAD_INPUT"}')) as server:
        response = session_to(server.url).post("/imports", json=[{"name": "Revenue"}])

    with pytest.raises(AssertionError) as failure:
        assert_status(response, 202)
    message = str(failure.value)
    assert f"POST {server.url}/imports answered 400 application/json, expected 202" in message
    assert '> [{"name": "Revenue"}]' in message
    assert '< {"errorCode": "BAD_INPUT"}' in message
    assert HINT not in message


def test_credentials_are_never_shown_not_even_when_they_are_echoed() -> None:
    echo = '{"seen": "top-secret-token", "access_token": "fresh-token-1", "expires_in": 300}'
    with impostor((500, {**JSON, "Set-Cookie": "session=s3ss10n"}, echo)) as server:
        session = session_to(
            server.url, {"Authorization": "Bearer top-secret-token", "customer-key": "k-123456"}
        )
        response = session.post("/token?subscription-key=sub-key-1", json={"client_secret": "cs-1"})

    shown = exchange(response)
    hidden = ["top-secret", "k-123456", "sub-key-1", "cs-1", "fresh-token-1", "s3ss10n"]
    assert [secret for secret in hidden if secret in shown] == []
    assert '"expires_in": 300' in shown


def test_the_pair_in_basic_credentials_is_not_shown_in_clear() -> None:
    with impostor((500, JSON, '{"seen": "super-secret-key"}')) as server:
        basic = {"Authorization": "Basic c3VwZXItc2VjcmV0LWtleQ=="}
        response = session_to(server.url, basic).get("/companies")

    assert "super-secret-key" not in exchange(response)


def test_a_refused_connection_names_the_call_and_doubts_the_base_url() -> None:
    with impostor((200, JSON, "{}")) as server:
        gone = server.url

    with pytest.raises(UnreachableError) as failure:
        session_to(gone).get("/imports")
    assert f"GET {gone}/imports got no answer (ConnectionError" in str(failure.value)
    assert HINT in str(failure.value)


def test_a_server_without_tls_fails_with_the_reason() -> None:
    with impostor((200, JSON, "{}")) as server:
        url = server.url.replace("http://", "https://")

        with pytest.raises(UnreachableError, match="SSLError") as failure:
            session_to(url).get("/imports")
    assert HINT in str(failure.value)


def test_credentials_do_not_go_to_another_host() -> None:
    with impostor((200, JSON, "{}")) as server:
        session = session_to("http://api.example.test", {"x-api-key": "k-123456"})

        with pytest.raises(AssertionError, match=r"use target\.anonymous"):
            session.put(f"{server.url}/upload", data="x")

    assert server.asked == []


def test_a_session_without_credentials_may_go_anywhere() -> None:
    with impostor((200, JSON, "{}")) as server:
        response = session_to("http://api.example.test").put(f"{server.url}/upload", json="x")

    assert response.status_code == 200


def test_a_netrc_file_does_not_replace_the_credentials(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password other\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with impostor((200, JSON, "{}")) as server:
        session = ApiSession(
            server.url, {"Authorization": "mine"}, hint="", courtesy=NoCourtesy(), guard=allow
        )
        session.get("/")

    assert server.asked[0]["headers"]["Authorization"] == "mine"


def test_an_answer_of_a_plain_session_can_be_read_too() -> None:
    with impostor((200, JSON, "[1]")) as server:
        response = requests.get(server.url, timeout=5)

    assert json_of(response) == [1]
