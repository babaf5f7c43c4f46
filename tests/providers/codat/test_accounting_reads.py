"""Accounting reads from the inside: what a sync brings, whose data is read, what stays."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import store
from mockserver.providers.codat.accounting import ledger, moved_dates, trees
from mockserver.providers.codat.books import data_sets
from mockserver.testing import MockServer
from tests.providers.codat.conftest import Api

LINKED_ON = "2022-08-19T15:52:31.033Z"


@pytest.fixture
def at_noon(mock_server: MockServer) -> Iterator[Api]:
    """An account without companies whose clock stands still."""
    sandbox = mock_server.sandbox(seed="empty", clock={"rate": 0, "now": LINKED_ON})
    yield Api(sandbox, sandbox.codat)
    sandbox.delete()


def world_of(api: Api) -> Sandbox:
    return api.sandbox.server.app.gateway.sandboxes.get(api.sandbox.name)


def write(api: Api, connection: dict[str, Any], data_type: str, record: dict[str, Any]) -> None:
    """Somebody writes a record into the books."""
    sandbox = world_of(api)
    with sandbox.transaction():
        row = store.connection_named(sandbox, connection["id"])
        assert row is not None
        ledger.stage(sandbox, row, data_type, record)


def remove(api: Api, connection: dict[str, Any], data_type: str, record_id: str) -> None:
    """Somebody deletes a record from the books."""
    sandbox = world_of(api)
    with sandbox.transaction():
        row = store.connection_named(sandbox, connection["id"])
        assert row is not None
        ledger.stage_deletion(sandbox, row, data_type, record_id)


def bills(api: Api, company: dict[str, Any], **query: str) -> dict[str, Any]:
    return api.get(f"/companies/{company['id']}/data/bills", params=query).json()


def refresh(api: Api, company: dict[str, Any], data_type: str = "bills") -> None:
    api.post(f"/companies/{company['id']}/data/queue/{data_type}")
    api.sandbox.clock.run_until_idle()


def test_a_record_bears_the_moment_of_the_sync_and_dates_that_end_with_the_linking(
    at_noon: Api,
) -> None:
    company, connection = at_noon.synced()

    page = bills(at_noon, company, orderBy="-issueDate")
    transfers = f"/companies/{company['id']}/connections/{connection['id']}/data/transfers"
    moved = at_noon.get(transfers).json()["results"][0]

    newest = page["results"][0]
    planted = [*data_sets.records("small", "bills")][-1]["issueDate"]
    anchor = data_sets.about("small")["anchor"]
    assert newest["modifiedDate"] == "2022-08-19T15:52:33Z"
    assert moved["modifiedDate"] == "2022-08-19T15:52:33"
    assert newest["metadata"] == {"isDeleted": False}
    assert newest["issueDate"] <= "2022-08-20"
    assert (planted[:10] == anchor) is (newest["issueDate"][:10] == "2022-08-19")


def test_what_is_written_into_the_books_is_read_after_the_next_sync(at_noon: Api) -> None:
    company, connection = at_noon.synced()
    bill = bills(at_noon, company)["results"][0]
    before = bills(at_noon, company)["totalResults"]

    write(at_noon, connection, "bills", {**bill, "reference": "CHANGED"})
    write(at_noon, connection, "bills", {**bill, "id": "new", "reference": "NEW"})
    unseen = bills(at_noon, company, query="reference=changed || reference=new")
    refresh(at_noon, company)
    seen = bills(at_noon, company, query="reference=changed || reference=new")

    assert unseen["totalResults"] == 0
    assert {one["id"] for one in seen["results"]} == {bill["id"], "new"}
    assert {one["modifiedDate"] for one in seen["results"]} == {"2022-08-19T15:52:35Z"}
    assert bills(at_noon, company)["totalResults"] == before + 1


def test_what_is_deleted_from_the_books_stays_readable_as_deleted(at_noon: Api) -> None:
    company, connection = at_noon.synced()
    bill = bills(at_noon, company)["results"][0]
    total = bills(at_noon, company)["totalResults"]

    remove(at_noon, connection, "bills", bill["id"])
    refresh(at_noon, company)

    path = f"/companies/{company['id']}/data/bills/{bill['id']}"
    living = bills(at_noon, company, query="metadata.isDeleted!=true")
    assert at_noon.get(path).json()["metadata"] == {"isDeleted": True}
    assert at_noon.get(path).json()["status"] == bill["status"]
    assert bills(at_noon, company)["totalResults"] == total
    assert living["totalResults"] == total - 1


def test_a_sync_that_fails_leaves_what_was_there(at_noon: Api) -> None:
    company, connection = at_noon.synced()
    before = bills(at_noon, company)
    write(at_noon, connection, "bills", {**before["results"][0], "reference": "CHANGED"})

    at_noon.sandbox.settings["codat.sync_outcome"] = "FetchError"
    refresh(at_noon, company)

    assert bills(at_noon, company) == before


def test_a_first_sync_that_fails_leaves_nothing_to_read(at_noon: Api) -> None:
    at_noon.sandbox.settings["codat.sync_outcome"] = "MapError"
    company, _ = at_noon.synced()

    refused = at_noon.get(f"/companies/{company['id']}/data/bills")

    assert refused.status_code == 409
    assert refused.json()["error"] == "The data set has not been requested."


@pytest.mark.parametrize("change", ["unlink", "deauthorise"])
def test_what_was_fetched_is_read_though_the_access_is_gone(at_noon: Api, change: str) -> None:
    company, connection = at_noon.synced()
    before = bills(at_noon, company)
    path = f"/companies/{company['id']}/connections/{connection['id']}"
    changes = {
        "unlink": lambda: at_noon.request("PATCH", path, json={"status": "Unlinked"}),
        "deauthorise": lambda: at_noon.control(
            "/deauthorise", {"company_id": company["id"], "connection_id": connection["id"]}
        ),
    }

    changes[change]()

    assert bills(at_noon, company) == before


def test_a_company_gives_the_data_of_the_connection_that_is_linked(at_noon: Api) -> None:
    company, first = at_noon.synced()
    write(at_noon, first, "bills", {**bills(at_noon, company)["results"][0], "id": "of-the-first"})
    refresh(at_noon, company)
    second = at_noon.connection(company, "gbol")
    at_noon.authorise(company, second)
    running = bills(at_noon, company, query="id=of-the-first")
    at_noon.sandbox.clock.run_until_idle()

    found = bills(at_noon, company, query="id=of-the-first")

    assert running["totalResults"] == 1
    assert found["totalResults"] == 0


def test_a_deleted_connection_takes_its_data_along(at_noon: Api) -> None:
    company, connection = at_noon.synced()
    bills(at_noon, company, query="status=paid")

    at_noon.request("DELETE", f"/companies/{company['id']}/connections/{connection['id']}")

    sandbox = world_of(at_noon)
    left = [
        sandbox.value(f"SELECT count(*) FROM {table}")
        for table in ("codat_shelf", "codat_record", "codat_body", "codat_selected")
    ]
    assert at_noon.get(f"/companies/{company['id']}/data/bills").status_code == 409
    assert left == [0, 0, 0, 0]


def test_a_platform_that_lacks_the_data_type_says_so(at_noon: Api) -> None:
    company, connection = at_noon.synced("suuo")

    at_company = at_noon.get(f"/companies/{company['id']}/data/bills")
    path = f"/companies/{company['id']}/connections/{connection['id']}/data/transfers"

    assert at_company.status_code == 404
    assert at_company.json()["error"] == "Datatype bills not supported by platform(s) Plaid"
    assert at_noon.get(path).json()["error"] == (
        "Datatype transfers not supported by platform(s) Plaid"
    )


def test_the_books_stay_those_that_were_chosen_first(at_noon: Api) -> None:
    company, connection = at_noon.synced()
    before = bills(at_noon, company)["totalResults"]
    path = f"/companies/{company['id']}/connections/{connection['id']}"
    at_noon.request("PATCH", path, json={"status": "Unlinked"})

    consent = f"/company/{company['id']}/connections/{connection['id']}/authorize"
    at_noon.browse("POST", consent, data={"decision": "authorize", "dataSet": "empty"})
    refresh(at_noon, company)

    assert bills(at_noon, company)["totalResults"] == before > 0


def test_consumers_are_told_whether_a_sync_changed_anything(at_noon: Api) -> None:
    company, connection = at_noon.synced()
    at_noon.post("/webhooks", {"url": "http://127.0.0.1:9/", "eventTypes": ["DatasetDataChanged"]})

    refresh(at_noon, company)
    unchanged = len(at_noon.sandbox.webhooks.deliveries())
    write(at_noon, connection, "bills", {**bills(at_noon, company)["results"][0], "id": "new"})
    refresh(at_noon, company)

    assert unchanged == 0
    assert len(at_noon.sandbox.webhooks.deliveries()) == 1


def test_data_is_read_at_either_level_when_a_setting_says_so(at_noon: Api) -> None:
    company, connection = at_noon.synced()
    root = f"/companies/{company['id']}"
    swapped = [
        f"{root}/data/bankAccounts",
        f"{root}/connections/{connection['id']}/data/taxRates",
        f"{root}/data/nonsense",
    ]
    strict = [at_noon.get(path) for path in swapped]

    at_noon.sandbox.settings["codat.lenient_paths"] = True
    lenient = [at_noon.get(path) for path in swapped]
    one = at_noon.get(f"{swapped[0]}/{lenient[0].json()['results'][0]['id']}")

    assert [answer.json() for answer in strict] == [{"error": "NotFound"}] * 3
    assert [answer.status_code for answer in lenient] == [200, 200, 404]
    assert one.json() == lenient[0].json()["results"][0]


def test_the_options_of_bank_transactions_are_at_their_account(at_noon: Api) -> None:
    company, connection = at_noon.synced()
    root = f"/companies/{company['id']}/connections/{connection['id']}/options"

    options = at_noon.get(f"{root}/bankAccounts/any/bankTransactions")

    assert options.status_code == 200
    assert options.json() == at_noon.get(f"{root}/bankTransactions").json()


# -- large data ---------------------------------------------------------------------------------


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has more than ten records comes in by slices of four."""
    monkeypatch.setattr(ledger, "LARGE", 10)
    monkeypatch.setattr(ledger, "SLICE", 4)


@pytest.mark.usefixtures("small_is_large")
def test_a_sync_is_not_complete_before_the_last_slice_came_in(at_noon: Api) -> None:
    at_noon.sandbox.settings["codat.slice_ms"] = 1000
    company, _ = at_noon.linked()

    at_noon.sandbox.clock.advance("3s")
    waiting = at_noon.history(company, query="dataType=bills")[0]
    at_noon.sandbox.clock.run_until_idle()
    done = at_noon.history(company, query="dataType=bills")[0]

    assert waiting["status"] == "Processing"
    assert done["status"] == "Complete"
    assert bills(at_noon, company)["totalResults"] == data_sets.count("small", "bills")


@pytest.mark.usefixtures("small_is_large")
def test_what_comes_in_by_slices_is_what_comes_in_at_one_look(
    at_noon: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    sliced, _ = at_noon.synced()
    monkeypatch.setattr(ledger, "LARGE", 10_000)
    whole, _ = at_noon.synced()

    found = [bills(at_noon, company, pageSize="500")["results"] for company in (sliced, whole)]

    assert [one["id"] for one in found[0]] == [one["id"] for one in found[1]]
    assert [one["issueDate"] for one in found[0]] == [one["issueDate"] for one in found[1]]


# -- plain values -------------------------------------------------------------------------------


def test_dates_are_moved_and_other_texts_are_not() -> None:
    move = moved_dates.mover(31)

    moved = move(
        '{"a":"2024-01-31T00:00:00","b":"on 2024-01-31T00:00:00","c":"2024-01-31",'
        '"d":"9999-12-31T00:00:00","e":"2024-13-01T00:00:00"}'
    )

    assert moved == (
        '{"a":"2024-03-02T00:00:00","b":"on 2024-01-31T00:00:00","c":"2024-01-31",'
        '"d":"9999-12-31T00:00:00","e":"2024-13-01T00:00:00"}'
    )


def test_a_financial_year_goes_on_beginning_with_a_month() -> None:
    move = moved_dates.mover(40)

    assert move('{"financialYearStartDate":"2024-04-01T00:00:00"}') == (
        '{"financialYearStartDate":"2024-05-01T00:00:00"}'
    )


def test_categories_that_name_each_other_are_a_tree_all_the_same() -> None:
    circle = [{"id": "a", "parentId": "b"}, {"id": "b", "parentId": "a"}]

    assert trees.below(circle, "a") == {
        "id": "a",
        "parentId": "b",
        "subCategories": [{"id": "b", "parentId": "a", "subCategories": []}],
    }


HOSTILE = [
    "' OR 1=1 --",
    "%00",
    "..%2F..%2Fetc",
    "\ud83d\ude00",
    "a" * 3000,
    "{}",
    "%ff",
    "[]",
]


@pytest.mark.parametrize("record_id", HOSTILE)
def test_a_strange_id_is_not_found(api: Api, record_id: str) -> None:
    company = api.get("/companies", params={"query": "name=Fen and Moor Supplies"}).json()
    root = f"/companies/{company['results'][0]['id']}"

    answers = [
        api.get(f"{root}/data/invoices/{record_id}"),
        api.get(f"{root}/data/invoices/{record_id}/pdf"),
        api.get(f"{root}/connections/{record_id}/data/transfers"),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]


@pytest.mark.parametrize(
    "query",
    [
        "id=' OR 1=1 --",
        'note="a || b"',
        "id=" + "x" * 3000,
        "{" * 60 + "id=1" + "}" * 60,
        "totalAmount>" + "9" * 400,
        "issueDate>0001-01-01T00:00:00+23:59",
        "issueDate<9999-12-31T23:59:59-23:59",
        "id~\x00",
        "issueDate=2022-02-30",
        "||".join(["status=paid"] * 150),
    ],
)
def test_a_strange_query_is_answered_or_refused(api: Api, query: str) -> None:
    company = api.get("/companies", params={"query": "name=Fen and Moor Supplies"}).json()
    path = f"/companies/{company['results'][0]['id']}/data/invoices"

    response = api.get(path, params={"query": query, "pageSize": "1"})

    assert response.status_code in (200, 400)
    assert re.search(r'"results":|Malformed query', response.text)


@pytest.mark.parametrize(
    "query",
    [
        "periodLength=999999999999999&periodsToCompare=999999999999999",
        "periodLength=1&periodsToCompare=1&startMonth=0001-01-01",
        "periodLength=1&periodsToCompare=1&startMonth=9999-12-31",
    ],
)
@pytest.mark.parametrize("statement", ["balanceSheet", "profitAndLoss", "cashFlowStatement"])
def test_strange_periods_give_what_there_is(api: Api, statement: str, query: str) -> None:
    company = api.get("/companies", params={"query": "name=Fen and Moor Supplies"}).json()
    root = f"/companies/{company['results'][0]['id']}"

    response = api.get(f"{root}/data/financials/{statement}?{query}")

    assert response.status_code == 200
    assert len(response.json()["reports"]) <= 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("numberOfPeriods=100&periodLengthDays=999999999999999", 200),
        ("numberOfPeriods=101", 400),
        ("reportDate=0001-01-01", 200),
        ("reportDate=9999-12-31", 200),
        ("reportDate=soon", 400),
    ],
)
def test_strange_buckets_give_what_there_is(api: Api, query: str, status: int) -> None:
    company = api.get("/companies", params={"query": "name=Fen and Moor Supplies"}).json()
    root = f"/companies/{company['results'][0]['id']}"

    response = api.get(f"{root}/reports/agedDebtor?{query}")

    assert response.status_code == status


@pytest.mark.parametrize(
    "data_type", ["invoices", "payments", "journalEntries", "bankTransactions", "customers"]
)
@pytest.mark.parametrize("start", [0, 40_000])
def test_texts_of_a_data_set_are_its_records(data_type: str, start: int) -> None:
    records = list(data_sets.records("large", data_type, start, start + 2500))

    texts = list(data_sets.texts("large", data_type, start, start + 2500, json.dumps))

    assert [json.loads(text) for _, _, text in texts] == records
    assert [record_id for record_id, _, _ in texts] == [record["id"] for record in records]
    assert [ledger.place(data_type, record) for _, record, _ in texts] == [
        ledger.place(data_type, record) for record in records
    ]
