"""Buying: purchase orders, what was received, bills, credit from suppliers, and the payments."""

from datetime import date, timedelta
from typing import Any

from mockserver.providers.codat.books.generator.desk import Desk, text
from mockserver.providers.codat.books.generator.payment import pay, refund
from mockserver.providers.codat.books.generator.recipe import ANCHOR
from mockserver.providers.codat.books.generator.trade import (
    BOUGHT,
    common,
    lines,
    sales_totals,
    service_lines,
)
from mockserver.providers.codat.books.money import number

Document = dict[str, Any]
_TERM_DAYS = 21


def fill(desk: Desk) -> None:
    """A year of buying."""
    for position, day in enumerate(desk.days(desk.recipe.purchase_orders)):
        order = _order(desk, day, position)
        desk.books["purchaseOrders"].append(order)
        if order["status"] == "Closed":
            desk.books["itemReceipts"].append(_receipt(desk, order))
    for day in desk.days(desk.recipe.bills):
        desk.books["bills"].append(_settle(desk, _bill(desk, day), day))
    for position, day in enumerate(desk.days(desk.recipe.bill_credit_notes)):
        note = _credit_note(desk, day, position)
        if note["status"] == "Submitted" and desk.often(0.6):
            note = refund(desk, "billCreditNotes", note, desk.after(day, 1, 20))
        desk.books["billCreditNotes"].append(note)


def _settle(desk: Desk, bill: Document, day: date) -> Document:
    old = day < ANCHOR - timedelta(days=_TERM_DAYS)
    if bill["status"] != "Open" or not desk.often(0.95 if old else 0.3):
        return bill
    parts = 1 if desk.often(0.55) else 2
    return pay(desk, "bills", bill, day, parts=parts, paid=parts)


def _supplier_ref(supplier: Document) -> Document:
    return {"id": supplier["id"], "supplierName": supplier["supplierName"]}


def _bill(desk: Desk, day: date) -> Document:
    received = [
        order
        for order in desk.books["purchaseOrders"]
        if order["status"] == "Closed" and order["deliveryDate"] <= text(day)
    ]
    order = desk.pick(received) if received and desk.often(0.15) else None
    if order is None:
        made = service_lines(desk) if desk.often(0.3) else lines(desk, BOUGHT)
        supplier = _supplier_ref(desk.pick(desk.books["suppliers"]))
        refs = []
    else:
        made, supplier = order["lineItems"], order["supplierRef"]
        names = ("id", "purchaseOrderNumber")
        refs = [{name: order[name] for name in names}]
    told, sums = common(desk, day, "Bill", [_billed(line, n) for n, line in enumerate(made, 1)])
    status = "Open"
    if desk.often(0.06):
        status = "Draft" if desk.often(0.5) else "Void"
    return {
        "id": desk.document_id(),
        "reference": f"INV{desk.digits(6)}",
        "supplierRef": supplier,
        "purchaseOrderRefs": refs,
        "issueDate": text(day),
        "dueDate": text(day + timedelta(days=_TERM_DAYS)),
        **told,
        "withholdingTax": [],
        "status": status,
        "subTotal": number(sums.sub),
        "taxAmount": number(sums.tax),
        "totalAmount": number(sums.whole),
        "amountDue": number(sums.whole),
        "paymentAllocations": [],
    }


def _billed(line: Document, position: int) -> Document:
    return line | {"lineNumber": str(position), "isDirectCost": False}


def _credit_note(desk: Desk, day: date, position: int) -> Document:
    made = [line | {"lineNumber": "1"} for line in lines(desk, BOUGHT, 1)]
    told, sums = common(desk, day, "Bill Credit Note", made)
    return {
        "id": desk.document_id(),
        "billCreditNoteNumber": f"BCN-{position + 1:05}",
        "supplierRef": _supplier_ref(desk.pick(desk.books["suppliers"])),
        "withholdingTax": [],
        **sales_totals(sums),
        "discountPercentage": number(sums.discount_percentage),
        "remainingCredit": number(sums.whole),
        "status": "Void" if desk.often(0.06) else "Submitted",
        "issueDate": text(day),
        **told,
        "paymentAllocations": [],
    }


def _order(desk: Desk, day: date, position: int) -> Document:
    made = [line | {"lineNumber": str(n)} for n, line in enumerate(lines(desk, BOUGHT, 4), 1)]
    told, sums = common(desk, day, "Purchase Order", made)
    supplier = desk.pick(desk.books["suppliers"])
    delivered = desk.after(day, 3, 21)
    closed = delivered <= ANCHOR and desk.often(0.7)
    return {
        "id": desk.document_id(),
        "purchaseOrderNumber": f"PO-{position + 1:05}",
        "issueDate": text(day),
        "deliveryDate": text(delivered),
        "expectedDeliveryDate": text(desk.after(day, 3, 21)),
        "paymentDueDate": text(desk.after(day, 30, 45)),
        "shipTo": {
            "address": desk.books["company"][0]["addresses"][1],
            "contact": {
                "name": supplier["contactName"],
                "email": supplier["emailAddress"],
                "phone": supplier["phone"],
            },
        },
        "supplierRef": _supplier_ref(supplier),
        "status": "Closed" if closed else "Open",
        **told,
        **sales_totals(sums),
    }


def _receipt(desk: Desk, order: Document) -> Document:
    """What came of an order, at its prices without tax."""
    names = ("lineNumber", "description", "unitAmount", "quantity", "accountRef", "itemRef")
    received = [
        {name: line[name] for name in names if name in line}
        | {
            "subTotal": line["subTotal"],
            "totalAmount": line["subTotal"],
            "purchaseOrderLineRef": {
                "id": order["id"],
                "dataType": "purchaseOrders",
                "lineNumber": line["lineNumber"],
            },
        }
        for line in order["lineItems"]
    ]
    number_ = order["purchaseOrderNumber"]
    return {
        "id": desk.document_id(),
        "reference": f"GRN-{number_[3:]}",
        "supplierRef": order["supplierRef"],
        "purchaseOrderRefs": [{"id": order["id"], "purchaseOrderNumber": number_}],
        "receivedDate": order["deliveryDate"],
        "currency": order["currency"],
        "currencyRate": 1,
        "lineItems": received,
        "subTotal": order["subTotal"],
        "totalAmount": order["subTotal"],
        "note": f"Received for purchase order {number_}",
        "status": "Received",
        "sourceModifiedDate": order["deliveryDate"],
    }
