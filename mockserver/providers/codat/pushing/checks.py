"""Whether a source takes what is written: rules on a record and on what it refers to.

The rule on nominal codes is documented, and the one on the sum of a bill's lines is in the
specification (get-read-validation-results); the others are assumed from double entry.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books.allocation import LINKS, PAYABLES, left_of, links_of
from mockserver.providers.codat.books.money import money, total
from mockserver.providers.codat.books.posting import NOT_POSTED
from mockserver.providers.codat.pushing.complaints import Complaint, because, item_of
from mockserver.providers.codat.pushing.completion import TAXES
from mockserver.providers.codat.pushing.desk import Desk

Document = dict[str, Any]
LONGEST_CODE = 10
MOST_TRANSACTIONS = 1000
LARGEST = 10**12
FAIL, TIMEOUT = "emulator:fail", "emulator:timeout"
_REFERENCES = {
    "customerRef": "customers",
    "supplierRef": "suppliers",
    "accountRef": "chartOfAccounts",
    "taxRateRef": "taxRates",
    "itemRef": "items",
    "journalRef": "journals",
    "paymentMethodRef": "paymentMethods",
}
_SPACED = re.compile(r"(?<=[a-z])(?=[A-Z])")


def unbearable(name: str, node: Any, path: str = "") -> Iterator[Complaint]:
    """Numbers that no books can hold."""
    if isinstance(node, dict):
        for member, value in node.items():
            yield from unbearable(name, value, f"{path}.{member}" if path else member)
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from unbearable(name, value, f"{path}[{position}]")
    elif isinstance(node, int | float) and abs(node) > LARGEST:
        yield because(name, path, f"must not be beyond {LARGEST}")


def marked(record: Document) -> str | None:
    """Whether a note or description asks for a failure, which the emulator then gives."""
    texts = [str(record.get(member) or "") for member in ("note", "description")]
    return next((mark for mark in (FAIL, TIMEOUT) if any(mark in text for text in texts)), None)


def complaints(desk: Desk, data_type: str, name: str, record: Document) -> list[Complaint]:
    """What is wrong with a completed record."""
    found = list(_dangling(desk, name, record, ""))
    rules = _RULES.get(data_type)
    if rules and not found:
        found += rules(desk, data_type, name, record)
    if marked(record) == FAIL:
        member = "note" if FAIL in str(record.get("note") or "") else "description"
        found.append(because(name, member, f"asks for it with {FAIL}"))
    return found


def warnings(data_type: str, name: str, sent: Document, kept: Document) -> list[Complaint]:
    """Totals of a client that its lines do not add up to; the lines count."""
    members = ("subTotal", TAXES.get(data_type, ""), "totalDiscount")
    if data_type not in TAXES or not sent.get("lineItems"):
        return []
    return [
        Complaint(
            item_of(member),
            f"{_article(name)} {_words(name)}'s lines summed ({money(kept[member])}) should be the"
            f" same as {item_of(member)} ({money(sent[member])}).",
        )
        for member in members
        if member in sent and member in kept and money(sent[member]) != money(kept[member])
    ]


def whole_differs(data_type: str, name: str, sent: Document, kept: Document) -> list[Complaint]:
    """A total amount that the lines do not add up to is not taken."""
    if data_type not in TAXES or not sent.get("lineItems") or "totalAmount" not in sent:
        return []
    told, summed = money(sent["totalAmount"]), money(kept["totalAmount"])
    if told == summed:
        return []
    text = f"lines summed ({summed}) should be the same as TotalAmount ({told})."
    return [Complaint("TotalAmount", f"{_article(name)} {_words(name)}'s {text}")]


def _dangling(desk: Desk, name: str, node: Any, path: str) -> Iterator[Complaint]:
    """References to records that there are not."""
    if isinstance(node, list):
        for position, one in enumerate(node):
            yield from _dangling(desk, name, one, f"{path}[{position}]")
    if not isinstance(node, dict):
        return
    for member, value in node.items():
        at = f"{path}.{member}" if path else member
        kind = _kind(member, value)
        if kind and isinstance(value, dict):
            if value.get("id") and desk.find(kind, value["id"]) is None:
                yield because(name, f"{at}.id", f"'{value['id']}' is not known")
        else:
            yield from _dangling(desk, name, value, at)


def _kind(member: str, value: Any) -> str | None:
    if member == "contactRef":
        kind = value.get("dataType") if isinstance(value, dict) else None
        return kind if kind in ("customers", "suppliers") else "customers"
    return _REFERENCES.get(member)


def _account(_desk: Desk, _data_type: str, name: str, record: Document) -> Iterator[Complaint]:
    if len(record.get("nominalCode") or "") > LONGEST_CODE:
        text = f"must not be longer than {LONGEST_CODE} characters long"
        yield because(name, "nominalCode", text)


def _journal(desk: Desk, _data_type: str, name: str, record: Document) -> Iterator[Complaint]:
    parent = record.get("parentId")
    if parent and desk.find("journals", parent) is None:
        yield because(name, "parentId", f"'{parent}' is not known")


def _entry(_desk: Desk, _data_type: str, name: str, record: Document) -> Iterator[Complaint]:
    lines = record["journalLines"]
    rest = total(money(line.get("netAmount")) for line in lines)
    if not lines:
        yield because(name, "journalLines", "must not be empty")
    if rest:
        yield because(name, "journalLines", f"must sum to 0 and not to {rest}")
    for position, line in enumerate(lines):
        if not (line.get("accountRef") or {}).get("id"):
            yield because(name, f"journalLines[{position}].accountRef", "must name an account")


def _transfer(_desk: Desk, _data_type: str, name: str, record: Document) -> Iterator[Complaint]:
    ids = [(record[end].get("accountRef") or {}).get("id") for end in ("from", "to")]
    for end, account_id in zip(("from", "to"), ids, strict=True):
        if not account_id:
            yield because(name, f"{end}.accountRef", "must name an account")
    if ids[0] and ids[0] == ids[1]:
        yield because(name, "to.accountRef", "must not be the account that it comes from")
    amounts = [money(record[end]["amount"]) for end in ("from", "to")]
    if record["from"]["currency"] == record["to"]["currency"] and amounts[0] != amounts[1]:
        yield because(name, "to.amount", "must be the amount that it comes from")
    if amounts[0] <= 0:
        yield because(name, "from.amount", "must be more than 0")


def _payment(desk: Desk, data_type: str, name: str, record: Document) -> Iterator[Complaint]:
    whole = total(money(line["amount"]) for line in record["lines"])
    if whole != money(record["totalAmount"]):
        yield because(name, "totalAmount", f"must be the sum of the lines, {whole}")
    for position, line in enumerate(record["lines"]):
        if total(money(link.get("amount")) for link in line["links"]) != -money(line["amount"]):
            text = "must balance the amount of their line"
            yield because(name, f"lines[{position}].links", text)
    yield from _overpaid(desk, data_type, name, record)


def _overpaid(desk: Desk, data_type: str, name: str, record: Document) -> Iterator[Complaint]:
    """Links lead to documents that are open for that much."""
    left: dict[tuple[str, str], Decimal] = {}
    for kind, record_id, amount, _ in links_of(data_type, record):
        target, key = desk.find(kind, record_id), (kind, record_id)
        if target is None:
            yield because(name, "lines.links.id", f"'{record_id}' is not known")
            continue
        open_ = target.get("status") not in NOT_POSTED
        left.setdefault(key, left_of(kind, target) if open_ else Decimal(0))
        left[key] += PAYABLES[kind].sign * amount
        if PAYABLES[kind].sign * amount > 0 or left[key] < 0:
            owed = money(target.get(PAYABLES[kind].left)) if open_ else 0
            text = f"must be within what is left of '{record_id}', {owed}"
            yield because(name, "lines.links.amount", text)


def _owed(_desk: Desk, data_type: str, name: str, record: Document) -> Iterator[Complaint]:
    if left_of(data_type, record) < 0:
        yield because(name, "totalAmount", "must not be less than what was paid of it")
    if record.get("paymentAllocations") and record.get("status") in NOT_POSTED:
        yield because(name, "status", "must not be that of a document that is not paid")


_RULES: dict[str, Callable[[Desk, str, str, Document], Iterator[Complaint]]] = {
    "chartOfAccounts": _account,
    "bankAccounts": _account,
    "journals": _journal,
    "journalEntries": _entry,
    "transfers": _transfer,
    **dict.fromkeys(LINKS, _payment),
    **dict.fromkeys(PAYABLES, _owed),
}


def _words(name: str) -> str:
    """`BillCreditNote` → `bill credit note`."""
    return _SPACED.sub(" ", name).lower()


def _article(name: str) -> str:
    return "An" if name[0] in "AEIO" else "A"
