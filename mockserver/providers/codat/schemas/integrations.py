"""Integrations, as they are answered."""

from marshmallow import fields, validate

from mockserver.providers.codat.schemas.connections import SOURCE_TYPES
from mockserver.providers.codat.schemas.shared import Paged, Wire, guid


class Feature(Wire):
    """One thing that can be done with a data type."""

    feature_type = fields.String(required=True)
    feature_state = fields.String(required=True)


class DataTypeFeatures(Wire):
    """What can be done with a data type."""

    datatype = fields.String(required=True)
    data_type = fields.String()
    supported_features = fields.List(fields.Nested(Feature), required=True)


class Integration(Wire):
    """A source of data that can be connected."""

    key = fields.String(required=True)
    logo_url = fields.String(required=True, metadata={"format": "uri"})
    name = fields.String(required=True)
    enabled = fields.Boolean(required=True)
    source_id = guid("Its source.", required=False)
    source_type = fields.String(validate=validate.OneOf(SOURCE_TYPES))
    integration_id = guid("The integration.", required=False)
    is_offline_connector = fields.Boolean()
    is_beta = fields.Boolean()
    data_provided_by = fields.String()
    datatype_features = fields.List(fields.Nested(DataTypeFeatures))


class Integrations(Paged):
    """A page of integrations."""

    results = fields.List(fields.Nested(Integration), required=True)
