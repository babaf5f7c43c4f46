"""POST update-or-create: what is stored, what is rejected, what is answered."""

import pytest

from mockserver.testing import MockServer
from tests.providers.feedback_house.conftest import CAIO, LIVIA, OPERATIONS, UNKNOWN_ID, House


def test_a_new_division_is_created_with_an_id(house: House) -> None:
    answer = house.upsert({"name": "Lisbon"})

    assert answer == {
        "status": "OK",
        "message": "Created 1 | Updated 0 | Errors 0",
        "data": [
            {
                "id": answer["data"][0]["id"],
                "name": "Lisbon",
                "active": True,
                "managers": [],
                "responsibles": [],
                "users": [],
                "allowCandidatesApply": False,
                "tags": [],
            }
        ],
        "errors": [],
    }
    assert len(answer["data"][0]["id"]) == 24


def test_an_id_begins_with_the_virtual_second_of_its_birth(mock_server: MockServer) -> None:
    sandbox = mock_server.sandbox(clock={"rate": 0, "now": "2012-10-17T20:46:22Z"})

    id_ = House(sandbox).created(name="Lisbon")

    sandbox.delete()
    assert id_.startswith("507f191e")


def test_everything_sent_is_stored(house: House) -> None:
    id_ = house.created(
        name="Lisbon",
        correlationId="PT-LIS",
        active=False,
        address="Rua Augusta 1",
        title="Branch",
        parent=OPERATIONS,
        businessDivision=OPERATIONS,
        managers=[LIVIA, CAIO, LIVIA],
        users=[CAIO],
        allowCandidatesApply=True,
        tags=["project:secret", "x"],
    )

    assert house.one(id_) == {
        "id": id_,
        "correlationId": "PT-LIS",
        "name": "Lisbon",
        "active": False,
        "address": "Rua Augusta 1",
        "title": "Branch",
        "parent": OPERATIONS,
        "businessDivision": OPERATIONS,
        "managers": [LIVIA, CAIO],
        "responsibles": [LIVIA, CAIO],
        "users": [CAIO],
        "allowCandidatesApply": True,
        "tags": ["project:secret", "x"],
    }


def test_responsibles_are_the_managers(house: House) -> None:
    id_ = house.created(name="Lisbon", responsibles=[LIVIA])

    house.upsert({"name": "Lisbon", "managers": [CAIO]})

    assert house.one(id_)["responsibles"] == [CAIO]


def test_an_id_in_upper_case_is_the_same_id(house: House) -> None:
    id_ = house.created(id="ABCDEFABCDEFABCDEFABCDEF", name="Lisbon")

    assert id_ == "abcdefabcdefabcdefabcdef"
    assert house.one("ABCDEFABCDEFABCDEFABCDEF")["name"] == "Lisbon"


def test_a_name_is_kept_without_the_blanks_around_it(house: House) -> None:
    id_ = house.created(name="  Lisbon ")

    assert house.one(id_)["name"] == "Lisbon"


def test_an_update_keeps_what_is_absent(house: House) -> None:
    id_ = house.created(name="Lisbon", address="Rua Augusta 1", users=[CAIO], tags=["a"])
    before = house.one(id_)

    house.upsert({"id": id_, "name": "Lisbon", "active": False})

    assert house.one(id_) == {**before, "active": False}


def test_null_clears(house: House) -> None:
    id_ = house.created(
        name="Lisbon",
        correlationId="PT-LIS",
        active=False,
        address="Rua Augusta 1",
        parent=OPERATIONS,
        managers=[LIVIA],
        users=[CAIO],
        allowCandidatesApply=True,
        tags=["a"],
    )
    fields = "correlationId active address parent managers users allowCandidatesApply tags"
    cleared = dict.fromkeys(fields.split())

    house.upsert({"name": "Lisbon", **cleared})

    assert house.one(id_) == {
        "id": id_,
        "name": "Lisbon",
        "active": True,
        "managers": [],
        "responsibles": [],
        "users": [],
        "allowCandidatesApply": False,
        "tags": [],
    }


def test_users_sent_replace_those_before_and_change_what_users_name(house: House) -> None:
    id_ = house.created(name="Lisbon", users=[LIVIA, CAIO])

    house.upsert({"name": "Lisbon", "users": [CAIO]})

    assert house.one(id_)["users"] == [CAIO]
    assert house.division_of(CAIO) == id_
    assert house.division_of(LIVIA) is None


def test_an_update_that_changes_nothing_is_an_update(house: House) -> None:
    house.upsert({"name": "Lisbon", "tags": ["a"]})

    answer = house.upsert({"name": "Lisbon", "tags": ["a"]})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"


def test_unknown_fields_are_ignored(house: House) -> None:
    id_ = house.created(name="Lisbon", colour="blue", position=1, company="x")

    assert "colour" not in house.one(id_)


def test_data_holds_the_sound_items_in_their_order(house: House) -> None:
    house.upsert({"name": "Old"})

    answer = house.upsert({"name": "New"}, {}, {"name": "Old"}, 7, {"name": "Newer"})

    assert answer["message"] == "Created 2 | Updated 1 | Errors 2"
    assert [division["name"] for division in answer["data"]] == ["New", "Old", "Newer"]
    assert [error["object"] for error in answer["errors"]] == [{}, 7]


def test_a_rejected_item_is_echoed_with_its_keys_in_order(house: House) -> None:
    raw = '{"zeta":1.50,"alpha":[null,{"b":"é"}],"name":""}'

    response = house.request(
        "POST", "/update-or-create", data=f'{{"businessDivisions": [{raw}]}}'.encode()
    )

    assert '"object":{"zeta":1.5,"alpha":[null,{"b":"é"}],"name":""}' in response.text


@pytest.mark.parametrize("item", [None, True, 1, "Lisbon", [], [{"name": "Lisbon"}]])
def test_an_item_that_is_no_object_is_rejected(house: House, item: object) -> None:
    assert house.refusal(item) == "Invalid object"


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"name": None},
        {"name": ""},
        {"name": " \t"},
        {"name": 7},
        {"name": ["Lisbon"]},
        {"id": OPERATIONS},
        {"id": "fake_id", "active": "yes"},
    ],
)
def test_an_item_without_a_name_is_rejected(house: House, item: object) -> None:
    assert house.refusal(item) == "Missing name field"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id": "fake_id"}, "Invalid id"),
        ({"id": ""}, "Invalid id"),
        ({"id": 7}, "Invalid id"),
        ({"id": "507f1f77bcf86cd79943901\n"}, "Invalid id"),
        ({"businessDivisionId": "507f1f77bcf86cd79943901g"}, "Invalid id"),
        ({"id": "fake_id", "businessDivisionId": OPERATIONS}, "Invalid id"),
        ({"id": "fake_id", "parent": "x"}, "Invalid id"),
        ({"parent": UNKNOWN_ID}, "Invalid parent"),
        ({"parent": "x"}, "Invalid parent"),
        ({"parent": [OPERATIONS]}, "Invalid parent"),
        ({"id": UNKNOWN_ID, "parent": UNKNOWN_ID}, "Invalid parent"),
        ({"businessDivision": UNKNOWN_ID}, "Invalid businessDivision"),
        ({"parent": "x", "businessDivision": "x"}, "Invalid parent"),
        ({"managers": LIVIA}, "Invalid managers"),
        ({"managers": [LIVIA, UNKNOWN_ID]}, "Invalid managers"),
        ({"managers": [None]}, "Invalid managers"),
        ({"responsibles": [UNKNOWN_ID]}, "Invalid responsibles"),
        ({"users": [UNKNOWN_ID]}, "Invalid users"),
        ({"parent": "x", "active": 1}, "Invalid parent"),
        ({"correlationId": 7}, "Invalid correlationId field"),
        ({"correlationID": 7}, "Invalid correlationID field"),
        ({"active": "true"}, "Invalid active field"),
        ({"active": 1}, "Invalid active field"),
        ({"address": {}}, "Invalid address field"),
        ({"title": []}, "Invalid title field"),
        ({"allowCandidatesApply": 0}, "Invalid allowCandidatesApply field"),
        ({"tags": "a"}, "Invalid tags field"),
        ({"tags": ["a", None]}, "Invalid tags field"),
    ],
)
def test_a_bad_field_is_named(house: House, fields: dict[str, object], message: str) -> None:
    assert house.refusal({"name": "Lisbon", **fields}) == message


def test_a_rejected_item_changes_nothing(house: House) -> None:
    before = house.all()

    house.upsert({"id": OPERATIONS, "name": "Lisbon", "tags": "a"}, {"name": "New", "parent": "x"})

    assert house.all() == before


def test_a_parent_may_be_created_earlier_in_the_batch(house: House) -> None:
    id_ = "0123456789abcdef01234567"

    answer = house.upsert({"name": "Iberia", "id": id_}, {"name": "Lisbon", "parent": id_})

    assert answer["message"] == "Created 2 | Updated 0 | Errors 0"


def test_a_parent_created_later_in_the_batch_is_unknown(house: House) -> None:
    id_ = "0123456789abcdef01234567"

    answer = house.upsert({"name": "Lisbon", "parent": id_}, {"name": "Iberia", "id": id_})

    assert answer["message"] == "Created 1 | Updated 0 | Errors 1"


@pytest.mark.parametrize("below", [1, 2, 3])
def test_a_division_never_gets_below_itself(house: House, below: int) -> None:
    ids = [house.created(name="1")]
    ids.append(house.created(name="2", parent=ids[0]))
    ids.append(house.created(name="3", parent=ids[1]))

    message = house.refusal({"name": "1", "parent": ids[below - 1]})

    assert message == "Circular reference"
    assert "parent" not in house.one(ids[0])


def test_a_circle_is_told_before_a_wrong_type(house: House) -> None:
    id_ = house.created(name="1")

    assert house.refusal({"name": "1", "parent": id_, "active": 1}) == "Circular reference"


def test_a_division_can_move_to_another_branch(house: House) -> None:
    top, other = house.created(name="top"), house.created(name="other")
    middle = house.created(name="middle", parent=top)

    answer = house.upsert(
        {"name": "middle", "parent": other}, {"name": "top", "parent": middle}, {"name": "top"}
    )

    assert answer["message"] == "Created 0 | Updated 3 | Errors 0"
    assert house.one(top)["parent"] == middle


def test_a_batch_without_items_is_no_error(house: House) -> None:
    assert house.upsert() == {
        "status": "OK",
        "message": "Created 0 | Updated 0 | Errors 0",
        "data": [],
        "errors": [],
    }


def test_a_batch_of_bad_items_only_is_still_ok(house: House) -> None:
    answer = house.upsert({}, {})

    assert (answer["status"], answer["message"]) == ("OK", "Created 0 | Updated 0 | Errors 2")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b"{}",
        b"{'a': 1}",
        b'{"businessDivisions": null}',
        b'{"businessDivisions": "x"}',
        b'{"businessDivisions": {"name": "x"}}',
        b'{"divisions": [{"name": "x"}]}',
    ],
)
def test_a_body_without_the_list_is_refused(house: House, body: bytes) -> None:
    response = house.request("POST", "/update-or-create", data=body)

    assert response.status_code == 400
    assert response.json() == {"status": "ERROR", "message": "Missing businessDivisions field"}


def test_a_refused_body_explains_itself_in_the_journal(house: House) -> None:
    house.request("POST", "/update-or-create", json={"businessDivisions": 7})

    entry = house.sandbox.journal.calls(status=400)[0]
    assert entry["reason"] == {
        "rule": "missing-list",
        "detail": "businessDivisions: Not a valid list.",
    }
