"""Approving new documents, as people do in the web app, made of the core data of a sandbox."""

from typing import Any

from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import archive, core_data, rules
from mockserver.providers.candis.archive import Entity

DAY_MS = 86_400_000
VAT_RATE = 19
DUE_DAYS = 30
_FILES = {"INVOICE": "invoice.pdf", "AUDIT_TRAIL": "audit-trail.pdf"}
_OPTIONAL = {
    "tax_code": core_data.TAX_CODE,
    "cost_center": "COST_CENTER",
    "cost_object": "COST_OBJECT",
    "custom_cost_dimension": "CUSTOM_COST_DIMENSION",
}


def approve(
    sandbox: Sandbox,
    organization_id: str,
    kind: str,
    *,
    contact: str | None = None,
    account: str | None = None,
    amount: float | None = None,
    fails: str | None = None,
) -> Entity | None:
    """Something new to export, of core data that is in use; None when there is none of it.

    `contact` is a payable number, `account` an account code, `amount` net; chance chooses else.
    """
    account = account or _any_of(sandbox, organization_id, core_data.GENERAL_LEDGER_ACCOUNT)
    contact = contact or _any_of(sandbox, organization_id, core_data.CONTACT)
    if account is None or contact is None:
        return None
    net = rules.money(sandbox.random.randrange(2_000, 250_000) / 100) if amount is None else amount
    line = {"account": account, "net": net, "tax": rules.money(net * VAT_RATE / 100)}
    line |= {"vat_rate": VAT_RATE, "quantity": 1, "unit_price": net, "text": f"Account {account}"}
    for name, place in _OPTIONAL.items():
        found = _any_of(sandbox, organization_id, place)
        if found is not None:
            line[name] = found
    date = sandbox.now - sandbox.now % DAY_MS
    facts = {"contact": contact, "lines": [line], **_facts(sandbox, organization_id, kind, line)}
    if fails is not None:
        facts["fails"] = fails
    types = {rules.REIMBURSEMENT_ITEM: "GENERAL_EXPENSE"}
    return archive.add(
        sandbox,
        [(sandbox.new_hex(24), name, type_) for type_, name in _FILES.items()],
        organization_id=organization_id,
        kind=kind,
        guid=sandbox.new_id(),
        archive_id=sandbox.new_hex(24),
        type=types.get(kind, kind),
        number=f"{kind[:2]}-{sandbox.new_hex(8).upper()}",
        date=date,
        created_at=sandbox.now,
        updated_at=sandbox.now,
        paid_at=isoformat(date) if kind == rules.CARD_TRANSACTION else None,
        facts=facts,
    )


def _facts(
    sandbox: Sandbox, organization_id: str, kind: str, line: dict[str, Any]
) -> dict[str, Any]:
    """What only this kind has."""
    if kind == rules.REIMBURSEMENT_ITEM:
        case = {"id": sandbox.new_id(), "title": "Expenses"}
        case["submitted_for_review_at"] = isoformat(sandbox.now)
        return {"title": "General expense", "case": case}
    date = isoformat(sandbox.now - sandbox.now % DAY_MS)
    facts: dict[str, Any] = {"document_type": "Incoming Invoice", "invoice_date": date}
    facts |= {"requested_at": isoformat(sandbox.now), "approved_at": isoformat(sandbox.now)}
    if kind == rules.CARD_TRANSACTION:
        return facts | {"card": {"booking_account": None, "transit_account": None}}
    facts["due_date"] = isoformat(sandbox.now - sandbox.now % DAY_MS + DUE_DAYS * DAY_MS)
    condition = _any_of(sandbox, organization_id, core_data.PAYMENT_CONDITION)
    if condition is not None:
        facts["payment_condition"] = condition
    _refer_to_goods(sandbox, organization_id, facts, line)
    return facts


def _refer_to_goods(
    sandbox: Sandbox, organization_id: str, facts: dict[str, Any], line: dict[str, Any]
) -> None:
    """The three-way match: the order, the receipt and the delivery cost, if there are any."""
    rest = {"line_number": 1, "item_number": "1000", "location_code": None}
    rest["external_line_id"] = None
    order = _any_of(sandbox, organization_id, core_data.PURCHASE_ORDER)
    if order is not None:
        facts["purchase_order"] = order
        line["order_lines"] = [{"order_number": order, **rest}]
    receipt = _any_of(sandbox, organization_id, core_data.GOODS_RECEIPT)
    if receipt is not None:
        line["receipt_lines"] = [{"receipt_number": receipt, **rest}]
    cost = _any_of(sandbox, organization_id, core_data.ADDITIONAL_DELIVERY_COST)
    if cost is not None:
        line["delivery_costs"] = [cost]


def _any_of(sandbox: Sandbox, organization_id: str, kind: str) -> str | None:
    """The key of a record in use, by chance."""
    place = (
        "FROM candis_core_data WHERE organization_id = ? AND kind = ? AND NOT is_archived",
        organization_id,
        kind,
    )
    count = sandbox.value(f"SELECT count(*) {place[0]}", *place[1:])
    if not count:
        return None
    found: str = sandbox.value(
        f"SELECT key {place[0]} ORDER BY key LIMIT 1 OFFSET ?",
        *place[1:],
        sandbox.random.randrange(count),
    )
    return found
