"""POST /entity/search: which entities were updated when."""

from __future__ import annotations

import re
from typing import Any

import pytest

from contract_tests.appzen.entities import (
    SEARCH,
    SEARCH_ARTICLE,
    draft,
    hit_of,
    search,
    upsert,
)
from contract_tests.support.answers import expect
from contract_tests.targets import Target

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
LIMIT = "0 is sent in the vendor's sample and 1000 is the published maximum; refusals are not seen"
LONG_WINDOW = "seven days are the published maximum; how a longer window is answered is not"


@pytest.mark.writes
@pytest.mark.documented(SEARCH_ARTICLE)
def test_a_written_entity_is_found_within_a_day(target: Target) -> None:
    entity = draft(target)
    uuid = upsert(target, entity)["uuid"]

    assert hit_of(target, uuid)["entity-id"] == entity["entity_id"]


@pytest.mark.writes
@pytest.mark.documented(SEARCH_ARTICLE)
def test_a_hit_tells_its_key_its_uuid_its_state_and_its_time(target: Target) -> None:
    uuid = upsert(target, draft(target, is_active=False))["uuid"]

    hit = hit_of(target, uuid)

    assert sorted(hit) == ["appzen-uuid", "entity-id", "is-active", "last-appzen-update-time"]
    assert hit["is-active"] is False
    assert MOMENT.fullmatch(hit["last-appzen-update-time"])


@pytest.mark.documented(SEARCH_ARTICLE)
def test_the_answer_is_a_bare_list(target: Target) -> None:
    assert isinstance(expect(search(target), 200), list)


@pytest.mark.documented(SEARCH_ARTICLE)
def test_a_limit_is_kept(target: Target) -> None:
    assert len(expect(search(target, limit=1), 200)) <= 1


@pytest.mark.documented(SEARCH_ARTICLE)
def test_a_window_long_ago_is_empty(target: Target) -> None:
    response = search(target, since="1999-01-01T00:00:00Z", until="1999-01-02T00:00:00Z")

    assert expect(response, 200) == []


@pytest.mark.assumed("the order is taken to be that of the samples: by time, oldest first")
def test_hits_are_in_the_order_of_their_time(target: Target) -> None:
    times = [hit["last-appzen-update-time"] for hit in expect(search(target), 200)]

    assert times == sorted(times)


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.assumed("the order is taken to be that of the samples: by time, oldest first")
def test_an_update_moves_an_entity_to_the_end(target: Target) -> None:
    entities = [draft(target), draft(target), draft(target)]
    uuids = [upsert(target, entity)["uuid"] for entity in entities]
    target.control("POST", "/clock", {"advance": 60})
    upsert(target, entities[1])
    target.control("POST", "/clock", {"advance": 60})
    upsert(target, entities[0])

    hits = [hit["appzen-uuid"] for hit in expect(search(target), 200)]

    assert hits[-3:] == [uuids[2], uuids[1], uuids[0]]


@pytest.mark.writes
@pytest.mark.needs("clock")
@pytest.mark.assumed("an update with the same content is taken to count as an update")
def test_every_post_counts_as_an_update(target: Target) -> None:
    entity = draft(target)
    uuid = upsert(target, entity)["uuid"]
    before = hit_of(target, uuid)["last-appzen-update-time"]
    target.control("POST", "/clock", {"advance": 60})

    upsert(target, entity)

    assert hit_of(target, uuid)["last-appzen-update-time"] > before


@pytest.mark.writes
@pytest.mark.assumed("both ends of the window are taken to be included")
def test_both_ends_of_the_window_count(target: Target) -> None:
    uuid = upsert(target, draft(target))["uuid"]
    moment = hit_of(target, uuid)["last-appzen-update-time"]

    hits = expect(search(target, since=moment, until=moment), 200)

    assert uuid in [hit["appzen-uuid"] for hit in hits]


@pytest.mark.assumed(LIMIT)
@pytest.mark.parametrize("limit", [0, 1, 1000, "50", None])
def test_a_limit_up_to_1000_is_accepted(target: Target, limit: Any) -> None:
    expect(search(target, limit=limit), 200)


@pytest.mark.assumed(LIMIT)
@pytest.mark.parametrize("limit", [-1, 1001, 10**30, 1.5, "many", "", True, [], {}], ids=repr)
def test_another_limit_is_refused(target: Target, limit: Any) -> None:
    expect(search(target, limit=limit), 400)


@pytest.mark.writes
@pytest.mark.assumed("0 is taken to mean the default, as in the vendor's sample")
def test_a_limit_of_0_shows_hits(target: Target) -> None:
    upsert(target, draft(target))

    assert expect(search(target, limit=0), 200) != []


@pytest.mark.documented(SEARCH_ARTICLE + ": at most seven days")
def test_a_window_of_seven_days_is_accepted(target: Target) -> None:
    expect(search(target, since="2024-06-01T00:00:00Z", until="2024-06-08T00:00:00Z"), 200)


@pytest.mark.assumed(LONG_WINDOW)
@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2024-06-01T00:00:00.000Z", "2024-06-08T00:00:00.001Z"),
        ("2024-06-01", "2024-06-09"),
        ("0001-01-01", "9999-12-31T23:59:59Z"),
    ],
)
def test_a_longer_window_is_refused(target: Target, since: str, until: str) -> None:
    expect(search(target, since=since, until=until), 400)


@pytest.mark.assumed("a window that ends before it begins is taken to be a mistake")
def test_a_window_turned_round_is_refused(target: Target) -> None:
    expect(search(target, since="2024-06-02T00:00:00Z", until="2024-06-01T00:00:00Z"), 400)


@pytest.mark.assumed("both ends are published as required; that refusals follow is not seen")
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"from-last-appzen-update-time": "2024-06-01T00:00:00Z"},
        {"to-last-appzen-update-time": "2024-06-01T00:00:00Z"},
        {"from-last-appzen-update-time": "", "to-last-appzen-update-time": "2024-06-01"},
        {"from-last-appzen-update-time": "x", "to-last-appzen-update-time": "2024-06-01"},
        {"from-last-appzen-update-time": 0, "to-last-appzen-update-time": 1},
    ],
    ids=str,
)
def test_a_search_without_a_window_is_refused(target: Target, body: dict[str, Any]) -> None:
    answer = expect(target.reading.post(SEARCH, json=body), 400)

    assert answer["message"].endswith(" - Invalid request, please fix and resend")
