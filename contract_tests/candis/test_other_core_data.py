"""POST and PUT of the other six kinds of core data. Their members are spelled by inference."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.candis import imports
from contract_tests.targets import Target

NAMES = "Candis publishes attributes of this type, but not how they are spelled"
RULES = "guide: Candis Core Data API"
LOG = "reference: getImportLogs, importErrors; which code is meant for what is inferred"
ERP = {"system": "CT", "externalId": "ct-1"}
TYPES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "tax-codes": ("taxCode", {"name": "Vorsteuer 19 %"}, {"name": "Vorsteuer"}),
    "payment-conditions": ("name", {"dueDate": 30}, {"dueDate": 14}),
    "contacts": ("accountsPayableNumber", {}, {"email": "ct@example.com"}),
    "purchase-orders": ("orderNumber", {"lines": []}, {"note": "changed"}),
    "goods-receipts": ("receiptNumber", {"lines": []}, {"note": "changed"}),
    "additional-delivery-costs": (
        "code",
        {"description": "FREIGHT", "erpData": ERP},
        {"description": "CUSTOMS", "erpData": ERP},
    ),
}
EVERY_TYPE = pytest.mark.parametrize("kind", TYPES)


def new(kind: str, key: str) -> dict[str, Any]:
    name, facts, _ = TYPES[kind]
    named = {"name": f"Contact {key}"} if kind == "contacts" else {}
    return {name: key, **named, **facts}


def changed(kind: str, key: str) -> dict[str, Any]:
    name, _, facts = TYPES[kind]
    return {name: key, **facts}


@EVERY_TYPE
@pytest.mark.writes
@pytest.mark.assumed(NAMES)
def test_a_new_record_is_imported(target: Target, kind: str) -> None:
    key = target.unique("new")

    events = imports.created(target, kind, new(kind, key))

    assert events == [{"id": key, "status": "IMPORTED", "operation": "CREATE"}]


@EVERY_TYPE
@pytest.mark.writes
@pytest.mark.assumed(NAMES)
def test_a_known_record_is_updated(target: Target, kind: str) -> None:
    key = target.unique("known")
    imports.created(target, kind, new(kind, key))

    events = imports.updated(target, kind, changed(kind, key))

    assert events == [{"id": key, "status": "IMPORTED", "operation": "UPDATE"}]


@pytest.mark.writes
@pytest.mark.assumed(LOG)
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("tax-codes", "BOOKING_KEY_NOT_FOUND"),
        ("payment-conditions", "PAYMENT_CONDITION_NOT_FOUND"),
        ("contacts", "CONTACT_NOT_EXISTING"),
        ("purchase-orders", "INVALID_INPUT"),
        ("goods-receipts", "INVALID_INPUT"),
        ("additional-delivery-costs", "INVALID_INPUT"),
    ],
)
def test_an_unknown_record_is_not_updated(target: Target, kind: str, code: str) -> None:
    key = target.unique("unknown")

    events = imports.updated(target, kind, changed(kind, key))

    assert events == [
        {"id": key, "status": "FAILED", "importErrors": [code], "operation": "UPDATE"}
    ]


@pytest.mark.writes
@pytest.mark.assumed(LOG)
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("tax-codes", "BOOKING_KEY_ALREADY_EXIST"),
        ("payment-conditions", "PAYMENT_CONDITION_ALREADY_EXIST"),
        ("contacts", "CONTACT_ALREADY_EXIST"),
    ],
)
def test_what_exists_is_not_created_again(target: Target, kind: str, code: str) -> None:
    key = target.unique("twice")
    imports.created(target, kind, new(kind, key))

    events = imports.created(target, kind, new(kind, key))

    assert events[0]["importErrors"] == [code]


@pytest.mark.writes
@pytest.mark.documented("changelog: three-way match")
def test_a_purchase_order_that_is_sent_again_is_updated(target: Target) -> None:
    key = target.unique("order")
    imports.created(target, "purchase-orders", new("purchase-orders", key))

    events = imports.created(target, "purchase-orders", {**new("purchase-orders", key), "n": 1})

    assert events[0]["status"] == "IMPORTED"


@pytest.mark.writes
@pytest.mark.spec("updateAdditionalDeliveryCost: erpData is required")
def test_a_delivery_cost_without_erp_data_is_refused(target: Target) -> None:
    response = imports.update(target, "additional-delivery-costs", [{"code": "ct-x"}])

    assert imports.refusal(response, 400)["errorCode"] in ("BAD_INPUT", "BAD_REQUEST")


@pytest.mark.writes
@pytest.mark.assumed(f"{RULES}: such a contact is rejected; with which code is inferred")
@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"iban": "DE89370400440532013001"}, "INVALID_IBAN"),
        ({"vatId": "DE136695977"}, "INVALID_INPUT"),
        ({"email": "not an address"}, "INVALID_INPUT"),
    ],
)
def test_a_contact_with_an_impossible_number_is_rejected(
    target: Target, facts: dict[str, str], code: str
) -> None:
    key = target.unique("contact")

    events = imports.created(target, "contacts", {**new("contacts", key), **facts})

    assert [(event["status"], event["importErrors"]) for event in events] == [("FAILED", [code])]


@pytest.mark.writes
@pytest.mark.documented(RULES)
def test_a_contact_with_an_unknown_payment_condition_is_imported(target: Target) -> None:
    key = target.unique("contact")
    record = {**new("contacts", key), "paymentConditionName": target.unique("nobodys")}

    events = imports.created(target, "contacts", record)

    assert events == [{"id": key, "status": "IMPORTED", "operation": "CREATE"}]


@pytest.mark.writes
@pytest.mark.assumed("help centre: names are compared; that the API refuses them is inferred")
def test_two_contacts_do_not_share_a_name(target: Target) -> None:
    first, second = target.unique("contact"), target.unique("contact")
    imports.created(target, "contacts", new("contacts", first))
    record = {**new("contacts", second), "name": f"Contact {first}"}

    events = imports.created(target, "contacts", record)

    assert events[0]["importErrors"] == ["DUPLICATE_CONTACT_NAME"]


@pytest.mark.writes
@pytest.mark.assumed("the code's name says that an archived condition cannot be changed")
def test_an_archived_payment_condition_is_not_changed(target: Target) -> None:
    key = target.unique("condition")
    imports.created(target, "payment-conditions", {"name": key, "dueDate": 1})
    imports.updated(target, "payment-conditions", {"name": key, "isArchived": True})

    events = imports.updated(target, "payment-conditions", {"name": key, "dueDate": 2})

    assert events[0]["importErrors"] == ["PAYMENT_CONDITION_IS_ARCHIVED"]


@EVERY_TYPE
@pytest.mark.writes
@pytest.mark.assumed("every documented type takes a bare array")
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_wrapped_batch_is_refused(target: Target, kind: str, method: str) -> None:
    response = target.session.request(method, imports.path(target, kind), json={kind: []})

    assert imports.refusal(response, 400)["errorCode"] in ("BAD_REQUEST", "BAD_INPUT")
