"""A small record of every kind that AppZen keeps, and how a client writes and reads one."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from requests import Response

from contract_tests.support.answers import expect
from contract_tests.targets import Target, Undo

ROOT = "/dictionary-data-services"
AMOUNT = {"amount": 125.5, "currency": "USD"}
ADDRESS = {
    "address_type": "OFFICE",
    "address": {"address_line1": "1 Test Street", "country": "US", "zip": "94016"},
}


@dataclass(frozen=True)
class Kind:
    """One kind: `key` are its key fields (the first is made unique), `by_key` how it is read by
    them, `flag` how it is retired, `renamed` a field to change, `required` fields to miss."""

    name: str
    path: str
    body: dict[str, Any]
    key: tuple[str, ...]
    by_key: str
    renamed: str
    required: tuple[str, ...]
    by_uuid: str = ""
    search: str = ""
    hit: tuple[str, ...] = ()
    retired: dict[str, Any] = field(default_factory=dict)

    def draft(self, unique: str, **changed: Any) -> dict[str, Any]:
        """A record that nobody has yet; `changed` names fields, `a.b` inside others."""
        record = copy.deepcopy(self.body)
        for name, value in {self.key[0]: unique, **changed}.items():
            place(record, name, value)
        return record

    def key_path(self, record: dict[str, Any]) -> str:
        """Where a record is read by its key."""
        return ROOT + self.by_key.format(*(part(record, name) for name in self.key))


def part(record: dict[str, Any], name: str) -> Any:
    """The value of a field, `a.b` inside another."""
    value: Any = record
    for step in name.split("."):
        value = value[step]
    return value


def place(record: dict[str, Any], name: str, value: Any) -> None:
    """Set a field, or take it out with None."""
    *way, last = name.split(".")
    inner = part(record, ".".join(way)) if way else record
    if value is None:
        inner.pop(last, None)
    else:
        inner[last] = value


PAYMENT_TERM = Kind(
    "payment-term",
    "/payment-term",
    {"id": "", "name": "NET 30", "code": "NET", "num_days": 30, "active": True},
    ("id",),
    "/payment-term/payment-term-id/{0}",
    "name",
    ("id", "name"),
    "/payment-term/{0}",
    "/payment-term/search",
    ("payment-term-id",),
    {"active": False},
)
SEGMENT = Kind(
    "chart-of-accounts",
    "/chart-of-accounts",
    {
        "segment_code": "",
        "segment_type": "Location",
        "segment_name": "San Jose",
        "appzen_segment_type": "LOCATION_SEGMENT",
        "segment_lookup_names": ["ca_locations"],
        "active": True,
    },
    ("segment_code", "segment_type"),
    "",
    "segment_name",
    ("segment_code", "segment_type", "segment_name", "appzen_segment_type"),
    "/chart-of-accounts/{0}",
    "/chart-of-accounts/search",
    ("segment-code", "segment-type"),
    {"active": False},
)
SUPPLIER = Kind(
    "supplier",
    "/supplier",
    {
        "supplier_core": {
            "external_supplier_id": "",
            "supplier_name": "ABC Suppliers Inc.",
            "is_active": True,
        },
        "addresses": [ADDRESS],
        "payment_types": ["CREDIT", "WIRE"],
    },
    ("supplier_core.external_supplier_id",),
    "/supplier/external-supplier-id/{0}",
    "supplier_core.supplier_name",
    ("supplier_core", "supplier_core.external_supplier_id", "supplier_core.supplier_name",
     "addresses"),
    "/supplier/{0}",
    "/supplier/search",
    ("supplier-id",),
    {"supplier_core.is_active": False},
)  # fmt: skip
ENTITY = Kind(
    "entity",
    "/entity",
    {
        "entity_id": "",
        "entity_name": "Contract Test Company",
        "entity_type": "Company",
        "appzen_entity_type": "COMPANY",
        "addresses": [ADDRESS],
        "currency": "USD",
        "is_active": True,
    },
    ("entity_id",),
    "/entity/external-entity-id/{0}",
    "entity_name",
    ("entity_id", "entity_name", "entity_type", "appzen_entity_type", "addresses", "currency"),
    "/entity/{0}",
    "/entity/search",
    ("entity-id",),
    {"is_active": False},
)
PURCHASE_ORDER = Kind(
    "purchase-order",
    "/purchase-order",
    {
        "purchase_order_number": "",
        "external_unique_id": "U-1",
        "entity_id": "E-1",
        "supplier_id": "S-1",
        "purchase_order_status": "Issued",
        "appzen_purchase_order_status": "PO_ISSUED",
        "total_amount": AMOUNT,
        "purchase_order_lines": [
            {
                "line_number": 1,
                "gl_code": "1002.369",
                "quantity": 5,
                "unit_price": {"amount": 25.1, "currency": "USD"},
                "amount": AMOUNT,
                "uninvoiced_amount": AMOUNT,
                "purchase_order_line_status": "Issued",
                "appzen_purchase_order_line_status": "PO_ISSUED",
            }
        ],
    },
    ("purchase_order_number", "external_unique_id"),
    "/purchase-order/purchase-order-number/{0}/purchase-order-unique-id/{1}",
    "purchase_order_status",
    ("purchase_order_number", "entity_id", "supplier_id", "purchase_order_status",
     "appzen_purchase_order_status", "purchase_order_lines"),
    "/purchase-order/{0}",
    retired={"appzen_purchase_order_status": "PO_CLOSED"},
)  # fmt: skip
GOODS_RECEIPT = Kind(
    "goods-receipt",
    "/goods-receipt",
    {
        "receipt_id": "",
        "receipt_number": "R1",
        "purchase_order_number": "000010232",
        "purchase_order_line_number": 1,
        "receipt_date": "2020-11-01",
        "unit_price": AMOUNT,
        "receipt_quantity": 10,
        "receipt_amount": AMOUNT,
        "open_amount": AMOUNT,
        "open_quantity": 10,
    },
    ("receipt_id",),
    "/goods-receipt/{0}",
    "receipt_number",
    ("receipt_id", "receipt_number", "purchase_order_number", "purchase_order_line_number",
     "receipt_date", "unit_price", "receipt_quantity", "receipt_amount", "open_amount",
     "open_quantity"),
    retired={"open_quantity": 0},
)  # fmt: skip
VAT = Kind(
    "vat",
    "/vat",
    {"vat_code": "", "vat_rate": 12, "vat_id": "1xsd2sd", "country": "Germany", "is_active": True},
    ("vat_code", "vat_rate"),
    "/vat/vat-code/{0}/vat-rate/{1}",
    "country",
    ("vat_code",),
    "/vat/{0}",
    retired={"is_active": False},
)
TAX = Kind(
    "tax",
    "/tax",
    {
        "tax_id": "",
        "tax_category": "WHT_CATEGORY",
        "tax_code": "C1",
        "tax_rate": 10.5,
        "tax_type": "WHT",
        "is_active": True,
    },
    ("tax_id",),
    "/tax/tax-id/{0}",
    "tax_code",
    ("tax_id", "tax_category", "tax_code", "tax_rate", "tax_type"),
    "/tax/{0}",
    retired={"is_active": False},
)
UNIT_OF_MEASURE = Kind(
    "unit-of-measure",
    "/unit-of-measures",
    {"uom_code": "", "uom_description": "Pieces", "uom_precision": 2, "is_active": True},
    ("uom_code",),
    "/unit-of-measure/uom-code/{0}",
    "uom_description",
    ("uom_code",),
    "/unit-of-measure/{0}",
    retired={"is_active": False},
)
LOOKUP_TABLE = Kind(
    "lookup-table",
    "/lookup-table",
    {"lookup_name_id": "", "lookup_name": "TAX APPLICABILITY", "is_active": True},
    ("lookup_name_id",),
    "/lookup-table/lookup-name-id/{0}",
    "lookup_name",
    ("lookup_name_id", "lookup_name"),
    "/lookup-table/{0}",
    retired={"is_active": False},
)
LOOKUP = Kind(
    "lookup",
    "/lookup",
    {
        "lookup_name_id": "",
        "lookup_item_id": "XDES322",
        "lookup_item_name": "EMEA Region",
        "parent_lookup_item_ids": ["Euroasia", "XDES323"],
        "is_active": True,
    },
    ("lookup_name_id", "lookup_item_id"),
    "/lookup/lookup-name-id/{0}/lookup-item-id/{1}",
    "lookup_item_name",
    ("lookup_name_id", "lookup_item_id", "lookup_item_name"),
    "/lookup/{0}",
    retired={"is_active": False},
)
CUSTOM_DATA = Kind(
    "custom-data",
    "/custom-data",
    {
        "dataset_name": "",
        "custom_external_id": "E123",
        "items": [{"key": "team", "value": "AP"}],
        "is_active": True,
    },
    ("dataset_name", "custom_external_id"),
    "/custom-data/dataset-name/{0}/external-id/{1}",
    "items",
    ("dataset_name", "custom_external_id"),
    "/custom-data/{0}",
    retired={"is_active": False},
)
MASTER_DATA = (
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
    LOOKUP,
    CUSTOM_DATA,
)
"""In the documented order of loading. User groups answer in a shape of their own."""

CHANGES = {"items": [{"key": "team", "value": "Procurement"}]}


def draft(target: Target, kind: Kind, **changed: Any) -> dict[str, Any]:
    """A record of this kind that nobody has yet."""
    return kind.draft(target.unique(kind.name), **changed)


def retiring(kind: Kind, record: dict[str, Any]) -> Undo:
    """The way back: there is no delete, a record is retired."""
    retired = copy.deepcopy(record)
    for name, value in kind.retired.items():
        place(retired, name, value)
    return Undo("POST", ROOT + kind.path, retired)


def send(
    target: Target, kind: Kind, record: dict[str, Any], headers: dict[str, str] | None = None
) -> Response:
    """POST a record that is accepted; there is no delete, it is retired in the end."""
    target.created(f"{kind.name} {part(record, kind.key[0])}", retiring(kind, record))
    return target.session.post(ROOT + kind.path, json=record, headers=headers)


def upsert(
    target: Target, kind: Kind, record: dict[str, Any], headers: dict[str, str] | None = None
) -> Any:
    """POST a record that is accepted; the answer's JSON."""
    return expect(send(target, kind, record, headers), 200, 201)


def refused(target: Target, kind: Kind, record: dict[str, Any]) -> Any:
    """POST a record that is refused with 400; the answer's JSON. One that is accepted all the
    same is retired in the end."""
    response = target.session.post(ROOT + kind.path, json=record)
    if response.ok:
        target.created(f"{kind.name} that was to be refused", retiring(kind, record))
    return expect(response, 400)


def read(target: Target, kind: Kind, uuid: str) -> dict[str, Any]:
    """A record by its uuid."""
    found: dict[str, Any] = expect(target.session.get(ROOT + kind.by_uuid.format(uuid)), 200)
    return found


def read_by_key(target: Target, kind: Kind, record: dict[str, Any]) -> dict[str, Any]:
    """A record by its key."""
    found: dict[str, Any] = expect(target.session.get(kind.key_path(record)), 200)
    return found
