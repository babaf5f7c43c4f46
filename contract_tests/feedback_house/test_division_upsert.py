"""POST …/business-division/v1/update-or-create: a batch of divisions, each judged on its own."""

from __future__ import annotations

import re

import pytest

from contract_tests.feedback_house import divisions
from contract_tests.feedback_house.divisions import UNKNOWN_ID, UPSERT
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

PORTAL = "portal: business division, update or create"
DATA = "that the answer carries data, and with it the ids, is published for areas only"
NAME_KEY = "the portal both calls name a key and says that calls without keys always create"


@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_a_new_division_is_created(target: Target) -> None:
    division = {"name": target.unique("Berlin"), "correlationId": target.unique("key")}

    answer = divisions.upsert(target, division)

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"
    assert answer["errors"] == []


@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_the_same_payload_again_updates(target: Target) -> None:
    division = {"name": target.unique("Berlin"), "correlationId": target.unique("key")}
    divisions.upsert(target, division)

    answer = divisions.upsert(target, division)

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"
    assert answer["errors"] == []


@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_a_division_is_renamed_by_its_correlation_id(target: Target) -> None:
    key, new_name = target.unique("key"), target.unique("Hamburg")
    divisions.upsert(target, {"name": target.unique("Berlin"), "correlationId": key})

    answer = divisions.upsert(target, {"name": new_name, "correlationId": key})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"


@pytest.mark.writes
@pytest.mark.assumed(DATA)
@pytest.mark.parametrize("id_field", ["id", "businessDivisionId"])
def test_a_division_is_renamed_by_its_id(target: Target, id_field: str) -> None:
    new_name = target.unique("Hamburg")
    division = divisions.create(target, name=target.unique("Berlin"))

    answer = divisions.upsert(target, {id_field: division["id"], "name": new_name})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"
    assert divisions.found(target, division["id"])["name"] == new_name


@pytest.mark.writes
@pytest.mark.assumed(DATA)
def test_the_answer_tells_the_generated_id(target: Target) -> None:
    name = target.unique("Berlin")

    answer = divisions.upsert(target, {"name": name, "active": True})

    assert re.fullmatch("[0-9a-f]{24}", answer["data"][0]["id"])
    assert answer["data"][0]["name"] == name


@pytest.mark.writes
@pytest.mark.assumed(NAME_KEY)
def test_a_division_is_found_by_its_name(target: Target) -> None:
    name = target.unique("Berlin")
    divisions.upsert(target, {"name": name})

    answer = divisions.upsert(target, {"name": name, "address": "56, 3rd Ave"})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"


@pytest.mark.writes
@pytest.mark.assumed("names are taken to be compared trimmed and case-sensitively")
def test_a_name_in_other_case_is_another_division(target: Target) -> None:
    name = target.unique("Berlin")
    divisions.upsert(target, {"name": name})

    answer = divisions.upsert(target, {"name": f" {name} "}, {"name": name.replace("B", "b")})

    assert answer["message"] == "Created 1 | Updated 1 | Errors 0"


@pytest.mark.writes
@pytest.mark.assumed("which key wins when two name different divisions is not published")
def test_the_id_wins_over_the_other_keys(target: Target) -> None:
    first = divisions.create(
        target, name=target.unique("Berlin"), correlationId=target.unique("key")
    )
    second_name, second_key = target.unique("Hamburg"), target.unique("key")
    divisions.create(target, name=second_name, correlationId=second_key)

    answer = divisions.upsert(
        target, {"id": first["id"], "correlationId": second_key, "name": second_name}
    )

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"
    assert divisions.found(target, first["id"])["correlationId"] == second_key


@pytest.mark.writes
@pytest.mark.assumed("an id is generated when none is given; one that is given is taken to be kept")
def test_an_unknown_id_is_given_to_the_new_division(target: Target) -> None:
    name, new_id = target.unique("Berlin"), divisions.fresh_id(target)

    answer = divisions.upsert(target, {"id": new_id, "name": name})

    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"
    assert answer["data"][0]["id"] == new_id


@pytest.mark.writes
@pytest.mark.assumed("the page spells it correlationId, its sibling pages correlationID")
def test_both_spellings_of_the_correlation_id_are_one_key(target: Target) -> None:
    key = target.unique("key")
    divisions.upsert(target, {"name": target.unique("Berlin"), "correlationID": key})

    answer = divisions.upsert(target, {"name": target.unique("Hamburg"), "correlationId": key})

    assert answer["message"] == "Created 0 | Updated 1 | Errors 0"


@pytest.mark.writes
@pytest.mark.assumed("items are taken to be worked on in order, so a later one finds an earlier")
def test_an_item_can_update_one_created_before_it_in_the_batch(target: Target) -> None:
    key = target.unique("key")

    answer = divisions.upsert(
        target,
        {"name": target.unique("Berlin"), "correlationId": key},
        {"name": target.unique("Hamburg"), "correlationId": key},
    )

    assert answer["message"] == "Created 1 | Updated 1 | Errors 0"


@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_a_bad_item_is_returned_as_sent_and_the_good_ones_are_applied(target: Target) -> None:
    bad = {"businessDivisionName": "Business Division Name"}
    good = {"name": target.unique("Berlin"), "correlationId": target.unique("key")}

    answer = divisions.upsert(target, bad, good)

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 1 | Updated 0 | Errors 1"
    assert divisions.refused(answer) == [(bad, "Missing name field")]


@pytest.mark.writes
@pytest.mark.assumed("of a missing name only the absent one is shown; status OK is inferred")
@pytest.mark.parametrize(
    "item",
    [{}, {"name": ""}, {"name": "  "}, {"name": None}, {"name": 1}, {"id": UNKNOWN_ID}],
    ids=["nothing", "empty", "blank", "null", "number", "only an id"],
)
def test_an_item_without_a_name_is_rejected(target: Target, item: dict[str, object]) -> None:
    answer = divisions.upsert(target, item)

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 0 | Updated 0 | Errors 1"
    assert divisions.refused(answer) == [(item, "Missing name field")]


@pytest.mark.writes
@pytest.mark.assumed("the wordings of these rejections are published nowhere on this page")
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id": "fake_id"}, "Invalid id"),
        ({"businessDivisionId": 7}, "Invalid id"),
        ({"parent": UNKNOWN_ID}, "Invalid parent"),
        ({"parent": "fake_id"}, "Invalid parent"),
        ({"businessDivision": UNKNOWN_ID}, "Invalid businessDivision"),
        ({"managers": [UNKNOWN_ID]}, "Invalid managers"),
        ({"managers": "507f1f77bcf86cd799439011"}, "Invalid managers"),
        ({"active": "yes"}, "Invalid active field"),
        ({"allowCandidatesApply": 1}, "Invalid allowCandidatesApply field"),
        ({"tags": "blue"}, "Invalid tags field"),
    ],
)
def test_an_item_with_a_bad_field_is_rejected(
    target: Target, fields: dict[str, object], message: str
) -> None:
    item = {"name": target.unique("Berlin"), **fields}

    answer = divisions.upsert(target, item)

    assert answer["message"] == "Created 0 | Updated 0 | Errors 1"
    assert divisions.refused(answer) == [(item, message)]


@pytest.mark.writes
@pytest.mark.assumed("the wording is published nowhere")
@pytest.mark.parametrize("item", ["Berlin", 1, None, [], True])
def test_an_item_that_is_not_an_object_is_rejected(target: Target, item: object) -> None:
    answer = divisions.upsert(target, item)

    assert answer["message"] == "Created 0 | Updated 0 | Errors 1"
    assert divisions.refused(answer) == [(item, "Invalid object")]


@pytest.mark.writes
@pytest.mark.assumed("that parents form no circle is published for areas; the wording is not")
def test_a_division_cannot_be_below_itself(target: Target) -> None:
    top = divisions.create(target, name=target.unique("Berlin"))
    below = divisions.create(target, name=target.unique("Mitte"), parent=top["id"])
    circle = {"id": top["id"], "name": top["name"], "parent": below["id"]}
    itself = {"id": top["id"], "name": top["name"], "parent": top["id"]}

    answer = divisions.upsert(target, circle, itself)

    assert answer["message"] == "Created 0 | Updated 0 | Errors 2"
    assert divisions.refused(answer) == [
        (circle, "Circular reference"),
        (itself, "Circular reference"),
    ]


@pytest.mark.writes
@pytest.mark.assumed("what an update leaves out is taken to be kept")
def test_an_update_keeps_what_it_does_not_mention(target: Target) -> None:
    name, key = target.unique("Berlin"), target.unique("key")
    division = divisions.create(
        target, name=name, correlationId=key, address="56, 3rd Ave", tags=["project:secret"]
    )

    divisions.upsert(target, {"name": name, "correlationId": key, "active": False})

    stored = divisions.found(target, division["id"])
    assert stored["active"] is False
    assert stored["address"] == "56, 3rd Ave"
    assert stored["tags"] == ["project:secret"]


@pytest.mark.writes
@pytest.mark.assumed("null is taken to clear a field")
def test_null_clears_a_field(target: Target) -> None:
    name = target.unique("Berlin")
    division = divisions.create(target, name=name, address="56, 3rd Ave")

    divisions.upsert(target, {"name": name, "address": None})

    assert "address" not in divisions.found(target, division["id"])


@pytest.mark.writes
@pytest.mark.assumed("fields that the page does not list are taken to be ignored")
def test_a_field_nobody_knows_is_ignored(target: Target) -> None:
    answer = divisions.upsert(target, {"name": target.unique("Berlin"), "colour": "blue"})

    assert answer["message"] == "Created 1 | Updated 0 | Errors 0"


@pytest.mark.writes
@pytest.mark.assumed("an empty batch is not mentioned")
def test_an_empty_batch_changes_nothing(target: Target) -> None:
    answer = divisions.upsert(target)

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 0 | Updated 0 | Errors 0"
    assert answer["errors"] == []


@pytest.mark.writes
@pytest.mark.assumed("no limit but 10 MB is published for a batch")
def test_a_hundred_divisions_fit_in_one_call(target: Target) -> None:
    names = [target.unique("Berlin") for _ in range(100)]

    answer = divisions.upsert(target, *({"name": name} for name in names))

    assert answer["message"] == "Created 100 | Updated 0 | Errors 0"


@pytest.mark.writes
@pytest.mark.assumed("what a wrong body answers is published nowhere")
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"hello",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b"{}",
        b'{"businessDivisions": null}',
        b'{"businessDivisions": {"name": "Berlin"}}',
        b'{"businessDivisions": "Berlin"}',
        b"[" * 20_000 + b"]" * 20_000,
    ],
    ids=[
        "empty",
        "cut off",
        "words",
        "not utf-8",
        "null",
        "array",
        "no wrapper",
        "null in the wrapper",
        "object in the wrapper",
        "text in the wrapper",
        "nested too deeply",
    ],
)
def test_a_body_without_a_list_of_divisions_is_an_error(target: Target, body: bytes) -> None:
    response = target.session.post(UPSERT, data=body, headers={"Content-Type": "application/json"})

    assert expect(response, 400) == {
        "status": "ERROR",
        "message": "Missing businessDivisions field",
    }


@pytest.mark.writes
@pytest.mark.assumed("10 MB are published as the limit, what more than that answers is not")
def test_a_body_of_more_than_ten_megabytes_is_refused(target: Target) -> None:
    body = b'{"businessDivisions": [], "filler": "' + b"x" * 10 * 1024 * 1024 + b'"}'

    response = target.session.post(UPSERT, data=body, headers={"Content-Type": "application/json"})

    assert expect(response, 413) == {"status": "ERROR", "message": "Payload too large"}


@pytest.mark.writes
@pytest.mark.assumed("the portal never asks for a Content-Type")
@pytest.mark.parametrize("content_type", [None, "text/plain"])
def test_the_content_type_does_not_matter(target: Target, content_type: str | None) -> None:
    response = target.session.post(
        UPSERT, data=b'{"businessDivisions": []}', headers={"Content-Type": content_type}
    )

    assert expect(response, 200)["message"] == "Created 0 | Updated 0 | Errors 0"


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(PORTAL)
def test_the_portals_sample_is_answered_as_printed(target: Target) -> None:
    names = ["Oslo", "Lima"]
    divisions.upsert(target, *({"name": name, "correlationId": name} for name in names))
    printed = sample("feedback_house", "upsert-divisions-with-an-error")

    response = printed.send(target.session)

    printed.assert_answered_as_printed(response)


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(PORTAL)
def test_a_clean_batch_is_answered_as_printed(target: Target) -> None:
    names = [target.unique(f"old-{n}") for n in range(105)]
    divisions.upsert(target, *({"name": name, "correlationId": name} for name in names))
    new = [target.unique(f"new-{n}") for n in range(10)]

    answer = divisions.upsert(
        target, *({"name": name, "correlationId": name} for name in names + new)
    )

    assert answer["status"] == "OK"
    assert answer["message"] == "Created 10 | Updated 105 | Errors 0"
    assert answer["errors"] == []
