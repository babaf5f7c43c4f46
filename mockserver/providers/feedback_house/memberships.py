"""Users of divisions and areas: letting them in, letting them go."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house import places, rules
from mockserver.providers.feedback_house.kinds import USER
from mockserver.providers.feedback_house.places import AREA_USERS, DIVISION_USERS, Change, Place
from mockserver.providers.feedback_house.resources import AREAS, DIVISIONS, Resource
from mockserver.providers.feedback_house.rules import Rejected
from mockserver.providers.feedback_house.schemas import memberships as shapes
from mockserver.providers.feedback_house.settings import ERROR_STATUS
from mockserver.providers.feedback_house.store import members, things
from mockserver.providers.feedback_house.values import object_id
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, Api, Reply

api = Api()


def _offer_add(resource: Resource, place: Place) -> None:
    change = place.adding

    @api.post(
        f"{resource.root}/user-add",
        body=shapes.request(place, change),
        returns=(200, shapes.added(place)),
        refuses=(400, 401, 413, 429),
        source=resource.source("user-add"),
        evidence=DOCUMENTED,
        name=f"addUsersTo{resource.name}s",
        tags=(resource.tag,),
    )
    def add(sandbox: Sandbox, caller: str, body: dict[str, Any], call: Call) -> dict[str, Any]:
        """Let users belong to places; an unknown user fails its item."""
        data, errors = [], []
        for number, item in enumerate(body["items"]):
            try:
                id_, users = _asked(sandbox, caller, place, change, item)
                _check_users(sandbox, caller, users)
            except Rejected as rejected:
                errors.append({"object": item, "message": rejected.message})
                call.note(f"{change.lists[0]}.{number}", rejected.why)
                continue
            members.join(sandbox, caller, place, id_, users)
            data.append({place.id_name: id_, "users": users})
        message = f"Updated {len(data)} | Errors {len(errors)}"
        # `data` is documented for areas only
        return {"status": "OK", "message": message, "data": data, "errors": errors}


def _offer_remove(resource: Resource, place: Place) -> None:
    change = place.removing

    @api.post(
        f"{resource.root}/user-remove",
        body=shapes.request(place, change),
        returns={200: shapes.removed(place, "OK"), 400: shapes.removed(place, "ERROR")},
        refuses=(400, 401, 413, 429),
        source=resource.source("user-remove"),
        evidence=DOCUMENTED,
        name=f"removeUsersFrom{resource.name}s",
        tags=(resource.tag,),
    )
    def remove(sandbox: Sandbox, caller: str, body: dict[str, Any], call: Call) -> Reply:
        """Let users go; who did not belong to the place is listed, not refused."""
        data, errors = [], []
        for number, item in enumerate(body["items"]):
            try:
                id_, users = _asked(sandbox, caller, place, change, item)
            except Rejected as rejected:
                errors.append({"data": item, "message": rejected.message})
                call.note(f"{change.lists[0]}.{number}", rejected.why)
                continue
            gone = {user: members.leave(sandbox, caller, place, id_, user) for user in users}
            data.append(
                {
                    place.id_name: id_,
                    "users": [user for user in users if gone[user]],
                    "usersNotUpdated": [user for user in users if not gone[user]],
                }
            )
        failed = bool(errors) and not data
        answer = {
            "data": data,
            "errors": errors,
            "message": f"Updated {_total(data, 'users')} | Not Updated"
            f" {_total(data, 'usersNotUpdated')} | Errors {len(errors)}",
            "status": "ERROR" if failed else "OK",
        }
        return Reply(sandbox.setting(ERROR_STATUS.name) if failed else 200, answer)


for offered in ((DIVISIONS, DIVISION_USERS), (AREAS, AREA_USERS)):
    _offer_add(*offered)
    _offer_remove(*offered)


def _asked(
    sandbox: Sandbox, company: str, place: Place, change: Change, item: Any
) -> tuple[str, list[str]]:
    """The existing place and the users that an item names. Raises Rejected.

    What is missing is told before what is unknown: the portal's samples of missing users name
    places that nobody has.
    """
    sent, users = places.membership(place, change, item)
    id_ = object_id(sent)
    if id_ is None:
        raise Rejected(rules.INVALID_ID, sent)
    if not things.has(sandbox, company, place.kind.name, id_):
        raise Rejected(place.kind.not_found, sent)
    return id_, places.users_once(change, users, object_id)


def _check_users(sandbox: Sandbox, company: str, users: list[str]) -> None:
    for user in users:
        if not things.has(sandbox, company, "user", user):
            raise Rejected(USER.not_found, user)


def _total(data: list[dict[str, Any]], name: str) -> int:
    return sum(len(item[name]) for item in data)
