"""The large data set: a hundred invoices a thousand times over, on top of the small set.

It is made while it is read: record n costs no more than any other, and nothing is kept.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from mockserver import fixtures
from mockserver.providers.codat.books.money import ZERO, money, number

Document = dict[str, Any]
BASE, BLOCK, COPIES = "small", "block", 1000
# What the block repeats; everything else is that of the small set.
REPEATED = ("invoices", "payments", "journalEntries", "accountTransactions", "bankTransactions")
_MARKER = "-b10c-"  # second group of the ids in the block; each copy has its own number there
_RUNNING = ("bankTransactions",)  # each has the balance after it
_DATES = ("issueDate", "date", "postedOn", "clearedOnDate")
_BALANCES = {
    "chartOfAccounts": ("currentBalance",),
    "bankAccounts": ("balance", "availableBalance"),
}


@dataclass(frozen=True)
class Slot:
    """A record of the small set, or one of the block with all its copies."""

    first: int
    copies: int
    record: Document
    before: Decimal  # at the bank, ahead of the first


def count(data_type: str) -> int:
    """How many records of a data type there are."""
    ours = len(kept(BASE, data_type))
    return ours + (COPIES * len(kept(BLOCK, data_type)) if data_type in REPEATED else 0)


def records(data_type: str, start: int = 0, stop: int | None = None) -> Iterator[Document]:
    """The records from `start` to before `stop`, in their order."""
    if data_type in _BALANCES:
        return islice(_with_balances(data_type), start, stop)
    if data_type not in REPEATED:
        return islice(kept(BASE, data_type), start, stop)
    return _made(data_type, start, count(data_type) if stop is None else stop)


def _made(data_type: str, start: int, stop: int) -> Iterator[Document]:
    for slot, low, high in _parts(data_type, start, stop):
        for copy in range(low, high):
            yield _copy(slot, copy) if slot.copies > 1 else _alone(slot)


def _parts(data_type: str, start: int, stop: int) -> Iterator[tuple[Slot, int, int]]:
    """The slots from `start` to before `stop`, each with its first copy and the one behind."""
    slots = _slots(data_type)
    position = bisect_right([slot.first for slot in slots], start) - 1
    for slot in slots[max(position, 0) :]:
        low, high = max(start, slot.first), min(stop, slot.first + slot.copies)
        if low >= stop:
            return
        yield slot, low - slot.first, high - slot.first


def texts(
    data_type: str, start: int, stop: int, written: Callable[[Document], str]
) -> Iterator[tuple[str, Document, str]]:
    """Id, record and JSON text of the records from `start` to before `stop`, at less cost.

    What is repeated is `written` once; the record is then the first of all its copies.
    """
    if data_type not in REPEATED or data_type in _RUNNING:
        found = records(data_type, start, stop)
        yield from ((record.get("id", ""), record, written(record)) for record in found)
        return
    for slot, low, high in _parts(data_type, start, stop):
        record_id, text = slot.record["id"], written(slot.record)
        if slot.copies == 1:
            yield record_id, slot.record, text
            continue
        for copy in range(low, high):
            yield _renamed(record_id, copy), slot.record, _renamed(text, copy)


def _copy(slot: Slot, copy: int) -> Document:
    made: Document = json.loads(_renamed(json.dumps(slot.record), copy))
    return _balanced(slot, made, copy + 1)


def _renamed(text: str, copy: int) -> str:
    """A text with the ids and numbers of one copy."""
    return text.replace(_MARKER, f"-{copy:04x}-").replace('"SI-', f'"SI{copy:03}-')


def _alone(slot: Slot) -> Document:
    return _balanced(slot, slot.record, 1)


def _balanced(slot: Slot, record: Document, times: int) -> Document:
    if "balance" not in record:
        return record
    return record | {"balance": number(slot.before + money(record["amount"]) * times)}


def _slots(data_type: str) -> list[Slot]:
    """Both sets merged by date, with where each begins."""
    both = [(record, 1) for record in kept(BASE, data_type)]
    both += [(record, COPIES) for record in kept(BLOCK, data_type)]
    both.sort(key=lambda pair: next(pair[0][name] for name in _DATES if name in pair[0]))
    slots, first = [], 0
    at_bank: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for record, copies in both:
        account = record.get("accountId", "")
        slots.append(Slot(first, copies, record, at_bank[account]))
        first += copies
        at_bank[account] += copies * money(record.get("amount"))
    return slots


def _with_balances(data_type: str) -> Iterator[Document]:
    added: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry in kept(BLOCK, "journalEntries"):
        for line in entry["journalLines"]:
            added[line["accountRef"]["id"]] += COPIES * money(line["netAmount"])
    for record in kept(BASE, data_type):
        more = added[record["id"]]
        changed = {name: number(money(record[name]) + more) for name in _BALANCES[data_type]}
        yield record | changed


def kept(folder: str, data_type: str) -> list[Document]:
    """The committed records of a data type; none when the set has no such file."""
    if data_type not in fixtures.load("codat", "data_sets", folder, "about")["dataTypes"]:
        return []
    found: list[Document] = fixtures.load("codat", "data_sets", folder, data_type)
    return found
