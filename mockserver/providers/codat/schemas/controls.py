"""Shortcuts for testers, as they are sent and answered: snake_case, unknown members refused."""

from marshmallow import Schema, fields, validate

from mockserver.providers.codat.push_options import WRITABLE
from mockserver.providers.codat.schemas.configurations import CustomRecord
from mockserver.providers.codat.schemas.connections import Connection
from mockserver.providers.codat.schemas.pushes import STATUSES
from mockserver.providers.codat.schemas.webhooks import WebhookConsumer

OUTCOMES = ("authorise", "cancel", "fail")
DATA_SETS = ("standard", "small", "tiny", "us", "large", "empty")
WRITES = ("Create", "Update", "Delete", "UploadAttachment")


class LinkWalk(Schema):
    """What a person does on the Link pages."""

    company_id = fields.String(required=True)
    connection_id = fields.String()
    platform_key = fields.String()
    data_set = fields.String(load_default="standard", validate=validate.OneOf(DATA_SETS))
    outcome = fields.String(load_default="authorise", validate=validate.OneOf(OUTCOMES))
    query = fields.String(load_default="")


class Linked(Schema):
    """How the walk ended."""

    connection = fields.Nested(Connection, required=True)
    status_code = fields.Integer(required=True)
    redirect_url = fields.String(allow_none=True, required=True)


class ConnectionNamed(Schema):
    """A connection of a company."""

    company_id = fields.String(required=True)
    connection_id = fields.String(required=True)


class Secret(WebhookConsumer):
    """A webhook consumer with the secret that its messages are signed with."""

    secret = fields.String(required=True)


class Secrets(Schema):
    """All webhook consumers."""

    consumers = fields.List(fields.Nested(Secret), required=True)


class PushPlanted(ConnectionNamed):
    """A write that is to have happened."""

    data_type = fields.String(required=True, validate=validate.OneOf(list(WRITABLE)))
    type = fields.String(load_default="Create", validate=validate.OneOf(WRITES))
    status = fields.String(load_default="Success", validate=validate.OneOf(STATUSES))
    record_id = fields.String()


class PlantedRecord(Schema):
    """A record of a custom data type."""

    id = fields.String(required=True)
    content = fields.Dict(keys=fields.String(), values=fields.Dict(), required=True)


class CustomRecordsPlanted(ConnectionNamed):
    """Records that the source is to have."""

    identifier = fields.String(required=True)
    records = fields.List(fields.Nested(PlantedRecord), required=True)


class Records(Schema):
    """What was planted."""

    records = fields.List(fields.Nested(CustomRecord), required=True)
