"""What a write does to the books, if they take it: create, update, delete, attach."""

from collections.abc import Callable
from typing import Any

from mockserver.providers.codat.accounting.resources import BY_DATA_TYPE
from mockserver.providers.codat.books.allocation import LINKS, allocate, links_of, release
from mockserver.providers.codat.books.money import money, number
from mockserver.providers.codat.books.posting import POSTED_TYPES
from mockserver.providers.codat.pushing import checks, posting
from mockserver.providers.codat.pushing.complaints import (
    MISSING,
    Complaint,
    RefusedError,
    because,
)
from mockserver.providers.codat.pushing.completion import completed
from mockserver.providers.codat.pushing.desk import Desk

Document = dict[str, Any]
_READ_ONLY = ("id", "modifiedDate", "sourceModifiedDate", "metadata", "recordRef")


def create(desk: Desk, data_type: str, body: Document) -> tuple[Document, list[Complaint]]:
    """The new record, and warnings. Raises RefusedError."""
    record, warned = _taken(desk, data_type, _plain(body))
    record = {"id": desk.sandbox.new_id(), **record}
    _CREATED.get(data_type, _added(data_type))(desk, record)
    return record, warned


def update(
    desk: Desk, data_type: str, record_id: str, body: Document
) -> tuple[Document, list[Complaint]]:
    """The record in its new form: what is not told is gone, payments stay. Raises RefusedError."""
    old = existing(desk, data_type, record_id)
    kept = {name: old[name] for name in ("paymentAllocations", "balance") if name in old}
    record, warned = _taken(desk, data_type, _plain(body) | kept)
    record = {"id": record_id, **record}
    desk.put(data_type, record)
    if data_type in POSTED_TYPES:
        posting.post_again(desk, data_type, record)
    if data_type == "bankAccounts":
        _account_of(desk, record)
    return record, warned


def delete(desk: Desk, data_type: str, record_id: str) -> Document:
    """The record that is no longer there. Raises RefusedError."""
    old = existing(desk, data_type, record_id)
    name = BY_DATA_TYPE[data_type].name
    if data_type == "journalEntries":
        if "recordRef" in old:
            told = because(name, "recordRef", "names the record that it was made for")
            raise RefusedError([told])
        posting.strike_entry(desk, old)
        return old
    if _is_paid(data_type, old):
        told = because(name, "paymentAllocations", "says that it was paid, at least in part")
        raise RefusedError([told])
    for kind, paid_id, _, _ in links_of(data_type, old) if data_type in LINKS else ():
        if paid := desk.find(kind, paid_id):
            desk.put(kind, release(kind, paid, record_id))
    posting.unpost(desk, record_id)
    desk.drop(data_type, record_id)
    return old


def existing(desk: Desk, data_type: str, record_id: str) -> Document:
    """The record to be changed. Raises RefusedError."""
    found = desk.find(data_type, record_id)
    if found is None:
        name = BY_DATA_TYPE[data_type].name
        raise RefusedError([because(name, "id", f"'{record_id}' is not known")], MISSING)
    return found


def add_bank_transactions(desk: Desk, account_id: str, body: Document) -> None:
    """Lines get onto the statement of a bank account. Raises RefusedError."""
    lines, name = body.get("transactions") or [], "BankTransactions"
    wrong = list(checks.unbearable(name, body))
    if not desk.is_bank(account_id) or body.get("accountId", account_id) != account_id:
        wrong.append(because(name, "accountId", "must be the bank account of the path"))
    if not 1 <= len(lines) <= checks.MOST_TRANSACTIONS:
        wrong.append(because(name, "transactions", f"must be 1 to {checks.MOST_TRANSACTIONS}"))
    ids = [line["id"] for line in lines if line.get("id")]
    twice = len(ids) != len(set(ids))
    if twice or any(desk.find("bankTransactions", one) for one in ids):
        wrong.append(because(name, "transactions.id", "is there already"))
    if wrong:
        raise RefusedError(wrong)
    for line in lines:
        posting.pay_in(desk, _statement_line(desk, account_id, line))


def _statement_line(desk: Desk, account_id: str, line: Document) -> Document:
    kind = "Credit" if money(line.get("amount")) > 0 else "Debit"
    told = {name: value for name, value in line.items() if name != "date"}
    return {
        "id": line.get("id") or desk.sandbox.new_id(),
        "accountId": account_id,
        "clearedOnDate": line.get("date") or desk.now,
        "reconciled": False,
        "amount": 0,
        "transactionType": kind,
        **told,
    }


def _taken(desk: Desk, data_type: str, body: Document) -> tuple[Document, list[Complaint]]:
    """The completed record and warnings. Raises RefusedError."""
    name = BY_DATA_TYPE[data_type].name
    wrong = list(checks.unbearable(name, body))
    if wrong:
        raise RefusedError(wrong)
    record = completed(desk, data_type, body)
    wrong = checks.whole_differs(data_type, name, body, record)
    wrong += checks.complaints(desk, data_type, name, record)
    if wrong:
        raise RefusedError(wrong)
    return record, checks.warnings(data_type, name, body, record)


def _plain(body: Document) -> Document:
    return {name: value for name, value in body.items() if name not in _READ_ONLY}


def _is_paid(data_type: str, record: Document) -> bool:
    return data_type in ("bills", "invoices") and bool(record.get("paymentAllocations"))


def _added(data_type: str) -> Callable[[Desk, Document], None]:
    return lambda desk, record: desk.add(data_type, record)


def _posted(data_type: str) -> Callable[[Desk, Document], None]:
    def keep(desk: Desk, record: Document) -> None:
        desk.add(data_type, record)
        posting.post(desk, data_type, record)

    return keep


def _paid(data_type: str) -> Callable[[Desk, Document], None]:
    def keep(desk: Desk, record: Document) -> None:
        desk.add(data_type, record)
        posting.post(desk, data_type, record)
        for kind, paid_id, amount, on in links_of(data_type, record):
            if paid := desk.find(kind, paid_id):
                desk.put(kind, allocate(kind, paid, record, amount, on))

    return keep


def _bank_account(desk: Desk, record: Document) -> None:
    """An account at a bank is one of the chart, too; what is on it came from somewhere."""
    opening = money(record["balance"])
    desk.add("bankAccounts", record | {"balance": 0, "availableBalance": 0})
    _account_of(desk, record)
    if opening:
        line = {"amount": number(opening), "description": "Opening balance"}
        posting.pay_in(desk, _statement_line(desk, record["id"], line))


def _account_of(desk: Desk, record: Document) -> None:
    old = desk.find("chartOfAccounts", record["id"]) or {}
    told = {"name": record.get("accountName") or "", "isBankAccount": True, "type": "Asset"}
    told |= {name: record[name] for name in ("nominalCode", "currency") if name in record}
    category = {"fullyQualifiedCategory": "Asset.Current.Bank"}
    made = completed(desk, "chartOfAccounts", told | category)
    balance = {"currentBalance": old.get("currentBalance", 0)}
    desk.put("chartOfAccounts", {"id": record["id"], **made, **balance})


_CREATED: dict[str, Callable[[Desk, Document], None]] = {
    **{data_type: _posted(data_type) for data_type in POSTED_TYPES},
    **{data_type: _paid(data_type) for data_type in LINKS},
    "journalEntries": posting.write_entry,
    "bankAccounts": _bank_account,
}
