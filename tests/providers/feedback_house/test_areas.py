"""Areas: update or create, reads, delete, and users who are transferred between them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockserver.testing import MockServer
from tests.providers.feedback_house.conftest import (
    AREAS,
    BEATRIZ,
    CAIO,
    DISPATCH,
    FLEET,
    HELENA,
    INACIO,
    LIVIA,
    OPERATIONS,
    UNKNOWN_ID,
    House,
)

STATUSES = pytest.mark.parametrize("status", [400, 200])
FREE_ID = "0123456789abcdef01234567"


def of(area: object, *users: object) -> dict[str, object]:
    """An item."""
    return {"areaId": area, "users": list(users)}


def add(house: House, *items: object) -> dict[str, object]:
    """Add users; the answer."""
    response = house.post(f"{AREAS}/user-add", areaUsersAdd=items)
    assert response.status_code == 200, response.text
    return response.json()


def test_everything_sent_is_stored(house: House) -> None:
    area = house.made(
        "areas",
        name="Oficina",
        correlationID="A-OFI",
        businessDivision=OPERATIONS,
        active=False,
        parent=FLEET,
        managers=[CAIO, CAIO],
        allowCandidatesApply=True,
        tags=["sap:yes"],
        address="Rua das Gaivotas, 122",
        emails=["oficina@vento-norte.example"],
        users=[LIVIA],
        title="ignored",
    )

    assert house.area(area["id"]) == {
        "id": area["id"],
        "correlationID": "A-OFI",
        "name": "Oficina",
        "active": False,
        "address": "Rua das Gaivotas, 122",
        "parent": FLEET,
        "businessDivision": OPERATIONS,
        "managers": [CAIO],
        "users": [],
        "allowCandidatesApply": True,
        "tags": ["sap:yes"],
        "emails": ["oficina@vento-norte.example"],
    }


def test_the_name_of_an_area_is_no_key(house: House) -> None:
    answer = house.batch("areas", {"name": "Frota"}, {"name": "Frota"})

    assert answer["message"] == "Created 2 | Updated 0 | Errors 0"


@pytest.mark.parametrize(
    "key", [{"id": FLEET}, {"correlationID": "A-LOG"}, {"correlationId": "A-LOG"}]
)
def test_a_key_identifies(house: House, key: dict[str, object]) -> None:
    answer = house.batch("areas", {"name": "Frota Sul", **key})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"
    assert house.area(FLEET)["name"] == "Frota Sul"


def test_an_id_stands_for_the_name(house: House) -> None:
    answer = house.batch("areas", {"id": FLEET, "active": False})

    assert answer["data"][0]["name"] == "Frota"
    assert house.area(FLEET)["active"] is False


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("Frota", "Invalid object"),
        ({"areaname": "Area Name"}, "Missing name field"),
        ({"correlationID": "A-LOG"}, "Missing name field"),
        ({"id": UNKNOWN_ID}, "Missing name field"),
        ({"id": FLEET, "name": None}, "Missing name field"),
        ({"id": FLEET, "name": " "}, "Missing name field"),
        ({"id": "fake_id"}, "Invalid id"),
        ({"areaId": FLEET}, "Missing name field"),
        ({"id": FLEET, "parent": UNKNOWN_ID}, "Invalid parent"),
        ({"id": FLEET, "parent": OPERATIONS}, "Invalid parent"),
        ({"id": FLEET, "businessDivision": UNKNOWN_ID}, "Invalid businessDivision"),
        ({"id": FLEET, "businessDivision": [OPERATIONS]}, "Invalid businessDivision"),
        ({"id": FLEET, "managers": [UNKNOWN_ID]}, "Invalid managers"),
        ({"id": FLEET, "managers": ["EMPLOYEE_1"]}, "Invalid managers"),
        ({"id": FLEET, "parent": FLEET}, "Circular reference"),
        ({"id": FLEET, "parent": DISPATCH}, "Circular reference"),
        ({"id": FLEET, "parent": DISPATCH, "active": 1}, "Circular reference"),
        ({"id": FLEET, "correlationID": 7}, "Invalid correlationID field"),
        ({"id": FLEET, "active": 1}, "Invalid active field"),
        ({"id": FLEET, "allowCandidatesApply": "no"}, "Invalid allowCandidatesApply field"),
        ({"id": FLEET, "tags": [1]}, "Invalid tags field"),
        ({"id": FLEET, "address": 1}, "Invalid address field"),
        ({"id": FLEET, "emails": "x"}, "Invalid emails field"),
    ],
)
def test_a_bad_item_is_rejected(house: House, item: object, message: str) -> None:
    before = house.area(FLEET)

    assert house.complaint("areas", item) == message
    assert house.area(FLEET) == before


def test_a_circle_of_areas_made_within_one_batch_is_refused(house: House) -> None:
    ids = [f"{n:024x}" for n in (1, 2, 3)]

    answer = house.batch(
        "areas",
        {"id": ids[0], "name": "1"},
        {"id": ids[1], "name": "2", "parent": ids[0]},
        {"id": ids[2], "name": "3", "parent": ids[1]},
        {"id": ids[0], "parent": ids[2]},
    )

    assert answer["message"] == "Created 3 | Updated 0 | Errors 1"
    assert answer["errors"][0]["message"] == "Circular reference"


def test_areas_and_divisions_of_one_id_are_different_things(house: House) -> None:
    house.made("areas", id=OPERATIONS, name="Same id")
    add(house, of(OPERATIONS, LIVIA))

    house.delete(f"{AREAS}/query/{OPERATIONS}")

    assert house.one(OPERATIONS)["users"] == [CAIO]
    assert "area" not in house.user(LIVIA)


def test_the_areas_of_the_demo_company_can_be_sent_back_as_they_are(house: House) -> None:
    before = house.get(f"{AREAS}/query").json()["areas"]

    answer = house.batch("areas", *before)

    assert answer["message"] == "Created 0 | Updated 8 | Errors 0"
    assert answer["data"] == before


def test_the_list_is_paged(house: House) -> None:
    answer = house.get(f"{AREAS}/query", skip=1, limit=2).json()

    assert [area["id"] for area in answer["areas"]] == [FLEET, DISPATCH]
    assert answer["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": True,
        "limit": 2,
        "skip": 1,
        "totalCount": 8,
    }


def test_an_area_nobody_has_is_an_empty_object(house: House) -> None:
    response = house.get(f"{AREAS}/query/{UNKNOWN_ID}")

    assert (response.status_code, response.json()) == (200, {"area": {}})


@STATUSES
def test_a_malformed_id_cannot_be_read(house: House, status: int) -> None:
    house.settings["feedback_house.error_status"] = status

    response = house.get(f"{AREAS}/query/fake_id")

    assert response.status_code == status
    assert response.json() == {"status": "ERROR", "message": "Invalid search query"}


def test_what_named_a_deleted_area_no_longer_does(house: House) -> None:
    response = house.delete(f"{AREAS}/query/{FLEET}")

    assert response.json() == {"status": "OK", "area": FLEET}
    assert house.area(FLEET) == {}
    assert "parent" not in house.area(DISPATCH)
    assert "area" not in house.user(INACIO)


def test_a_deleted_division_is_no_longer_named_by_areas(house: House) -> None:
    area = house.made("areas", name="Oficina", businessDivision=OPERATIONS)

    house.request("DELETE", f"/query/{OPERATIONS}")

    assert "businessDivision" not in house.area(area["id"])


@STATUSES
@pytest.mark.parametrize(
    ("id_", "message"), [(UNKNOWN_ID, "Area not found"), ("fake_id", "Invalid id")]
)
def test_an_area_that_is_not_there_cannot_be_deleted(
    house: House, id_: str, message: str, status: int
) -> None:
    house.settings["feedback_house.error_status"] = status

    response = house.delete(f"{AREAS}/query/{id_}")

    assert response.status_code == status
    assert response.json() == {
        "error": {"data": id_, "message": message},
        "status": "ERROR",
        "area": None,
    }


# -- users of areas -----------------------------------------------------------------------------


def test_added_users_are_transferred(house: House) -> None:
    before = house.user(LIVIA)["area"]

    answer = add(house, of(FLEET, LIVIA, BEATRIZ), of(DISPATCH, LIVIA))

    assert answer == {
        "status": "OK",
        "message": "Updated 2 | Errors 0",
        "data": [of(FLEET, LIVIA, BEATRIZ), of(DISPATCH, LIVIA)],
        "errors": [],
    }
    assert house.user(LIVIA)["area"] == DISPATCH
    assert LIVIA not in house.area(before)["users"]
    assert LIVIA not in house.area(FLEET)["users"]
    assert house.area(FLEET)["users"][-1] == BEATRIZ
    assert house.area(DISPATCH)["users"][-1] == LIVIA


def test_adding_again_changes_nothing(house: House) -> None:
    add(house, of(FLEET, LIVIA))
    before = house.get(f"{AREAS}/query").json()

    add(house, of(FLEET, LIVIA, LIVIA.upper()))

    assert house.get(f"{AREAS}/query").json() == before


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (None, "Invalid object"),
        ({"areaID": FLEET}, "Missing users"),
        ({"areaId": FLEET}, "Missing users"),
        ({"areaId": FLEET, "users": []}, "Missing users"),
        ({"areaID": FLEET, "users": [LIVIA]}, "Missing areaId"),
        ({"AreaId": FLEET, "users": [LIVIA]}, "Missing areaId"),
        ({"areaId": "fake_id", "users": [LIVIA]}, "Invalid id"),
        ({"areaId": UNKNOWN_ID, "users": [LIVIA]}, "Area not found"),
        ({"areaId": FLEET, "users": [LIVIA, UNKNOWN_ID]}, "User not found"),
        ({"areaId": FLEET, "users": [LIVIA, {}]}, "User not found"),
    ],
)
def test_a_bad_addition_is_rejected_and_changes_nothing(
    house: House, item: object, message: str
) -> None:
    before = house.get(f"{AREAS}/query").json()

    answer = add(house, item)

    assert answer == {
        "status": "OK",
        "message": "Updated 0 | Errors 1",
        "data": [],
        "errors": [{"object": item, "message": message}],
    }
    assert house.get(f"{AREAS}/query").json() == before


def test_removed_users_are_told_from_strangers(house: House) -> None:
    response = house.post(
        f"{AREAS}/user-remove",
        areaUsersRemove=[of(FLEET, INACIO, HELENA, "x"), {"areaId": FLEET}],
    )

    assert response.status_code == 200
    assert response.json() == {
        "data": [{"areaId": FLEET, "users": [INACIO], "usersNotUpdated": [HELENA, "x"]}],
        "errors": [{"data": {"areaId": FLEET}, "message": "Missing users"}],
        "message": "Updated 1 | Not Updated 2 | Errors 1",
        "status": "OK",
    }
    assert "area" not in house.user(INACIO)
    assert house.user(HELENA)["area"]


@STATUSES
@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"areaId": "ObjectId", "users": []}, "Missing users"),
        ({"users": [LIVIA]}, "Missing areaId"),
        ({"areaId": UNKNOWN_ID, "users": [LIVIA]}, "Area not found"),
        ({"areaId": FLEET, "users": [1]}, "Invalid users"),
    ],
)
def test_a_removal_that_fails_as_a_whole_is_an_error(
    house: House, item: object, message: str, status: int
) -> None:
    house.settings["feedback_house.error_status"] = status

    response = house.post(f"{AREAS}/user-remove", areaUsersRemove=[item])

    assert response.status_code == status
    assert response.json() == {
        "data": [],
        "errors": [{"data": item, "message": message}],
        "message": "Updated 0 | Not Updated 0 | Errors 1",
        "status": "ERROR",
    }


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("update-or-create", "areas"),
        ("user-add", "areaUsersAdd"),
        ("user-remove", "areaUsersRemove"),
    ],
)
def test_a_body_without_its_list_is_refused(house: House, path: str, name: str) -> None:
    response = house.post(f"{AREAS}/{path}", other=[])

    assert response.status_code == 400
    assert response.json() == {"status": "ERROR", "message": f"Missing {name} field"}


moves = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "user"]),
        st.sampled_from([FLEET, DISPATCH]),
        st.sampled_from([LIVIA, INACIO, BEATRIZ]),
    ),
    max_size=8,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=moves)
def test_a_user_is_in_the_area_that_they_name_and_in_no_other(
    mock_server: MockServer, moves: list[tuple[str, str, str]]
) -> None:
    sandbox = mock_server.sandbox()
    house = House(sandbox)
    ways = {
        "add": lambda area, user: add(house, of(area, user)),
        "remove": lambda area, user: house.post(
            f"{AREAS}/user-remove", areaUsersRemove=[of(area, user)]
        ),
        "user": lambda area, user: house.batch("users", {"id": user, "name": "N", "area": area}),
    }

    [ways[way](area, user) for way, area, user in moves]

    listed = house.get(f"{AREAS}/query").json()["areas"]
    members = sorted((user, area["id"]) for area in listed for user in area["users"])
    users = house.get("/api/common/user/v1/users").json()["users"]
    assert members == sorted((user["id"], user["area"]) for user in users if "area" in user)
    sandbox.delete()
