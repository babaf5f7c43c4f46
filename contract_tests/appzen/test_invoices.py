"""Invoices: written by three routes, read, searched, and told what the ERP made of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contract_tests.appzen.entities import SPECIFICATION, UNKNOWN_UUID, stamp
from contract_tests.appzen.invoices import (
    FOR_AUDIT,
    INVOICE,
    WRITE_ROUTES,
    audited,
    draft,
    line,
    processed,
    read,
    refused,
    results,
    send,
    upsert,
)
from contract_tests.appzen.records import SUPPLIER
from contract_tests.appzen.records import upsert as upsert_record
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

ARTICLE = "help centre 12972815786387: Create or Update an Invoice"
SEARCH = "help centre 12974962341523: Get the list of Invoice uuids"
RESULTS = "help centre 12979172466451: Get the Audit Results of an Invoice"
FIND = "help centre 12979913548947: Get the Audit Results"
SYNC = "help centre 12975182086547: Invoice Status Sync"
MOMENT = "2024-06-01T10:00:00Z"


def search(target: Target, **criteria: Any) -> list[dict[str, Any]]:
    now, day = datetime.now(UTC).replace(tzinfo=None), timedelta(days=30)
    body = {
        "from-last-appzen-update-time": stamp(now - day),
        "to-last-appzen-update-time": stamp(now + day),
        **criteria,
    }
    found: list[dict[str, Any]] = expect(target.reading.post(f"{INVOICE}/search", json=body), 200)
    return found


def sync(target: Target, uuid: str, **fields: Any) -> Any:
    body = {"appzen_invoice_state": "CREATED", "timestamp": MOMENT, **fields}
    return target.session.post(f"{INVOICE}/{uuid}/status-sync", json=body)


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
@pytest.mark.parametrize("route", WRITE_ROUTES)
def test_an_invoice_is_created_then_updated_by_any_route(target: Target, route: str) -> None:
    invoice = draft(target)

    created = expect(send(target, invoice, route), 201)
    updated = expect(send(target, invoice), 200)

    assert updated == {"uuid": created["uuid"], "status": "UPDATED"}


@pytest.mark.writes
@pytest.mark.documented("help centre 13115311033619: Get Details of an Invoice")
def test_an_invoice_is_read_as_it_was_written(target: Target) -> None:
    invoice = draft(target, purchase_order_number="P-1", purchase_order_numbers=["P-2"])
    uuid = upsert(target, invoice)

    found = read(target, uuid)

    assert found["invoice_id"] == invoice["invoice_id"]
    assert found["total_amount"] == {"amount": 100.5, "currency": "USD"}
    assert found["invoice_lines"][0]["line_description"] == "Consulting"
    assert sorted(found["purchase_order_numbers"]) == ["P-1", "P-2"]
    assert "purchase_order_number" not in found


@pytest.mark.writes
@pytest.mark.assumed("what is published as required is taken to be enforced")
@pytest.mark.parametrize(
    "field",
    ["invoice_id", "invoice_number", "invoice_date", "supplier_id", "entity_id", "total_amount"],
)
@pytest.mark.parametrize("route", WRITE_ROUTES)
def test_an_invoice_without_a_required_field_is_refused(
    target: Target, route: str, field: str
) -> None:
    refused(target, draft(target, **{field: None}), route)


@pytest.mark.writes
@pytest.mark.assumed("what does not fit its published type or limit is taken to be refused")
@pytest.mark.parametrize(
    "fields",
    [
        {"total_amount": {"amount": 1}},
        {"total_amount": 100},
        {"invoice_date": "May"},
        {"invoice_lines": [{"line_number": 1}]},
        {"documents": [{"uuid": "a"}, {"uuid": "b"}]},
        {"custom_json": {str(n): "" for n in range(21)}},
        {"custom_json": {"a": "x" * 501}},
        {"custom_json": {"appzen: unheard_of": "1"}},
        {"invoice_lines": [line(1, 1, custom_json={"appzen: withholding": "1"})]},
        {"invoice_lines": [line(1, 1, line_allocations=[{"amount": 1}])]},
    ],
    ids=str,
)
def test_an_invoice_that_does_not_fit_is_refused(target: Target, fields: dict[str, Any]) -> None:
    refused(target, draft(target, **fields))


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": reserved keys do not count")
def test_reserved_keys_do_not_count(target: Target) -> None:
    pairs = {**{str(n): "x" for n in range(20)}, "appzen: withholding": "23.5"}

    uuid = upsert(target, draft(target, custom_json=pairs))

    assert read(target, uuid)["custom_json"] == pairs


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": AppZen says whether the supplier is a one-time supplier")
@pytest.mark.parametrize(
    ("order", "flag"), [(None, True), ("P-1", False)], ids=["plain", "PO-backed"]
)
def test_appzen_marks_invoices_of_one_time_suppliers(
    target: Target, order: str | None, flag: bool
) -> None:
    core = {"external_supplier_id": target.unique("supplier"), "is_one_time": True}
    upsert_record(target, SUPPLIER, {"supplier_core": core})
    invoice = draft(target, supplier_id=core["external_supplier_id"], purchase_order_number=order)

    uuid = upsert(target, {**invoice, "is_one_time_supplier": "nonsense"})

    assert read(target, uuid)["is_one_time_supplier"] is flag


@pytest.mark.writes
@pytest.mark.documented(RESULTS)
@pytest.mark.parametrize("route", WRITE_ROUTES)
def test_an_invoice_is_audited(target: Target, route: str) -> None:
    uuid = upsert(target, draft(target), route=route)

    found = audited(target, uuid)

    assert found["status"] in ("Approved", "Rejected")
    assert found["risk_level"] in ("LOW", "MEDIUM", "HIGH")
    assert all(one["rule_code"] and one["risk_results"] for one in found["rules"])


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("an invoice without anything to find is taken to be approved at low risk")
def test_an_invoice_without_anything_to_find_is_approved(target: Target) -> None:
    found = audited(target, upsert(target, draft(target)))

    assert (found["status"], found["risk_level"]) == ("Approved", "LOW")
    assert found["rules"][0] == {
        "rule_code": "duplicate_invoice_amount",
        "risk_message": "No duplicate detected",
        "risk_results": {"risk_level": "LOW"},
    }


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed(
    "the second invoice of a supplier with the same number is taken to be rejected"
)
def test_a_duplicate_is_rejected_and_says_of_what(target: Target) -> None:
    first = draft(target)
    upsert(target, first)

    found = audited(target, upsert(target, {**first, "invoice_id": target.unique("twin")}))

    assert (found["status"], found["risk_level"]) == ("Rejected", "HIGH")
    assert first["invoice_id"] in found["rules"][0]["risk_message"]


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.assumed("results are taken to be unknown, 404, until the audit is over")
def test_results_are_not_there_before_the_audit_is_over(target: Target) -> None:
    uuid = upsert(target, draft(target))

    early = results(target, uuid)
    early_processed = target.session.get(f"{INVOICE}/processed-invoice/{uuid}")
    found = search(target)

    assert (early.status_code, early_processed.status_code) == (404, 404)
    assert uuid not in [hit["appzen-uuid"] for hit in found]
    audited(target, uuid)


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.assumed("a historical invoice is taken to be kept without an audit")
def test_a_historical_invoice_is_not_audited(target: Target) -> None:
    uuid = upsert(target, draft(target), headers={"historical": "true"})
    target.control("POST", "/clock", {"advance": "until-idle"})

    assert_status(results(target, uuid), 404)
    assert read(target, uuid)["invoice_number"]


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": the route for audit knows no header")
def test_the_route_for_audit_always_audits(target: Target) -> None:
    uuid = upsert(target, draft(target), route=FOR_AUDIT, headers={"historical": "true"})

    assert audited(target, uuid)["status"]


@pytest.mark.writes
@pytest.mark.documented(SEARCH)
def test_an_audited_invoice_is_found(target: Target) -> None:
    invoice = draft(target)
    uuid = upsert(target, invoice)
    audited(target, uuid)

    hits = [hit for hit in search(target) if hit["appzen-uuid"] == uuid]

    (hit,) = hits
    assert hit["erp-invoice-id"] == invoice["invoice_id"]
    assert hit["erp-invoice-status"] == "Ready for Review"
    assert hit["appzen-invoice-status"] in ("PROCESSED", "REJECTED")
    assert hit["last-appzen-update-time"].endswith("Z")


@pytest.mark.writes
@pytest.mark.documented(SEARCH)
@pytest.mark.parametrize(
    ("criterion", "field"),
    [
        ("invoice-id", "invoice_id"),
        ("invoice-number", "invoice_number"),
        ("supplier-id", "supplier_id"),
    ],
)
def test_a_search_may_ask_for_more(target: Target, criterion: str, field: str) -> None:
    invoice = draft(target)
    uuid = upsert(target, invoice)
    upsert(target, draft(target))
    audited(target, uuid)

    hits = search(target, **{criterion: invoice[field]})

    assert [hit["appzen-uuid"] for hit in hits] == [uuid]


@pytest.mark.assumed("a window that ends before it begins is taken to be refused")
def test_a_window_turned_round_is_refused(target: Target) -> None:
    body = {"from-last-appzen-update-time": MOMENT, "to-last-appzen-update-time": "2024-05-01"}

    expect(target.reading.post(f"{INVOICE}/search", json=body), 400)


@pytest.mark.assumed("only the published words are taken to be known")
def test_an_unknown_state_is_refused(target: Target) -> None:
    window = {"from-last-appzen-update-time": MOMENT, "to-last-appzen-update-time": MOMENT}
    body = {**window, "appzen-invoice-status": "PAID"}

    expect(target.reading.post(f"{INVOICE}/search", json=body), 400)


@pytest.mark.writes
@pytest.mark.documented(FIND)
def test_audits_are_found_by_supplier_and_number_together(target: Target) -> None:
    invoice = draft(target)
    uuid = upsert(target, invoice)
    audited(target, uuid)
    asked = {"supplier-id": invoice["supplier_id"], "invoice-number": invoice["invoice_number"]}

    (found,) = expect(target.session.get(f"{INVOICE}/audit-results", params=asked), 200)

    assert found["audit_results"]["uuid"] == uuid
    assert found["audit_results"]["invoice-number"] == invoice["invoice_number"]


@pytest.mark.documented(FIND + ": supplier-id and invoice-number are used together")
@pytest.mark.parametrize("asked", [{"supplier-id": "1"}, {"invoice-number": "1"}], ids=str)
def test_one_of_the_pair_alone_is_refused(target: Target, asked: dict[str, str]) -> None:
    expect(target.session.get(f"{INVOICE}/audit-results", params=asked), 400)


@pytest.mark.assumed("a search for audits without any criterion is taken to be refused")
@pytest.mark.parametrize("asked", [{}, {"uuid": ""}], ids=str)
def test_a_search_for_audits_without_a_criterion_is_refused(
    target: Target, asked: dict[str, str]
) -> None:
    expect(target.session.get(f"{INVOICE}/audit-results", params=asked), 400)


@pytest.mark.assumed("a search for audits that finds nothing is taken to be an empty list")
def test_audits_that_do_not_exist_are_an_empty_list(target: Target) -> None:
    answer = target.session.get(f"{INVOICE}/audit-results", params={"uuid": UNKNOWN_UUID})

    assert expect(answer, 200) == []


@pytest.mark.writes
@pytest.mark.documented("help centre 12975468035347: Get Details of a Processed Invoice")
def test_a_processed_invoice_shows_its_checks_and_what_was_understood(target: Target) -> None:
    invoice = draft(target, custom_json={"approval-code": "KE-382"})
    uuid = upsert(target, invoice)

    found = processed(target, uuid)

    assert found["appzen_invoice_id"] == uuid
    assert found["appzen_invoice_state"] == "Processed"
    assert found["currency"] == "USD"
    assert found["other_fields"] == {"approval-code": "KE-382"}
    assert found["invoice_lines"][0]["appzen_line_number"] == 1


@pytest.mark.writes
@pytest.mark.documented(SYNC)
def test_what_the_erp_made_of_an_invoice_is_noted(target: Target) -> None:
    uuid = upsert(target, draft(target))
    audited(target, uuid)
    erp_id = target.unique("erp")

    answer = sync(target, uuid, invoice_id=erp_id, invoice_status="POSTED")

    assert_status(answer, 200)
    assert answer.content == b""
    (hit,) = search(target, **{"invoice-id": erp_id})
    assert (hit["appzen-uuid"], hit["erp-invoice-status"]) == (uuid, "POSTED")


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_an_error_of_the_erp_is_noted(target: Target) -> None:
    uuid = upsert(target, draft(target))
    error = {"message": "closed period", "status": "500", "exception": "PostingError"}

    answer = sync(target, uuid, appzen_invoice_state="ERROR", error_data=error)

    assert_status(answer, 200)


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION + ": what a status sync needs")
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"invoice_id": "1"},
        {"invoice_status": "POSTED"},
        {"appzen_invoice_state": "ERROR"},
        {"appzen_invoice_state": "PAID", "invoice_id": "1", "invoice_status": "PAID"},
        {"timestamp": "", "invoice_id": "1", "invoice_status": "PAID"},
    ],
    ids=str,
)
def test_a_status_sync_that_lacks_something_is_refused(
    target: Target, fields: dict[str, Any]
) -> None:
    expect(sync(target, upsert(target, draft(target)), **fields), 400)


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_an_unknown_invoice_is_not_found_anywhere(target: Target) -> None:
    expect(target.session.get(f"{INVOICE}/{UNKNOWN_UUID}"), 404)
    expect(results(target, UNKNOWN_UUID), 404)
    expect(target.session.get(f"{INVOICE}/processed-invoice/{UNKNOWN_UUID}"), 404)
    expect(sync(target, UNKNOWN_UUID, invoice_id="1", invoice_status="A"), 404)
