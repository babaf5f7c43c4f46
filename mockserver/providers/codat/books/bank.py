"""What an entry does to bank accounts: account transactions, and lines of the bank's statement."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books.ids import derived
from mockserver.providers.codat.books.money import money, number
from mockserver.providers.codat.books.posting import TRADES

Document = dict[str, Any]
_WORDS = {
    "payments": "payment",
    "billPayments": "bill payment",
    "transfers": "transfer",
    "journalEntries": "journal entry",
} | {data_type: trade.word for data_type, trade in TRADES.items()}
# What the bank calls them; the others are credits and debits.
_KINDS = {"directIncomes": "Dep", "billPayments": "Payment", "transfers": "Xfer"}


def movements(entry: Document, banks: Mapping[str, str]) -> list[tuple[str, Decimal]]:
    """The bank accounts that an entry moves, and by how much."""
    moved = [
        (line["accountRef"]["id"], money(line["netAmount"]))
        for line in entry["journalLines"]
        if (line.get("accountRef") or {}).get("id") in banks
    ]
    return [(account, amount) for account, amount in moved if amount]


def account_transactions(
    entry: Document, banks: Mapping[str, str], currency: str
) -> list[Document]:
    """One for each bank account that an entry moves; `banks` has their names by id."""
    source = source_of(entry)
    word, record_id = _WORDS[source["dataType"]], source["id"]
    return [
        {
            "id": derived(record_id, f"account transaction {position}"),
            "transactionId": derived(record_id, f"transaction {position}"),
            "note": f"{word.capitalize()} {record_id}",
            "bankAccountRef": {"id": account, "name": banks[account]},
            "date": entry["postedOn"],
            "status": "Unreconciled",
            "currency": currency,
            "currencyRate": 1,
            "lines": [
                {
                    "description": f"Payment for {word} {record_id}",
                    "recordRef": source,
                    "amount": number(amount),
                }
            ],
            "totalAmount": number(amount),
        }
        for position, (account, amount) in enumerate(movements(entry, banks))
    ]


def bank_transactions(entry: Document, banks: Mapping[str, str]) -> list[Document]:
    """The lines of the bank's statement for an entry; `balance` is for who knows the one before."""
    source = source_of(entry)
    return [
        {
            "id": derived(source["id"], f"bank transaction {position}"),
            "accountId": account,
            "clearedOnDate": entry["postedOn"],
            "description": f"{_WORDS[source['dataType']].capitalize()} {source['id'][:8]}",
            "reconciled": True,
            "amount": number(amount),
            "transactionType": _KINDS.get(source["dataType"])
            or ("Credit" if amount > 0 else "Debit"),
        }
        for position, (account, amount) in enumerate(movements(entry, banks))
    ]


def source_of(entry: Document) -> Document:
    """The record that an entry stands for: itself, when a person wrote it."""
    return entry.get("recordRef") or {"id": entry["id"], "dataType": "journalEntries"}
