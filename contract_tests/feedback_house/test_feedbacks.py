"""GET feedbacks: what users wrote about each other."""

from __future__ import annotations

import pytest

from contract_tests.feedback_house.things import ERROR_STATUSES, UNKNOWN_ID
from contract_tests.support.answers import expect
from contract_tests.support.samples import sample
from contract_tests.targets import Target

FEEDBACKS = "/api/common/feedback/v1/feedbacks"
PORTAL = "portal: feedback, get"


@pytest.mark.documented(PORTAL)
def test_the_list_tells_its_page(target: Target) -> None:
    answer = expect(target.session.get(FEEDBACKS), 200)

    assert (answer["pageInfo"]["skip"], answer["pageInfo"]["limit"]) == (0, 100)
    assert len(answer["feedbacks"]) == min(100, answer["pageInfo"]["totalCount"])


@pytest.mark.needs("disposable")
@pytest.mark.documented(PORTAL)
def test_a_feedback_has_the_printed_members(target: Target) -> None:
    feedback = expect(target.session.get(FEEDBACKS), 200)["feedbacks"][0]

    assert list(feedback) == [
        "_id",
        "anonymous",
        "author",
        "comments",
        "internal",
        "isSelfReview",
        "manager",
        "meanScore",
        "score",
        "user",
    ]
    assert list(feedback["user"]) == [
        "_id",
        "active",
        "company",
        "correlationID",
        "createdAt",
        "emails",
        "isBlocked",
        "lang",
        "manager",
        "name",
        "nick",
        "phoneNumbers",
        "roleGroups",
        "roles",
        "tags",
        "updatedAt",
    ]


@pytest.mark.needs("disposable")
@pytest.mark.documented(PORTAL)
def test_the_feedbacks_of_one_user_are_selected(target: Target) -> None:
    everything = expect(target.session.get(FEEDBACKS), 200)
    user = everything["feedbacks"][0]["user"]["_id"]

    answer = expect(target.session.get(FEEDBACKS, params={"user": user}), 200)

    assert {feedback["user"]["_id"] for feedback in answer["feedbacks"]} == {user}
    assert answer["pageInfo"]["totalCount"] < everything["pageInfo"]["totalCount"]


@pytest.mark.assumed("that a user whom nobody knows has no feedbacks is not published")
def test_an_unknown_user_has_no_feedbacks(target: Target) -> None:
    answer = expect(target.session.get(FEEDBACKS, params={"user": UNKNOWN_ID}), 200)

    assert answer["feedbacks"] == []


@pytest.mark.assumed("what makes a query invalid is not published")
@pytest.mark.parametrize("query", ["user=fake_id", "limit=0", "skip=-1"])
def test_a_query_that_makes_no_sense_is_refused(target: Target, query: str) -> None:
    answer = expect(target.session.get(f"{FEEDBACKS}?{query}"), *ERROR_STATUSES)

    assert answer == {"status": "ERROR", "message": "Invalid search query"}


@pytest.mark.needs("disposable")
@pytest.mark.documented(PORTAL)
@pytest.mark.parametrize("name", ["list-no-feedbacks", "list-feedbacks-with-an-invalid-query"])
def test_the_portals_samples_are_answered_as_printed(target: Target, name: str) -> None:
    printed = sample("feedback_house", name)

    response = printed.send(target.session)

    printed.assert_answered_as_printed(response)
