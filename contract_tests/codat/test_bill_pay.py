"""Bill Pay without syncs: bills, their payments and files, suppliers, bank accounts."""

from __future__ import annotations

import json
import uuid
from base64 import b64decode
from typing import Any

import pytest
from requests import Response

from contract_tests.codat import companies, linking, writing
from contract_tests.codat.writing import DAY, UNKNOWN, Books
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

SPEC = "Sync for Payables API specification"
NETSUITE, PLAID, XERO = "akxx", "suuo", "gbol"
# A real company has to be linked by a person; here the mock's own forms do it.
LINKED = pytest.mark.needs("disposable")
SUPPLIER = {
    "supplierName": "Quay & Loch",
    "emailAddress": "desk@quay.example",
    "addresses": [{"line1": "2 Harbour Row", "country": "GB"}],
    "status": "Active",
    "defaultCurrency": "GBP",
}
ACCOUNT = {
    "name": "Payables account",
    "nominalCode": "777",
    "accountType": "Debit",
    "accountNumber": "12345670",
    "sortCode": "010203",
    "currency": "GBP",
}


def linked(target: Target, key: str = companies.SANDBOX) -> Books:
    """A new company whose accounting software is connected, whatever was fetched of it."""
    company = companies.create(target)
    linking.link(target, company, key)
    return Books(target, companies.read(target, company))


@pytest.fixture
def books(target: Target) -> Books:
    return linked(target)


def path(books: Books, *tail: str) -> str:
    return "/".join((books.root, "payables", *tail))


def get(books: Books, *tail: str, **query: str) -> Any:
    """What is answered with 200."""
    return expect(books.target.session.get(path(books, *tail), params=query), 200)


def make(books: Books, *tail: str, **body: Any) -> Any:
    """What is created."""
    return expect(books.target.session.post(path(books, *tail), json=body), 201)


def bill_body(books: Books, **changes: Any) -> dict[str, Any]:
    """Two for 50, with tax of 10 percent."""
    options = get(books, "mappingOptions", "bills")
    rate = next(one for one in options["taxRates"] if one["effectiveTaxRate"] == 10)
    costs = next(one for one in options["accounts"] if one["name"] == "Purchases")
    line = {"description": "Two", "unitAmount": 50, "quantity": 2}
    refs = {"accountRef": {"id": costs["id"]}, "taxRateRef": {"id": rate["id"]}}
    return {
        "reference": "B-1",
        "supplierRef": {"id": get(books, "suppliers")["results"][0]["id"]},
        "issueDate": DAY,
        "dueDate": "2026-04-02T00:00:00",
        "currency": "GBP",
        "lineItems": [line | refs],
        "status": "Open",
        **changes,
    }


def bill(books: Books, **changes: Any) -> dict[str, Any]:
    """A new bill."""
    made: dict[str, Any] = make(books, "bills", **bill_body(books, **changes))
    return made


def bank(books: Books) -> dict[str, str]:
    """How a payment names the account that it comes from."""
    return {"id": get(books, "mappingOptions", "payments")["bankAccounts"][0]["id"]}


def pay(books: Books, bill_id: str, amount: float, **changes: Any) -> Response:
    """Pay a bill, whatever comes of it."""
    body = {"amount": amount, "date": DAY, "accountRef": bank(books), **changes}
    return books.target.session.post(path(books, "bills", bill_id, "payment"), json=body)


def ids(page: dict[str, Any]) -> list[str]:
    return [one["id"] for one in page["results"]]


def upload(books: Books, bill_id: str, **how: Any) -> Response:
    files = {"file": ("receipt.png", b"\x89PNG", "image/png")}
    return books.target.session.post(
        path(books, "bills", bill_id, "attachments"), **({"files": files} | how)
    )


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_the_accounting_software_says_whose_it_is_without_a_fetch(books: Books) -> None:
    info = get(books, "info")

    assert info["companyName"]
    assert info["baseCurrency"] == "GBP"
    assert set(info) == {"companyName", "baseCurrency"}


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_bills_can_name_active_accounts_and_tax_rates(books: Books) -> None:
    options = get(books, "mappingOptions", "bills")

    assert {one["status"] for one in options["accounts"] + options["taxRates"]} == {"Active"}
    assert "Purchases" in [one["name"] for one in options["accounts"]]
    assert options["pagination"] == {}


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_payments_can_name_bank_accounts(books: Books) -> None:
    accounts = get(books, "mappingOptions", "payments")["bankAccounts"]

    assert accounts[0]["accountType"] == "Debit"
    assert {"id", "name", "accountNumber", "sortCode", "currency"} <= set(accounts[0])


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("kind", ["bills", "payments"])
def test_options_are_filtered_by_status_alone(books: Books, kind: str) -> None:
    archived = get(books, "mappingOptions", kind, statusQuery="status=Archived")
    other = books.target.session.get(
        path(books, "mappingOptions", kind), params={"statusQuery": "name=Sales"}
    )

    members = [members for name, members in archived.items() if name != "pagination"]
    assert [one for found in members for one in found if one["status"] != "Archived"] == []
    refused = companies.refusal(other, 400)
    assert refused["error"].startswith("Error parsing query - Could not resolve property name on ")


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
@pytest.mark.assumed("how a bill of nobody is refused is not published")
def test_a_bill_of_an_unknown_supplier_is_refused(books: Books) -> None:
    body = bill_body(books, supplierRef={"id": UNKNOWN})

    refused = companies.refusal(books.target.session.post(path(books, "bills"), json=body), 400)

    (error,) = refused["validation"]["errors"]
    assert (error["itemId"], error["validatorName"]) == ("SupplierRef.Id", "Bill")
    assert UNKNOWN in error["message"]


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
@pytest.mark.parametrize("kind", ["bills", "suppliers"])
def test_lists_are_filtered_by_the_day_of_change(books: Books, kind: str) -> None:
    later = get(books, kind, query="sourceModifiedDate>2100-01-01T00:00:00.000Z")
    earlier = get(books, kind, query="sourceModifiedDate<2100-01-01T00:00:00.000Z")

    assert later == {"results": [], "pagination": {}}
    assert earlier["results"]


@LINKED
@pytest.mark.writes
@pytest.mark.spec(f"{SPEC}: query filters by status and sourceModifiedDate")
@pytest.mark.parametrize(
    ("kind", "query", "text"),
    [
        ("bills", "reference=B-1", "Could not resolve property reference on Bill"),
        ("suppliers", "phone=1", "Could not resolve property phone on Supplier"),
        ("bills", "status", "Malformed query."),
    ],
)
def test_a_query_on_something_else_is_refused(
    books: Books, kind: str, query: str, text: str
) -> None:
    response = books.target.session.get(path(books, kind), params={"query": query})

    assert companies.refusal(response, 400)["error"] == f"Error parsing query - {text}"


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("a token that nobody gave out: its refusal is not published")
@pytest.mark.parametrize("kind", ["bills", "suppliers", "mappingOptions/bills"])
@pytest.mark.parametrize("token", ["nonsense", "e30=", "eyJwYWdlIjowLCJwYWdlU2l6ZSI6MX0="])
def test_a_token_that_nobody_gave_out_is_refused(books: Books, kind: str, token: str) -> None:
    response = books.target.session.get(path(books, kind), params={"continuationToken": token})

    companies.refusal(response, 400)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_token_leads_to_the_next_page_of_a_hundred(books: Books) -> None:
    for number in range(101 - len(get(books, "suppliers")["results"])):
        make(books, "suppliers", **SUPPLIER | {"supplierName": f"Quay {number}"})

    first = get(books, "suppliers")
    token = first["pagination"]["continuationToken"]
    second = get(books, "suppliers", continuationToken=token)

    assert json.loads(b64decode(token)) == {"page": 2, "pageSize": 100, "pageCount": 2}
    assert (len(first["results"]), len(second["results"])) == (100, 1)
    assert second["pagination"] == {}
    assert set(ids(first)) & set(ids(second)) == set()


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
@pytest.mark.spec(f"{SPEC}: update-supplier, which accounting software supports it")
def test_some_accounting_software_does_not_let_records_be_changed(target: Target) -> None:
    books = linked(target, NETSUITE)
    made = make(books, "suppliers", **SUPPLIER)
    supplier, open_bill = path(books, "suppliers", made["id"]), bill(books)

    session = books.target.session
    companies.refusal(session.put(supplier, json=SUPPLIER), 404)
    body = bill_body(books)
    companies.refusal(session.put(path(books, "bills", open_bill["id"]), json=body), 404)


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


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("what another kind of connection answers is not published")
def test_another_kind_of_connection_has_no_bills(target: Target) -> None:
    company = companies.create(target)
    root = companies.connection_path(company, companies.connect(target, company, PLAID))

    refused = companies.refusal(target.session.get(f"{root}/payables/bills"), 404)

    assert refused["error"] == "Datatype bills not supported by platform(s) Plaid"


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("409 is published for these operations, when it is answered is not")
@pytest.mark.parametrize(
    "tail",
    ["info", "bills", "suppliers", "mappingOptions/bills", f"bills/{UNKNOWN}/attachments"],
)
def test_a_connection_that_waits_to_be_linked_is_a_conflict(target: Target, tail: str) -> None:
    company = companies.create(target)
    root = companies.connection_path(company, companies.connect(target, company))

    refused = companies.refusal(target.session.get(f"{root}/payables/{tail}"), 409)

    assert refused["error"] == "The connection is PendingAuth and not Linked."
