"""Feedbacks: what users wrote about each other; they can only be read."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house.kinds import USER
from mockserver.providers.feedback_house.reads import page_info
from mockserver.providers.feedback_house.resources import PORTAL
from mockserver.providers.feedback_house.schemas.feedbacks import FeedbackPage, FeedbackPaging
from mockserver.providers.feedback_house.store import feedbacks, things
from mockserver.providers.feedback_house.values import instant, object_id, slug
from mockserver.web import paging
from mockserver.web.operation import DOCUMENTED, Api

LANGUAGE = "en"  # the one that the portal's sample shows

api = Api()


@api.get(
    "/api/common/feedback/v1/feedbacks",
    query=FeedbackPaging(),
    returns=(200, FeedbackPage()),
    refuses=(400, 401, 413, 429),
    source=PORTAL + "feedback/api-feedback-get",
    evidence=DOCUMENTED,
    name="listFeedbacks",
    tags=("feedback",),
)
def list_feedbacks(sandbox: Sandbox, caller: str, query: dict[str, Any]) -> dict[str, Any]:
    """List the company's feedbacks, or those that one user received, oldest first."""
    user = object_id(query.get("user"))
    total = feedbacks.count(sandbox, caller, user)
    page = paging.of_offset(query["skip"], query["limit"], total)
    found = feedbacks.page(sandbox, caller, user, page.offset, page.limit)
    named = {one[role] for one in found for role in ("user", "author") if one[role]}
    people = {id_: embedded(sandbox, caller, id_) for id_ in sorted(named)}
    return {
        "page_info": page_info(page),
        "feedbacks": [
            {
                **one,
                # undocumented: an anonymous feedback does not tell its author
                "author": None if one["anonymous"] else people.get(one["author"]),
                "comments": [],
                "is_self_review": one["author"] == one["user"],
                "user": people[one["user"]],
            }
            for one in found
        ],
    }


def embedded(sandbox: Sandbox, company: str, id_: str) -> dict[str, Any]:
    """A user as feedbacks show one."""
    user = things.find(sandbox, company, USER, "id", id_)
    assert user is not None  # noqa: S101 - feedbacks forget users who are deleted
    return {
        **user,
        "blocked": False,
        "created_at": instant(user["created_at"]),
        "lang": LANGUAGE,
        "nick": slug(user["name"]),
        "role_groups": user["groups"],
        "roles": [],
        "updated_at": instant(user["updated_at"]),
    }
