"""Divisions and areas as places of users: what user-add and user-remove call them and say of them.

Source: the pages user-add and user-remove of https://developers.feedback.house/docs/api-list
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mockserver.providers.feedback_house.kinds import AREA, DIVISION, USER
from mockserver.providers.feedback_house.rules import INVALID_OBJECT, Kind, Rejected


@dataclass(frozen=True)
class Change:
    """One way to change the users of places: its list in the body, and its words for bad items."""

    lists: tuple[str, ...]
    no_users: str
    no_place: str
    bad_users: str


@dataclass(frozen=True)
class Place:
    """A kind that has users: what user-add and user-remove call it, and what they do to users.

    `pointer` is the column of the user that names the place; whoever joins an `exclusive` one
    leaves every other.
    """

    kind: Kind
    id_name: str
    pointer: str
    exclusive: bool
    adding: Change
    removing: Change


DIVISION_USERS = Place(
    kind=DIVISION,
    id_name="businessDivisionId",
    pointer="business_division",
    exclusive=False,
    adding=Change(
        lists=("businessDivisionUsersAdd", "businesDivisionUsersAdd"),  # the portal spells both
        no_users="Missing users field",
        no_place="Missing businessDivisionId field",  # undocumented
        bad_users=USER.not_found,  # undocumented
    ),
    removing=Change(
        lists=("businessDivisionUsersRemove",),
        no_users="Missing users",
        no_place="Missing businessDivisionId",  # undocumented
        bad_users="Invalid users",  # undocumented
    ),
)
AREA_USERS = Place(
    kind=AREA,
    id_name="areaId",
    pointer="area",
    exclusive=True,
    adding=Change(
        lists=("areaUsersAdd",),
        no_users="Missing users",
        no_place="Missing areaId",  # undocumented
        bad_users=USER.not_found,  # undocumented
    ),
    removing=Change(
        lists=("areaUsersRemove",),
        no_users="Missing users",
        no_place="Missing areaId",  # undocumented
        bad_users="Invalid users",  # undocumented
    ),
)
PLACES = (DIVISION_USERS, AREA_USERS)


def membership(place: Place, change: Change, item: object) -> tuple[object, list[Any]]:
    """The place and the users that an item names, each once. Raises Rejected for what is missing.

    Users first: a sample of the portal misspells the place and is told that users are missing.
    """
    if not isinstance(item, dict):
        raise Rejected(INVALID_OBJECT, item)
    users = item.get("users")
    if not isinstance(users, list) or not users:
        raise Rejected(change.no_users, users)
    if item.get(place.id_name) in (None, ""):
        raise Rejected(change.no_place)
    return item[place.id_name], users


def users_once(change: Change, users: list[Any], reads: Callable[[str], str | None]) -> list[str]:
    """Users in the order sent, each once, ids as they are kept. Raises Rejected for no texts."""
    if not all(isinstance(user, str) for user in users):
        raise Rejected(change.bad_users, users)
    return list(dict.fromkeys(reads(user) or user for user in users))
