"""Writing records: each kind with its success and its refusal."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.codat import companies, writing
from contract_tests.support.answers import assert_status, expect
from contract_tests.targets import Target

GUIDE = "documentation: push data"
SPEC = "Accounting API specification, the operations below /push"
# A real company has to be linked by a person; here the mock's own forms do it.
LINKED = pytest.mark.needs("disposable")
CREATED = (
    "bankAccounts",
    "billCreditNotes",
    "billPayments",
    "bills",
    "chartOfAccounts",
    "creditNotes",
    "customers",
    "directCosts",
    "directIncomes",
    "invoices",
    "items",
    "journalEntries",
    "journals",
    "payments",
    "purchaseOrders",
    "suppliers",
    "transfers",
)
UPDATED = (
    "bankAccounts",
    "billCreditNotes",
    "bills",
    "creditNotes",
    "customers",
    "invoices",
    "purchaseOrders",
    "suppliers",
)
DELETED = ("billPayments", "bills", "directCosts", "invoices", "journalEntries")
UPLOADED = ("billCreditNotes", "bills", "directCosts", "directIncomes", "invoices", "transfers")
NOT_THERE = {"id": writing.UNKNOWN}
LINE = {"unitAmount": 1, "quantity": 1}


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("data_type", CREATED)
def test_a_record_is_created_and_read_after_the_next_refresh(
    target: Target, data_type: str
) -> None:
    books = writing.open_books(target)

    asked = books.send(data_type, books.bodies[data_type])

    pending = expect(asked, 200)
    assert (pending["status"], pending["statusCode"]) == ("Pending", 202)
    assert pending["dataType"] == data_type
    assert "completedOnUtc" not in pending
    assert pending["data"].items() <= books.bodies[data_type].items()
    push = books.ended(asked)
    assert (push["status"], push["statusCode"]) == ("Success", 200)
    (change,) = push["changes"]
    assert (change["type"], change["recordRef"]["dataType"]) == ("Created", data_type)
    record_id = change["recordRef"]["id"]
    assert_status(books.read(data_type, record_id), 404)
    books.refresh(data_type)
    assert expect(books.read(data_type, record_id), 200)["id"] == record_id


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("records that the books do not have cannot be referred to")
@pytest.mark.parametrize(
    ("data_type", "change", "item"),
    [
        ("bankAccounts", {"nominalCode": "12345678901"}, "NominalCode"),
        ("billCreditNotes", {"supplierRef": NOT_THERE}, "SupplierRef.Id"),
        ("billPayments", {"accountRef": NOT_THERE}, "AccountRef.Id"),
        ("bills", {"lineItems": [{**LINE, "taxRateRef": NOT_THERE}]}, "LineItems[0].TaxRateRef.Id"),
        ("chartOfAccounts", {"nominalCode": "12345678901"}, "NominalCode"),
        ("creditNotes", {"customerRef": NOT_THERE}, "CustomerRef.Id"),
        ("customers", {"status": None}, "Status"),
        ("directCosts", {"contactRef": {**NOT_THERE, "dataType": "suppliers"}}, "ContactRef.Id"),
        (
            "directIncomes",
            {"lineItems": [{**LINE, "itemRef": NOT_THERE}]},
            "LineItems[0].ItemRef.Id",
        ),
        ("invoices", {"totalAmount": 111}, "TotalAmount"),
        ("items", {"invoiceItem": {"accountRef": NOT_THERE}}, "InvoiceItem.AccountRef.Id"),
        ("journalEntries", {"journalLines": [{"netAmount": 1}]}, "JournalLines"),
        ("journals", {"parentId": writing.UNKNOWN}, "ParentId"),
        ("payments", {"customerRef": NOT_THERE}, "CustomerRef.Id"),
        ("purchaseOrders", {"supplierRef": NOT_THERE}, "SupplierRef.Id"),
        ("suppliers", {"status": None}, "Status"),
        ("transfers", {"from": {"amount": 1}}, "From.AccountRef"),
    ],
)
def test_a_record_that_the_books_cannot_take_is_refused(
    target: Target, data_type: str, change: dict[str, Any], item: str
) -> None:
    books = writing.open_books(target)

    push = books.ended(books.send(data_type, books.bodies[data_type] | change))

    assert (push["status"], push["statusCode"]) == ("Failed", 400)
    assert "changes" not in push
    assert item in {error["itemId"] for error in push["validation"]["errors"]}
    assert "see validation for more information" in push["errorMessage"]


@LINKED
@pytest.mark.writes
@pytest.mark.documented(GUIDE)
def test_a_nominal_code_of_more_than_ten_characters_is_refused_in_the_documented_words(
    target: Target,
) -> None:
    books = writing.open_books(target)
    body = books.bodies["chartOfAccounts"] | {"nominalCode": "46901234567"}

    push = books.ended(books.send("chartOfAccounts", body))

    assert push["validation"]["errors"] == [
        {
            "itemId": "NominalCode",
            "message": "Failed to push to Account as NominalCode must not be longer than 10"
            " characters long.",
            "validatorName": "Account",
        }
    ]
    assert push["errorMessage"].startswith("An error occurred in a downstream service.")


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("data_type", UPDATED)
def test_a_record_is_replaced(target: Target, data_type: str) -> None:
    books = writing.open_books(target)
    record_id = books.create(data_type)
    name = {"customers": "phone", "suppliers": "phone", "bankAccounts": "institution"}
    member = name.get(data_type, "note")
    changed = books.bodies[data_type] | {member: "Changed"}

    path = books.push_path(data_type, record_id)
    push = books.ended(target.session.put(path, json=changed, params={"forceUpdate": "true"}))

    assert push["status"] == "Success"
    assert push["changes"] == [
        {"type": "Modified", "recordRef": {"id": record_id, "dataType": data_type}}
    ]
    books.refresh(data_type)
    assert expect(books.read(data_type, record_id), 200)[member] == "Changed"


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("the status code of an update of nothing is not published")
@pytest.mark.parametrize("data_type", UPDATED)
def test_a_record_that_is_not_there_is_not_replaced(target: Target, data_type: str) -> None:
    books = writing.open_books(target)
    path = books.push_path(data_type, writing.UNKNOWN)

    push = books.ended(target.session.put(path, json=books.bodies[data_type]))

    assert (push["status"], push["statusCode"]) == ("Failed", 404)
    assert [error["itemId"] for error in push["validation"]["errors"]] == ["Id"]


@LINKED
@pytest.mark.writes
@pytest.mark.documented(GUIDE)
@pytest.mark.parametrize("data_type", DELETED)
def test_a_deleted_record_says_so_after_the_next_refresh(target: Target, data_type: str) -> None:
    books = writing.open_books(target)
    record_id = books.create(data_type)
    books.refresh(data_type)

    push = books.ended(target.session.delete(books.push_path(data_type, record_id)))

    assert push["status"] == "Success"
    assert push["changes"] == [
        {"type": "Deleted", "recordRef": {"id": record_id, "dataType": data_type}}
    ]
    assert expect(books.read(data_type, record_id), 200)["metadata"]["isDeleted"] is False
    books.refresh(data_type)
    assert expect(books.read(data_type, record_id), 200)["metadata"]["isDeleted"] is True


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("the status code of deleting nothing is not published")
@pytest.mark.parametrize("data_type", DELETED)
def test_a_record_that_is_not_there_is_not_deleted(target: Target, data_type: str) -> None:
    books = writing.open_books(target)

    push = books.ended(target.session.delete(books.push_path(data_type, writing.UNKNOWN)))

    assert (push["status"], push["statusCode"]) == ("Failed", 404)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("data_type", UPLOADED)
def test_a_file_is_attached_to_a_record(target: Target, data_type: str) -> None:
    books = writing.open_books(target)
    record_id = books.create(data_type)
    last = "attachments" if data_type == "bills" else "attachment"
    path = books.push_path(data_type, record_id, last)

    file = {"file": ("receipt.txt", b"three boots", "text/plain")}
    push = books.ended(target.session.post(path, files=file))

    assert push["status"] == "Success"
    (change,) = push["changes"]
    assert change["type"] == "AttachmentUploaded"
    assert change["recordRef"] == {"id": record_id, "dataType": data_type}
    assert change["attachmentId"]


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("what is answered to an upload without a file is not published")
@pytest.mark.parametrize("data_type", UPLOADED)
def test_an_upload_without_a_file_is_refused(target: Target, data_type: str) -> None:
    books = writing.open_books(target)
    last = "attachments" if data_type == "bills" else "attachment"
    path = books.push_path(data_type, writing.UNKNOWN, last)

    companies.refusal(target.session.post(path, json={"file": "receipt.txt"}), 400)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_an_attached_file_can_be_downloaded_and_taken_away(target: Target) -> None:
    books = writing.open_books(target)
    bill = books.create("bills")
    books.refresh("bills")
    path = books.push_path("bills", bill, "attachments")
    file = {"file": ("receipt.txt", b"three boots", "text/plain")}
    (change,) = books.ended(target.session.post(path, files=file))["changes"]
    files = f"{books.root}/data/bills/{bill}/attachments"
    assert (
        target.session.get(f"{files}/{change['attachmentId']}/download").content == b"three boots"
    )

    push = books.ended(target.session.delete(f"{path}/{change['attachmentId']}"))

    assert push["status"] == "Success"
    assert expect(target.session.get(files), 200)["attachments"] == []


@LINKED
@pytest.mark.writes
@pytest.mark.documented(GUIDE)
@pytest.mark.parametrize(
    ("method", "data_type", "tail"),
    [
        ("PUT", "items", "1"),
        ("DELETE", "customers", "1"),
        ("POST", "taxRates", ""),
        ("PUT", "payments", "1"),
        ("POST", "suppliers", "1/attachment"),
    ],
)
def test_a_write_that_the_kind_does_not_have_is_not_allowed(
    target: Target, method: str, data_type: str, tail: str
) -> None:
    books = writing.open_books(target)
    path = books.push_path(data_type, tail).rstrip("/")

    companies.refusal(target.session.request(method, path, json={}), 405)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
@pytest.mark.parametrize("body", ['{"status": 5}', "[]", "3", "{", '{"addresses": {}}'])
def test_a_body_of_another_shape_is_refused(target: Target, body: str) -> None:
    books = writing.open_books(target)
    headers = {"Content-Type": "application/json"}

    asked = target.session.post(books.push_path("suppliers"), data=body, headers=headers)

    companies.refusal(asked, 400)


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_a_connection_that_is_not_there_is_not_written_to(target: Target) -> None:
    company = companies.create(target)
    path = companies.path(company, f"/connections/{writing.UNKNOWN}/push/suppliers")

    refusal = companies.refusal(target.session.post(path, json={"status": "Active"}), 404)

    assert refusal["error"] == f"Data connection {writing.UNKNOWN} not found"


@LINKED
@pytest.mark.writes
@pytest.mark.assumed("only linked connections are written to; the status code is not published")
def test_an_unlinked_connection_is_not_written_to(target: Target) -> None:
    books = writing.open_books(target)
    expect(target.session.patch(books.root, json={"status": "Unlinked"}), 200)

    push = expect(books.send("suppliers", {"supplierName": "A", "status": "Active"}), 200)

    assert (push["status"], push["statusCode"]) == ("Failed", 401)
    assert push["completedOnUtc"] >= push["requestedOnUtc"]


@LINKED
@pytest.mark.writes
@pytest.mark.documented("documentation: idempotency")
def test_a_write_that_is_repeated_with_its_key_is_done_once(target: Target) -> None:
    books = writing.open_books(target)
    headers = {"Idempotency-Key": "0d7a1a2c-2c7b-4c22-8a3e-2f6a1d0b9c11"}
    path, body = books.push_path("suppliers"), {"supplierName": "Once", "status": "Active"}

    asked = [target.session.post(path, json=body, headers=headers) for _ in range(2)]

    first, again = (books.ended(response) for response in asked)
    assert first["changes"] == again["changes"]
    books.refresh("suppliers")
    query = {"query": "supplierName=Once"}
    found = expect(target.session.get(books.path("suppliers"), params=query), 200)
    assert found["totalResults"] == 1


@LINKED
@pytest.mark.writes
@pytest.mark.spec(SPEC)
def test_pushes_are_listed_newest_first(target: Target) -> None:
    books = writing.open_books(target)
    books.create("suppliers")
    books.create("customers")

    page = expect(target.session.get(companies.path(books.company, "/push")), 200)

    assert [push["dataType"] for push in page["results"]] == ["customers", "suppliers"]
    assert all("data" not in push for push in page["results"])
