"""The documented way to load a customer's data, from payment terms to an audited invoice."""

from __future__ import annotations

import pytest

from contract_tests.appzen import invoices
from contract_tests.appzen.records import (
    ENTITY,
    PAYMENT_TERM,
    PURCHASE_ORDER,
    ROOT,
    SEGMENT,
    SUPPLIER,
    UNIT_OF_MEASURE,
    VAT,
    draft,
    upsert,
)
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target


@pytest.mark.writes
@pytest.mark.documented("help centre 12844428708627: Introduction, order of ingestion")
def test_everything_is_loaded_in_the_documented_order(target: Target) -> None:
    term = draft(target, PAYMENT_TERM)
    upsert(target, PAYMENT_TERM, term)
    segment = draft(target, SEGMENT)
    upsert(target, SEGMENT, segment)
    supplier = draft(target, SUPPLIER, payment_term_id=term["id"])
    upsert(target, SUPPLIER, supplier)
    supplier_id = supplier["supplier_core"]["external_supplier_id"]
    entity = draft(
        target,
        ENTITY,
        payment_term_id=term["id"],
        coa_structure=[segment["segment_type"]],
        appzen_coa_structure=["LOCATION_SEGMENT"],
    )
    upsert(target, ENTITY, entity)
    order = draft(target, PURCHASE_ORDER, entity_id=entity["entity_id"], supplier_id=supplier_id)
    upsert(target, PURCHASE_ORDER, order)
    upsert(target, VAT, draft(target, VAT))
    upsert(target, UNIT_OF_MEASURE, draft(target, UNIT_OF_MEASURE))
    offered = expect(target.session.get(f"{ROOT}/generate-upload-url"), 200)
    assert_status(target.anonymous().put(offered["url"], data=b"%PDF-1.4"), 200)
    invoice = invoices.draft(
        target,
        supplier_id=supplier_id,
        entity_id=entity["entity_id"],
        payment_term_id=term["id"],
        purchase_order_number=order["purchase_order_number"],
        documents=[{"uuid": offered["uuid"], "name": "invoice.pdf"}],
    )

    uuid = invoices.upsert(target, invoice)

    found = invoices.processed(target, uuid)
    assert found["supplier_id"] == supplier_id
    assert found["payment_term"]["name"] == "NET 30"
    assert found["purchase_order_numbers"] == [order["purchase_order_number"]]
    assert [image["name"] for image in found["image_locations"]] == ["invoice.pdf"]
