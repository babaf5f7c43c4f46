"""POST user-add and user-remove: users of divisions."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockserver.testing import MockServer
from tests.providers.feedback_house.conftest import (
    CAIO,
    HELENA,
    LIVIA,
    OPERATIONS,
    SALES,
    UNKNOWN_ID,
    House,
)


def of(division: object, *users: object) -> dict[str, object]:
    """An item."""
    return {"businessDivisionId": division, "users": list(users)}


def test_added_users_belong_to_the_division(house: House) -> None:
    answer = house.add(of(OPERATIONS, LIVIA, HELENA), of(SALES, CAIO))

    assert answer == {
        "status": "OK",
        "message": "Updated 2 | Errors 0",
        "data": [of(OPERATIONS, LIVIA, HELENA), of(SALES, CAIO)],
        "errors": [],
    }
    assert house.one(OPERATIONS)["users"] == [CAIO, LIVIA, HELENA]


def test_a_user_is_in_a_division_once(house: House) -> None:
    house.add(of(OPERATIONS, LIVIA, LIVIA.upper()), of(OPERATIONS, LIVIA, CAIO))

    assert house.one(OPERATIONS)["users"] == [CAIO, LIVIA]


def test_a_user_keeps_other_divisions_and_names_the_last_one(house: House) -> None:
    house.add(of(SALES, CAIO))

    assert CAIO in house.one(OPERATIONS)["users"]
    assert house.division_of(CAIO) == SALES


def test_the_wrapper_may_be_spelled_as_in_the_portals_example(house: House) -> None:
    response = house.request(
        "POST", "/user-add", json={"businesDivisionUsersAdd": [of(SALES, CAIO)]}
    )

    assert response.json()["message"] == "Updated 1 | Errors 0"


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (None, "Invalid object"),
        ([], "Invalid object"),
        ({}, "Missing users field"),
        ({"users": [CAIO]}, "Missing businessDivisionId field"),
        ({"businessDivisionId": None, "users": [CAIO]}, "Missing businessDivisionId field"),
        ({"businessDivisionId": SALES}, "Missing users field"),
        ({"businessDivisionId": SALES, "users": []}, "Missing users field"),
        ({"businessDivisionId": SALES, "users": CAIO}, "Missing users field"),
        ({"businessDivisionId": UNKNOWN_ID}, "Missing users field"),
        ({"businessDivisionId": "fake_id", "users": [CAIO]}, "Invalid id"),
        ({"businessDivisionId": 7, "users": [CAIO]}, "Invalid id"),
        ({"businessDivisionId": UNKNOWN_ID, "users": [CAIO]}, "Business division not found"),
        ({"businessDivisionId": SALES, "users": [CAIO, UNKNOWN_ID]}, "User not found"),
        ({"businessDivisionId": SALES, "users": [CAIO, "fake_id"]}, "User not found"),
        ({"businessDivisionId": SALES, "users": [CAIO, 7]}, "User not found"),
    ],
)
def test_a_bad_addition_is_rejected_and_changes_nothing(
    house: House, item: object, message: str
) -> None:
    before = house.all()

    answer = house.add(item)

    assert answer == {
        "status": "OK",
        "message": "Updated 0 | Errors 1",
        "data": [],
        "errors": [{"object": item, "message": message}],
    }
    assert house.all() == before


def test_removed_users_are_told_from_strangers(house: House) -> None:
    house.add(of(SALES, CAIO))

    response = house.remove(of(SALES, CAIO, LIVIA, HELENA, UNKNOWN_ID, "fake_id"), of(SALES, CAIO))

    assert response.status_code == 200
    assert response.json() == {
        "data": [
            {
                "businessDivisionId": SALES,
                "users": [CAIO, HELENA],
                "usersNotUpdated": [LIVIA, UNKNOWN_ID, "fake_id"],
            },
            {"businessDivisionId": SALES, "users": [], "usersNotUpdated": [CAIO]},
        ],
        "errors": [],
        "message": "Updated 2 | Not Updated 4 | Errors 0",
        "status": "OK",
    }


def test_a_user_is_counted_once_in_an_item(house: House) -> None:
    response = house.remove(of(OPERATIONS, CAIO, CAIO, CAIO.upper()))

    assert response.json()["message"] == "Updated 1 | Not Updated 0 | Errors 0"


def test_a_removed_user_names_the_division_no_longer(house: House) -> None:
    house.remove(of(OPERATIONS, CAIO))

    assert house.division_of(CAIO) is None


def test_a_removed_user_goes_on_naming_another_division(house: House) -> None:
    house.add(of(SALES, CAIO))

    house.remove(of(OPERATIONS, CAIO))

    assert house.division_of(CAIO) == SALES


def test_one_good_item_makes_the_whole_call_ok(house: House) -> None:
    response = house.remove(of(UNKNOWN_ID, CAIO), of(OPERATIONS, LIVIA))

    assert response.status_code == 200
    assert response.json()["status"] == "OK"
    assert response.json()["message"] == "Updated 0 | Not Updated 1 | Errors 1"


@pytest.mark.parametrize("status", [400, 200])
@pytest.mark.parametrize(
    ("item", "message"),
    [
        (None, "Invalid object"),
        ({}, "Missing users"),
        ({"users": [CAIO]}, "Missing businessDivisionId"),
        ({"businessDivisionId": SALES}, "Missing users"),
        ({"businessDivisionId": SALES, "users": []}, "Missing users"),
        ({"businessDivisionId": "fake_id", "users": [CAIO]}, "Invalid id"),
        ({"businessDivisionId": UNKNOWN_ID, "users": [CAIO]}, "Business division not found"),
        ({"businessDivisionId": SALES, "users": [CAIO, 7]}, "Invalid users"),
    ],
)
def test_a_removal_that_fails_as_a_whole_is_an_error(
    house: House, item: object, message: str, status: int
) -> None:
    house.settings["feedback_house.error_status"] = status

    response = house.remove(item)

    assert response.status_code == status
    assert response.json() == {
        "data": [],
        "errors": [{"data": item, "message": message}],
        "message": "Updated 0 | Not Updated 0 | Errors 1",
        "status": "ERROR",
    }


def test_calls_without_items_are_ok(house: House) -> None:
    assert house.add()["message"] == "Updated 0 | Errors 0"
    assert house.remove().json() == {
        "data": [],
        "errors": [],
        "message": "Updated 0 | Not Updated 0 | Errors 0",
        "status": "OK",
    }


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/user-add", "Missing businessDivisionUsersAdd field"),
        ("/user-remove", "Missing businessDivisionUsersRemove field"),
    ],
)
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"{}", b'{"users": []}'])
def test_a_body_without_the_list_is_refused(
    house: House, path: str, message: str, body: bytes
) -> None:
    response = house.request("POST", path, data=body)

    assert response.status_code == 400
    assert response.json() == {"status": "ERROR", "message": message}


steps = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from([OPERATIONS, SALES]),
        st.lists(st.sampled_from([LIVIA, CAIO, HELENA]), min_size=1, max_size=4),
    ),
    max_size=6,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_repeating_the_last_step_changes_nothing(
    mock_server: MockServer, steps: list[tuple[bool, str, list[str]]]
) -> None:
    sandbox = mock_server.sandbox()
    house = House(sandbox)

    def take(adding: bool, division: str, users: list[str]) -> list[object]:
        call = house.add if adding else house.remove
        call(of(division, *users))
        return [sorted(each["users"]) for each in house.all()]

    for step in steps:
        assert take(*step) == take(*step)
    sandbox.delete()
