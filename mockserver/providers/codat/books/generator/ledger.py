"""The ledger: entries that people write, entries of documents, and the balances that follow."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mockserver.providers.codat.books import bank, chart, posting
from mockserver.providers.codat.books.generator.desk import Desk, text
from mockserver.providers.codat.books.generator.recipe import ANCHOR, DAYS
from mockserver.providers.codat.books.ids import derived
from mockserver.providers.codat.books.money import ZERO, money, number

Document = dict[str, Any]
_OFFICE, _COMPUTERS = "724ca578-8b5d-4bdb-ad45-e3820eee9de9", "be3eb911-034b-42de-95db-0d58ac978b7f"
_LOAN, _WAGES = "55008233-40e7-41ac-84af-2255fa028c2e", "7f6a0e92-65be-4333-9a0a-d981b03bedd1"
_DEPRECIATION = "940c8a59-3348-4a0b-a1b1-781d9f29cc8b"
_INTEREST, _ACCRUALS = (
    "78785fd7-f197-4c34-aa17-6e76b9255d34",
    "e2530acd-91c8-48f8-a35f-935dbd7432e2",
)
_BANK_FEES, _GIFTS = "f3aa84fe-5c31-4107-b207-7e0419f636d7", "cbf82e0d-87a7-464d-b567-9274ea94a1c0"
_CREDIT_CARD = "62060aae-e5a6-4db5-a3bb-6abec6d47959"
_OPENING = (
    (chart.BANK, 180_000),
    (_OFFICE, 46_500),
    (_COMPUTERS, 31_250),
    (_LOAN, -95_000),
    (_CREDIT_CARD, -2_400),
    (chart.RETAINED_EARNINGS, -160_350),
)


def fill(desk: Desk) -> None:
    """Post everything, and say what it comes to."""
    if desk.recipe.months:
        _write(desk, ANCHOR - timedelta(days=DAYS), "Opening balances", _OPENING)
        for back in range(desk.recipe.months):
            _month(desk, _month_end(back))
    _post(desk)
    _follow(desk)


def _month_end(back: int) -> date:
    """The last day of the month that many months before that of the day after the anchor."""
    day = ANCHOR + timedelta(days=1)
    for _ in range(back + 1):
        day = day.replace(day=1) - timedelta(days=1)
    return day


def _month(desk: Desk, day: date) -> None:
    """What is written at the end of each month."""
    wages, wear, fees = desk.count(5_800, 6_600), desk.count(480, 620), desk.cents(12, 48)
    interest, gift = desk.cents(380, 430), desk.cents(40, 250)
    _write(desk, day, "Wages", ((_WAGES, wages), (chart.BANK, -wages)), chart.PAYROLL_JOURNAL)
    worn = ((_DEPRECIATION, wear), (_OFFICE, -wear))
    _write(desk, day, "Depreciation", worn)
    _write(desk, day, "Bank charges", ((_BANK_FEES, fees), (chart.BANK, -fees)))
    _write(desk, day, "Interest on the loan", ((_INTEREST, interest), (_ACCRUALS, -interest)))
    _write(desk, day, "Donation", ((_GIFTS, gift), (chart.BANK, -gift)))
    earned = desk.cents(60, 480)
    _write(desk, day, "Scrap sold", ((chart.BANK, earned), (chart.OTHER_REVENUE, -earned)))


def _write(
    desk: Desk,
    day: date,
    description: str,
    moved: Any,
    journal: str = chart.GENERAL_JOURNAL,
) -> None:
    names = {one["id"]: one["name"] for one in desk.books["journals"]}
    desk.books["journalEntries"].append(
        {
            "id": desk.document_id(),
            "description": description,
            "postedOn": text(day),
            "createdOn": text(day),
            "journalRef": {"id": journal, "name": names[journal]},
            "journalLines": [
                {
                    "description": description,
                    "netAmount": number(Decimal(amount)),
                    "currency": desk.recipe.currency,
                    "accountRef": chart.ref(account),
                }
                for account, amount in moved
            ],
        }
    )


def _post(desk: Desk) -> None:
    for data_type in posting.POSTED_TYPES:
        if data_type == "journalEntries":
            continue
        for record in desk.books[data_type]:
            own_id = derived(record["id"], "journal entry")
            made = posting.entry(data_type, record, own_id, desk.recipe.currency, chart.NAMES)
            if made:
                desk.books["journalEntries"].append(made)
    desk.books["journalEntries"].sort(key=lambda entry: entry["postedOn"])
    for entry in desk.books["journalEntries"]:
        entry["updatedOn"] = entry["createdOn"]


def _follow(desk: Desk) -> None:
    """Account transactions, statements of the bank, and balances."""
    banks = {one["id"]: one["accountName"] for one in desk.books["bankAccounts"]}
    balances: dict[str, Decimal] = defaultdict(lambda: ZERO)
    at_bank: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry in desk.books["journalEntries"]:
        for line in entry["journalLines"]:
            balances[line["accountRef"]["id"]] += money(line["netAmount"])
        desk.books["accountTransactions"] += [
            made | {"sourceModifiedDate": entry["postedOn"]}
            for made in bank.account_transactions(entry, banks, desk.recipe.currency)
        ]
        for told in bank.bank_transactions(entry, banks):
            at_bank[told["accountId"]] += money(told["amount"])
            balance = number(at_bank[told["accountId"]])
            moment = {"sourceModifiedDate": entry["postedOn"]}
            desk.books["bankTransactions"].append(told | {"balance": balance} | moment)
    for account in desk.books["chartOfAccounts"]:
        account["currentBalance"] = number(balances[account["id"]])
    for account in desk.books["bankAccounts"]:
        account["balance"] = account["availableBalance"] = number(at_bank[account["id"]])
