"""Users: which key identifies whom."""

import pytest

from tests.providers.feedback_house.conftest import (
    CAIO,
    LIVIA,
    House,
)

FREE_ID = "0123456789abcdef01234567"


@pytest.mark.parametrize(
    "key",
    [
        {"id": CAIO},
        {"emails": ["caio.brandao@vento-norte.example"]},
        {"emails": ["somebody@else.example", "CAIO.Brandao@vento-norte.example"]},
        {"employeeId": "EMPLOYEE_2"},
        {"correlationID": "EMPLOYEE_2"},
        {"correlationId": "EMPLOYEE_2"},
        {"id": FREE_ID, "employeeId": "EMPLOYEE_2"},
        {"taxId": "000.000.000-00", "employeeId": "EMPLOYEE_2"},
    ],
)
def test_any_key_identifies(house: House, key: dict[str, object]) -> None:
    answer = house.batch("users", {"name": "Caio B.", **key})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"
    assert house.user(CAIO)["name"] == "Caio B."


def test_a_tax_id_identifies(house: House) -> None:
    answer = house.batch("users", {"name": "Lívia S.", "taxId": "111.444.777-35"})

    assert answer["data"][0]["id"] == LIVIA


def test_the_strongest_key_wins_and_the_others_are_written(house: House) -> None:
    house.batch(
        "users",
        {"name": "Caio", "id": CAIO, "emails": ["livia.sarmento@vento-norte.example"]},
        {"name": "Caio", "emails": ["caio@new.example"], "taxId": "111.444.777-35", "id": CAIO},
    )

    assert house.user(CAIO)["taxId"] == "111.444.777-35"
    assert house.user(CAIO)["emails"] == ["caio@new.example"]


def test_the_oldest_user_of_an_email_is_meant(house: House) -> None:
    shared = ["livia.sarmento@vento-norte.example"]
    house.batch("users", {"name": "Caio", "id": CAIO, "emails": shared})

    answer = house.batch("users", {"name": "Lívia", "emails": shared})

    assert answer["data"][0]["id"] == LIVIA


def test_an_email_that_was_replaced_identifies_no_longer(house: House) -> None:
    house.batch("users", {"name": "Caio", "id": CAIO, "emails": ["caio@new.example"]})

    answer = house.batch("users", {"name": "X", "emails": ["caio.brandao@vento-norte.example"]})

    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"


@pytest.mark.parametrize("key", [{}, {"emails": []}, {"emails": [" "]}, {"taxId": ""}])
def test_a_user_without_keys_is_created_each_time(house: House, key: dict[str, object]) -> None:
    item = {"name": "Lívia Sarmento", **key}

    answer = house.batch("users", item, item)

    assert answer["message"] == "Created 2 | Updated 0 | Errors 0"


def test_an_unknown_id_becomes_that_of_the_new_user(house: House) -> None:
    assert house.made("users", id=FREE_ID.upper(), name="Ana")["id"] == FREE_ID
