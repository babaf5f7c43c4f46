"""What a source fills in when it takes a record: amounts, names, currency, states.

The arithmetic is that of published Sandbox data; which defaults there are is not published.
"""

from collections.abc import Callable
from typing import Any

from mockserver.providers.codat.books import chart
from mockserver.providers.codat.books.allocation import PAYABLES, settled
from mockserver.providers.codat.books.lines import priced, totals
from mockserver.providers.codat.books.money import money, number, total
from mockserver.providers.codat.pushing.desk import Desk

Document = dict[str, Any]
# member → the data type that it refers to, and the member of the target with its name
NAMED_REFERENCES = {
    "accountRef": ("chartOfAccounts", "name", "name"),
    "itemRef": ("items", "name", "name"),
    "paymentMethodRef": ("paymentMethods", "name", "name"),
    "journalRef": ("journals", "name", "name"),
    "customerRef": ("customers", "customerName", "companyName"),
    "supplierRef": ("suppliers", "supplierName", "supplierName"),
    "taxRateRef": ("taxRates", "name", "name"),
}
# data type → member with the tax of the whole document
TAXES = {
    "invoices": "totalTaxAmount",
    "creditNotes": "totalTaxAmount",
    "bills": "taxAmount",
    "billCreditNotes": "totalTaxAmount",
    "purchaseOrders": "totalTaxAmount",
    "directCosts": "taxAmount",
    "directIncomes": "taxAmount",
}
_EMPTY = {
    "invoices": ("paymentAllocations", "withholdingTax", "salesOrderRefs"),
    "creditNotes": ("paymentAllocations", "withholdingTax"),
    "bills": ("paymentAllocations", "withholdingTax", "purchaseOrderRefs"),
    "billCreditNotes": ("paymentAllocations", "withholdingTax"),
}


def completed(desk: Desk, data_type: str, record: Document) -> Document:
    """The record as the source keeps it, without an id when it has none yet."""
    named: Document = _with_names(desk, record)
    if data_type in TAXES:
        return _document(desk, data_type, named)
    return _FILLED[data_type](desk, named) if data_type in _FILLED else named


def _with_names(desk: Desk, node: Any) -> Any:
    """References get the names of what they refer to."""
    if isinstance(node, list):
        return [_with_names(desk, one) for one in node]
    if not isinstance(node, dict):
        return node
    found = {name: _with_names(desk, value) for name, value in node.items()}
    for member, (data_type, name, told) in NAMED_REFERENCES.items():
        ref = found.get(member)
        if not isinstance(ref, dict) or not ref.get("id"):
            continue
        target = desk.find(data_type, ref["id"])
        if target and target.get(name):
            found[member] = ref | {told: target[name]}
            if member == "taxRateRef" and "effectiveTaxRate" in target:
                found[member]["effectiveTaxRate"] = target["effectiveTaxRate"]
    return found


def _document(desk: Desk, data_type: str, record: Document) -> Document:
    """Amounts of the lines and of the whole; what is left to pay."""
    filled = {"issueDate": desk.today, **_in_currency(desk, record)} | {
        "lineItems": [_line(line) for line in record.get("lineItems") or ()]
    }
    if filled["lineItems"]:
        sums = totals(filled["lineItems"])
        filled |= {
            "subTotal": number(sums.sub),
            TAXES[data_type]: number(sums.tax),
            "totalAmount": number(sums.whole),
        }
        if data_type not in ("bills", "directCosts", "directIncomes"):
            filled["totalDiscount"] = number(sums.discount)
    else:
        whole, tax = money(record.get("totalAmount")), money(record.get(TAXES[data_type]))
        filled |= {"subTotal": number(whole - tax), TAXES[data_type]: number(tax)}
        filled["totalAmount"] = number(whole)
    for name in _EMPTY.get(data_type, ()):
        filled.setdefault(name, [])
    return settled(data_type, filled) if data_type in PAYABLES else filled


def _line(line: Document) -> Document:
    """A line with its amounts; the tax of a client counts, for sources round in other ways."""
    rate = (line.get("taxRateRef") or {}).get("effectiveTaxRate")
    filled = priced(line, rate)
    if "taxAmount" in line:
        tax = money(line["taxAmount"])
        whole = money(filled["subTotal"]) + tax
        filled |= {"taxAmount": number(tax), "totalAmount": number(whole)}
    filled.setdefault("trackingCategoryRefs", [])
    return filled


def _payment(desk: Desk, record: Document) -> Document:
    """Lines, links and the total follow from each other; what pays nothing is kept on account."""
    filled = {"date": desk.today, **_in_currency(desk, record)}
    lines = record.get("lines") or [{"amount": record.get("totalAmount") or 0}]
    filled["lines"] = [_payment_line(line, filled) for line in lines]
    whole = total(money(line["amount"]) for line in filled["lines"])
    filled.setdefault("totalAmount", number(whole))
    filled.setdefault("accountRef", chart.ref(chart.BANK, desk.name_of(chart.BANK)))
    return filled


def _payment_line(line: Document, payment: Document) -> Document:
    amount = money(line.get("amount"))
    links = [dict(link) for link in line.get("links") or ()]
    if len(links) == 1 and "amount" not in links[0]:
        links[0]["amount"] = number(-amount)
    rest = -amount - total(money(link.get("amount")) for link in links)
    if rest and not links:
        links = [{"type": "PaymentOnAccount", "amount": number(rest)}]
    known = {"currencyRate": payment["currencyRate"]} if "currencyRate" in payment else {}
    links = [known | link for link in links]
    return (
        {"allocatedOnDate": payment.get("date")} | line | {"amount": number(amount), "links": links}
    )


def _entry(desk: Desk, record: Document) -> Document:
    journal = {"id": chart.GENERAL_JOURNAL, "name": "General Journal"}
    day = record.get("postedOn") or desk.today
    lines = [{"currency": desk.currency} | line for line in record.get("journalLines") or ()]
    filled = {"postedOn": day, "createdOn": day, "journalRef": journal, **record}
    return filled | {"journalLines": lines, "updatedOn": desk.now}


def _transfer(desk: Desk, record: Document) -> Document:
    """An end without an amount has that of the other one."""
    ends = {name: record.get(name) or {} for name in ("from", "to")}
    amount = next((end["amount"] for end in ends.values() if "amount" in end), 0)
    currency = {"currency": desk.currency, "amount": amount}
    told = {name: currency | end for name, end in ends.items()}
    return {"date": desk.today, "status": "Unreconciled", "depositedRecordRefs": []} | record | told


def _account(desk: Desk, record: Document) -> Document:
    """A new account has nothing on it; its full name follows from where it stands."""
    kind = record.get("type") or "Asset"
    filled = {"status": "Active", "isBankAccount": False, "currency": desk.currency, **record}
    category = record.get("fullyQualifiedCategory") or chart.DEFAULT_CATEGORIES.get(kind, kind)
    filled["fullyQualifiedCategory"] = category
    filled.setdefault("fullyQualifiedName", f"{category}.{record.get('name') or ''}")
    return filled | {"type": kind, "currentBalance": 0}


def _bank_account(desk: Desk, record: Document) -> Document:
    filled = {"status": "Active", "accountType": "Debit", "currency": desk.currency, **record}
    return filled | {"balance": record.get("balance", 0)}


def _in_currency(desk: Desk, record: Document) -> Document:
    """The base currency unless another one is told; that one needs no rate."""
    filled = {"currency": desk.currency, **record}
    if filled["currency"] == desk.currency:
        filled["currencyRate"] = 1
    return filled


_FILLED: dict[str, Callable[[Desk, Document], Document]] = {
    "payments": _payment,
    "billPayments": _payment,
    "journalEntries": _entry,
    "transfers": _transfer,
    "chartOfAccounts": _account,
    "bankAccounts": _bank_account,
}
