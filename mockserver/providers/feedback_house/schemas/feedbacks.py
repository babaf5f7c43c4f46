"""Feedbacks on the wire, with the users in them.

Source: https://developers.feedback.house/docs/api/feedback/api-feedback-get
"""

from marshmallow import Schema, fields, validate

from mockserver.providers.feedback_house.schemas.batches import PageInfo, Paging
from mockserver.providers.feedback_house.schemas.parts import (
    OBJECT_ID,
    a_text,
    an_id,
    some_ids,
    some_texts,
)
from mockserver.web.fields import Flag, Number


def _null_or_id(about: str) -> fields.String:
    return an_id(about, required=True, allow_none=True)


class FeedbackPaging(Paging):
    """Query of the list of feedbacks."""

    user = fields.String(
        validate=OBJECT_ID, metadata={"description": "Only feedbacks that this user received."}
    )


class EmbeddedUser(Schema):
    """A user inside a feedback: other members than the API of users shows."""

    id = an_id("The platform's id.", data_key="_id", required=True)
    active = Flag(required=True)
    company = an_id("The company.", required=True)
    employee_id = fields.String(data_key="correlationID", required=True, allow_none=True)
    created_at = fields.String(data_key="createdAt", required=True)
    emails = some_texts("The e-mail addresses.", required=True)
    blocked = Flag(data_key="isBlocked", required=True)
    lang = a_text("The language.", required=True)
    manager = _null_or_id("The manager.")
    name = a_text("The full name.", required=True)
    nick = a_text("The name as a slug.", required=True)
    phone_numbers = some_texts("Phone numbers.", data_key="phoneNumbers", required=True)
    role_groups = some_ids("Groups.", data_key="roleGroups", required=True)
    roles = some_texts("Roles.", required=True)
    tags = some_texts("Tags.", required=True)
    updated_at = fields.String(data_key="updatedAt", required=True)


class Feedback(Schema):
    """What somebody wrote about somebody."""

    id = an_id("The platform's id.", data_key="_id", required=True)
    anonymous = Flag(required=True)
    author = fields.Nested(EmbeddedUser, required=True, allow_none=True)
    comments = fields.List(
        fields.Dict(),
        required=True,
        metadata={"description": "Always empty: what one looks like is not published."},
        validate=validate.Length(max=0),
    )
    internal = Flag(required=True)
    is_self_review = Flag(data_key="isSelfReview", required=True)
    manager = _null_or_id("The manager of the one who received it.")
    mean_score = Number(data_key="meanScore", required=True)
    score = Number(required=True)
    user = fields.Nested(EmbeddedUser, required=True)


class FeedbackPage(Schema):
    """A page of feedbacks in the order of creation."""

    page_info = fields.Nested(PageInfo, data_key="pageInfo", required=True)
    feedbacks = fields.List(fields.Nested(Feedback), required=True)
