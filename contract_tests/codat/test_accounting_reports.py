"""Statements, aged reports, and files of records."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies
from contract_tests.codat.accounting import Books, books
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

CENT = 0.005
PERIODS = {"periodLength": "1", "periodsToCompare": "3"}
STATEMENTS = ["balanceSheet", "profitAndLoss", "cashFlowStatement"]
ATTACHED = ["bills", "customers", "directCosts", "directIncomes", "invoices", "purchaseOrders"]
REPORTS = "Accounting API specification, reports"
LENDING = "Lending API specification, categorized statements"


def statement(found: Books, name: str, **query: str) -> dict[str, Any]:
    path = found.path(f"/data/financials/{name}")
    answer: dict[str, Any] = expect(found.get(path, **(PERIODS | query)), 200)
    return answer


def nodes(line: dict[str, Any]) -> list[dict[str, Any]]:
    """A line of a statement and all below it."""
    return [line, *(node for item in line["items"] for node in nodes(item))]


@pytest.mark.spec(REPORTS)
def test_the_balance_sheet_balances(target: Target) -> None:
    sheet = statement(books(target, "balanceSheet"), "balanceSheet")

    apart = [
        abs(one["assets"]["value"] - one["liabilities"]["value"] - one["netAssets"])
        for one in sheet["reports"]
    ]
    owned = [abs(one["netAssets"] - one["equity"]["value"]) for one in sheet["reports"]]
    days = [one["date"] for one in sheet["reports"]]
    assert len(days) == 3
    assert days == sorted(days, reverse=True)
    assert days[0] == sheet["mostRecentAvailableMonth"]
    assert max(apart) < CENT
    assert max(owned) < 2 * CENT + 0.01


@pytest.mark.spec(REPORTS)
def test_the_profit_is_what_is_left_of_the_income(target: Target) -> None:
    answer = statement(books(target, "profitAndLoss"), "profitAndLoss")
    newest = answer["reports"][0]

    gross = newest["income"]["value"] - newest["costOfSales"]["value"]
    operating = gross - newest["expenses"]["value"]
    other = newest["otherIncome"]["value"] - newest["otherExpenses"]["value"]
    assert newest["grossProfit"] == pytest.approx(gross, abs=CENT)
    assert newest["netOperatingProfit"] == pytest.approx(operating, abs=CENT)
    assert newest["netOtherIncome"] == pytest.approx(other, abs=CENT)
    assert newest["netProfit"] == pytest.approx(operating + other, abs=CENT)
    assert answer["reportBasis"] == "Unknown"


@pytest.mark.spec(REPORTS)
def test_the_cash_flow_is_told_by_receipts_and_payments(target: Target) -> None:
    answer = statement(books(target, "cashFlowStatement"), "cashFlowStatement")

    newest = answer["reports"][0]
    assert answer["reportBasis"] == "Cash"
    assert answer["reportInput"] == "Direct"
    assert newest["cashReceipts"]["accountId"] == "cashReceipts"
    assert newest["cashPayments"]["accountId"] == "cashPayments"


@pytest.mark.spec(REPORTS)
@pytest.mark.parametrize("name", STATEMENTS)
def test_groups_of_a_statement_are_the_sum_of_their_lines(target: Target, name: str) -> None:
    newest = statement(books(target, name), name)["reports"][0]

    trees = [part for part in newest.values() if isinstance(part, dict)]
    groups = [node for tree in trees for node in nodes(tree) if node["items"]]
    apart = [abs(g["value"] - sum(item["value"] for item in g["items"])) for g in groups]
    assert groups
    assert max(apart) < 2 * CENT


@pytest.mark.assumed("that startMonth is the newest month is a reading of its description")
def test_a_statement_ends_with_the_month_that_is_asked_for(target: Target) -> None:
    found = books(target, "profitAndLoss")
    months = [one["fromDate"] for one in statement(found, "profitAndLoss")["reports"]]

    earlier = statement(found, "profitAndLoss", startMonth=months[1], periodLength="2")

    assert earlier["reports"][0]["fromDate"] == months[2]
    assert earlier["reports"][0]["toDate"] < months[0]


@pytest.mark.spec(REPORTS)
@pytest.mark.parametrize("missing", list(PERIODS))
@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_needs_to_know_its_periods(target: Target, name: str, missing: str) -> None:
    found = books(target)
    query = {key: value for key, value in PERIODS.items() if key != missing}

    companies.refusal(found.get(found.path(f"/data/financials/{name}"), **query), 400)


@pytest.mark.spec(REPORTS)
@pytest.mark.parametrize(
    ("report", "who"), [("agedDebtor", "customerId"), ("agedCreditor", "supplierId")]
)
def test_an_aged_report_sorts_what_is_owed_by_its_age(
    target: Target, report: str, who: str
) -> None:
    found = books(target, "invoices", "bills")
    path = found.path(f"/reports/{report}")

    available = expect(found.get(f"{path}/available"), 200)
    answer = expect(found.get(path, numberOfPeriods="3", periodLengthDays="10"), 200)

    owed = [currency for one in answer["data"] for currency in one["agedCurrencyOutstanding"]]
    buckets = [bucket for currency in owed for bucket in currency["agedOutstandingAmounts"]]
    apart = [
        abs(bucket["amount"] - sum(detail["amount"] for detail in bucket["details"]))
        for bucket in buckets
    ]
    assert available is True
    assert answer["data"][0][who]
    assert buckets[2]["fromDate"] == "0001-01-01T00:00:00.0000000"
    assert len(buckets) == 3 * len(owed)
    assert max(apart) < 2 * CENT


@pytest.mark.spec(REPORTS)
def test_nothing_is_aged_that_was_never_fetched(target: Target) -> None:
    query = {"query": "dataConnections.status=PendingAuth", "pageSize": "1"}
    company = expect(target.session.get("/companies", params=query), 200)["results"][0]
    path = f"/companies/{company['id']}/reports/agedDebtor"

    assert expect(target.session.get(f"{path}/available"), 200) is False
    companies.refusal(target.session.get(path), 404)


@pytest.mark.spec("Accounting API specification, PDFs of invoices and purchase orders")
@pytest.mark.parametrize("data_type", ["invoices", "purchaseOrders"])
def test_documents_can_be_had_as_pdf(target: Target, data_type: str) -> None:
    found = books(target, data_type)
    record = found.page(data_type, pageSize="1")["results"][0]

    response = found.get(f"{found.of(data_type)}/{record['id']}/pdf")

    assert_status(response, 200)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    companies.refusal(found.get(f"{found.of(data_type)}/no-such-record/pdf"), 404)


@pytest.mark.spec("Accounting API specification, attachments")
@pytest.mark.parametrize("data_type", ATTACHED)
def test_the_attachments_of_a_record_are_listed(target: Target, data_type: str) -> None:
    found = books(target, data_type)
    record = found.page(data_type, pageSize="1")["results"][0]

    path = found.at_connection(f"{data_type}/{record['id']}/attachments")
    listed = expect(found.get(path), 200)

    assert list(listed) == ["attachments"]
    companies.refusal(found.get(f"{path}/no-such-file"), 404)


@pytest.mark.needs("disposable")
@pytest.mark.spec("Accounting API specification, download attachments")
def test_an_attachment_is_described_and_downloaded(target: Target) -> None:
    found = books(target, "bills")
    bills = found.page("bills", pageSize="20")["results"]
    paths = [found.at_connection(f"bills/{bill['id']}/attachments") for bill in bills]
    path = next(path for path in paths if expect(found.get(path), 200)["attachments"])
    listed = expect(found.get(path), 200)["attachments"][0]

    single = expect(found.get(f"{path}/{listed['id']}"), 200)
    download = found.get(f"{path}/{listed['id']}/download")

    assert single == listed
    assert_status(download, 200)
    assert download.headers["Content-Type"] == "application/octet-stream"
    assert len(download.content) == listed["fileSize"]


def categorized(found: Books, name: str, **query: str) -> list[dict[str, Any]]:
    path = found.path(f"/reports/enhanced{name}/accounts")
    answer: dict[str, Any] = expect(found.get(path, **query), 200)
    assert answer["reportInfo"]["reportName"] == f"Enhanced{name}Accounts"
    items: list[dict[str, Any]] = answer["reportItems"]
    return items


@pytest.mark.spec(LENDING)
def test_the_categorized_balance_sheet_is_the_balance_sheet_laid_flat(target: Target) -> None:
    found = books(target, "balanceSheet")
    sheet = statement(found, "balanceSheet")
    year, month, day = sheet["mostRecentAvailableMonth"][:10].split("-")

    items = categorized(
        found, "BalanceSheet", reportDate=f"{day}-{month}-{year}", numberOfPeriods="3"
    )

    assert [one["date"] for one in sheet["reports"]] == list(
        dict.fromkeys(item["date"] for item in items)
    )
    newest = sheet["reports"][0]
    lines = [line for part in ("assets", "liabilities", "equity") for line in nodes(newest[part])]
    values = {line["accountId"]: line["value"] for line in lines if line["accountId"]}
    assert values == {
        item["accountId"]: item["balance"] for item in items if item["date"] == newest["date"]
    }


@pytest.mark.spec(LENDING)
def test_accounts_of_the_profit_have_suggested_categories_in_their_order(target: Target) -> None:
    items = categorized(books(target, "profitAndLoss"), "ProfitAndLoss", numberOfPeriods="1")

    levels = [[level["levelName"] for level in item["accountCategory"]["levels"]] for item in items]
    assert {item["accountCategory"]["status"] for item in items} == {"Suggested"}
    assert {one[0] for one in levels} == {"Expense", "Income"}
    assert levels == sorted(levels)


@pytest.mark.spec(LENDING)
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("BalanceSheet", {}),
        ("BalanceSheet", {"reportDate": "yesterday"}),
        ("ProfitAndLoss", {"reportDate": "31-02-2024"}),
        ("ProfitAndLoss", {"numberOfPeriods": "0"}),
    ],
)
def test_a_categorized_statement_needs_days_and_numbers_that_can_be(
    target: Target, name: str, query: dict[str, str]
) -> None:
    found = books(target, "balanceSheet", "profitAndLoss")

    response = found.get(found.path(f"/reports/enhanced{name}/accounts"), **query)

    companies.refusal(response, 400)


@pytest.mark.writes
@pytest.mark.assumed("409 is not among the published answers, which one it is instead is not said")
@pytest.mark.parametrize("name", ["BalanceSheet", "ProfitAndLoss"])
def test_a_categorized_statement_needs_data(target: Target, name: str) -> None:
    company = companies.create(target)
    path = companies.path(company, f"/reports/enhanced{name}/accounts")

    response = target.session.get(path, params={"reportDate": "29-09-2020"})

    companies.refusal(response, 404)
