"""Made-up books: coherent accounting data of any size, the same for the same seed."""

from copy import deepcopy
from typing import Any

from mockserver.providers.codat.books.generator import cash, ledger, master, purchases, sales
from mockserver.providers.codat.books.generator.desk import Chance, Desk
from mockserver.providers.codat.books.generator.recipe import ANCHOR, RECIPES

Document = dict[str, Any]
Books = dict[str, list[Document]]
_MASTER = (
    "chartOfAccounts",
    "bankAccounts",
    "company",
    "taxRates",
    "trackingCategories",
    "journals",
    "paymentMethods",
    "items",
    "customers",
    "suppliers",
)
# what each data type is sorted by
_DATES = ("issueDate", "date", "postedOn", "clearedOnDate", "receivedDate")
_NAMES = ("fullyQualifiedName", "customerName", "supplierName", "accountName", "name")


def generate(name: str, chance: Chance, base: Books | None = None) -> Books:
    """The records of a data set by data type, in wire shape and in the default order.

    The same recipe and the same chance, such as `random.Random(seed)`, give the same books. With
    `base` its master records are used, and the documents alone are given.
    """
    desk = Desk(RECIPES[name], chance)
    if base is None:
        master.fill(desk)
    else:
        desk.books.update({data_type: deepcopy(base[data_type]) for data_type in _MASTER})
    if desk.recipe.customers:
        sales.fill(desk)
        purchases.fill(desk)
        cash.fill(desk)
        ledger.fill(desk)
    return {
        data_type: sorted(found, key=_place)
        for data_type, found in desk.books.items()
        if found and (base is None or data_type not in _MASTER)
    }


def about(name: str, books: Books) -> Document:
    """What is to be known of a data set before its records are read."""
    recipe = RECIPES[name]
    return {
        "name": recipe.name,
        "currency": recipe.currency,
        "anchor": ANCHOR.isoformat(),
        "dataTypes": sorted(books),
    }


def _place(record: Document) -> tuple[str, str]:
    by = next((name for name in (*_DATES, *_NAMES) if record.get(name)), "")
    return str(record.get(by, "")).upper(), record.get("nominalCode", "")
