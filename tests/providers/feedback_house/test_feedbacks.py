"""GET feedbacks: what users wrote about each other."""

import pytest

from tests.providers.feedback_house.conftest import BEATRIZ, HELENA, UNKNOWN_ID, USERS, House

FEEDBACKS = "/api/common/feedback/v1/feedbacks"
TOMAS = "65a1c0de703c46278ab866d7"


def test_a_feedback_holds_the_users_as_the_portal_prints_them(house: House) -> None:
    feedback = house.get(FEEDBACKS, limit=1).json()["feedbacks"][0]

    born = feedback["user"]["createdAt"]
    assert born == feedback["author"]["updatedAt"]
    assert len(born) == len("2026-01-01T12:00:00.000Z")
    del feedback["author"]
    assert feedback == {
        "_id": feedback["_id"],
        "anonymous": False,
        "comments": [],
        "internal": True,
        "isSelfReview": False,
        "manager": "507f1f77bcf86cd799439011",
        "meanScore": 5,
        "score": 5,
        "user": {
            "_id": HELENA,
            "active": True,
            "company": "65a1c0de407f168acc0349ec",
            "correlationID": "EMPLOYEE_3",
            "createdAt": born,
            "emails": ["helena.quintela@vento-norte.example"],
            "isBlocked": False,
            "lang": "en",
            "manager": "507f1f77bcf86cd799439011",
            "name": "Helena Quintela",
            "nick": "helena-quintela",
            "phoneNumbers": [],
            "roleGroups": feedback["user"]["roleGroups"],
            "roles": [],
            "tags": [],
            "updatedAt": born,
        },
    }
    assert len(feedback["user"]["roleGroups"]) == 2


def test_only_feedbacks_that_a_user_received_are_listed(house: House) -> None:
    answer = house.get(FEEDBACKS, user=BEATRIZ).json()

    assert [feedback["score"] for feedback in answer["feedbacks"]] == [4, 5]
    assert answer["pageInfo"]["totalCount"] == 2


def test_the_list_is_paged(house: House) -> None:
    answer = house.get(FEEDBACKS, user=BEATRIZ.upper(), skip=1, limit=1).json()

    assert [feedback["isSelfReview"] for feedback in answer["feedbacks"]] == [True]
    assert answer["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "limit": 1,
        "skip": 1,
        "totalCount": 2,
    }


def test_a_user_without_feedbacks_has_none(house: House) -> None:
    answer = house.get(FEEDBACKS, user=UNKNOWN_ID).json()

    assert answer["feedbacks"] == []
    assert answer["pageInfo"]["totalCount"] == 0


@pytest.mark.parametrize(
    "query", [{"user": "fake_id"}, {"user": ""}, {"skip": -1}, {"limit": 0}, {"limit": "all"}]
)
@pytest.mark.parametrize("status", [400, 200])
def test_a_query_that_makes_no_sense_is_refused(
    house: House, query: dict[str, object], status: int
) -> None:
    house.settings["feedback_house.error_status"] = status

    response = house.get(FEEDBACKS, **query)

    assert response.status_code == status
    assert response.json() == {"status": "ERROR", "message": "Invalid search query"}


def test_an_anonymous_feedback_does_not_tell_its_author(house: House) -> None:
    signed, anonymous = house.get(FEEDBACKS, user=TOMAS).json()["feedbacks"]

    assert (signed["anonymous"], signed["author"]["name"]) == (False, "Marina Tavora")
    assert (anonymous["anonymous"], anonymous["author"]) == (True, None)


def test_a_renamed_user_is_shown_under_the_new_name(house: House) -> None:
    house.sandbox.clock.advance("1h")
    house.batch("users", {"id": HELENA, "name": "Helena Quintela de Sá"})

    user = house.get(FEEDBACKS, user=HELENA).json()["feedbacks"][0]["user"]

    assert user["nick"] == "helena-quintela-de-sa"
    assert user["updatedAt"] > user["createdAt"]


def test_feedbacks_go_with_the_user_who_received_them(house: House) -> None:
    house.delete(f"{USERS}/users/{BEATRIZ}")

    feedbacks = house.get(FEEDBACKS).json()["feedbacks"]

    assert len(feedbacks) == 4
    assert feedbacks[0]["author"] is None


def test_companies_do_not_see_each_others_feedbacks(house: House) -> None:
    key = house.sandbox.feedback_house.credentials["other_company_api_key"]

    response = house.sandbox.feedback_house.request(
        "GET", FEEDBACKS, headers={"Authorization": key}
    )

    assert response.json()["pageInfo"]["totalCount"] == 1
