"""Records of the books as Bill Pay has them, and the other way round.

Source: the Sync for Payables (Bill Pay) API specification, schemas. Members that both have alike
are left as they are: the shapes drop what Bill Pay does not know.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books.money import money, number, total
from mockserver.providers.codat.books.posting import NOT_POSTED
from mockserver.providers.codat.schemas.payables import ACCOUNT_STATUSES

Document = dict[str, Any]
CATEGORIES, CUSTOMERS = "trackingCategories", "customers"
# What only the books know, and a change by way of Bill Pay leaves alone.
_KEPT_OF_BILLS = ("purchaseOrderRefs", "withholdingTax", "note")
_KEPT_OF_SUPPLIERS = ("registrationNumber", "taxNumber", "supplementalData")


def bill_shown(record: Document) -> Document:
    """A bill; one without a due date is due when it is issued."""
    lines = [
        line | {"trackingRefs": _tracking_shown(line)} for line in record.get("lineItems") or ()
    ]
    due = {"dueDate": record.get("dueDate") or record["issueDate"]}
    return stamped(record | due | {"lineItems": lines})


def supplier_of(record: Document) -> str:
    """The id of the supplier of a record; of nobody's, which Bill Pay does not list, nothing."""
    return str((record.get("supplierRef") or {}).get("id") or "")


def bill_written(body: Document, old: Document) -> Document:
    """The record of a bill that was sent."""
    lines = [_line_written(line) for line in body.get("lineItems") or ()]
    return _kept(old, _KEPT_OF_BILLS) | body | {"lineItems": lines}


def supplier_written(body: Document, old: Document) -> Document:
    """The record of a supplier that was sent; what is owed to it follows from the books."""
    told = {name: value for name, value in body.items() if name != "balance"}
    if "addresses" in told:
        told["addresses"] = [{"type": "Unknown"} | one for one in told["addresses"]]
    return _kept(old, _KEPT_OF_SUPPLIERS) | told


def account_shown(record: Document) -> Document:
    """A bank account, or an account or tax rate that can be named."""
    named = {"name": record["accountName"]} if "accountName" in record else {}
    shown = stamped(record | named)
    if shown.get("status") not in ACCOUNT_STATUSES:
        shown.pop("status", None)
    return shown


def account_written(body: Document, _old: Document) -> Document:
    """The record of a bank account that was sent."""
    told = {name: value for name, value in body.items() if name != "name"}
    return told | {"accountName": body["name"]}


def payment_written(body: Document, bill: Document) -> Document:
    """The record of a payment of one bill."""
    told = _kept(body, ("reference", "currencyRate"))
    link = {"type": "Bill", "id": bill["id"], "amount": -body["amount"]}
    return {
        **_kept(bill, ("supplierRef", "currency")),
        **told,
        "date": body["date"],
        "accountRef": body["accountRef"],
        "totalAmount": body["amount"],
        "lines": [{"amount": body["amount"], "links": [link]}],
    }


def payment_shown(record: Document) -> Document:
    """A payment of one bill."""
    return record | {"amount": record["totalAmount"]}


def outstanding(supplier: Document, bills: Iterable[Document], notes: Iterable[Document]) -> Any:
    """What is owed to a supplier, in its currency: its bills less its credit notes."""
    owed = total(_left(supplier, bill, "amountDue") for bill in bills)
    return number(owed - total(_left(supplier, note, "remainingCredit") for note in notes))


def stamped(record: Document) -> Document:
    """The record with its change in UTC, as published samples of Bill Pay write it."""
    changed = record.get("sourceModifiedDate")
    return record | {"sourceModifiedDate": f"{changed}Z"} if changed else record


def _left(supplier: Document, record: Document, member: str) -> Decimal:
    currency = supplier.get("defaultCurrency") or record.get("currency")
    if record.get("currency") != currency or record.get("status") in NOT_POSTED:
        return Decimal(0)
    return money(record.get(member))


def _tracking_shown(line: Document) -> list[Document]:
    refs = [
        {"id": ref["id"], "dataType": CATEGORIES} for ref in line.get("trackingCategoryRefs") or ()
    ]
    tracking = line.get("tracking") or {}
    if customer := (tracking.get("customerRef") or {}).get("id"):
        billable = tracking.get("isBilledTo") == "Customer"
        refs.append({"id": customer, "dataType": CUSTOMERS, "isBillable": billable})
    return refs


def _line_written(line: Document) -> Document:
    """A line of the books; without a quantity it is one, without a price the total says it."""
    refs = [ref for ref in line.get("trackingRefs") or () if ref.get("id")]
    categories = [{"id": ref["id"]} for ref in refs if ref.get("dataType") != CUSTOMERS]
    told: Document = {"quantity": 1, "unitAmount": 0, **line, "trackingCategoryRefs": categories}
    if "unitAmount" not in line and told["quantity"]:
        whole = money(line.get("totalAmount")) - money(line.get("taxAmount"))
        told["unitAmount"] = float(whole / Decimal(str(told["quantity"])))
    for ref in refs:
        if ref.get("dataType") == CUSTOMERS:
            told["tracking"] = _for_customer(ref, categories)
    return {name: value for name, value in told.items() if name != "trackingRefs"}


def _for_customer(ref: Document, categories: list[Document]) -> Document:
    billed = "Customer" if ref.get("isBillable") else "NotApplicable"
    return {
        "categoryRefs": categories,
        "customerRef": {"id": ref["id"]},
        "isBilledTo": billed,
        "isRebilledTo": "NotApplicable",
    }


def _kept(record: Document, members: tuple[str, ...]) -> Document:
    return {name: record[name] for name in members if name in record}
