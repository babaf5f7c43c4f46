"""The table of all kinds of master data, in the documented order of loading."""

from mockserver.providers.appzen.chart_of_accounts import SEGMENT
from mockserver.providers.appzen.entities import ENTITY
from mockserver.providers.appzen.lookups import (
    CUSTOM_DATA,
    LOOKUP_ITEM,
    LOOKUP_TABLE,
    PAYMENT_TERM,
    UNIT_OF_MEASURE,
)
from mockserver.providers.appzen.purchase_orders import GOODS_RECEIPT, PURCHASE_ORDER
from mockserver.providers.appzen.suppliers import SUPPLIER
from mockserver.providers.appzen.taxes import TAX, VAT
from mockserver.providers.appzen.user_groups import USER_GROUP

KINDS = (
    PAYMENT_TERM,
    SEGMENT,
    SUPPLIER,
    ENTITY,
    PURCHASE_ORDER,
    GOODS_RECEIPT,
    VAT,
    TAX,
    UNIT_OF_MEASURE,
    LOOKUP_TABLE,
    LOOKUP_ITEM,
    CUSTOM_DATA,
    USER_GROUP,
)
