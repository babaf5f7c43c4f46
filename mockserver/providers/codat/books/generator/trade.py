"""What all documents with lines share: their lines, and their common members."""

from datetime import date
from typing import Any

from mockserver.providers.codat.books import chart
from mockserver.providers.codat.books.generator.desk import WORDS, Desk, text
from mockserver.providers.codat.books.generator.master import tax_ref
from mockserver.providers.codat.books.lines import Totals, priced, totals
from mockserver.providers.codat.books.money import money as amount_of
from mockserver.providers.codat.books.money import number, rounded

Document = dict[str, Any]
SOLD, BOUGHT = "invoiceItem", "billItem"


def lines(desk: Desk, side: str, most: int = 5) -> list[Document]:
    """Some lines about items that are sold or bought."""
    return [_item_line(desk, side) for _ in range(desk.count(1, most))]


def service_lines(desk: Desk) -> list[Document]:
    """One line about something that running the business takes."""
    description, account, price = desk.pick(WORDS["services"])
    unit = rounded(amount_of(price) * desk.count(80, 120) / 100)
    return [_line(desk, description, number(unit), 1, account)]


def common(desk: Desk, day: date, kind: str, made: list[Document]) -> tuple[Document, Totals]:
    """Members that all such documents have, and the totals of their lines."""
    sums = totals(made)
    return (
        {
            "currency": desk.recipe.currency,
            "currencyRate": 1,
            "lineItems": made,
            "note": f"{kind} with {len(made)} line items, totaling {sums.whole:.2f}",
            "sourceModifiedDate": text(day),
        },
        sums,
    )


def sales_totals(sums: Totals) -> Document:
    """The totals of invoices, credit notes and orders."""
    return {
        "totalDiscount": number(sums.discount),
        "subTotal": number(sums.sub),
        "totalTaxAmount": number(sums.tax),
        "totalAmount": number(sums.whole),
    }


def _item_line(desk: Desk, side: str) -> Document:
    item = desk.pick([one for one in desk.books["items"] if side in one])
    terms = item[side]
    made = _line(
        desk,
        terms["description"],
        terms["unitPrice"],
        desk.count(1, 9 if side == SOLD else 6),
        terms["accountRef"]["id"],
        discounted=desk.often(0.15),
    )
    return made | {"itemRef": {"id": item["id"], "name": item["name"]}}


def _line(
    desk: Desk, text_: str, price: float, quantity: int, account: str, *, discounted: bool = False
) -> Document:
    rate = desk.books["taxRates"][0 if desk.often(0.9) else desk.count(1, 4)]
    percent = desk.count(1, 10) if discounted else 0
    off = rounded(amount_of(price) * quantity * percent / 100)
    line = {
        "description": text_,
        "unitAmount": price,
        "quantity": quantity,
        "discountAmount": number(off),
        "discountPercentage": percent,
        "accountRef": chart.ref(account),
        "taxRateRef": tax_ref(rate),
        "trackingCategoryRefs": _tracking(desk),
    }
    return priced(line, rate["effectiveTaxRate"])


def _tracking(desk: Desk) -> list[Document]:
    if desk.often(0.7):
        return []
    children = [one for one in desk.books["trackingCategories"] if "parentId" in one]
    chosen = desk.pick(children)
    return [{"id": chosen["id"], "name": chosen["name"]}]
