"""Units of measure.

Source: https://support.appzen.com/hc/en-us/articles/13146131168659
(Create or Update the Unit of Measure).
"""

from marshmallow import validate

from mockserver.providers.appzen.schemas.fields import Shape, Stamp
from mockserver.providers.appzen.schemas.parts import (
    flag,
    ident,
    text,
    whole,
)


class UnitOfMeasure(Shape):
    """A unit and how many decimals are kept of a quantity."""

    uom_code = ident("Code in the customer's ERP; the key.", required=True)
    uom_description = text(load_default="")
    uom_precision = whole(
        "Decimals that are kept.",
        load_default=9,
        validate=validate.Range(0, 9, error="expected 0 to 9, got {input}"),
    )
    is_active = flag("Whether the ERP uses it.", default=True)
    is_default = flag(default=False)


class KeptUnitOfMeasure(UnitOfMeasure):
    """A unit, as it is read; none is mapped to a unit of AppZen's own here."""

    appzen_uom_code = text()
    last_updated_at = Stamp("Z", required=True)
