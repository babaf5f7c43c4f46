"""Adding it all up: what does not agree in a set of books.

Written without the program's own rules, from what double entry and the published data demand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

Document = dict[str, Any]
Books = Mapping[str, list[Document]]
RECEIVABLE = "1b6266d1-1e44-46c5-8eb5-a8f98e03124e"
PAYABLE = "53bf27a7-7497-4c61-9887-dfaad5c6d80a"
NOT_POSTED = ("Draft", "Void")
# data type → what is left of it, the member with its tax, and the sign of what is left
OWED = {
    "invoices": ("amountDue", "totalTaxAmount", 1),
    "creditNotes": ("remainingCredit", "totalTaxAmount", -1),
    "bills": ("amountDue", "taxAmount", 1),
    "billCreditNotes": ("remainingCredit", "totalTaxAmount", -1),
}
WITH_LINES = (*OWED, "directCosts", "directIncomes", "purchaseOrders", "salesOrders")
PAYMENTS = {
    "payments": {"Invoice": "invoices", "CreditNote": "creditNotes"},
    "billPayments": {"Bill": "bills", "CreditNote": "billCreditNotes"},
}
POSTED = (*OWED, *PAYMENTS, "directCosts", "directIncomes", "transfers")
REFERENCES = {
    "customerRef": "customers",
    "supplierRef": "suppliers",
    "accountRef": "chartOfAccounts",
    "bankAccountRef": "bankAccounts",
    "taxRateRef": "taxRates",
    "itemRef": "items",
    "paymentMethodRef": "paymentMethods",
    "journalRef": "journals",
    "salesOrderRefs": "salesOrders",
    "purchaseOrderRefs": "purchaseOrders",
    "trackingCategoryRefs": "trackingCategories",
}


def disagreements(books: Books, *, running: bool = True) -> list[str]:
    """What does not agree, one line each; nothing in good books.

    `running`: whether the statements of the bank are in the order in which they were booked.
    """
    kept = defaultdict(
        list, {kind: [r for r in found if alive(r)] for kind, found in books.items()}
    )
    checks = [_lines, _documents, _allocations, _entries, _accounts, _control, _banks, _references]
    checks += [_running] if running else []
    return [line for check in checks for line in check(kept)]


def alive(record: Document) -> bool:
    return not (record.get("metadata") or {}).get("isDeleted")


def cents(value: Any) -> int:
    return int((Decimal(str(value or 0)) * 100).to_integral_value())


def _sum(records: Iterable[Document], member: str) -> int:
    return sum(cents(record.get(member)) for record in records)


def _lines(books: Books) -> Iterator[str]:
    for kind in WITH_LINES:
        for record in books[kind]:
            for line in record["lineItems"]:
                gross = Decimal(str(line["quantity"])) * Decimal(str(line["unitAmount"]))
                net = gross - Decimal(str(line.get("discountAmount") or 0))
                rate = Decimal(str((line.get("taxRateRef") or {}).get("effectiveTaxRate") or 0))
                tax = Decimal(str(line["subTotal"])) * rate / 100
                if abs(net * 100 - cents(line["subTotal"])) > Decimal("0.5"):
                    yield f"{kind} {record['id']}: a line's subTotal"
                if rate and abs(tax * 100 - cents(line["taxAmount"])) > Decimal("0.5"):
                    yield f"{kind} {record['id']}: a line's taxAmount"
                if cents(line["subTotal"]) + cents(line["taxAmount"]) != cents(line["totalAmount"]):
                    yield f"{kind} {record['id']}: a line's totalAmount"


def _documents(books: Books) -> Iterator[str]:
    for kind in WITH_LINES:
        for record in books[kind]:
            for member in ("subTotal", "taxAmount", "totalAmount"):
                own = member if member in record else "totalTaxAmount"
                if _sum(record["lineItems"], member) != cents(record[own]):
                    yield f"{kind} {record['id']}: {own} is not the sum of its lines"
    for kind, (left, _, sign) in OWED.items():
        for record in books[kind]:
            allocated = _sum((a["allocation"] for a in record["paymentAllocations"]), "totalAmount")
            if cents(record["totalAmount"]) + sign * allocated != cents(record[left]):
                yield f"{kind} {record['id']}: {left}"
            if record["status"] not in NOT_POSTED and record["status"] != _state(
                kind, record, left
            ):
                yield f"{kind} {record['id']}: status {record['status']}"


def _state(kind: str, record: Document, left: str) -> str:
    if not cents(record[left]):
        return "Paid"
    paid = cents(record[left]) != cents(record["totalAmount"])
    return "PartiallyPaid" if paid else {"bills": "Open"}.get(kind, "Submitted")


def _allocations(books: Books) -> Iterator[str]:
    """Every link of a payment is an allocation of what it pays, and the other way round."""
    linked: Counter[tuple[str, str, str, int]] = Counter()
    for payments, kinds in PAYMENTS.items():
        for payment in books[payments]:
            if _sum(payment["lines"], "amount") != cents(payment["totalAmount"]):
                yield f"{payments} {payment['id']}: totalAmount is not the sum of its lines"
            for line in payment["lines"]:
                if _sum(line.get("links") or [], "amount") != -cents(line["amount"]):
                    yield f"{payments} {payment['id']}: links do not balance their line"
                for link in line.get("links") or []:
                    if kind := kinds.get(link["type"]):
                        amount = cents(link["amount"])
                        linked[kind, link["id"], payment["id"], amount] += 1
    allocated = Counter(
        (kind, record["id"], one["payment"]["id"], cents(one["allocation"]["totalAmount"]))
        for kind in OWED
        for record in books[kind]
        for one in record["paymentAllocations"]
    )
    yield from (f"payment and allocation differ: {key}" for key in (linked - allocated))
    yield from (f"allocation without payment: {key}" for key in (allocated - linked))


def _entries(books: Books) -> Iterator[str]:
    """Every posting document has one entry, for its amount; every entry balances."""
    entered: dict[str, list[Document]] = defaultdict(list)
    for entry in books["journalEntries"]:
        if _sum(entry["journalLines"], "netAmount"):
            yield f"journal entry {entry['id']} does not sum to zero"
        if "recordRef" in entry:
            entered[entry["recordRef"]["id"]].append(entry)
    expected = {
        record["id"]: (
            kind,
            cents(record.get("totalAmount") or (record.get("from") or {})["amount"]),
        )
        for kind in POSTED
        for record in books[kind]
        if record.get("status") not in NOT_POSTED
        and cents(record.get("totalAmount") or (record.get("from") or {}).get("amount"))
    }
    yield from (f"{expected[one]} {one} is not posted" for one in expected.keys() - entered.keys())
    yield from (
        f"an entry for {one}, which does not post" for one in entered.keys() - expected.keys()
    )
    for record_id in expected.keys() & entered.keys():
        entries, (kind, amount) = entered[record_id], expected[record_id]
        sides = [cents(line["netAmount"]) for entry in entries for line in entry["journalLines"]]
        debit = sum(side for side in sides if side > 0)
        if len(entries) != 1 or debit != abs(amount):
            yield f"{kind} {record_id}: posted {debit} in {len(entries)} entries, not {amount}"


def ledger_balances(books: Books) -> Counter[str]:
    """Cents on each account."""
    found: Counter[str] = Counter()
    for entry in books["journalEntries"]:
        for line in entry["journalLines"]:
            found[line["accountRef"]["id"]] += cents(line["netAmount"])
    return found


def _accounts(books: Books) -> Iterator[str]:
    balances = ledger_balances(books)
    for account in books["chartOfAccounts"]:
        if balances[account["id"]] != cents(account["currentBalance"]):
            yield f"account {account['name']}: {account['currentBalance']} is not its lines' sum"
    if books["journalEntries"] and sum(balances.values()):
        yield "debits and credits differ"


def _control(books: Books) -> Iterator[str]:
    """What customers and suppliers owe is what stands on the accounts for that."""
    balances = ledger_balances(books)
    for account, kinds, payments, side in (
        (RECEIVABLE, ("invoices", "creditNotes"), "payments", 1),
        (PAYABLE, ("bills", "billCreditNotes"), "billPayments", -1),
    ):
        owed = sum(
            OWED[kind][2] * _sum(_posted(books[kind]), OWED[kind][0]) for kind in kinds
        ) - sum(_on_account(payments, payment) for payment in books[payments])
        if side * owed != balances[account]:
            yield f"{kinds[0]}: {owed} is owed, and {balances[account]} on the control account"


def _on_account(kind: str, payment: Document) -> int:
    """What a payment pays that is linked to no document."""
    links = [link for line in payment["lines"] for link in line.get("links") or []]
    used = sum(cents(link["amount"]) for link in links if link["type"] in PAYMENTS[kind])
    return cents(payment["totalAmount"]) + used


def _posted(records: Iterable[Document]) -> list[Document]:
    return [record for record in records if record["status"] not in NOT_POSTED]


def _banks(books: Books) -> Iterator[str]:
    """Statements of banks add up to balances; account transactions are the ledger's lines."""
    balances = ledger_balances(books)
    told: Counter[str] = Counter()
    for line in books["bankTransactions"]:
        told[line["accountId"]] += cents(line["amount"])
    moved: Counter[str] = Counter()
    for transaction in books["accountTransactions"]:
        moved[transaction["bankAccountRef"]["id"]] += cents(transaction["totalAmount"])
    for account in books["bankAccounts"]:
        own = account["id"]
        if cents(account["balance"]) != told[own]:
            yield f"bank account {account['accountName']}: {account['balance']}, told {told[own]}"
        if moved[own] != balances[own]:
            yield f"bank account {account['accountName']}: transactions {moved[own]}"


def _running(books: Books) -> Iterator[str]:
    """Every line of a bank's statement has the balance after it."""
    told: Counter[str] = Counter()
    for line in books["bankTransactions"]:
        told[line["accountId"]] += cents(line["amount"])
        if cents(line["balance"]) != told[line["accountId"]]:
            yield f"bank transaction {line['id']}: running balance {line['balance']}"


def _references(books: Books) -> Iterator[str]:
    ids = {
        kind: {record["id"] for record in found if "id" in record} for kind, found in books.items()
    }
    for kind, found in books.items():
        if len({record.get("id") for record in found}) != len(found):
            yield f"{kind}: an id twice"
        for record in found:
            for member, reference in _found_references(record):
                if reference["id"] not in ids.get(REFERENCES[member], ()):
                    yield f"{kind} {record['id']}: {member} {reference['id']} leads nowhere"


def _found_references(node: Any) -> Iterator[tuple[str, Document]]:
    if isinstance(node, list):
        for one in node:
            yield from _found_references(one)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in REFERENCES and value:
                if not (isinstance(value, dict) and value.get("dataType") == "bankAccounts"):
                    yield from (
                        (name, one) for one in (value if isinstance(value, list) else [value])
                    )
            else:
                yield from _found_references(value)
