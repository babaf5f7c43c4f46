"""What invoices and the questions about them must obey beyond their shape.

Source: https://support.appzen.com/hc/en-us/articles/12979913548947 (Get the Audit Results),
…/12975182086547 (Invoice Status Sync) and the specification 2.0.3.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Complaint = tuple[str, str, str, str]


def of_invoice(invoice: Mapping[str, Any]) -> Iterator[Complaint]:
    """Allocations of lines that have no share."""
    for index, line in enumerate(invoice.get("invoice_lines", ())):
        yield from _of_allocations(f"invoice_lines.{index}", line.get("line_allocations", ()))


def of_audit_query(query: Mapping[str, str]) -> list[Complaint]:
    """supplier-id and invoice-number go together; without any criterion nothing can be meant."""
    pair = {"supplier_id": "supplier-id", "invoice_number": "invoice-number"}
    missing = [spelled for name, spelled in pair.items() if name not in query]
    if len(missing) == 1:
        return [("audit-query-tandem", missing[0], "the other of the two as well", "nothing")]
    if not query:
        return [("audit-query-empty", "uuid", "at least one criterion", "none")]
    return []


def of_sync(sync: Mapping[str, Any]) -> list[Complaint]:
    """A created invoice has an id and a status, an error its data."""
    state = sync["appzen_invoice_state"]
    needed = ("invoice_id", "invoice_status") if state == "CREATED" else ("error_data",)
    return [
        ("status-sync", name, f"a value: {state} needs one", "nothing")
        for name in needed
        if not sync.get(name)
    ]


def purchase_orders_of(invoice: Mapping[str, Any]) -> list[str]:
    """The numbers of all purchase orders that an invoice or its lines name, each once."""
    named = [
        invoice.get("purchase_order_number"),
        *invoice.get("purchase_order_numbers", ()),
        *(line.get("purchase_order_number") for line in invoice.get("invoice_lines", ())),
    ]
    return [number for number in dict.fromkeys(named) if number]


def is_po_backed(invoice: Mapping[str, Any]) -> bool:
    """Whether an invoice says so, or names purchase orders."""
    said: bool | None = invoice.get("po_policy", {}).get("po_backed")
    return bool(purchase_orders_of(invoice)) if said is None else said


def file_kind(name: str, media_type: str) -> str:
    """A file's kind as the published sample spells it (`pdf`): its extension, else the end of its
    media type; "" when neither tells."""
    _, dot, extension = name.rpartition(".")
    return extension.lower() if dot and extension else media_type.rpartition("/")[2]


def _of_allocations(place: str, allocations: Sequence[Mapping[str, Any]]) -> Iterator[Complaint]:
    """Each allocation needs amount and tax, or a percentage."""
    for index, one in enumerate(allocations):
        if "percentage" not in one and not ("amount" in one and "tax" in one):
            field = f"{place}.line_allocations.{index}"
            yield ("allocation-share", field, "amount and tax, or a percentage", "neither")
