"""How a client writes accounting records, waits for the outcome, and reads them afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from requests import Response

from contract_tests.codat import companies, linking
from contract_tests.support.answers import expect
from contract_tests.targets import Target

Document = dict[str, Any]
UNKNOWN = companies.UNKNOWN_ID
DAY = "2026-03-02T00:00:00"
# data type → word in paths, where it is another one
SEGMENTS = {"chartOfAccounts": "accounts"}
OF_CONNECTION = ("bankAccounts", "directCosts", "directIncomes", "transfers")


@dataclass
class Books:
    """The books of a company that was linked and synced."""

    target: Target
    company: Document

    @property
    def root(self) -> str:
        """The path of the connection."""
        connection = self.company["dataConnections"][0]
        return companies.connection_path(self.company, connection)

    def first(self, data_type: str) -> Document:
        """A record that was there from the beginning."""
        found: Document = expect(self.target.session.get(self.path(data_type)), 200)["results"][0]
        return found

    def path(self, data_type: str, record_id: str = "") -> str:
        """Where records are read."""
        root = self.root if data_type in OF_CONNECTION else companies.path(self.company)
        path = f"{root}/data/{SEGMENTS.get(data_type, data_type)}"
        return f"{path}/{record_id}" if record_id else path

    def push_path(self, data_type: str, *tail: str) -> str:
        """Where records are written."""
        return "/".join((self.root, "push", SEGMENTS.get(data_type, data_type), *tail))

    def read(self, data_type: str, record_id: str) -> Response:
        """A record, or the refusal."""
        return self.target.session.get(self.path(data_type, record_id))

    def refresh(self, *data_types: str) -> None:
        """Let Codat fetch data types again."""
        for data_type in data_types:
            queue = companies.path(self.company, f"/data/queue/{data_type}")
            pull = expect(self.target.session.post(queue), 200)
            done = companies.path(self.company, f"/data/history/{pull['id']}")
            self.target.until(lambda: expect(self.target.session.get(done), 200)["isCompleted"])  # noqa: B023 - called before the next turn

    def ended(self, asked: Response) -> Document:
        """A push once it is no longer pending."""
        push = expect(asked, 200)
        path = companies.path(self.company, f"/push/{push['pushOperationKey']}")
        self.target.until(lambda: expect(self.target.session.get(path), 200)["status"] != "Pending")
        found: Document = expect(self.target.session.get(path), 200)
        return found

    def send(self, data_type: str, body: Any, **query: str) -> Response:
        """Ask for a new record; what it makes fetched is not fetched at once."""
        wanted = {"allowSyncOnPushComplete": "false", **query}
        return self.target.session.post(self.push_path(data_type), json=body, params=wanted)

    def create(self, data_type: str, **changes: Any) -> str:
        """A new record of a good body; its id."""
        push = self.ended(self.send(data_type, self.bodies[data_type] | changes))
        assert push["status"] == "Success", push
        return str(push["changes"][0]["recordRef"]["id"])

    @cached_property
    def bodies(self) -> dict[str, Document]:
        """A good body of each data type that can be created."""
        return bodies(self)


def open_books(target: Target) -> Books:
    """A new company with books of its own."""
    return Books(target, linking.synced(target))


def account(books: Books, query: str) -> Document:
    """How records refer to an account."""
    path, wanted = books.path("chartOfAccounts"), {"query": query, "pageSize": "1"}
    found = expect(books.target.session.get(path, params=wanted), 200)["results"][0]
    return {"id": found["id"], "name": found["name"]}


def line(books: Books, account_ref: Document, **more: Any) -> Document:
    """Two for 50, with tax of 10 percent."""
    rate = expect(
        books.target.session.get(books.path("taxRates"), params={"query": "effectiveTaxRate=10"}),
        200,
    )["results"][0]
    told = {"unitAmount": 50, "quantity": 2, "taxRateRef": {"id": rate["id"]}}
    return {"description": "Two of them", **told, "accountRef": account_ref, **more}


def bodies(books: Books) -> dict[str, Document]:
    """A good body of each data type that can be created."""
    sales, bank = account(books, "name=Sales"), account(books, "isBankAccount=true")
    costs = account(books, "name=Purchases")
    customer = {"id": books.first("customers")["id"]}
    supplier = {"id": books.first("suppliers")["id"]}
    whole = {"subTotal": 100, "totalAmount": 110}
    issued = {"issueDate": DAY, "currency": "GBP"}
    sold, bought = [line(books, sales)], [line(books, costs)]
    notes = {"totalDiscount": 0, "discountPercentage": 0, "remainingCredit": 110}
    at_once = {
        "payment": {"accountRef": bank, "currency": "GBP", "totalAmount": 110},
        "allocation": {"totalAmount": -110},
    }
    payment = {"totalAmount": 25, "date": DAY, "accountRef": bank, "currency": "GBP"}
    other = next(
        one["id"]
        for one in expect(books.target.session.get(books.path("bankAccounts")), 200)["results"]
        if one["id"] != bank["id"]
    )
    return {
        "bankAccounts": {"accountName": "Second Account", "nominalCode": "777", "balance": 12.5},
        "billCreditNotes": {
            **issued,
            **whole,
            **notes,
            "totalTaxAmount": 10,
            "supplierRef": supplier,
            "status": "Submitted",
            "lineItems": bought,
        },
        "billPayments": {**payment, "supplierRef": supplier},
        "bills": {
            **issued,
            **whole,
            "taxAmount": 10,
            "dueDate": DAY,
            "supplierRef": supplier,
            "status": "Open",
            "lineItems": bought,
        },
        "chartOfAccounts": {"nominalCode": "4711", "name": "Licences", "type": "Expense"},
        "creditNotes": {
            **issued,
            **whole,
            **notes,
            "totalTaxAmount": 10,
            "customerRef": customer,
            "status": "Submitted",
            "lineItems": sold,
        },
        "customers": {"customerName": "Loch & Quay", "status": "Active"},
        "directCosts": {
            **issued,
            **whole,
            "taxAmount": 10,
            "contactRef": {**supplier, "dataType": "suppliers"},
            "lineItems": bought,
            "paymentAllocations": [at_once],
        },
        "directIncomes": {
            **issued,
            **whole,
            "taxAmount": 10,
            "contactRef": {**customer, "dataType": "customers"},
            "lineItems": sold,
            "paymentAllocations": [at_once],
        },
        "invoices": {
            **issued,
            **whole,
            "totalTaxAmount": 10,
            "amountDue": 110,
            "customerRef": customer,
            "status": "Submitted",
            "lineItems": sold,
        },
        "items": {
            "name": "Rubber boot",
            "code": "BOOT",
            "itemStatus": "Active",
            "type": "NonInventory",
            "isBillItem": False,
            "isInvoiceItem": True,
            "invoiceItem": {"unitPrice": 30, "accountRef": sales},
        },
        "journalEntries": {
            "description": "Petty theft",
            "postedOn": DAY,
            "journalLines": [
                {"netAmount": 7.25, "accountRef": costs},
                {"netAmount": -7.25, "accountRef": bank},
            ],
        },
        "journals": {"journalCode": "XJ", "name": "Extra Journal", "status": "Active"},
        "payments": {**payment, "customerRef": customer},
        "purchaseOrders": {
            **issued,
            "supplierRef": supplier,
            "status": "Open",
            "lineItems": bought,
            "totalTaxAmount": 10,
            **whole,
        },
        "suppliers": {"supplierName": "Quay & Loch", "status": "Active"},
        "transfers": {
            "date": DAY,
            "from": {"accountRef": {"id": bank["id"]}, "currency": "GBP", "amount": 9},
            "to": {"accountRef": {"id": other}, "currency": "GBP", "amount": 9},
        },
    }
