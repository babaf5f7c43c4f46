"""Booking: what a document that is written, changed or taken away does to the rest of the books."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books import bank, posting
from mockserver.providers.codat.books.ids import derived
from mockserver.providers.codat.books.money import ZERO, money, number
from mockserver.providers.codat.pushing.desk import Desk

Document = dict[str, Any]


def post(desk: Desk, data_type: str, record: Document) -> None:
    """Give a new document its entry, and move balances."""
    _replace(desk, None, _entry(desk, data_type, record))


def post_again(desk: Desk, data_type: str, record: Document) -> None:
    """Give a changed document an entry in place of the one it had."""
    old = desk.find("journalEntries", derived(record["id"], "journal entry"))
    _replace(desk, old, _entry(desk, data_type, record))


def _entry(desk: Desk, data_type: str, record: Document) -> Document | None:
    entry_id = derived(record["id"], "journal entry")
    moved = posting.lines_of(data_type, record)
    names = {line.account: desk.name_of(line.account) for line in moved}
    return posting.entry(data_type, record, entry_id, desk.currency, names)


def unpost(desk: Desk, record_id: str) -> None:
    """Take the entry of a document away."""
    entry_id = derived(record_id, "journal entry")
    _replace(desk, desk.find("journalEntries", entry_id), None)


def write_entry(desk: Desk, entry: Document) -> None:
    """An entry that a person writes stands for itself."""
    _replace(desk, None, entry)


def strike_entry(desk: Desk, entry: Document) -> None:
    """Take such an entry away."""
    _replace(desk, entry, None)


def pay_in(desk: Desk, line: Document) -> Document:
    """A line gets onto the statement of its account; the line with the balance after it."""
    account = desk.find("bankAccounts", line["accountId"])
    if account is None:
        return line
    after = money(account.get("balance")) + money(line["amount"])
    told = {"balance": number(after)} | line
    desk.add("bankTransactions", told)
    balances = {"balance": number(after), "availableBalance": number(after)}
    desk.put("bankAccounts", account | balances)
    return told


def _replace(desk: Desk, old: Document | None, new: Document | None) -> None:
    """One entry in place of another, either of which may not be."""
    if new and old:
        desk.put("journalEntries", new)
    elif new:
        desk.add("journalEntries", new)
    elif old:
        desk.drop("journalEntries", old["id"])
    moved: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry, side in ((old, -1), (new, 1)):
        for line in (entry or {}).get("journalLines") or ():
            moved[line["accountRef"]["id"]] += side * money(line["netAmount"])
    for account_id, amount in moved.items():
        _move(desk, account_id, amount)
    banks = {one: desk.name_of(one) for one in moved if desk.is_bank(one)}
    if banks:
        _at_bank(desk, banks, old, new)


def _move(desk: Desk, account_id: str, amount: Decimal) -> None:
    account = desk.find("chartOfAccounts", account_id)
    if account and amount:
        balance = money(account.get("currentBalance")) + amount
        desk.put("chartOfAccounts", account | {"currentBalance": number(balance)})


def _at_bank(desk: Desk, banks: dict[str, str], old: Document | None, new: Document | None) -> None:
    """What the bank sees: what was booked is never taken back, it is reversed."""
    if old:
        for transaction in bank.account_transactions(old, banks, desk.currency):
            desk.drop("accountTransactions", transaction["id"])
        for line in bank.bank_transactions(old, banks):
            pay_in(desk, _reversed(desk, line))
    if new:
        for transaction in bank.account_transactions(new, banks, desk.currency):
            desk.add("accountTransactions", transaction)
        for line in bank.bank_transactions(new, banks):
            pay_in(desk, line | ({"id": desk.sandbox.new_id()} if old else {}))


def _reversed(desk: Desk, line: Document) -> Document:
    return line | {
        "id": desk.sandbox.new_id(),
        "clearedOnDate": desk.now,
        "description": f"Reversal: {line['description']}",
        "amount": number(-money(line["amount"])),
    }
