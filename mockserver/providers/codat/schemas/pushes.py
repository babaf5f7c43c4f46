"""Push operations and what can be pushed, as they are answered."""

from marshmallow import fields, validate

from mockserver.providers.codat.catalogue import DATA_TYPES
from mockserver.providers.codat.schemas.shared import (
    Paged,
    Validation,
    Wire,
    guid,
    moment,
    told,
)

OPTION_TYPES = ("Array", "Object", "String", "Number", "Boolean", "DateTime", "File", "MultiPart")
STATUSES = ("Pending", "Failed", "Success", "TimedOut")
CHANGES = ("Unknown", "Created", "Modified", "Deleted", "AttachmentUploaded")


class PushOption(Wire):
    """A record, or a member of one, and what it may hold."""

    type = fields.String(required=True, validate=validate.OneOf(OPTION_TYPES))
    display_name = fields.String(required=True)
    description = fields.String()
    required = fields.Boolean(required=True)
    properties = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(lambda: PushOption()),  # noqa: PLW0108 - it refers to itself
        metadata=told("Members."),
    )


class RecordReference(Wire):
    """A record that was written."""

    id = fields.String()
    data_type = fields.String(metadata={"enum": list(DATA_TYPES)})


class PushChange(Wire):
    """What a write changed."""

    type = fields.String(validate=validate.OneOf(CHANGES))
    record_ref = fields.Nested(RecordReference)
    attachment_id = fields.String()


class PushOperation(Wire):
    """One write to a source."""

    changes = fields.List(fields.Nested(PushChange))
    data_type = fields.String(metadata={"enum": list(DATA_TYPES)})
    company_id = guid("The company.")
    push_operation_key = guid("The write.")
    data_connection_key = guid("The connection.")
    requested_on_utc = moment("When it was asked for.", required=True)
    completed_on_utc = moment("When it ended.")
    timeout_in_minutes = fields.Integer()
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    error_message = fields.String(metadata=told("Why it failed."))
    validation = fields.Nested(Validation)
    status_code = fields.Integer(
        required=True, metadata=told("202 while it is pending, 200 when it succeeded.")
    )


class PushOperations(Paged):
    """A page of writes."""

    results = fields.List(fields.Nested(PushOperation), required=True)
