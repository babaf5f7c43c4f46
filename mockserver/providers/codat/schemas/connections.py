"""Connections, as they are sent and answered."""

from typing import Any

from marshmallow import ValidationError, fields, pre_load, validate

from mockserver.providers.codat import rules
from mockserver.providers.codat.schemas.shared import Lenient, Paged, Wire, guid, moment, told

SOURCE_TYPES = ("Accounting", "Banking", "BankFeed", "Commerce", "Expense", "Other", "Unknown")


class DataConnectionError(Wire):
    """Why an attempt to link failed, or a link was lost."""

    status_code = fields.String()
    status_text = fields.String()
    error_message = fields.String()
    errored_on_utc = moment("When it happened.")
    status = fields.String(validate=validate.OneOf(["Active", "Resolved"]))
    resolved_on_utc = moment("When the company linked again.")


class Connection(Wire):
    """A company's access to one source of data."""

    id = guid("The connection.")
    integration_id = guid("The integration.")
    integration_key = fields.String(metadata=told("The integration's four letters."))
    source_id = guid("The source of the integration.")
    platform_name = fields.String(required=True)
    link_url = fields.String(
        required=True, metadata=told("Where the company authorises it.", format="uri")
    )
    status = fields.String(required=True, validate=validate.OneOf(rules.CONNECTION_STATUSES))
    last_sync = moment("When the newest data set was completed; absent before the first.")
    created = moment("When it was made.", required=True)
    source_type = fields.String(required=True, validate=validate.OneOf(SOURCE_TYPES))
    data_connection_errors = fields.List(fields.Nested(DataConnectionError))


class Connections(Paged):
    """A page of connections."""

    results = fields.List(fields.Nested(Connection), required=True)


class NewConnection(Lenient):
    """Which integration to connect."""

    platform_key = fields.String(required=False, metadata=told("A key of GET /integrations."))

    @pre_load
    def _object_only(self, data: Any, **_kwargs: Any) -> Any:
        if not isinstance(data, dict):
            raise ValidationError("Push object DataConnectionArgs must be provided")
        return data


class ConnectionChange(Lenient):
    """The status to give to a connection: `Unlinked`, and no other."""

    status = fields.String(allow_none=True, metadata=told("`Unlinked`."))


class Authorization(Lenient):
    """Credentials of a source, by names of its own."""

    @pre_load
    def _texts_only(self, data: Any, **_kwargs: Any) -> Any:
        if isinstance(data, dict) and not all(isinstance(value, str) for value in data.values()):
            raise ValidationError("All members of an authorization must be texts.")
        return data
