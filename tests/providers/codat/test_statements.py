"""Statements and aged reports, from small ledgers and from the sample books."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from mockserver.providers.codat.books import aged, chart, data_sets, statements
from mockserver.providers.codat.books.months import Month, Period, periods
from mockserver.providers.codat.books.sums import cash_sums_of, sums_of

Document = dict[str, Any]
WAGES = "7f6a0e92-65be-4333-9a0a-d981b03bedd1"
LOAN = "55008233-40e7-41ac-84af-2255fa028c2e"
ACCOUNTS = chart.records("GBP")
SUMS = [
    (chart.BANK, "2026-04", 100_000),
    (chart.RETAINED_EARNINGS, "2026-04", -100_000),
    (chart.RECEIVABLE, "2026-05", 12_000),
    (chart.VAT, "2026-05", -2_000),
    (chart.SALES, "2026-05", -10_000),
    (WAGES, "2026-06", 3_050),
    (chart.BANK, "2026-06", -3_050),
]
CASH = [
    (chart.RECEIVABLE, "2026-06", -12_000),
    (WAGES, "2026-06", 3_050),
    (LOAN, "2026-06", 1_000),
    (chart.VAT, "2026-06", -50),
]


@cache
def kept(name: str, data_type: str) -> list[Document]:
    return list(data_sets.records(name, data_type))


def value(node: Document, *path: str) -> Any:
    for name in path:
        node = next(item for item in node["items"] if item["name"] == name)
    return node["value"]


def test_a_balance_sheet_tells_what_there_is_at_the_end_of_each_period() -> None:
    answer = statements.balance_sheet(ACCOUNTS, SUMS, "GBP", None, 1, 3)

    june, may, april = answer["reports"]
    assert [june["date"], may["date"], april["date"]] == [
        "2026-06-30T00:00:00",
        "2026-05-31T00:00:00",
        "2026-04-30T00:00:00",
    ]
    assert value(june["assets"], "Current Assets", "Bank", "Business Current Account") == 969.5
    assert value(june["assets"], "Current Assets", "Accounts Receivable") == 120
    assert value(june["liabilities"], "Current Liabilities", "VAT") == 20
    assert june["netAssets"] == 1069.5
    assert value(june["equity"], "Retained Earnings") == 1100
    assert value(june["equity"], "Current Year Earnings") == -30.5
    assert value(april["assets"]) == 1000
    assert answer["mostRecentAvailableMonth"] == "2026-06-30T00:00:00"
    assert answer["earliestAvailableMonth"] == "2026-04-01T00:00:00"


def test_profit_and_loss_tells_what_each_period_earned() -> None:
    answer = statements.profit_and_loss(ACCOUNTS, SUMS, "GBP", None, 2, 1)

    (report,) = answer["reports"]
    assert (report["fromDate"], report["toDate"]) == ("2026-05-01T00:00:00", "2026-06-30T00:00:00")
    assert value(report["income"], "Sales") == 100
    assert value(report["expenses"], "Wages") == 30.5
    assert report["grossProfit"] == 100
    assert report["netOperatingProfit"] == report["netProfit"] == 69.5
    assert report["netOtherIncome"] == 0
    assert answer["reportBasis"] == "Unknown"
    assert answer["mostRecentAvailableMonth"] == "2026-06-01T00:00:00"


def test_the_cash_flow_tells_where_money_came_from_and_went_to() -> None:
    answer = statements.cash_flow(ACCOUNTS, CASH, "GBP", None, 1, 1)

    (report,) = answer["reports"]
    receipts, payments = report["cashReceipts"], report["cashPayments"]
    assert {item["name"]: item["value"] for item in receipts["items"]} == {
        "Accounts Receivable": 120,
        "Income": 0,
        "Other Income": 0,
        "VAT": 0.5,
    }
    assert {item["name"]: item["value"] for item in payments["items"]} == {
        "Accounts Payable": 0,
        "Cost of Sales": 0,
        "Expenses": 30.5,
        "Other Expenses": 0,
        "Loan": 10,
    }
    assert (receipts["accountId"], receipts["value"]) == ("cashReceipts", 120.5)
    assert (payments["accountId"], payments["value"]) == ("cashPayments", 40.5)
    assert (answer["reportBasis"], answer["reportInput"]) == ("Cash", "Direct")


def test_books_without_entries_have_no_reports() -> None:
    assert statements.balance_sheet(ACCOUNTS, [], "GBP", None, 1, 12) == {
        "currency": "GBP",
        "reports": [],
    }


@pytest.mark.parametrize(("length", "count"), [(0, 1), (1, 0), (-1, 5)])
def test_a_statement_of_no_periods_is_refused(length: int, count: int) -> None:
    with pytest.raises(ValueError, match="one period or more"):
        statements.balance_sheet(ACCOUNTS, [], "GBP", None, length, count)


@pytest.mark.parametrize(
    ("wanted", "length", "count", "expected"),
    [
        (None, 1, 2, [(6, 6), (5, 5)]),
        (None, 3, 5, [(4, 6), (1, 3)]),
        (date(2026, 4, 17), 2, 2, [(3, 4), (1, 2)]),
        (date(2030, 1, 1), 1, 1, [(6, 6)]),
        (date(2025, 1, 1), 1, 4, []),
    ],
)
def test_periods_go_back_from_the_month_that_is_wanted(
    wanted: date | None, length: int, count: int, expected: list[tuple[int, int]]
) -> None:
    found = periods(Month(2026, 2), Month(2026, 6), wanted, length, count)

    assert found == [Period(Month(2026, first), Month(2026, last)) for first, last in expected]


def test_periods_of_any_length_end_at_the_beginning_of_time() -> None:
    found = periods(Month(1, 1), Month(2026, 6), None, 10**9, 10**9)

    assert found == [Period(Month(1, 1), Month(2026, 6))]


@pytest.mark.parametrize("name", ["standard", "small", "us"])
@pytest.mark.parametrize("length", [1, 3, 12])
def test_net_assets_are_the_equity_at_every_end(name: str, length: int) -> None:
    sums = sums_of(kept(name, "journalEntries"))

    reports = statements.balance_sheet(
        kept(name, "chartOfAccounts"), sums, "GBP", None, length, 99
    )["reports"]

    assert reports
    assert [one["netAssets"] for one in reports] == [one["equity"]["value"] for one in reports]


@pytest.mark.parametrize("name", ["standard", "us"])
def test_the_statements_agree_with_each_other_and_with_the_documents(name: str) -> None:
    accounts, entries = kept(name, "chartOfAccounts"), kept(name, "journalEntries")
    banks = {account["id"] for account in accounts if account["isBankAccount"]}
    sums = sums_of(entries)
    whole = (accounts, sums, "GBP", None, 120, 1)

    (balances,) = statements.balance_sheet(*whole)["reports"]
    (profit,) = statements.profit_and_loss(*whole)["reports"]
    (cash,) = statements.cash_flow(accounts, cash_sums_of(entries, banks), *whole[2:])["reports"]

    assert value(balances["equity"], "Current Year Earnings") == profit["netProfit"]
    moved = cash["cashReceipts"]["value"] - cash["cashPayments"]["value"]
    bank = value(balances["assets"], "Current Assets", "Bank")
    assert round(moved, 2) == bank
    assert bank == round(sum(one["balance"] for one in kept(name, "bankAccounts")), 2)


@pytest.mark.parametrize("name", ["standard", "us"])
def test_what_is_owed_by_age_is_what_the_balance_sheet_says(name: str) -> None:
    accounts, sums = kept(name, "chartOfAccounts"), sums_of(kept(name, "journalEntries"))
    day = date(2026, 7, 1)

    debtors = aged.debtors(
        kept(name, "customers"), kept(name, "invoices"), kept(name, "creditNotes"), day
    )
    creditors = aged.creditors(
        kept(name, "suppliers"), kept(name, "bills"), kept(name, "billCreditNotes"), day
    )

    (balances,) = statements.balance_sheet(accounts, sums, "GBP", None, 1, 1)["reports"]
    receivable = value(balances["assets"], "Current Assets", "Accounts Receivable")
    payable = value(balances["liabilities"], "Current Liabilities", "Accounts Payable")
    assert outstanding(debtors) == receivable > 0
    assert outstanding(creditors) == payable > 0


def outstanding(report: list[Document]) -> float:
    amounts = [
        bucket["amount"]
        for party in report
        for currency in party["agedCurrencyOutstanding"]
        for bucket in currency["agedOutstandingAmounts"]
    ]
    return round(sum(amounts), 2)


def document(day: str, amount: float, **more: Any) -> Document:
    party = {"id": "C", "companyName": "Cee"}
    told = {"customerRef": party, "issueDate": f"{day}T00:00:00", "currency": "GBP"}
    return told | {"status": "Submitted", "totalAmount": amount} | more


def test_debts_are_sorted_into_buckets_by_the_day_of_issue() -> None:
    invoices = [
        document("2026-06-29", 10),
        document("2026-06-30", 99),
        document("2026-05-31", 20),
        document("2026-05-30", 40),
        document("2020-01-01", 80),
        document("2026-06-01", 7, status="Void"),
    ]

    (party,) = aged.debtors([], invoices, [document("2026-06-10", 4)], date(2026, 6, 30), 3, 30)

    (owed,) = party["agedCurrencyOutstanding"]
    assert (party["customerId"], party["customerName"], owed["currency"]) == ("C", "Cee", "GBP")
    assert owed["agedOutstandingAmounts"] == [
        {
            "fromDate": "2026-05-31T00:00:00.0000000",
            "toDate": "2026-06-30T00:00:00.0000000",
            "amount": 26,
            "details": [{"name": "Invoices", "amount": 30}, {"name": "CreditNotes", "amount": -4}],
        },
        {
            "fromDate": "2026-05-01T00:00:00.0000000",
            "toDate": "2026-05-31T00:00:00.0000000",
            "amount": 40,
            "details": [{"name": "Invoices", "amount": 40}],
        },
        {
            "fromDate": "0001-01-01T00:00:00.0000000",
            "toDate": "2026-05-01T00:00:00.0000000",
            "amount": 80,
            "details": [{"name": "Invoices", "amount": 80}],
        },
    ]


def test_a_report_of_an_earlier_day_does_not_know_of_later_payments() -> None:
    share = {"totalAmount": -30, "allocatedOnDate": "2026-06-10T00:00:00"}
    paid = document("2026-05-01", 30, status="Paid", paymentAllocations=[{"allocation": share}])

    before = aged.debtors([], [paid], [], date(2026, 6, 10))
    after = aged.debtors([], [paid], [], date(2026, 6, 11))

    assert (outstanding(before), outstanding(after)) == (30, 0)


@pytest.mark.parametrize(("count", "days"), [(0, 30), (4, 0)])
def test_a_report_of_no_periods_is_refused(count: int, days: int) -> None:
    with pytest.raises(ValueError, match="one period or more"):
        aged.debtors([], [], [], date(2026, 6, 30), count, days)


def test_buckets_do_not_go_beyond_the_beginning_of_time() -> None:
    assert len(aged.buckets(date(2026, 6, 30), 10**9, 300_000)) == 3
