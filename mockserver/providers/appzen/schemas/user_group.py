"""User groups.

Source: https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml
"""

from marshmallow import fields

from mockserver.providers.appzen.schemas.answers import CREATED, UPDATED
from mockserver.providers.appzen.schemas.fields import Shape, Stamp, one_of
from mockserver.providers.appzen.schemas.parts import (
    choice,
    ident,
    moment,
    parts,
    text,
)
from mockserver.providers.appzen.schemas.vocabulary import (
    GROUP_CATEGORIES,
    GROUP_NOTIFICATIONS,
    GROUP_PRODUCTS,
    GROUP_SOURCES,
    GROUP_STATUSES,
)


class Member(Shape):
    """A user who is in the group."""

    user_id = ident(required=True)


class GroupFields(Shape):
    """What is written and read of a group."""

    external_group_id = ident("Id in the external system; the key.", required=True)
    management_source = choice(GROUP_SOURCES, "Who owns the group.", required=True)
    category = choice(GROUP_CATEGORIES, required=True)
    product = choice(GROUP_PRODUCTS, required=True)
    group_name = text()
    group_description = text()
    group_email = text()
    notification_method = choice(
        GROUP_NOTIFICATIONS, "Who is told.", load_default=GROUP_NOTIFICATIONS[0]
    )
    status = choice(GROUP_STATUSES, load_default="ACTIVE")
    source_created_at = moment("When the external system created it.")
    source_last_updated_at = moment("When the external system changed it.")


class UserGroup(GroupFields):
    """A group, as it is written; the members replace those before."""

    members = parts(Member, load_default=list)


class KeptMember(Shape):
    """A member, as it is read."""

    user_id = fields.String(required=True)
    first_name = fields.String()
    last_name = fields.String()
    email = fields.String()
    added_at = Stamp("Z", required=True)
    added_by = fields.String()


class KeptUserGroup(GroupFields):
    """A group, as it is read."""

    group_id = fields.String(required=True)
    customer_id = fields.String(required=True)
    members = parts(KeptMember, required=True)
    created_at = Stamp("Z", required=True)
    created_by = fields.String(required=True)
    updated_at = Stamp("Z", required=True)
    updated_by = fields.String(required=True)


class SyncResult(Shape):
    """What became of a group; `status` is the outcome and not the group's own."""

    group_id = fields.String(required=True)
    external_group_id = fields.String(required=True)
    management_source = fields.String(required=True)
    status = fields.String(required=True, validate=one_of(CREATED, UPDATED))
    unresolved_user_ids = fields.List(fields.String(), required=True)
