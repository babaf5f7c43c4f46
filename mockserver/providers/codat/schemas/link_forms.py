"""The forms of the Link pages, as a browser sends them."""

from marshmallow import fields, validate

from mockserver.providers.codat.schemas.shared import Lenient


class IntegrationForm(Lenient):
    """What to connect."""

    platform_key = fields.String(load_default="")


class DecisionForm(Lenient):
    """Whether to go on, and with which data."""

    decision = fields.String(
        load_default="", validate=validate.OneOf(["", "continue", "authorize", "cancel"])
    )
    data_set = fields.String(load_default="")
