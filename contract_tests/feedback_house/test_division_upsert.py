"""POST …/business-division/v1/update-or-create: a batch of divisions, each judged on its own."""

from __future__ import annotations

import re

import pytest

from contract_tests.feedback_house import divisions
from contract_tests.feedback_house.divisions import UPSERT
from contract_tests.support.answers import expect
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
