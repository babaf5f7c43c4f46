"""The archive of invoices: list them, mark them as paid."""

import json
from typing import Any

from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import archive, core_data, missing, postings, rules
from mockserver.providers.candis.archive import Entity, Known
from mockserver.providers.candis.core_data import REFERENCE
from mockserver.providers.candis.exports import archive_url
from mockserver.providers.candis.paging import page_of
from mockserver.providers.candis.schemas.filters import InvoiceQuery
from mockserver.providers.candis.schemas.invoices import InvoiceList, InvoiceUpdate
from mockserver.web.operation import SPEC, Api, Reply

INVOICES = "/v1/organizations/{organizationId}/invoices"
TAG = "Invoices"
ONE_OF_STATUSES = "status IN (SELECT value FROM json_each(?))"
_COPIED = ("requested_at", "approved_at", "delivery_date", "invoice_date")

api = Api()


@api.get(
    INVOICES,
    query=InvoiceQuery(),
    returns=(200, InvoiceList()),
    refuses=(400, 401, 403, 429, 503),
    source=f"{REFERENCE}/listinvoices",
    evidence=SPEC,
    tags=(TAG,),
)
def list_invoices(sandbox: Sandbox, organization_id: str, query: dict[str, Any]) -> dict[str, Any]:
    """Approved and exported invoices, the oldest first."""
    conditions = {
        "organization_id = ?": organization_id,
        "kind <> ?": rules.REIMBURSEMENT_ITEM,
        ONE_OF_STATUSES: texts(query.get("status")),
        "date >= ?": query.get("invoice_date_from"),
        "date <= ?": query.get("invoice_date_to"),
        "updated_at >= ?": query.get("updated_date_from"),
        "updated_at <= ?": query.get("updated_date_to"),
    }
    rows, pagination = page_of(sandbox, "candis_entity", conditions, "created_at, id", query)
    entities = [archive.entity_of(row) for row in rows]
    known = archive.known_to(sandbox, organization_id, [entity.facts for entity in entities])
    return {"invoices": [_shown(one, known) for one in entities], "pagination": pagination}


@api.put(
    INVOICES + "/{id}",
    body=InvoiceUpdate(),
    returns=(204, None),
    refuses=(400, 401, 403, 404, 413, 429, 503),
    source=f"{REFERENCE}/updateinvoice",
    evidence=SPEC,
    tags=(TAG,),
)
def update_invoice(
    sandbox: Sandbox,
    organization_id: str,
    id: str,  # noqa: A002 - the vendor's name
    body: dict[str, Any],
) -> Reply:
    """Say whether an invoice is paid; without `payment` nothing changes."""
    found = archive.find_invoice(sandbox, organization_id, id)
    if found is None:
        raise missing.unknown_invoice(id)
    if "payment" in body:
        paid_at = body["payment"].get("paid_at") if body["payment"]["is_paid"] else None
        archive.set_paid(sandbox, found, paid_at and rules.utc_text(paid_at))
    return Reply(204)


def texts(values: list[str] | None) -> str | None:
    """Several values for one `?`."""
    return None if values is None else json.dumps(values)


def _shown(entity: Entity, known: Known) -> dict[str, Any]:
    facts = entity.facts
    shown: dict[str, Any] = {
        "id": entity.guid,
        "organization_id": entity.organization_id,
        "status": entity.status,
        "created_at": isoformat(entity.created_at),
        "updated_at": isoformat(entity.updated_at),
        **{name: facts[name] for name in _COPIED if name in facts},
        "amount": {"value": entity.total, "currency_code": facts.get("currency", "EUR")},
        "automatic_payment": facts.get("automatic_payment", False),
        "bookings": [_booking(line, entity, known) for line in facts["lines"]],
        "category": {"document_type": facts["document_type"]},
        "contact": postings.contact(
            facts, known, "account_payable_number", "account_receivable_number"
        ),
        "invoice_id": entity.number,
        "archive_url": archive_url(entity.organization_id, entity.archive_id),
    }
    return shown | _bank_account(facts, known) | _payment(entity)


def _bank_account(facts: dict[str, Any], known: Known) -> dict[str, Any]:
    said = {}
    stored = known.get((core_data.CONTACT, facts["contact"]))
    if stored and stored.record.get("iban"):
        account = {"iban": stored.record["iban"], "swift_code": facts.get("swift_code")}
        said["bank_account"] = {name: text for name, text in account.items() if text}
    if facts.get("purchase_order"):
        said["purchase_order_number"] = facts["purchase_order"]
    return said


def _payment(entity: Entity) -> dict[str, Any]:
    """Absent while unpaid; only a card tells its method."""
    if entity.paid_at is None:
        return {}
    method = rules.CARD_TRANSACTION if entity.kind == rules.CARD_TRANSACTION else None
    return {"payment": {"method": method, "paid_at": entity.paid_at}}


def _booking(line: dict[str, Any], entity: Entity, known: Known) -> dict[str, Any]:
    facts = entity.facts
    places = archive.dimensions(line, known)
    booking: dict[str, Any] = {
        "amount": rules.money(line["net"] + line.get("tax", 0)),
        "general_ledger_account": account_of(line, known),
        **{name: places[name] for name in ("cost_center", "cost_object") if name in places},
    }
    if "custom_cost_dimension" in places:
        booking["extra_cost_info"] = places["custom_cost_dimension"]
    if line.get("tax_code"):
        booking["booking_key"] = tax_code_of(line, known)
    for fact, name in (
        ("vat_rate", "vat_rate"),
        ("note", "note"),
        ("text", "posting_text"),
        ("artist_code", "artist_social_insurance_code"),
    ):
        if fact in line:
            booking[name] = line[fact]
    if facts.get("due_date"):
        booking["due_date"] = facts["due_date"]
    if facts.get("payment_condition"):
        booking["payment_condition"] = _discount(booking["amount"], facts, known)
    return booking


def _discount(amount: float, facts: dict[str, Any], known: Known) -> dict[str, Any]:
    terms = postings.condition(facts, known)
    percentage = terms["discount_percentage"] or 0
    said = {
        "discount_amount": rules.money(amount * percentage / 100),
        "discount_percentage": percentage,
    }
    if "discount_payment_date" in terms:
        said["discount_payment_date"] = terms["discount_payment_date"]
    return said


def account_of(line: dict[str, Any], known: Known) -> dict[str, str]:
    """The account of a line, with its name of today."""
    code = line["account"]
    name = archive.name_of(core_data.GENERAL_LEDGER_ACCOUNT, code, known)
    return {"account_code": code, "name": name}


def tax_code_of(line: dict[str, Any], known: Known) -> dict[str, str]:
    """The tax code of a line, with its meaning of today."""
    code = line["tax_code"]
    return {"tax_code": code, "description": archive.name_of(core_data.TAX_CODE, code, known)}
