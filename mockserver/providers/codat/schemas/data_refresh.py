"""Fetches of data, as they are answered."""

from marshmallow import fields, validate

from mockserver.providers.codat import rules
from mockserver.providers.codat.catalogue import DATA_TYPES
from mockserver.providers.codat.schemas.shared import (
    Lenient,
    Members,
    Paged,
    Wire,
    guid,
    moment,
    told,
)


class QueueQuery(Lenient):
    """Which connection to fetch from."""

    connection_id = fields.String(metadata=told("Needed only to choose.", format="uuid"))


class PullOperation(Wire):
    """One fetch of one data type."""

    id = guid("The fetch, also called data set.")
    company_id = guid("The company.")
    connection_id = guid("The connection.")
    data_type = fields.String(required=True, metadata={"enum": list(DATA_TYPES)})
    status = fields.String(required=True, validate=validate.OneOf(rules.STATUSES))
    error_message = fields.String(metadata=told("Why it failed."))
    requested = moment("When it was asked for.", required=True)
    completed = moment("When it was completed.")
    progress = fields.Integer(required=True, metadata=told("0 to 100."))
    is_completed = fields.Boolean(required=True, metadata=told("True for `Complete` only."))
    is_errored = fields.Boolean(required=True)


class PullOperations(Paged):
    """A page of fetches."""

    results = fields.List(fields.Nested(PullOperation), required=True)


class DataStatus(Wire):
    """How a data type stands."""

    data_type = fields.String(required=True, metadata={"enum": list(DATA_TYPES)})
    last_successful_sync = moment("When it was last completed.")
    current_status = fields.String(required=True, validate=validate.OneOf(rules.STATUSES))
    latest_sync_id = guid("The newest fetch.", required=False)
    latest_successful_sync_id = guid("The newest completed fetch.", required=False)


DataStatuses = Members.from_dict(
    {name: fields.Nested(DataStatus) for name in DATA_TYPES}, name="DataStatuses"
)
