"""Nothing is lost: things with every published member, on every way in and out."""

from __future__ import annotations

from typing import Any

import pytest

from contract_tests.feedback_house.divisions import DIVISIONS
from contract_tests.feedback_house.things import AREAS, UNKNOWN_ID, USERS, Things
from contract_tests.support.answers import expect
from contract_tests.support.shape import (
    ANY_TEXT,
    FLAG,
    NUMBER,
    OBJECT_ID,
    TEXT,
    UTC_MOMENT,
    Full,
    Nullable,
    assert_kept,
    expect_shape,
)
from contract_tests.targets import Target

GET, GET_ID = "portal: get", "portal: get by id"
UPSERT = "portal: update or create"
KINDS = ("division", "area", "user")
EACH = pytest.mark.parametrize("kind", KINDS)
FEEDBACKS = "/api/common/feedback/v1/feedbacks"
PERSON = {
    "_id": OBJECT_ID,
    "active": FLAG,
    "company": TEXT,
    "correlationID": TEXT,
    "createdAt": UTC_MOMENT,
    "emails": Full(TEXT),
    "isBlocked": FLAG,
    "lang": TEXT,
    "manager": OBJECT_ID,
    "name": TEXT,
    "nick": TEXT,
    "phoneNumbers": [TEXT],
    "roleGroups": [TEXT],
    "roles": [TEXT],
    "tags": [TEXT],
    "updatedAt": UTC_MOMENT,
}
FEEDBACK = {
    "_id": OBJECT_ID,
    "anonymous": FLAG,
    "author": Nullable(PERSON),
    "comments": [ANY_TEXT],
    "internal": FLAG,
    "isSelfReview": FLAG,
    "manager": OBJECT_ID,
    "meanScore": NUMBER,
    "score": NUMBER,
    "user": PERSON,
}


def things(kind: str) -> Things:
    return {"division": DIVISIONS, "area": AREAS, "user": USERS}[kind]


def full(target: Target, kind: str) -> dict[str, Any]:
    """An item with every member that the portal describes; what it names exists."""
    first, second = (USERS.create(target, name=target.unique("Ana"))["id"] for _ in range(2))
    parent = things(kind).create(target, name=target.unique("above"))["id"]
    division = DIVISIONS.create(target, name=target.unique("division"))["id"]
    place = {
        "name": target.unique(kind),
        "active": True,
        "address": "Rua Augusta 1",
        "parent": parent,
        "businessDivision": division,
        "managers": [first, second],
        "allowCandidatesApply": True,
        "tags": ["project:secret", "free"],
    }
    if kind == "division":
        return {
            **place,
            "correlationId": target.unique("key"),
            "title": "Headquarters",
            "users": [second, first],
        }
    if kind == "area":
        return {**place, "correlationID": target.unique("key"), "emails": ["a@b.co", "c@d.co"]}
    area = AREAS.create(target, name=target.unique("area"))["id"]
    known = [one for one in USERS.everything(target) if one.get("jobID") and one["groups"]]
    groups = {group for one in known for group in one["groups"]}
    return {
        "name": target.unique("Eva"),
        "jobID": known[0]["jobID"],
        "groups": sorted(groups)[:2],
        "emails": [f"{target.unique('eva')}@mailbox.example", f"{target.unique('e')}@b.example"],
        "taxId": target.unique("tax"),
        "title": "Analyst",
        "gender": "FEMALE",
        "birthDate": "1985/04/30",
        "businessDivision": division,
        "area": area,
        "manager": first,
        "phoneNumbers": ["+55 11 5550 0100", "+55 11 5550 0101"],
        "admissionDate": "2020/02/29",
        "demissionDate": "2020/12/31",
        "tags": ["project:secret", "free"],
        "active": False,
    }


def kept(kind: str, item: dict[str, Any], found: dict[str, Any]) -> None:
    assert_kept(item, found)
    assert len(found["id"]) == len(UNKNOWN_ID)
    if kind == "division":
        assert found["responsibles"] == item["managers"]


@EACH
@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_every_member_comes_back_from_the_upsert(target: Target, kind: str) -> None:
    item = full(target, kind)

    answer = things(kind).upsert(target, item)

    kept(kind, item, answer["data"][0])


@EACH
@pytest.mark.writes
@pytest.mark.documented(GET_ID)
def test_every_member_is_read_by_id(target: Target, kind: str) -> None:
    item = full(target, kind)
    id_ = things(kind).upsert(target, item)["data"][0]["id"]

    answer = expect(things(kind).by_id(target, id_), 200)

    assert answer.get("status", "OK") == "OK"
    kept(kind, item, answer[things(kind).one])


@EACH
@pytest.mark.writes
@pytest.mark.documented(GET)
def test_every_member_is_listed(target: Target, kind: str) -> None:
    item = full(target, kind)
    id_ = things(kind).upsert(target, item)["data"][0]["id"]

    [found] = [one for one in things(kind).everything(target) if one["id"] == id_]

    kept(kind, item, found)


@EACH
@pytest.mark.writes
@pytest.mark.assumed("the order of a list is taken to be that of creation")
def test_a_list_stands_in_the_order_of_creation(target: Target, kind: str) -> None:
    names = [target.unique("z"), target.unique("a"), target.unique("m")]

    for_each = [things(kind).create(target, name=name)["name"] for name in names]

    listed = [one["name"] for one in things(kind).everything(target)]
    assert [name for name in listed if name in for_each] == names


@EACH
@pytest.mark.writes
@pytest.mark.documented(GET)
def test_reads_see_what_was_written_between_them(target: Target, kind: str) -> None:
    before = things(kind).create(target, name=target.unique("before"))
    seen = things(kind).found(target, before["id"])
    listed = len(things(kind).everything(target))

    things(kind).upsert(target, {"id": before["id"], "name": before["name"], "tags": ["new"]})
    things(kind).create(target, name=target.unique("after"))

    assert things(kind).found(target, before["id"])["tags"] != seen["tags"]
    assert len(things(kind).everything(target)) == listed + 1


@EACH
@pytest.mark.writes
@pytest.mark.documented(UPSERT + ": each item stands for itself")
def test_a_bad_item_is_given_back_with_every_member(target: Target, kind: str) -> None:
    item = {**full(target, kind), "name": None}
    other = {**full(target, kind), "name": None, "active": None}

    answer = expect(things(kind).send(target, [item, other]), 200, 400)

    assert [error["object"] for error in answer["errors"]] == [item, other]
    assert answer["message"] == "Created 0 | Updated 0 | Errors 2"


@EACH
@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_a_body_needs_its_list(target: Target, kind: str) -> None:
    response = target.session.post(things(kind).upserts, json={})

    assert expect(response, 200, 400) == {
        "status": "ERROR",
        "message": f"Missing {things(kind).many} field",
    }


@EACH
@pytest.mark.writes
@pytest.mark.documented(UPSERT + ", sample")
def test_upserted_things_are_answered_in_their_order(target: Target, kind: str) -> None:
    names = [target.unique("z"), target.unique("a"), target.unique("m")]

    answer = things(kind).upsert(target, *({"name": name} for name in names))

    assert [one["name"] for one in answer["data"]] == names


@pytest.mark.writes
@pytest.mark.documented(GET)
def test_the_users_of_an_area_are_listed_with_it(target: Target) -> None:
    area = AREAS.create(target, name=target.unique("area"))["id"]
    users = [USERS.create(target, name=target.unique("A"), area=area)["id"] for _ in range(2)]

    answer = AREAS.upsert(target, {"id": area, "name": target.unique("area")})

    [listed] = [one for one in AREAS.everything(target) if one["id"] == area]
    assert listed["users"] == answer["data"][0]["users"] == users


@pytest.mark.writes
@pytest.mark.documented(GET_ID)
def test_the_key_of_the_company_comes_back_under_its_other_name(target: Target) -> None:
    key = target.unique("employee")

    answer = USERS.upsert(target, {"name": target.unique("Ana"), "employeeId": key})

    id_ = answer["data"][0]["id"]
    [listed] = [one for one in USERS.everything(target) if one["id"] == id_]
    found = USERS.found(target, id_)
    assert [one["correlationID"] for one in (answer["data"][0], listed, found)] == [key] * 3


@EACH
@pytest.mark.writes
@pytest.mark.assumed("what the portal does not name is taken to be ignored")
def test_an_unknown_member_of_the_body_is_ignored(target: Target, kind: str) -> None:
    item = {"name": target.unique(kind)}
    target.created(f"{kind} {item}", *things(kind).found_by_name(target, (item,)))

    body = {things(kind).many: [item], "unheardOf": True}
    answer = expect(target.session.post(things(kind).upserts, json=body), 200)

    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"


NOT_FOUND = {"area": "Area not found", "businessDivision": "Business division not found"}
MEMBERSHIPS = pytest.mark.parametrize(
    ("places", "name", "verb"),
    [
        (DIVISIONS, "businessDivision", "add"),
        (DIVISIONS, "businessDivision", "remove"),
        (AREAS, "area", "add"),
        (AREAS, "area", "remove"),
    ],
    ids=["division add", "division remove", "area add", "area remove"],
)


def change(target: Target, places: Things, name: str, verb: str, items: Any, **more: Any) -> Any:
    body = {f"{name}Users{verb.capitalize()}": items, **more}
    return expect(target.session.post(f"{places.root}/user-{verb}", json=body), 200, 400)


@MEMBERSHIPS
@pytest.mark.writes
@pytest.mark.documented("portal: add users, remove users")
def test_a_membership_that_cannot_be_is_given_back(
    target: Target, places: Things, name: str, verb: str
) -> None:
    place = places.create(target, name=target.unique("Berlin"))["id"]
    user = USERS.create(target, name=target.unique("Ana"))["id"]
    change(target, places, name, "add", [{f"{name}Id": place, "users": [user]}])
    bad = [{f"{name}Id": UNKNOWN_ID, "users": [user, UNKNOWN_ID]}, {f"{name}Id": "x", "users": []}]

    answer = change(target, places, name, verb, [{f"{name}Id": place, "users": [user]}, *bad])

    given = [error.get("object", error.get("data")) for error in answer["errors"]]
    assert given == bad
    said = [error["message"].removesuffix(" field") for error in answer["errors"]]
    assert said == [NOT_FOUND[name], "Missing users"]
    assert answer["status"] == "OK"


@MEMBERSHIPS
@pytest.mark.writes
@pytest.mark.documented("portal: add users, remove users")
def test_changed_places_stand_in_their_order(
    target: Target, places: Things, name: str, verb: str
) -> None:
    first, second = (places.create(target, name=target.unique("B"))["id"] for _ in range(2))
    ana, eva = (USERS.create(target, name=target.unique("A"))["id"] for _ in range(2))
    items = [{f"{name}Id": first, "users": [ana]}, {f"{name}Id": second, "users": [eva]}]
    change(target, places, name, "add", items)

    answer = change(target, places, name, verb, items, unheardOf=True)

    assert [one[f"{name}Id"] for one in answer["data"]] == [first, second]
    assert answer["message"].startswith("Updated 2 | ")
    assert answer["message"].endswith("Errors 0")


@MEMBERSHIPS
@pytest.mark.writes
@pytest.mark.documented("portal: add users, remove users")
def test_a_membership_needs_its_members(
    target: Target, places: Things, name: str, verb: str
) -> None:
    user = USERS.create(target, name=target.unique("Ana"))["id"]
    place = places.create(target, name=target.unique("Berlin"))["id"]

    answer = change(target, places, name, verb, [{"users": [user]}, {f"{name}Id": place}])

    said = [error["message"].removesuffix(" field") for error in answer["errors"]]
    assert said == [f"Missing {name}Id", "Missing users"]


@MEMBERSHIPS
@pytest.mark.writes
@pytest.mark.documented("portal: add users, remove users")
def test_a_membership_body_needs_its_list(
    target: Target, places: Things, name: str, verb: str
) -> None:
    response = target.session.post(f"{places.root}/user-{verb}", json={})

    assert expect(response, 200, 400) == {
        "status": "ERROR",
        "message": f"Missing {name}Users{verb.capitalize()} field",
    }


@pytest.mark.needs("disposable")
@pytest.mark.documented("portal: feedback, get")
def test_every_feedback_is_of_the_printed_shape(target: Target) -> None:
    answer = expect_shape(target.session.get(FEEDBACKS), {"feedbacks": Full(FEEDBACK)})

    named = [one["author"] is None for one in answer["feedbacks"]]
    assert named == [one["anonymous"] for one in answer["feedbacks"]]


@pytest.mark.needs("disposable")
@pytest.mark.documented("portal: feedback, get")
def test_feedbacks_are_paged_in_their_order(target: Target) -> None:
    ids = [one["_id"] for one in expect(target.session.get(FEEDBACKS), 200)["feedbacks"]]

    page = expect(target.session.get(FEEDBACKS, params={"skip": 1, "limit": 2}), 200)

    assert [one["_id"] for one in page["feedbacks"]] == ids[1:3]
