"""Statements and aged reports, worked out from what was fetched.

Source: the Accounting API specification, reports. The statements are made of the journal entries
that were fetched last.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from marshmallow import Schema

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, store
from mockserver.providers.codat.accounting import copies, ledger
from mockserver.providers.codat.accounting.copies import Copy
from mockserver.providers.codat.books import aged, data_sets, statements
from mockserver.providers.codat.schemas.accounting import reports as shapes
from mockserver.providers.codat.schemas.accounting.queries import AgedQuery, StatementQuery
from mockserver.providers.codat.timestamps import TICKS_PER_MS, precise
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Problem

api = Api()
Document = dict[str, Any]
FINANCIALS = "/companies/{companyId}/data/financials"
REPORTS = "/companies/{companyId}/reports"
_FACTS: dict[str, Any] = {"evidence": SPEC, "tags": ("Reports",)}
# report → who, their documents, their credits, the arithmetic, the shape
AGED: Mapping[str, tuple[str, str, str, Callable[..., list[Document]], type[Schema]]] = {
    "agedDebtor": (
        "customers", "invoices", "creditNotes", aged.debtors, shapes.AgedDebtorReport
    ),
    "agedCreditor": (
        "suppliers", "bills", "billCreditNotes", aged.creditors, shapes.AgedCreditorReport
    ),
}  # fmt: skip


def _statement(data_type: str, shape: type[Schema], name: str, handler: Callable[..., Any]) -> None:
    api.get(
        f"{FINANCIALS}/{data_type}",
        query=StatementQuery(),
        returns=(200, shape()),
        source=f"Accounting API specification, {data_type}",
        refuses=(400, 401, 404, 409, 429),
        name=name,
        **_FACTS,
    )(handler)


def get_balance_sheet(sandbox: Sandbox, company_id: str, query: Document) -> Document:
    """What there is, at the end of each period, newest first."""
    copy = copies.of_company(sandbox, company_id, "balanceSheet")
    return _made(sandbox, copy, query, statements.balance_sheet, _sums(sandbox, copy))


def get_profit_and_loss(sandbox: Sandbox, company_id: str, query: Document) -> Document:
    """What each period earned, newest first."""
    copy = copies.of_company(sandbox, company_id, "profitAndLoss")
    return _made(sandbox, copy, query, statements.profit_and_loss, _sums(sandbox, copy))


def get_cash_flow_statement(sandbox: Sandbox, company_id: str, query: Document) -> Document:
    """Where each period's money came from and went to, newest first."""
    copy = copies.of_company(sandbox, company_id, "cashFlowStatement")
    entries = ledger.opened(sandbox, copy.connection, "journalEntries")
    banks = [one["id"] for one in _copied(sandbox, copy, "chartOfAccounts") if _is_bank(one)]
    sums = store.cash_sums(sandbox, entries, banks)
    return _made(sandbox, copy, query, statements.cash_flow, sums)


_statement("balanceSheet", shapes.BalanceSheet, "getBalanceSheet", get_balance_sheet)
_statement("profitAndLoss", shapes.ProfitAndLoss, "getProfitAndLoss", get_profit_and_loss)
_statement(
    "cashFlowStatement", shapes.CashFlowStatement, "getCashFlowStatement", get_cash_flow_statement
)


def _sums(sandbox: Sandbox, copy: Copy) -> list[store.Sum]:
    return store.sums(sandbox, ledger.opened(sandbox, copy.connection, "journalEntries"))


def _made(
    sandbox: Sandbox,
    copy: Copy,
    query: Document,
    statement: Callable[..., Document],
    sums: list[store.Sum],
) -> Document:
    newest = query.get("startMonth")
    return statement(
        _copied(sandbox, copy, "chartOfAccounts"),
        sums,
        data_sets.about(copy.connection["data_set"] or ledger.EMPTY)["currency"],
        None if newest is None else date.fromisoformat(newest[:10]),
        query["periodLength"],
        query["periodsToCompare"],
    )


def _is_bank(account: Document) -> bool:
    return bool(account.get("isBankAccount"))


def _copied(sandbox: Sandbox, copy: Copy, data_type: str) -> Iterator[Document]:
    return store.copied_bodies(sandbox, ledger.opened(sandbox, copy.connection, data_type))


def _aged_report(report: str) -> Callable[..., Document]:
    contacts, documents, credits_, made, _ = AGED[report]

    def handler(sandbox: Sandbox, company_id: str, query: Document) -> Document:
        copy = _fetched(sandbox, company_id, report)
        if copy is None:
            raise errors.no_record(report, company_id)
        now = precise(sandbox.now * TICKS_PER_MS)
        at = _with_digits(query["reportDate"]) if "reportDate" in query else now
        found = made(
            *(_copied(sandbox, copy, name) for name in (contacts, documents, credits_)),
            date.fromisoformat(at[:10]),
            query["numberOfPeriods"],
            query["periodLengthDays"],
        )
        return {"generated": now, "reportDate": at, "data": found}

    handler.__doc__ = f"How much is owed for how long: {contacts}."
    return handler


def _with_digits(moment: str) -> str:
    """`2023-05-02T00:00:00` → `2023-05-02T00:00:00.0000000Z`."""
    whole, _, fraction = moment.partition(".")
    return f"{whole}.{fraction[:7]:0<7}Z"


def _availability(report: str) -> Callable[..., bool]:
    def handler(sandbox: Sandbox, company_id: str) -> bool:
        return _fetched(sandbox, company_id, report) is not None

    handler.__doc__ = f"Whether what {report} needs was fetched."
    return handler


def _fetched(sandbox: Sandbox, company_id: str, report: str) -> Copy | None:
    """The copy of the documents that a report is about; None unless all it needs was fetched."""
    try:
        found = [copies.of_company(sandbox, company_id, name) for name in AGED[report][:3]]
    except Problem as problem:
        if problem.code != errors.NOT_REQUESTED:
            raise
        return None
    return found[1]


for word, facts in AGED.items():
    called = word[:1].upper() + word[1:]
    api.get(
        f"{REPORTS}/{word}",
        query=AgedQuery(),
        returns=(200, facts[-1]()),
        source=f"Accounting API specification, {word}",
        refuses=(400, 401, 404, 429),
        name=f"get{called}sReport",
        **_FACTS,
    )(_aged_report(word))
    api.get(
        f"{REPORTS}/{word}/available",
        returns=(200, None),
        source=f"Accounting API specification, {word}, availability",
        refuses=(401, 404, 429),
        name=f"is{called}sReportAvailable",
        **_FACTS,
    )(_availability(word))
