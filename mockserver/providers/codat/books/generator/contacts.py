"""Customers and suppliers: invented people and firms, with addresses and numbers of nobody."""

from typing import Any

from mockserver.providers.codat.books.generator.desk import WORDS, Desk, text

Document = dict[str, Any]


def _person(desk: Desk) -> str:
    return f"{desk.pick(WORDS['given'])} {desk.pick(WORDS['family'])}"


def _contact(desk: Desk) -> Document:
    """What customers and suppliers share."""
    person, family = _person(desk), desk.pick(WORDS["family"])
    firm = f"{family} {desk.pick(WORDS['trades'])} {desk.pick(WORDS['endings'])}"
    name = person if desk.often(0.2) else firm
    return {
        "name": name,
        "contactName": person,
        "emailAddress": f"{person.lower().replace(' ', '.')}@{family.lower()}.example",
        "phone": f"01632 96{desk.digits(4)}",
        "addresses": [
            {"type": kind, **desk.place()}
            for kind in (("Billing", "Delivery") if desk.often(0.4) else ("Delivery",))
        ],
        "registrationNumber": desk.digits(8),
        "taxNumber": desk.digits(9),
        "status": "Archived" if desk.often(0.08) else "Active",
        "defaultCurrency": desk.recipe.currency,
        "sourceModifiedDate": text(desk.day()),
    }


def customer(desk: Desk) -> Document:
    """Somebody who buys."""
    told = _contact(desk)
    person = {
        "name": told["contactName"],
        "email": told["emailAddress"],
        "phone": [{"number": f"07700 90{desk.digits(4)}", "type": "Mobile"}],
        "address": told["addresses"][0],
        "status": "Active",
    }
    return {"id": desk.id(), "customerName": told.pop("name"), **told, "contacts": [person]}


def supplier(desk: Desk) -> Document:
    """Somebody who sells."""
    told = _contact(desk)
    return {"id": desk.code(10), "supplierName": told.pop("name"), **told}
