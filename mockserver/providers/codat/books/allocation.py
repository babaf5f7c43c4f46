"""Allocation: what payments leave of the documents that they pay.

Published Sandbox data has it so: an allocation is negative at an invoice or bill, and positive at
a credit note, whose payment is negative; a payment's link has the amount of the allocation.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books.money import money, number, total
from mockserver.providers.codat.books.posting import NOT_POSTED

Document = dict[str, Any]


@dataclass(frozen=True)
class Payable:
    """Documents that can be paid: what is left of them, and their state while nothing is paid."""

    left: str
    unpaid: str
    sign: int
    link: str


PAYABLES = {
    "invoices": Payable("amountDue", "Submitted", 1, "Invoice"),
    "creditNotes": Payable("remainingCredit", "Submitted", -1, "CreditNote"),
    "bills": Payable("amountDue", "Open", 1, "Bill"),
    "billCreditNotes": Payable("remainingCredit", "Submitted", -1, "CreditNote"),
}
# what the links of a payment lead to
LINKS = {
    "payments": {"Invoice": "invoices", "CreditNote": "creditNotes"},
    "billPayments": {"Bill": "bills", "CreditNote": "billCreditNotes"},
}


def links_of(data_type: str, payment: Document) -> list[tuple[str, str, Decimal, str]]:
    """What a payment pays: data type, id, amount of the allocation, and its day."""
    found = []
    for line in payment.get("lines") or ():
        on = line.get("allocatedOnDate") or payment["date"]
        for link in line.get("links") or ():
            target = LINKS[data_type].get(link.get("type") or "")
            if target and link.get("id"):
                found.append((target, str(link["id"]), money(link.get("amount")), str(on)))
    return found


def allocate(
    data_type: str, record: Document, payment: Document, amount: Decimal, on: str
) -> Document:
    """The document with a further allocation; `amount` is negative at invoices and bills."""
    currency, rate = payment.get("currency") or record.get("currency"), payment.get("currencyRate")
    paid = {
        "id": payment["id"],
        "note": payment.get("note"),
        "reference": payment.get("reference"),
        "accountRef": payment.get("accountRef"),
        "currency": currency,
        "currencyRate": rate,
        "paidOnDate": payment["date"],
        "totalAmount": payment["totalAmount"],
    }
    share = {
        "currency": currency,
        "currencyRate": rate,
        "allocatedOnDate": on,
        "totalAmount": number(amount),
    }
    further = {"payment": _told(paid), "allocation": _told(share)}
    allocations = [*(record.get("paymentAllocations") or ()), further]
    return settled(data_type, record | {"paymentAllocations": allocations})


def release(data_type: str, record: Document, payment_id: str) -> Document:
    """The document without the allocations of a payment."""
    kept = [
        one
        for one in record.get("paymentAllocations") or ()
        if (one.get("payment") or {}).get("id") != payment_id
    ]
    return settled(data_type, record | {"paymentAllocations": kept})


def settled(data_type: str, record: Document) -> Document:
    """The document with what is left of it, and the state that follows from that."""
    kind = PAYABLES[data_type]
    whole, left = money(record.get("totalAmount")), left_of(data_type, record)
    result = record | {kind.left: number(left)}
    if record.get("status") not in NOT_POSTED:
        result["status"] = _status(kind, whole, left)
    if data_type == "invoices":
        result.pop("paidOnDate", None)
        if result["status"] == "Paid" and record.get("paymentAllocations"):
            last = record["paymentAllocations"][-1]["allocation"]
            result["paidOnDate"] = last["allocatedOnDate"]
    return result


def left_of(data_type: str, record: Document, until: str = "9999") -> Decimal:
    """What is to pay, or still to credit, of a document; of allocations up to a day only."""
    allocated = total(
        money(one["allocation"].get("totalAmount"))
        for one in record.get("paymentAllocations") or ()
        if str(one["allocation"].get("allocatedOnDate") or "") <= until
    )
    return money(record.get("totalAmount")) + PAYABLES[data_type].sign * allocated


def _status(kind: Payable, whole: Decimal, left: Decimal) -> str:
    if not left:
        return "Paid"
    return kind.unpaid if left == whole else "PartiallyPaid"


def _told(members: Document) -> Document:
    return {name: value for name, value in members.items() if value is not None}
