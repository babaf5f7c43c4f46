"""GET /entity/{uuid} and /entity/external-entity-id/{external-entity-id}."""

from urllib.parse import quote

import pytest

from mockserver.testing import MockSandbox
from mockserver.testing.sandbox import ProviderAccess
from tests.providers.appzen.entities import BY_EXTERNAL_ID, ENTITY, detail, entity


def test_an_entity_is_read_by_its_uuid_without_the_uuid(appzen: ProviderAccess) -> None:
    uuid = appzen.request("POST", ENTITY, json=entity()).json()["uuid"]

    read = appzen.request("GET", f"{ENTITY}/{uuid}")

    assert read.status_code == 200
    assert read.headers["Content-Type"] == "application/json"
    assert read.json() == entity(is_active=True)


def test_fields_are_shown_in_the_order_of_the_documentation(appzen: ProviderAccess) -> None:
    appzen.request("POST", ENTITY, json=dict(reversed(entity(custom_json={}).items())))

    read = appzen.request("GET", f"{BY_EXTERNAL_ID}/E-1")

    assert list(read.json()) == [
        "entity_id",
        "entity_name",
        "entity_type",
        "appzen_entity_type",
        "addresses",
        "currency",
        "is_active",
        "custom_json",
    ]


@pytest.mark.parametrize("entity_id", ["E-1", "Ä ö+%?#&", "a;b=c", "e\u0301", "..", "search", "0"])
def test_an_entity_is_read_by_whatever_id_the_erp_gave_it(
    appzen: ProviderAccess, entity_id: str
) -> None:
    appzen.request("POST", ENTITY, json=entity(entity_id))

    path = quote(entity_id, safe="").replace(".", "%2E")
    read = appzen.request("GET", f"{BY_EXTERNAL_ID}/{path}")

    assert read.json()["entity_id"] == entity_id


@pytest.mark.parametrize(
    "path",
    [
        "/00000000-0000-4000-8000-000000000000",
        "/testEntity",
        "/search",
        "/external-entity-id",
        "/external-entity-id/E-2",
        "/external-entity-id/e-1",
        "/external-entity-id/E-1/more",
        "/%00",
        "/%FF%FE",
        "/..%2F..%2Fetc%2Fpasswd",
        "/' OR 1=1 --",
    ],
)
def test_what_does_not_exist_is_not_found(appzen: ProviderAccess, path: str) -> None:
    appzen.request("POST", ENTITY, json=entity())

    read = appzen.request("GET", ENTITY + path)

    assert read.status_code == 404
    assert read.json()["message"].endswith(" - The resource you specified cannot be not found")


def test_the_refusal_names_the_record_that_is_not_there(appzen: ProviderAccess) -> None:
    read = appzen.request("GET", f"{BY_EXTERNAL_ID}/Ünbekannt")

    assert detail(read) == "entity: expected one that exists, got '\\xdcnbekannt'"


@pytest.mark.parametrize(
    "path",
    [
        f"{ENTITY}/external-entity-id/E-1/",
        "//dictionary-data-services//entity///external-entity-id/E-1//",
    ],
)
def test_slashes_too_many_are_tolerated_without_a_redirect(
    appzen: ProviderAccess, path: str
) -> None:
    appzen.request("POST", ENTITY, json=entity())

    read = appzen.request("GET", path, allow_redirects=False)

    assert (read.status_code, read.json()["entity_id"]) == (200, "E-1")


def test_an_inactive_entity_is_still_there(appzen: ProviderAccess) -> None:
    appzen.request("POST", ENTITY, json=entity(is_active=False))

    assert appzen.request("GET", f"{BY_EXTERNAL_ID}/E-1").json()["is_active"] is False


def test_customers_do_not_see_each_other(world: MockSandbox) -> None:
    given = world.appzen.credentials
    other = world.appzen.headers | {
        "customer-id": given["other_customer_id"],
        "customer-key": given["other_customer_key"],
    }
    uuid = world.appzen.request("POST", ENTITY, json=entity()).json()["uuid"]

    theirs = world.appzen.request("GET", f"{ENTITY}/{uuid}", headers=other)
    created = world.appzen.request("POST", ENTITY, json=entity(currency="USD"), headers=other)

    assert theirs.status_code == 404
    assert created.status_code == 201
    assert world.appzen.request("GET", f"{ENTITY}/{uuid}").json()["currency"] == "EUR"


def test_head_answers_like_get_without_a_body(appzen: ProviderAccess) -> None:
    appzen.request("POST", ENTITY, json=entity())

    head = appzen.request("HEAD", f"{BY_EXTERNAL_ID}/E-1")

    assert (head.status_code, head.content) == (200, b"")
