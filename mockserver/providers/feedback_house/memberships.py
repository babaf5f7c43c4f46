"""Users of business divisions: letting them in, letting them go."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house import rules, store
from mockserver.providers.feedback_house.divisions import ROOT, TAGS, known
from mockserver.providers.feedback_house.errors import PORTAL
from mockserver.providers.feedback_house.schemas.memberships import (
    AddAnswer,
    AddRequest,
    NothingRemoved,
    RemoveAnswer,
    RemoveRequest,
)
from mockserver.providers.feedback_house.settings import ERROR_STATUS
from mockserver.web.operation import DOCUMENTED, Api, Reply

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
    """Let users belong to divisions; an unknown user fails its item.

    undocumented: users keep their other divisions, as only areas are said to transfer them.
    """
    ids = known(sandbox, caller)
    data, errors = [], []
    for item in body["items"]:
        wanted = rules.membership(item, rules.ADDING, ids)
        if isinstance(wanted, str):
            errors.append({"object": item, "message": wanted})
        elif not all(map(ids.user, wanted.users)):
            errors.append({"object": item, "message": rules.USER_NOT_FOUND})
        else:
            store.add_users(sandbox, caller, wanted.division, wanted.users)
            data.append({"business_division_id": wanted.division, "users": wanted.users})
    return {
        "status": "OK",
        "message": f"Updated {len(data)} | Errors {len(errors)}",
        "data": data,  # undocumented here, documented on the sibling page of areas
        "errors": errors,
    }


@api.post(
    f"{ROOT}/user-remove",
    body=RemoveRequest(),
    returns={200: RemoveAnswer(), 400: NothingRemoved()},
    refuses=(400, 401, 413, 429),
    source=PORTAL + "user-remove",
    evidence=DOCUMENTED,
    name="removeUsersFromBusinessDivisions",
    tags=TAGS,
)
def remove_users(sandbox: Sandbox, caller: str, body: dict[str, Any]) -> Reply:
    """Let users go; who did not belong to the division is listed, not refused."""
    ids = known(sandbox, caller)
    data, errors = [], []
    for item in body["items"]:
        wanted = rules.membership(item, rules.REMOVING, ids)
        if isinstance(wanted, str):
            errors.append({"data": item, "message": wanted})
        else:
            data.append(_remove(sandbox, caller, wanted))
    updated = sum(len(removed["users"]) for removed in data)
    not_updated = sum(len(removed["users_not_updated"]) for removed in data)
    failed = bool(errors) and not data
    answer = {
        "data": data,
        "errors": errors,
        "message": f"Updated {updated} | Not Updated {not_updated} | Errors {len(errors)}",
        "status": "ERROR" if failed else "OK",
    }
    return Reply(sandbox.setting(ERROR_STATUS.name) if failed else 200, answer)


def _remove(sandbox: Sandbox, company: str, wanted: rules.Membership) -> dict[str, Any]:
    """The users that went, and those that did not belong to the division."""
    gone = {
        user: store.remove_user(sandbox, company, wanted.division, user) for user in wanted.users
    }
    return {
        "business_division_id": wanted.division,
        "users": [user for user, belonged in gone.items() if belonged],
        "users_not_updated": [user for user, belonged in gone.items() if not belonged],
    }
