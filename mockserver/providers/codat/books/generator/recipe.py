"""Recipes: how large each made-up set of books is, in which currency, and when it ends."""

from dataclasses import dataclass
from datetime import date

ANCHOR = date(2026, 6, 30)  # the day of linking, as the fixtures have it
DAYS = 395  # how long the trading goes back


@dataclass(frozen=True)
class Recipe:
    """How many documents of each kind; 0 for none."""

    name: str
    seed: int
    currency: str
    customers: int
    suppliers: int
    invoices: int
    credit_notes: int
    bills: int
    bill_credit_notes: int
    purchase_orders: int
    sales_orders: int
    direct_costs: int
    direct_incomes: int
    deposits: int
    months: int  # with wages, depreciation and their like
    marker: str = ""  # second group of the ids of documents, where they are to be told apart
    settled: float = 0.9  # the part of old documents that is paid


STANDARD = Recipe(
    "Gullane Drainage Supplies Ltd", 42, "GBP", 20, 100, 142, 32, 183, 24, 60, 40, 90, 518, 357, 13
)
SMALL = Recipe("Pennard Pipework Ltd", 7, "GBP", 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 8, 4)
US = Recipe("Tillamook Drain & Supply Inc", 50, "USD", 12, 20, 40, 8, 40, 6, 12, 8, 20, 60, 40, 13)
EMPTY = Recipe("New Business Ltd", 1, "GBP", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
BLOCK = Recipe("", 9, "GBP", 10, 10, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, "b10c", 0.4)
RECIPES = {"standard": STANDARD, "small": SMALL, "us": US, "empty": EMPTY, "block": BLOCK}
