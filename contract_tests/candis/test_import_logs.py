"""GET …/imports/{processId}: what became of each record, page by page."""

from __future__ import annotations

from datetime import datetime

import pytest

from contract_tests.candis import imports
from contract_tests.candis.imports import ACCOUNTS
from contract_tests.support.answers import expect
from contract_tests.targets import Target

PAGING = "guide: How to use pagination"
UNKNOWN_PROCESS = "00000000-0000-4000-8000-000000000000"


@pytest.mark.writes
@pytest.mark.spec("getImportLogs, response 200")
def test_an_event_names_its_process_its_organisation_and_its_time(target: Target) -> None:
    code = target.unique("gla")
    accepted = imports.update(target, ACCOUNTS, [{"accountCode": code, "name": "Nobody"}])

    log = imports.finished(target, accepted)

    event = log["events"][0]
    assert event["processId"] == expect(accepted, 202)["processId"]
    assert event["organizationId"] == target.subject["organization_id"]
    assert datetime.fromisoformat(event["createdAt"]).utcoffset() is not None


@pytest.mark.writes
@pytest.mark.spec("getImportLogs, response 200")
def test_an_imported_event_has_no_errors(target: Target) -> None:
    code = target.unique("gla")

    events = imports.created(target, ACCOUNTS, {"accountCode": code, "name": "Revenue"})

    assert events[0].get("importErrors", []) == []


@pytest.mark.writes
@pytest.mark.documented("guide: How the Core Data API works")
def test_a_job_is_processed_even_when_every_line_failed(target: Target) -> None:
    code = target.unique("gla")
    accepted = imports.update(target, ACCOUNTS, [{"accountCode": code, "name": "Nobody"}])

    log = imports.finished(target, accepted)

    assert log["jobStatus"] == "PROCESSED"
    assert [event["status"] for event in log["events"]] == ["FAILED"]


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.assumed("a job is taken to last long enough to be seen PROCESSING, without events")
def test_a_job_is_processing_at_first(target: Target) -> None:
    code = target.unique("gla")
    accepted = imports.update(target, ACCOUNTS, [{"accountCode": code, "name": "Nobody"}])

    response = imports.log(target, expect(accepted, 202)["processId"])

    assert expect(response, 200) == {
        "jobStatus": "PROCESSING",
        "events": [],
        "pagination": {"pageCount": 0, "pageSize": 0, "totalCount": 0},
    }


@pytest.mark.writes
@pytest.mark.assumed("the schema has no minItems; an empty import is taken to be harmless")
def test_an_empty_import_is_processed_without_events(target: Target) -> None:
    accepted = imports.create(target, ACCOUNTS, [])

    log = imports.finished(target, accepted)

    assert log == {
        "jobStatus": "PROCESSED",
        "events": [],
        "pagination": {"pageCount": 0, "pageSize": 0, "totalCount": 0},
    }


@pytest.mark.writes
@pytest.mark.assumed("events are taken to stand in the order of the records")
def test_events_stand_in_the_order_of_the_records(target: Target) -> None:
    first, second, third = target.unique("z"), target.unique("a"), target.unique("m")

    events = imports.updated(
        target,
        ACCOUNTS,
        {"accountCode": first, "name": "Nobody"},
        {"accountCode": second, "name": "Nobody"},
        {"accountCode": third, "name": "Nobody"},
    )

    assert [event["id"] for event in events] == [first, second, third]


@pytest.mark.writes
@pytest.mark.documented(PAGING)
def test_a_page_has_fifty_events_by_default(target: Target) -> None:
    process_id = imports.many_events(target)

    page = expect(imports.log(target, process_id), 200)

    assert len(page["events"]) == 50
    assert page["pagination"] == {"pageCount": 2, "pageSize": 50, "totalCount": 52}


@pytest.mark.writes
@pytest.mark.documented(PAGING)
@pytest.mark.parametrize("limit", [51, 1000])
def test_a_limit_above_fifty_counts_as_fifty(target: Target, limit: int) -> None:
    process_id = imports.many_events(target)

    page = expect(imports.log(target, process_id, limit=limit), 200)

    assert len(page["events"]) == 50
    assert page["pagination"] == {"pageCount": 2, "pageSize": 50, "totalCount": 52}


@pytest.mark.writes
@pytest.mark.documented(PAGING)
def test_the_last_page_says_how_many_events_are_on_it(target: Target) -> None:
    process_id = imports.many_events(target)

    page = expect(imports.log(target, process_id, offset=50, limit=50), 200)

    assert [event["id"][-4:] for event in page["events"]] == ["-051", "-052"]
    assert page["pagination"] == {"pageCount": 2, "pageSize": 2, "totalCount": 52}


@pytest.mark.writes
@pytest.mark.documented(PAGING)
def test_offset_skips_single_events(target: Target) -> None:
    process_id = imports.many_events(target)

    page = expect(imports.log(target, process_id, offset=3, limit=2), 200)

    assert [event["id"][-4:] for event in page["events"]] == ["-004", "-005"]
    assert page["pagination"] == {"pageCount": 26, "pageSize": 2, "totalCount": 52}


@pytest.mark.writes
@pytest.mark.spec("getImportLogs: limit has minimum 1")
def test_a_limit_of_one_is_the_smallest(target: Target) -> None:
    process_id = imports.many_events(target)

    page = expect(imports.log(target, process_id, limit=1), 200)

    assert len(page["events"]) == 1
    assert page["pagination"] == {"pageCount": 52, "pageSize": 1, "totalCount": 52}


@pytest.mark.writes
@pytest.mark.assumed("what follows the last page is taken to be empty, not an error")
@pytest.mark.parametrize("offset", [52, 1000])
def test_a_page_beyond_the_end_is_empty(target: Target, offset: int) -> None:
    process_id = imports.many_events(target)

    page = expect(imports.log(target, process_id, offset=offset), 200)

    assert page["events"] == []
    assert page["pagination"] == {"pageCount": 2, "pageSize": 0, "totalCount": 52}


BAD_PAGES = pytest.mark.parametrize(
    ("name", "value"),
    [("limit", "0"), ("limit", "-1"), ("limit", "abc"), ("offset", "-1"), ("offset", "abc")],
)


@BAD_PAGES
@pytest.mark.writes
@pytest.mark.spec("getImportLogs: numbers, limit has minimum 1, offset has minimum 0; 400")
def test_a_page_outside_the_schema_is_refused(target: Target, name: str, value: str) -> None:
    process_id = imports.many_events(target)

    response = imports.log(target, process_id, **{name: value})

    assert imports.refusal(response, 400)["errorCode"] in ("BAD_INPUT", "BAD_REQUEST")


@BAD_PAGES
@pytest.mark.writes
@pytest.mark.assumed("that BAD_INPUT names the parameter, without an index, is not published")
def test_a_refused_page_names_the_parameter(target: Target, name: str, value: str) -> None:
    process_id = imports.many_events(target)

    refused = imports.refusal(imports.log(target, process_id, **{name: value}), 400)

    assert refused["errorCode"] == "BAD_INPUT"
    assert refused["errors"][0]["property"] == name
    assert "index" not in refused["errors"][0]


@pytest.mark.assumed("the operation lists 400 and 503 only; 404 is taken from its siblings")
@pytest.mark.parametrize("process_id", [UNKNOWN_PROCESS, "not-a-uuid", ACCOUNTS])
def test_an_unknown_process_is_not_found(target: Target, process_id: str) -> None:
    response = imports.log(target, process_id)

    assert imports.refusal(response, 404)["errorCode"] == "NOT_FOUND"


@pytest.mark.spec("getImportLogs, response 400; siblings: response 404")
def test_an_unknown_process_is_refused_in_the_envelope(target: Target) -> None:
    response = imports.log(target, UNKNOWN_PROCESS)

    refused = expect(response, 400, 404)
    assert refused["errorCode"] in ("NOT_FOUND", "BAD_REQUEST", "BAD_INPUT")
    assert refused["message"]
