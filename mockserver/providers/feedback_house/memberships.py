"""Users of business divisions: letting them in, letting them go."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house import rules, store
from mockserver.providers.feedback_house.divisions import NOT_FOUND, ROOT, TAGS
from mockserver.providers.feedback_house.errors import PORTAL
from mockserver.providers.feedback_house.schemas import (
    AddAnswer,
    AddRequest,
    RemoveAnswer,
    RemoveRequest,
)
from mockserver.providers.feedback_house.settings import ERROR_STATUS
from mockserver.web.operation import DOCUMENTED, Api, Reply

USER_NOT_FOUND = "User not found"

api = Api()


@api.post(
    f"{ROOT}/user-add",
    body=AddRequest(),
    returns=(200, AddAnswer()),
    refuses=(400, 401, 413, 429),
    source=PORTAL + "user-add",
    evidence=DOCUMENTED,
    name="addUsersToBusinessDivisions",
    tags=TAGS,
)
def add_users(sandbox: Sandbox, caller: str, body: dict[str, Any]) -> dict[str, Any]:
    """Let users belong to divisions, beside those that already do; an unknown one fails its item.

    undocumented: users keep their other divisions, as only areas are said to transfer them.
    """
    data: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for item in body["items"]:
        complaint = rules.membership_complaint(item, rules.ADD_WORDS) or _unknown(
            sandbox, caller, item
        )
        users = None if complaint else rules.object_ids(item["users"])
        if users is None or not all(store.has_user(sandbox, caller, user) for user in users):
            refused.append({"object": item, "message": complaint or USER_NOT_FOUND})
            continue
        division = rules.object_id(item["businessDivisionId"]) or ""
        store.add_users(sandbox, caller, division, users)
        data.append({"business_division_id": division, "users": users})
    message = f"Updated {len(data)} | Errors {len(refused)}"
    return {"status": "OK", "message": message, "data": data, "errors": refused}


@api.post(
    f"{ROOT}/user-remove",
    body=RemoveRequest(),
    returns={200: RemoveAnswer(), 400: RemoveAnswer()},
    refuses=(400, 401, 413, 429),
    source=PORTAL + "user-remove",
    evidence=DOCUMENTED,
    name="removeUsersFromBusinessDivisions",
    tags=TAGS,
)
def remove_users(sandbox: Sandbox, caller: str, body: dict[str, Any]) -> Reply:
    """Let users go; who did not belong to the division is listed, not refused."""
    data: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for item in body["items"]:
        complaint = rules.membership_complaint(item, rules.REMOVE_WORDS) or _unknown(
            sandbox, caller, item
        )
        if complaint:
            refused.append({"data": item, "message": complaint})
        else:
            data.append(_removed(sandbox, caller, item))
    gone = sum(len(item["users"]) for item in data)
    kept = sum(len(item["users_not_updated"]) for item in data)
    failed = bool(refused) and not data
    answer = {
        "data": data,
        "errors": refused,
        "message": f"Updated {gone} | Not Updated {kept} | Errors {len(refused)}",
        "status": "ERROR" if failed else "OK",
    }
    return Reply(sandbox.setting(ERROR_STATUS.name) if failed else 200, answer)


def _unknown(sandbox: Sandbox, company: str, item: dict[str, Any]) -> str | None:
    division = rules.object_id(item["businessDivisionId"])
    if division is None:
        return rules.INVALID_ID
    return None if store.has_division(sandbox, company, division) else NOT_FOUND


def _removed(sandbox: Sandbox, company: str, item: dict[str, Any]) -> dict[str, Any]:
    division = rules.object_id(item["businessDivisionId"]) or ""
    users: list[str] = []
    strangers: list[str] = []
    for sent in dict.fromkeys(rules.object_id(user) or user for user in item["users"]):
        belonged = store.remove_user(sandbox, company, division, sent)
        (users if belonged else strangers).append(sent)
    return {
        "business_division_id": division,
        "users": users,
        "users_not_updated": strangers,
    }
