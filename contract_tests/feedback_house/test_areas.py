"""Areas: update or create, reads, delete."""

from __future__ import annotations

import pytest

from contract_tests.feedback_house.things import (
    AREAS,
    ERROR_STATUSES,
    UNKNOWN_ID,
    USERS,
    refused,
)
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

UPSERT = "portal: area, update or create"


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_a_new_area_is_created_and_its_data_returned(target: Target) -> None:
    area = {"name": target.unique("Berlin"), "correlationID": target.unique("key")}

    answer = AREAS.upsert(target, area)

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"
    assert answer["data"][0]["name"] == area["name"]
    assert answer["errors"] == []


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_the_same_payload_again_updates(target: Target) -> None:
    area = {"name": target.unique("Berlin"), "correlationID": target.unique("key")}
    AREAS.upsert(target, area)

    answer = AREAS.upsert(target, area)

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_an_area_without_keys_is_created_each_time(target: Target) -> None:
    area = {"name": target.unique("Berlin")}

    answer = AREAS.upsert(target, area, area)

    assert answer["message"] == "Created 2 | Updated 0 | Errors 0"


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_the_name_may_be_left_out_beside_an_id(target: Target) -> None:
    area = AREAS.create(target, name=target.unique("Berlin"))

    answer = AREAS.upsert(target, {"id": area["id"], "active": False})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"
    assert AREAS.found(target, area["id"])["active"] is False


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_a_bad_item_is_returned_as_sent_and_the_good_ones_are_applied(target: Target) -> None:
    bad = {"areaname": "Area Name"}

    answer = AREAS.upsert(target, bad, {"name": target.unique("Berlin")})

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 1 | Updated 0 | Errors 1"
    assert refused(answer) == [(bad, "Missing name field")]


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_parents_form_no_circle_even_nested(target: Target) -> None:
    top = AREAS.create(target, name=target.unique("Berlin"))
    middle = AREAS.create(target, name=target.unique("Mitte"), parent=top["id"])
    bottom = AREAS.create(target, name=target.unique("Moabit"), parent=middle["id"])

    answer = AREAS.upsert(target, {"id": top["id"], "parent": bottom["id"]})

    assert answer["message"] == "Created 0 | Updated 0 | Errors 1"
    assert "parent" not in AREAS.found(target, top["id"])


@pytest.mark.writes
@pytest.mark.assumed("the wordings of these rejections are published nowhere")
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id": "fake_id"}, "Invalid id"),
        ({"parent": UNKNOWN_ID}, "Invalid parent"),
        ({"businessDivision": UNKNOWN_ID}, "Invalid businessDivision"),
        ({"managers": [UNKNOWN_ID]}, "Invalid managers"),
        ({"active": "yes"}, "Invalid active field"),
    ],
)
def test_an_item_with_a_bad_field_is_rejected(
    target: Target, fields: dict[str, object], message: str
) -> None:
    item = {"name": target.unique("Berlin"), **fields}

    answer = AREAS.upsert(target, item)

    assert refused(answer) == [(item, message)]


@pytest.mark.documented("portal: area, get")
def test_the_list_tells_its_page(target: Target) -> None:
    answer = expect(AREAS.listed(target), 200)

    assert (answer["pageInfo"]["skip"], answer["pageInfo"]["limit"]) == (0, 100)
    assert len(answer["areas"]) == min(100, answer["pageInfo"]["totalCount"])


@pytest.mark.assumed("what makes a query invalid is not published")
@pytest.mark.parametrize("query", [{"limit": 0}, {"skip": -1}, {"limit": "ten"}])
def test_a_query_that_makes_no_sense_is_refused(target: Target, query: dict[str, object]) -> None:
    answer = expect(AREAS.listed(target, **query), 400)

    assert answer == {"status": "ERROR", "message": "Invalid search query"}


@pytest.mark.writes
@pytest.mark.documented("portal: area, get by id")
def test_an_area_is_found_by_its_id(target: Target) -> None:
    area = AREAS.create(target, name=target.unique("Berlin"))

    assert AREAS.found(target, area["id"])["name"] == area["name"]


@pytest.mark.documented("portal: area, get by id")
def test_an_unknown_area_is_an_empty_object(target: Target) -> None:
    assert expect(AREAS.by_id(target, UNKNOWN_ID), 200)["area"] == {}


@pytest.mark.writes
@pytest.mark.documented("portal: area, delete")
def test_a_deleted_area_is_gone(target: Target) -> None:
    area = AREAS.create(target, name=target.unique("Berlin"))

    answer = expect(AREAS.delete(target, area["id"]), 200)

    assert answer == {"status": "OK", "area": area["id"]}
    assert expect(AREAS.by_id(target, area["id"]), 200)["area"] == {}


@pytest.mark.writes
@pytest.mark.documented("portal: area, delete")
@pytest.mark.parametrize(
    ("id_", "message"), [(UNKNOWN_ID, "Area not found"), ("fake_id", "Invalid id")]
)
def test_an_area_that_is_not_there_cannot_be_deleted(
    target: Target, id_: str, message: str
) -> None:
    answer = expect(AREAS.delete(target, id_), *ERROR_STATUSES)

    assert answer == {
        "error": {"data": id_, "message": message},
        "status": "ERROR",
        "area": None,
    }


@pytest.mark.writes
@pytest.mark.assumed("what becomes of the users of a deleted area is not published")
def test_the_users_of_a_deleted_area_name_none(target: Target) -> None:
    area = AREAS.create(target, name=target.unique("Berlin"))
    user = USERS.create(target, name=target.unique("Ana"), area=area["id"])

    AREAS.delete(target, area["id"])

    assert "area" not in USERS.found(target, user["id"])


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented("portal: area")
@pytest.mark.parametrize(
    "name",
    [
        "upsert-areas",
        "upsert-areas-with-an-error",
        "list-no-areas",
        "list-areas-with-an-invalid-query",
        "get-an-unknown-area",
        "get-a-malformed-area-id",
        "delete-an-area",
        "delete-an-unknown-area",
        "delete-a-malformed-area-id",
        "add-users-to-areas",
        "add-users-to-areas-with-an-error",
        "remove-users-from-areas",
        "remove-users-from-areas-who-do-not-belong",
        "remove-no-users-from-areas",
    ],
)
def test_the_portals_samples_are_answered_as_printed(target: Target, name: str) -> None:
    printed = sample("feedback_house", name)

    response = printed.send(target.session)

    printed.assert_answered_as_printed(response)
