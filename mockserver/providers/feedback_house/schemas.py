"""Shapes on the wire.

Source: https://developers.feedback.house/docs/api/business-division/ – update-or-create, get,
get-id, delete, user-add, user-remove.
"""

from typing import Any

from marshmallow import EXCLUDE, INCLUDE, Schema, fields, pre_load, validate

from mockserver.web.fields import Flag, Judged, WholeNumber

OBJECT_ID = validate.Regexp("^[0-9a-fA-F]{24}$")
DEFAULT_LIMIT = 100
UPSERTED = r"^Created \d+ \| Updated \d+ \| Errors \d+$"
ADDED = r"^Updated \d+ \| Errors \d+$"
REMOVED = r"^Updated \d+ \| Not Updated \d+ \| Errors \d+$"


def _id(about: str, **facts: Any) -> fields.String:
    return fields.String(validate=OBJECT_ID, metadata={"description": about}, **facts)


def _ids(about: str, **facts: Any) -> fields.List[Any]:
    element = fields.String(validate=OBJECT_ID)
    return fields.List(element, metadata={"description": about}, **facts)


def _text(about: str, **facts: Any) -> fields.String:
    return fields.String(metadata={"description": about}, **facts)


def _status(*values: str) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.OneOf(values),
        metadata={"description": "The outcome of the call; single items may still have failed."},
    )


def _message(pattern: str) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.Regexp(pattern),
        metadata={"description": "How many items came to what."},
    )


class Refusal(Schema):
    """A call that came to nothing."""

    status = _status("ERROR")
    message = _text("What was wrong.", required=True)


# -- a division ---------------------------------------------------------------------------------


class BusinessDivision(Schema):
    """A business division as it is stored; optional texts and ids are left out when not set."""

    id = _id("The platform's id.", required=True)
    correlation_id = _text("The company's own key.", data_key="correlationId")
    name = _text("The name.", required=True)
    active = Flag(required=True, metadata={"description": "False when it is disabled."})
    address = _text("Where it is.")
    title = _text("A title; from drafts of 2019.")
    parent = _id("The division above.")
    business_division = _id("The division it belongs to.", data_key="businessDivision")
    managers = _ids("Users with extra privileges.", required=True)
    responsibles = _ids(
        "The managers under their older name.", attribute="managers", required=True, dump_only=True
    )
    users = _ids("Its users.", required=True)
    allow_candidates_apply = Flag(
        data_key="allowCandidatesApply",
        required=True,
        metadata={"description": "Whether candidates see it."},
    )
    tags = fields.List(
        fields.String(), required=True, metadata={"description": "Free, or key:value."}
    )


class FoundBusinessDivision(BusinessDivision):
    """A business division, or an empty object when there is none."""


class BusinessDivisionItem(Schema):
    """What an item of update-or-create may hold; rules judge it, item by item."""

    class Meta:
        """Other fields are ignored."""

        unknown = INCLUDE

    id = _id("Key: the platform's id; generated when none is given.", allow_none=True)
    business_division_id = _id("Key: another name of id.", data_key="businessDivisionId")
    correlation_id = _text(
        "Key: the company's own; also spelled correlationID.",
        data_key="correlationId",
        allow_none=True,
    )
    name = _text("The name; a key, too, unless a setting says otherwise.", required=True)
    active = Flag(allow_none=True)
    address = fields.String(allow_none=True)
    title = fields.String(allow_none=True)
    parent = _id("An existing division; no circles.", allow_none=True)
    business_division = _id("An existing division.", data_key="businessDivision", allow_none=True)
    managers = _ids("Existing users; also spelled responsibles.", allow_none=True)
    users = _ids("Existing users; replaces the list.", allow_none=True)
    allow_candidates_apply = Flag(data_key="allowCandidatesApply", allow_none=True)
    tags = fields.List(fields.String(), allow_none=True)


# -- update or create ---------------------------------------------------------------------------


class UpsertRequest(Schema):
    """A batch of divisions."""

    class Meta:
        """Other members are ignored."""

        unknown = EXCLUDE

    business_divisions = fields.List(
        Judged(BusinessDivisionItem), data_key="businessDivisions", required=True
    )


class RefusedDivision(Schema):
    """An item that was rejected, exactly as it was received."""

    object = Judged(BusinessDivisionItem, required=True)
    message = _text("What was wrong with it.", required=True)


class UpsertAnswer(Schema):
    """What became of a batch; `data` holds the stored divisions in the order of their items."""

    status = _status("OK")
    message = _message(UPSERTED)
    data = fields.List(fields.Nested(BusinessDivision), required=True)
    errors = fields.List(fields.Nested(RefusedDivision), required=True)


# -- reads and delete ---------------------------------------------------------------------------


class Paging(Schema):
    """Query of the list."""

    class Meta:
        """Other parameters are ignored."""

        unknown = EXCLUDE

    skip = WholeNumber(load_default=0, validate=validate.Range(min=0))
    limit = WholeNumber(load_default=DEFAULT_LIMIT, validate=validate.Range(min=1))


class PageInfo(Schema):
    """Where a page lies."""

    has_next_page = Flag(data_key="hasNextPage", required=True)
    has_previous_page = Flag(data_key="hasPreviousPage", required=True)
    limit = fields.Integer(required=True)
    skip = fields.Integer(required=True)
    total_count = fields.Integer(data_key="totalCount", required=True)


class BusinessDivisionPage(Schema):
    """A page of divisions in the order of their creation."""

    page_info = fields.Nested(PageInfo, data_key="pageInfo", required=True)
    business_divisions = fields.List(
        fields.Nested(BusinessDivision), data_key="businessDivisions", required=True
    )


class BusinessDivisionAnswer(Schema):
    """One division; an empty object and no status when there is none."""

    status = fields.String(validate=validate.OneOf(["OK"]))
    business_division = fields.Nested(
        FoundBusinessDivision(partial=True), data_key="businessDivision", required=True
    )


class Deleted(Schema):
    """The id of what is gone."""

    status = _status("OK")
    business_division = _id("The id.", data_key="businessDivision", required=True)


class DeleteError(Schema):
    """Why nothing was deleted."""

    data = _text("The id as it was sent.", required=True)
    message = _text("Invalid id, or Business division not found.", required=True)


class NotDeleted(Schema):
    """A delete that came to nothing."""

    error = fields.Nested(DeleteError, required=True)
    status = _status("ERROR")
    business_division = fields.String(
        data_key="businessDivision",
        required=True,
        allow_none=True,
        metadata={"description": "Always null."},
    )


# -- users of divisions -------------------------------------------------------------------------


class MembershipItem(Schema):
    """Users of one division; rules judge it, item by item."""

    class Meta:
        """Other fields are ignored."""

        unknown = INCLUDE

    business_division_id = _id("The division.", data_key="businessDivisionId", required=True)
    users = _ids("The users; at least one.", required=True)


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

    business_division_id = _id("The division.", data_key="businessDivisionId", required=True)
    users = _ids("The users.", required=True)


class RefusedAddition(Schema):
    """An item that was rejected, exactly as it was received."""

    object = Judged(MembershipItem, required=True)
    message = _text("What was wrong with it.", required=True)


class AddAnswer(Schema):
    """What became of the additions; the counts are items."""

    status = _status("OK")
    message = _message(ADDED)
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

    business_division_id = _id("The division.", data_key="businessDivisionId", required=True)
    users = _ids("Who was removed.", required=True)
    users_not_updated = fields.List(
        fields.String(),
        data_key="usersNotUpdated",
        required=True,
        metadata={"description": "Who did not belong to it."},
    )


class RefusedRemoval(Schema):
    """An item that was rejected, exactly as it was received."""

    data = Judged(MembershipItem, required=True)
    message = _text("What was wrong with it.", required=True)


class RemoveAnswer(Schema):
    """What became of the removals; updated and not updated count users, errors count items."""

    data = fields.List(fields.Nested(RemovedItem), required=True)
    errors = fields.List(fields.Nested(RefusedRemoval), required=True)
    message = _message(REMOVED)
    status = _status("OK", "ERROR")
