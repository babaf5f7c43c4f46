"""Nothing that was written is lost: records with every published member are read as written."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from contract_tests.appzen import invoices
from contract_tests.appzen import test_user_groups as user_groups
from contract_tests.appzen.entities import SPECIFICATION
from contract_tests.appzen.records import (
    CHANGES,
    ENTITY,
    MASTER_DATA,
    PAYMENT_TERM,
    PURCHASE_ORDER,
    ROOT,
    SUPPLIER,
    VAT,
    Kind,
    draft,
    part,
    place,
    read,
    read_by_key,
    upsert,
)
from contract_tests.support.answers import expect
from contract_tests.support.shape import (
    FLAG,
    NUMBER,
    TEXT,
    UTC_MOMENT,
    UUID,
    Full,
    Text,
    assert_kept,
    assert_shape,
)
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


KEPT_GROUP = {
    "group_id": Text("[0-9]+", "a number as text"),
    "customer_id": TEXT,
    "created_at": UTC_MOMENT,
    "created_by": TEXT,
    "updated_at": UTC_MOMENT,
    "updated_by": TEXT,
    "members": [{"user_id": TEXT, "first_name": TEXT, "last_name": TEXT, "email": TEXT,
                 "added_at": UTC_MOMENT, "added_by": TEXT}],
}  # fmt: skip
NO_RISK = {"NONE_RISK", "LOW_RISK", "MEDIUM_RISK", "HIGH_RISK"}
VALIDATION = {
    "validation_id": TEXT,
    "validation_name": TEXT,
    "validation_display_name": TEXT,
    "action_type": {"blocking", "warning"},
    "confidence": NUMBER,
    "risk_level": NO_RISK,
    "final_risk": NO_RISK,
    "post_config_risk": NO_RISK,
    "post_feedback_risk": NO_RISK,
    "risk_reason": TEXT,
    "state": {"Approved", "Rejected"},
}
MONEY = {"amount": NUMBER, "currency": TEXT}
PROCESSED = {
    "audit_results": {
        "appzen_invoice_id": UUID,
        "appzen_invoice_state": TEXT,
        "customer_id": TEXT,
        "uuid": UUID,
        "actions": {
            "field_validations": [VALIDATION],
            "header_validations": Full(VALIDATION),
            "line_validations": [VALIDATION],
        },
    },
    "processed_invoice": {
        "appzen_invoice_id": UUID,
        "appzen_invoice_state": TEXT,
        "customer_id": TEXT,
        "created_at": UTC_MOMENT,
        "last_updated_at": UTC_MOMENT,
        "currency": TEXT,
        "original_total_amount": MONEY,
        "sub_total_amount": MONEY,
        "total_vat_amount": MONEY,
        "labels": [TEXT],
        "is_free_trial": FLAG,
        "other_segment": Full({"segment_code": TEXT, "segment_name": TEXT, "segment_type": TEXT}),
    },
}


def full(target: Target, kind: Kind) -> dict[str, Any]:
    """A record of a kind with every member that the specification names."""
    record: dict[str, Any] = json.loads((FULL / f"{kind.name}.json").read_text(encoding="utf-8"))
    place(record, kind.key[0], target.unique(kind.name))
    if kind is SUPPLIER:
        entities = [draft(target, ENTITY) for _ in record["entities_other_fields"]]
        for entity, fields in zip(entities, record["entities_other_fields"], strict=True):
            upsert(target, ENTITY, entity)
            fields["entity_id"] = entity["entity_id"]
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
@pytest.mark.parametrize(
    ("kind", "route"),
    [
        (PURCHASE_ORDER, "/purchase-order/purchase-order-number/{purchase_order_number}"),
        (VAT, "/vat/vat-id/{vat_id}"),
    ],
    ids=["purchase order", "vat"],
)
def test_every_member_of_a_record_comes_back_by_another_key(
    target: Target, kind: Kind, route: str
) -> None:
    record = {**full(target, kind), "vat_id": target.unique("vat")}
    sent = {name: value for name, value in record.items() if name != "vat_id" or kind is VAT}

    upsert(target, kind, copy.deepcopy(sent))
    before = expect(target.session.get(ROOT + route.format(**record)), 200)
    upsert(target, kind, {**sent, kind.renamed: "Renamed"})
    after = expect(target.session.get(ROOT + route.format(**record)), 200)

    assert_kept(sent, before)
    assert after[kind.renamed] == "Renamed"


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
@pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.by_key], ids=lambda kind: kind.name
)
def test_a_read_by_key_sees_what_was_written_since(target: Target, kind: Kind) -> None:
    record = full(target, kind)
    upsert(target, kind, copy.deepcopy(record))
    before = part(read_by_key(target, kind, record), kind.renamed)

    place(record, kind.renamed, CHANGES.get(kind.renamed, "Renamed"))
    upsert(target, kind, copy.deepcopy(record))

    assert part(read_by_key(target, kind, record), kind.renamed) != before


@pytest.mark.writes
@pytest.mark.assumed("what the specification does not name is taken to be ignored")
@pytest.mark.parametrize("kind", MASTER_DATA, ids=lambda kind: kind.name)
def test_an_unknown_member_of_a_record_is_ignored(target: Target, kind: Kind) -> None:
    answer = upsert(target, kind, {**full(target, kind), "unheard_of": "x"})

    assert answer["status"] == "CREATED"


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_every_member_of_a_user_group_comes_back(target: Target) -> None:
    group = json.loads((FULL / "user-group.json").read_text(encoding="utf-8"))
    group |= {"external_group_id": target.unique("group"), "members": []}

    made = expect(user_groups.send(target, {**group, "unheard_of": "x"}), 201)

    found = user_groups.kept(target, group)
    listed = expect(target.session.get(f"{ROOT}/user-groups"), 200)
    assert_kept(group, found)
    assert_shape(found, KEPT_GROUP)
    assert found["group_id"] == made["group_id"]
    assert found in listed


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_processed_invoice_has_the_addresses_that_were_sent(target: Target) -> None:
    invoice = full_invoice(target)

    found = invoices.processed(target, invoices.upsert(target, copy.deepcopy(invoice)))

    addresses = ("supplier_address", "billing_address", "shipping_address", "remit_to_address")
    assert_kept(
        {f"invoice_{name}": invoice[name] for name in addresses},
        {name: value for name, value in found.items() if name.startswith("invoice_")},
    )


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_processed_invoice_has_what_is_known_of_its_master_data(target: Target) -> None:
    term, entity = full(target, PAYMENT_TERM), full(target, ENTITY)
    upsert(target, PAYMENT_TERM, copy.deepcopy(term))
    upsert(target, ENTITY, copy.deepcopy(entity))
    invoice = {
        **full_invoice(target),
        "entity_id": entity["entity_id"],
        "payment_term_id": term["id"],
    }

    found = invoices.processed(target, invoices.upsert(target, copy.deepcopy(invoice)))

    assert_kept(term, found["payment_term"])


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_processed_invoice_says_what_was_checked(target: Target) -> None:
    invoice = full_invoice(target)
    uuid = invoices.upsert(target, copy.deepcopy(invoice))
    invoices.audited(target, uuid)

    answer = expect(target.session.get(f"{invoices.INVOICE}/processed-invoice/{uuid}"), 200)

    assert_shape(answer, PROCESSED)
    found = answer["processed_invoice"]
    assert found["other_fields"] == invoice["custom_json"]
    assert found["other_object_fields"] == invoice["custom_json_object"]
    assert found["image_locations"] == invoice["documents"]
    assert found["non_invoice_attachments"] == invoice["supporting_documents"]
    assert_kept(found["original_total_amount"], invoice["total_amount"])
    assert [one["segment_code"] for one in found["other_segment"]] == [
        one["code"] for one in invoice["segments"]
    ]
    names = [
        one["validation_id"] for one in answer["audit_results"]["actions"]["header_validations"]
    ]
    assert len(set(names)) == len(names) > 3


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
