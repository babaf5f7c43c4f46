"""A business division on the wire, and an item that may become one.

Source: https://developers.feedback.house/docs/api/business-division/ – update-or-create, get.
"""

from marshmallow import INCLUDE, Schema, fields

from mockserver.providers.feedback_house.schemas.parts import a_text, an_id, some_ids, some_texts
from mockserver.web.fields import Flag


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
    tags = some_texts("Free, or key:value.", required=True)


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
    tags = some_texts("Free, or key:value.", allow_none=True)
