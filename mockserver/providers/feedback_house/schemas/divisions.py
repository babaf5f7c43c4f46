"""Business divisions on the wire.

Source: https://developers.feedback.house/docs/api/business-division/ – update-or-create, get,
get-id, delete.
"""

from marshmallow import EXCLUDE, INCLUDE, Schema, fields, validate

from mockserver.providers.feedback_house.schemas.parts import (
    a_text,
    an_id,
    counts,
    outcome,
    some_ids,
)
from mockserver.web.fields import Flag, Judged, WholeNumber

DEFAULT_LIMIT = 100
UPSERTED = r"^Created \d+ \| Updated \d+ \| Errors \d+$"


# -- a division ---------------------------------------------------------------------------------


class BusinessDivision(Schema):
    """A business division as it is stored; optional texts and ids are left out when not set."""

    id = an_id("The platform's id.", required=True)
    correlation_id = a_text("The company's own key.", data_key="correlationId")
    name = a_text("The name.", required=True)
    active = Flag(required=True, metadata={"description": "False when it is disabled."})
    address = a_text("Where it is.")
    title = a_text("A title; from drafts of 2019.")
    parent = an_id("The division above.")
    business_division = an_id("The division it belongs to.", data_key="businessDivision")
    managers = some_ids("Users with extra privileges.", required=True)
    responsibles = some_ids(
        "The managers under their older name.", attribute="managers", required=True, dump_only=True
    )
    users = some_ids("Its users.", required=True)
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

    id = an_id("Key: the platform's id; generated when none is given.", allow_none=True)
    business_division_id = an_id("Key: another name of id.", data_key="businessDivisionId")
    correlation_id = a_text(
        "Key: the company's own; also spelled correlationID.",
        data_key="correlationId",
        allow_none=True,
    )
    name = a_text("The name; a key, too, unless a setting says otherwise.", required=True)
    active = Flag(allow_none=True)
    address = fields.String(allow_none=True)
    title = fields.String(allow_none=True)
    parent = an_id("An existing division; no circles.", allow_none=True)
    business_division = an_id("An existing division.", data_key="businessDivision", allow_none=True)
    managers = some_ids("Existing users; also spelled responsibles.", allow_none=True)
    users = some_ids("Existing users; replaces the list.", allow_none=True)
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
    message = a_text("What was wrong with it.", required=True)


class UpsertAnswer(Schema):
    """What became of a batch; `data` holds the stored divisions in the order of their items."""

    status = outcome("OK")
    message = counts(UPSERTED)
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

    status = outcome("OK")
    business_division = an_id("The id.", data_key="businessDivision", required=True)


class DeleteError(Schema):
    """Why nothing was deleted."""

    data = a_text("The id as it was sent.", required=True)
    message = a_text("Invalid id, or Business division not found.", required=True)


class NotDeleted(Schema):
    """A delete that came to nothing."""

    error = fields.Nested(DeleteError, required=True)
    status = outcome("ERROR")
    business_division = fields.String(
        data_key="businessDivision",
        required=True,
        allow_none=True,
        metadata={"description": "Always null."},
    )
