"""Bill Pay without syncs: suppliers and bank accounts."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies
from contract_tests.codat.payables import (
    LINKED,
    SPEC,
    SUPPLIER,
    XERO,
    bill,
    bill_body,
    get,
    ids,
    linked,
    make,
    path,
    pay,
)
from contract_tests.codat.writing import UNKNOWN, Books
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

ACCOUNT = {
    "name": "Payables account",
    "nominalCode": "777",
    "accountType": "Debit",
    "accountNumber": "12345670",
    "sortCode": "010203",
    "currency": "GBP",
}


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_payments_can_name_bank_accounts(books: Books) -> None:
    accounts = get(books, "mappingOptions", "payments")["bankAccounts"]

    assert accounts[0]["accountType"] == "Debit"
    assert {"id", "name", "accountNumber", "sortCode", "currency"} <= set(accounts[0])


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("how a bill of nobody is refused is not published")
def test_a_bill_of_an_unknown_supplier_is_refused(books: Books) -> None:
    body = bill_body(books, supplierRef={"id": UNKNOWN})

    refused = companies.refusal(books.target.session.post(path(books, "bills"), json=body), 400)

    (error,) = refused["validation"]["errors"]
    assert (error["itemId"], error["validatorName"]) == ("SupplierRef.Id", "Bill")
    assert UNKNOWN in error["message"]


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_new_supplier_is_owed_its_bills(books: Books) -> None:
    made = make(books, "suppliers", **SUPPLIER)
    bill(books, supplierRef={"id": made["id"]})

    (listed,) = [one for one in get(books, "suppliers")["results"] if one["id"] == made["id"]]

    assert (made["supplierName"], made["balance"]) == ("Quay & Loch", 0)
    assert made["addresses"][0]["line1"] == "2 Harbour Row"
    assert listed["balance"] == 110


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("missing", ["supplierName", "status"])
def test_a_supplier_needs_its_members(books: Books, missing: str) -> None:
    body = {name: value for name, value in SUPPLIER.items() if name != missing}

    companies.refusal(books.target.session.post(path(books, "suppliers"), json=body), 400)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(f"{SPEC}: update-supplier clears what is not sent")
def test_a_change_of_a_supplier_clears_what_is_not_sent(books: Books) -> None:
    made = make(books, "suppliers", **SUPPLIER)
    target = path(books, "suppliers", made["id"])

    body = {"supplierName": "Loch", "status": "Archived"}
    changed = expect(books.target.session.put(target, json=body), 200)

    assert (changed["id"], changed["supplierName"]) == (made["id"], "Loch")
    assert {"emailAddress", "addresses", "defaultCurrency"} & set(changed) == set()
    active = get(books, "suppliers", query="status=Active")
    archived = get(books, "suppliers", query="status=Archived")
    assert made["id"] not in ids(active)
    assert made["id"] in ids(archived)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(f"{SPEC}: update-supplier, archived suppliers of Xero")
def test_an_archived_supplier_of_xero_cannot_be_changed(target: Target) -> None:
    books = linked(target, XERO)
    made = make(books, "suppliers", **SUPPLIER | {"status": "Archived"})

    response = books.target.session.put(path(books, "suppliers", made["id"]), json=SUPPLIER)

    companies.refusal(response, 400)


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("the words of this refusal are not published")
def test_a_supplier_that_is_not_there_is_not_changed(books: Books) -> None:
    response = books.target.session.put(path(books, "suppliers", UNKNOWN), json=SUPPLIER)

    text = f"No data available for suppliers for ID {UNKNOWN}"
    assert companies.refusal(response, 404)["error"] == text


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_bills_can_be_paid_from_a_new_bank_account(books: Books) -> None:
    made = make(books, "bankAccounts", **ACCOUNT)

    assert made | ACCOUNT == made
    assert made["status"] == "Active"
    payment = pay(books, bill(books)["id"], 10, accountRef={"id": made["id"]})
    assert_status(payment, 201)
    options = get(books, "mappingOptions", "payments")["bankAccounts"]
    assert made["id"] in [one["id"] for one in options]


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("changes", [{"name": None}, {"accountType": "Current"}])
def test_a_bank_account_needs_its_members(books: Books, changes: dict[str, Any]) -> None:
    response = books.target.session.post(path(books, "bankAccounts"), json=ACCOUNT | changes)

    companies.refusal(response, 400)
