"""What reads of accounting data can be asked with."""

from marshmallow import fields, validate

from mockserver.providers.codat.schemas.accounting.sales import LINK_TYPES
from mockserver.providers.codat.schemas.shared import PageQuery, told


class LinkTypeQuery(PageQuery):
    """Which payments."""

    link_type = fields.String(
        required=True,
        validate=validate.OneOf(LINK_TYPES),
        metadata=told("What the payments pay for."),
    )
