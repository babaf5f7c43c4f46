"""Users: the list, one of them, and their end."""

import pytest

from tests.providers.feedback_house.conftest import (
    CAIO,
    INACIO,
    LIVIA,
    UNKNOWN_ID,
    USERS,
    VENTO_NORTE,
    House,
)

STATUSES = pytest.mark.parametrize("status", [400, 200])


def test_the_list_is_paged_in_the_order_of_creation(house: House) -> None:
    first = house.get(f"{USERS}/users", limit=2).json()
    last = house.get(f"{USERS}/users", skip=9, limit=2).json()

    assert [user["id"] for user in first["users"]] == [LIVIA, CAIO]
    assert [user["id"] for user in last["users"]] == [INACIO]
    assert last["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "limit": 2,
        "skip": 9,
        "totalCount": 10,
    }


def test_the_users_of_the_demo_company_can_be_sent_back_as_they_are(house: House) -> None:
    before = house.get(f"{USERS}/users").json()["users"]

    answer = house.batch("users", *before)

    assert answer["message"] == "Created 0 | Updated 10 | Errors 0"
    assert answer["data"] == before
    assert house.get(f"{USERS}/users").json()["users"] == before


@STATUSES
@pytest.mark.parametrize(
    ("id_", "message"), [(UNKNOWN_ID, "User not found"), ("fake_id", "Invalid id")]
)
def test_a_user_who_is_not_there_is_an_error(
    house: House, id_: str, message: str, status: int
) -> None:
    house.settings["feedback_house.error_status"] = status

    response = house.get(f"{USERS}/users/{id_}")

    assert response.status_code == status
    assert response.text == f'{{"status":"ERROR","message":"{message}","user":null}}'


def test_a_bad_query_of_users_is_refused(house: House) -> None:
    response = house.get(f"{USERS}/users", limit="x")

    assert response.status_code == 400
    assert response.json() == {"status": "ERROR", "message": "Invalid search query"}


def test_a_deleted_user_is_gone_and_nothing_names_them(house: House) -> None:
    response = house.delete(f"{USERS}/users/{LIVIA}")

    assert response.json() == {"status": "OK", "user": LIVIA}
    assert house.one(VENTO_NORTE)["managers"] == []
    assert house.one(VENTO_NORTE)["users"] == []
    assert "manager" not in house.user(CAIO)
    assert LIVIA not in house.get("/api/planning/area/v1/query").text


def test_the_keys_of_a_deleted_user_are_free(house: House) -> None:
    house.delete(f"{USERS}/users/{LIVIA}")

    answer = house.batch(
        "users",
        {"name": "Ana", "emails": ["livia.sarmento@vento-norte.example"]},
        {"name": "Eva", "employeeId": "EMPLOYEE_1", "taxId": "111.444.777-35"},
    )

    assert answer["message"] == "Created 2 | Updated 0 | Errors 0"


@STATUSES
@pytest.mark.parametrize(
    ("id_", "message"), [(UNKNOWN_ID, "User not found"), ("fake_id", "Invalid id")]
)
def test_a_user_who_is_not_there_cannot_be_deleted(
    house: House, id_: str, message: str, status: int
) -> None:
    house.settings["feedback_house.error_status"] = status

    response = house.delete(f"{USERS}/users/{id_}")

    assert response.status_code == status
    assert response.json() == {
        "error": {"data": id_, "message": message},
        "status": "ERROR",
        "user": None,
    }
