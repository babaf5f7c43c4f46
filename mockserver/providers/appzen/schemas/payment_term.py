"""Payment terms.

Source: https://support.appzen.com/hc/en-us/articles/12935071705363
(Create or Update a Payment Term).
"""

from mockserver.providers.appzen.schemas.fields import Shape
from mockserver.providers.appzen.schemas.parts import (
    flag,
    free,
    ident,
    idents,
    moment,
    parts,
    suggested,
    text,
    whole,
)
from mockserver.providers.appzen.schemas.vocabulary import PAYMENT_TERM_CODES


class PaymentTermDiscount(Shape):
    """What is saved by paying early; all three are whole numbers."""

    discount_days = whole(required=True)
    discount_percent = whole(required=True)
    discount_amount = whole(required=True)


class PaymentTerm(Shape):
    """When an invoice is due."""

    name = text(required=True, metadata={"example": "NET 30"})
    id = ident("Id in the customer's ERP; the key.", required=True)
    active = flag("Whether the ERP uses the term.", default=True)
    code = suggested(PAYMENT_TERM_CODES, "Left out when none fits.")
    date = moment("When it was created.")
    discounts = parts(PaymentTermDiscount)
    num_days = whole("Days until payment is due.")
    num_grace_days = whole()
    custom_json = free()
    entities_list = idents("Ids of the entities that use the term.")
