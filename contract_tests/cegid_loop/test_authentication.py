"""Two keys on every call: the gateway's subscription key, then the firm's API key."""

from __future__ import annotations

import re

import pytest

from contract_tests.cegid_loop import imports
from contract_tests.cegid_loop.imports import BASE, DEPOSIT, FEC, JSON, PERSO, STATUS, TRA
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

GATEWAY = "Azure API Management: standard refusals"
API_KEY = "what a bad API key answers is not published"
MISSING = (
    "Access denied due to missing subscription key. Make sure to include subscription key when"
    " making requests to an API."
)
INVALID = (
    "Access denied due to invalid subscription key. Make sure to provide a valid key for an active"
    " subscription."
)
OPERATIONS = pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", PERSO),
        ("POST", FEC),
        ("POST", TRA),
        ("POST", JSON),
        ("GET", STATUS),
        ("GET", DEPOSIT),
        ("GET", f"{BASE}/compte"),
        ("POST", f"{BASE}/compte"),
        ("GET", f"{BASE}/EcritureComptable"),
        ("GET", f"{BASE}/groupe"),
        ("POST", f"{BASE}/collaborativeOffer/addOffer"),
        ("POST", f"{BASE}/collaborativeOffer/addCollaborativeOffer"),
        ("GET", f"{BASE}/section"),
        ("GET", f"{BASE}/journal"),
        ("GET", f"{BASE}/tva"),
        ("GET", f"{BASE}/tiersClient"),
        ("GET", f"{BASE}/tiersFournisseur"),
        ("GET", f"{BASE}/tiersSalarie"),
        ("GET", f"{BASE}/tiersDivers"),
        ("GET", f"{BASE}/etablissementComplet"),
        ("GET", f"{BASE}/AgenceCabinet"),
        ("GET", f"{BASE}/collaborateurCabinet"),
        ("GET", f"{BASE}/getImportHistory"),
    ],
)


def keys(target: Target) -> dict[str, str]:
    """The two headers of the right caller."""
    names = ("Ocp-Apim-Subscription-Key", "x-apikey")
    return {name: str(target.session.headers[name]) for name in names}


@OPERATIONS
@pytest.mark.documented(GATEWAY)
def test_a_call_without_keys_is_refused(target: Target, method: str, path: str) -> None:
    response = target.anonymous().request(method, path)

    assert expect(response, 401) == {"statusCode": 401, "message": MISSING}
    assert re.fullmatch(
        'AzureApiManagementKey realm="[^"]+",name="Ocp-Apim-Subscription-Key",type="header"',
        response.headers["WWW-Authenticate"],
    )


@OPERATIONS
@pytest.mark.documented(GATEWAY)
def test_an_unknown_subscription_key_is_refused(target: Target, method: str, path: str) -> None:
    session = target.with_credentials({**keys(target), "Ocp-Apim-Subscription-Key": "0" * 32})

    response = session.request(method, path)

    assert expect(response, 401) == {"statusCode": 401, "message": INVALID}
    assert response.headers["WWW-Authenticate"].startswith("AzureApiManagementKey ")


@OPERATIONS
@pytest.mark.assumed(API_KEY)
@pytest.mark.parametrize("pair", ["", "key", "key:", ":secret", "key:secret", "a:b:c"])
def test_a_bad_api_key_is_refused(target: Target, method: str, path: str, pair: str) -> None:
    session = target.with_credentials({**keys(target), "x-apikey": pair})

    answer = expect(session.request(method, path), 401)

    assert answer["error"]["message"] == "La clé API est absente ou invalide."


@OPERATIONS
@pytest.mark.assumed(API_KEY)
def test_a_missing_api_key_is_refused(target: Target, method: str, path: str) -> None:
    right = keys(target)
    del right["x-apikey"]

    response = target.with_credentials(right).request(method, path)

    assert_status(response, 401)


@pytest.mark.assumed("the gateway is taken to check before the service behind it")
def test_the_subscription_key_is_checked_first(target: Target) -> None:
    session = target.with_credentials({"Ocp-Apim-Subscription-Key": "x", "x-apikey": "y"})

    assert expect(session.get(DEPOSIT), 401)["message"] == INVALID


@pytest.mark.assumed("keys are taken to be checked before the body is read")
def test_without_keys_even_a_bad_body_is_only_unauthorized(target: Target) -> None:
    response = target.anonymous().post(PERSO, data=b"{")

    assert expect(response, 401)["message"] == MISSING


@pytest.mark.documented("Azure API Management: the key may come as the query's subscription-key")
def test_the_subscription_key_may_come_in_the_query(target: Target) -> None:
    right = keys(target)
    session = target.with_credentials({"x-apikey": right["x-apikey"]})
    query = {"filename": "a.txt", "subscription-key": right["Ocp-Apim-Subscription-Key"]}

    answer = expect(session.get(DEPOSIT, params=query), 200)

    assert answer["uri"].endswith("/a.txt")


@OPERATIONS
@pytest.mark.needs("foreign")
@pytest.mark.assumed("keys are taken to open their own firm only")
def test_somebody_elses_keys_are_refused(target: Target, method: str, path: str) -> None:
    response = target.foreign().request(method, path)

    assert expect(response, 401) == {"statusCode": 401, "message": INVALID}


@pytest.mark.documented(GATEWAY)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", PERSO),
        ("GET", FEC),
        ("GET", JSON),
        ("POST", f"{BASE}/journal"),
        ("POST", STATUS),
        ("POST", DEPOSIT),
        ("GET", imports.BASE + "/ct-no-such-operation"),
        ("POST", PERSO + "/more"),
    ],
)
def test_an_operation_that_does_not_exist_is_not_found(
    target: Target, method: str, path: str
) -> None:
    response = target.reading.request(method, path)

    assert expect(response, 404) == {"statusCode": 404, "message": "Resource not found"}


@pytest.mark.assumed("the gateway is taken to find the operation before it asks for keys")
def test_an_operation_that_does_not_exist_needs_no_keys(target: Target) -> None:
    response = target.anonymous().get(PERSO)

    assert expect(response, 404) == {"statusCode": 404, "message": "Resource not found"}
