"""What an import answers, and its log. Source: https://developer.candis.io/reference/core-data."""

from marshmallow import Schema, fields, validate

from mockserver.providers.candis import rules
from mockserver.providers.candis.schemas.shared import Pagination


class ImportAccepted(Schema):
    """Where to follow an import."""

    process_id = fields.String(
        data_key="processId",
        required=True,
        metadata={"description": "Name of the import; ask for its log with it."},
    )


class ImportEvent(Schema):
    """What became of one record of an import."""

    id = fields.String(required=True, metadata={"description": "Business key of the record."})
    process_id = fields.String(data_key="processId", required=True)
    organization_id = fields.String(data_key="organizationId", required=True)
    status = fields.String(required=True, validate=validate.OneOf(rules.EVENT_STATUSES))
    import_errors = fields.List(
        fields.String(validate=validate.OneOf(rules.IMPORT_ERRORS)),
        data_key="importErrors",
        metadata={"description": "Why the record was not imported; absent when it was."},
    )
    operation = fields.String(required=True, validate=validate.OneOf(rules.OPERATIONS))
    created_at = fields.String(
        data_key="createdAt",
        required=True,
        metadata={"format": "date-time", "description": "When the record was processed."},
    )


class ImportLog(Schema):
    """How far an import is, and what became of its records."""

    job_status = fields.String(
        data_key="jobStatus", required=True, validate=validate.OneOf(rules.JOB_STATUSES)
    )
    events = fields.List(fields.Nested(ImportEvent), required=True)
    pagination = fields.Nested(Pagination, required=True)
