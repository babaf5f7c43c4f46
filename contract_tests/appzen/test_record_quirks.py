"""What only some kinds of master data do."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.appzen.entities import SPECIFICATION
from contract_tests.appzen.records import (
    ENTITY,
    GOODS_RECEIPT,
    LOOKUP,
    LOOKUP_TABLE,
    PAYMENT_TERM,
    PURCHASE_ORDER,
    ROOT,
    SEGMENT,
    SUPPLIER,
    TAX,
    UNIT_OF_MEASURE,
    VAT,
    Kind,
    draft,
    read,
    read_by_key,
    refused,
    send,
    upsert,
)
from contract_tests.support.answers import expect
from contract_tests.targets import Target

LENIENCE = "published nowhere; a known client sends it so"
ARTICLE_COA = "help centre 12940630090003: Create or Update a Chart of Account Segment"


@pytest.mark.writes
@pytest.mark.documented(ARTICLE_COA + ": header segment-name-for-uniqueness")
def test_a_header_makes_the_name_part_of_a_segments_key(target: Target) -> None:
    segment = draft(target, SEGMENT)
    first = upsert(target, SEGMENT, segment)
    header = {"segment-name-for-uniqueness": "true"}

    other = expect(send(target, SEGMENT, {**segment, "segment_name": "B"}, header), 201)

    assert other["uuid"] != first["uuid"]


@pytest.mark.writes
@pytest.mark.documented(ARTICLE_COA)
def test_without_the_header_a_new_name_is_an_update(target: Target) -> None:
    segment = draft(target, SEGMENT)
    first = upsert(target, SEGMENT, segment)

    second = expect(send(target, SEGMENT, {**segment, "segment_name": "B"}), 200)

    assert second["uuid"] == first["uuid"]
    assert read(target, SEGMENT, first["uuid"])["segment_name"] == "B"


@pytest.mark.writes
@pytest.mark.documented(ARTICLE_COA + ": header merge-segment-lookup-names")
@pytest.mark.parametrize(
    ("header", "names"),
    [("true", ["ca_locations", "hr_locations"]), ("false", ["hr_locations"])],
)
def test_lookup_names_are_added_or_replaced(target: Target, header: str, names: list[str]) -> None:
    segment = draft(target, SEGMENT, segment_lookup_names=["ca_locations"])
    upsert(target, SEGMENT, segment)
    changed = {**segment, "segment_lookup_names": ["hr_locations"]}
    uuid = upsert(target, SEGMENT, changed, {"merge-segment-lookup-names": header})["uuid"]

    assert read(target, SEGMENT, uuid)["segment_lookup_names"] == names


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": the parent of a segment must exist")
def test_a_segment_under_an_unknown_parent_is_refused(target: Target) -> None:
    parent = target.unique("nobody")

    refused(
        target,
        SEGMENT,
        draft(target, SEGMENT, parent_segment_type="Location", parent_segment_code=parent),
    )


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_segment_under_a_known_parent_is_accepted(target: Target) -> None:
    parent = draft(target, SEGMENT)
    upsert(target, SEGMENT, parent)
    code = parent["segment_code"]

    upsert(
        target,
        SEGMENT,
        draft(target, SEGMENT, parent_segment_type="Location", parent_segment_code=code),
    )


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": what is kept of a one-time supplier")
def test_of_a_one_time_supplier_little_is_kept(target: Target) -> None:
    core = {"external_supplier_id": target.unique("supplier"), "is_one_time": True}
    supplier = {"supplier_core": {**core, "supplier_name": "Ignored"}, "contacts": "nonsense"}
    uuid = upsert(target, SUPPLIER, supplier)["uuid"]

    found = read(target, SUPPLIER, uuid)

    assert found["supplier_core"]["is_one_time"] is True
    assert "supplier_name" not in found["supplier_core"]
    assert "contacts" not in found


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": entities_other_fields names entities that exist")
def test_a_supplier_with_fields_for_an_unknown_entity_is_refused(target: Target) -> None:
    fields = [{"entity_id": target.unique("nobody"), "other_fields": {}}]

    refused(target, SUPPLIER, draft(target, SUPPLIER, entities_other_fields=fields))


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": values of other_fields are stored as strings")
def test_other_fields_are_kept_as_texts(target: Target) -> None:
    entity = draft(target, ENTITY)
    upsert(target, ENTITY, entity)
    fields = [{"entity_id": entity["entity_id"], "other_fields": {"currencies": ["INR", "USD"]}}]
    supplier = draft(target, SUPPLIER, entities_other_fields=fields)
    upsert(target, SUPPLIER, supplier)

    (found,) = read_by_key(target, SUPPLIER, supplier)["entities_other_fields"]

    assert found["other_fields"] == {"currencies": '["INR","USD"]'}


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": VAT is identified by code and rate, a missing rate is 0")
def test_a_vat_code_has_many_rates(target: Target) -> None:
    twelve = draft(target, VAT)
    none = {name: value for name, value in twelve.items() if name != "vat_rate"}
    first = upsert(target, VAT, twelve)

    second = expect(send(target, VAT, none), 201)

    path = f"{ROOT}/vat/vat-code/{twelve['vat_code']}/vat-rate"
    assert first["uuid"] != second["uuid"]
    assert "vat_rate" not in expect(target.session.get(f"{path}/0"), 200)
    assert expect(target.session.get(f"{path}/12.0"), 200)["vat_rate"] == 12


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_a_vat_record_is_read_by_its_id(target: Target) -> None:
    vat = draft(target, VAT, vat_id=target.unique("vat-id"))
    upsert(target, VAT, vat)

    found = expect(target.session.get(f"{ROOT}/vat/vat-id/{vat['vat_id']}"), 200)

    assert found["vat_code"] == vat["vat_code"]
    assert found["last_updated_at"]


@pytest.mark.writes
@pytest.mark.documented("help centre 13109625024275: a purchase order by its number")
def test_an_order_is_read_by_its_number(target: Target) -> None:
    order = draft(target, PURCHASE_ORDER)
    upsert(target, PURCHASE_ORDER, order)
    number = order["purchase_order_number"]

    found = expect(target.session.get(f"{ROOT}/purchase-order/purchase-order-number/{number}"), 200)

    assert found["purchase_order_number"] == number


@pytest.mark.writes
@pytest.mark.assumed("numbers are taken to repeat when unique ids differ; the last one is read")
def test_of_orders_with_the_same_number_the_last_is_read(target: Target) -> None:
    order = draft(target, PURCHASE_ORDER)
    first = upsert(target, PURCHASE_ORDER, order)

    second = expect(send(target, PURCHASE_ORDER, {**order, "external_unique_id": "U-2"}), 201)

    path = f"{ROOT}/purchase-order/purchase-order-number/{order['purchase_order_number']}"
    assert first["uuid"] != second["uuid"]
    assert expect(target.session.get(path), 200)["external_unique_id"] == "U-2"


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": what a missing quantity and unit price count as")
def test_an_order_line_without_quantity_and_price_gets_them(target: Target) -> None:
    order = draft(target, PURCHASE_ORDER)
    line = order["purchase_order_lines"][0]
    del line["quantity"], line["unit_price"]
    upsert(target, PURCHASE_ORDER, order)

    (found,) = read_by_key(target, PURCHASE_ORDER, order)["purchase_order_lines"]

    assert found["quantity"] == 1
    assert found["unit_price"] == {"amount": 125.5, "currency": "USD"}


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": the scope of conditions")
@pytest.mark.parametrize(
    ("scope", "line"), [("LINE", "1"), ("HEADER", "1")], ids=["wrong place", "with a line"]
)
def test_a_condition_in_the_wrong_place_is_refused(target: Target, scope: str, line: str) -> None:
    condition = {
        "scope": scope,
        "po_header_id": "1",
        "po_line_id": line,
        "condition_type": "FRA1",
        "condition_basis": "AMOUNT_BASIS",
        "planned_amount": {"amount": 1, "currency": "USD"},
        "is_statistical": False,
    }

    refused(target, PURCHASE_ORDER, draft(target, PURCHASE_ORDER, po_conditions=[condition]))


@pytest.mark.writes
@pytest.mark.assumed("the name of a known entity is taken to be filled in")
def test_an_order_shows_the_name_of_its_entity(target: Target) -> None:
    entity = draft(target, ENTITY)
    upsert(target, ENTITY, entity)
    order = draft(target, PURCHASE_ORDER, entity_id=entity["entity_id"])
    upsert(target, PURCHASE_ORDER, order)

    found = read_by_key(target, PURCHASE_ORDER, order)

    assert found["entity_name"] == entity["entity_name"]


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": type and rate are required of withholding taxes")
def test_a_vat_tax_needs_neither_type_nor_rate(target: Target) -> None:
    upsert(
        target, TAX, draft(target, TAX, tax_category="VAT_CATEGORY", tax_type=None, tax_rate=None)
    )


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_all_lookup_tables_are_listed(target: Target) -> None:
    table = draft(target, LOOKUP_TABLE)
    uuid = upsert(target, LOOKUP_TABLE, table)["uuid"]

    listed = expect(target.session.get(f"{ROOT}/lookup-table"), 200)

    assert [one["lookup_name"] for one in listed if one["uuid"] == uuid] == ["TAX APPLICABILITY"]


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_an_item_shows_the_parent_of_its_table(target: Target) -> None:
    table = draft(target, LOOKUP_TABLE, parent_lookup_name_id="REGION")
    upsert(target, LOOKUP_TABLE, table)
    item = draft(target, LOOKUP)
    item["lookup_name_id"] = table["lookup_name_id"]
    upsert(target, LOOKUP, item)

    assert read_by_key(target, LOOKUP, item)["parent_lookup_name_id"] == "REGION"


@pytest.mark.writes
@pytest.mark.assumed(LENIENCE)
@pytest.mark.parametrize(
    ("kind", "field", "sent"),
    [
        (PAYMENT_TERM, "num_grace_days", ""),
        (PAYMENT_TERM, "code", ""),
        (VAT, "appzen_vat_rate", "50"),
        (SUPPLIER, "addresses", [{"address_type": "OFFICE1"}]),
        (LOOKUP, "parent_lookup_item_ids", "Euroasia"),
        (PURCHASE_ORDER, "start_date", ""),
        (GOODS_RECEIPT, "receipt_date", "2020-11-01T00:00:00Z"),
        (SEGMENT, "parent_segments", [{"segment_name": "a", "segment_code": "b"}]),
    ],
    ids=lambda value: value.name if isinstance(value, Kind) else None,
)
def test_what_a_known_client_sends_is_understood(
    target: Target, kind: Kind, field: str, sent: Any
) -> None:
    upsert(target, kind, draft(target, kind, **{field: sent}))


@pytest.mark.writes
@pytest.mark.assumed("a value of another type, or out of its range, is taken to be refused")
@pytest.mark.parametrize(
    ("kind", "field", "sent"),
    [
        (PAYMENT_TERM, "num_days", "if defined as 2"),
        (PAYMENT_TERM, "num_days", 1.5),
        (PAYMENT_TERM, "discounts", [{"discount_days": 4}]),
        (SEGMENT, "appzen_segment_type", "SEGMENT"),
        (SEGMENT, "custom_json", {str(n): "" for n in range(21)}),
        (SEGMENT, "custom_json", {"a": "x" * 501}),
        (PURCHASE_ORDER, "appzen_purchase_order_status", "Issued"),
        (PURCHASE_ORDER, "exchange_rate", {"conversion_rate": 1.1}),
        (PURCHASE_ORDER, "purchase_order_lines", []),
        (TAX, "tax_category", "OTHER"),
        (UNIT_OF_MEASURE, "uom_precision", 10),
        (UNIT_OF_MEASURE, "uom_precision", "two"),
        (VAT, "appzen_vat_breakdown", [{"code": "GST", "rate": 0}]),
        (GOODS_RECEIPT, "receipt_quantity", 1.5),
    ],
    ids=lambda value: value.name if isinstance(value, Kind) else None,
)
def test_what_does_not_fit_is_refused(target: Target, kind: Kind, field: str, sent: Any) -> None:
    refused(target, kind, draft(target, kind, **{field: sent}))


@pytest.mark.writes
@pytest.mark.assumed("a header that switches something is taken to be true or false")
def test_a_header_that_is_neither_true_nor_false_is_refused(target: Target) -> None:
    header = {"segment-name-for-uniqueness": "perhaps"}

    response = target.session.post(
        f"{ROOT}/chart-of-accounts", json=draft(target, SEGMENT), headers=header
    )

    expect(response, 400)
