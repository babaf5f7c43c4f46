"""What writes do to the rest of the books: payments, entries, balances, statements, the bank."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies, writing
from contract_tests.codat.writing import DAY, Books
from contract_tests.support.answers import expect
from contract_tests.targets import Target

GUIDE = "documentation: push data"
SANDBOX = "published answers of the Sandbox: allocations, entries and totals agree"
# A real company has to be linked by a person; here the mock's own forms do it.
LINKED = pytest.mark.needs("disposable")
LINES = "bankAccounts/{}/bankTransactions"


def paying(document: str, record_id: str, amount: float) -> dict[str, Any]:
    """The lines of a payment for one document."""
    link = {"type": document, "id": record_id, "amount": -amount}
    return {"totalAmount": amount, "lines": [{"amount": amount, "links": [link]}]}


def balance(books: Books, name: str) -> float:
    """What is on an account."""
    wanted = {"query": f"name={name}"}
    found = expect(books.target.session.get(books.path("chartOfAccounts"), params=wanted), 200)
    return float(found["results"][0]["currentBalance"])


@LINKED
@pytest.mark.writes
@pytest.mark.documented(SANDBOX)
@pytest.mark.parametrize(
    ("document", "payment", "link", "unpaid"),
    [("invoices", "payments", "Invoice", "Submitted"), ("bills", "billPayments", "Bill", "Open")],
)
def test_payments_reduce_what_is_due(
    target: Target, document: str, payment: str, link: str, unpaid: str
) -> None:
    books = writing.open_books(target)
    record_id = books.create(document)
    books.refresh(document)
    created = expect(books.read(document, record_id), 200)

    paid = books.create(payment, **paying(link, record_id, 60))
    books.refresh(document)
    partly = expect(books.read(document, record_id), 200)
    books.create(payment, **paying(link, record_id, 50))
    books.refresh(document)
    whole = expect(books.read(document, record_id), 200)

    assert (created["amountDue"], created["status"]) == (110, unpaid)
    assert (partly["amountDue"], partly["status"]) == (50, "PartiallyPaid")
    assert (whole["amountDue"], whole["status"]) == (0, "Paid")
    (allocation,) = partly["paymentAllocations"]
    assert allocation["payment"]["id"] == paid
    assert allocation["payment"]["totalAmount"] == 60
    assert allocation["allocation"]["totalAmount"] == -60


@LINKED
@pytest.mark.writes
@pytest.mark.documented(SANDBOX)
def test_a_credit_note_is_paid_back_with_a_negative_payment(target: Target) -> None:
    books = writing.open_books(target)
    note = books.create("creditNotes")

    books.create("payments", **paying("CreditNote", note, -30))

    books.refresh("creditNotes")
    found = expect(books.read("creditNotes", note), 200)
    assert (found["remainingCredit"], found["status"]) == (80, "PartiallyPaid")


@LINKED
@pytest.mark.writes
@pytest.mark.documented(SANDBOX)
def test_a_credit_note_pays_an_invoice_without_money(target: Target) -> None:
    books = writing.open_books(target)
    note, invoice = books.create("creditNotes"), books.create("invoices")
    links = [
        {"type": "Invoice", "id": invoice, "amount": -110},
        {"type": "CreditNote", "id": note, "amount": 110},
    ]

    books.create("payments", totalAmount=0, lines=[{"amount": 0, "links": links}])

    books.refresh("creditNotes", "invoices")
    assert expect(books.read("invoices", invoice), 200)["status"] == "Paid"
    assert expect(books.read("creditNotes", note), 200)["remainingCredit"] == 0


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("nobody published what happens to a payment of more than is due")
@pytest.mark.parametrize(("amount", "link"), [(110.01, -110.01), (110, 110), (0, 0.01), (-5, 5)])
def test_a_payment_beyond_what_is_due_is_refused(
    target: Target, amount: float, link: float
) -> None:
    books = writing.open_books(target)
    invoice = books.create("invoices")
    links = [{"type": "Invoice", "id": invoice, "amount": link}]
    lines = {"totalAmount": amount, "lines": [{"amount": amount, "links": links}]}

    push = books.ended(books.send("payments", books.bodies["payments"] | lines))

    assert push["status"] == "Failed"
    books.refresh("invoices")
    assert expect(books.read("invoices", invoice), 200)["amountDue"] == 110


@LINKED
@pytest.mark.writes
@pytest.mark.documented(GUIDE)
def test_deleting_a_bill_payment_opens_the_bill_again(target: Target) -> None:
    books = writing.open_books(target)
    bill = books.create("bills")
    payment = books.create("billPayments", **paying("Bill", bill, 110))

    books.ended(target.session.delete(books.push_path("billPayments", payment)))

    books.refresh("bills")
    found = expect(books.read("bills", bill), 200)
    assert (found["amountDue"], found["status"]) == (110, "Open")
    assert found["paymentAllocations"] == []


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("nobody published what happens when a paid document is deleted")
@pytest.mark.parametrize(
    ("document", "payment", "link"),
    [("invoices", "payments", "Invoice"), ("bills", "billPayments", "Bill")],
)
def test_a_paid_document_is_not_deleted(
    target: Target, document: str, payment: str, link: str
) -> None:
    books = writing.open_books(target)
    record_id = books.create(document)
    books.create(payment, **paying(link, record_id, 1))

    push = books.ended(target.session.delete(books.push_path(document, record_id)))

    assert push["status"] == "Failed"
    assert [error["itemId"] for error in push["validation"]["errors"]] == ["PaymentAllocations"]


@LINKED
@pytest.mark.writes
@pytest.mark.documented(SANDBOX)
def test_an_updated_invoice_keeps_its_payments(target: Target) -> None:
    books = writing.open_books(target)
    invoice = books.create("invoices")
    books.create("payments", **paying("Invoice", invoice, 60))
    line = books.bodies["invoices"]["lineItems"][0] | {"quantity": 4}
    totals = {"subTotal": 200, "totalTaxAmount": 20, "totalAmount": 220, "amountDue": 220}
    body = books.bodies["invoices"] | {"lineItems": [line]} | totals

    books.ended(target.session.put(books.push_path("invoices", invoice), json=body))

    books.refresh("invoices")
    found = expect(books.read("invoices", invoice), 200)
    assert (found["totalAmount"], found["amountDue"]) == (220, 160)
    assert found["status"] == "PartiallyPaid"


@LINKED
@pytest.mark.writes
@pytest.mark.documented(SANDBOX)
def test_an_invoice_is_booked(target: Target) -> None:
    books = writing.open_books(target)
    before = {name: balance(books, name) for name in ("Sales", "VAT")}

    invoice = books.create("invoices")

    books.refresh("journalEntries", "chartOfAccounts")
    wanted = {"query": f"recordRef.id={invoice}"}
    path = books.path("journalEntries")
    (entry,) = expect(target.session.get(path, params=wanted), 200)["results"]
    assert entry["recordRef"] == {"id": invoice, "dataType": "invoices"}
    assert sorted(line["netAmount"] for line in entry["journalLines"]) == [-100, -10, 110]
    assert balance(books, "Sales") == pytest.approx(before["Sales"] - 100)
    assert balance(books, "VAT") == pytest.approx(before["VAT"] - 10)


@LINKED
@pytest.mark.writes
@pytest.mark.documented(SANDBOX)
def test_a_draft_is_not_booked(target: Target) -> None:
    books = writing.open_books(target)

    invoice = books.create("invoices", status="Draft")

    books.refresh("journalEntries")
    wanted = {"query": f"recordRef.id={invoice}"}
    path = books.path("journalEntries")
    assert expect(target.session.get(path, params=wanted), 200)["totalResults"] == 0


@LINKED
@pytest.mark.writes
@pytest.mark.documented(SANDBOX)
def test_a_document_is_in_the_statements_after_a_refresh(target: Target) -> None:
    books = writing.open_books(target)
    path = companies.path(books.company, "/data/financials/profitAndLoss")
    wanted = {"periodLength": "120", "periodsToCompare": "1"}
    (before,) = expect(target.session.get(path, params=wanted), 200)["reports"]

    books.create("invoices")
    books.create("directCosts")
    books.refresh("journalEntries", "profitAndLoss")

    (after,) = expect(target.session.get(path, params=wanted), 200)["reports"]
    assert after["income"]["value"] == pytest.approx(before["income"]["value"] + 100)
    assert after["costOfSales"]["value"] == pytest.approx(before["costOfSales"]["value"] + 100)
    assert after["netProfit"] == pytest.approx(before["netProfit"])


@LINKED
@pytest.mark.writes
@pytest.mark.spec("Accounting API specification, create-bank-transactions")
def test_lines_are_put_onto_the_statement_of_a_bank_account(target: Target) -> None:
    books = writing.open_books(target)
    account = books.first("bankAccounts")
    lines = [
        {"id": "a-1", "date": DAY, "amount": 100, "description": "In"},
        {"id": "a-2", "date": DAY, "amount": -40.5, "description": "Out"},
    ]
    body = {"accountId": account["id"], "transactions": lines}

    push = books.ended(books.send(LINES.format(account["id"]), body))

    assert push["status"] == "Success"
    assert push["dataType"] == "bankTransactions"
    books.refresh("bankTransactions", "bankAccounts")
    path = f"{books.path('bankAccounts', account['id'])}/bankTransactions"
    found = expect(target.session.get(path, params={"pageSize": "5000"}), 200)["results"]
    added = {one["id"]: one for one in found if one["id"] in ("a-1", "a-2")}
    assert added["a-1"]["amount"] == 100
    assert added["a-2"]["transactionType"] == "Debit"
    after = expect(books.read("bankAccounts", account["id"]), 200)
    assert after["balance"] == pytest.approx(account["balance"] + 59.5)


@LINKED
@pytest.mark.writes
@pytest.mark.spec("Accounting API specification, create-bank-transactions")
def test_no_more_than_a_thousand_lines_are_taken_at_once(target: Target) -> None:
    books = writing.open_books(target)
    account = books.first("bankAccounts")
    lines = [{"id": f"b-{number}", "date": DAY, "amount": 1} for number in range(1001)]
    body = {"accountId": account["id"], "transactions": lines}

    push = books.ended(books.send(LINES.format(account["id"]), body))

    assert (push["status"], push["statusCode"]) == ("Failed", 400)
    assert [error["itemId"] for error in push["validation"]["errors"]] == ["Transactions"]


@LINKED
@pytest.mark.writes
@pytest.mark.spec("Accounting API specification, allowSyncOnPushComplete")
def test_bank_transactions_are_fetched_once_they_were_written(target: Target) -> None:
    books = writing.open_books(target)
    account = books.first("bankAccounts")
    lines = [{"id": "c-1", "date": DAY, "amount": 1}]
    body = {"accountId": account["id"], "transactions": lines}

    books.ended(books.send(LINES.format(account["id"]), body, allowSyncOnPushComplete="true"))

    path = companies.path(books.company, "/dataStatus")
    target.until(
        lambda: (
            expect(target.session.get(path), 200).get("bankTransactions", {}).get("currentStatus")
            == "Complete"
        )
    )
    path = f"{books.path('bankAccounts', account['id'])}/bankTransactions"
    assert expect(target.session.get(path, params={"query": "id=c-1"}), 200)["totalResults"] == 1
