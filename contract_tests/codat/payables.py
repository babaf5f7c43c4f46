"""Bill Pay as the contract tests use it: a connected company, its bills, who is paid."""

from __future__ import annotations

from typing import Any

import pytest
from requests import Response

from contract_tests.codat import companies, linking
from contract_tests.codat.writing import DAY, Books
from contract_tests.support.answers import expect
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


def linked(target: Target, key: str = companies.SANDBOX) -> Books:
    """A new company whose accounting software is connected, whatever was fetched of it."""
    company = companies.create(target)
    linking.link(target, company, key)
    return Books(target, companies.read(target, company))


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
