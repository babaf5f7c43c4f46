"""Who may call: the x-api-key first (403), then the customer (401), then everything else."""

import pytest

from mockserver.testing import MockSandbox, MockServer
from mockserver.testing.sandbox import ProviderAccess
from tests.providers.appzen.entities import ENTITY, SEARCH, detail, entity

URL = "http://mockserver.localhost/appzen"
OPERATIONS = pytest.mark.parametrize(
    ("method", "path"),
    [("POST", ENTITY), ("POST", SEARCH), ("GET", f"{ENTITY}/x"), ("GET", "/nowhere"), ("PUT", "/")],
)


@OPERATIONS
@pytest.mark.parametrize(
    ("headers", "status", "explanation"),
    [
        ({"x-api-key": None}, 403, "x-api-key: expected an x-api-key, got none"),
        ({"x-api-key": ""}, 403, "x-api-key: expected an x-api-key, got none"),
        (
            {"x-api-key": "nobody"},
            403,
            "x-api-key: expected an x-api-key that may call,"
            " got one this sandbox has not given out",
        ),
        (
            {"x-api-key": "nobody", "customer-key": "nobody"},
            403,
            "x-api-key: expected an x-api-key that may call,"
            " got one this sandbox has not given out",
        ),
        (
            {"customer-key": None},
            401,
            "customer-key: expected the customer-id and customer-key of one customer of this"
            " sandbox, got none",
        ),
        (
            {"customer-key": "nobody"},
            401,
            "customer-key: expected the customer-id and customer-key of one customer of this"
            " sandbox, got one this sandbox has not given out",
        ),
        (
            {"customer-id": ""},
            401,
            "customer-id: expected the customer-id and customer-key of one customer of this"
            " sandbox, got none",
        ),
        (
            {"customer-id": "1"},
            401,
            "customer-id: expected the customer-id and customer-key of one customer of this"
            " sandbox, got one that the customer-key does not belong to",
        ),
    ],
)
def test_bad_credentials_are_refused_before_anything_else_is_looked_at(
    appzen: ProviderAccess,
    method: str,
    path: str,
    headers: dict[str, str | None],
    status: int,
    explanation: str,
) -> None:
    refused = appzen.request(method, path, headers=headers, data=b"{")

    assert refused.status_code == status
    assert detail(refused) == explanation
    assert refused.json()["status"] == status


def test_a_key_without_permissions_is_forbidden(appzen: ProviderAccess) -> None:
    restricted = {"x-api-key": appzen.credentials["restricted_x_api_key"]}

    refused = appzen.request("GET", f"{ENTITY}/x", headers=restricted)

    assert refused.status_code == 403
    assert refused.json()["error"] == "Forbidden"
    assert refused.json()["message"].endswith(
        " - You do not have permission to access this resource"
    )
    assert detail(refused).endswith("got one without permissions")


def test_one_customers_id_does_not_go_with_anothers_key(appzen: ProviderAccess) -> None:
    mixed = {"customer-id": appzen.credentials["other_customer_id"]}

    assert appzen.request("GET", f"{ENTITY}/x", headers=mixed).status_code == 401


def test_credentials_of_one_sandbox_do_not_open_another(
    world: MockSandbox, mock_sandbox: MockSandbox
) -> None:
    foreign = mock_sandbox.appzen.headers
    customer_only = {name: foreign[name] for name in ("customer-id", "customer-key")}

    with_all = world.appzen.request("GET", f"{ENTITY}/x", headers=foreign)
    with_customer = world.appzen.request("GET", f"{ENTITY}/x", headers=customer_only)

    assert (with_all.status_code, with_customer.status_code) == (403, 401)


@pytest.mark.parametrize("credential", ["x-api-key", "customer-key"])
def test_either_key_leads_an_unmodified_client_to_its_sandbox(
    world: MockSandbox, credential: str
) -> None:
    world.appzen.request("POST", ENTITY, json=entity())
    session = world.server.session()
    headers = dict(world.appzen.headers)
    hidden = "x-api-key" if credential == "customer-key" else "customer-key"
    headers[hidden] = "unknown"

    answer = session.get(f"{URL}{ENTITY}/external-entity-id/E-1", headers=headers)

    assert answer.headers["Mock-Request-Id"].startswith(f"{world.name}-")


def test_the_real_host_names_answer_to_the_credentials(world: MockSandbox) -> None:
    created = world.appzen.session().post(f"https://api.appzen.com{ENTITY}", json=entity())
    session = world.appzen.session()

    read = session.get(f"https://eu-api.appzen.com{ENTITY}/{created.json()['uuid']}")

    assert read.json()["entity_id"] == "E-1"


@pytest.mark.parametrize(
    "headers",
    [
        {"x-api-key": "R7wsFxxxx", "customer-id": "1004xxxx", "customer-key": "15d1xxxx"},
        {
            "x-api-key": "mock_default_appzen-api-key",
            "customer-id": "100412",
            "customer-key": "mock_default_appzen-customer-key",
        },
    ],
    ids=["the vendor's placeholders", "the README's"],
)
def test_the_default_sandbox_opens_to_fixed_credentials(
    mock_server: MockServer, headers: dict[str, str]
) -> None:
    session = mock_server.session()

    read = session.get(f"{URL}{ENTITY}/external-entity-id/HPG-1000", headers=headers)

    assert (read.status_code, read.json()["entity_id"]) == (200, "HPG-1000")


def test_the_placeholders_open_no_other_sandbox(appzen: ProviderAccess) -> None:
    placeholders = {"x-api-key": "R7wsFxxxx", "customer-id": "1004xxxx", "customer-key": "15d1xxxx"}

    assert appzen.request("GET", f"{ENTITY}/x", headers=placeholders).status_code == 403


def test_a_sandbox_has_customer_ids_of_six_digits(appzen: ProviderAccess) -> None:
    ids = appzen.credentials["customer_id"], appzen.credentials["other_customer_id"]

    assert [len(id_) for id_ in ids] == [6, 6]
    assert "".join(ids).isdigit()
    assert ids[0] != ids[1]


def test_headers_and_credentials_say_the_same(appzen: ProviderAccess) -> None:
    assert appzen.headers == {
        "x-api-key": appzen.credentials["x_api_key"],
        "customer-id": appzen.credentials["customer_id"],
        "customer-key": appzen.credentials["customer_key"],
    }


def test_credentials_survive_a_reset_and_the_records_do_not(world: MockSandbox) -> None:
    uuid = world.appzen.request("POST", ENTITY, json=entity()).json()["uuid"]

    world.reset()

    assert world.appzen.request("GET", f"{ENTITY}/{uuid}").status_code == 404
    assert world.appzen.request("POST", ENTITY, json=entity()).json()["uuid"] == uuid


def test_keys_do_not_stand_in_the_journal(world: MockSandbox) -> None:
    world.appzen.request("GET", f"{ENTITY}/x")

    (call,) = world.journal.calls(provider="appzen")

    assert "mock_" not in str(call)


def test_too_many_calls_a_second_are_refused_until_the_next_one(world: MockSandbox) -> None:
    world.settings["appzen.calls_per_second"] = 1
    first = world.appzen.request("GET", f"{ENTITY}/x")
    second = world.appzen.request("GET", f"{ENTITY}/x")
    world.clock.advance(1)
    third = world.appzen.request("GET", f"{ENTITY}/x")

    assert [first.status_code, second.status_code, third.status_code] == [404, 429, 404]
    assert second.json()["error"] == "Too Many Requests"
    assert second.json()["message"].endswith(" - Too many requests, please try again later")
    assert second.headers["Mock-Origin"] == "quota"
    assert "Retry-After" not in second.headers


def test_too_many_calls_a_day_are_refused_until_the_next_one(world: MockSandbox) -> None:
    world.settings["appzen.calls_per_day"] = 1
    first = world.appzen.request("GET", f"{ENTITY}/x")
    world.clock.advance("PT11H")
    second = world.appzen.request("GET", f"{ENTITY}/x")
    world.clock.advance("PT1H")
    third = world.appzen.request("GET", f"{ENTITY}/x")

    assert [first.status_code, second.status_code, third.status_code] == [404, 429, 404]
