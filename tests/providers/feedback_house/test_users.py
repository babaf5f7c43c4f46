"""Users: what an update or create makes of one, where users belong."""

import pytest

from tests.providers.feedback_house.conftest import (
    ANALYSIS,
    BEATRIZ,
    CAIO,
    DISPATCH,
    DIVERSITY,
    FLEET,
    HELENA,
    INACIO,
    LIVIA,
    OPERATIONS,
    SALES,
    UNKNOWN_ID,
    USERS,
    House,
)


def test_a_new_user_is_created_with_an_id(house: House) -> None:
    answer = house.batch("users", {"name": "Ana Prado", "emails": ["ana@vento-norte.example"]})

    assert answer == {
        "status": "OK",
        "message": "Created 1 | Updated 0 | Errors 0",
        "data": [
            {
                "id": answer["data"][0]["id"],
                "name": "Ana Prado",
                "emails": ["ana@vento-norte.example"],
                "active": True,
                "groups": [],
                "phoneNumbers": [],
                "tags": [],
            }
        ],
        "errors": [],
    }


def test_everything_sent_is_stored(house: House) -> None:
    user = house.made(
        "users",
        name=" Ana Prado ",
        emails=["Ana@vento-norte.example", " ana.prado@vento-norte.example ", ""],
        taxId="529.982.247-25",
        employeeId="EMPLOYEE_99",
        title="Analista",
        jobID=ANALYSIS,
        active=False,
        groups=[DIVERSITY, DIVERSITY],
        businessDivision=SALES,
        area=FLEET,
        manager=HELENA,
        phoneNumbers=["+55 11 976231232"],
        birthDate="1990/02/28",
        admissionDate="2024/02/29",
        gender="OTHER",
        tags=["project:secret"],
    )

    assert house.user(user["id"]) == {
        "id": user["id"],
        "correlationID": "EMPLOYEE_99",
        "name": "Ana Prado",
        "emails": ["Ana@vento-norte.example", "ana.prado@vento-norte.example"],
        "taxId": "529.982.247-25",
        "title": "Analista",
        "jobID": ANALYSIS,
        "active": False,
        "groups": [DIVERSITY],
        "businessDivision": SALES,
        "area": FLEET,
        "manager": HELENA,
        "phoneNumbers": ["+55 11 976231232"],
        "birthDate": "1990/02/28",
        "admissionDate": "2024/02/29",
        "gender": "OTHER",
        "tags": ["project:secret"],
    }


@pytest.mark.parametrize(
    "manager",
    [
        LIVIA,
        LIVIA.upper(),
        "livia.sarmento@vento-norte.example",
        "LIVIA.SARMENTO@vento-norte.example",
        "111.444.777-35",
        " EMPLOYEE_1 ",
    ],
)
def test_a_manager_is_found_by_any_key(house: House, manager: str) -> None:
    assert house.made("users", name="Ana", manager=manager)["manager"] == LIVIA


def test_a_manager_may_be_created_earlier_in_the_batch(house: House) -> None:
    answer = house.batch(
        "users",
        {"name": "Boss", "employeeId": "E-1"},
        {"name": "Ana", "employeeId": "E-2", "manager": "E-1"},
    )

    assert answer["data"][1]["manager"] == answer["data"][0]["id"]


@pytest.mark.parametrize("active", [{}, {"active": True}, {"active": None}, {"active": False}])
def test_who_has_left_is_not_active(house: House, active: dict[str, object]) -> None:
    user = house.made("users", name="Ana", demissionDate="2025/12/31", **active)

    assert user["active"] is False


def test_who_has_left_stays_inactive_until_the_date_is_cleared(house: House) -> None:
    house.batch("users", {"id": INACIO, "name": "Inácio", "active": True})
    assert house.user(INACIO)["active"] is False

    house.batch("users", {"id": INACIO, "name": "Inácio", "active": True, "demissionDate": None})

    assert house.user(INACIO)["active"] is True
    assert "demissionDate" not in house.user(INACIO)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (["+55 11 976231232", "11 9999999999", "999999999"],) * 2,
        (["  11   99  "], ["11 99"]),
        ([999999999, None, {}, True, ""], ["999999999"]),
        ("999999999", ["999999999"]),
        ({"home": 1}, []),
        (None, []),
    ],
)
def test_phone_numbers_are_never_rejected(house: House, sent: object, kept: list[str]) -> None:
    assert house.made("users", name="Ana", phoneNumbers=sent)["phoneNumbers"] == kept


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (None, "Invalid object"),
        ({"username": "User Name"}, "Missing name field"),
        ({"id": CAIO}, "Missing name field"),
        ({"id": "fake_id"}, "Missing name field"),
        ({"name": "Ana", "id": "fake_id"}, "Invalid id"),
        ({"name": "Ana", "jobID": UNKNOWN_ID}, "Invalid jobID"),
        ({"name": "Ana", "jobID": DIVERSITY}, "Invalid jobID"),
        ({"name": "Ana", "groups": [DIVERSITY, UNKNOWN_ID]}, "Invalid groups"),
        ({"name": "Ana", "groups": DIVERSITY}, "Invalid groups"),
        ({"name": "Ana", "businessDivision": UNKNOWN_ID}, "Invalid businessDivision"),
        ({"name": "Ana", "area": SALES[:-1] + "f"}, "Invalid area"),
        ({"name": "Ana", "area": "A-LOG"}, "Invalid area"),
        ({"name": "Ana", "manager": "nobody@nowhere.example"}, "Invalid manager"),
        ({"name": "Ana", "manager": UNKNOWN_ID}, "Invalid manager"),
        ({"name": "Ana", "manager": 7}, "Invalid manager"),
        ({"name": "Ana", "manager": ""}, "Invalid manager"),
        ({"name": "Ana", "emails": "ana@x.example"}, "Invalid emails field"),
        ({"name": "Ana", "emails": [7]}, "Invalid emails field"),
        ({"name": "Ana", "taxId": 11144477735}, "Invalid taxId field"),
        ({"name": "Ana", "employeeId": 7}, "Invalid employeeId field"),
        ({"name": "Ana", "correlationID": 7}, "Invalid correlationID field"),
        ({"name": "Ana", "title": []}, "Invalid title field"),
        ({"name": "Ana", "active": "true"}, "Invalid active field"),
        ({"name": "Ana", "birthDate": "1990-02-28"}, "Invalid birthDate field"),
        ({"name": "Ana", "birthDate": "1990/02/30"}, "Invalid birthDate field"),
        ({"name": "Ana", "admissionDate": "0000/01/01"}, "Invalid admissionDate field"),
        ({"name": "Ana", "demissionDate": 20250101}, "Invalid demissionDate field"),
        ({"name": "Ana", "gender": "female"}, "Invalid gender field"),
        ({"name": "Ana", "gender": ["MALE"]}, "Invalid gender field"),
        ({"name": "Ana", "tags": "a"}, "Invalid tags field"),
        ({"name": "Ana", "tags": 1, "manager": "x"}, "Invalid manager"),
    ],
)
def test_a_bad_item_is_rejected(house: House, item: object, message: str) -> None:
    assert house.complaint("users", item) == message


def test_a_rejected_user_changes_nothing(house: House) -> None:
    before = house.user(CAIO)

    house.complaint("users", {"id": CAIO, "name": "X", "area": FLEET, "gender": "?"})

    assert house.user(CAIO) == before
    assert CAIO not in house.area(FLEET)["users"]


def test_the_journal_says_which_items_were_rejected_and_why(house: House) -> None:
    house.batch("users", {"name": "Ana"}, {"name": "Eva", "manager": "nobody"}, {})

    assert house.sandbox.journal.calls()[-1]["reason"] == {
        "rule": "part-rejected",
        "parts": 2,
        "detail": "users.1: Invalid manager (got 'nobody'); users.2: Missing name field",
    }


def test_a_user_who_names_another_area_is_moved_there(house: House) -> None:
    house.batch("users", {"id": INACIO, "name": "Inácio", "area": DISPATCH})

    assert INACIO not in house.area(FLEET)["users"]
    assert house.area(DISPATCH)["users"][-1] == INACIO


def test_a_user_who_names_another_division_leaves_the_one_before(house: House) -> None:
    house.batch("users", {"id": CAIO, "name": "Caio", "businessDivision": SALES})

    assert CAIO not in house.one(OPERATIONS)["users"]
    assert house.one(SALES)["users"][-1] == CAIO


def test_a_user_who_names_no_place_any_more_leaves_both(house: House) -> None:
    house.batch("users", {"id": INACIO, "name": "I", "businessDivision": None, "area": None})

    assert {"businessDivision", "area"}.isdisjoint(house.user(INACIO))
    assert INACIO not in house.area(FLEET)["users"]


def test_the_users_of_a_division_name_it(house: House) -> None:
    house.upsert({"id": SALES, "name": "Comercial", "users": [LIVIA]})

    assert house.user(LIVIA)["businessDivision"] == SALES
    assert "businessDivision" not in house.user(HELENA)


def test_the_other_company_has_its_own_users_and_keys(house: House) -> None:
    other = {"Authorization": house.sandbox.feedback_house.credentials["other_company_api_key"]}
    api = house.sandbox.feedback_house
    body = {"users": [{"name": "Noemi", "employeeId": "EMPLOYEE_1", "manager": LIVIA}]}

    answer = api.request("POST", f"{USERS}/update-or-create", json=body, headers=other).json()

    assert answer["errors"][0]["message"] == "Invalid manager"
    assert house.user(BEATRIZ)["name"] == "Beatriz Coimbra"
    assert api.request("GET", f"{USERS}/users", headers=other).json()["pageInfo"]["totalCount"] == 2


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"users": {}}', b'{"user": []}'])
def test_a_body_without_users_is_refused(house: House, body: bytes) -> None:
    response = house.sandbox.feedback_house.request("POST", f"{USERS}/update-or-create", data=body)

    assert response.status_code == 400
    assert response.json() == {"status": "ERROR", "message": "Missing users field"}
