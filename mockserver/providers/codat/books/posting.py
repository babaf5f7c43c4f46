"""Posting: which accounts a document moves, by how much; debits are positive.

The rules are those of double entry, and agree with published Sandbox data: an income of the bank
debits the bank, and credits VAT and Sales. Amounts in another currency are posted at their rate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books import chart
from mockserver.providers.codat.books.money import ZERO, money, number, rounded, total

Document = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A movement on one account."""

    account: str
    amount: Decimal
    description: str = ""


@dataclass(frozen=True)
class Trade:
    """Documents with lines: which side their total is on (1 debit), and against which account.

    Without `control` it is the bank account that their payment names.
    """

    side: int
    fallback: str
    word: str
    control: str = ""


TRADES = {
    "invoices": Trade(1, chart.SALES, "invoice", chart.RECEIVABLE),
    "creditNotes": Trade(-1, chart.SALES, "credit note", chart.RECEIVABLE),
    "bills": Trade(-1, chart.PURCHASES, "bill", chart.PAYABLE),
    "billCreditNotes": Trade(1, chart.PURCHASES, "bill credit note", chart.PAYABLE),
    "directIncomes": Trade(1, chart.SALES, "direct income"),
    "directCosts": Trade(-1, chart.PURCHASES, "direct cost"),
}
# payments → (side of the bank account, the account of the other side)
PAYMENTS = {"payments": (1, chart.RECEIVABLE), "billPayments": (-1, chart.PAYABLE)}
NOT_POSTED = frozenset({"Draft", "Void", "Unknown"})
POSTED_TYPES = (*TRADES, *PAYMENTS, "transfers", "journalEntries")
_DATES = ("issueDate", "date", "postedOn")


def lines_of(data_type: str, record: Document) -> list[Line]:
    """The movements of a document, which sum to zero; none for drafts and voided ones."""
    if record.get("status") in NOT_POSTED and data_type != "transfers":
        return []
    if record.get("status") == "Void":
        return []
    if data_type in TRADES:
        return _trade(TRADES[data_type], record)
    if data_type in PAYMENTS:
        return _payment(*PAYMENTS[data_type], record)
    if data_type == "transfers":
        return _transfer(record)
    return [
        Line(line["accountRef"]["id"], money(line["netAmount"]), line.get("description") or "")
        for line in record.get("journalLines") or ()
        if (line.get("accountRef") or {}).get("id")
    ]


def entry(
    data_type: str, record: Document, entry_id: str, currency: str, names: Mapping[str, str]
) -> Document | None:
    """The journal entry of a document, or None when it moves nothing.

    `names` has the names of accounts by id.
    """
    moved = lines_of(data_type, record)
    if not moved:
        return None
    posted_on = date_of(record)
    return {
        "id": entry_id,
        "postedOn": posted_on,
        "createdOn": posted_on,
        "journalRef": {"id": chart.GENERAL_JOURNAL, "name": "General Journal"},
        "journalLines": [
            {
                "description": line.description,
                "netAmount": number(line.amount),
                "currency": currency,
                "accountRef": chart.ref(line.account, names.get(line.account, "")),
            }
            for line in moved
        ],
        "recordRef": {"id": record["id"], "dataType": data_type},
    }


def date_of(record: Document) -> str:
    """The day on which a document counts."""
    return next(str(record[name]) for name in _DATES if record.get(name))


def bank_of(record: Document) -> str:
    """The account that a payment, or a cost or income paid at once, goes through."""
    allocations = record.get("paymentAllocations") or ()
    paid = [((one.get("payment") or {}).get("accountRef") or {}).get("id") for one in allocations]
    named = (record.get("accountRef") or {}).get("id")
    return named or next(filter(None, paid), chart.BANK)


def _trade(trade: Trade, record: Document) -> list[Line]:
    rate = _rate(record)
    name = f"{trade.word} {record['id']}"
    against: dict[str, Decimal] = {}
    for line in record.get("lineItems") or ():
        account = (line.get("accountRef") or {}).get("id") or trade.fallback
        against[account] = against.get(account, ZERO) + money(line.get("subTotal"))
    if not against:
        against[trade.fallback] = money(record.get("subTotal"))
    whole = money(record.get("totalAmount"))
    tax = whole - total(against.values())
    control = Line(trade.control or bank_of(record), trade.side * rounded(whole * rate))
    others = [Line(chart.VAT, -trade.side * rounded(tax * rate), f"Tax for {name}")] if tax else []
    others += [
        Line(account, -trade.side * rounded(amount * rate), f"Line items of {name}")
        for account, amount in against.items()
    ]
    return _balanced([control, *others])


def _payment(side: int, control: str, record: Document) -> list[Line]:
    amount = side * rounded(money(record.get("totalAmount")) * _rate(record))
    if not amount:
        return []
    return [Line(bank_of(record), amount, record.get("note") or ""), Line(control, -amount)]


def _transfer(record: Document) -> list[Line]:
    source, target = record.get("from") or {}, record.get("to") or {}
    amount = money(source.get("amount"))
    giver, taker = ((end.get("accountRef") or {}).get("id") for end in (source, target))
    if not (amount and giver and taker):
        return []
    text = record.get("description") or ""
    return [Line(taker, amount, text), Line(giver, -amount, text)]


def _balanced(lines: list[Line]) -> list[Line]:
    """Let the last line take the cents that rounding at a rate left over."""
    rest = total(line.amount for line in lines)
    last = lines[-1]
    return [*lines[:-1], Line(last.account, last.amount - rest, last.description)]


def _rate(record: Document) -> Decimal:
    return Decimal(str(record.get("currencyRate") or 1))
