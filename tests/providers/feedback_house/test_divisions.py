"""GET query, GET query/:id, DELETE query/:id."""

import pytest

from tests.providers.feedback_house.conftest import (
    CAIO,
    HELENA,
    LIVIA,
    OPERATIONS,
    SALES,
    UNKNOWN_ID,
    VENTO_NORTE,
    House,
)

STATUSES = pytest.mark.parametrize("status", [400, 200])


def test_the_list_is_in_the_order_of_creation(house: House) -> None:
    house.upsert({"name": "Zagreb"}, {"name": "Aachen"}, {"name": "Zagreb", "active": False})

    names = [division["name"] for division in house.all()]

    assert names == [
        "Vento Norte",
        "Operações",
        "Comercial",
        "Tecnologia",
        "Pessoas",
        "Logística",
        "Armazém Joinville",
        "Exportação",
        "Zagreb",
        "Aachen",
    ]


def test_the_list_of_a_company_without_divisions_is_empty(empty_house: House) -> None:
    response = empty_house.request("GET", "/query")

    assert response.json() == {
        "pageInfo": {
            "hasNextPage": False,
            "hasPreviousPage": False,
            "limit": 100,
            "skip": 0,
            "totalCount": 0,
        },
        "businessDivisions": [],
    }


@pytest.mark.parametrize(
    ("skip", "limit", "size", "previous", "following"),
    [
        (0, 8, 8, False, False),
        (0, 7, 7, False, True),
        (0, 1, 1, False, True),
        (1, 7, 7, True, False),
        (1, 6, 6, True, True),
        (7, 1, 1, True, False),
        (7, 100, 1, True, False),
        (8, 1, 0, True, False),
        (999_999_999_999_999, 999_999_999_999_999, 0, True, False),
    ],
)
def test_a_page_tells_where_it_lies(
    house: House, skip: int, limit: int, size: int, previous: bool, following: bool
) -> None:
    answer = house.request("GET", "/query", params={"skip": skip, "limit": limit}).json()

    assert len(answer["businessDivisions"]) == size
    assert answer["pageInfo"] == {
        "hasNextPage": following,
        "hasPreviousPage": previous,
        "limit": limit,
        "skip": skip,
        "totalCount": 8,
    }


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=",
        "limit=ten",
        "limit=1.0",
        "limit=1e2",
        "limit=%00",
        "limit=99999999999999999999",
        "limit=%F0%9F%98%80",
        "limit=١",
        "skip=-1",
        "skip=null",
        "skip=0x10",
    ],
)
def test_paging_that_makes_no_sense_is_refused(house: House, query: str) -> None:
    response = house.request("GET", f"/query?{query}")

    assert response.status_code == 400
    assert response.json() == {"status": "ERROR", "message": "Invalid search query"}


def test_a_refused_query_explains_itself_in_the_journal(house: House) -> None:
    house.request("GET", "/query?limit=0")

    reason = house.sandbox.journal.calls(status=400)[0]["reason"]
    assert reason["rule"] == "search-query"
    assert reason["detail"].startswith("limit: ")


def test_other_parameters_are_ignored(house: House) -> None:
    response = house.request("GET", "/query?name=Comercial&limit=1&limit=oops")

    assert response.json()["pageInfo"]["totalCount"] == 8


def test_one_division_is_found(house: House) -> None:
    response = house.request("GET", f"/query/{SALES}")

    assert response.json() == {
        "status": "OK",
        "businessDivision": {
            "id": SALES,
            "correlationId": "VN-COM",
            "name": "Comercial",
            "active": True,
            "parent": VENTO_NORTE,
            "managers": [HELENA],
            "responsibles": [HELENA],
            "users": [HELENA, "65a1c0dea5fe79e548158cb2"],
            "allowCandidatesApply": True,
            "tags": ["level:area"],
        },
    }


def test_a_division_nobody_has_is_an_empty_object(house: House) -> None:
    response = house.request("GET", f"/query/{UNKNOWN_ID}")

    assert (response.status_code, response.json()) == (200, {"businessDivision": {}})


@STATUSES
@pytest.mark.parametrize("id_", ["fake_id", "1", SALES[:-1], SALES + "0", "..", "%20", "%00", "é"])
def test_a_malformed_id_cannot_be_read(house: House, id_: str, status: int) -> None:
    house.settings["feedback_house.error_status"] = status

    response = house.request("GET", f"/query/{id_.replace('..', '%2E%2E.')}")

    assert response.status_code == status
    assert response.json() == {"status": "ERROR", "message": "Invalid search query"}


def test_a_deleted_division_is_gone(house: House) -> None:
    response = house.request("DELETE", f"/query/{SALES}")

    assert response.status_code == 200
    assert response.json() == {"status": "OK", "businessDivision": SALES}
    assert house.one(SALES) == {}
    assert len(house.all()) == 7


@STATUSES
def test_a_second_delete_finds_nothing(house: House, status: int) -> None:
    house.settings["feedback_house.error_status"] = status
    house.request("DELETE", f"/query/{SALES}")

    response = house.request("DELETE", f"/query/{SALES}")

    assert response.status_code == status
    assert response.json() == {
        "error": {"data": SALES, "message": "Business division not found"},
        "status": "ERROR",
        "businessDivision": None,
    }


@STATUSES
def test_a_malformed_id_cannot_be_deleted(house: House, status: int) -> None:
    house.settings["feedback_house.error_status"] = status

    response = house.request("DELETE", "/query/fake_id")

    assert response.status_code == status
    assert response.json() == {
        "error": {"data": "fake_id", "message": "Invalid id"},
        "status": "ERROR",
        "businessDivision": None,
    }


def test_what_named_a_deleted_division_no_longer_does(house: House) -> None:
    child = house.created(name="child", parent=OPERATIONS, businessDivision=OPERATIONS)
    assert house.division_of(CAIO) == OPERATIONS

    house.request("DELETE", f"/query/{OPERATIONS}")

    assert {"parent", "businessDivision"}.isdisjoint(house.one(child))
    assert house.division_of(CAIO) is None
    assert house.division_of(LIVIA) == VENTO_NORTE


def test_a_division_born_again_has_no_users(house: House) -> None:
    house.request("DELETE", f"/query/{SALES}")

    house.created(id=SALES, name="Comercial")

    assert house.one(SALES)["users"] == []
