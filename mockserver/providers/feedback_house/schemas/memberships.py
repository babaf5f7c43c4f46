"""Users of divisions and areas on the wire.

Source: https://developers.feedback.house/docs/api-list – the pages user-add and user-remove.
"""

from functools import cache
from typing import Any

from marshmallow import EXCLUDE, INCLUDE, Schema, fields, pre_load

from mockserver.providers.feedback_house.places import Change, Place
from mockserver.providers.feedback_house.schemas.batches import rejected
from mockserver.providers.feedback_house.schemas.parts import (
    Drawn,
    an_id,
    counts,
    made,
    outcome,
    some_ids,
    some_texts,
)
from mockserver.web.fields import Judged

ADDED = r"^Updated \d+ \| Errors \d+$"
REMOVED = r"^Updated \d+ \| Not Updated \d+ \| Errors \d+$"


class _Respelling(Schema):
    """A body whose list has more than one spelling; the first is the one that counts."""

    class Meta:
        """Other members are ignored."""

        unknown = EXCLUDE

    spellings: tuple[str, ...] = ()

    @pre_load
    def _respell(self, body: Any, **_kwargs: Any) -> Any:
        if isinstance(body, dict):
            sent = [name for name in self.spellings if name in body]
            if sent:
                return {**body, self.spellings[0]: body[sent[0]]}
        return body


@cache
def item(place: Place) -> Schema:
    """Users of one place; rules judge it, item by item."""
    name = f"{place.kind.name.capitalize()}Users"
    shape = made(name, "Users of one place.", _applied(place))
    shape.unknown = INCLUDE
    return shape


def request(place: Place, change: Change) -> Schema:
    """The body of user-add or user-remove."""
    first = change.lists[0]
    shape = type(
        first[0].upper() + first[1:],
        (_Respelling,),
        {
            "__doc__": "Users of places.",
            "spellings": change.lists,
            "items": fields.List(Judged(item(place)), data_key=first, required=True),
        },
    )
    made_shape: Schema = shape()
    return made_shape


def added(place: Place) -> Schema:
    """What became of additions; the counts are items."""
    name = place.kind.name.capitalize()
    applied = made(f"{name}UsersApplied", "An item that was applied.", _applied(place))
    return made(
        f"{name}UsersAdded",
        "What became of the additions; the counts are items.",
        {
            "status": outcome("OK"),
            "message": counts(ADDED),
            "data": Drawn(applied, many=True, required=True),
            "errors": Drawn(
                rejected(f"{name}Addition", "object", item(place)), many=True, required=True
            ),
        },
    )


def removed(place: Place, status: str) -> Schema:
    """What became of removals; updated and not updated count users, errors count items."""
    name = place.kind.name.capitalize()
    return made(
        f"{name}UsersRemoved" if status == "OK" else f"{name}UsersNotRemoved",
        "What became of the removals; updated and not updated count users, errors count items.",
        {
            "data": Drawn(_gone(place), many=True, required=True),
            "errors": Drawn(_rejected_removal(place), many=True, required=True),
            "message": counts(REMOVED),
            "status": outcome(status),
        },
    )


@cache
def _gone(place: Place) -> Schema:
    strangers = some_texts("Who did not belong to it.", data_key="usersNotUpdated", required=True)
    members = {**_applied(place), "not_updated": strangers}
    return made(f"{place.kind.name.capitalize()}UsersGone", "Who went.", members)


@cache
def _rejected_removal(place: Place) -> Schema:
    return rejected(f"{place.kind.name.capitalize()}Removal", "data", item(place))


def _applied(place: Place) -> dict[str, Any]:
    return {
        "place": an_id("The place.", data_key=place.id_name, required=True),
        "users": some_ids("The users; at least one.", required=True),
    }
