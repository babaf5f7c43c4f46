"""Every read of accounting data satisfies the official definitions; so do the sample books ours."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockserver.providers.codat import PROVIDER
from mockserver.providers.codat.accounting import ledger
from mockserver.providers.codat.accounting.resources import COMPANY, RESOURCES, Resource
from mockserver.providers.codat.books import data_sets
from mockserver.providers.codat.schemas.accounting.contacts import CompanyInfo
from mockserver.testing import MockServer
from tests.providers.codat import official
from tests.providers.codat.conftest import Api

# The first document that has a path says what its answer looks like.
DOCUMENTS = (
    "Codat-Lending.yaml",
    "Codat-Sync-Payables-v1.yaml",
    "Codat-Accounting-3.0-reconstructed.yaml",
    "Codat-Accounting-2023-04.yaml",
)
PERIODS = "?periodLength=1&periodsToCompare=3"
OTHERS = {
    "/companies/{companyId}/connections/{connectionId}/data/payments": "?linkType=Invoice",
    "/companies/{companyId}/data/financials/balanceSheet": PERIODS,
    "/companies/{companyId}/data/financials/profitAndLoss": PERIODS,
    "/companies/{companyId}/data/financials/cashFlowStatement": PERIODS,
    "/companies/{companyId}/data/info": "",
    "/companies/{companyId}/reports/agedDebtor": "",
    "/companies/{companyId}/reports/agedDebtor/available": "",
    "/companies/{companyId}/reports/agedCreditor": "",
    "/companies/{companyId}/reports/agedCreditor/available": "",
}
LISTED = [one for one in RESOURCES if one.one]


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "providers" / "codat" / "openapi"


@pytest.fixture(scope="module")
def books(mock_server: MockServer) -> Iterator[tuple[Api, dict[str, str]]]:
    """A company with everything fetched, and the ids that its paths need."""
    sandbox = mock_server.sandbox(clock={"rate": 0})
    api = Api(sandbox, sandbox.codat)
    company, connection = api.linked()
    path = f"/companies/{company['id']}"
    for data_type in ("accountTransactions", "bankTransactions", "itemReceipts"):
        api.post(f"{path}/data/queue/{data_type}")
    sandbox.clock.run_until_idle()
    yield api, {"companyId": company["id"], "connectionId": connection["id"]}
    sandbox.delete()


def path_of(resource: Resource) -> str:
    above = "" if resource.level == COMPANY else "/connections/{connectionId}"
    return f"/companies/{{companyId}}{above}/data/{resource.segment}"


def complaints(folder: Path, path: str, answer: Any) -> list[str]:
    """What the vendor's own definition of this answer says against it."""
    documents = (official.document(folder / name) for name in DOCUMENTS)
    found = next(one for one in documents if "get" in one["paths"].get(path, {}))
    pointer = re.sub(r"[/{}]", lambda sign: {"/": "~1", "{": "%7B", "}": "%7D"}[sign[0]], path)
    tail = "get/responses/200/content/application~1json/schema"
    return official.complaints(found, f"#/paths/{pointer}/{tail}", answer)


@pytest.mark.parametrize("resource", LISTED, ids=lambda one: one.segment)
def test_records_are_as_they_are_officially_defined(
    books: tuple[Api, dict[str, str]], folder: Path, resource: Resource
) -> None:
    api, ids = books
    path = path_of(resource)

    page = api.get(f"{path.format(**ids)}?pageSize=200").json()
    single = api.get(f"{path.format(**ids)}/{page['results'][-1]['id']}").json()

    one_path = f"{path}/{{{resource.one}}}"
    assert complaints(folder, path, page) == []
    assert complaints(folder, one_path, single) == []
    assert official.nulls([page, single]) == []


@pytest.mark.parametrize(("path", "query"), OTHERS.items(), ids=lambda text: text[-25:])
def test_other_reads_are_as_they_are_officially_defined(
    books: tuple[Api, dict[str, str]], folder: Path, path: str, query: str
) -> None:
    api, ids = books

    response = api.get(path.format(**ids) + query)

    assert response.status_code == 200
    assert complaints(folder, path, response.json()) == []
    assert official.nulls(response.json()) == []


def test_bank_transactions_are_as_they_are_officially_defined(
    books: tuple[Api, dict[str, str]], folder: Path
) -> None:
    api, ids = books
    root = "/companies/{companyId}/connections/{connectionId}/data/bankAccounts"
    account = api.get(root.format(**ids) + "?query=balance>0").json()["results"][0]["id"]

    page = api.get(f"{root.format(**ids)}/{account}/bankTransactions").json()

    assert page["totalResults"] > 0
    assert complaints(folder, f"{root}/{{accountId}}/bankTransactions", page) == []


def test_attachments_are_as_they_are_officially_defined(
    books: tuple[Api, dict[str, str]], folder: Path
) -> None:
    api, ids = books
    root = "/companies/{companyId}/connections/{connectionId}/data/invoices"
    invoices = api.get(f"/companies/{ids['companyId']}/data/invoices").json()["results"]
    paths = [f"{root.format(**ids)}/{invoice['id']}/attachments" for invoice in invoices]
    listed = [api.get(path).json() for path in paths]

    path, found = next(
        (path, one) for path, one in zip(paths, listed, strict=True) if one["attachments"]
    )
    single = api.get(f"{path}/{found['attachments'][0]['id']}").json()

    official_path = f"{root}/{{invoiceId}}/attachments"
    assert complaints(folder, official_path, found) == []
    assert complaints(folder, f"{official_path}/{{attachmentId}}", single) == []


def test_all_reads_of_the_accounting_api_are_served(folder: Path) -> None:
    document = official.document(folder / "Codat-Accounting-3.0-reconstructed.yaml")
    published = {path for path, item in document["paths"].items() if "get" in item}
    served = {operation.path for operation in PROVIDER.operations if operation.method == "GET"}

    options = {path for path in published if path.rpartition("/")[0].endswith("/options")}

    assert published - served - options == set()


@pytest.mark.parametrize("data_set", ["small", "us", "empty"])
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.data_type)
def test_sample_records_have_the_shape_that_is_published_and_are_in_order(
    data_set: str, resource: Resource
) -> None:
    records = list(data_sets.records(data_set, resource.data_type))

    loaded = resource.shape(many=True).load(records)

    places = [ledger.place(resource.data_type, record) for record in records]
    assert loaded == records
    assert places == sorted(places)


@pytest.mark.parametrize("data_set", ["small", "us", "empty", "standard"])
def test_sample_companies_have_the_shape_that_is_published(data_set: str) -> None:
    (company,) = data_sets.records(data_set, "company")

    assert CompanyInfo().load(company) == company
