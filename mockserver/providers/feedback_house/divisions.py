"""Business divisions: the list, one of them, and its end."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house import errors, rules, store
from mockserver.providers.feedback_house.errors import PORTAL
from mockserver.providers.feedback_house.schemas.divisions import (
    BusinessDivisionAnswer,
    BusinessDivisionPage,
    Deleted,
    NotDeleted,
    Paging,
)
from mockserver.web import paging
from mockserver.web.operation import DOCUMENTED, Api

ROOT = "/api/planning/business-division/v1"
TAGS = ("business division",)

api = Api()


@api.get(
    f"{ROOT}/query",
    query=Paging(),
    returns=(200, BusinessDivisionPage()),
    refuses=(400, 401, 413, 429),
    source=PORTAL + "get",
    evidence=DOCUMENTED,
    name="listBusinessDivisions",
    tags=TAGS,
)
def list_divisions(sandbox: Sandbox, caller: str, query: dict[str, int]) -> dict[str, Any]:
    """List the company's divisions, inactive ones included, in the order of their creation."""
    total = store.count_divisions(sandbox, caller)
    page = paging.of_offset(query["skip"], query["limit"], total)
    found = store.divisions(sandbox, caller, page.offset, page.limit)
    return {
        "page_info": {
            "has_next_page": page.has_next,
            "has_previous_page": page.has_previous,
            "limit": page.limit,
            "skip": page.offset,
            "total_count": total,
        },
        "business_divisions": [shown(division) for division in found],
    }


@api.get(
    f"{ROOT}/query/{{id}}",
    returns=(200, BusinessDivisionAnswer()),
    refuses=(400, 401, 413, 429),
    source=PORTAL + "get-id",
    evidence=DOCUMENTED,
    name="getBusinessDivision",
    tags=TAGS,
)
def get_division(sandbox: Sandbox, caller: str, id: str) -> dict[str, Any]:  # noqa: A002 - the vendor's name
    """One division; an empty object when the company has none of this id."""
    wanted = rules.object_id(id)
    if wanted is None:
        raise errors.invalid_search_query("an id is 24 hex digits", got=id)
    division = store.find_division(sandbox, caller, "id", wanted)
    if division is None:
        return {"business_division": {}}
    return {"status": "OK", "business_division": shown(division)}


@api.delete(
    f"{ROOT}/query/{{id}}",
    returns={200: Deleted(), 400: NotDeleted()},
    refuses=(401, 413, 429),
    source=PORTAL + "delete",
    evidence=DOCUMENTED,
    name="deleteBusinessDivision",
    tags=TAGS,
)
def delete_division(sandbox: Sandbox, caller: str, id: str) -> dict[str, Any]:  # noqa: A002 - the vendor's name
    """Delete a division; users and divisions that named it no longer do."""
    wanted = rules.object_id(id)
    if wanted is None:
        raise errors.not_deleted(id, rules.INVALID_ID)
    # undocumented what becomes of references; a dangling id could not be sent back as it is
    if not store.delete_division(sandbox, caller, wanted):
        raise errors.not_deleted(id, rules.DIVISION_NOT_FOUND)
    return {"status": "OK", "business_division": wanted}


def shown(division: store.Division) -> dict[str, Any]:
    """A division without what is not set, as the portal's samples leave it out."""
    return {column: value for column, value in division.items() if value is not None}


def known(sandbox: Sandbox, company: str) -> rules.Known:
    """Which ids a company has, for the rules to ask."""
    return rules.Known(
        division=lambda id_: store.has_division(sandbox, company, id_),
        user=lambda id_: store.has_user(sandbox, company, id_),
    )
