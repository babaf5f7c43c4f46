"""Reimbursement items: what employees get back."""

from typing import Any

from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import archive, core_data, rules
from mockserver.providers.candis.archive import Entity, Known
from mockserver.providers.candis.core_data import REFERENCE
from mockserver.providers.candis.invoices import ONE_OF_STATUSES, account_of, tax_code_of, texts
from mockserver.providers.candis.paging import page_of
from mockserver.providers.candis.schemas.filters import ReimbursementQuery
from mockserver.providers.candis.schemas.reimbursements import ReimbursementItemList
from mockserver.web.operation import SPEC, Api

COLUMNS = {"REIMBURSEMENT_ITEM_DATE": "date", "UPDATED_AT": "updated_at"}
DEFAULT_STATUSES = [rules.EXPORTED]  # documented by the guide, not by the reference

api = Api()


@api.get(
    "/v1/organizations/{organizationId}/reimbursement-items",
    query=ReimbursementQuery(),
    returns=(200, ReimbursementItemList()),
    refuses=(400, 401, 403, 429, 503),
    source=f"{REFERENCE}/listreimbursementitems",
    evidence=SPEC,
    tags=("Reimbursement Items",),
)
def list_reimbursement_items(
    sandbox: Sandbox, organization_id: str, query: dict[str, Any]
) -> dict[str, Any]:
    """Reimbursement items, exported ones unless others are asked for."""
    conditions = {
        "organization_id = ?": organization_id,
        "kind = ?": rules.REIMBURSEMENT_ITEM,
        ONE_OF_STATUSES: texts(query.get("status", DEFAULT_STATUSES)),
        "type IN (SELECT value FROM json_each(?))": texts(query.get("types")),
        "date >= ?": query.get("reimbursement_item_date_from"),
        "date <= ?": query.get("reimbursement_item_date_to"),
        "updated_at >= ?": query.get("updated_at_from"),
        "updated_at <= ?": query.get("updated_at_to"),
    }
    order = f"{COLUMNS[query['sort_field']]} {query['sort_direction']}, id"
    rows, pagination = page_of(sandbox, "candis_entity", conditions, order, query)
    entities = [archive.entity_of(row) for row in rows]
    known = archive.known_to(sandbox, organization_id, [entity.facts for entity in entities])
    return {
        "reimbursement_items": [_shown(one, known) for one in entities],
        "pagination": pagination,
    }


def _shown(entity: Entity, known: Known) -> dict[str, Any]:
    facts = entity.facts
    total = {"amount": entity.total, "currency": "EUR"}
    base = {"base_amount": entity.total, "base_currency": "EUR"}
    return {
        "id": entity.guid,
        "status": entity.status,
        "type": entity.type,
        "created_at": isoformat(entity.created_at),
        "updated_at": isoformat(entity.updated_at),
        "title": facts["title"],
        "total_amount": facts.get("total_amount")
        or {**total, **base, "exchange_rate": None, "exchange_rate_date": None},
        "reimbursement_case": facts["case"],
        "contact": _person(facts["contact"], known),
        "bookings": [_booking(line, known) for line in facts["lines"]],
        "invoice_number": entity.number,
        "expense_date": isoformat(entity.date),
        **facts.get("details", {}),
    }


def _person(number: str, known: Known) -> dict[str, Any]:
    stored = known.get((core_data.CONTACT, number))
    person: dict[str, Any] = {"accounts_payable_number": number}
    if stored is None:
        return person
    person["name"] = stored.name
    if stored.record.get("iban"):
        person["payment_info"] = {
            "iban": stored.record["iban"],
            "swift_code": None,
            "bank_account_number": None,
            "account_holder": stored.name,
        }
    return person


def _booking(line: dict[str, Any], known: Known) -> dict[str, Any]:
    amount = rules.money(line["net"] + line.get("tax", 0))
    places = archive.dimensions(line, known)
    return {
        "amount": amount,
        "base_amount": amount,
        "due_date": None,
        "cost_center": places.get("cost_center"),
        "cost_object": places.get("cost_object"),
        "extra_cost_info": places.get("custom_cost_dimension"),
        "general_ledger_account": account_of(line, known),
        "booking_key": tax_code_of(line, known) if line.get("tax_code") else None,
        "vat_rate": line.get("vat_rate"),
        "artist_social_insurance_code": None,
        "note": line.get("note"),
        "posting_text": line.get("text"),
    }
