"""Who may call: the x-api-key of an integration with the id and key of a customer."""

from __future__ import annotations

import pytest

from contract_tests.appzen.entities import (
    ENTITY,
    SEARCH,
    UNKNOWN_UUID,
    by_uuid,
    draft,
    send,
    upsert,
    with_headers,
)
from contract_tests.appzen.records import MASTER_DATA, ROOT
from contract_tests.support.answers import expect
from contract_tests.targets import Target

ARTICLE = "help centre 12905088759571: Authentication Overview"
GATEWAY = "taken to be refused by a gateway with 403; only a key without permission is published"

OPERATIONS = pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", ENTITY),
        ("POST", SEARCH),
        ("GET", f"{ENTITY}/{UNKNOWN_UUID}"),
        ("GET", f"{ENTITY}/external-entity-id/{UNKNOWN_UUID}"),
    ],
)
WRITES = [kind.path for kind in MASTER_DATA] + [
    "/unit-of-measure",
    "/user-group",
    "/invoice",
    "/invoice/externally-processed",
    "/invoice/externally-processed-for-audit",
    f"/invoice/{UNKNOWN_UUID}/status-sync",
]
SEARCHES = [kind.search for kind in MASTER_DATA if kind.search] + ["/invoice/search"]
READS = [kind.by_uuid.format(UNKNOWN_UUID) for kind in MASTER_DATA if kind.by_uuid] + [
    kind.by_key.format(UNKNOWN_UUID, "1") for kind in MASTER_DATA if kind.by_key
]
OTHER_READS = [
    "/lookup-table",
    "/user-groups",
    f"/user-group/{UNKNOWN_UUID}",
    "/generate-upload-url",
    f"/vat/vat-id/{UNKNOWN_UUID}",
    f"/purchase-order/purchase-order-number/{UNKNOWN_UUID}",
    f"/invoice/{UNKNOWN_UUID}",
    f"/invoice/{UNKNOWN_UUID}/audit-results",
    f"/invoice/processed-invoice/{UNKNOWN_UUID}",
    f"/invoice/audit-results?uuid={UNKNOWN_UUID}",
]
EVERY_OPERATION = pytest.mark.parametrize(
    ("method", "path"),
    [("POST", ROOT + path) for path in WRITES + SEARCHES]
    + [("GET", ROOT + path) for path in READS + OTHER_READS],
)


@EVERY_OPERATION
@pytest.mark.documented(ARTICLE)
def test_every_operation_refuses_a_wrong_customer_key(
    target: Target, method: str, path: str
) -> None:
    session = with_headers(target, customer_key="0" * 64)

    answer = expect(session.request(method, path, json={}), 401)

    assert answer["message"].startswith("Error code : ")


@EVERY_OPERATION
@pytest.mark.assumed(GATEWAY)
def test_every_operation_refuses_a_missing_x_api_key(
    target: Target, method: str, path: str
) -> None:
    session = with_headers(target, x_api_key=None)

    expect(session.request(method, path, json={}), 403)


@OPERATIONS
@pytest.mark.documented(ARTICLE)
def test_a_wrong_customer_key_is_unauthorized(target: Target, method: str, path: str) -> None:
    session = with_headers(target, customer_key="0" * 64)

    answer = expect(session.request(method, path, json={}), 401)

    assert answer["message"].startswith("Error code : ")


@OPERATIONS
@pytest.mark.documented(ARTICLE)
def test_a_missing_customer_key_is_unauthorized(target: Target, method: str, path: str) -> None:
    session = with_headers(target, customer_key=None)

    expect(session.request(method, path, json={}), 401)


@OPERATIONS
@pytest.mark.assumed("customer-id is taken to be checked together with customer-key")
@pytest.mark.parametrize("customer_id", [None, "", "1", "000000"])
def test_a_customer_id_that_is_not_the_keys_is_unauthorized(
    target: Target, method: str, path: str, customer_id: str | None
) -> None:
    session = with_headers(target, customer_id=customer_id)

    answer = expect(session.request(method, path, json={}), 401)

    assert answer["message"].endswith(" - Unable to authenticate credentials")


@OPERATIONS
@pytest.mark.assumed(GATEWAY)
@pytest.mark.parametrize("key", [None, "", "not-a-key"])
def test_a_missing_or_unknown_x_api_key_is_forbidden(
    target: Target, method: str, path: str, key: str | None
) -> None:
    session = with_headers(target, x_api_key=key)

    answer = expect(session.request(method, path, json={}), 403)

    assert answer["error"] == "Forbidden"
    assert answer["message"].endswith(" - You do not have permission to access this resource")


@OPERATIONS
@pytest.mark.assumed(GATEWAY)
def test_a_call_without_any_credentials_is_forbidden(
    target: Target, method: str, path: str
) -> None:
    expect(target.anonymous().request(method, path, json={}), 403)


@pytest.mark.documented(ARTICLE)
def test_a_call_without_any_credentials_is_refused(target: Target) -> None:
    response = target.anonymous().get(f"{ENTITY}/{UNKNOWN_UUID}")

    assert response.status_code in (401, 403)


@pytest.mark.assumed("the x-api-key is taken to be checked before the customer")
def test_the_x_api_key_is_checked_first(target: Target) -> None:
    session = with_headers(target, x_api_key="not-a-key", customer_key="not-a-key")

    expect(session.get(f"{ENTITY}/{UNKNOWN_UUID}"), 403)


@pytest.mark.assumed("credentials are taken to be checked before the URL")
def test_credentials_are_checked_before_the_url(target: Target) -> None:
    session = with_headers(target, customer_key="not-a-key")

    expect(session.get("/dictionary-data-services/nowhere"), 401)


@OPERATIONS
@pytest.mark.needs("foreign")
@pytest.mark.assumed(GATEWAY)
def test_the_credentials_of_somebody_elses_account_are_forbidden(
    target: Target, method: str, path: str
) -> None:
    expect(target.foreign().request(method, path, json={}), 403)


@pytest.mark.needs("disposable")
@pytest.mark.documented("help centre: 403, the key lacks the permission")
def test_a_key_without_permission_is_forbidden(target: Target) -> None:
    given = target.control("GET", "")["providers"]["appzen"]["credentials"]
    session = with_headers(target, x_api_key=given["restricted_x_api_key"])

    answer = expect(session.get(f"{ENTITY}/{UNKNOWN_UUID}"), 403)

    assert answer["message"].startswith("Error code : ")


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(ARTICLE + ": one x-api-key may serve several customers")
def test_two_customers_of_one_x_api_key_do_not_see_each_other(target: Target) -> None:
    given = target.control("GET", "")["providers"]["appzen"]["credentials"]
    stranger = with_headers(
        target,
        customer_id=given["other_customer_id"],
        customer_key=given["other_customer_key"],
    )
    entity = draft(target)
    uuid = upsert(target, entity)["uuid"]

    theirs = expect(stranger.post(ENTITY, json=entity), 201)

    assert theirs["uuid"] != uuid
    expect(stranger.get(f"{ENTITY}/{uuid}"), 404)
    expect(by_uuid(target, uuid), 200)


@pytest.mark.writes
@pytest.mark.documented(ARTICLE)
def test_the_right_credentials_open_the_door(target: Target) -> None:
    expect(send(target, draft(target)), 200, 201)
