"""Financial statements from sums of the ledger: balance sheet, profit and loss, cash flow.

The trees, their names and which members carry `accountId` are those of published Sandbox reports,
where also the current year's earnings are the profit of the period.
Source: the samples of the Accounting API for /data/financials.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books import chart
from mockserver.providers.codat.books.money import money, number
from mockserver.providers.codat.books.months import Month, Period, periods
from mockserver.providers.codat.books.sums import Amounts, Ledger, Sum, category_of

Document = dict[str, Any]
EXPENSES = "e6f7e297-59d6-4bd5-9353-478ee9b39685"  # what the cash flow calls all expenses together
_RETAINED = {chart.RETAINED_EARNINGS, chart.CURRENT_EARNINGS}
_EARNED = ("Income", "Income.Other", "Expense.CostOfSales", "Expense", "Expense.Other")
# lines of the cash flow that are always there: account id, name, what is in it
_RECEIPTS = (
    (chart.RECEIVABLE, "Accounts Receivable", chart.RECEIVABLE),
    (chart.SALES, "Income", "Income"),
    (chart.OTHER_REVENUE, "Other Income", "Income.Other"),
)
_PAYMENTS = (
    (chart.PAYABLE, "Accounts Payable", chart.PAYABLE),
    (chart.PURCHASES, "Cost of Sales", "Expense.CostOfSales"),
    (EXPENSES, "Expenses", "Expense"),
    (chart.GENERAL_EXPENSES, "Other Expenses", "Expense.Other"),
)


def balance_sheet(
    accounts: Iterable[Document],
    sums: Iterable[Sum],
    currency: str,
    last_month: date | None,
    period_length: int,
    count: int,
) -> Document:
    """What there is at the end of each period. Raises ValueError for numbers below one."""
    ledger = Ledger(accounts, sums)
    reports = [_balances(ledger, one) for one in _span(ledger, last_month, period_length, count)]
    answer = {"currency": currency, "reports": reports}
    return answer | _available(ledger, lambda month: month.last_day)


def profit_and_loss(
    accounts: Iterable[Document],
    sums: Iterable[Sum],
    currency: str,
    last_month: date | None,
    period_length: int,
    count: int,
) -> Document:
    """What each period earned. Raises ValueError for numbers below one."""
    ledger = Ledger(accounts, sums)
    reports = [_profit(ledger, one) for one in _span(ledger, last_month, period_length, count)]
    answer = {"reports": reports, "reportBasis": "Unknown", "currency": currency}
    return answer | _available(ledger, lambda month: month.first_day)


def cash_flow(
    accounts: Iterable[Document],
    cash_sums: Iterable[Sum],
    currency: str,
    last_month: date | None,
    period_length: int,
    count: int,
) -> Document:
    """Where each period's money came from and went to, from the sums that move banks.

    Raises ValueError for numbers below one.
    """
    ledger = Ledger(accounts, cash_sums)
    reports = [_cash(ledger, one) for one in _span(ledger, last_month, period_length, count)]
    answer = {"reports": reports, "reportBasis": "Cash", "reportInput": "Direct"}
    return answer | {"currency": currency} | _available(ledger, lambda month: month.last_day)


def _balances(ledger: Ledger, period: Period) -> Document:
    amounts = ledger.between(None, period.last)
    bank = _group("Bank", _leaves(ledger, amounts, 1, chart.BANK_CATEGORY))
    current = _leaves(ledger, amounts, 1, "Asset.Current")
    assets = _group(
        "Assets",
        [
            _group("Fixed Assets", _leaves(ledger, amounts, 1, "Asset.Fixed")),
            _group("Current Assets", [*current, bank]),
        ],
    )
    liabilities = _group(
        "Liabilities",
        [
            _group("Current Liabilities", _leaves(ledger, amounts, -1, "Liability.Current")),
            _group("Long Term Liability", _leaves(ledger, amounts, -1, "Liability.LongTerm")),
        ],
    )
    return {
        "date": period.last.last_day,
        "assets": assets,
        "liabilities": liabilities,
        "netAssets": _wire(_cents(assets["value"]) - _cents(liabilities["value"])),
        "equity": _equity(ledger, amounts, period),
    }


def _equity(ledger: Ledger, amounts: Amounts, period: Period) -> Document:
    """The owners' accounts, with the profits that were kept and the one of the period."""
    kept = sum(amounts.get(one, 0) for one in _RETAINED)
    ever = -kept - _earned(ledger, amounts)
    current = -_earned(ledger, ledger.between(period.first, period.last))
    others = [
        one for one in _leaves(ledger, amounts, -1, "Equity") if one["accountId"] not in _RETAINED
    ]
    return _group(
        "Equity",
        [
            *others,
            _leaf(chart.RETAINED_EARNINGS, "Retained Earnings", ever - current),
            _leaf(chart.CURRENT_EARNINGS, "Current Year Earnings", current),
        ],
    )


def _earned(ledger: Ledger, amounts: Amounts) -> int:
    """The movement of all accounts of profit and loss; a profit is a credit."""
    return sum(amounts.get(one, 0) for category in _EARNED for one in ledger.of(category))


def _profit(ledger: Ledger, period: Period) -> Document:
    amounts = ledger.between(period.first, period.last)
    income = _group("Income", _leaves(ledger, amounts, -1, "Income"))
    costs = _group("Cost of Sales", _leaves(ledger, amounts, 1, "Expense.CostOfSales"))
    expenses = _group("Expenses", _leaves(ledger, amounts, 1, "Expense"))
    other_expenses = _group("Other Expenses", _leaves(ledger, amounts, 1, "Expense.Other"))
    other_income = _group("Other Income", _leaves(ledger, amounts, -1, "Income.Other"))
    gross = _cents(income["value"]) - _cents(costs["value"])
    operating = gross - _cents(expenses["value"])
    other = _cents(other_income["value"]) - _cents(other_expenses["value"])
    return {
        "fromDate": period.first.first_day,
        "toDate": period.last.last_day,
        "income": income,
        "costOfSales": costs,
        "grossProfit": _wire(gross),
        "expenses": expenses,
        "netOperatingProfit": _wire(operating),
        "otherExpenses": other_expenses,
        "otherIncome": other_income,
        "netOtherIncome": _wire(other),
        "netProfit": _wire(operating + other),
    }


def _cash(ledger: Ledger, period: Period) -> Document:
    """Accounts without a line of their own count as received or paid by what they come to."""
    amounts = ledger.between(period.first, period.last)
    summed: dict[str, int] = {}
    alone = []
    always = {key for _, _, key in (*_RECEIPTS, *_PAYMENTS)}
    for account_id in ledger.moved:
        keys = (account_id, category_of(ledger.accounts[account_id]))
        key = next((one for one in keys if one in always), None)
        if key:
            summed[key] = summed.get(key, 0) + amounts.get(account_id, 0)
        elif amounts.get(account_id):
            alone.append((account_id, amounts[account_id]))
    receipts = [_leaf(own, name, -summed.get(key, 0)) for own, name, key in _RECEIPTS]
    payments = [_leaf(own, name, summed.get(key, 0)) for own, name, key in _PAYMENTS]
    for account_id, cents in alone:
        name = ledger.accounts[account_id]["name"]
        (receipts if cents < 0 else payments).append(_leaf(account_id, name, abs(cents)))
    return {
        "fromDate": period.first.first_day,
        "toDate": period.last.last_day,
        "cashReceipts": _group("Cash Receipts", receipts, "cashReceipts"),
        "cashPayments": _group("Cash Payments", payments, "cashPayments"),
    }


def _leaves(ledger: Ledger, amounts: Amounts, sign: int, category: str) -> list[Document]:
    return [
        _leaf(one, ledger.accounts[one].get("name") or "", sign * amounts.get(one, 0))
        for one in ledger.of(category)
    ]


def _leaf(account_id: str, name: str, cents: int) -> Document:
    return {"accountId": account_id, "name": name, "value": _wire(cents), "items": []}


def _group(name: str, items: list[Document], account_id: str = "") -> Document:
    value = sum(_cents(item["value"]) for item in items)
    return {"accountId": account_id, "name": name, "value": _wire(value), "items": items}


def _wire(cents: int) -> int | float:
    return number(Decimal(cents) / 100)


def _cents(value: Any) -> int:
    return int(money(value) * 100)


def _span(ledger: Ledger, last_month: date | None, length: int, count: int) -> list[Period]:
    months = ledger.months or {Month(1, 1): {}}
    found = periods(min(months), max(months), last_month, length, count)
    return found if ledger.months else []


def _available(ledger: Ledger, latest: Callable[[Month], str]) -> Document:
    if not ledger.months:
        return {}
    return {
        "mostRecentAvailableMonth": latest(max(ledger.months)),
        "earliestAvailableMonth": min(ledger.months).first_day,
    }
