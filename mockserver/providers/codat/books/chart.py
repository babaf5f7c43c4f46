"""The chart of accounts: the accounts that every set of books has, and where they stand.

The ids are those that published samples of the Sandbox show.
"""

from typing import Any

from mockserver import fixtures

Document = dict[str, Any]

RECEIVABLE = "1b6266d1-1e44-46c5-8eb5-a8f98e03124e"
PAYABLE = "53bf27a7-7497-4c61-9887-dfaad5c6d80a"
VAT = "3a872b81-d1af-4d31-9bfa-a37280b8f68c"
SALES = "72df89d2-512b-4455-af51-a6b563733842"
PURCHASES = "7403e960-5b72-42ff-abf4-c870ad8910bd"
BANK = "dbcaf288-2b39-4b95-8ab3-42202ab15918"
UNDEPOSITED = "ff8fdc4c-2aad-4ec1-9430-6bd201832eb3"
RETAINED_EARNINGS = "39225d6f-3722-4508-ac3f-a2f6ec96ad31"
CURRENT_EARNINGS = "78828dd9-6008-4662-b43c-e9d87907fd2b"
OTHER_REVENUE = "68794a8f-b22d-4520-b97b-025b7cb10f94"
GENERAL_EXPENSES = "b5e801e8-8dbc-4390-ac99-3b0fff54a89f"
GENERAL_JOURNAL = "90bb7784-083b-4bcb-a534-b30756cee65d"
PAYROLL_JOURNAL = "07b94827-c0a5-4cc7-ba58-3f9efec3b4b3"

BANK_CATEGORY = "Asset.Current.Bank"
# The category of an account that says none.
DEFAULT_CATEGORIES = {
    "Asset": "Asset.Current",
    "Liability": "Liability.Current",
    "Equity": "Equity",
    "Income": "Income",
    "Expense": "Expense",
}
_CHART = fixtures.load("codat", "books", "accounts")
NAMES: dict[str, str] = {row["id"]: row["name"] for row in _CHART["accounts"]}


def records(currency: str) -> list[Document]:
    """The accounts as records of `chartOfAccounts`, with nothing on them yet."""
    return [_record(row, currency) for row in _CHART["accounts"]]


def category_of(account: Document) -> str:
    """Where an account stands; one that says nothing stands where its type does."""
    if account.get("isBankAccount"):
        return BANK_CATEGORY
    told = account.get("fullyQualifiedCategory") or ""
    kind = account.get("type") or "Asset"
    return str(told if told.startswith(kind) else DEFAULT_CATEGORIES.get(kind, "Asset.Current"))


def ref(account_id: str, name: str = "") -> Document:
    """How records refer to an account."""
    known = name or NAMES.get(account_id, "")
    return {"id": account_id, "name": known} if known else {"id": account_id}


def _record(row: Document, currency: str) -> Document:
    category = row["category"]
    return {
        "id": row["id"],
        "nominalCode": row["nominalCode"],
        "name": row["name"],
        "description": row.get("description") or _CHART["descriptions"][category],
        "fullyQualifiedCategory": category,
        "fullyQualifiedName": f"{category}.{row['name']}",
        "currency": currency,
        "currentBalance": 0,
        "type": category.partition(".")[0],
        "status": "Active",
        "isBankAccount": category == BANK_CATEGORY,
        "validDatatypeLinks": [],
    }
