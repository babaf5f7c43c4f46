"""Goods receipts.

Source: https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml
"""

from mockserver.providers.appzen.schemas.fields import Shape
from mockserver.providers.appzen.schemas.money import Amount
from mockserver.providers.appzen.schemas.parts import day, ident, part, text, whole


class GoodsReceipt(Shape):
    """What was received for one line of a purchase order."""

    receipt_id = ident("Id in the customer's ERP; the key.", required=True)
    receipt_number = ident("The number on paper.", required=True)
    receipt_type = text()
    purchase_order_number = ident(required=True)
    purchase_order_line_number = whole(required=True)
    po_external_unique_id = ident()
    receipt_date = day(required=True)
    unit_of_measure = text()
    unit_price = part(Amount, required=True)
    receipt_quantity = whole("Quantity received.", required=True)
    receipt_amount = part(Amount, "Value received.", required=True)
    open_amount = part(Amount, "Value not yet invoiced.", required=True)
    open_quantity = whole("Quantity not yet invoiced.", required=True)
