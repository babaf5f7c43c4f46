"""Aged debtors and creditors: who owes how much, by the age of the documents.

Reports run on issue dates, and hold what was issued before the day of the report; the last bucket
is open-ended. Source: the definition of the aged reports in the Lending API, and its samples.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mockserver.providers.codat.books.allocation import left_of
from mockserver.providers.codat.books.money import number, total
from mockserver.providers.codat.books.posting import NOT_POSTED

Document = dict[str, Any]
PERIODS, PERIOD_DAYS = 4, 30
_BEGINNING = "0001-01-01"


@dataclass(frozen=True)
class Bucket:
    """Days from `first` on, up to but without `end`."""

    first: str
    end: str


@dataclass(frozen=True)
class Side:
    """Debtors or creditors: members of documents and of the report."""

    ref: str
    ref_name: str
    contact_name: str
    id_member: str
    name_member: str
    kinds: tuple[tuple[str, str, int], ...]  # data type, name in the details, sign


DEBTORS = Side(
    "customerRef",
    "companyName",
    "customerName",
    "customerId",
    "customerName",
    (("invoices", "Invoices", 1), ("creditNotes", "CreditNotes", -1)),
)
CREDITORS = Side(
    "supplierRef",
    "supplierName",
    "supplierName",
    "supplierId",
    "supplierName",
    (("bills", "Bills", 1), ("billCreditNotes", "BillCreditNotes", -1)),
)


def debtors(
    customers: Iterable[Document],
    invoices: Iterable[Document],
    credit_notes: Iterable[Document],
    report_date: date,
    count: int = PERIODS,
    days: int = PERIOD_DAYS,
) -> list[Document]:
    """`data` of the aged debtors. Raises ValueError for numbers below one."""
    return _report(DEBTORS, customers, (invoices, credit_notes), buckets(report_date, count, days))


def creditors(
    suppliers: Iterable[Document],
    bills: Iterable[Document],
    bill_credit_notes: Iterable[Document],
    report_date: date,
    count: int = PERIODS,
    days: int = PERIOD_DAYS,
) -> list[Document]:
    """`data` of the aged creditors. Raises ValueError for numbers below one."""
    found = buckets(report_date, count, days)
    return _report(CREDITORS, suppliers, (bills, bill_credit_notes), found)


def buckets(report_date: date, count: int, days: int) -> list[Bucket]:
    """The buckets of a report, newest first; the last one goes back to the beginning."""
    if count < 1 or days < 1:
        raise ValueError("an aged report has one period or more, of one day or more")
    found, end = [], report_date
    for _ in range(count - 1):
        if (end - date.min).days <= days:
            break
        first = end - timedelta(days=days)
        found.append(Bucket(first.isoformat(), end.isoformat()))
        end = first
    return [*found, Bucket(_BEGINNING, end.isoformat())]


def _report(
    side: Side,
    contacts: Iterable[Document],
    documents: tuple[Iterable[Document], Iterable[Document]],
    spans: list[Bucket],
) -> list[Document]:
    names = {one["id"]: one.get(side.contact_name) or "" for one in contacts}
    owed: dict[str, dict[str, dict[tuple[Bucket, str], list[Any]]]] = {}
    for (data_type, detail, sign), found in zip(side.kinds, documents, strict=True):
        for record in found:
            party = (record.get(side.ref) or {}).get("id")
            span = _bucket(spans, str(record.get("issueDate") or "")[:10])
            if record.get("status") in NOT_POSTED or not party or span is None:
                continue
            names.setdefault(party, record[side.ref].get(side.ref_name) or "")
            money_of = owed.setdefault(party, {}).setdefault(record.get("currency") or "", {})
            left = sign * left_of(data_type, record, f"{spans[0].end}T")
            money_of.setdefault((span, detail), []).append(left)
    order = sorted(owed, key=lambda party: (names[party].upper(), party))
    return [
        {
            side.id_member: party,
            side.name_member: names[party],
            "agedCurrencyOutstanding": [
                {"currency": currency, "agedOutstandingAmounts": _amounts(side, spans, amounts)}
                for currency, amounts in owed[party].items()
            ],
        }
        for party in order
    ]


def _amounts(
    side: Side, spans: list[Bucket], owed: dict[tuple[Bucket, str], list[Any]]
) -> list[Document]:
    rows = []
    for span in spans:
        details = [
            {"name": name, "amount": number(total(owed[span, name]))}
            for _, name, _ in side.kinds
            if (span, name) in owed
        ]
        rows.append(
            {
                "fromDate": f"{span.first}T00:00:00.0000000",
                "toDate": f"{span.end}T00:00:00.0000000",
                "amount": number(total(total(owed[key]) for key in owed if key[0] == span)),
                "details": details,
            }
        )
    return rows


def _bucket(spans: list[Bucket], day: str) -> Bucket | None:
    return next((span for span in spans if span.first <= day < span.end), None)
