import pytest

from mockserver.testing import MockSandbox, MockServer
from tests.providers.cegid_loop import loop

MISSING = {
    "statusCode": 401,
    "message": "Access denied due to missing subscription key. Make sure to include subscription"
    " key when making requests to an API.",
}
INVALID = {
    "statusCode": 401,
    "message": "Access denied due to invalid subscription key. Make sure to provide a valid key"
    " for an active subscription.",
}
NOT_FOUND = {"statusCode": 404, "message": "Resource not found"}
BAD_KEY = "La clé API est absente ou invalide."
OPERATIONS = pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", loop.IMPORT_PERSO),
        ("POST", loop.IMPORT_FEC),
        ("GET", loop.STATUS),
        ("GET", loop.DEPOSIT),
    ],
)


@OPERATIONS
def test_a_call_without_a_subscription_key_is_refused_by_the_gateway(
    mock_sandbox: MockSandbox, method: str, path: str
) -> None:
    access = mock_sandbox.cegid_loop
    headers = {"x-apikey": access.headers["x-apikey"]}

    response = mock_sandbox.server.session().request(
        method, access.base_url + path, headers=headers
    )

    assert response.status_code == 401
    assert response.json() == MISSING
    assert response.headers["WWW-Authenticate"] == (
        f'AzureApiManagementKey realm="{access.base_url}/loop-api-publiques",'
        'name="Ocp-Apim-Subscription-Key",type="header"'
    )


@OPERATIONS
def test_an_unknown_subscription_key_is_refused_by_the_gateway(
    mock_sandbox: MockSandbox, method: str, path: str
) -> None:
    headers = {"Ocp-Apim-Subscription-Key": "0123456789abcdef0123456789abcdef"}

    response = mock_sandbox.cegid_loop.request(method, path, headers=headers)

    assert response.status_code == 401
    assert response.json() == INVALID
    assert "WWW-Authenticate" in response.headers


@OPERATIONS
@pytest.mark.parametrize("pair", ["", "key", ":", "key:", ":secret", "key:secret", "a:b:c"])
def test_a_bad_api_key_is_refused_by_the_import_service(
    mock_sandbox: MockSandbox, method: str, path: str, pair: str
) -> None:
    response = mock_sandbox.cegid_loop.request(method, path, headers={"x-apikey": pair})

    assert loop.message(response, 401) == BAD_KEY


def test_the_secret_must_be_that_of_the_key(mock_sandbox: MockSandbox) -> None:
    key = mock_sandbox.cegid_loop.credentials["api_key"]

    response = mock_sandbox.cegid_loop.request(
        "GET", loop.DEPOSIT, headers={"x-apikey": f"{key}:{key}"}
    )

    assert loop.message(response, 401) == BAD_KEY


def test_the_subscription_key_is_checked_before_the_api_key(mock_sandbox: MockSandbox) -> None:
    response = mock_sandbox.cegid_loop.request(
        "POST", loop.IMPORT_PERSO, headers={"Ocp-Apim-Subscription-Key": "x", "x-apikey": "y"}
    )

    assert response.json() == INVALID


def test_the_subscription_key_may_come_in_the_query(mock_sandbox: MockSandbox) -> None:
    access = mock_sandbox.cegid_loop
    headers = {"x-apikey": access.headers["x-apikey"]}
    params = {"filename": "a.txt", "subscription-key": access.credentials["subscription_key"]}

    response = mock_sandbox.server.session().get(
        access.base_url + loop.DEPOSIT, params=params, headers=headers
    )

    assert "uri" in response.json()


def test_the_subscription_key_of_the_header_wins(mock_sandbox: MockSandbox) -> None:
    params = {"subscription-key": mock_sandbox.cegid_loop.credentials["subscription_key"]}

    response = mock_sandbox.cegid_loop.request(
        "GET", loop.DEPOSIT, params=params, headers={"Ocp-Apim-Subscription-Key": "wrong"}
    )

    assert response.json() == INVALID


def test_the_secondary_subscription_key_is_good_as_well(mock_sandbox: MockSandbox) -> None:
    [(secondary,)] = loop.rows(
        mock_sandbox, "SELECT text FROM credential WHERE kind = 'subscription_key_secondary'"
    )

    response = mock_sandbox.cegid_loop.request(
        "GET",
        loop.DEPOSIT,
        params={"filename": "a.txt"},
        headers={"Ocp-Apim-Subscription-Key": secondary},
    )

    assert "uri" in response.json()


def test_the_keys_of_one_sandbox_do_not_open_another(
    mock_server: MockServer, mock_sandbox: MockSandbox
) -> None:
    other = mock_server.sandbox().cegid_loop

    response = mock_sandbox.cegid_loop.request("GET", loop.DEPOSIT, headers=other.headers)
    half = mock_sandbox.cegid_loop.request(
        "GET", loop.DEPOSIT, headers={"x-apikey": other.headers["x-apikey"]}
    )

    assert response.json() == INVALID
    assert loop.message(half, 401) == BAD_KEY


def test_the_keys_lead_to_their_sandbox_at_the_real_host(mock_sandbox: MockSandbox) -> None:
    response = mock_sandbox.cegid_loop.session().get(
        "https://api.cegid.com/loop-api-publiques/getFileUrlDeposit?filename=a.txt"
    )

    assert response.json()["depositUrl"].startswith(
        f"http://looptestcabinetrdd.blob.core.windows.net/sandboxes/{mock_sandbox.name}"
        "/api-import-ecritures-dev/"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/loop-api-publiques/getFileUrlDeposit",
        "/loop-api-publiques/getfileurldeposit",
        "/LOOP-API-PUBLIQUES/GETFILEURLDEPOSIT/",
        "/getFileUrlDeposit",
        "/getfileurldeposit/",
    ],
)
def test_routes_are_found_in_any_case_and_below_the_root(
    mock_sandbox: MockSandbox, path: str
) -> None:
    response = mock_sandbox.cegid_loop.request("GET", path, params={"FileName": "a.txt"})

    assert response.json()["uri"].endswith("/a.txt")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", loop.IMPORT_PERSO),
        ("PUT", loop.IMPORT_FEC),
        ("POST", loop.STATUS),
        ("DELETE", loop.DEPOSIT),
        ("OPTIONS", loop.DEPOSIT),
        ("GET", "/"),
        ("GET", "/loop-api-publiques"),
        ("GET", "/loop-api-publiques/sink"),
        ("GET", "/loop-api-publiques//getImportStatus"),
        ("GET", "/getImportStatus//"),
        ("GET", "/other/getImportStatus"),
        ("POST", "/loop-api-publiques/importPerso/x"),
    ],
)
def test_an_unknown_operation_is_not_found_even_without_keys(
    mock_sandbox: MockSandbox, method: str, path: str
) -> None:
    response = mock_sandbox.server.session().request(
        method, mock_sandbox.cegid_loop.base_url + path
    )

    assert response.status_code == 404
    assert response.json() == NOT_FOUND


def test_head_is_not_an_operation(mock_sandbox: MockSandbox) -> None:
    assert mock_sandbox.cegid_loop.request("HEAD", loop.STATUS).status_code == 404


def test_a_rate_limit_refuses_as_the_gateway_does(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.settings["cegid_loop.calls_per_minute"] = 1
    mock_sandbox.clock.to("2030-01-01T00:00:45Z")
    mock_sandbox.cegid_loop.request("GET", loop.STATUS)

    response = mock_sandbox.cegid_loop.request("GET", loop.STATUS)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "15"
    assert response.json() == {
        "statusCode": 429,
        "message": "Rate limit is exceeded. Try again in 15 seconds.",
    }


def test_credentials_survive_a_reset(mock_sandbox: MockSandbox) -> None:
    mock_sandbox.reset()

    loop.accepted(mock_sandbox)


def test_a_rate_limit_that_a_tester_asks_for_has_the_words_of_the_gateway(
    mock_sandbox: MockSandbox,
) -> None:
    fault = {"provider": "cegid_loop", "kind": "rate-limit", "value": 7}
    mock_sandbox.server.steer("POST", f"/sandboxes/{mock_sandbox.name}/faults", fault)

    response = mock_sandbox.cegid_loop.request("GET", loop.DEPOSIT)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "7"
    assert response.json() == {
        "statusCode": 429,
        "message": "Rate limit is exceeded. Try again in 7 seconds.",
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "collaborativeOffer/removeOffer"),
        ("GET", "collaborativeOffer/dossiers"),
        ("POST", "formeJuridique"),
        ("GET", "etablissementJuridique"),
        ("POST", "sink"),
        ("GET", "importPerso"),
    ],
)
def test_a_route_that_nobody_published_is_a_404_and_the_journal_calls_it_unsupported(
    mock_sandbox: MockSandbox, method: str, path: str
) -> None:
    response = mock_sandbox.cegid_loop.request(method, f"/loop-api-publiques/{path}")

    assert (response.status_code, response.json()) == (404, NOT_FOUND)
    reason = loop.newest_reason(mock_sandbox)
    assert reason is not None
    assert reason["evidence"] == "unsupported"
    assert reason["detail"] == f"the emulator serves no {method} /loop-api-publiques/{path}"
