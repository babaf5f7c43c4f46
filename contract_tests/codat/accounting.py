"""Accounting data of a company that is linked and synced already: nothing is changed to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from requests import Response

from contract_tests.codat.companies import SANDBOX
from contract_tests.support.answers import expect
from contract_tests.targets import Target

SPEC = "Accounting API specification"
# data type → (segment, whether it is read from the company, its usual order)
KINDS = {
    "accountTransactions": ("accountTransactions", False, "date"),
    "bankAccounts": ("bankAccounts", False, "accountName"),
    "billCreditNotes": ("billCreditNotes", True, "issueDate"),
    "billPayments": ("billPayments", True, "date"),
    "bills": ("bills", True, "issueDate"),
    "chartOfAccounts": ("accounts", True, "fullyQualifiedName"),
    "creditNotes": ("creditNotes", True, "issueDate"),
    "customers": ("customers", True, "customerName"),
    "directCosts": ("directCosts", False, "issueDate"),
    "directIncomes": ("directIncomes", False, "issueDate"),
    "invoices": ("invoices", True, "issueDate"),
    "itemReceipts": ("itemReceipts", False, "receivedDate"),
    "items": ("items", True, "name"),
    "journalEntries": ("journalEntries", True, "postedOn"),
    "journals": ("journals", True, "name"),
    "paymentMethods": ("paymentMethods", True, "name"),
    "payments": ("payments", True, "date"),
    "purchaseOrders": ("purchaseOrders", True, "issueDate"),
    "salesOrders": ("salesOrders", True, "issueDate"),
    "suppliers": ("suppliers", True, "supplierName"),
    "taxRates": ("taxRates", True, "name"),
    "trackingCategories": ("trackingCategories", True, "name"),
    "transfers": ("transfers", False, "date"),
}
# What a first sync does not fetch unless the settings say so.
ON_DEMAND = ("accountTransactions", "bankTransactions", "itemReceipts")


@dataclass(frozen=True)
class Books:
    """The accounting data of one company, and who reads it."""

    target: Target
    company: dict[str, Any]
    connection: dict[str, Any]

    def path(self, tail: str) -> str:
        """A path below the company."""
        return f"/companies/{self.company['id']}{tail}"

    def of(self, data_type: str) -> str:
        """Where records of a data type are read."""
        segment, of_company, _ = KINDS[data_type]
        return self.path(f"/data/{segment}") if of_company else self.at_connection(segment)

    def at_connection(self, tail: str) -> str:
        """A path of data below the connection."""
        return self.path(f"/connections/{self.connection['id']}/data/{tail}")

    def get(self, path: str, **query: Any) -> Response:
        """Any answer."""
        return self.target.session.get(path, params=query)

    def page(self, data_type: str, **query: Any) -> dict[str, Any]:
        """A page of records of a data type."""
        page: dict[str, Any] = expect(self.get(self.of(data_type), **query), 200)
        return page


def books(target: Target, *data_types: str) -> Books:
    """A linked company of the account whose data types were fetched; skips when there is none."""
    query = {"query": "dataConnections.status=Linked", "pageSize": "1000"}
    for company in expect(target.session.get("/companies", params=query), 200)["results"]:
        statuses = expect(target.session.get(f"/companies/{company['id']}/dataStatus"), 200)
        fetched = [one for one in data_types if "lastSuccessfulSync" in statuses.get(one, {})]
        for connection in company["dataConnections"]:
            linked = connection["status"] == "Linked"
            if linked and connection["integrationKey"] == SANDBOX and fetched == [*data_types]:
                return Books(target, company, connection)
    if "disposable" in target.capabilities:
        raise AssertionError(f"no company of this world has {data_types}")
    return pytest.skip(f"no company of this account is linked to the Sandbox and has {data_types}")
