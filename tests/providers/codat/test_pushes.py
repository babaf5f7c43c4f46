"""The course of a write: pending, its end, faults, events; every answer by the specification."""

import json
from pathlib import Path
from typing import Any

import pytest

from mockserver.providers.codat import PROVIDER
from mockserver.providers.codat.accounting.resources import RESOURCES
from mockserver.providers.codat.books import chart
from tests.providers.codat import official
from tests.providers.codat.conftest import Api
from tests.providers.codat.pushing import Books, Document, books_of, invoice

SUPPLIER = {"supplierName": "Quay & Loch", "status": "Active"}
ENTRY = {
    "postedOn": "2026-01-31",
    "journalLines": [
        {"netAmount": 5, "accountRef": {"id": chart.BANK}},
        {"netAmount": -5, "accountRef": {"id": chart.SALES}},
    ],
}


@pytest.fixture
def books(api: Api) -> Books:
    found = books_of(api)
    api.sandbox.clock.run_until_idle()
    return found


def test_a_write_is_pending_until_its_time_has_come(api: Api, books: Books) -> None:
    asked = books.ask("suppliers", SUPPLIER).json()

    api.sandbox.clock.advance("999ms")
    before = books.push_of(asked["pushOperationKey"])["status"]
    api.sandbox.clock.advance("1ms")
    after = books.push_of(asked["pushOperationKey"])["status"]

    assert (asked["status"], before, after) == ("Pending", "Pending", "Success")


def test_a_write_takes_as_long_as_the_setting_says(api: Api, books: Books) -> None:
    api.sandbox.settings["codat.push_ms"] = 0
    asked = books.ask("suppliers", SUPPLIER).json()

    assert books.push_of(asked["pushOperationKey"])["status"] == "Success"


def test_a_write_that_is_never_looked_at_ends_like_one_that_is(api: Api, books: Books) -> None:
    asked = [books.ask("suppliers", SUPPLIER).json()["pushOperationKey"] for _ in range(2)]
    api.sandbox.clock.advance("10s")

    ends = [books.push_of(key)["completedOnUtc"][:19] for key in asked]

    assert ends[0] == ends[1]


def test_the_older_api_answers_at_once_with_the_record(api: Api, books: Books) -> None:
    api.sandbox.settings["codat.push_mode"] = "sync"

    push = books.ask("suppliers", SUPPLIER).json()

    assert (push["status"], push["statusCode"]) == ("Success", 200)
    assert push["data"]["id"] == push["changes"][0]["recordRef"]["id"]
    assert push["completedOnUtc"] >= push["requestedOnUtc"]


def test_the_older_api_shows_at_once_what_was_written(api: Api, books: Books) -> None:
    api.sandbox.settings["codat.push_visible"] = "at-once"

    made = books.create("suppliers", SUPPLIER)

    found = api.get(f"/companies/{books.company['id']}/data/suppliers/{made}")
    assert found.json()["supplierName"] == "Quay & Loch"


def test_what_was_never_fetched_is_not_shown_at_once_either(api: Api) -> None:
    api.sandbox.settings["codat.push_visible"] = "at-once"
    api.sandbox.settings["codat.sync_outcome"] = "FetchError"
    books = books_of(api)

    made = books.create("suppliers", SUPPLIER)

    found = api.get(f"/companies/{books.company['id']}/data/suppliers/{made}")
    assert found.status_code == 409


@pytest.mark.parametrize(
    ("query", "until", "minutes"), [({"timeoutInMinutes": 2}, 119, 2), ({}, 3599, None)]
)
def test_a_write_that_hangs_times_out(
    api: Api, books: Books, query: Document, until: int, minutes: int | None
) -> None:
    body = ENTRY | {"description": "emulator:timeout"}
    asked = books.ask("journalEntries", body, params=query).json()

    api.sandbox.clock.advance(f"{until}s")
    before = books.push_of(asked["pushOperationKey"])
    api.sandbox.clock.advance("1s")
    after = books.push_of(asked["pushOperationKey"])

    assert (before["status"], before.get("timeoutInMinutes")) == ("Pending", minutes)
    assert (after["status"], after["statusCode"]) == ("TimedOut", 408)


def test_a_write_that_takes_longer_than_it_may_times_out(api: Api, books: Books) -> None:
    api.sandbox.settings["codat.push_ms"] = 90_000

    push = books.push("suppliers", SUPPLIER, params={"timeoutInMinutes": 1})

    assert push["status"] == "TimedOut"


@pytest.mark.parametrize("minutes", ["0", "-1", "x", "1.5", "99999999999"])
def test_a_timeout_that_cannot_be_is_refused(books: Books, minutes: str) -> None:
    asked = books.ask("suppliers", SUPPLIER, params={"timeoutInMinutes": minutes})

    assert asked.status_code == 400


@pytest.mark.parametrize(
    ("member", "status"),
    [("description", "Failed"), ("note", "Success")],  # entries have no note
)
def test_a_description_can_ask_for_a_failure(books: Books, member: str, status: str) -> None:
    push = books.push("journalEntries", ENTRY | {member: "emulator:fail"})

    assert push["status"] == status


@pytest.mark.parametrize(
    ("value", "status", "code"),
    [(None, "Failed", 400), ("TimedOut", "TimedOut", 408), ("x", "Failed", 400)],
)
def test_a_fault_ends_a_write_in_its_documented_failure(
    api: Api, books: Books, value: str | None, status: str, code: int
) -> None:
    api.sandbox.faults.add("codat", "fail-job", operation="createSupplier", value=value, count=1)

    failed, worked = books.push("suppliers", SUPPLIER), books.push("suppliers", SUPPLIER)

    assert (failed["status"], failed["statusCode"]) == (status, code)
    assert failed["errorMessage"]
    assert worked["status"] == "Success"


def test_a_failed_write_changes_nothing(api: Api, books: Books) -> None:
    before = books.listed("chartOfAccounts")
    customer = books.listed("customers")[0]["id"]

    books.push("invoices", invoice(customer, totalAmount=1))

    books.refresh("chartOfAccounts", "invoices", "journalEntries")
    assert books.listed("chartOfAccounts") == before


def test_a_total_that_the_lines_do_not_add_up_to_is_refused_in_the_words_of_the_specification(
    books: Books,
) -> None:
    customer = books.listed("customers")[0]["id"]

    push = books.push("invoices", invoice(customer, totalAmount=110.05))

    (error,) = push["validation"]["errors"]
    assert error["message"] == (
        "An invoice's lines summed (110.00) should be the same as TotalAmount (110.05)."
    )


def test_a_subtotal_that_the_lines_do_not_add_up_to_is_a_warning(books: Books) -> None:
    customer = books.listed("customers")[0]["id"]

    push = books.push("invoices", invoice(customer, subTotal=99))

    assert push["status"] == "Success"
    (warning,) = push["validation"]["warnings"]
    assert warning == {
        "itemId": "SubTotal",
        "message": "An invoice's lines summed (100.00) should be the same as SubTotal (99.00).",
        "validatorName": "Invoice",
    }


def test_all_missing_members_are_named_at_once(books: Books) -> None:
    push = books.ask("invoices", {"lineItems": [{"quantity": 1}]}).json()

    assert (push["status"], push["statusCode"]) == ("Failed", 400)
    assert "data" not in push
    assert {error["itemId"] for error in push["validation"]["errors"]} == {
        "IssueDate",
        "LineItems[0].UnitAmount",
        "TotalTaxAmount",
        "TotalAmount",
        "AmountDue",
        "Status",
    }


def test_the_journal_says_why_a_write_failed_at_once(api: Api, books: Books) -> None:
    books.ask("suppliers", {"supplierName": "A"})

    (call, *_) = api.sandbox.journal.calls(path=f"{books.root}/push/suppliers")
    assert call["reason"]["detail"] == "Status: Missing data for required field."


def test_null_is_the_same_as_absent_and_what_is_read_only_is_ignored(books: Books) -> None:
    body = SUPPLIER | {"phone": None, "id": "mine", "metadata": {"isDeleted": True}}

    made = books.create("suppliers", body | {"addresses": [{"type": "Billing", "line1": None}]})

    books.refresh("suppliers")
    (found,) = [one for one in books.listed("suppliers") if one["id"] == made]
    assert made != "mine"
    assert found["metadata"] == {"isDeleted": False}
    assert found["addresses"] == [{"type": "Billing"}]
    assert "phone" not in found


@pytest.mark.parametrize("number", [10**13, -(10**13), 1e300, 10**40])
def test_numbers_that_no_books_can_hold_are_refused(books: Books, number: float) -> None:
    customer = books.listed("customers")[0]["id"]
    body = invoice(customer)
    body["lineItems"][0] |= {"unitAmount": number}

    push = books.push("invoices", body)

    assert push["status"] == "Failed"
    assert [error["itemId"] for error in push["validation"]["errors"]] == [
        "LineItems[0].UnitAmount"
    ]


def test_large_amounts_are_kept(books: Books) -> None:
    lines = [
        {"netAmount": 10**12, "accountRef": {"id": chart.BANK}},
        {"netAmount": -(10**12), "accountRef": {"id": chart.SALES}},
    ]

    assert books.push("journalEntries", ENTRY | {"journalLines": lines})["status"] == "Success"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [{"netAmount": 1, "accountRef": {"id": chart.BANK}}],
        [{"netAmount": 0}],
        [{"netAmount": 0, "accountRef": {}}],
    ],
)
def test_an_entry_that_is_not_one_is_refused(books: Books, lines: list[Document]) -> None:
    push = books.push("journalEntries", ENTRY | {"journalLines": lines})

    assert push["status"] == "Failed"


@pytest.mark.parametrize(
    ("change", "item"),
    [
        ({"to": {"accountRef": {"id": chart.BANK}}}, "To.AccountRef"),
        ({"to": {"accountRef": {"id": chart.UNDEPOSITED}, "amount": 4}}, "To.Amount"),
        ({"from": {"accountRef": {"id": chart.BANK}, "amount": 0}}, "From.Amount"),
        ({"from": {"accountRef": {"id": "?"}, "amount": 3}}, "From.AccountRef.Id"),
    ],
)
def test_a_transfer_that_is_not_one_is_refused(books: Books, change: Document, item: str) -> None:
    ends = {
        "from": {"accountRef": {"id": chart.BANK}, "amount": 3},
        "to": {"accountRef": {"id": chart.UNDEPOSITED}},
    }

    push = books.push("transfers", ends | change)

    assert push["status"] == "Failed"
    assert item in {error["itemId"] for error in push["validation"]["errors"]}


@pytest.mark.parametrize(
    ("body", "item"),
    [
        ({"accountId": "other", "transactions": [{}]}, "AccountId"),
        ({"transactions": []}, "Transactions"),
        ({"transactions": [{"id": "x"}, {"id": "x"}]}, "Transactions.Id"),
        ({"transactions": [{"id": "x", "amount": 10**13}]}, "Transactions[0].Amount"),
    ],
)
def test_a_statement_that_is_not_one_is_refused(books: Books, body: Document, item: str) -> None:
    line = {"id": "y", "date": "2026-01-01", "amount": 1}
    lines = [line | one for one in body["transactions"]]
    told = {"accountId": chart.BANK, **body, "transactions": lines}

    push = books.push(f"bankAccounts/{chart.BANK}/bankTransactions", told)

    assert push["status"] == "Failed"
    assert item in {error["itemId"] for error in push["validation"]["errors"]}


def test_a_write_fails_when_its_connection_is_unlinked_meanwhile(api: Api, books: Books) -> None:
    asked = books.ask("suppliers", SUPPLIER).json()
    api.request("PATCH", books.root, json={"status": "Unlinked"})

    api.sandbox.clock.run_until_idle()

    push = books.push_of(asked["pushOperationKey"])
    assert (push["status"], push["statusCode"]) == ("Failed", 401)


@pytest.mark.parametrize("what", ["connection", "company"])
def test_a_write_goes_with_its_connection(api: Api, books: Books, what: str) -> None:
    books.ask("suppliers", SUPPLIER)
    path = {"connection": books.root, "company": f"/companies/{books.company['id']}"}[what]
    api.request("DELETE", path)

    ran = api.sandbox.clock.run_until_idle()

    assert [event["outcome"] for event in ran if event["kind"] == "codat.push_end"] == ["done"]


def test_a_source_that_does_not_take_a_kind_says_so(api: Api) -> None:
    company = api.company()
    connection = api.connection(company, "suuo")
    path = f"/companies/{company['id']}/connections/{connection['id']}/push/suppliers"

    asked = api.post(path, SUPPLIER)

    assert asked.status_code == 404
    assert asked.json()["error"] == "Datatype suppliers not supported by platform(s) Plaid"


def test_an_attachment_that_is_not_there_is_not_taken_away(books: Books) -> None:
    bill = books.create("bills", bill_of(books))

    push = books.push(f"bills/{bill}/attachments/nothing", None, "DELETE")

    assert (push["status"], push["statusCode"]) == ("Failed", 404)


def bill_of(books: Books) -> Document:
    supplier = {"id": books.listed("suppliers")[0]["id"]}
    whole = {"subTotal": 4, "taxAmount": 0, "totalAmount": 4}
    return {"issueDate": "2026-01-02", "status": "Open", "supplierRef": supplier, **whole}


def test_a_document_without_lines_is_booked_by_its_totals(books: Books) -> None:
    bill = books.create("bills", bill_of(books))

    books.refresh("journalEntries")
    entries = books.listed("journalEntries")
    (entry,) = [one for one in entries if one.get("recordRef", {}).get("id") == bill]
    assert [line["netAmount"] for line in entry["journalLines"]] == [-4, 4]


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("multipart/form-data; boundary=x", b"--x--"),
        ("multipart/form-data", b"--x--"),
        ("application/pdf", b"%PDF"),
        ("multipart/form-data; boundary=x", b"\xff\x00"),
    ],
)
def test_an_upload_without_a_file_is_refused(books: Books, content_type: str, data: bytes) -> None:
    asked = books.api.request(
        "POST",
        f"{books.root}/push/bills/1/attachments",
        data=data,
        headers={"Content-Type": content_type},
    )

    assert asked.status_code == 400


@pytest.fixture
def told(api: Api) -> Any:
    """The bodies of the messages about an event, oldest first."""
    api.sandbox.settings["webhooks.mode"] = "collect"

    def read(event: str) -> list[Document]:
        return [json.loads(one["body"]) for one in api.sandbox.webhooks.deliveries(event=event)]

    return read


@pytest.mark.parametrize(
    ("body", "event"),
    [(SUPPLIER, "suppliers.write.successful"), ({}, "suppliers.write.unsuccessful")],
)
def test_consumers_are_told_how_a_write_ended(
    api: Api, books: Books, told: Any, body: Document, event: str
) -> None:
    api.post("/webhooks", {"url": "https://a.example/", "eventTypes": [event]})

    push = books.push("suppliers", body)

    (message,) = told(event)
    payload = message["payload"]
    assert (payload["id"], payload["type"]) == (push["pushOperationKey"], "Create")
    assert payload["connectionId"] == books.connection["id"]
    assert payload["status"] == push["status"]
    assert payload.get("record", {}).get("id") == made_by(push)


def made_by(push: Document) -> str | None:
    changes = push.get("changes") or [{"recordRef": {"id": None}}]
    return changes[0]["recordRef"]["id"]


def test_older_consumers_are_told_that_a_write_timed_out(api: Api, books: Books, told: Any) -> None:
    events = ["PushOperationStatusChanged", "PushOperationTimedOut"]
    api.post("/webhooks", {"url": "https://a.example/", "eventTypes": events})

    push = books.push("journalEntries", ENTRY | {"description": "emulator:timeout"})

    (changed,), (timed_out,) = (told(event) for event in events)
    assert changed["Data"] == {
        "dataType": "journalEntries",
        "pushOperationKey": push["pushOperationKey"],
        "status": "TimedOut",
    }
    assert timed_out["Data"]["pushOperationGuid"] == push["pushOperationKey"]


DEFINITIONS = {
    "bankAccounts": "AccountingCreateBankAccountResponse",
    "chartOfAccounts": "AccountingCreateAccountResponse",
    "directCosts": "AccountingCreateDirectCostResponse",
    "payments": "AccountingCreatePaymentResponse",
    "suppliers": "AccountingCreateSupplierResponse",
    "transfers": "AccountingCreateTransferResponse",
}


@pytest.fixture(scope="module")
def lending(shared: Path) -> Document:
    return official.document(shared / "providers" / "codat" / "openapi" / "Codat-Lending.yaml")


@pytest.mark.parametrize("mode", ["async", "sync"])
@pytest.mark.parametrize("data_type", sorted(DEFINITIONS))
def test_the_answer_to_a_write_satisfies_the_official_definition(
    api: Api, books: Books, lending: Document, data_type: str, mode: str
) -> None:
    api.sandbox.settings["codat.push_mode"] = mode
    segment = {"chartOfAccounts": "accounts"}.get(data_type, data_type)
    sides = {"accountRef": {"id": chart.BANK}, "currency": "GBP", "amount": 3}
    bodies = {
        "bankAccounts": {"accountName": "Till"},
        "chartOfAccounts": {"name": "Licences", "type": "Expense"},
        "directCosts": {
            "issueDate": "2026-01-01",
            "currency": "GBP",
            "lineItems": [{"unitAmount": 3, "quantity": 1}],
            "paymentAllocations": [],
            "subTotal": 3,
            "taxAmount": 0,
            "totalAmount": 3,
        },
        "payments": {"date": "2026-01-01", "totalAmount": 3},
        "suppliers": SUPPLIER,
        "transfers": {"from": sides, "to": sides | {"accountRef": {"id": chart.UNDEPOSITED}}},
    }

    answer = books.ask(segment, bodies[data_type]).json()

    reference = f"#/components/schemas/{DEFINITIONS[data_type]}"
    assert official.complaints(lending, reference, answer) == []
    assert official.nulls(answer) == []


@pytest.fixture(scope="module")
def payables(shared: Path) -> Document:
    folder = shared / "providers" / "codat" / "openapi"
    return official.document(folder / "Codat-Sync-Payables-v1.yaml")


@pytest.mark.parametrize(
    "data_type", ["bills", "billCreditNotes", "billPayments", "journalEntries"]
)
def test_a_write_of_bill_pay_satisfies_the_official_definition(
    api: Api, books: Books, payables: Document, data_type: str
) -> None:
    api.sandbox.settings["codat.push_mode"] = "sync"
    note = {"totalDiscount": 0, "discountPercentage": 0, "totalTaxAmount": 0}
    bodies = {
        "bills": bill_of(books),
        "billCreditNotes": bill_of(books) | note | {"status": "Submitted"},
        "billPayments": {"date": "2026-01-01", "totalAmount": 3},
        "journalEntries": ENTRY,
    }

    answer = books.ask(data_type, bodies[data_type]).json()

    name = {"journalEntries": "JournalEntry"}.get(
        data_type, data_type[:1].upper() + data_type[1:-1]
    )
    assert answer["status"] == "Success"
    reference = f"#/components/schemas/Create{name}Response"
    assert official.complaints(payables, reference, answer) == []


def test_every_write_of_the_specification_is_served(shared: Path) -> None:
    path = shared / "providers" / "codat" / "openapi" / "Codat-Accounting-3.0-reconstructed.yaml"
    published = {
        (method.upper(), path)
        for path, item in official.document(path)["paths"].items()
        for method in item
        if "/push" in path and method != "parameters"
    }

    assert len(published) == 37
    assert published - {(one.method, one.path) for one in PROVIDER.operations} == set()
    assert {one.data_type for one in RESOURCES if one.written} >= {"bills", "bankTransactions"}
