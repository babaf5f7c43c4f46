"""Payments: money against invoices and bills, and back for credit notes."""

from datetime import date
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books import chart
from mockserver.providers.codat.books.allocation import PAYABLES, allocate
from mockserver.providers.codat.books.generator.desk import Desk, present, text
from mockserver.providers.codat.books.generator.recipe import ANCHOR
from mockserver.providers.codat.books.money import money, number, rounded

Document = dict[str, Any]
# what is paid → data type of the payment, and how its note begins
_PAID_BY = {
    "invoices": ("payments", "Payment against invoice"),
    "creditNotes": ("payments", "Payment against credit note"),
    "bills": ("billPayments", "Bill Payment against bill"),
    "billCreditNotes": ("billPayments", "Bill Payment against bill credit note"),
}


def pay(
    desk: Desk, data_type: str, record: Document, day: date, *, parts: int, paid: int
) -> Document:
    """The document after `paid` of `parts` payments, as far as they fall before the anchor."""
    left = whole = money(record["totalAmount"])
    for number_ in range(1, paid + 1):
        day = desk.after(day, 4, 25)
        if day > ANCHOR:
            return record
        amount = left if number_ == parts else rounded(whole / parts)
        record = _settled_by(desk, data_type, record, amount, day)
        left -= amount
    return record


def refund(desk: Desk, data_type: str, record: Document, day: date) -> Document:
    """The credit note after its money went back, unless that falls behind the anchor."""
    if day > ANCHOR:
        return record
    whole = money(record["totalAmount"])
    part = whole if desk.often(0.7) else rounded(whole / 3)
    return _settled_by(desk, data_type, record, -part, day)


def _settled_by(
    desk: Desk, data_type: str, record: Document, amount: Decimal, day: date
) -> Document:
    payment_type, words = _PAID_BY[data_type]
    method = desk.pick(desk.books["paymentMethods"])
    party = "customerRef" if payment_type == "payments" else "supplierRef"
    link = {
        "type": PAYABLES[data_type].link,
        "id": record["id"],
        "amount": number(-amount),
        "currencyRate": 1,
    }
    line = {"amount": number(amount), "links": [link], "allocatedOnDate": text(day)}
    payment = present(
        {
            "id": desk.document_id(),
            party: record.get(party),
            "accountRef": chart.ref(chart.BANK),
            "paymentMethodRef": {"id": method["id"], "name": method["name"]},
            "totalAmount": number(amount),
            "currency": desk.recipe.currency,
            "currencyRate": 1,
            "date": text(day),
            "note": f"{words} {record['id']}",
            "lines": [line],
            "reference": record["id"] if payment_type == "payments" else None,
            "sourceModifiedDate": text(day),
        }
    )
    desk.books[payment_type].append(payment)
    if "allocatedOnDate" not in record and data_type in ("creditNotes", "billCreditNotes"):
        record = record | {"allocatedOnDate": text(day)}
    return allocate(data_type, record, payment, -amount, text(day))
