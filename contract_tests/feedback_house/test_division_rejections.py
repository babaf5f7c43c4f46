"""What update-or-create rejects: single items, with the others applied, and whole bodies."""

from __future__ import annotations

import pytest

from contract_tests.feedback_house import divisions
from contract_tests.feedback_house.divisions import UNKNOWN_ID, UPSERT
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

PORTAL = "portal: business division, update or create"


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
@pytest.mark.needs("disposable")
@pytest.mark.documented(PORTAL)
def test_the_portals_sample_is_answered_as_printed(target: Target) -> None:
    names = ["Oslo", "Lima"]
    divisions.upsert(target, *({"name": name, "correlationId": name} for name in names))
    printed = sample("feedback_house", "upsert-divisions-with-an-error")

    response = printed.send(target.session)

    printed.assert_answered_as_printed(response)
