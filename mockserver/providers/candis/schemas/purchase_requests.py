"""Purchase requests. Source: https://developer.candis.io/reference/listpurchaserequests."""

from marshmallow import Schema

from mockserver.providers.candis import rules
from mockserver.providers.candis.schemas.parts import (
    Money,
    NamedCode,
    listed,
    nested,
    one_of,
    text,
)
from mockserver.providers.candis.schemas.shared import Pagination


class Supplier(Schema):
    """Who shall deliver."""

    name = text(required=True)
    account_payable_number = text("accountPayableNumber")
    account_receivable_number = text("accountReceivableNumber")


class CustomCategory(Schema):
    """A category of the customer's own."""

    id = text(required=True)
    value = text(required=True)


class PurchaseRequest(Schema):
    """Something that somebody wants to be bought."""

    id = text(required=True)
    status = one_of(rules.REQUEST_STATUSES)
    request_number = text("requestNumber")
    title = text()
    description = text()
    supplier = nested(Supplier)
    gross_amount = nested(Money, "grossAmount")
    net_amount = nested(Money, "netAmount")
    outstanding_net_amount = nested(Money, "outstandingNetAmount")
    delivery_date = text("deliveryDate")
    notes = text()
    cost_center = nested(NamedCode, "costCenter")
    cost_object = nested(NamedCode, "costObject")
    general_ledger_account = nested(NamedCode, "generalLedgerAccount")
    extra_cost_info = nested(NamedCode, "extraCostInfo")
    custom_category = nested(CustomCategory, "customCategory")
    created_at = text("createdAt", required=True)
    updated_at = text("updatedAt", required=True)


class PurchaseRequestList(Schema):
    """A page of requests."""

    purchase_requests = listed(PurchaseRequest, "purchaseRequests", required=True)
    pagination = nested(Pagination, required=True)
