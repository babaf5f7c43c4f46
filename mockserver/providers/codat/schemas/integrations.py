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


class ImageReference(Wire):
    """Where an image is."""

    src = fields.String(metadata={"format": "uri"})
    alt = fields.String()


class BrandingImage(Wire):
    """An image."""

    image = fields.Nested(ImageReference)


class BrandingLogo(Wire):
    """A logo, with and without the name."""

    full = fields.Nested(BrandingImage)
    square = fields.Nested(BrandingImage)


class BrandingButton(Wire):
    """A button, and as it looks under the pointer."""

    default = fields.Nested(BrandingImage)
    hover = fields.Nested(BrandingImage)


class Branding(Wire):
    """The logos and buttons of an integration."""

    logo = fields.Nested(BrandingLogo)
    button = fields.Nested(BrandingButton)
    source_id = guid("The source that they belong to.", required=False)
