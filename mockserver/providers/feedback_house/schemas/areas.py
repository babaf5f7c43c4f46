"""An area on the wire, and an item that may become one.

Source: https://developers.feedback.house/docs/api/area/ – update-or-create, get, get-id.
"""

from marshmallow import INCLUDE, Schema, fields

from mockserver.providers.feedback_house.schemas.parts import a_text, an_id, some_ids, some_texts
from mockserver.web.fields import Flag


class Area(Schema):
    """An area as it is stored; optional texts and ids are left out when not set."""

    id = an_id("The platform's id.", required=True)
    correlation_id = a_text("The company's own key.", data_key="correlationID")
    name = a_text("The name.", required=True)
    active = Flag(required=True, metadata={"description": "False when it is disabled."})
    address = a_text("Where it is.")
    parent = an_id("The area above.")
    business_division = an_id("The division it belongs to.", data_key="businessDivision")
    managers = some_ids("Users with extra privileges.", required=True)
    users = some_ids("Its users.", required=True)
    allow_candidates_apply = Flag(
        data_key="allowCandidatesApply",
        required=True,
        metadata={"description": "Whether candidates see it."},
    )
    tags = some_texts("Free, or key:value.", required=True)
    emails = some_texts("In a sample of the portal, described nowhere.")


class AreaItem(Schema):
    """What an item of update-or-create may hold; rules judge it, item by item."""

    class Meta:
        """Other fields are ignored, `users` among them: user-add and user-remove are for them."""

        unknown = INCLUDE

    id = an_id("Key: the platform's id; generated when none is given.", allow_none=True)
    correlation_id = a_text(
        "Key: the company's own; also spelled correlationId.",
        data_key="correlationID",
        allow_none=True,
    )
    name = a_text("The name; may be left out beside an id.", required=True)
    active = Flag(allow_none=True)
    address = fields.String(allow_none=True)
    parent = an_id("An existing area; no circles.", allow_none=True)
    business_division = an_id("An existing division.", data_key="businessDivision", allow_none=True)
    managers = some_ids("Existing users.", allow_none=True)
    allow_candidates_apply = Flag(data_key="allowCandidatesApply", allow_none=True)
    tags = some_texts("Free, or key:value.", allow_none=True)
    emails = some_texts("Free.", allow_none=True)
