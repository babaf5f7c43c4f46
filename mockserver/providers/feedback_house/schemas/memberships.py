"""Users of business divisions on the wire.

Source: https://developers.feedback.house/docs/api/business-division/ – user-add, user-remove.
"""

from typing import Any

from marshmallow import EXCLUDE, INCLUDE, Schema, fields, pre_load

from mockserver.providers.feedback_house.schemas.parts import (
    a_text,
    an_id,
    counts,
    outcome,
    some_ids,
)
from mockserver.web.fields import Judged

ADDED = r"^Updated \d+ \| Errors \d+$"
REMOVED = r"^Updated \d+ \| Not Updated \d+ \| Errors \d+$"


# -- users of divisions -------------------------------------------------------------------------


class MembershipItem(Schema):
    """Users of one division; rules judge it, item by item."""

    class Meta:
        """Other fields are ignored."""

        unknown = INCLUDE

    business_division_id = an_id("The division.", data_key="businessDivisionId", required=True)
    users = some_ids("The users; at least one.", required=True)


class AddRequest(Schema):
    """Users to add; an example of the portal spells the member businesDivisionUsersAdd."""

    class Meta:
        """Other members are ignored."""

        unknown = EXCLUDE

    items = fields.List(Judged(MembershipItem), data_key="businessDivisionUsersAdd", required=True)

    @pre_load
    def _respell(self, body: Any, **_kwargs: Any) -> Any:
        right, typo = "businessDivisionUsersAdd", "businesDivisionUsersAdd"
        if isinstance(body, dict) and typo in body and right not in body:
            return {**body, right: body[typo]}
        return body


class AppliedItem(Schema):
    """An item that was applied, each user once."""

    business_division_id = an_id("The division.", data_key="businessDivisionId", required=True)
    users = some_ids("The users.", required=True)


class RefusedAddition(Schema):
    """An item that was rejected, exactly as it was received."""

    object = Judged(MembershipItem, required=True)
    message = a_text("What was wrong with it.", required=True)


class AddAnswer(Schema):
    """What became of the additions; the counts are items."""

    status = outcome("OK")
    message = counts(ADDED)
    data = fields.List(fields.Nested(AppliedItem), required=True)
    errors = fields.List(fields.Nested(RefusedAddition), required=True)


class RemoveRequest(Schema):
    """Users to remove."""

    class Meta:
        """Other members are ignored."""

        unknown = EXCLUDE

    items = fields.List(
        Judged(MembershipItem), data_key="businessDivisionUsersRemove", required=True
    )


class RemovedItem(Schema):
    """Who was removed from a division, and who was not because they did not belong to it."""

    business_division_id = an_id("The division.", data_key="businessDivisionId", required=True)
    users = some_ids("Who was removed.", required=True)
    users_not_updated = fields.List(
        fields.String(),
        data_key="usersNotUpdated",
        required=True,
        metadata={"description": "Who did not belong to it."},
    )


class RefusedRemoval(Schema):
    """An item that was rejected, exactly as it was received."""

    data = Judged(MembershipItem, required=True)
    message = a_text("What was wrong with it.", required=True)


class RemoveAnswer(Schema):
    """What became of the removals; updated and not updated count users, errors count items."""

    data = fields.List(fields.Nested(RemovedItem), required=True)
    errors = fields.List(fields.Nested(RefusedRemoval), required=True)
    message = counts(REMOVED)
    status = outcome("OK")


class NothingRemoved(RemoveAnswer):
    """Removals that all failed, with what is wrong with each."""

    status = outcome("ERROR")
