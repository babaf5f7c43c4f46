"""Users: update or create by any key, reads, delete."""

from __future__ import annotations

import pytest

from contract_tests.feedback_house.things import (
    ERROR_STATUSES,
    UNKNOWN_ID,
    USERS,
    refused,
)
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

UPSERT = "portal: user, update or create"


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_a_new_user_is_created(target: Target) -> None:
    answer = USERS.upsert(target, {"name": target.unique("Ana"), "emails": [email(target)]})

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"
    assert answer["errors"] == []


def email(target: Target) -> str:
    """An address that nobody has."""
    return f"{target.unique('ana')}@mailbox.example"


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
@pytest.mark.parametrize("key", ["taxId", "employeeId"])
def test_a_key_of_the_company_identifies(target: Target, key: str) -> None:
    name, value = target.unique("Ana"), target.unique("key")
    USERS.upsert(target, {"name": name, key: value})

    answer = USERS.upsert(target, {"name": name, key: value, "title": "Analyst"})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_any_one_of_the_emails_identifies(target: Target) -> None:
    name, first, second = target.unique("Ana"), email(target), email(target)
    USERS.upsert(target, {"name": name, "emails": [first, second]})

    answer = USERS.upsert(target, {"name": name, "emails": [email(target), second]})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_a_user_without_keys_is_created_each_time(target: Target) -> None:
    user = {"name": target.unique("Ana")}

    answer = USERS.upsert(target, user, user)

    assert answer["message"] == "Created 2 | Updated 0 | Errors 0"


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_who_has_left_is_not_active(target: Target) -> None:
    user = USERS.create(target, name=target.unique("Ana"), demissionDate="2020/12/31", active=True)

    assert USERS.found(target, user["id"])["active"] is False


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_phone_numbers_are_never_rejected(target: Target) -> None:
    answer = USERS.upsert(target, {"name": target.unique("Ana"), "phoneNumbers": ["x", "12"]})

    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"


@pytest.mark.writes
@pytest.mark.assumed("the manager is found by a key, but which keys is not published")
@pytest.mark.parametrize("key", ["emails", "taxId", "employeeId"])
def test_a_manager_is_found_by_any_key(target: Target, key: str) -> None:
    value = email(target)
    sent: object = [value] if key == "emails" else value
    boss = USERS.create(target, **{"name": target.unique("Eva"), key: sent})

    user = USERS.create(target, name=target.unique("Ana"), manager=value)

    assert USERS.found(target, user["id"])["manager"] == boss["id"]


@pytest.mark.writes
@pytest.mark.documented(UPSERT)
def test_a_bad_item_is_returned_as_sent_and_the_good_ones_are_applied(target: Target) -> None:
    bad = {"username": "User Name"}

    answer = USERS.upsert(target, bad, {"name": target.unique("Ana")})

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 1 | Updated 0 | Errors 1"
    assert refused(answer) == [(bad, "Missing name field")]


@pytest.mark.writes
@pytest.mark.assumed("that these are rejected is published for some, the wordings for none")
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id": "fake_id"}, "Invalid id"),
        ({"jobID": UNKNOWN_ID}, "Invalid jobID"),
        ({"groups": [UNKNOWN_ID]}, "Invalid groups"),
        ({"businessDivision": UNKNOWN_ID}, "Invalid businessDivision"),
        ({"area": UNKNOWN_ID}, "Invalid area"),
        ({"manager": UNKNOWN_ID}, "Invalid manager"),
        ({"birthDate": "31.12.1999"}, "Invalid birthDate field"),
        ({"gender": "X"}, "Invalid gender field"),
        ({"emails": "ana@mailbox.example"}, "Invalid emails field"),
    ],
)
def test_an_item_with_a_bad_field_is_rejected(
    target: Target, fields: dict[str, object], message: str
) -> None:
    item = {"name": target.unique("Ana"), **fields}

    answer = USERS.upsert(target, item)

    assert refused(answer) == [(item, message)]


@pytest.mark.documented("portal: user, get")
def test_the_list_tells_its_page(target: Target) -> None:
    answer = expect(USERS.listed(target), 200)

    assert (answer["pageInfo"]["skip"], answer["pageInfo"]["limit"]) == (0, 100)
    assert len(answer["users"]) == min(100, answer["pageInfo"]["totalCount"])


@pytest.mark.writes
@pytest.mark.documented("portal: user, get by id")
def test_a_user_is_found_by_the_id(target: Target) -> None:
    user = USERS.create(target, name=target.unique("Ana"))

    answer = expect(USERS.by_id(target, user["id"]), 200)

    assert (answer["status"], answer["user"]["name"]) == ("OK", user["name"])


@pytest.mark.documented("portal: user, get by id")
@pytest.mark.parametrize(
    ("id_", "message"), [(UNKNOWN_ID, "User not found"), ("fake_id", "Invalid id")]
)
def test_a_user_who_is_not_there_is_an_error(target: Target, id_: str, message: str) -> None:
    answer = expect(USERS.by_id(target, id_), *ERROR_STATUSES)

    assert answer == {"status": "ERROR", "message": message, "user": None}


@pytest.mark.writes
@pytest.mark.documented("portal: user, delete")
def test_a_deleted_user_is_gone(target: Target) -> None:
    user = USERS.create(target, name=target.unique("Ana"))

    answer = expect(USERS.delete(target, user["id"]), 200)

    assert answer == {"status": "OK", "user": user["id"]}
    assert expect(USERS.by_id(target, user["id"]), *ERROR_STATUSES)["user"] is None


@pytest.mark.writes
@pytest.mark.documented("portal: user, delete")
@pytest.mark.parametrize(
    ("id_", "message"), [(UNKNOWN_ID, "User not found"), ("fake_id", "Invalid id")]
)
def test_a_user_who_is_not_there_cannot_be_deleted(target: Target, id_: str, message: str) -> None:
    answer = expect(USERS.delete(target, id_), *ERROR_STATUSES)

    assert answer == {
        "error": {"data": id_, "message": message},
        "status": "ERROR",
        "user": None,
    }


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented("portal: user")
@pytest.mark.parametrize(
    "name",
    [
        "upsert-users",
        "upsert-users-with-an-error",
        "list-no-users",
        "list-users-with-an-invalid-query",
        "get-an-unknown-user",
        "get-a-malformed-user-id",
        "delete-a-user",
        "delete-an-unknown-user",
        "delete-a-malformed-user-id",
    ],
)
def test_the_portals_samples_are_answered_as_printed(target: Target, name: str) -> None:
    printed = sample("feedback_house", name)

    response = printed.send(target.session)

    printed.assert_answered_as_printed(response)
