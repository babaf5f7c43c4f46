"""Exports: what is taken, how it ends, what the postings and files say, what stays frozen."""

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from tests.providers.candis.conftest import Candis

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
EXAMPLE = "86e29aff-ba75-492d-85f6-80d802c4fe69"


def by_number(postings: dict[str, Any], number: str) -> dict[str, Any]:
    found = [one for one in postings["successfulPostings"] if one["invoiceId"] == number]
    assert len(found) == 1
    return found[0]


def test_an_export_is_created_exporting(candis: Candis) -> None:
    response = candis.request("POST", "/exports", json={"entityType": "DOCUMENT"})

    export = response.json()
    assert response.status_code == 201
    assert list(export) == ["id", "postingsCount", "status", "createdAt"]
    assert (export["postingsCount"], export["status"]) == (8, "EXPORTING")
    assert export["createdAt"] == "2024-01-01T11:59:59.750Z"


@pytest.mark.parametrize(
    "how", [{}, {"json": {}}, {"json": {"entityType": None}}, {"json": {"unknown": 1}}]
)
def test_documents_are_exported_unless_something_else_is_asked_for(
    candis: Candis, how: dict[str, Any]
) -> None:
    assert candis.request("POST", "/exports", **how).json()["postingsCount"] == 8


@pytest.mark.parametrize(("kind", "count"), [("CARD_TRANSACTION", 3), ("REIMBURSEMENT_ITEM", 4)])
def test_each_kind_is_exported_alone(candis: Candis, kind: str, count: int) -> None:
    export = candis.request("POST", "/exports", json={"entityType": kind}).json()

    assert export["postingsCount"] == count
    assert candis.request("POST", "/exports").status_code == 201


def test_an_export_ends_on_the_clock(candis: Candis) -> None:
    export_id = candis.request("POST", "/exports").json()["id"]
    candis.clock.advance("999ms")
    before = candis.request("GET", f"/exports/{export_id}").json()["status"]

    candis.clock.advance("1ms")

    after = candis.request("GET", f"/exports/{export_id}").json()
    assert (before, after["status"]) == ("EXPORTING", "PARTIALLY_EXPORTED")
    assert after["postingsCount"] == 8


@pytest.mark.parametrize(
    ("outcome", "status", "failed"),
    [
        ("exported", "EXPORTED", 0),
        ("partially_exported", "PARTIALLY_EXPORTED", 1),
        ("failed", "FAILED", 8),
        ("as_approved", "PARTIALLY_EXPORTED", 1),
    ],
)
def test_a_sandbox_can_say_how_exports_end(
    candis: Candis, outcome: str, status: str, failed: int
) -> None:
    candis.settings["candis.export_outcome"] = outcome

    postings = candis.exported()

    ended = candis.request("GET", "/exports").json()["exports"][0]
    assert (ended["status"], ended["postingsCount"]) == (status, 8)
    assert len(postings["failedPostings"]) == failed
    assert len(postings["successfulPostings"]) == 8 - failed


def test_what_failed_is_named_with_its_reason(candis: Candis) -> None:
    failed = candis.exported()["failedPostings"]

    assert [{**one, "id": None} for one in failed] == [
        {"id": None, "entityId": "RE-2025-0816", "errorCode": "EXPORTABLE_ENTITY_NOT_FOUND"}
    ]


@pytest.mark.parametrize("wait", [True, False])
def test_what_is_exported_once_is_not_exported_again(candis: Candis, wait: bool) -> None:
    candis.request("POST", "/exports")
    candis.clock.advance("1h" if wait else "1ms")

    response = candis.request("POST", "/exports", json={"entityType": "DOCUMENT"})

    assert response.status_code == 400
    assert response.json()["errorCode"] == "EXPORTABLE_POSTINGS_NOT_FOUND"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"entityType": "INVOICE"}, "BAD_INPUT"),
        ({"entityType": 5}, "BAD_INPUT"),
        ([], "BAD_REQUEST"),
        ("DOCUMENT", "BAD_REQUEST"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(candis: Candis, body: Any, code: str) -> None:
    response = candis.request("POST", "/exports", json=body)

    assert (response.status_code, response.json()["errorCode"]) == (400, code)


def test_a_body_that_is_not_json_is_refused(candis: Candis) -> None:
    headers = {"Content-Type": "application/json"}

    assert candis.request("POST", "/exports", data=b"{", headers=headers).status_code == 400
    assert candis.request("POST", "/exports", data=b"{}").status_code == 400


@pytest.mark.parametrize("tail", ["", "/postings"])
@pytest.mark.parametrize("export_id", [EXAMPLE, "x", "%00", "..%2f"])
def test_an_unknown_export_is_not_found(candis: Candis, export_id: str, tail: str) -> None:
    response = candis.request("GET", f"/exports/{export_id}{tail}")

    assert (response.status_code, response.json()["errorCode"]) == (404, "NOT_FOUND")


def test_exports_are_listed_newest_first_page_by_page(candis: Candis) -> None:
    for kind in ("DOCUMENT", "CARD_TRANSACTION", "REIMBURSEMENT_ITEM"):
        candis.request("POST", "/exports", json={"entityType": kind})
        candis.clock.advance("1m")

    page = candis.request("GET", "/exports", params={"limit": 2}).json()
    rest = candis.request("GET", "/exports", params={"limit": 2, "offset": 2}).json()

    assert [one["postingsCount"] for one in page["exports"]] == [4, 3]
    assert [one["postingsCount"] for one in rest["exports"]] == [8]
    assert page["pagination"] == {"pageCount": 2, "pageSize": 2, "totalCount": 3}


def test_before_its_end_an_export_has_no_postings(candis: Candis) -> None:
    export_id = candis.request("POST", "/exports").json()["id"]

    response = candis.request("GET", f"/exports/{export_id}/postings")

    assert response.json() == {"successfulPostings": [], "failedPostings": []}


def test_asking_for_postings_too_early_can_be_refused(candis: Candis) -> None:
    candis.settings["candis.postings_while_exporting"] = "400"
    export_id = candis.request("POST", "/exports").json()["id"]

    response = candis.request("GET", f"/exports/{export_id}/postings")

    assert (response.status_code, response.json()["errorCode"]) == (400, "BAD_REQUEST")


def test_the_posting_of_an_invoice_says_all_of_the_three_way_match(candis: Candis) -> None:
    posting = by_number(candis.exported(), "RE-2025-0815")

    del posting["files"], posting["url"], posting["id"], posting["entityGuid"]
    assert posting == {
        "status": "EXPORTED",
        "type": "DOCUMENT",
        "documentType": "Incoming Invoice",
        "amount": {"value": 119.0, "currencyCode": "EUR"},
        "contact": {"accountsPayableNumber": "70001", "name": "ACME Supplies GmbH"},
        "invoiceId": "RE-2025-0815",
        "invoiceDate": "2025-10-01T00:00:00Z",
        "deliveryDate": "2025-09-29T00:00:00Z",
        "dueDate": "2025-10-31T00:00:00Z",
        "invoiceFormat": "ZUGFERD",
        "paymentCondition": {
            "name": "14 Tage 2 %, 30 Tage netto",
            "discountPercentage": 2,
            "discountPaymentDate": "2025-10-15T00:00:00Z",
        },
        "purchaseOrder": {"orderNumber": "PO-001"},
        "accountingArea": {"name": "AA-001", "description": "Accounting Area 1"},
        "splitPostings": [
            {
                "type": "ITEM",
                "amount": 107.1,
                "netAmount": 90.0,
                "taxAmount": 17.1,
                "unitPrice": 45.0,
                "quantity": 2,
                "generalLedgerAccount": "6815",
                "bookingKey": {"taxCode": "9"},
                "costCenter": {"code": "CC-123"},
                "costObject": {"code": "OBJ100"},
                "customCostDimension": {"code": "Hamburg"},
                "postingText": "Bürostühle",
                "note": "Zwei Stühle für den Vertrieb",
                "purchaseOrderMetadata": [
                    {
                        "orderNumber": "PO-001",
                        "lineNumber": 1,
                        "itemNumber": "1000",
                        "locationCode": "LOC-001",
                        "externalLineId": None,
                    }
                ],
                "goodsReceiptMetadata": [
                    {
                        "receiptNumber": "GR-001",
                        "lineNumber": 1,
                        "itemNumber": "1000",
                        "locationCode": None,
                        "externalLineId": None,
                    }
                ],
            },
            {
                "type": "ADDITIONAL_DELIVERY_COST",
                "amount": 11.9,
                "netAmount": 10.0,
                "taxAmount": 1.9,
                "generalLedgerAccount": "5800",
                "bookingKey": {"taxCode": "9"},
                "postingText": "Fracht",
                "additionalDeliveryCostsMetadata": [{"code": "FREIGHT"}],
            },
        ],
    }


def test_the_posting_of_a_card_says_which_accounts_it_uses(candis: Candis) -> None:
    postings = candis.exported(entityType="CARD_TRANSACTION")

    posting = by_number(postings, "TX-77")
    assert posting["type"] == "CARD_TRANSACTION"
    assert posting["creditCardSettings"] == {"bookingAccount": "1800", "transitAccount": "1460"}
    assert posting["payment"] == {"method": "CARD_TRANSACTION", "paidAt": "2025-11-05T00:00:00Z"}
    assert posting["files"] == []
    assert by_number(postings, "CS-2025-11")["type"] == "CARD_SETTLEMENT"


def test_the_posting_of_a_reimbursement_says_who_gets_what_for_what(candis: Candis) -> None:
    postings = candis.exported(entityType="REIMBURSEMENT_ITEM")

    posting = by_number(postings, "R-7")
    assert posting["type"] == "REIMBURSEMENT_ITEM"
    assert posting["reimbursementType"] == "MILEAGE"
    assert posting["employee"] == {"name": "Emre Yılmaz", "accountsPayableNumber": "79002"}
    assert posting["reason"] == "Client visit"
    assert posting["reimbursementCase"] == {
        "id": "c0ffee00-6196-47cb-8fa2-3ad40983be25",
        "title": "Client visits November",
    }
    assert "contact" not in posting


def test_an_import_shows_in_postings_that_are_not_frozen_yet(candis: Candis) -> None:
    renamed = {"accountsPayableNumber": "70001", "name": "ACME Europe GmbH"}
    candis.outcomes("PUT", "contacts", [renamed])

    posting = by_number(candis.exported(), "RE-2025-0815")

    assert posting["contact"]["name"] == "ACME Europe GmbH"


def test_an_import_does_not_touch_what_an_export_has_frozen(candis: Candis) -> None:
    candis.settings["candis.exporting_ms"] = 60_000
    export_id = candis.request("POST", "/exports").json()["id"]
    candis.outcomes("PUT", "contacts", [{"accountsPayableNumber": "70001", "name": "Other"}])

    postings = candis.request("GET", f"/exports/{export_id}/postings").json()

    assert by_number(postings, "RE-2025-0815")["contact"]["name"] == "ACME Supplies GmbH"


def test_files_lead_to_real_pdfs(candis: Candis) -> None:
    posting = by_number(candis.exported(), "2025-10-4711")

    types = [file["type"] for file in posting["files"]]
    answers = [candis.sandbox.candis.session().get(file["url"]) for file in posting["files"]]
    assert types == ["INVOICE", "ATTACHMENT", "AUDIT_TRAIL"]
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/pdf"}
    assert all(answer.content.startswith(b"%PDF-") for answer in answers)
    assert answers[0].headers["Content-Disposition"] == 'attachment; filename="invoice.pdf"'


def test_an_electronic_invoice_is_xml_with_the_right_sums(candis: Candis) -> None:
    file = by_number(candis.exported(), "SWE-88120")["files"][1]

    answer = candis.sandbox.candis.session().get(file["url"])

    assert (file["type"], file["name"]) == ("XRECHNUNG", "xrechnung.xml")
    assert answer.headers["Content-Type"] == "application/xml"
    root = ET.fromstring(answer.content)
    assert root.findtext(f"{CBC}ID") == "SWE-88120"
    assert root.findtext(f".//{CBC}PayableAmount") == "512.77"


def test_a_zugferd_invoice_carries_its_xml(candis: Candis) -> None:
    file = by_number(candis.exported(), "RE-2025-0815")["files"][0]

    content = candis.sandbox.candis.session().get(file["url"]).content

    assert content.startswith(b"%PDF-")
    assert b"factur-x.xml" in content


def test_a_file_has_the_same_bytes_each_time(candis: Candis) -> None:
    file = by_number(candis.exported(), "RE-2025-0815")["files"][0]
    session = candis.sandbox.candis.session()

    assert session.get(file["url"]).content == session.get(file["url"]).content


def test_the_address_of_the_sample_leads_to_the_file_as_well(candis: Candis) -> None:
    file = by_number(candis.exported(), "RE-2025-0815")["files"][0]
    path = f"/v1/organization/alpha-organization/files/{file['id']}"

    assert candis.sandbox.candis.request("GET", path).status_code == 200
    foreign = path.replace("alpha", "beta")
    assert candis.sandbox.candis.request("GET", foreign).status_code == 403


@pytest.mark.parametrize("file_id", ["60ace9d227d897fc64add503", "x", "%00"])
def test_an_unknown_file_is_not_found(candis: Candis, file_id: str) -> None:
    response = candis.request("GET", f"/files/{file_id}")

    assert (response.status_code, response.json()["errorCode"]) == (404, "FILE_NOT_FOUND")


def test_a_storage_can_be_down(candis: Candis) -> None:
    file = by_number(candis.exported(), "RE-2025-0815")["files"][0]
    candis.settings["candis.file_storage"] = "down"

    response = candis.request("GET", f"/files/{file['id']}")

    assert response.status_code == 503
    assert response.json()["errorCode"] == "FAILED_TO_FETCH_DOWNLOAD_URL"


def test_another_organization_sees_neither_exports_nor_files(candis: Candis) -> None:
    export_id = candis.request("POST", "/exports").json()["id"]
    candis.clock.run_until_idle()
    postings = candis.request("GET", f"/exports/{export_id}/postings").json()
    file_id = by_number(postings, "RE-2025-0815")["files"][0]["id"]
    token = candis.sandbox.candis.credentials["foreign_access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    root = "/v1/organizations/beta-organization"

    statuses = [
        candis.sandbox.candis.request("GET", f"{root}/{tail}", headers=headers).status_code
        for tail in (f"exports/{export_id}", f"exports/{export_id}/postings", f"files/{file_id}")
    ]

    assert statuses == [404, 404, 404]


def test_polling_an_export_changes_nothing(candis: Candis) -> None:
    export_id = candis.request("POST", "/exports").json()["id"]
    for _ in range(20):
        candis.request("GET", f"/exports/{export_id}")
        candis.clock.advance("100ms")
    watched = candis.request("GET", f"/exports/{export_id}/postings").json()
    candis.sandbox.reset()
    again = candis.request("POST", "/exports").json()["id"]
    candis.clock.advance("2s")

    alone = candis.request("GET", f"/exports/{again}/postings").json()

    assert json.dumps(watched) == json.dumps(alone)
