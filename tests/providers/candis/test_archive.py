"""Invoices, reimbursement items and purchase requests: lists, filters, orders, payments."""

from typing import Any

import pytest

from tests.providers.candis.conftest import Candis

INVOICES = "/invoices"
ITEMS = "/reimbursement-items"
REQUESTS = "/purchase-requests"
MEMBER = {INVOICES: "invoices", ITEMS: "reimbursementItems", REQUESTS: "purchaseRequests"}


def listed(candis: Candis, path: str, **query: Any) -> list[dict[str, Any]]:
    response = candis.request("GET", path, params=query)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()[MEMBER[path]]
    return found


def numbers(candis: Candis, **query: Any) -> list[str]:
    return [one["invoiceId"] for one in listed(candis, INVOICES, **query)]


def test_invoices_are_listed_oldest_first(candis: Candis) -> None:
    created = [one["createdAt"] for one in listed(candis, INVOICES)]

    assert created == sorted(created)
    assert len(created) == 13


@pytest.mark.parametrize(
    ("status", "count"), [("APPROVED", 11), ("EXPORTED", 2), ("APPROVED,EXPORTED", 13)]
)
def test_invoices_are_filtered_by_status(candis: Candis, status: str, count: int) -> None:
    assert len(numbers(candis, status=status)) == count


def test_an_exported_invoice_changes_its_status(candis: Candis) -> None:
    before = numbers(candis, status="EXPORTED")
    candis.exported()

    assert before == ["RE-2025-0801", "RE-2025-0802"]
    assert len(numbers(candis, status="EXPORTED")) == 9
    assert "RE-2025-0816" in numbers(candis, status="APPROVED")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"invoiceDateTo": "2025-09-12"}, ["RE-2025-0801", "RE-2025-0802"]),
        ({"invoiceDateTo": "2025-09-12T00:00:00Z"}, ["RE-2025-0801", "RE-2025-0802"]),
        ({"invoiceDateTo": "2025-09-11T23:59:59Z"}, ["RE-2025-0801"]),
        ({"invoiceDateFrom": "2025-11-05"}, ["TX-77", "CS-2025-11"]),
        ({"invoiceDateFrom": "2025-11-05T01:00:00+01:00"}, ["TX-77", "CS-2025-11"]),
        ({"invoiceDateFrom": "2025-10-07", "invoiceDateTo": "2025-10-07"}, ["RE-2025-0816"]),
        ({"updatedDateTo": "2025-09-10"}, ["RE-2025-0801"]),
        ({"updatedDateFrom": "2025-12-01", "status": "APPROVED"}, ["CS-2025-11"]),
        ({"updatedAtTo": "1999-01-01", "limit": 1}, ["RE-2025-0801"]),
    ],
)
def test_invoices_are_filtered_by_inclusive_dates(
    candis: Candis, query: dict[str, Any], found: list[str]
) -> None:
    assert numbers(candis, **query) == found


@pytest.mark.parametrize(
    ("path", "name", "text"),
    [
        (INVOICES, "status", "PAID"),
        (INVOICES, "status", "APPROVED,PAID"),
        (INVOICES, "status", ""),
        (INVOICES, "invoiceDateFrom", "yesterday"),
        (INVOICES, "updatedDateTo", "2025-13-01"),
        (INVOICES, "invoiceDateFrom", "9" * 400),
        (INVOICES, "limit", "0"),
        (INVOICES, "offset", "-1"),
        (ITEMS, "types", "TAXI"),
        (ITEMS, "sortField", "DATE"),
        (ITEMS, "sortDirection", "asc"),
        (ITEMS, "reimbursementItemDateTo", "x"),
        (REQUESTS, "status", "OPEN"),
        (REQUESTS, "sortField", "REIMBURSEMENT_ITEM_DATE"),
        (REQUESTS, "createdAtFrom", "\u0000"),
    ],
)
def test_a_bad_parameter_is_refused_with_its_name(
    candis: Candis, path: str, name: str, text: str
) -> None:
    response = candis.request("GET", path, params={name: text})

    assert (response.status_code, response.json()["errorCode"]) == (400, "BAD_INPUT")
    assert response.json()["errors"][0]["property"] == name
    assert "index" not in response.json()["errors"][0]


@pytest.mark.parametrize("path", [INVOICES, ITEMS, REQUESTS])
def test_lists_are_paged_like_all_others(candis: Candis, path: str) -> None:
    whole = listed(candis, path)

    pages = [listed(candis, path, limit=2, offset=offset)[:] for offset in (0, 2)]
    beyond = candis.request("GET", path, params={"offset": 1000, "limit": 100}).json()

    assert pages[0] + pages[1] == whole[:4]
    assert beyond[MEMBER[path]] == []
    assert beyond["pagination"] == {
        "pageCount": 1,
        "pageSize": 0,
        "totalCount": len(whole),
    }


def test_a_page_has_fifty_invoices_however_many_are_asked_for(candis: Candis) -> None:
    candis.control("approvals", {"count": 60})

    page = candis.request("GET", INVOICES, params={"limit": 100}).json()

    assert page["pagination"] == {"pageCount": 2, "pageSize": 50, "totalCount": 73}


def test_an_invoice_names_what_was_imported(candis: Candis) -> None:
    candis.outcomes("PUT", "general-ledger-accounts", [{"accountCode": "6815", "name": "Papier"}])
    candis.outcomes("PUT", "tax-codes", [{"taxCode": "9", "name": "Nineteen"}])
    candis.outcomes(
        "PUT", "cost-centers", [{"code": "Hamburg", "type": "CUSTOM_COST_DIMENSION", "name": "HH"}]
    )

    found = listed(candis, INVOICES, invoiceDateFrom="2025-10-01", invoiceDateTo="2025-10-01")

    booking = found[0]["bookings"][0]
    assert booking["generalLedgerAccount"] == {"accountCode": "6815", "name": "Papier"}
    assert booking["bookingKey"] == {"taxCode": "9", "description": "Nineteen"}
    assert booking["extraCostInfo"] == {"code": "Hamburg", "name": "HH"}
    assert booking["paymentCondition"] == {
        "discountAmount": 2.14,
        "discountPaymentDate": "2025-10-15T00:00:00Z",
        "discountPercentage": 2,
    }
    assert found[0]["contact"] == {"name": "ACME Supplies GmbH", "accountPayableNumber": "70001"}
    assert found[0]["bankAccount"] == {
        "iban": "DE89370400440532013000",
        "swiftCode": "COBADEFFXXX",
    }
    assert found[0]["purchaseOrderNumber"] == "PO-001"


def invoice(candis: Candis) -> dict[str, Any]:
    return listed(candis, INVOICES, invoiceDateFrom="2025-10-01", limit=1)[0]


def pay(candis: Candis, body: Any, invoice_id: str = "") -> Any:
    return candis.request("PUT", f"{INVOICES}/{invoice_id or invoice(candis)['id']}", json=body)


def test_an_invoice_is_paid_and_not_paid_again(candis: Candis) -> None:
    paid = pay(candis, {"payment": {"isPaid": True, "paidAt": "2023-05-15T12:00:00Z"}})
    after = invoice(candis)
    unpaid = pay(candis, {"payment": {"isPaid": False, "paidAt": "2023-05-15T12:00:00Z"}})

    assert (paid.status_code, paid.content, unpaid.status_code) == (204, b"", 204)
    assert after["payment"] == {"method": None, "paidAt": "2023-05-15T12:00:00Z"}
    assert after["updatedAt"] == "2024-01-01T11:59:59.750Z"
    assert "payment" not in invoice(candis)


@pytest.mark.parametrize("body", [{}, {"isPaid": True, "paymentDate": "2023-05-15"}])
def test_a_body_without_payment_changes_nothing(candis: Candis, body: Any) -> None:
    before = invoice(candis)

    assert pay(candis, body).status_code == 204
    assert invoice(candis) == before


def test_an_exported_invoice_can_be_paid(candis: Candis) -> None:
    found = listed(candis, INVOICES, status="EXPORTED")[1]

    response = pay(
        candis, {"payment": {"isPaid": True, "paidAt": "2025-10-01T08:00:00+02:00"}}, found["id"]
    )

    assert response.status_code == 204
    paid = listed(candis, INVOICES, status="EXPORTED")[1]["payment"]
    assert paid["paidAt"] == "2025-10-01T06:00:00Z"


@pytest.mark.parametrize(
    ("payment", "name"),
    [
        ({"isPaid": True}, "payment.paidAt"),
        ({"isPaid": True, "paidAt": "yesterday"}, "payment.paidAt"),
        ({"isPaid": True, "paidAt": None}, "payment.paidAt"),
        ({"isPaid": True, "paidAt": "2023-05-15T12:00:00"}, "payment.paidAt"),
        ({"isPaid": "true", "paidAt": "2023-05-15T12:00:00Z"}, "payment.isPaid"),
        ({"paidAt": "2023-05-15T12:00:00Z"}, "payment.isPaid"),
        (None, "payment"),
        ("yes", "payment"),
    ],
)
def test_a_payment_that_makes_no_sense_is_refused(candis: Candis, payment: Any, name: str) -> None:
    response = pay(candis, {"payment": payment})

    assert (response.status_code, response.json()["errorCode"]) == (400, "BAD_INPUT")
    assert response.json()["errors"][0]["property"] == name


@pytest.mark.parametrize("body", [[], None, "text", 5])
def test_an_update_that_is_no_object_is_refused(candis: Candis, body: Any) -> None:
    assert pay(candis, body).json()["errorCode"] == "BAD_REQUEST"


@pytest.mark.parametrize("invoice_id", ["8341a018-6196-47cb-8fa2-3ad40983be24", "x", "%00"])
def test_an_unknown_invoice_is_not_found(candis: Candis, invoice_id: str) -> None:
    response = pay(candis, {}, invoice_id)

    assert (response.status_code, response.json()["errorCode"]) == (404, "NOT_FOUND")


def test_a_reimbursement_item_is_no_invoice(candis: Candis) -> None:
    item = listed(candis, ITEMS)[0]

    assert pay(candis, {}, item["id"]).status_code == 404


def test_there_is_no_single_invoice_to_read(candis: Candis) -> None:
    assert candis.request("GET", f"{INVOICES}/{invoice(candis)['id']}").status_code == 404


def test_reimbursement_items_are_exported_ones_unless_others_are_asked_for(
    candis: Candis,
) -> None:
    bare = {one["status"] for one in listed(candis, ITEMS)}
    approved = {one["status"] for one in listed(candis, ITEMS, status="APPROVED")}

    assert (bare, approved) == ({"EXPORTED"}, {"APPROVED"})
    assert len(listed(candis, ITEMS, status="APPROVED,EXPORTED")) == 8


def test_an_export_shows_in_the_reimbursement_items(candis: Candis) -> None:
    candis.exported(entityType="REIMBURSEMENT_ITEM")

    assert len(listed(candis, ITEMS)) == 8


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"types": "MILEAGE"}, ["R-4"]),
        ({"types": "MILEAGE,PER_DIEM"}, ["R-3", "R-4"]),
        ({"reimbursementItemDateTo": "2025-10-14T06:00:00Z"}, ["R-3", "R-4"]),
        ({"status": "APPROVED", "sortDirection": "DESC"}, ["R-7", "R-8", "R-6", "R-5"]),
        ({"status": "APPROVED", "sortField": "UPDATED_AT"}, ["R-5", "R-6", "R-7", "R-8"]),
        ({"updatedAtFrom": "2025-10-21"}, []),
    ],
)
def test_reimbursement_items_are_filtered_and_sorted(
    candis: Candis, query: dict[str, str], found: list[str]
) -> None:
    assert [one["invoiceNumber"] for one in listed(candis, ITEMS, **query)] == found


@pytest.mark.parametrize(
    ("type_", "members"),
    [
        ("GENERAL_EXPENSE", []),
        (
            "HOSPITALITY_EXPENSE",
            ["location", "internalGuests", "externalGuests", "tipAmount", "receiptAmount"],
        ),
        ("PER_DIEM", ["segments", "days"]),
        (
            "MILEAGE",
            [
                *("locations", "applicableRate", "distanceOverride", "vehicleType"),
                *("calculatedDistanceInKm", "isRoundTrip"),
            ],
        ),
    ],
)
def test_each_type_of_item_has_members_of_its_own(
    candis: Candis, type_: str, members: list[str]
) -> None:
    item = listed(candis, ITEMS, types=type_)[0]

    assert list(item)[12:] == members


def test_purchase_requests_are_sorted_by_creation_unless_told_otherwise(candis: Candis) -> None:
    bare = [one["requestNumber"][-1] for one in listed(candis, REQUESTS)]
    latest = listed(candis, REQUESTS, sortField="UPDATED_AT", sortDirection="DESC")

    assert bare == ["1", "2", "3", "4", "5", "6", "7"]
    assert [one["requestNumber"][-1] for one in latest][:3] == ["7", "6", "5"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "APPROVING"}, ["4", "7"]),
        ({"status": "REJECTED,CANCELLED"}, ["5", "6"]),
        ({"createdAtTo": "2025-09-15T22:00:00Z"}, ["1"]),
        ({"updatedAtFrom": "2025-11-04", "updatedAtTo": "2025-11-04"}, ["6"]),
    ],
)
def test_purchase_requests_are_filtered(
    candis: Candis, query: dict[str, str], found: list[str]
) -> None:
    assert [one["requestNumber"][-1] for one in listed(candis, REQUESTS, **query)] == found


def test_a_purchase_request_names_its_supplier_and_places(candis: Candis) -> None:
    request = listed(candis, REQUESTS)[0]

    assert request["supplier"] == {"name": "ACME Supplies GmbH", "accountPayableNumber": "70001"}
    assert request["grossAmount"] == {"value": 107.1, "currencyCode": "EUR"}
    assert request["outstandingNetAmount"] == {"value": 0.0, "currencyCode": "EUR"}
    assert request["extraCostInfo"] == {"code": "Hamburg", "name": "Standort Hamburg"}
    assert request["generalLedgerAccount"] == {"code": "6815", "name": "Bürobedarf"}


def test_purchase_requests_are_for_admins(candis: Candis) -> None:
    token = candis.control("tokens", {"user": "jonas.weber@example.com"})["access_token"]
    headers = {"Authorization": f"Bearer {token}"}

    refused = candis.request("GET", REQUESTS, headers=headers)
    invoices = candis.request("GET", INVOICES, headers=headers)

    assert (refused.status_code, refused.json()["errorCode"]) == (403, "FORBIDDEN")
    assert invoices.status_code == 200
