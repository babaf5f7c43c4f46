"""Sums of the ledger by account and month: all that statements need to know of the entries.

A sum is a row (account id, month such as `2026-06`, cents), debits positive. A query can make them
from any number of entries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from mockserver.providers.codat.books import chart
from mockserver.providers.codat.books.money import money
from mockserver.providers.codat.books.months import Month

Document = dict[str, Any]
Sum = tuple[str, str, int]
Amounts = Mapping[str, int]
CATEGORIES = frozenset(
    (
        *chart.DEFAULT_CATEGORIES.values(),
        chart.BANK_CATEGORY,
        "Asset.Fixed",
        "Liability.LongTerm",
        "Income.Other",
        "Expense.CostOfSales",
        "Expense.Other",
    )
)


class Ledger:
    """The sums of a set of books, with the accounts they are of."""

    def __init__(self, accounts: Iterable[Document], sums: Iterable[Sum]) -> None:
        self.accounts = {account["id"]: account for account in accounts}
        self.months: dict[Month, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        moved = set()
        for account_id, month, cents in sums:
            if account_id in self.accounts:
                self.months[Month.parse(month)][account_id] += cents
                moved.add(account_id)
        self.moved = [account_id for account_id in self.accounts if account_id in moved]

    def between(self, first: Month | None, last: Month) -> Amounts:
        """What months moved, both ends included; without `first` from the beginning."""
        found: dict[str, int] = defaultdict(int)
        for month, amounts in self.months.items():
            if month <= last and (first is None or month >= first):
                for account_id, cents in amounts.items():
                    found[account_id] += cents
        return found

    def of(self, category: str) -> list[str]:
        """The accounts of a category that ever moved."""
        return [one for one in self.moved if category_of(self.accounts[one]) == category]


def category_of(account: Document) -> str:
    """The category that statements show an account in."""
    category = chart.category_of(account)
    if category in CATEGORIES:
        return category
    return chart.DEFAULT_CATEGORIES[category.partition(".")[0]]


def sums_of(entries: Iterable[Document]) -> list[Sum]:
    """The sums of journal entries."""
    return _added(_lines(entries))


def cash_sums_of(entries: Iterable[Document], banks: Collection[str]) -> list[Sum]:
    """What the entries that move money at banks do on the other accounts."""
    moving = [
        entry
        for entry in entries
        if any(_account(line) in banks for line in entry.get("journalLines") or ())
    ]
    return _added(row for row in _lines(moving) if row[0] not in banks)


def _lines(entries: Iterable[Document]) -> Iterable[Sum]:
    return (
        (_account(line), str(entry["postedOn"])[:7], int(money(line.get("netAmount")) * 100))
        for entry in entries
        for line in entry.get("journalLines") or ()
    )


def _account(line: Document) -> str:
    return str((line.get("accountRef") or {}).get("id") or "")


def _added(rows: Iterable[Sum]) -> list[Sum]:
    found: dict[tuple[str, str], int] = defaultdict(int)
    for account_id, month, cents in rows:
        found[account_id, month] += cents
    return [(account_id, month, cents) for (account_id, month), cents in found.items()]
