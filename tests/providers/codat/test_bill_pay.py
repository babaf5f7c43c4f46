"""Bill Pay without syncs: the books stay coherent, odd input, and the official definitions."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
import requests

from mockserver.providers.codat import PROVIDER
from mockserver.providers.codat.books import chart
from tests.providers.codat import official, reconciliation
from tests.providers.codat.conftest import Api
from tests.providers.codat.pushing import DAY, TAX_10, Books, Document, books_of

UNKNOWN = "6f4e0e1c-9a51-4b55-8f0e-0b7a3a3b1c11"
SUPPLIER = {"supplierName": "Quay & Loch", "status": "Active", "defaultCurrency": "GBP"}
ACCOUNT = {
    "name": "Payables account",
    "accountType": "Debit",
    "accountNumber": "12345670",
    "currency": "GBP",
}


@pytest.fixture
def books(api: Api) -> Books:
    return books_of(api)


def ask(books: Books, method: str, tail: str, body: Any = None, **how: Any) -> requests.Response:
    return books.api.request(method, f"{books.root}/payables/{tail}", json=body, **how)


def get(books: Books, tail: str, **query: Any) -> Any:
    return ask(books, "GET", tail, params=query).json()


def supplier_of(books: Books) -> str:
    return str(get(books, "suppliers")["results"][0]["id"])


def line(**changes: Any) -> Document:
    """Three for 33.33, with tax of 10 percent."""
    refs = {"accountRef": {"id": chart.PURCHASES}, "taxRateRef": {"id": TAX_10}}
    return {"unitAmount": 33.33, "quantity": 3, **refs, **changes}


def bill_body(books: Books, **changes: Any) -> Document:
    return {
        "supplierRef": {"id": supplier_of(books)},
        "issueDate": DAY,
        "dueDate": DAY,
        "currency": "GBP",
        "status": "Open",
        "lineItems": [line()],
        **changes,
    }


def bill(books: Books, **changes: Any) -> Document:
    made = ask(books, "POST", "bills", bill_body(books, **changes))
    assert made.status_code == 201, made.text
    return dict(made.json())


def pay(books: Books, made: Document, amount: float, **changes: Any) -> Document:
    body = {"amount": amount, "date": DAY, "accountRef": {"id": chart.BANK}, **changes}
    paid = ask(books, "POST", f"bills/{made['id']}/payment", body)
    assert paid.status_code == 201, paid.text
    return dict(paid.json())


def upload(books: Books, made: Document) -> requests.Response:
    files = {"file": ("receipt.png", b"\x89PNG", "image/png")}
    return ask(books, "POST", f"bills/{made['id']}/attachments", files=files)


def test_books_agree_after_everything_that_bill_pay_does(books: Books) -> None:
    account = ask(books, "POST", "bankAccounts", ACCOUNT).json()
    supplier = ask(books, "POST", "suppliers", SUPPLIER).json()
    supplied = {"supplierRef": {"id": supplier["id"]}}
    changed, other = bill(books, **supplied), bill(books)
    pay(books, changed, 50, accountRef={"id": account["id"]})
    body = bill_body(books, **supplied, lineItems=[line(), line(quantity=1, unitAmount=0.07)])
    ask(books, "PUT", f"bills/{changed['id']}", body)
    pay(books, other, 109.99, reference="P-1")

    books.refresh()
    kept = books.all()

    assert reconciliation.disagreements(kept, running=False) == []
    found = {record["id"]: record for record in kept["bills"]}
    assert found[changed["id"]]["amountDue"] == 60.07
    assert found[other["id"]]["status"] == "Paid"


def test_a_bill_in_another_currency_is_paid_in_it(books: Books) -> None:
    made = bill(books, currency="EUR", currencyRate=0.885)

    payment = pay(books, made, 109.99, currencyRate=0.9)

    assert (payment["amount"], payment["currencyRate"]) == (109.99, 0.9)
    books.refresh("bills", "journalEntries")
    (kept,) = [one for one in books.listed("bills") if one["id"] == made["id"]]
    assert (kept["amountDue"], kept["status"], kept["currencyRate"]) == (0, "Paid", 0.885)
    entries = [
        one
        for one in books.listed("journalEntries")
        if (one.get("recordRef") or {}).get("id") == payment["id"]
    ]
    assert [line["netAmount"] for line in entries[0]["journalLines"]] == [-98.99, 98.99]


def test_what_a_line_is_tracked_by_comes_back(books: Books) -> None:
    refs = [
        {"id": "department_1", "dataType": "trackingCategories"},
        {"id": customer_of(books), "dataType": "customers", "isBillable": True},
    ]

    made = bill(books, lineItems=[line(trackingRefs=refs)])

    assert made["lineItems"][0]["trackingRefs"] == refs
    books.refresh("bills")
    (kept,) = [one for one in books.listed("bills") if one["id"] == made["id"]]
    assert kept["lineItems"][0]["tracking"]["isBilledTo"] == "Customer"


def customer_of(books: Books) -> str:
    books.refresh("customers")
    return str(books.listed("customers")[0]["id"])


@pytest.mark.parametrize(
    ("told", "price", "whole"),
    [
        ({"totalAmount": 22, "taxAmount": 2}, 20, 22),
        ({"totalAmount": 22, "taxAmount": 2, "quantity": 4}, 5, 22),
        ({"unitAmount": 7}, 7, 7),
        ({"quantity": 0, "totalAmount": 9}, 0, 0),
        ({}, 0, 0),
    ],
)
def test_a_line_may_say_little(books: Books, told: Document, price: float, whole: float) -> None:
    made = bill(books, lineItems=[{"description": "Little", **told}])

    assert made["lineItems"][0]["unitAmount"] == price
    assert made["totalAmount"] == whole


def test_a_change_leaves_alone_what_only_the_books_know(books: Books) -> None:
    supplied = {"supplierName": "A", "status": "Active", "taxNumber": "T-1", "phone": "1"}
    supplier = books.create("suppliers", supplied)
    sums = {"subTotal": 5, "taxAmount": 0, "totalAmount": 5}
    written = {"note": "Mind the gap", "supplierRef": {"id": supplier}, "issueDate": DAY, **sums}
    made = books.create("bills", {"status": "Open", **written})

    ask(books, "PUT", f"suppliers/{supplier}", SUPPLIER)
    ask(books, "PUT", f"bills/{made}", bill_body(books))

    books.refresh("suppliers", "bills")
    (kept,) = [one for one in books.listed("suppliers") if one["id"] == supplier]
    assert (kept["supplierName"], kept["taxNumber"], "phone" in kept) == ("Quay & Loch", "T-1", 0)
    (kept,) = [one for one in books.listed("bills") if one["id"] == made]
    assert (kept["note"], kept["totalAmount"]) == ("Mind the gap", 109.99)


def test_bills_of_nobody_are_not_listed_and_others_are_due_at_once(books: Books) -> None:
    sums = {"subTotal": 5, "taxAmount": 0, "totalAmount": 5}
    written = {"status": "Open", "issueDate": DAY, **sums}
    nobodys = books.create("bills", written)
    undated = books.create("bills", written | {"supplierRef": {"id": supplier_of(books)}})

    found = {one["id"]: one for one in get(books, "bills")["results"]}

    assert nobodys not in found
    assert found[undated]["dueDate"] == DAY


def test_pages_are_as_long_as_the_setting_says_until_their_end(books: Books) -> None:
    whole = get(books, "mappingOptions/bills")
    books.api.sandbox.settings["codat.payables_page_size"] = 60

    first = get(books, "mappingOptions/bills")
    token = first["pagination"]["continuationToken"]
    books.api.sandbox.settings["codat.payables_page_size"] = 7
    second = get(books, "mappingOptions/bills", continuationToken=token)

    assert first["accounts"] + second["accounts"] == whole["accounts"]
    assert (len(first["accounts"]), len(first["taxRates"]), second["taxRates"]) == (60, 5, [])
    assert second["pagination"] == {}


def test_a_bank_account_in_a_state_that_bill_pay_does_not_know_has_none(books: Books) -> None:
    told = {"accountName": "Waiting", "status": "Pending"}
    made = books.create("bankAccounts", told)

    options = get(books, "mappingOptions/payments", statusQuery="status!=Active")

    (found,) = [one for one in options["bankAccounts"] if one["id"] == made]
    assert (found["name"], "status" in found) == ("Waiting", False)


def test_what_is_written_is_read_at_once_where_a_setting_says_so(books: Books) -> None:
    books.refresh("bills")
    books.api.sandbox.settings["codat.push_visible"] = "at-once"

    made = bill(books)

    assert made["id"] in [one["id"] for one in books.listed("bills")]


@pytest.mark.parametrize(
    "changes",
    [
        {"lineItems": [{"unitAmount": 1e300, "quantity": 1}]},
        {"lineItems": [{"totalAmount": 1e300}]},
        {"lineItems": [{"totalAmount": 1e12, "quantity": 1e-300}]},
        {"lineItems": [{"unitAmount": "7"}]},
        {"lineItems": {}},
        {"currencyRate": 10**400},
        {"supplierRef": {"id": ""}},
        {"supplierRef": []},
        {"issueDate": "yesterday"},
        {"status": "open"},
    ],
)
def test_a_bill_that_cannot_be_is_refused(books: Books, changes: Document) -> None:
    response = ask(books, "POST", "bills", bill_body(books) | changes)

    assert (response.status_code, response.json()["statusCode"]) == (400, 400)


def token(told: Any) -> str:
    return b64encode(json.dumps(told).encode()).decode()


@pytest.mark.parametrize(
    "sent",
    [
        token([]),
        token({"page": None, "pageSize": 1}),
        token({"page": 1, "pageSize": 10**9}),
        token({"page": 1e400, "pageSize": 1}),
        b64encode(b"[" * 3000).decode(),
        b64encode(b'{"page": ' + b"9" * 5000 + b"}").decode(),
        "\x00",
        "é",
    ],
)
def test_a_token_that_cannot_be_is_refused(books: Books, sent: str) -> None:
    response = ask(books, "GET", "bills", params={"continuationToken": sent})

    assert response.status_code == 400


def test_a_page_behind_the_last_one_is_empty(books: Books) -> None:
    sent = token({"page": 10**30, "pageSize": 100})

    assert get(books, "bills", continuationToken=sent) == {"results": [], "pagination": {}}


def test_every_kind_of_answer_satisfies_the_official_definition(books: Books, shared: Path) -> None:
    folder = shared / "providers" / "codat" / "openapi"
    specification = official.document(folder / "Codat-Sync-Payables.yaml")
    refs = [{"id": "department_1", "dataType": "trackingCategories"}]
    made = bill(books, reference="B-1", lineItems=[line(trackingRefs=refs)])
    supplier = ask(books, "POST", "suppliers", SUPPLIER | {"addresses": [{"city": "York"}]}).json()
    everything = "status!=Unknown"
    answers = [
        ("CompanyInformation", get(books, "info")),
        ("BillMappingOptions", get(books, "mappingOptions/bills", statusQuery=everything)),
        ("PaymentMappingOptions", get(books, "mappingOptions/payments", statusQuery=everything)),
        ("Bill", made),
        ("BillPayment", pay(books, made, 60)),
        ("Bill/definitions/bills", get(books, "bills", query=everything)),
        ("Bill", ask(books, "PUT", f"bills/{made['id']}", bill_body(books)).json()),
        ("Attachment", upload(books, made).json()),
        ("Attachment/definitions/attachments", get(books, f"bills/{made['id']}/attachments")),
        ("Supplier", supplier),
        ("Supplier", ask(books, "PUT", f"suppliers/{supplier['id']}", SUPPLIER).json()),
        ("Supplier/definitions/suppliers", get(books, "suppliers")),
        ("BankAccount", ask(books, "POST", "bankAccounts", ACCOUNT).json()),
        ("ErrorMessage", get(books, "bills", query="status")),
        ("ErrorMessage", ask(books, "POST", "bills", {}).json()),
        ("ErrorMessage", get(books, f"bills/{UNKNOWN}/attachments")),
    ]

    wrong = [
        complaint
        for schema, answer in answers
        for complaint in (
            *official.complaints(specification, f"#/components/schemas/{schema}", answer),
            *official.nulls(answer),
        )
    ]

    assert wrong == []


def test_all_operations_of_bill_pay_are_served(shared: Path) -> None:
    folder = shared / "providers" / "codat" / "openapi"
    paths = official.document(folder / "Codat-Sync-Payables.yaml")["paths"]

    published = {
        (method.upper(), path)
        for path, item in paths.items()
        for method in item
        if method != "parameters"
    }

    assert len(published) == 25
    assert published - {(one.method, one.path) for one in PROVIDER.operations} == set()
