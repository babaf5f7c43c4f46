"""Writing in process: books of a fresh company, and what is in them afterwards."""

from dataclasses import dataclass
from typing import Any

import requests

from mockserver.providers.codat.accounting.resources import BY_DATA_TYPE, CONNECTION
from mockserver.providers.codat.books import chart
from tests.providers.codat.conftest import Api

Document = dict[str, Any]
TAX_10 = "6c88aff3-7cb9-4980-a3d3-443e72e02498"
DAY = "2026-03-02T00:00:00"


@dataclass
class Books:
    """The books of a linked company."""

    api: Api
    company: Document
    connection: Document

    @property
    def root(self) -> str:
        return f"/companies/{self.company['id']}/connections/{self.connection['id']}"

    def ask(
        self, path: str, body: Any = None, method: str = "POST", **how: Any
    ) -> requests.Response:
        """Ask for a write, below /push."""
        return self.api.request(method, f"{self.root}/push/{path}", json=body, **how)

    def push(self, path: str, body: Any = None, method: str = "POST", **how: Any) -> Document:
        """A write and how it ended."""
        asked = self.ask(path, body, method, **how).json()
        self.api.sandbox.clock.run_until_idle()
        return self.push_of(asked["pushOperationKey"])

    def push_of(self, key: str) -> Document:
        return self.api.get(f"/companies/{self.company['id']}/push/{key}").json()

    def create(self, path: str, body: Document) -> str:
        """A new record; its id."""
        ended = self.push(path, body)
        assert ended["status"] == "Success", ended
        return str(ended["changes"][0]["recordRef"]["id"])

    def refresh(self, *data_types: str) -> None:
        """Let Codat copy data types again; without names all of them."""
        for data_type in data_types or tuple(BY_DATA_TYPE):
            self.api.post(f"/companies/{self.company['id']}/data/queue/{data_type}")
        self.api.sandbox.clock.run_until_idle()

    def listed(self, data_type: str) -> list[Document]:
        """All records of a data type that Codat has copied."""
        resource = BY_DATA_TYPE[data_type]
        if data_type == "bankTransactions":
            accounts = [account["id"] for account in self.listed("bankAccounts")]
            paths = [f"{self.root}/data/bankAccounts/{one}/bankTransactions" for one in accounts]
        elif resource.level == CONNECTION:
            paths = [f"{self.root}/data/{resource.segment}"]
        else:
            paths = [f"/companies/{self.company['id']}/data/{resource.segment}"]
        answers = [self.api.get(path, params={"pageSize": 5000}).json() for path in paths]
        return [record for answer in answers for record in answer["results"]]

    def all(self) -> dict[str, list[Document]]:
        """All records that Codat has copied."""
        return {data_type: self.listed(data_type) for data_type in BY_DATA_TYPE}


def books_of(api: Api, data_set: str = "small") -> Books:
    """A new company with books of its own, nothing of which was fetched yet."""
    company = api.company()
    wanted = {"company_id": company["id"], "platform_key": "mqjo", "data_set": data_set}
    return Books(api, company, api.control("/link", wanted)["connection"])


def invoice(customer: str, amount: float = 100, **more: Any) -> Document:
    """An invoice of one line, with ten percent of tax."""
    return {
        "customerRef": {"id": customer},
        "issueDate": DAY,
        "status": "Submitted",
        "totalTaxAmount": amount / 10,
        "totalAmount": amount * 1.1,
        "amountDue": amount * 1.1,
        "lineItems": [
            {
                "unitAmount": amount,
                "quantity": 1,
                "taxRateRef": {"id": TAX_10},
                "accountRef": {"id": chart.SALES},
            }
        ],
        **more,
    }
