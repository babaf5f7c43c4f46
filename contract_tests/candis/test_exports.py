"""Exports, postings and files. An export freezes documents for good: only in a disposable world."""

from __future__ import annotations

from typing import Any

import pytest
from requests import Response

from contract_tests.candis import imports
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

TERMINAL = ("EXPORTED", "PARTIALLY_EXPORTED", "FAILED")
GUIDE = "guide: How the export works"
KINDS = pytest.mark.parametrize("kind", ["DOCUMENT", "CARD_TRANSACTION", "REIMBURSEMENT_ITEM"])


def path(target: Target, tail: str) -> str:
    return f"/v1/organizations/{target.subject['organization_id']}/{tail}"


def create(target: Target, **body: Any) -> Response:
    return target.session.post(path(target, "exports"), json=body)


def ended(target: Target, export_id: str) -> dict[str, Any]:
    """The export, once it is no longer EXPORTING."""

    def done() -> dict[str, Any] | None:
        found: dict[str, Any] = expect(
            target.session.get(path(target, f"exports/{export_id}")), 200
        )
        return found if found["status"] in TERMINAL else None

    export = target.until(done, within=300)
    assert export is not None
    return export


def postings(target: Target, export_id: str) -> dict[str, Any]:
    response = target.session.get(path(target, f"exports/{export_id}/postings"))
    found: dict[str, Any] = expect(response, 200)
    return found


@pytest.mark.spec("getExports, response 200")
def test_exports_are_listed_with_their_pagination(target: Target) -> None:
    listed = expect(target.session.get(path(target, "exports"), params={"limit": 1}), 200)

    assert sorted(listed) == ["exports", "pagination"]
    assert sorted(listed["pagination"]) == ["pageCount", "pageSize", "totalCount"]
    assert listed["pagination"]["pageSize"] == len(listed["exports"])


@pytest.mark.spec("getExport, response 404")
@pytest.mark.parametrize("tail", ["", "/postings"])
def test_an_unknown_export_is_not_found(target: Target, tail: str) -> None:
    unknown = f"exports/86e29aff-ba75-492d-85f6-80d802c4fe69{tail}"

    response = target.session.get(path(target, unknown))

    assert imports.refusal(response, 404)["errorCode"] == "NOT_FOUND"


@pytest.mark.assumed("the code is in the enum; the operation lists only 400 and 503")
def test_an_unknown_file_is_not_found(target: Target) -> None:
    response = target.session.get(path(target, "files/60ace9d227d897fc64add503"))

    assert imports.refusal(response, 404)["errorCode"] == "FILE_NOT_FOUND"


@KINDS
@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("createExport, response 201")
def test_an_export_is_created_and_ends(target: Target, kind: str) -> None:
    created = expect(create(target, entityType=kind), 201)

    assert sorted(created) == ["createdAt", "id", "postingsCount", "status"]
    assert created["status"] == "EXPORTING"
    export = ended(target, created["id"])
    assert {**export, "status": "EXPORTING"} == created


@KINDS
@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.spec("getExportPostings, response 200")
def test_every_posting_is_either_exported_or_failed(target: Target, kind: str) -> None:
    created = expect(create(target, entityType=kind), 201)
    ended(target, created["id"])

    found = postings(target, created["id"])

    assert sorted(found) == ["failedPostings", "successfulPostings"]
    counted = len(found["successfulPostings"]) + len(found["failedPostings"])
    assert counted == created["postingsCount"]
    assert {posting["status"] for posting in found["successfulPostings"]} == {"EXPORTED"}


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(GUIDE)
def test_what_is_in_an_export_is_not_exported_again(target: Target) -> None:
    ended(target, expect(create(target), 201)["id"])

    response = create(target)

    assert imports.refusal(response, 400)["errorCode"] == "EXPORTABLE_POSTINGS_NOT_FOUND"


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(GUIDE)
def test_an_exported_invoice_is_listed_as_exported(target: Target) -> None:
    export_id = expect(create(target), 201)["id"]
    ended(target, export_id)

    invoices = expect(
        target.session.get(path(target, "invoices"), params={"status": "EXPORTED"}), 200
    )

    exported = {one["entityGuid"] for one in postings(target, export_id)["successfulPostings"]}
    assert exported <= {invoice["id"] for invoice in invoices["invoices"]}


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(GUIDE)
def test_the_files_of_a_posting_can_be_downloaded(target: Target) -> None:
    export_id = expect(create(target), 201)["id"]
    ended(target, export_id)
    posting = postings(target, export_id)["successfulPostings"][0]

    response = target.session.get(path(target, f"files/{posting['files'][0]['id']}"))

    assert_status(response, 200)
    assert response.content.startswith(b"%PDF-")


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("the reference links files, but spells their path in two ways")
def test_the_url_of_a_file_leads_to_it(target: Target) -> None:
    export_id = expect(create(target), 201)["id"]
    ended(target, export_id)
    posting = postings(target, export_id)["successfulPostings"][0]

    assert_status(target.session.get(posting["files"][0]["url"]), 200)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.assumed("404 would suggest a wrong id; the guide only says to check first")
def test_before_its_end_an_export_has_no_postings(target: Target) -> None:
    export_id = expect(create(target), 201)["id"]

    assert postings(target, export_id) == {"successfulPostings": [], "failedPostings": []}


@pytest.mark.writes
@pytest.mark.spec("createExport, entityType")
def test_an_unknown_kind_is_not_exported(target: Target) -> None:
    response = create(target, entityType="CONTRACT_TEST")

    assert imports.refusal(response, 400)["errorCode"] in ("BAD_INPUT", "BAD_REQUEST")
