"""Selling: sales orders, invoices, credit notes, and the payments for them."""

from datetime import date, timedelta
from typing import Any

from mockserver.providers.codat.books.generator.desk import Desk, present, text
from mockserver.providers.codat.books.generator.payment import pay, refund
from mockserver.providers.codat.books.generator.recipe import ANCHOR
from mockserver.providers.codat.books.generator.trade import SOLD, common, lines, sales_totals
from mockserver.providers.codat.books.money import number

Document = dict[str, Any]
_TERM_DAYS = 30


def fill(desk: Desk) -> None:
    """A year of selling."""
    for position, day in enumerate(desk.days(desk.recipe.sales_orders)):
        desk.books["salesOrders"].append(_order(desk, day, position))
    for position, day in enumerate(desk.days(desk.recipe.invoices)):
        invoice = _invoice(desk, day, position)
        desk.books["invoices"].append(_settle(desk, invoice, day))
    for position, day in enumerate(desk.days(desk.recipe.credit_notes)):
        note = _credit_note(desk, day, position)
        if note["status"] == "Submitted" and desk.often(0.6):
            note = refund(desk, "creditNotes", note, desk.after(day, 1, 20))
        desk.books["creditNotes"].append(note)


def _settle(desk: Desk, invoice: Document, day: date) -> Document:
    if invoice["status"] != "Submitted":
        return invoice
    old = day < ANCHOR - timedelta(days=_TERM_DAYS)
    chance = desk.recipe.settled if old else desk.recipe.settled / 4
    if not desk.often(chance):
        return pay(desk, "invoices", invoice, day, parts=2, paid=1) if desk.often(0.3) else invoice
    parts = 1 if desk.recipe.marker or desk.often(0.5) else desk.count(2, 3)
    return pay(desk, "invoices", invoice, day, parts=parts, paid=parts)


def _customer_ref(desk: Desk) -> Document:
    customer = desk.pick(desk.books["customers"])
    return {"id": customer["id"], "companyName": customer["customerName"]}


def _invoice(desk: Desk, day: date, position: int) -> Document:
    made = [line | {"isDirectIncome": False} for line in lines(desk, SOLD)]
    told, sums = common(desk, day, "Invoice", made)
    status = "Submitted"
    if not desk.recipe.marker and desk.often(0.08):
        status = "Draft" if desk.often(0.5) else "Void"
    return {
        "id": desk.document_id(),
        "invoiceNumber": f"SI-{position + 1:05}",
        "customerRef": _customer_ref(desk),
        "salesOrderRefs": _order_refs(desk, day),
        "issueDate": text(day),
        "dueDate": text(day + timedelta(days=_TERM_DAYS)),
        **told,
        "paymentAllocations": [],
        "withholdingTax": [],
        **sales_totals(sums),
        "additionalTaxAmount": 0,
        "additionalTaxPercentage": 0,
        "amountDue": number(sums.whole),
        "discountPercentage": number(sums.discount_percentage),
        "status": status,
    }


def _order_refs(desk: Desk, day: date) -> list[Document]:
    open_orders = [
        order
        for order in desk.books["salesOrders"]
        if order["invoicingStatus"] == "Invoiced" and order["issueDate"] <= text(day)
    ]
    if not open_orders or desk.often(0.8):
        return []
    return [{"id": desk.pick(open_orders)["id"], "dataType": "salesOrders"}]


def _credit_note(desk: Desk, day: date, position: int) -> Document:
    made = [line | {"isDirectIncome": False} for line in lines(desk, SOLD, 2)]
    told, sums = common(desk, day, "Credit Note", made)
    return {
        "id": desk.document_id(),
        "creditNoteNumber": f"CN-{position + 1:05}",
        "customerRef": _customer_ref(desk),
        "withholdingTax": [],
        **sales_totals(sums),
        "additionalTaxAmount": 0,
        "additionalTaxPercentage": 0,
        "discountPercentage": number(sums.discount_percentage),
        "remainingCredit": number(sums.whole),
        "status": "Void" if desk.often(0.06) else "Submitted",
        "issueDate": text(day),
        **told,
        "paymentAllocations": [],
    }


def _order(desk: Desk, day: date, position: int) -> Document:
    made = lines(desk, SOLD, 3)
    told, sums = common(desk, day, "Sales Order", made)
    customer = desk.pick(desk.books["customers"])
    invoiced = desk.often(0.5)
    return present(
        {
            "id": desk.document_id(),
            "salesOrderNumber": f"SO-{position + 1:05}",
            "customerPurchaseOrderNumber": f"PO{desk.digits(5)}",
            "issueDate": text(day),
            "expectedDeliveryDate": text(desk.after(day, 3, 28)),
            "shipTo": {
                "address": customer["addresses"][-1],
                "contact": {
                    "name": customer["contactName"],
                    "email": customer["emailAddress"],
                    "phone": customer["phone"],
                },
            },
            "customerRef": {"id": customer["id"], "companyName": customer["customerName"]},
            "status": "Closed" if invoiced else "Open",
            "invoicingStatus": "Invoiced" if invoiced else "NotInvoiced",
            **told,
            **sales_totals(sums),
        }
    )
