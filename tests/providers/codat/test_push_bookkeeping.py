"""Books stay in order whatever is written to them."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from mockserver.providers.codat.books import chart
from tests.providers.codat import reconciliation
from tests.providers.codat.conftest import Api
from tests.providers.codat.pushing import TAX_10, Books, Document, books_of, invoice

REDUCED = "4f2d7b0e-5a5c-4a8f-9a0e-0b6f8f4b5d05"
RENT = "9cbe5fe4-ca60-4792-8bf1-de01fb7010aa"


class Clerk:
    """Somebody who writes whatever comes to mind, and remembers what can be done next."""

    def __init__(self, books: Books, seed: int) -> None:
        self.books, self.chance = books, Random(seed)
        self.parties = {kind: books.listed(kind) for kind in ("customers", "suppliers")}
        self.items = books.listed("items")
        self.open: dict[str, list[str]] = {}
        self.endings: list[str] = []

    def act(self) -> None:
        """One write."""
        actions: list[Callable[[], Document]] = [
            self.trade, self.trade, self.pay, self.pay, self.at_once, self.entry, self.transfer,
            self.change, self.remove,
        ]  # fmt: skip
        push = self.chance.choice(actions)()
        self.endings.append(push["status"])

    def day(self) -> str:
        return (date(2026, 1, 1) + timedelta(self.chance.randrange(300))).isoformat()

    def lines(self) -> list[Document]:
        return [self.line() for _ in range(self.chance.randrange(1, 4))]

    def line(self) -> Document:
        rate = self.chance.choice([TAX_10, REDUCED])
        account = self.chance.choice([chart.SALES, chart.PURCHASES, RENT, chart.BANK])
        return {
            "unitAmount": self.chance.randrange(1, 90000) / 100,
            "quantity": self.chance.choice([1, 2, 3, 0.5, 7.28]),
            "discountAmount": self.chance.choice([0, 0, 0.37]),
            "taxRateRef": {"id": rate},
            "accountRef": {"id": account},
            "itemRef": {"id": self.chance.choice(self.items)["id"]},
        }

    def document(self, kind: str) -> Document:
        lines = self.lines()
        tax = "taxAmount" if kind in ("bills", "directCosts", "directIncomes") else "totalTaxAmount"
        whole = whole_of(lines)
        party = "customers" if kind in ("invoices", "creditNotes", "directIncomes") else "suppliers"
        named = {"id": self.chance.choice(self.parties[party])["id"]}
        told = {"issueDate": self.day(), "currency": "GBP", "lineItems": lines}
        told |= {"subTotal": 0, tax: 0, "totalAmount": whole, "amountDue": 0, "remainingCredit": 0}
        told |= {"totalDiscount": 0, "discountPercentage": 0, "paymentAllocations": []}
        told["status"] = self.chance.choice(["Submitted", "Submitted", "Draft"])
        if kind == "bills":
            told["status"] = {"Submitted": "Open"}.get(told["status"], told["status"])
        return told | {party[:-1] + "Ref": named, "contactRef": {**named, "dataType": party}}

    def trade(self) -> Document:
        kind = self.chance.choice(["invoices", "creditNotes", "bills", "billCreditNotes"])
        return self.noted(kind, self.books.push(kind, self.document(kind)))

    def at_once(self) -> Document:
        kind = self.chance.choice(["directCosts", "directIncomes"])
        return self.noted(kind, self.books.push(kind, self.document(kind)))

    def pay(self) -> Document:
        kind, link, paid = self.chance.choice(
            [
                ("payments", "Invoice", "invoices"),
                ("payments", "CreditNote", "creditNotes"),
                ("billPayments", "Bill", "bills"),
                ("billPayments", "CreditNote", "billCreditNotes"),
            ]
        )
        known = self.open.get(paid) or ["nothing"]
        amount = self.chance.randrange(1, 20000) / 100
        amount = -amount if link == "CreditNote" else amount
        links = [{"type": link, "id": self.chance.choice(known), "amount": -amount}]
        line: Document = {"amount": amount, "links": links if self.chance.random() < 0.9 else []}
        body = {"date": self.day(), "totalAmount": amount, "lines": [line]}
        return self.noted(kind, self.books.push(kind, body))

    def entry(self) -> Document:
        amount = self.chance.randrange(1, 5000) / 100
        accounts = self.chance.sample([chart.BANK, RENT, chart.VAT, chart.UNDEPOSITED], 2)
        sides = zip(accounts, (amount, -amount), strict=True)
        lines = [{"netAmount": side, "accountRef": {"id": one}} for one, side in sides]
        body = {"postedOn": self.day(), "journalLines": lines}
        return self.noted("journalEntries", self.books.push("journalEntries", body))

    def transfer(self) -> Document:
        ends = self.chance.sample([chart.BANK, chart.UNDEPOSITED], 2)
        amount = self.chance.randrange(1, 5000) / 100
        body: Document = {"date": self.day()}
        for name, account in zip(("from", "to"), ends, strict=True):
            body[name] = {"accountRef": {"id": account}, "currency": "GBP", "amount": amount}
        return self.books.push("transfers", body)

    def change(self) -> Document:
        kind = self.chance.choice(["invoices", "creditNotes", "bills", "billCreditNotes"])
        known = self.chance.choice(self.open.get(kind) or ["nothing"])
        return self.books.push(f"{kind}/{known}", self.document(kind), "PUT")

    def remove(self) -> Document:
        kinds = ["billPayments", "bills", "directCosts", "invoices", "journalEntries"]
        kind = self.chance.choice(kinds)
        known = self.chance.choice(self.open.get(kind) or ["nothing"])
        return self.books.push(f"{kind}/{known}", None, "DELETE")

    def noted(self, kind: str, push: Document) -> Document:
        for change in push.get("changes", []):
            self.open.setdefault(kind, []).append(change["recordRef"]["id"])
        return push


def whole_of(lines: list[Document]) -> float:
    """The total of lines, tax included."""
    rates = {TAX_10: 10, REDUCED: 5}
    cents = 0
    for line in lines:
        net = reconciliation.Decimal(str(line["unitAmount"])) * reconciliation.Decimal(
            str(line["quantity"])
        ) - reconciliation.Decimal(str(line["discountAmount"]))
        net = half_up(net)
        cents += int(100 * (net + half_up(net * rates[line["taxRateRef"]["id"]] / 100)))
    return cents / 100


def half_up(amount: Any) -> Any:
    return amount.quantize(reconciliation.Decimal("0.01"), "ROUND_HALF_UP")


def test_books_agree_after_two_hundred_writes_of_every_kind(api: Api) -> None:
    api.sandbox.settings["codat.push_mode"] = "sync"
    books = books_of(api)
    books.refresh()
    clerk = Clerk(books, seed=11)

    for _ in range(200):
        clerk.act()

    books.refresh()
    assert clerk.endings.count("Success") > 100
    assert clerk.endings.count("Failed") > 10
    kept = books.all()
    assert len(kept["journalEntries"]) > 200
    assert reconciliation.disagreements(kept, running=False) == []
    assert_statements_agree(books, kept)


def assert_statements_agree(books: Books, kept: dict[str, list[Document]]) -> None:
    """The reports say what the records say."""
    company = f"/companies/{books.company['id']}"
    wanted = {"periodLength": 12, "periodsToCompare": 2}
    sheets = books.api.get(f"{company}/data/financials/balanceSheet", params=wanted).json()
    found = [(one["netAssets"], one["equity"]["value"]) for one in sheets["reports"]]
    assert found == [(pytest.approx(equity), equity) for _, equity in found]
    tomorrow = {"reportDate": "2027-06-01"}
    debtors = books.api.get(f"{company}/reports/agedDebtor", params=tomorrow).json()
    outstanding = sum(
        bucket["amount"]
        for party in debtors["data"]
        for currency in party["agedCurrencyOutstanding"]
        for bucket in currency["agedOutstandingAmounts"]
    )
    due = sum(one["amountDue"] for one in alive(kept["invoices"]))
    credit = sum(one["remainingCredit"] for one in alive(kept["creditNotes"]))
    assert outstanding == pytest.approx(due - credit)


def alive(records: list[Document]) -> list[Document]:
    return [
        one
        for one in records
        if not one["metadata"]["isDeleted"] and one["status"] not in ("Draft", "Void")
    ]


def test_what_is_written_before_the_first_fetch_comes_with_it(api: Api) -> None:
    books = books_of(api)
    supplier = books.create("suppliers", {"supplierName": "First", "status": "Active"})

    api.sandbox.clock.run_until_idle()

    assert supplier in {one["id"] for one in books.listed("suppliers")}


def test_a_document_in_another_currency_is_booked_at_its_rate(api: Api) -> None:
    books = books_of(api)
    api.sandbox.clock.run_until_idle()
    customer = books.listed("customers")[0]["id"]

    made = books.create("invoices", invoice(customer, 99.99 * 10, currency="USD", currencyRate=0.5))

    books.refresh("journalEntries")
    (entry,) = [
        one for one in books.listed("journalEntries") if one.get("recordRef", {}).get("id") == made
    ]
    amounts = sorted(line["netAmount"] for line in entry["journalLines"])
    assert sum(amounts) == pytest.approx(0)
    assert amounts[-1] == pytest.approx(549.95, abs=0.01)


def test_a_new_bank_account_is_one_of_the_chart_and_has_its_opening_balance(api: Api) -> None:
    books = books_of(api)

    made = books.create("bankAccounts", {"accountName": "Till", "balance": 40.5})

    books.refresh("bankAccounts", "chartOfAccounts", "bankTransactions")
    (account,) = [one for one in books.listed("chartOfAccounts") if one["id"] == made]
    assert (account["name"], account["isBankAccount"]) == ("Till", True)
    lines = [one for one in books.listed("bankTransactions") if one["accountId"] == made]
    assert [(line["amount"], line["balance"]) for line in lines] == [(40.5, 40.5)]


def test_the_account_of_a_renamed_bank_account_is_renamed(api: Api) -> None:
    books = books_of(api)
    made = books.create("bankAccounts", {"accountName": "Till", "balance": 40.5})

    books.push(f"bankAccounts/{made}", {"accountName": "Safe"}, "PUT")

    books.refresh("bankAccounts", "chartOfAccounts")
    assert [one["name"] for one in books.listed("chartOfAccounts") if one["id"] == made] == ["Safe"]
    (account,) = [one for one in books.listed("bankAccounts") if one["id"] == made]
    assert (account["accountName"], account["balance"]) == ("Safe", 40.5)


def test_what_the_bank_saw_is_reversed_and_not_taken_back(api: Api) -> None:
    books = books_of(api)
    cost = {
        "issueDate": "2026-04-01",
        "currency": "GBP",
        "lineItems": [{"unitAmount": 12, "quantity": 1}],
        "paymentAllocations": [],
        "subTotal": 12,
        "taxAmount": 0,
        "totalAmount": 12,
    }
    made = books.create("directCosts", cost)

    books.push(f"directCosts/{made}", None, "DELETE")

    books.refresh("bankTransactions", "bankAccounts", "accountTransactions")
    lines = [one for one in books.listed("bankTransactions") if made[:8] in one["description"]]
    assert sorted(line["amount"] for line in lines) == [-12, 12]


def test_an_account_transaction_goes_with_its_document(api: Api) -> None:
    books = books_of(api)
    books.refresh("accountTransactions")
    line = {"netAmount": 3, "accountRef": {"id": chart.BANK}}
    other = {"netAmount": -3, "accountRef": {"id": RENT}}
    made = books.create("journalEntries", {"postedOn": "2026-02-02", "journalLines": [line, other]})
    books.refresh("accountTransactions")
    before = [one for one in books.listed("accountTransactions") if made in one["note"]]

    books.push(f"journalEntries/{made}", None, "DELETE")
    books.refresh("accountTransactions")

    after = [one for one in books.listed("accountTransactions") if made in one["note"]]
    assert [one["metadata"]["isDeleted"] for one in before] == [False]
    assert [one["metadata"]["isDeleted"] for one in after] == [True]


def test_the_entry_of_a_document_is_not_deleted_by_itself(api: Api) -> None:
    books = books_of(api)
    books.refresh("journalEntries")
    entry = next(one for one in books.listed("journalEntries") if "recordRef" in one)

    push = books.push(f"journalEntries/{entry['id']}", None, "DELETE")

    assert (push["status"], push["statusCode"]) == ("Failed", 400)
