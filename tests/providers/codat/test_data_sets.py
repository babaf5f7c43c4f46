"""The sample books: what is committed is what the script writes, and everything agrees."""

import runpy
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from mockserver.providers.codat.books import data_sets, large
from tests.providers.codat import reconciliation

ROOT = Path(__file__).parent.parent.parent.parent
FOLDER = ROOT / "fixtures" / "codat" / "data_sets"
Document = dict[str, Any]


def books_of(name: str) -> dict[str, list[Document]]:
    types = data_sets.about(name)["dataTypes"]
    return {data_type: list(data_sets.records(name, data_type)) for data_type in types}


@pytest.fixture(scope="module")
def script() -> Any:
    return runpy.run_path(str(ROOT / "tools" / "codat_data_sets.py"))


@pytest.mark.parametrize("name", ["standard", "small", "us", "empty", "block"])
def test_the_committed_files_are_what_the_script_writes(script: Any, name: str) -> None:
    committed = {file.name: file.read_text("utf-8") for file in (FOLDER / name).iterdir()}

    assert committed == script["written"](name)


def test_the_standard_set_has_the_size_of_the_published_one() -> None:
    kinds = data_sets.about("standard")["dataTypes"]

    sizes = {kind: data_sets.count("standard", kind) for kind in kinds}

    assert sizes == {
        "accountTransactions": 1815,
        "bankAccounts": 5,
        "bankTransactions": 1815,
        "billCreditNotes": 24,
        "billPayments": 230,
        "bills": 183,
        "chartOfAccounts": 98,
        "company": 1,
        "creditNotes": 32,
        "customers": 20,
        "directCosts": 90,
        "directIncomes": 518,
        "invoices": 142,
        "itemReceipts": 37,
        "items": 18,
        "journalEntries": 1838,
        "journals": 4,
        "paymentMethods": 5,
        "payments": 210,
        "purchaseOrders": 60,
        "salesOrders": 40,
        "suppliers": 100,
        "taxRates": 5,
        "trackingCategories": 8,
        "transfers": 357,
    }


@pytest.mark.parametrize("name", ["standard", "small", "us", "empty"])
def test_everything_in_a_data_set_agrees(name: str) -> None:
    assert reconciliation.disagreements(books_of(name)) == []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("invoices", {"amountDue": 0.01}),
        ("bills", {"status": "Draft"}),
        ("payments", {"totalAmount": 1}),
        ("journalEntries", {"journalLines": []}),
        ("chartOfAccounts", {"currentBalance": 0.5}),
        ("bankAccounts", {"balance": 3}),
        ("directIncomes", {"subTotal": 2}),
        ("suppliers", {"id": "nobody"}),
    ],
)
def test_the_reconciliation_notices_what_does_not_agree(kind: str, change: Document) -> None:
    books = books_of("small")
    books[kind] = [books[kind][0] | change, *books[kind][1:]]

    assert reconciliation.disagreements(books) != []


def test_the_synonym_tiny_is_the_small_set() -> None:
    assert list(data_sets.records("tiny", "bills")) == list(data_sets.records("small", "bills"))


@pytest.mark.parametrize(
    ("data_type", "size"),
    [("invoices", 100_010), ("customers", 10), ("bills", 10), ("payments", 54_017)],
)
def test_the_large_set_has_a_hundred_thousand_invoices(data_type: str, size: int) -> None:
    assert data_sets.count("large", data_type) == size


def test_the_large_set_can_be_read_from_anywhere() -> None:
    from_start = list(islice(data_sets.records("large", "invoices"), 2_990, 3_010))

    assert list(data_sets.records("large", "invoices", 2_990, 3_010)) == from_start
    assert len({invoice["id"] for invoice in from_start}) == 20
    assert len({invoice["invoiceNumber"] for invoice in from_start}) == 20
    days = [invoice["issueDate"] for invoice in from_start]
    assert days == sorted(days)


def test_the_large_set_ends_after_its_last_record() -> None:
    assert list(data_sets.records("large", "invoices", 100_009, 100_050)) == list(
        data_sets.records("large", "invoices", 100_009)
    )
    assert list(data_sets.records("large", "invoices", 100_010)) == []


def test_everything_in_the_large_set_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "COPIES", 3)
    books = books_of("large")

    assert len(books["invoices"]) == 310
    assert reconciliation.disagreements(books) == []
