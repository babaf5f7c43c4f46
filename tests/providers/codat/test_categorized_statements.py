"""Statements with categories: the levels of accounts, the day that is asked for, the definition."""

from pathlib import Path

import pytest

from mockserver.providers.codat.books import chart
from mockserver.providers.codat.books.levels import levels_of
from tests.providers.codat import official
from tests.providers.codat.conftest import Api


@pytest.mark.parametrize(
    ("account", "levels"),
    [
        ({"name": "Wages", "type": "Expense"}, ["Expense", "CostOfSales"]),
        ({"name": "Insurance", "type": "Expense"}, ["Expense", "Operating"]),
        ({"name": "A bank", "isBankAccount": True}, ["Asset", "Current", "Bank"]),
        ({"name": "Owners", "type": "Equity", "fullyQualifiedCategory": "Equity"}, ["Equity"]),
        ({"type": "Liability"}, ["Liability", "Current"]),
    ],
)
def test_an_account_has_the_published_levels_or_those_of_its_category(
    account: dict[str, object], levels: list[str]
) -> None:
    assert levels_of(account) == levels


def test_every_account_of_the_chart_has_levels_of_its_own_kind() -> None:
    kinds = {(account["type"], levels_of(account)[0]) for account in chart.records("GBP")}

    assert kinds == {(kind, kind) for kind in ("Asset", "Equity", "Expense", "Income", "Liability")}


def test_the_day_of_a_statement_is_written_in_two_ways(api: Api) -> None:
    company, _ = api.synced()
    path = f"/companies/{company['id']}/reports/enhancedProfitAndLoss/accounts"
    newest = api.get(path, params={"numberOfPeriods": 1}).json()["reportItems"][0]["date"]
    year, month, _ = newest[:10].split("-")

    day_first = api.get(path, params={"reportDate": f"01-{month}-{year}", "numberOfPeriods": 1})
    day_last = api.get(path, params={"reportDate": f"{year}-{month}-01", "numberOfPeriods": 1})

    assert day_first.json()["reportItems"] == day_last.json()["reportItems"]
    assert day_first.json()["reportItems"][0]["date"] == newest


@pytest.mark.parametrize("name", ["ProfitAndLoss", "BalanceSheet"])
def test_a_statement_satisfies_the_official_definition(api: Api, shared: Path, name: str) -> None:
    specification = official.document(
        shared / "providers" / "codat" / "openapi" / "Codat-Assess.yaml"
    )
    company, _ = api.synced()
    path = f"/companies/{company['id']}/reports/enhanced{name}/accounts"

    answer = api.get(path, params={"reportDate": "29-09-2099"}).json()

    assert answer["reportItems"]
    reference = "#/components/schemas/EnhancedReport"
    assert official.complaints(specification, reference, answer) == []
    assert official.nulls(answer) == []
