"""DELETE …/business-division/v1/query/:id: a division goes, and is gone."""

from __future__ import annotations

import pytest

from contract_tests.feedback_house import divisions
from contract_tests.feedback_house.divisions import ERROR_STATUSES, UNKNOWN_ID
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

PORTAL = "portal: business division, delete"


@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_a_division_is_deleted_and_its_id_returned(target: Target) -> None:
    division = divisions.create(target, name=target.unique("Berlin"))

    answer = expect(divisions.delete(target, division["id"]), 200)

    assert answer == {"status": "OK", "businessDivision": division["id"]}
    assert expect(divisions.by_id(target, division["id"]), 200) == {"businessDivision": {}}


@pytest.mark.writes
@pytest.mark.documented(PORTAL)
def test_an_unknown_division_is_not_found(target: Target) -> None:
    answer = expect(divisions.delete(target, UNKNOWN_ID), *ERROR_STATUSES)

    assert answer == {
        "error": {"data": UNKNOWN_ID, "message": "Business division not found"},
        "status": "ERROR",
        "businessDivision": None,
    }


@pytest.mark.writes
@pytest.mark.assumed("a deleted division is taken to be gone for good")
def test_a_second_delete_does_not_find_it(target: Target) -> None:
    division = divisions.create(target, name=target.unique("Berlin"))
    divisions.delete(target, division["id"])

    answer = expect(divisions.delete(target, division["id"]), 400)

    assert answer["error"] == {
        "data": division["id"],
        "message": "Business division not found",
    }


@pytest.mark.writes
@pytest.mark.assumed("no status of an ERROR is published; 400 is taken from a kindred API")
@pytest.mark.parametrize("id_", [UNKNOWN_ID, "fake_id"])
def test_the_status_of_a_refused_delete_is_400(target: Target, id_: str) -> None:
    response = divisions.delete(target, id_)

    assert response.status_code == 400


@pytest.mark.writes
@pytest.mark.assumed("a deleted division is taken to free its keys")
def test_the_keys_of_a_deleted_division_are_free(target: Target) -> None:
    fields = {"name": target.unique("Berlin"), "correlationId": target.unique("key")}
    division = divisions.create(target, **fields)
    divisions.delete(target, division["id"])

    again = divisions.upsert(target, fields)

    assert again["message"] == "Created 1 | Updated 0 | Errors 0"


@pytest.mark.writes
@pytest.mark.assumed("what becomes of the divisions below a deleted one is not published")
def test_the_divisions_below_lose_their_parent(target: Target) -> None:
    top = divisions.create(target, name=target.unique("Berlin"))
    below = divisions.create(target, name=target.unique("Mitte"), parent=top["id"])

    divisions.delete(target, top["id"])

    assert "parent" not in divisions.found(target, below["id"])


@pytest.mark.writes
@pytest.mark.needs("disposable")
@pytest.mark.documented(PORTAL)
@pytest.mark.parametrize("name", ["delete-a-malformed-id", "delete-an-unknown-division"])
def test_the_portals_samples_are_answered_as_printed(target: Target, name: str) -> None:
    printed = sample("feedback_house", name)

    response = printed.send(target.session)

    printed.assert_answered_as_printed(response)
