"""All eight kinds of core data: created, changed, archived, and every error of the log."""

from typing import Any

import pytest

from mockserver.providers.candis import core_data, rules
from tests.providers.candis.conftest import Candis

ERP = {"system": "BC365", "externalId": "1"}
NEW: dict[str, dict[str, Any]] = {
    "general-ledger-accounts": {"accountCode": "N-1", "name": "New"},
    "cost-centers": {"code": "N-1", "name": "New", "type": "COST_OBJECT"},
    "tax-codes": {"taxCode": "N-1", "name": "New"},
    "payment-conditions": {"name": "N-1", "dueDate": 10},
    "contacts": {"accountsPayableNumber": "N-1", "name": "New"},
    "purchase-orders": {"orderNumber": "N-1", "lines": []},
    "goods-receipts": {"receiptNumber": "N-1", "lines": []},
    "additional-delivery-costs": {"code": "N-1", "description": "New", "erpData": ERP},
}
CHANGE: dict[str, dict[str, Any]] = {
    "general-ledger-accounts": {"accountCode": "N-1", "name": "Other"},
    "cost-centers": {"code": "N-1", "name": "Other", "type": "COST_OBJECT"},
    "tax-codes": {"taxCode": "N-1", "name": "Other"},
    "payment-conditions": {"name": "N-1", "dueDate": 20},
    "contacts": {"accountsPayableNumber": "N-1", "name": "Other"},
    "purchase-orders": {"orderNumber": "N-1", "lines": [{"lineNumber": 1}]},
    "goods-receipts": {"receiptNumber": "N-1", "lines": [{"lineNumber": 1}]},
    "additional-delivery-costs": {"code": "N-1", "description": "Other", "erpData": ERP},
}
KEYED: dict[str, dict[str, Any]] = {
    "general-ledger-accounts": {"accountCode": "N-1"},
    "cost-centers": {"code": "N-1", "type": "COST_OBJECT"},
    "tax-codes": {"taxCode": "N-1"},
    "payment-conditions": {"name": "N-1"},
    "contacts": {"accountsPayableNumber": "N-1"},
    "purchase-orders": {"orderNumber": "N-1"},
    "goods-receipts": {"receiptNumber": "N-1"},
}
TYPES = list(NEW)
STRICT = {
    "general-ledger-accounts": "BOOKING_ACCOUNT_ALREADY_EXISTS",
    "cost-centers": "COST_CENTER_ALREADY_EXIST",
    "tax-codes": "BOOKING_KEY_ALREADY_EXIST",
    "payment-conditions": "PAYMENT_CONDITION_ALREADY_EXIST",
    "contacts": "CONTACT_ALREADY_EXIST",
}
UNKNOWN = {
    "general-ledger-accounts": "ACCOUNT_CODE_NOT_EXISTING",
    "cost-centers": "COST_CENTER_NOT_EXISTING",
    "tax-codes": "BOOKING_KEY_NOT_FOUND",
    "payment-conditions": "PAYMENT_CONDITION_NOT_FOUND",
    "contacts": "CONTACT_NOT_EXISTING",
    "purchase-orders": "INVALID_INPUT",
    "goods-receipts": "INVALID_INPUT",
    "additional-delivery-costs": "INVALID_INPUT",
}


def test_eight_types_can_be_imported() -> None:
    assert list(core_data.TYPES) == TYPES


@pytest.mark.parametrize("type_", TYPES)
def test_a_new_record_is_imported(candis: Candis, type_: str) -> None:
    assert candis.outcomes("POST", type_, [NEW[type_]]) == [("N-1", "IMPORTED", [])]


@pytest.mark.parametrize("type_", TYPES)
def test_a_known_record_is_changed(candis: Candis, type_: str) -> None:
    candis.outcomes("POST", type_, [NEW[type_]])

    outcomes = candis.outcomes("PUT", type_, [CHANGE[type_], CHANGE[type_]])

    assert outcomes == [("N-1", "IMPORTED", []), ("N-1", "IMPORTED", [])]


@pytest.mark.parametrize(("type_", "code"), UNKNOWN.items())
def test_an_unknown_record_is_not_changed(candis: Candis, type_: str, code: str) -> None:
    assert candis.outcomes("PUT", type_, [CHANGE[type_]]) == [("N-1", "FAILED", [code])]


@pytest.mark.parametrize(("type_", "code"), STRICT.items())
def test_what_exists_is_not_created_again(candis: Candis, type_: str, code: str) -> None:
    outcomes = candis.outcomes("POST", type_, [NEW[type_], NEW[type_]])

    assert outcomes == [("N-1", "IMPORTED", []), ("N-1", "FAILED", [code])]


@pytest.mark.parametrize(
    "type_", ["purchase-orders", "goods-receipts", "additional-delivery-costs"]
)
def test_what_exists_is_created_by_updating_it_where_a_type_upserts(
    candis: Candis, type_: str
) -> None:
    candis.outcomes("POST", type_, [NEW[type_]])

    outcomes = candis.outcomes("POST", type_, [CHANGE[type_], NEW[type_]])

    assert outcomes == [("N-1", "IMPORTED", []), ("N-1", "IMPORTED", [])]


@pytest.mark.parametrize(("type_", "record"), KEYED.items())
def test_an_update_of_nothing_fails(candis: Candis, type_: str, record: dict[str, Any]) -> None:
    candis.outcomes("POST", type_, [NEW[type_]])

    assert candis.outcomes("PUT", type_, [record]) == [("N-1", "FAILED", ["NO_UPDATABLE_INPUT"])]


@pytest.mark.parametrize(
    "type_", ["tax-codes", "payment-conditions", "contacts", "additional-delivery-costs"]
)
def test_a_record_is_archived_and_brought_back(candis: Candis, type_: str) -> None:
    candis.outcomes("POST", type_, [NEW[type_]])

    archived = candis.outcomes("PUT", type_, [{**CHANGE[type_], "isArchived": True}])
    back = candis.outcomes("PUT", type_, [{**CHANGE[type_], "isArchived": False}])

    assert archived == back == [("N-1", "IMPORTED", [])]


def test_an_archived_payment_condition_must_be_brought_back_first(candis: Candis) -> None:
    name = {"name": "30 Tage netto"}
    candis.outcomes("PUT", "payment-conditions", [{**name, "isArchived": True}])

    outcomes = candis.outcomes(
        "PUT",
        "payment-conditions",
        [{**name, "dueDate": 31}, {**name, "isArchived": False}, {**name, "dueDate": 31}],
    )

    assert [errors for _, _, errors in outcomes] == [["PAYMENT_CONDITION_IS_ARCHIVED"], [], []]


def contact(**facts: Any) -> dict[str, Any]:
    return {"accountsPayableNumber": "71000", "name": "Somebody", **facts}


@pytest.mark.parametrize(
    ("facts", "errors"),
    [
        ({"iban": "DE89370400440532013000"}, []),
        ({"iban": "DE89 3704 0044 0532 0130 00"}, []),
        ({"iban": "DE89370400440532013001"}, ["INVALID_IBAN"]),
        ({"iban": "nonsense"}, ["INVALID_IBAN"]),
        ({"vatId": "DE136695976"}, []),
        ({"vatId": "DE 136 695 976"}, []),
        ({"vatId": "ATU13585627"}, []),
        ({"vatId": "EL094259216"}, []),
        ({"vatId": "GB980780684"}, []),
        ({"vatId": "CHE-107.787.577 IVA"}, []),
        ({"vatId": "DE136695977"}, ["INVALID_INPUT"]),
        ({"vatId": "136695976"}, ["INVALID_INPUT"]),
        ({"vatId": "ZZ123"}, ["INVALID_INPUT"]),
        ({"vatId": "ÄÖ123"}, ["INVALID_INPUT"]),
        ({"vatId": "D"}, ["INVALID_INPUT"]),
        ({"taxNumber": "181/815/08155"}, []),
        ({"taxNumber": "36574261809"}, []),
        ({"taxNumber": "12"}, ["INVALID_TAX_NUMBER"]),
        ({"taxNumber": "12", "vatId": "ATU13585627"}, []),
        ({"email": "billing@example.com"}, []),
        ({"email": "billing at example"}, ["INVALID_INPUT"]),
        ({"email": "x", "vatId": "x"}, ["INVALID_INPUT"]),
        (
            {"iban": "x", "taxNumber": "x", "email": "x"},
            ["INVALID_IBAN", "INVALID_TAX_NUMBER", "INVALID_INPUT"],
        ),
        ({"iban": None, "vatId": None, "taxNumber": None, "email": None}, []),
        ({"iban": "", "vatId": "", "taxNumber": "", "email": ""}, []),
        ({"name": "ACME Supplies GmbH"}, ["DUPLICATE_CONTACT_NAME"]),
        ({"accountsPayableNumber": "70001"}, ["CONTACT_ALREADY_EXIST"]),
        (
            {"accountsPayableNumber": "70001", "iban": "x"},
            ["CONTACT_ALREADY_EXIST", "INVALID_IBAN"],
        ),
    ],
)
def test_a_contact_is_checked(candis: Candis, facts: dict[str, Any], errors: list[str]) -> None:
    outcomes = candis.outcomes("POST", "contacts", [contact(**facts)])

    assert outcomes[0][2] == errors


def test_a_contact_that_fails_is_not_stored(candis: Candis) -> None:
    candis.outcomes("POST", "contacts", [contact(iban="x")])

    outcomes = candis.outcomes("PUT", "contacts", [contact(email="a@example.com")])

    assert outcomes == [("71000", "FAILED", ["CONTACT_NOT_EXISTING"])]


def test_a_contact_is_checked_when_it_is_changed(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "PUT",
        "contacts",
        [
            {"accountsPayableNumber": "70001", "iban": "x"},
            {"accountsPayableNumber": "70001", "name": "Stadtwerke Elbe AG"},
            {"accountsPayableNumber": "70001", "name": "ACME Supplies GmbH"},
        ],
    )

    assert [errors for _, _, errors in outcomes] == [
        ["INVALID_IBAN"],
        ["DUPLICATE_CONTACT_NAME"],
        [],
    ]


def test_a_name_that_was_given_up_is_free_again(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "PUT",
        "contacts",
        [
            {"accountsPayableNumber": "70001", "name": "ACME Europe GmbH"},
            {"accountsPayableNumber": "70002", "name": "ACME Supplies GmbH"},
            {"accountsPayableNumber": "70003", "name": "ACME Europe GmbH"},
        ],
    )

    assert [errors for _, _, errors in outcomes] == [[], [], ["DUPLICATE_CONTACT_NAME"]]


def test_names_are_duplicates_inside_a_batch_too(candis: Candis) -> None:
    outcomes = candis.outcomes(
        "POST", "contacts", [contact(), contact(accountsPayableNumber="71001")]
    )

    assert outcomes[1] == ("71001", "FAILED", ["DUPLICATE_CONTACT_NAME"])


def test_a_debtor_is_named_by_its_own_number(candis: Candis) -> None:
    records = [{"accountsReceivableNumber": "10077", "name": "Debtor"}]

    assert candis.outcomes("POST", "contacts", records) == [("10077", "IMPORTED", [])]


def test_a_contact_without_any_number_refuses_the_batch(candis: Candis) -> None:
    response = candis.send("POST", "contacts", [{"name": "Nobody"}])

    assert response.status_code == 400
    assert response.json()["errors"] == [
        {
            "index": "0",
            "property": "accountsPayableNumber",
            "messages": ["accountsPayableNumber should not be empty"],
        }
    ]


@pytest.mark.parametrize(
    ("number", "errors"),
    [("71000", []), ("K71000", ["INVALID_INPUT"]), ("1000", ["INVALID_INPUT"])],
)
def test_datev_wants_its_own_numbers(candis: Candis, number: str, errors: list[str]) -> None:
    candis.settings["candis.payable_number_format"] = "datev"

    outcomes = candis.outcomes("POST", "contacts", [contact(accountsPayableNumber=number)])

    assert outcomes == [(number, "FAILED" if errors else "IMPORTED", errors)]


@pytest.mark.parametrize(
    ("type_", "spelled", "kind", "stored"),
    [
        (
            "contacts",
            {"accountPayableNumber": "72", "contactName": "C", "vatID": "DE136695976"},
            "CONTACT",
            {"accountsPayableNumber": "72", "name": "C", "vatId": "DE136695976"},
        ),
        (
            "tax-codes",
            {"code": "72", "description": "T"},
            "TAX_CODE",
            {"taxCode": "72", "name": "T"},
        ),
        ("tax-codes", {"code": "9", "taxCode": "72"}, "TAX_CODE", {"taxCode": "72"}),
    ],
)
def test_a_member_may_be_spelled_as_elsewhere_in_the_api(
    candis: Candis, type_: str, spelled: dict[str, Any], kind: str, stored: dict[str, Any]
) -> None:
    candis.outcomes("POST", type_, [spelled])

    assert candis.raw(kind, "72") == stored


@pytest.mark.parametrize(
    ("condition", "kept"),
    [("30 Tage netto", "30 Tage netto"), ("nobody's", None), ("Sofort fällig", None)],
)
def test_a_contact_loses_a_payment_condition_that_cannot_be_used(
    candis: Candis, condition: str, kept: str | None
) -> None:
    candis.outcomes("PUT", "payment-conditions", [{"name": "Sofort fällig", "isArchived": True}])

    outcomes = candis.outcomes("POST", "contacts", [contact(paymentConditionName=condition)])

    assert outcomes[0][2] == []
    assert candis.raw("CONTACT", "71000").get("paymentConditionName") == kept


def test_what_nobody_described_is_kept(candis: Candis) -> None:
    order = {"orderNumber": "PO-9", "supplier": {"x": [1, None, "é"]}}
    candis.outcomes("POST", "purchase-orders", [order])
    candis.outcomes("PUT", "purchase-orders", [{"orderNumber": "PO-9", "total": 1.5}])

    assert candis.raw("PURCHASE_ORDER", "PO-9") == {**order, "total": 1.5}


@pytest.mark.parametrize(
    ("record", "properties"),
    [
        ({"code": "1"}, ["erpData"]),
        ({"code": "1", "erpData": None}, ["erpData"]),
        ({"code": "1", "erpData": 5}, ["erpData"]),
        ({"code": "1", "erpData": {}}, ["erpData.system", "erpData.externalId"]),
        ({"code": "1", "erpData": {**ERP, "createdAt": 5}}, ["erpData.createdAt"]),
        ({"erpData": ERP}, ["code"]),
        ({"code": "1", "erpData": ERP, "taxCode": 19}, ["taxCode"]),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_delivery_cost_of_the_wrong_shape_is_refused(
    candis: Candis, method: str, record: dict[str, Any], properties: list[str]
) -> None:
    response = candis.send(method, "additional-delivery-costs", [record])

    assert response.status_code == 400
    assert [error["property"] for error in response.json()["errors"]] == properties


def test_a_delivery_cost_may_name_what_nobody_knows(candis: Candis) -> None:
    record = {**NEW["additional-delivery-costs"], "generalLedgerAccount": "?", "taxCode": "?"}

    outcomes = candis.outcomes("POST", "additional-delivery-costs", [record])

    assert outcomes == [("N-1", "IMPORTED", [])]


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_an_empty_batch_is_processed_without_events(
    candis: Candis, type_: str, method: str
) -> None:
    process_id = candis.accepted(method, type_, [])
    candis.clock.run_until_idle()

    log = candis.log(process_id)

    assert (log["jobStatus"], log["events"]) == ("PROCESSED", [])


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("body", [{}, {"items": []}, None, 7, "text"])
def test_a_batch_that_is_no_array_is_refused(candis: Candis, type_: str, body: Any) -> None:
    response = candis.send("POST", type_, body)

    assert (response.status_code, response.json()["errorCode"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("type_", TYPES)
def test_one_bad_record_among_good_ones_refuses_the_batch(candis: Candis, type_: str) -> None:
    response = candis.send("POST", type_, [NEW[type_], {}, NEW[type_]])

    assert (response.status_code, response.json()["errorCode"]) == (400, "BAD_INPUT")
    assert {error["index"] for error in response.json()["errors"]} == {"1"}


def test_ten_thousand_contacts_are_imported(candis: Candis) -> None:
    records = [{"accountsPayableNumber": f"8{n:05}", "name": f"Contact {n}"} for n in range(10_000)]
    process_id = candis.accepted("POST", "contacts", records)
    candis.clock.run_until_idle()

    log = candis.log(process_id, offset=9_999)

    assert (log["jobStatus"], log["pagination"]["totalCount"]) == ("PROCESSED", 10_000)
    assert (log["events"][0]["id"], log["events"][0]["status"]) == ("809999", "IMPORTED")


def test_every_error_but_the_unknown_one_can_happen() -> None:
    seen = {*STRICT.values(), *UNKNOWN.values(), "ACCOUNT_CODE_ALREADY_EXIST"}
    seen |= {"DUPLICATE_CONTACT_NAME", "INVALID_IBAN", "INVALID_TAX_NUMBER"}
    seen |= {"NO_UPDATABLE_INPUT", "PAYMENT_CONDITION_IS_ARCHIVED"}

    assert set(rules.IMPORT_ERRORS) - seen == {"UNKNOWN_ERROR"}
