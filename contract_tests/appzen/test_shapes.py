"""Answers have the published members, of the published types."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contract_tests.appzen import invoices
from contract_tests.appzen.entities import SPECIFICATION, stamp
from contract_tests.appzen.records import (
    CHANGES,
    MASTER_DATA,
    ROOT,
    Kind,
    draft,
    part,
    place,
    read,
    upsert,
)
from contract_tests.appzen.test_full_records import full, full_invoice
from contract_tests.support.answers import expect
from contract_tests.support.shape import (
    MOMENT,
    TEXT,
    URL,
    UUID,
    Full,
    Text,
    assert_shape,
    expect_shape,
)
from contract_tests.targets import Target

RISK = {"LOW", "MEDIUM", "HIGH"}
RULE = {"rule_code": TEXT, "risk_message": TEXT, "risk_results": {"risk_level": RISK}}
AUDIT = {"rules": Full(RULE), "risk_level": RISK, "status": {"Approved", "Rejected"}}
STAMP = Text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z?", "a stamp of AppZen")
SEARCHABLE = [kind for kind in MASTER_DATA if kind.search]


def window() -> dict[str, str]:
    now, day = datetime.now(UTC).replace(tzinfo=None), timedelta(days=1)
    return {
        "from-last-appzen-update-time": stamp(now - day),
        "to-last-appzen-update-time": stamp(now + day),
    }


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
@pytest.mark.parametrize("kind", SEARCHABLE, ids=lambda kind: kind.name)
def test_a_search_shows_every_published_member(target: Target, kind: Kind) -> None:
    ours = [upsert(target, kind, draft(target, kind))["uuid"] for _ in range(3)]

    hits = expect(target.reading.post(ROOT + kind.search, json=window()), 200)

    found = [hit["appzen-uuid"] for hit in hits if hit["appzen-uuid"] in ours]
    shape = {"appzen-uuid": UUID, "last-appzen-update-time": STAMP, **dict.fromkeys(kind.hit, TEXT)}
    assert_shape(hits, Full(shape))
    assert sorted(found) == sorted(ours)


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
@pytest.mark.parametrize("kind", MASTER_DATA, ids=lambda kind: kind.name)
def test_an_upsert_tells_uuid_and_status(target: Target, kind: Kind) -> None:
    record = full(target, kind)
    shape = {"uuid": UUID, "status": {"CREATED", "UPDATED"}}

    assert_shape([upsert(target, kind, record), upsert(target, kind, record)], [shape])


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
@pytest.mark.parametrize(
    "kind", [kind for kind in MASTER_DATA if kind.by_uuid], ids=lambda kind: kind.name
)
def test_a_read_sees_what_was_written_since_the_last_one(target: Target, kind: Kind) -> None:
    record = full(target, kind)
    uuid = upsert(target, kind, record)["uuid"]
    before = read(target, kind, uuid)

    place(record, kind.renamed, CHANGES.get(kind.renamed, "Renamed"))
    upsert(target, kind, record)

    assert part(read(target, kind, uuid), kind.renamed) != part(before, kind.renamed)


@pytest.mark.writes
@pytest.mark.documented("help centre 12979172466451: Get the Audit Results of an Invoice")
def test_an_audit_shows_every_published_member(target: Target) -> None:
    uuid = invoices.upsert(target, invoices.draft(target))
    invoices.audited(target, uuid)

    answer = expect_shape(invoices.results(target, uuid), {"audit_results": AUDIT})

    assert answer["audit_results"]["rules"]


@pytest.mark.writes
@pytest.mark.documented("help centre 12979913548947: Get the Audit Results")
@pytest.mark.parametrize("criteria", ["uuid", "invoice-id", "invoice-number"])
def test_a_found_audit_names_its_invoice(target: Target, criteria: str) -> None:
    invoice = invoices.draft(target)
    uuid = invoices.upsert(target, invoice)
    invoices.audited(target, uuid)
    queries = {
        "uuid": {"uuid": uuid},
        "invoice-id": {"invoice-id": invoice["invoice_id"]},
        "invoice-number": {
            "invoice-number": invoice["invoice_number"],
            "supplier-id": invoice["supplier_id"],
        },
    }

    answer = target.session.get(f"{invoices.INVOICE}/audit-results", params=queries[criteria])

    [found] = expect_shape(answer, [{"audit_results": {**AUDIT, "uuid": UUID}}])
    assert found["audit_results"]["uuid"] == uuid
    assert found["audit_results"]["invoice-id"] == invoice["invoice_id"]
    assert found["audit_results"]["invoice-number"] == invoice["invoice_number"]
    assert found["audit_results"]["supplier-id"] == invoice["supplier_id"]


@pytest.mark.writes
@pytest.mark.documented("help centre 12974962341523: Get the list of Invoice uuids")
def test_a_found_invoice_shows_every_published_member(target: Target) -> None:
    invoice = invoices.draft(target)
    uuid = invoices.upsert(target, invoice)
    invoices.audited(target, uuid)
    now, month = datetime.now(UTC).replace(tzinfo=None), timedelta(days=30)
    body = {
        "from-last-appzen-update-time": stamp(now - month),
        "to-last-appzen-update-time": stamp(now + month),
        "invoice-id": invoice["invoice_id"],
    }

    [hit] = expect(target.reading.post(f"{invoices.INVOICE}/search", json=body), 200)

    assert (hit["appzen-uuid"], hit["erp-invoice-id"]) == (uuid, invoice["invoice_id"])
    assert hit["erp-invoice-status"] == invoice["invoice_status"]
    assert_shape(
        hit,
        {
            "last-appzen-update-time": MOMENT,
            "appzen-invoice-status": {
                *("AI_AUDITED", "APPROVED", "READY", "READY_FOR_REVIEW", "REJECTED", "PROCESSED"),
                *("INGESTED", "IN_PROGRESS", "DELETED", "CREATED", "ERROR"),
            },
        },
    )


@pytest.mark.documented("help centre 13114091171219: Generate the URL to Upload the Document")
def test_an_upload_url_has_its_published_shape(target: Target) -> None:
    answer = target.session.get(f"{ROOT}/generate-upload-url")

    expect_shape(answer, {"url": URL, "uuid": UUID, "expires": STAMP})


@pytest.mark.writes
@pytest.mark.spec(SPECIFICATION)
def test_an_invoice_tells_where_its_documents_are(target: Target) -> None:
    uuid = invoices.upsert(target, full_invoice(target))

    found = invoices.read(target, uuid)

    shape = {"uuid": TEXT, "name": TEXT}
    assert_shape(found["documents"] + found["supporting_documents"], Full(shape))
