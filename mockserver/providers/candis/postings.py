"""What a posting says: an entity and the core data it names, frozen when an export is created.

Source: https://developer.candis.io/reference/exports; the three variants have no discriminator
but `type`. A card posting never calls itself DOCUMENT: it would be both an invoice and a card.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import archive, core_data, rules
from mockserver.providers.candis.archive import Entity, Known

_COPIED = ("quantity", "unit_price", "note")


def of(sandbox: Sandbox, entity: Entity, known: Known) -> dict[str, Any]:
    """The posting of an entity, without URLs: those depend on who asks."""
    facts = entity.facts
    posting = {
        "id": entity.archive_id,
        "entity_guid": entity.guid,
        "status": rules.EXPORTED,
        "type": entity.type if entity.kind == rules.CARD_TRANSACTION else entity.kind,
        "amount": {"value": entity.total, "currency_code": facts.get("currency", "EUR")},
        "invoice_id": entity.number,
        "invoice_date": isoformat(entity.date),
        "files": [
            {"id": file.id, "name": file.name, "type": file.type}
            for file in archive.files_of(sandbox, entity)
        ],
        "split_postings": [_part(line, known) for line in facts["lines"]],
    }
    if entity.kind == rules.REIMBURSEMENT_ITEM:
        return posting | _of_reimbursement(entity, known)
    posting |= _of_invoice(facts, known)
    return posting | (_of_card(entity) if entity.kind == rules.CARD_TRANSACTION else {})


def _of_invoice(facts: Mapping[str, Any], known: Known) -> dict[str, Any]:
    said = {
        "document_type": facts["document_type"],
        "contact": contact(facts, known, "accounts_payable_number", "accounts_receivable_number"),
        "invoice_format": facts.get("format", "REGULAR"),
    }
    for name in ("delivery_date", "due_date", "accounting_area"):
        if facts.get(name):
            said[name] = facts[name]
    if facts.get("payment_condition"):
        said["payment_condition"] = condition(facts, known)
    if facts.get("purchase_order"):
        said["purchase_order"] = {"order_number": facts["purchase_order"]}
    return said


def _of_card(entity: Entity) -> dict[str, Any]:
    paid_at = entity.paid_at or isoformat(entity.date)
    return {
        "credit_card_settings": entity.facts["card"],
        "payment": {"method": rules.CARD_TRANSACTION, "paid_at": paid_at},
    }


def _of_reimbursement(entity: Entity, known: Known) -> dict[str, Any]:
    facts = entity.facts
    number = facts["contact"]
    case = facts["case"]
    return {
        "reason": facts["title"],
        "reimbursement_type": entity.type,
        "employee": {
            "name": archive.name_of(core_data.CONTACT, number, known),
            "accounts_payable_number": number,
        },
        "reimbursement_date": isoformat(entity.date),
        "reimbursement_case": {"id": case["id"], "title": case["title"]},
    }


def contact(facts: Mapping[str, Any], known: Known, payable: str, receivable: str) -> Any:
    """Who is meant, with their numbers under the names that an operation uses."""
    stored = known.get((core_data.CONTACT, facts["contact"]))
    record = stored.record if stored else {"accountsPayableNumber": facts["contact"]}
    numbers = {
        payable: record.get("accountsPayableNumber"),
        receivable: record.get("accountsReceivableNumber"),
    }
    given = {name: number for name, number in numbers.items() if number}
    return given | {"name": stored.name if stored else facts["contact"]}


def condition(facts: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """The terms of payment: those of the payment condition, counted from the invoice's date."""
    name = facts["payment_condition"]
    stored = known.get((core_data.PAYMENT_CONDITION, name))
    terms = stored.record if stored else {}
    percentage = terms.get("discountPercentage", terms.get("discountRate"))
    said: dict[str, Any] = {"name": name, "discount_percentage": percentage}
    if not isinstance(percentage, int | float) or isinstance(percentage, bool):
        said["discount_percentage"] = None
    days = terms.get("discountDueDate")
    if isinstance(days, int) and not isinstance(days, bool) and 0 <= days <= 3650:  # noqa: PLR2004 - ten years
        day = datetime.fromisoformat(facts["invoice_date"]) + timedelta(days=days)
        said["discount_payment_date"] = day.isoformat().replace("+00:00", "Z")
    return said


def _part(line: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """One split posting."""
    tax = line.get("tax", 0)
    part = {
        "type": line.get("type", "ITEM"),
        "amount": rules.money(line["net"] + tax),
        "net_amount": line["net"],
        "tax_amount": tax,
        "general_ledger_account": line["account"],
        **{name: line[name] for name in _COPIED if name in line},
    }
    if line.get("tax_code"):
        part["booking_key"] = {"tax_code": line["tax_code"]}
    if line.get("text"):
        part["posting_text"] = line["text"]
    part |= archive.dimensions(line, known)
    for fact, name in (
        ("order_lines", "purchase_order_metadata"),
        ("receipt_lines", "goods_receipt_metadata"),
    ):
        if line.get(fact):
            part[name] = line[fact]
    if line.get("delivery_costs"):
        codes = [{"code": code} for code in line["delivery_costs"]]
        part["additional_delivery_costs_metadata"] = codes
    return part
