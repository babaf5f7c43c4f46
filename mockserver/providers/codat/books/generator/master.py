"""Master records: accounts, tax rates, items, tracking categories and their like."""

from datetime import timedelta
from typing import Any

from mockserver.providers.codat.books import chart
from mockserver.providers.codat.books.generator import contacts
from mockserver.providers.codat.books.generator.desk import WORDS, Desk, present, text
from mockserver.providers.codat.books.generator.recipe import ANCHOR, DAYS

Document = dict[str, Any]
_START = text(ANCHOR - timedelta(days=DAYS + 30))
# The first two are those of published Sandbox samples.
_TAX_RATES = (
    ("6c88aff3-7cb9-4980-a3d3-443e72e02498", "Sales Tax (10%)", "110", 10),
    ("31f5f7a5-cf8e-4452-9979-c8b43997a6f2", "Sales Tax 15%", "115", 15),
    ("b6e62a3c-31e9-4f0a-8c83-5d9a1b1f0e20", "Sales Tax (20%)", "120", 20),
    ("4f2d7b0e-5a5c-4a8f-9a0e-0b6f8f4b5d05", "Reduced Rate (5%)", "105", 5),
    ("e0b1c8d4-7a6f-4f57-b7a7-2c3a9d1e4f00", "Zero Rated", "100", 0),
)
_TRACKING = (
    ("department", "Department", ("Trade Counter", "Projects", "Online")),
    ("costcode", "Cost code", ("Stock", "Hire", "Repairs")),
)
_JOURNALS = (
    (chart.GENERAL_JOURNAL, "GJ", "General Journal", None),
    (chart.PAYROLL_JOURNAL, "PAY", "Payroll Journal", chart.GENERAL_JOURNAL),
    ("c5a2d5b1-9e0f-4f61-8a3d-7a4b6c1d2e03", "SJ", "Sales Journal", chart.GENERAL_JOURNAL),
    ("0d9e8c7b-6a5f-4e3d-9c2b-1a0f9e8d7c04", "PJ", "Purchases Journal", chart.GENERAL_JOURNAL),
)
_METHODS = (
    ("Bank transfer", "BankTransfer"),
    ("Card", "DebitCard"),
    ("Credit card", "CreditCard"),
    ("Cheque", "Check"),
    ("Cash", "Cash"),
)


def fill(desk: Desk) -> None:
    """All master records, before anything is traded."""
    currency = desk.recipe.currency
    desk.books["chartOfAccounts"] = [
        account | {"sourceModifiedDate": _START} for account in chart.records(currency)
    ]
    desk.books["bankAccounts"] = [
        _bank_account(desk, account)
        for account in desk.books["chartOfAccounts"]
        if account["isBankAccount"]
    ]
    desk.books["company"] = [_company(desk)]
    if not desk.recipe.customers:
        return
    desk.books["taxRates"] = [_tax_rate(*row) for row in _TAX_RATES]
    desk.books["trackingCategories"] = _tracking_categories()
    desk.books["journals"] = [_journal(*row) for row in _JOURNALS]
    desk.books["paymentMethods"] = [_method(desk, *row) for row in _METHODS]
    desk.books["items"] = [_item(desk, *row) for row in WORDS["items"]]
    desk.books["customers"] = [contacts.customer(desk) for _ in range(desk.recipe.customers)]
    desk.books["suppliers"] = [contacts.supplier(desk) for _ in range(desk.recipe.suppliers)]


def tax_ref(rate: Document) -> Document:
    """How lines refer to a tax rate."""
    return {name: rate[name] for name in ("id", "name", "effectiveTaxRate")}


def _tax_rate(rate_id: str, name: str, code: str, percent: int) -> Document:
    return {
        "id": rate_id,
        "name": name,
        "code": code,
        "effectiveTaxRate": percent,
        "totalTaxRate": percent,
        "components": [{"name": f"{percent}%", "rate": percent, "isCompound": False}],
        "validDatatypeLinks": [],
        "status": "Active",
        "sourceModifiedDate": _START,
    }


def _tracking_categories() -> list[Document]:
    found = []
    for key, name, children in _TRACKING:
        above = {"id": key, "name": name, "hasChildren": True, "status": "Active"}
        found.append(above | {"sourceModifiedDate": _START})
        found += [
            {
                "id": f"{key}_{number}",
                "parentId": key,
                "name": child,
                "hasChildren": False,
                "status": "Active",
                "sourceModifiedDate": _START,
            }
            for number, child in enumerate(children, start=1)
        ]
    return found


def _journal(journal_id: str, code: str, name: str, parent: str | None) -> Document:
    return present(
        {
            "id": journal_id,
            "journalCode": code,
            "name": name,
            "type": name,
            "parentId": parent,
            "hasChildren": parent is None,
            "createdOn": _START,
            "status": "Active",
            "sourceModifiedDate": _START,
        }
    )


def _method(desk: Desk, name: str, kind: str) -> Document:
    found = {"id": desk.id(), "name": name, "type": kind, "status": "Active"}
    return found | {"sourceModifiedDate": _START}


def _item(desk: Desk, name: str, code: str, price: float, kind: str) -> Document:
    rate = tax_ref(desk.books["taxRates"][0])
    cost = round(price * 0.55, 2)
    return {
        "id": desk.id(),
        "name": name,
        "code": code,
        "itemStatus": "Active",
        "type": kind,
        "isBillItem": kind != "Service",
        "isInvoiceItem": True,
        **(
            {}
            if kind == "Service"
            else {"billItem": _terms(f"{name}, bought", cost, chart.PURCHASES, rate)}
        ),
        "invoiceItem": _terms(name, price, chart.SALES, rate),
        "sourceModifiedDate": _START,
    }


def _terms(description: str, price: float, account: str, rate: Document) -> Document:
    return {
        "description": description,
        "unitPrice": price,
        "accountRef": chart.ref(account),
        "taxRateRef": rate,
    }


def _bank_account(desk: Desk, account: Document) -> Document:
    british = desk.recipe.currency == "GBP"
    return present(
        {
            "id": account["id"],
            "accountName": account["name"],
            "accountType": "Debit",
            "nominalCode": account["nominalCode"],
            "sortCode": desk.digits(6) if british else None,
            "accountNumber": desk.digits(8 if british else 10),
            "iBan": f"GB{desk.digits(2)}MOCK{desk.digits(14)}" if british else None,
            "currency": desk.recipe.currency,
            "balance": 0,
            "institution": "First Mock Bank",
            "availableBalance": 0,
            "overdraftLimit": 0,
            "status": "Active",
            "sourceModifiedDate": _START,
        }
    )


def _company(desk: Desk) -> Document:
    currency, name = desk.recipe.currency, desk.recipe.name
    host = f"https://www.{name.split()[0].lower()}.example/"
    return {
        "companyName": name.rsplit(" ", 1)[0],
        "accountingPlatformRef": f"{desk.digits(10)}_MOCK",
        "companyLegalName": name,
        "addresses": [{"type": kind, **desk.place()} for kind in ("Billing", "Delivery")],
        "phoneNumbers": [
            {"number": f"01632 96{desk.digits(4)}", "type": "Landline"},
            {"number": f"07700 90{desk.digits(4)}", "type": "Mobile"},
        ],
        "webLinks": [{"type": "Website", "url": host}],
        "registrationNumber": desk.digits(8),
        "taxNumber": desk.digits(9),
        "financialYearStartDate": text(ANCHOR.replace(month=1 if currency == "USD" else 4, day=1)),
        "baseCurrency": currency,
        "sourceUrls": {"Api": "https://api.codat.io"},
        "createdDate": _START,
    }
