"""Purchase orders and goods receipts."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import errors, rules, store
from mockserver.providers.appzen.kinds import HELP, Kind, Read, Upsert, Write, by
from mockserver.providers.appzen.rules import master
from mockserver.providers.appzen.schemas.goods_receipt import GoodsReceipt
from mockserver.providers.appzen.schemas.purchase_order import PurchaseOrder
from mockserver.providers.appzen.store import Collection, Document, Record
from mockserver.web.operation import SPEC

NUMBER = "/purchase-order/purchase-order-number/{po-number}"


def breaches(write: Write) -> list[rules.Breach]:
    """What is wrong with an order's conditions and allocations."""
    return rules.specified(master.of_purchase_order(write.record))


def with_fallbacks(write: Write, _old: Record | None) -> Document:
    """Lines without quantity or unit price get what the specification says those count as."""
    order = write.record
    lines = [master.with_quantity_and_price(line) for line in order["purchase_order_lines"]]
    return {**order, "purchase_order_lines": lines}


def with_entity_name(sandbox: Sandbox, where: Collection, record: Record) -> dict[str, Any]:
    """The entity's name, when the order does not bring its own and the entity is known."""
    order = record.document
    if "entity_name" in order:
        return {}
    entities = Collection(where.account, "entity")
    entity = store.find_by_key(sandbox, entities, (order["entity_id"],))
    return {} if entity is None else {"entity_name": entity.document["entity_name"]}


PURCHASE_ORDER = Kind(
    noun="purchase order",
    tag="purchase order",
    schema=PurchaseOrder(),
    shown=PurchaseOrder(),
    # assumed: numbers repeat when unique ids differ; a route that asks for both is published
    key=lambda order: (order["purchase_order_number"], order.get("external_unique_id", "")),
    alias=lambda order: str(order["purchase_order_number"]),
    breaches=breaches,
    tidy=with_fallbacks,
    complete=with_entity_name,
    upserts=(
        Upsert(
            "upsertPurchaseOrder",
            "/purchase-order",
            HELP + "12942819509907",
            options=("bypass-coa-lookup",),
        ),
    ),
    reads=(
        Read("getPurchaseOrder", "/purchase-order/{uuid}", errors.SPECIFICATION, SPEC),
        Read(
            "getPurchaseOrderByNumber",
            NUMBER,
            HELP + "13109625024275",
            find=store.find_by_alias,
        ),
        Read(
            "getPurchaseOrderByNumberAndUniqueId",
            NUMBER + "/purchase-order-unique-id/{po-unique-id}",
            errors.SPECIFICATION,
            SPEC,
            store.find_by_key,
        ),
    ),
)

GOODS_RECEIPT = Kind(
    noun="goods receipt",
    tag="goods receipt",
    schema=GoodsReceipt(),
    shown=GoodsReceipt(),
    key=by("receipt_id"),
    upserts=(Upsert("upsertGoodsReceipt", "/goods-receipt", errors.SPECIFICATION, SPEC),),
    reads=(
        Read(
            "getGoodsReceipt",
            "/goods-receipt/{receipt_id}",
            errors.SPECIFICATION,
            SPEC,
            store.find_by_key,
        ),
    ),
)
