"""What master data must obey beyond its shape.

Source: https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any

Complaint = tuple[str, str, str, str]


def of_supplier(supplier: Mapping[str, Any], unknown: Sequence[str]) -> list[Complaint]:
    """What a supplier lacks, and which entities it names that do not exist (`unknown`)."""
    core, found = supplier["supplier_core"], []
    if not core["is_one_time"]:
        if "supplier_name" not in core:
            found.append(_missing("supplier_core.supplier_name", "one-time suppliers need none"))
        if "addresses" not in supplier:
            found.append(_missing("addresses", "one-time suppliers need none"))
    if unknown:
        found.append(
            (
                "supplier-entities",
                "entities_other_fields.entity_id",
                "entities that exist",
                ", ".join(map(repr, unknown)),
            )
        )
    return found


def of_missing_parent(code: str, dimension: str) -> list[Complaint]:
    """A segment whose parent is not there."""
    got = f"{code!r} of {dimension!r}"
    return [("segment-parent", "parent_segment_code", "a segment that exists", got)]


def of_tax(tax: Mapping[str, Any]) -> list[Complaint]:
    """Withholding taxes need a type and a rate."""
    if tax["tax_category"] != "WHT_CATEGORY":
        return []
    needed = ("tax_type", "tax_rate")
    return [_missing(name, "withholding taxes need one") for name in needed if name not in tax]


def of_purchase_order(order: Mapping[str, Any]) -> list[Complaint]:
    """Conditions that are in the wrong place, allocations without a share."""
    breaches = list(_of_conditions("po_conditions", "HEADER", order.get("po_conditions", ())))
    for index, line in enumerate(order["purchase_order_lines"]):
        place = f"purchase_order_lines.{index}"
        conditions = line.get("po_line_conditions", ())
        breaches += _of_conditions(f"{place}.po_line_conditions", "LINE", conditions)
        breaches += _of_allocations(place, line.get("line_allocations", ()))
    return breaches


def with_quantity_and_price(line: Mapping[str, Any]) -> dict[str, Any]:
    """A line of an order; a missing quantity counts as 1, a missing price as amount by quantity."""
    full = {"quantity": 1, **line}
    amount, quantity = line["amount"].get("amount"), full["quantity"]
    if "unit_price" not in full and amount is not None and quantity:
        price = float(Decimal(str(amount)) / Decimal(str(quantity)))
        if isfinite(price):
            full["unit_price"] = {**line["amount"], "amount": price}
    return full


def rate_text(rate: float) -> str:
    """One spelling for each rate: 12, 12.0 and 1.2e1 are the same."""
    return f"{Decimal(str(rate)).normalize():f}" if rate else "0"


def _of_allocations(place: str, allocations: Sequence[Mapping[str, Any]]) -> Iterator[Complaint]:
    """Each allocation needs amount and tax, or a percentage."""
    for index, one in enumerate(allocations):
        if "percentage" not in one and not ("amount" in one and "tax" in one):
            field = f"{place}.line_allocations.{index}"
            yield ("allocation-share", field, "amount and tax, or a percentage", "neither")


def _of_conditions(
    place: str, scope: str, conditions: Sequence[Mapping[str, Any]]
) -> Iterator[Complaint]:
    for index, one in enumerate(conditions):
        field, line = f"{place}.{index}", one.get("po_line_id", "").strip()
        if one["scope"] != scope:
            yield ("condition-scope", f"{field}.scope", scope, one["scope"])
        elif scope == "LINE" and not line:
            yield _missing(f"{field}.po_line_id", "conditions of a line need one")
        elif scope == "HEADER" and line:
            yield ("condition-scope", f"{field}.po_line_id", "none", repr(line))


def _missing(field: str, why: str) -> Complaint:
    return ("required-field", field, f"a value: {why}", "nothing")
