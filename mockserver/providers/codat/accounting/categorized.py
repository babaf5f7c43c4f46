"""Statements as lists of accounts with the categories that Codat suggests for them.

Source: the Lending API specification, categorized statements. They are those of the Accounting API,
laid flat: a month after the other, newest first, in the order of the categories.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, store
from mockserver.providers.codat.accounting import copies, ledger, reports
from mockserver.providers.codat.books.levels import CONFIDENCE, levels_of
from mockserver.providers.codat.lookup import company_of
from mockserver.providers.codat.schemas.accounting.categorized import CategorizedStatement
from mockserver.providers.codat.schemas.accounting.queries import (
    CategorizedQuery,
    DatedCategorizedQuery,
)
from mockserver.providers.codat.timestamps import TICKS_PER_MS, precise
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Problem

api = Api()
Document = dict[str, Any]
SOURCE = "Lending API specification"


def _lines(node: Document) -> Iterator[Document]:
    """The lines of a statement's tree that stand for an account."""
    if node["accountId"]:
        yield node
    for below in node["items"]:
        yield from _lines(below)


def _items(period: Document, accounts: Mapping[str, Document]) -> list[Document]:
    trees = [part for part in period.values() if isinstance(part, dict)]
    found = [
        {
            "date": period.get("date") or period["toDate"],
            "balance": line["value"],
            "accountId": line["accountId"],
            "accountName": line["name"],
            "levels": levels_of(accounts.get(line["accountId"]) or line),
        }
        for tree in trees
        for line in _lines(tree)
    ]
    return [_categorized(item) for item in sorted(found, key=lambda item: item["levels"])]


def _categorized(item: Document) -> Document:
    levels = [{"levelName": level, "confidence": CONFIDENCE} for level in item["levels"]]
    return item | {"accountCategory": {"status": "Suggested", "levels": levels}}


def _statement(
    data_type: str, word: str, made: Callable[[Sandbox, str, Document], Document]
) -> Callable[..., Document]:
    def handler(sandbox: Sandbox, company_id: str, query: Document) -> Document:
        company = company_of(sandbox, company_id)
        wanted = {"periodLength": 1, "periodsToCompare": query["numberOfPeriods"]}
        wanted |= {"startMonth": query["reportDate"]} if "reportDate" in query else {}
        try:
            statement = made(sandbox, company_id, wanted)
        except Problem as problem:
            if problem.code == errors.NOT_REQUESTED:  # 409 is not among the published answers
                raise errors.no_record(data_type, company_id) from None
            raise
        accounts = _accounts(sandbox, company_id, data_type)
        items = [item for one in statement["reports"] for item in _items(one, accounts)]
        info = {
            "currency": statement["currency"],
            "reportName": f"Enhanced{word}Accounts",
            "companyName": company["name"],
            "generatedDate": precise(sandbox.now * TICKS_PER_MS),
        }
        return {"reportInfo": info, "reportItems": items}

    handler.__doc__ = f"The accounts of {data_type} with their categories, month by month."
    return handler


def _accounts(sandbox: Sandbox, company_id: str, data_type: str) -> dict[str, Document]:
    connection = copies.of_company(sandbox, company_id, data_type).connection
    shelf = ledger.opened(sandbox, connection, "chartOfAccounts")
    return {account["id"]: account for account in store.copied_bodies(sandbox, shelf)}


for kind, called, statement_of, asked in (
    ("profitAndLoss", "ProfitAndLoss", reports.get_profit_and_loss, CategorizedQuery()),
    ("balanceSheet", "BalanceSheet", reports.get_balance_sheet, DatedCategorizedQuery()),
):
    api.get(
        f"{reports.REPORTS}/enhanced{called}/accounts",
        query=asked,
        returns=(200, CategorizedStatement()),
        name=f"getCategorized{called}",
        source=f"{SOURCE}, categorized statements",
        evidence=SPEC,
        refuses=(400, 401, 404, 429),
        tags=("Reports",),
    )(_statement(kind, called, statement_of))
