"""Nothing that was written is lost: records with every published member are read as written."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from contract_tests.appzen import invoices
from contract_tests.appzen.entities import SPECIFICATION
from contract_tests.appzen.records import (
    ENTITY,
    MASTER_DATA,
    SUPPLIER,
    Kind,
    draft,
    place,
    read,
    read_by_key,
    upsert,
)
from contract_tests.support.shape import assert_kept
from contract_tests.targets import Target

FULL = Path(__file__).parent / "full"
ONLY_SENT = {
    "custom_json", "custom_json_object", "documents", "gl_code", "header_discount",
    "header_discounts", "payment_notes", "payment_status", "payments", "remit_to_bank_info",
    "segments", "sub_total_after_discount", "supporting_documents", "total_discount",
    "supplier_address", "billing_address", "shipping_address", "remit_to_address",
    "other_addresses",
}  # fmt: skip
"""What the published processed invoice does not have."""
ONLY_SENT_WITH_LINES = {
    "amortization_end_date", "amortization_schedule_details", "amortization_start_date",
    "custom_json", "custom_json_object", "header_discount", "line_conditions", "line_discount",
    "line_discounts", "segments", "total_after_all_discounts", "total_after_line_discount",
}  # fmt: skip


def full(target: Target, kind: Kind) -> dict[str, Any]:
    """A record of a kind with every member that the specification names."""
    record: dict[str, Any] = json.loads((FULL / f"{kind.name}.json").read_text(encoding="utf-8"))
    place(record, kind.key[0], target.unique(kind.name))
    if kind is SUPPLIER:
        entity = draft(target, ENTITY)
        upsert(target, ENTITY, entity)
        record["entities_other_fields"][0]["entity_id"] = entity["entity_id"]
    return record


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
@pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.by_uuid], ids=lambda kind: kind.name
)
def test_every_member_of_a_record_comes_back(target: Target, kind: Kind) -> None:
    record = full(target, kind)

    uuid = upsert(target, kind, copy.deepcopy(record))["uuid"]

    assert_kept(record, read(target, kind, uuid))


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
@pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.by_key], ids=lambda kind: kind.name
)
def test_every_member_of_a_record_comes_back_by_its_key(target: Target, kind: Kind) -> None:
    record = full(target, kind)

    upsert(target, kind, copy.deepcopy(record))

    assert_kept(record, read_by_key(target, kind, record))


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_every_member_of_an_invoice_comes_back(target: Target) -> None:
    invoice = full_invoice(target)

    uuid = invoices.upsert(target, copy.deepcopy(invoice))

    assert_kept(invoice, invoices.read(target, uuid))


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_every_member_of_an_invoice_is_processed(target: Target) -> None:
    invoice = full_invoice(target)

    uuid = invoices.upsert(target, copy.deepcopy(invoice))

    sent = {name: value for name, value in invoice.items() if name not in ONLY_SENT}
    lines = [
        {name: value for name, value in line.items() if name not in ONLY_SENT_WITH_LINES}
        for line in invoice["invoice_lines"]
    ]
    assert_kept({**sent, "invoice_lines": lines}, invoices.processed(target, uuid))


def full_invoice(target: Target) -> dict[str, Any]:
    """An invoice with every member that the specification names."""
    invoice: dict[str, Any] = json.loads((FULL / "invoice.json").read_text(encoding="utf-8"))
    names = ("invoice_id", "invoice_number", "supplier_id", "entity_id")
    return {**invoice, **{name: target.unique(name) for name in names}}
