"""Following an import: when it is done, what a page shows."""

from typing import Any

import pytest

from mockserver.engine.sandbox import Sandbox
from tests.providers.candis.conftest import Candis

ACCOUNTS = "general-ledger-accounts"


def batch(size: int) -> list[dict[str, Any]]:
    return [{"accountCode": f"C-{number:03}", "name": "n"} for number in range(1, size + 1)]


def processed(candis: Candis, size: int) -> str:
    process_id = candis.accepted("POST", ACCOUNTS, batch(size))
    candis.clock.run_until_idle()
    return process_id


def ids(log: dict[str, Any]) -> list[str]:
    return [event["id"] for event in log["events"]]


def test_an_import_is_processing_at_first_and_shows_nothing(candis: Candis) -> None:
    process_id = candis.accepted("POST", ACCOUNTS, batch(2))

    assert candis.log(process_id) == {
        "jobStatus": "PROCESSING",
        "events": [],
        "pagination": {"pageCount": 0, "pageSize": 0, "totalCount": 0},
    }


def test_an_import_is_done_after_the_processing_time(candis: Candis) -> None:
    process_id = candis.accepted("POST", ACCOUNTS, batch(2))

    candis.clock.advance("249ms")
    before = candis.log(process_id)
    candis.clock.advance("1ms")
    after = candis.log(process_id)

    assert before["jobStatus"] == "PROCESSING"
    assert after["jobStatus"] == "PROCESSED"
    assert ids(after) == ["C-001", "C-002"]


def test_an_import_without_processing_time_is_done_at_the_first_look(candis: Candis) -> None:
    candis.settings["candis.processing_ms"] = 0

    process_id = candis.accepted("POST", ACCOUNTS, batch(1))

    assert candis.log(process_id)["jobStatus"] == "PROCESSED"


def test_a_large_import_takes_longer(candis: Candis) -> None:
    process_id = candis.accepted("POST", ACCOUNTS, batch(1001))

    ran = candis.clock.run_until_idle()

    assert [(event["at"], event["outcome"]) for event in ran] == [
        ("2024-01-01T12:00:00Z", "done"),
        ("2024-01-01T12:00:00.100Z", "done"),
        ("2024-01-01T12:00:00.200Z", "done"),
    ]
    last = candis.log(process_id, offset=1000)["events"]
    assert [(event["id"], event["createdAt"]) for event in last] == [
        ("C-1001", "2024-01-01T12:00:00.200Z")
    ]


def test_a_batch_of_one_whole_slice_needs_no_second_one(candis: Candis) -> None:
    process_id = candis.accepted("POST", ACCOUNTS, batch(500))

    ran = candis.clock.run_until_idle()

    assert len(ran) == 1
    assert candis.log(process_id)["jobStatus"] == "PROCESSED"


def test_progress_is_hidden_until_the_import_is_done(candis: Candis) -> None:
    process_id = candis.accepted("POST", ACCOUNTS, batch(501))

    candis.clock.next_event()

    assert candis.log(process_id) == {
        "jobStatus": "PROCESSING",
        "events": [],
        "pagination": {"pageCount": 0, "pageSize": 0, "totalCount": 0},
    }


def test_progress_is_shown_where_a_sandbox_wants_it(candis: Candis) -> None:
    candis.settings["candis.show_import_progress"] = True
    process_id = candis.accepted("POST", ACCOUNTS, batch(501))

    candis.clock.next_event()
    log = candis.log(process_id, offset=499)

    assert log["jobStatus"] == "PROCESSING"
    assert ids(log) == ["C-500"]
    assert log["pagination"] == {"pageCount": 10, "pageSize": 1, "totalCount": 500}


def test_an_event_says_all_about_its_record(candis: Candis) -> None:
    process_id = processed(candis, 1)

    assert candis.log(process_id)["events"] == [
        {
            "id": "C-001",
            "processId": process_id,
            "organizationId": "alpha-organization",
            "status": "IMPORTED",
            "operation": "CREATE",
            "createdAt": "2024-01-01T12:00:00Z",
        }
    ]


def test_a_page_counts_what_it_holds(candis: Candis) -> None:
    process_id = processed(candis, 52)

    log = candis.log(process_id, offset=50, limit=50)

    assert ids(log) == ["C-051", "C-052"]
    assert log["pagination"] == {"pageCount": 2, "pageSize": 2, "totalCount": 52}


def test_a_page_has_fifty_records_by_default(candis: Candis) -> None:
    process_id = processed(candis, 52)

    log = candis.log(process_id)

    assert (len(log["events"]), ids(log)[0], ids(log)[-1]) == (50, "C-001", "C-050")
    assert log["pagination"] == {"pageCount": 2, "pageSize": 50, "totalCount": 52}


@pytest.mark.parametrize("limit", ["51", "100", "99999999999999999999999", "1" * 6000])
def test_a_limit_above_fifty_counts_as_fifty(candis: Candis, limit: str) -> None:
    process_id = processed(candis, 52)

    log = candis.log(process_id, limit=limit)

    assert log["pagination"] == {"pageCount": 2, "pageSize": 50, "totalCount": 52}


def test_a_small_limit_makes_many_pages(candis: Candis) -> None:
    process_id = processed(candis, 7)

    log = candis.log(process_id, offset=3, limit=3)

    assert ids(log) == ["C-004", "C-005", "C-006"]
    assert log["pagination"] == {"pageCount": 3, "pageSize": 3, "totalCount": 7}


@pytest.mark.parametrize("offset", ["52", "1000", "99999999999999999999999"])
def test_behind_the_end_there_is_nothing(candis: Candis, offset: str) -> None:
    process_id = processed(candis, 52)

    log = candis.log(process_id, offset=offset)

    assert log["events"] == []
    assert log["pagination"] == {"pageCount": 2, "pageSize": 0, "totalCount": 52}


def test_unknown_query_parameters_are_ignored(candis: Candis) -> None:
    process_id = processed(candis, 1)

    assert ids(candis.log(process_id, page="7", status="FAILED")) == ["C-001"]


@pytest.mark.parametrize(
    ("query", "messages"),
    [
        ("limit=0", ["limit must not be less than 1"]),
        ("limit=-1", ["limit must not be less than 1"]),
        ("limit=ten", ["limit must be a number conforming to the specified constraints"]),
        ("limit=", ["limit must be a number conforming to the specified constraints"]),
        ("limit=1.5", ["limit must be a number conforming to the specified constraints"]),
        ("limit=%00", ["limit must be a number conforming to the specified constraints"]),
        ("limit=NaN", ["limit must be a number conforming to the specified constraints"]),
        ("offset=-1", ["offset must not be less than 0"]),
        ("offset=٣", ["offset must be a number conforming to the specified constraints"]),
        ("offset=--3", ["offset must be a number conforming to the specified constraints"]),
    ],
)
def test_a_page_that_cannot_be_is_refused(candis: Candis, query: str, messages: list[str]) -> None:
    process_id = processed(candis, 1)

    response = candis.request("GET", f"/imports/{process_id}?{query}")

    assert response.status_code == 400
    body = response.json()
    assert body["errorCode"] == "BAD_INPUT"
    assert body["errors"] == [{"property": query.partition("=")[0], "messages": messages}]


def test_an_unknown_process_is_not_found(candis: Candis) -> None:
    response = candis.request("GET", "/imports/9924bb4a-7ee9-4b6a-ac7b-30fdbe6b0031")

    assert response.status_code == 404
    assert response.json()["errorCode"] == "NOT_FOUND"
    assert response.json()["message"] == "Import process not found"


def test_an_unknown_process_is_a_bad_request_where_a_sandbox_wants_it(candis: Candis) -> None:
    candis.settings["candis.unknown_import"] = "400"

    response = candis.request("GET", "/imports/9924bb4a-7ee9-4b6a-ac7b-30fdbe6b0031")

    assert (response.status_code, response.json()["errorCode"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "process_id", ["general-ledger-accounts", "%00", "%ff", "..%5c..", "'", "%F0%9D%94%8A"]
)
def test_anything_else_is_an_unknown_process(candis: Candis, process_id: str) -> None:
    response = candis.request("GET", f"/imports/{process_id}")

    assert (response.status_code, response.json()["errorCode"]) == (404, "NOT_FOUND")


def test_a_process_of_another_organization_is_unknown(candis: Candis) -> None:
    token = candis.sandbox.candis.credentials["foreign_access_token"]
    process_id = processed(candis, 1)

    response = candis.sandbox.candis.request(
        "GET",
        f"/v1/organizations/beta-organization/imports/{process_id}",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert (response.status_code, response.json()["errorCode"]) == (404, "NOT_FOUND")


def test_every_import_has_a_log_of_its_own(candis: Candis) -> None:
    first = candis.accepted("POST", ACCOUNTS, [{"accountCode": "D-1", "name": "n"}])
    second = candis.accepted("PUT", ACCOUNTS, [{"accountCode": "D-1", "name": "m"}])
    candis.clock.run_until_idle()

    assert [event["operation"] for event in candis.log(first)["events"]] == ["CREATE"]
    assert [event["operation"] for event in candis.log(second)["events"]] == ["UPDATE"]
    assert candis.log(second)["events"][0]["status"] == "IMPORTED"


def test_a_page_is_one_range_of_a_key_wherever_it_lies(candis: Candis) -> None:
    inside: Sandbox = candis.sandbox.server.app.sandboxes.get(candis.sandbox.name)

    with inside.transaction():
        plan = inside.rows(
            "EXPLAIN QUERY PLAN SELECT key, errors, created_at FROM candis_import_line"
            " WHERE import = ? AND line >= ? ORDER BY line LIMIT ?",
            1,
            99_950,
            50,
        )

    assert [step["detail"] for step in plan] == [
        "SEARCH candis_import_line USING PRIMARY KEY (import=? AND line>?)"
    ]
