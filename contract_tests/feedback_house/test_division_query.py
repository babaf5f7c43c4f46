"""GET …/business-division/v1/query and …/query/:id: all divisions by pages, and one."""

from __future__ import annotations

import pytest

from contract_tests.feedback_house import divisions
from contract_tests.feedback_house.divisions import ERROR_STATUSES, UNKNOWN_ID
from contract_tests.support.answers import expect
from contract_tests.targets import Target

LIST = "portal: business division, get"
ONE = "portal: business division, get by id"

BAD_PAGES = pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "abc"),
        ("limit", "1.5"),
        ("skip", "-1"),
        ("skip", "abc"),
    ],
)


def total(target: Target) -> int:
    """How many divisions there are."""
    count: int = expect(divisions.listed(target, limit=1), 200)["pageInfo"]["totalCount"]
    return count


@pytest.mark.documented(LIST)
def test_the_list_tells_its_page(target: Target) -> None:
    page = expect(divisions.listed(target), 200)["pageInfo"]

    assert sorted(page) == ["hasNextPage", "hasPreviousPage", "limit", "skip", "totalCount"]
    assert (page["skip"], page["limit"], page["hasPreviousPage"]) == (0, 100, False)
    assert isinstance(page["hasNextPage"], bool)
    assert isinstance(page["totalCount"], int)


@pytest.mark.writes
@pytest.mark.documented(LIST)
def test_a_new_division_is_counted(target: Target) -> None:
    before = total(target)
    divisions.upsert(target, {"name": target.unique("Berlin")})

    assert total(target) == before + 1


@pytest.mark.writes
@pytest.mark.assumed("the order of the list is taken to be that of creation")
def test_the_newest_divisions_are_at_the_end(target: Target) -> None:
    before = total(target)
    first, second = target.unique("Zürich"), target.unique("Aachen")
    divisions.upsert(target, {"name": first}, {"name": second})

    answer = expect(divisions.listed(target, skip=before, limit=2), 200)

    assert [division["name"] for division in answer["businessDivisions"]] == [first, second]
    assert answer["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": before > 0,
        "limit": 2,
        "skip": before,
        "totalCount": before + 2,
    }


@pytest.mark.writes
@pytest.mark.documented(LIST)
def test_limit_bounds_the_page_and_tells_that_there_is_more(target: Target) -> None:
    divisions.upsert(target, {"name": target.unique("Berlin")}, {"name": target.unique("Bonn")})

    answer = expect(divisions.listed(target, limit=1), 200)

    assert len(answer["businessDivisions"]) == 1
    assert answer["pageInfo"]["limit"] == 1
    assert answer["pageInfo"]["hasNextPage"] is True
    assert answer["pageInfo"]["hasPreviousPage"] is False


@pytest.mark.writes
@pytest.mark.documented(LIST)
def test_skip_passes_over_divisions_and_tells_that_there_were_some(target: Target) -> None:
    divisions.upsert(target, {"name": target.unique("Berlin")}, {"name": target.unique("Bonn")})
    two = expect(divisions.listed(target, limit=2), 200)["businessDivisions"]

    answer = expect(divisions.listed(target, skip=1, limit=1), 200)

    assert answer["businessDivisions"] == two[1:]
    assert answer["pageInfo"]["skip"] == 1
    assert answer["pageInfo"]["hasPreviousPage"] is True


@pytest.mark.writes
@pytest.mark.assumed("what lies beyond the end is taken to be an empty page, not an error")
def test_a_page_beyond_the_end_is_empty(target: Target) -> None:
    divisions.upsert(target, {"name": target.unique("Berlin")})
    count = total(target)

    answer = expect(divisions.listed(target, skip=count), 200)

    assert answer["businessDivisions"] == []
    assert answer["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "limit": 100,
        "skip": count,
        "totalCount": count,
    }


@pytest.mark.assumed("no largest limit is published")
@pytest.mark.parametrize("limit", [51, 1000])
def test_a_large_limit_is_taken(target: Target, limit: int) -> None:
    page = expect(divisions.listed(target, limit=limit), 200)["pageInfo"]

    assert page["limit"] == limit


@BAD_PAGES
@pytest.mark.assumed("the answer is published, not what causes it; nor that its status is 400")
def test_a_page_that_makes_no_sense_is_an_invalid_search_query(
    target: Target, name: str, value: str
) -> None:
    response = divisions.listed(target, **{name: value})

    assert expect(response, 400) == {"status": "ERROR", "message": "Invalid search query"}


@pytest.mark.assumed("no filter is published; unknown parameters are taken to be ignored")
def test_an_unknown_parameter_is_ignored(target: Target) -> None:
    page = expect(divisions.listed(target, colour="blue"), 200)["pageInfo"]

    assert page["limit"] == 100


@pytest.mark.writes
@pytest.mark.documented(ONE)
def test_a_division_is_found_by_its_id(target: Target) -> None:
    name = target.unique("Berlin")
    division = divisions.create(target, name=name)

    answer = expect(divisions.by_id(target, division["id"]), 200)

    assert answer["status"] == "OK"
    assert answer["businessDivision"]["id"] == division["id"]
    assert answer["businessDivision"]["name"] == name


@pytest.mark.writes
@pytest.mark.assumed("which fields are sent when they are empty is not published")
def test_a_new_division_is_active_and_has_nobody_in_it(target: Target) -> None:
    division = divisions.create(target, name=target.unique("Berlin"))

    stored = divisions.found(target, division["id"])

    assert stored["active"] is True
    assert stored["allowCandidatesApply"] is False
    assert stored["users"] == []
    assert stored["responsibles"] == []
    assert stored["tags"] == []
    assert "parent" not in stored


@pytest.mark.writes
@pytest.mark.documented(ONE)
def test_a_division_shows_what_was_stored(target: Target) -> None:
    top = divisions.create(target, name=target.unique("Berlin"))
    division = divisions.create(
        target,
        name=target.unique("Mitte"),
        parent=top["id"],
        active=False,
        allowCandidatesApply=True,
        tags=["project:secret"],
    )

    stored = divisions.found(target, division["id"])

    assert stored["parent"] == top["id"]
    assert stored["active"] is False
    assert stored["allowCandidatesApply"] is True
    assert stored["tags"] == ["project:secret"]


@pytest.mark.documented(ONE)
def test_an_unknown_division_is_an_empty_object(target: Target) -> None:
    answer = expect(divisions.by_id(target, UNKNOWN_ID), 200)

    assert answer == {"businessDivision": {}}


@pytest.mark.documented(ONE)
def test_a_malformed_id_is_an_invalid_search_query(target: Target) -> None:
    answer = expect(divisions.by_id(target, "fake_id"), *ERROR_STATUSES)

    assert answer == {"status": "ERROR", "message": "Invalid search query"}


@pytest.mark.assumed("no status of an ERROR is published; 400 is taken from a kindred API")
def test_the_status_of_a_malformed_id_is_400(target: Target) -> None:
    response = divisions.by_id(target, "fake_id")

    assert response.status_code == 400
