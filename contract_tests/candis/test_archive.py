"""Invoices, reimbursement items, purchase requests: what can be read, and the one thing changed."""

from __future__ import annotations

from typing import Any

import pytest
from requests import Response

from contract_tests.candis import imports
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

LISTS = {
    "invoices": "invoices",
    "reimbursement-items": "reimbursementItems",
    "purchase-requests": "purchaseRequests",
}
EVERY_LIST = pytest.mark.parametrize("tail", LISTS)
PAYMENT = {"payment": {"isPaid": True, "paidAt": "2023-05-15T12:00:00Z"}}


def read(target: Target, tail: str, **query: Any) -> Response:
    path = f"/v1/organizations/{target.subject['organization_id']}/{tail}"
    return target.session.get(path, params=query)


def update(target: Target, invoice_id: str, body: Any) -> Response:
    organization = target.subject["organization_id"]
    path = f"/v1/organizations/{organization}/invoices/{invoice_id}"
    return target.session.put(path, json=body)


def unpaid_invoice(target: Target) -> str:
    invoices = expect(read(target, "invoices", status="APPROVED"), 200)["invoices"]
    return next(str(one["id"]) for one in invoices if "payment" not in one)


@EVERY_LIST
@pytest.mark.spec("the lists' response 200")
def test_a_list_says_how_much_there_is(target: Target, tail: str) -> None:
    page = expect(read(target, tail, limit=2), 200)

    assert sorted(page) == sorted([LISTS[tail], "pagination"])
    assert page["pagination"]["pageSize"] == len(page[LISTS[tail]])
    assert page["pagination"]["totalCount"] >= page["pagination"]["pageSize"]


@EVERY_LIST
@pytest.mark.documented("guide: How to use pagination")
def test_a_limit_above_fifty_counts_as_fifty(target: Target, tail: str) -> None:
    page = expect(read(target, tail, limit=51), 200)

    assert page["pagination"] == expect(read(target, tail, limit=50), 200)["pagination"]


@EVERY_LIST
@pytest.mark.assumed("the limits of offset and limit are specified, the refusal is not")
@pytest.mark.parametrize("query", [{"limit": 0}, {"offset": -1}, {"limit": "x"}])
def test_a_page_that_cannot_be_is_refused(target: Target, tail: str, query: dict[str, Any]) -> None:
    assert imports.refusal(read(target, tail, **query), 400)["errorCode"] == "BAD_INPUT"


@EVERY_LIST
@pytest.mark.assumed("the values are specified, the refusal of others is not")
def test_an_unknown_status_is_refused(target: Target, tail: str) -> None:
    refusal = imports.refusal(read(target, tail, status="CONTRACT_TEST"), 400)

    assert refusal["errorCode"] == "BAD_INPUT"


@pytest.mark.spec("listInvoices, status")
@pytest.mark.parametrize("status", ["APPROVED", "EXPORTED"])
def test_invoices_are_filtered_by_status(target: Target, status: str) -> None:
    invoices = expect(read(target, "invoices", status=status), 200)["invoices"]

    assert {invoice["status"] for invoice in invoices} <= {status}


@pytest.mark.documented("guide: Candis Invoice Data API")
def test_several_statuses_are_parted_by_commas(target: Target) -> None:
    both = expect(read(target, "invoices", status="APPROVED,EXPORTED", limit=1), 200)
    approved = expect(read(target, "invoices", status="APPROVED", limit=1), 200)
    exported = expect(read(target, "invoices", status="EXPORTED", limit=1), 200)

    counts = [page["pagination"]["totalCount"] for page in (both, approved, exported)]
    assert counts[0] == counts[1] + counts[2]


@pytest.mark.assumed("that the bounds of dates are inclusive is inferred from the examples")
def test_the_date_of_an_invoice_is_inside_its_own_bounds(target: Target) -> None:
    invoice = expect(read(target, "invoices", limit=1), 200)["invoices"][0]
    date = invoice["invoiceDate"]

    found = expect(read(target, "invoices", invoiceDateFrom=date, invoiceDateTo=date), 200)

    assert invoice["id"] in [one["id"] for one in found["invoices"]]


@pytest.mark.spec("listInvoices, required members")
def test_an_invoice_has_its_required_members(target: Target) -> None:
    invoices = expect(read(target, "invoices", limit=5), 200)["invoices"]

    members = {"id", "organizationId", "status", "createdAt"}
    assert [members - set(invoice) for invoice in invoices] == [set()] * len(invoices)


@pytest.mark.documented("guide: Candis Reimbursement Items Data API")
def test_the_bare_list_shows_exported_items(target: Target) -> None:
    bare = expect(read(target, "reimbursement-items"), 200)
    exported = expect(read(target, "reimbursement-items", status="EXPORTED"), 200)

    assert bare == exported


@pytest.mark.spec("listReimbursementItems, types")
def test_items_are_filtered_by_type(target: Target) -> None:
    items = expect(read(target, "reimbursement-items", types="MILEAGE,PER_DIEM"), 200)

    assert {item["type"] for item in items["reimbursementItems"]} <= {"MILEAGE", "PER_DIEM"}


@pytest.mark.spec("listPurchaseRequests, sortField and sortDirection have defaults")
def test_purchase_requests_are_sorted_by_creation(target: Target) -> None:
    bare = expect(read(target, "purchase-requests"), 200)
    sorted_ = expect(
        read(target, "purchase-requests", sortField="CREATED_AT", sortDirection="ASC"), 200
    )

    assert bare == sorted_


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("updateInvoice, response 204")
def test_an_invoice_is_marked_as_paid(target: Target) -> None:
    invoice_id = unpaid_invoice(target)

    response = update(target, invoice_id, PAYMENT)

    assert_status(response, 204)
    assert response.content == b""


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("the list has no isPaid; when something was paid shows in payment")
def test_a_paid_invoice_tells_when(target: Target) -> None:
    invoice_id = unpaid_invoice(target)
    update(target, invoice_id, PAYMENT)

    invoices = expect(read(target, "invoices"), 200)["invoices"]

    paid = next(one for one in invoices if one["id"] == invoice_id)
    assert paid["payment"] == {"method": None, "paidAt": "2023-05-15T12:00:00Z"}


@pytest.mark.writes
@pytest.mark.spec("updateInvoice, response 404")
def test_an_unknown_invoice_is_not_found(target: Target) -> None:
    response = update(target, "8341a018-6196-47cb-8fa2-3ad40983be24", PAYMENT)

    assert imports.refusal(response, 404)["errorCode"] == "NOT_FOUND"


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("updateInvoice: paidAt is required if isPaid is true")
def test_who_has_paid_says_when(target: Target) -> None:
    response = update(target, unpaid_invoice(target), {"payment": {"isPaid": True}})

    assert imports.refusal(response, 400)["errorCode"] in ("BAD_INPUT", "BAD_REQUEST")
