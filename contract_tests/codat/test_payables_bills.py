"""Bill Pay without syncs: bills, their payments and files."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from requests import Response

from contract_tests.codat import companies, writing
from contract_tests.codat.payables import (
    LINKED,
    SPEC,
    bank,
    bill,
    bill_body,
    get,
    make,
    path,
    pay,
)
from contract_tests.codat.writing import UNKNOWN, Books
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target


def upload(books: Books, bill_id: str, **how: Any) -> Response:
    files = {"file": ("receipt.png", b"\x89PNG", "image/png")}
    return books.target.session.post(
        path(books, "bills", bill_id, "attachments"), **({"files": files} | how)
    )


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_new_bill_is_answered_whole_and_listed_at_once(books: Books) -> None:
    body = bill_body(books)

    made = make(books, "bills", **body)

    assert (made["totalAmount"], made["amountDue"], made["status"]) == (110, 110, "Open")
    assert (made["reference"], made["dueDate"]) == ("B-1", body["dueDate"])
    (line,) = made["lineItems"]
    assert (line["taxAmount"], line["totalAmount"]) == (10, 110)
    assert made["sourceModifiedDate"].endswith("Z")
    (listed,) = [one for one in get(books, "bills")["results"] if one["id"] == made["id"]]
    assert listed == made


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("missing", ["supplierRef", "issueDate", "dueDate", "currency", "status"])
def test_a_bill_needs_its_members(books: Books, missing: str) -> None:
    body = bill_body(books) | {missing: None}

    companies.refusal(books.target.session.post(path(books, "bills"), json=body), 400)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(f"{SPEC}: the status of a new bill is Open")
def test_a_bill_is_born_open(books: Books) -> None:
    body = bill_body(books, status="Draft")

    refused = companies.refusal(books.target.session.post(path(books, "bills"), json=body), 400)

    assert [error["itemId"] for error in refused["validation"]["errors"]] == ["Status"]


@LINKED
@pytest.mark.writes
@pytest.mark.spec(f"{SPEC}: open and partially paid bills unless a query says otherwise")
def test_paid_bills_are_listed_for_those_who_ask(books: Books) -> None:
    paid, partly, untouched = (bill(books)["id"] for _ in range(3))
    assert_status(pay(books, paid, 110), 201)
    assert_status(pay(books, partly, 60), 201)

    usual = get(books, "bills")["results"]
    asked = get(books, "bills", query="status=Paid")["results"]

    assert {one["status"] for one in usual} == {"Open", "PartiallyPaid"}
    assert {partly, untouched} <= {one["id"] for one in usual}
    assert {one["status"] for one in asked} == {"Paid"}
    assert paid in [one["id"] for one in asked]


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_changed_bill_has_what_was_sent(books: Books) -> None:
    made = bill(books)
    line = made["lineItems"][0] | {"quantity": 1, "taxAmount": 5, "totalAmount": 55}
    body = bill_body(books, reference="B-2", lineItems=[line])

    changed = expect(books.target.session.put(path(books, "bills", made["id"]), json=body), 200)

    assert changed["id"] == made["id"]
    assert (changed["reference"], changed["totalAmount"], changed["amountDue"]) == ("B-2", 55, 55)


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("the words of these refusals are not published")
def test_a_bill_that_is_not_there_is_not_changed_or_paid(books: Books) -> None:
    target = path(books, "bills", UNKNOWN)

    changed = books.target.session.put(target, json=bill_body(books))

    text = f"No data available for bills for ID {UNKNOWN}"
    assert companies.refusal(changed, 404)["error"] == text
    assert companies.refusal(pay(books, UNKNOWN, 1), 404)["error"] == text
    assert companies.refusal(upload(books, UNKNOWN), 404)["error"] == text
    listed = books.target.session.get(path(books, "bills", UNKNOWN, "attachments"))
    assert companies.refusal(listed, 404)["error"] == text


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("less than what was paid: how it is refused is not published")
def test_a_bill_does_not_get_less_than_what_was_paid_of_it(books: Books) -> None:
    made = bill(books)
    assert_status(pay(books, made["id"], 110), 201)
    line = made["lineItems"][0] | {"quantity": 1, "taxAmount": 5}
    body = bill_body(books, lineItems=[line])

    response = books.target.session.put(path(books, "bills", made["id"]), json=body)

    companies.refusal(response, 400)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_payment_reduces_what_is_due(books: Books) -> None:
    made = bill(books)

    payment = expect(pay(books, made["id"], 60, reference="P-1"), 201)

    assert payment["id"]
    assert (payment["amount"], payment["reference"]) == (60, "P-1")
    assert payment["accountRef"] == bank(books)
    (listed,) = [one for one in get(books, "bills")["results"] if one["id"] == made["id"]]
    assert (listed["amountDue"], listed["status"]) == (50, "PartiallyPaid")


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("which payments are refused, and how, is not published")
@pytest.mark.parametrize(
    ("amount", "changes", "item"),
    [
        (110.01, {}, "Lines.Links.Amount"),
        (0, {}, "Amount"),
        (-5, {}, "Amount"),
        (10, {"accountRef": {"id": UNKNOWN}}, "AccountRef.Id"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(
    books: Books, amount: float, changes: dict[str, Any], item: str
) -> None:
    made = bill(books)

    refused = companies.refusal(pay(books, made["id"], amount, **changes), 400)

    assert [error["itemId"] for error in refused["validation"]["errors"]] == [item]
    (listed,) = [one for one in get(books, "bills")["results"] if one["id"] == made["id"]]
    assert listed["amountDue"] == 110


@LINKED
@pytest.mark.writes
@pytest.mark.documented("documentation: push data; records are read after their next fetch")
def test_what_is_written_is_read_elsewhere_after_the_next_fetch(target: Target) -> None:
    books = writing.open_books(target)
    made = bill(books)
    payment = expect(pay(books, made["id"], 110), 201)

    before = books.read("bills", made["id"])
    books.refresh("bills", "billPayments")
    after = expect(books.read("bills", made["id"]), 200)
    paid = expect(books.read("billPayments", payment["id"]), 200)

    assert_status(before, 404)
    assert (after["subTotal"], after["taxAmount"], after["amountDue"]) == (100, 10, 0)
    assert after["status"] == "Paid"
    assert paid["lines"][0]["links"][0]["id"] == made["id"]


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_file_of_a_bill_comes_back_as_it_was(books: Books) -> None:
    made = bill(books)
    before = get(books, "bills", made["id"], "attachments")

    file = expect(upload(books, made["id"]), 201)

    assert (file["name"], file["contentType"], file["fileSize"]) == ("receipt.png", "image/png", 4)
    assert get(books, "bills", made["id"], "attachments") == [*before, file]
    download = path(books, "bills", made["id"], "attachments", file["id"], "download")
    response = books.target.session.get(download)
    assert_status(response, 200)
    assert response.content == b"\x89PNG"


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("the words of these refusals are not published")
def test_an_upload_without_a_file_and_a_download_of_nothing_are_refused(books: Books) -> None:
    made = bill(books)
    nothing = path(books, "bills", made["id"], "attachments", UNKNOWN, "download")

    companies.refusal(upload(books, made["id"], files=None, json={}), 400)
    companies.refusal(books.target.session.get(nothing), 404)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(f"{SPEC}: the header Idempotency-Key")
def test_the_same_key_makes_one_bill_and_changes_it_once(books: Books) -> None:
    session, body = books.target.session, bill_body(books)
    headers = {"Idempotency-Key": str(uuid.uuid4())}

    first, again = (
        expect(session.post(path(books, "bills"), json=body, headers=headers), 201)
        for _ in range(2)
    )
    target = path(books, "bills", first["id"])
    expect(session.put(target, json=body, headers=headers), 200)
    other = session.put(target, json=body | {"reference": "B-3"}, headers=headers)

    assert first == again
    companies.refusal(other, 422)
