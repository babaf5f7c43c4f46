"""POST /entity/search: which entities were updated when."""

from typing import Any

import pytest

from mockserver.testing import MockSandbox
from mockserver.testing.sandbox import ProviderAccess
from tests.providers.appzen.entities import ENTITY, SEARCH, detail, entity, window

DAY = window("2024-07-01", "2024-07-02")


def ids(response: Any) -> list[str]:
    assert response.status_code == 200, response.text
    return [hit["entity-id"] for hit in response.json()]


def test_a_hit_shows_four_fields(appzen: ProviderAccess) -> None:
    uuid = appzen.request("POST", ENTITY, json=entity(is_active=False)).json()["uuid"]

    found = appzen.request("POST", SEARCH, json=DAY)

    assert found.json() == [
        {
            "entity-id": "E-1",
            "appzen-uuid": uuid,
            "is-active": False,
            "last-appzen-update-time": "2024-07-01T12:00:00.000Z",
        }
    ]
    assert next(iter(found.json()[0])) == "entity-id"


def test_nothing_found_is_an_empty_list(appzen: ProviderAccess) -> None:
    found = appzen.request("POST", SEARCH, json=DAY)

    assert (found.status_code, found.json()) == (200, [])


def test_the_longest_untouched_comes_first_and_an_update_moves_to_the_end(
    world: MockSandbox,
) -> None:
    world.appzen.request("POST", ENTITY, json=entity("first"))
    world.clock.advance(1)
    world.appzen.request("POST", ENTITY, json=entity("second"))
    world.clock.advance(1)
    world.appzen.request("POST", ENTITY, json=entity("first"))

    found = world.appzen.request("POST", SEARCH, json=DAY)

    assert ids(found) == ["second", "first"]


def test_records_of_the_same_moment_are_in_the_order_of_their_uuids(
    appzen: ProviderAccess,
) -> None:
    appzen.request("POST", ENTITY, json=entity("a"))
    appzen.request("POST", ENTITY, json=entity("b"))
    appzen.request("POST", ENTITY, json=entity("c"))

    uuids = [hit["appzen-uuid"] for hit in appzen.request("POST", SEARCH, json=DAY).json()]

    assert len(uuids) == 3
    assert uuids == sorted(uuids)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2024-07-01T12:00:00Z", "2024-07-01T12:00:00Z", ["E-1"]),
        ("2024-07-01T12:00:00.001Z", "2024-07-01T13:00:00Z", []),
        ("2024-07-01T11:00:00Z", "2024-07-01T11:59:59.999Z", []),
        ("2024-06-30", "2024-07-01", []),
        ("2024-07-01", "2024-07-08", ["E-1"]),
        ("2024-07-01T14:00:00+02:00", "2024-07-01T14:00:00+0200", ["E-1"]),
        ("2024-07-01T12:00:00", "2024-07-01T12:00:00.000", ["E-1"]),
    ],
)
def test_both_ends_of_the_window_count(
    appzen: ProviderAccess, since: str, until: str, found: list[str]
) -> None:
    appzen.request("POST", ENTITY, json=entity())

    assert ids(appzen.request("POST", SEARCH, json=window(since, until))) == found


@pytest.mark.parametrize(
    ("since", "until", "explanation"),
    [
        (
            "2024-07-01T00:00:00Z",
            "2024-07-08T00:00:00.001Z",
            "to-last-appzen-update-time: expected at most 7 days after"
            " from-last-appzen-update-time, got 7.000 days",
        ),
        (
            "2024-07-01T00:00:00Z",
            "2024-06-30T23:59:59.999Z",
            "to-last-appzen-update-time: expected a time not before"
            " from-last-appzen-update-time, got 1 ms before it",
        ),
    ],
)
def test_a_window_longer_than_seven_days_or_turned_round_is_refused(
    appzen: ProviderAccess, since: str, until: str, explanation: str
) -> None:
    refused = appzen.request("POST", SEARCH, json=window(since, until))

    assert refused.status_code == 400
    assert detail(refused) == explanation


@pytest.mark.parametrize("limit", [None, 0, "0", 1000, "1000", 3, 2.0, "2"])
def test_a_limit_that_is_enough_shows_everything(appzen: ProviderAccess, limit: Any) -> None:
    appzen.request("POST", ENTITY, json=entity("a"))
    appzen.request("POST", ENTITY, json=entity("b"))

    found = appzen.request("POST", SEARCH, json={**DAY, "limit": limit})

    assert sorted(ids(found)) == ["a", "b"]


def test_a_limit_shows_the_longest_untouched(world: MockSandbox) -> None:
    world.appzen.request("POST", ENTITY, json=entity("old"))
    world.clock.advance(1)
    world.appzen.request("POST", ENTITY, json=entity("new"))

    assert ids(world.appzen.request("POST", SEARCH, json={**DAY, "limit": 1})) == ["old"]


@pytest.mark.parametrize(
    "limit", [-1, 1001, 10**30, 1.5, "", "many", True, False, [], {}, "-1", "1001"]
)
def test_a_limit_out_of_range_is_refused(appzen: ProviderAccess, limit: Any) -> None:
    refused = appzen.request("POST", SEARCH, json={**DAY, "limit": limit})

    assert refused.status_code == 400
    assert detail(refused).startswith("limit: expected ")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"from-last-appzen-update-time": "2024-07-01"},
        {"to-last-appzen-update-time": "2024-07-01"},
        window("", "2024-07-01"),
        {"from-last-appzen-update-time": None, "to-last-appzen-update-time": "2024-07-01"},
        window("yesterday", "2024-07-01"),
        window("2024-02-30", "2024-03-01"),
        {"from-last-appzen-update-time": 0, "to-last-appzen-update-time": 1},
        {"from_last_appzen_update_time": "2024-07-01", "to_last_appzen_update_time": "2024-07-01"},
        [],
        [DAY],
        "2024-07-01",
    ],
)
def test_a_search_without_a_window_is_refused(appzen: ProviderAccess, body: Any) -> None:
    refused = appzen.request("POST", SEARCH, json=body)

    assert (refused.status_code, refused.json()["error"]) == (400, "Bad Request")


def test_unknown_criteria_are_ignored(appzen: ProviderAccess) -> None:
    appzen.request("POST", ENTITY, json=entity())

    found = appzen.request("POST", SEARCH, json={**DAY, "entity-id": "E-2"})

    assert ids(found) == ["E-1"]


def test_a_search_does_not_show_another_customers_records(world: MockSandbox) -> None:
    given = world.appzen.credentials
    world.appzen.request("POST", ENTITY, json=entity())
    other = world.appzen.headers | {
        "customer-id": given["other_customer_id"],
        "customer-key": given["other_customer_key"],
    }

    assert ids(world.appzen.request("POST", SEARCH, json=DAY, headers=other)) == []


def test_a_search_does_not_count_as_an_update(world: MockSandbox) -> None:
    world.appzen.request("POST", ENTITY, json=entity())
    world.clock.advance(60)
    world.appzen.request("POST", SEARCH, json=DAY)

    (hit,) = world.appzen.request("POST", SEARCH, json=DAY).json()

    assert hit["last-appzen-update-time"] == "2024-07-01T12:00:00.000Z"
