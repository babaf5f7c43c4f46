"""Money that comes and goes at once: direct incomes and costs, and deposits of what came in."""

from datetime import date
from typing import Any

from mockserver.providers.codat.books import chart
from mockserver.providers.codat.books.generator.desk import Desk, text
from mockserver.providers.codat.books.generator.recipe import ANCHOR
from mockserver.providers.codat.books.generator.trade import (
    BOUGHT,
    SOLD,
    common,
    lines,
    service_lines,
)
from mockserver.providers.codat.books.money import number

Document = dict[str, Any]


def fill(desk: Desk) -> None:
    """A year at the till."""
    to_deposit = desk.recipe.deposits
    for day in desk.days(desk.recipe.direct_incomes):
        banked_on = desk.after(day, 1, 8)
        deposited = to_deposit > 0 and banked_on <= ANCHOR
        account = chart.UNDEPOSITED if deposited else chart.BANK
        income = _direct(desk, day, "income", lines(desk, SOLD, 3), account)
        desk.books["directIncomes"].append(income)
        if deposited:
            to_deposit -= 1
            desk.books["transfers"].append(_deposit(desk, income, banked_on))
    for day in desk.days(desk.recipe.direct_costs):
        made = service_lines(desk) if desk.often(0.6) else lines(desk, BOUGHT, 2)
        desk.books["directCosts"].append(_direct(desk, day, "cost", made, chart.BANK))


def _direct(desk: Desk, day: date, word: str, made: list[Document], account: str) -> Document:
    party = "customers" if word == "income" else "suppliers"
    told, sums = common(desk, day, f"Direct {word.capitalize()}", made)
    own_id, currency, whole = desk.document_id(), desk.recipe.currency, number(sums.whole)
    payment = {
        "id": own_id,
        "note": f"Payment for direct {word} {own_id}",
        "reference": f"Direct {word.capitalize()} {own_id}",
        "accountRef": chart.ref(account),
        "currency": currency,
        "currencyRate": 1,
        "paidOnDate": text(day),
        "totalAmount": whole,
    }
    share = {
        "currency": currency,
        "currencyRate": 1,
        "allocatedOnDate": text(day),
        "totalAmount": number(-sums.whole),
    }
    return {
        "id": own_id,
        "reference": f"{word[0].upper()}{desk.digits(7)}",
        "contactRef": {"id": desk.pick(desk.books[party])["id"], "dataType": party},
        "issueDate": text(day),
        **told,
        "paymentAllocations": [{"payment": payment, "allocation": share}],
        "subTotal": number(sums.sub),
        "taxAmount": number(sums.tax),
        "totalAmount": whole,
    }


def _deposit(desk: Desk, income: Document, day: date) -> Document:
    amount, currency = income["totalAmount"], income["currency"]

    def end(account: str) -> Document:
        ref = {"id": account, "dataType": "bankAccounts"}
        return {"accountRef": ref, "currency": currency, "amount": amount}

    return {
        "id": desk.document_id(),
        "description": f"depositing {amount:.2f} into Current Account",
        "contactRef": income["contactRef"],
        "date": text(day),
        "from": end(chart.UNDEPOSITED),
        "to": end(chart.BANK),
        "status": "Reconciled",
        "trackingCategoryRefs": [],
        "depositedRecordRefs": [{"id": income["id"], "dataType": "directIncomes"}],
        "sourceModifiedDate": text(day),
    }
