"""user-add and user-remove: users come to divisions and areas, and go."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.feedback_house.divisions import DIVISIONS
from contract_tests.feedback_house.things import AREAS, ERROR_STATUSES, UNKNOWN_ID, USERS, Things
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

PORTAL = "portal: add users, remove users"
BOTH = pytest.mark.parametrize(
    ("places", "name"), [(DIVISIONS, "businessDivision"), (AREAS, "area")], ids=["division", "area"]
)


def change(target: Target, places: Things, name: str, verb: str, *users: str) -> Any:
    """Make a place, let users come or go; its id, and the answer."""
    place = places.create(target, name=target.unique("Berlin"))["id"]
    return place, expect(sent(target, places, name, verb, place, *users), *ERROR_STATUSES)


def sent(target: Target, places: Things, name: str, verb: str, place: str, *users: str) -> Any:
    """Let users come to a place, or go."""
    items = [{f"{name}Id": place, "users": list(users)}]
    body = {f"{name}Users{verb.capitalize()}": items}
    return target.session.post(f"{places.root}/user-{verb}", json=body)


@BOTH
@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_added_users_belong_to_the_place_once(target: Target, places: Things, name: str) -> None:
    user = USERS.create(target, name=target.unique("Ana"))["id"]

    place, answer = change(target, places, name, "add", user, user)

    assert answer["status"] == "OK"
    assert answer["errors"] == []
    assert places.found(target, place)["users"] == [user]


@BOTH
@pytest.mark.writes
@pytest.mark.assumed("the portal prints Update and Updated, and does not say what is counted")
def test_additions_are_counted_by_items(target: Target, places: Things, name: str) -> None:
    first = USERS.create(target, name=target.unique("Ana"))["id"]
    second = USERS.create(target, name=target.unique("Eva"))["id"]

    place, answer = change(target, places, name, "add", first, second)

    assert answer["message"] == "Updated 1 | Errors 0"
    assert answer["data"] == [{f"{name}Id": place, "users": [first, second]}]


@pytest.mark.writes
@pytest.mark.documented("portal: area, add users")
def test_a_user_is_transferred_to_the_area_that_was_named_last(target: Target) -> None:
    user = USERS.create(target, name=target.unique("Ana"))["id"]
    before, _ = change(target, AREAS, "area", "add", user)

    after, _ = change(target, AREAS, "area", "add", user)

    assert AREAS.found(target, before)["users"] == []
    assert AREAS.found(target, after)["users"] == [user]
    assert USERS.found(target, user)["area"] == after


@pytest.mark.writes
@pytest.mark.assumed("transfer is published for areas only")
def test_a_user_keeps_other_divisions_and_names_the_last(target: Target) -> None:
    user = USERS.create(target, name=target.unique("Ana"))["id"]
    before, _ = change(target, DIVISIONS, "businessDivision", "add", user)

    after, _ = change(target, DIVISIONS, "businessDivision", "add", user)

    assert DIVISIONS.found(target, before)["users"] == [user]
    assert USERS.found(target, user)["businessDivision"] == after


@BOTH
@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_missing_users_are_told(target: Target, places: Things, name: str) -> None:
    words = {"businessDivision": "Missing users field", "area": "Missing users"}

    place, answer = change(target, places, name, "add")

    assert answer["status"] == "OK"
    assert answer["errors"] == [
        {"object": {f"{name}Id": place, "users": []}, "message": words[name]}
    ]


@BOTH
@pytest.mark.writes
@pytest.mark.assumed("that an unknown user fails its item, and the wording, is not published")
def test_an_unknown_user_fails_its_item(target: Target, places: Things, name: str) -> None:
    user = USERS.create(target, name=target.unique("Ana"))["id"]

    place, answer = change(target, places, name, "add", user, UNKNOWN_ID)

    assert answer["errors"][0]["message"] == "User not found"
    assert places.found(target, place)["users"] == []


@pytest.mark.writes
@pytest.mark.documented("portal: area, add users: AreaID instead of areaId is an error")
def test_the_name_of_the_areas_id_is_case_sensitive(target: Target) -> None:
    area = AREAS.create(target, name=target.unique("Berlin"))["id"]
    user = USERS.create(target, name=target.unique("Ana"))["id"]
    body = {"areaUsersAdd": [{"areaID": area, "users": [user]}]}

    answer = expect(target.session.post(f"{AREAS.root}/user-add", json=body), 200)

    assert len(answer["errors"]) == 1
    assert AREAS.found(target, area)["users"] == []


@BOTH
@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_removed_users_are_told_from_strangers(target: Target, places: Things, name: str) -> None:
    user = USERS.create(target, name=target.unique("Ana"))["id"]
    stranger = USERS.create(target, name=target.unique("Eva"))["id"]
    place, _ = change(target, places, name, "add", user)

    answer = expect(sent(target, places, name, "remove", place, user, stranger), 200)

    assert answer == {
        "data": [{f"{name}Id": place, "users": [user], "usersNotUpdated": [stranger]}],
        "errors": [],
        "message": "Updated 1 | Not Updated 1 | Errors 0",
        "status": "OK",
    }
    assert places.found(target, place)["users"] == []


@BOTH
@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_a_removal_that_fails_as_a_whole_is_an_error(
    target: Target, places: Things, name: str
) -> None:
    place, answer = change(target, places, name, "remove")

    assert answer == {
        "data": [],
        "errors": [{"data": {f"{name}Id": place, "users": []}, "message": "Missing users"}],
        "message": "Updated 0 | Not Updated 0 | Errors 1",
        "status": "ERROR",
    }


@BOTH
@pytest.mark.writes
@pytest.mark.assumed("what becomes of the place that a removed user names is not published")
def test_a_removed_user_names_the_place_no_longer(
    target: Target, places: Things, name: str
) -> None:
    user = USERS.create(target, name=target.unique("Ana"))["id"]
    place, _ = change(target, places, name, "add", user)

    sent(target, places, name, "remove", place, user)

    assert name not in USERS.found(target, user)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented("portal: business division, add users, remove users")
@pytest.mark.parametrize(
    "name",
    [
        "add-users",
        "add-users-with-an-error",
        "remove-users-from-divisions",
        "remove-users-from-divisions-who-do-not-belong",
        "remove-no-users",
    ],
)
def test_the_portals_samples_are_answered_as_printed(target: Target, name: str) -> None:
    printed = sample("feedback_house", name)

    response = printed.send(target.session)

    printed.assert_answered_as_printed(response)
