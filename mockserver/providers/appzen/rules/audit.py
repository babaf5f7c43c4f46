"""What the audit of an invoice finds: decisions on the invoice and what is known beside it.

Only `duplicate_invoice_amount` and the validations `duplicate_image_within_invoices`,
`duplicate_across_expenses` and `supplier_check` are published names; how AppZen judges is not
published at all. Every finding says in words what it is based on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

LOW, MEDIUM, HIGH = LEVELS = ("LOW", "MEDIUM", "HIGH")
APPROVED, REJECTED = "Approved", "Rejected"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Finding:
    """What one rule found; `duplicates` are ids of the invoices it resembles."""

    rule_code: str
    message: str
    level: str = LOW
    duplicates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """What is known beside an invoice: its supplier, its purchase orders, earlier lookalikes."""

    supplier: Mapping[str, Any] | None = None
    orders: Sequence[Mapping[str, Any]] = ()
    same_number: tuple[str, ...] = ()
    same_amount: tuple[str, ...] = ()


@dataclass(frozen=True)
class Audit:
    """The outcome of an audit."""

    findings: tuple[Finding, ...] = field(default=())

    @property
    def risk(self) -> str:
        """The highest level of all findings."""
        return max((one.level for one in self.findings), key=LEVELS.index, default=LOW)

    @property
    def verdict(self) -> str:
        """Rejected at high risk."""
        return REJECTED if self.risk == HIGH else APPROVED


def audited(invoice: Mapping[str, Any], beside: Surroundings) -> Audit:
    """Every rule applied to an invoice."""
    return Audit(
        (
            _duplicates(beside),
            _supplier(beside.supplier),
            _orders(invoice, beside.orders),
            _line_totals(invoice),
        )
    )


def clean() -> Audit:
    """The audit of an invoice without anything to find."""
    return audited({"total_amount": {"amount": 0, "currency": ""}}, Surroundings())


def with_finding(audit: Audit, finding: Finding) -> Audit:
    """The same audit with one more finding."""
    return Audit((*audit.findings, finding))


def _duplicates(beside: Surroundings) -> Finding:
    code = "duplicate_invoice_amount"
    if beside.same_number:
        others = ", ".join(beside.same_number)
        message = f"Same supplier and invoice number as {others}"
        return Finding(code, message, HIGH, beside.same_number)
    if beside.same_amount:
        others = ", ".join(beside.same_amount)
        message = f"Same supplier, amount and invoice date as {others}"
        return Finding(code, message, MEDIUM, beside.same_amount)
    return Finding(code, "No duplicate detected")


def _supplier(supplier: Mapping[str, Any] | None) -> Finding:
    code = "supplier_check"
    if supplier is None:
        return Finding(code, "Not checked: no master data of this supplier")
    core = supplier["supplier_core"]
    if not core["is_active"]:
        return Finding(code, "The supplier is inactive in master data", HIGH)
    if supplier.get("global_banking_details", {}).get("payment_block"):
        return Finding(code, "Payments to the supplier are blocked in master data", MEDIUM)
    return Finding(code, "The supplier is active in master data")


def _orders(invoice: Mapping[str, Any], orders: Sequence[Mapping[str, Any]]) -> Finding:
    code = "purchase_order_check"
    for order in orders:
        number = order["purchase_order_number"]
        if order["appzen_purchase_order_status"] == "PO_CLOSED":
            return Finding(code, f"Purchase order {number} is closed", HIGH)
        if order["supplier_id"] != invoice["supplier_id"]:
            return Finding(code, f"Purchase order {number} is of another supplier", HIGH)
        excess = _excess(invoice["total_amount"], order.get("total_amount", {}))
        if excess is not None:
            return Finding(code, f"{excess} more than purchase order {number}", MEDIUM)
    if not orders:
        return Finding(code, "Not checked: no master data of a purchase order of this invoice")
    return Finding(code, "Within the purchase order")


def _excess(billed: Mapping[str, Any], ordered: Mapping[str, Any]) -> str | None:
    if ordered.get("amount") is None or billed["currency"] != ordered.get("currency"):
        return None
    excess = _decimal(billed["amount"]) - _decimal(ordered["amount"])
    return f"{excess:.2f} {billed['currency']}" if excess > 0 else None


def _line_totals(invoice: Mapping[str, Any]) -> Finding:
    code = "line_total_check"
    lines: Sequence[Mapping[str, Any]] = invoice.get("invoice_lines") or ()
    if not lines:
        return Finding(code, "Not checked: no lines")
    net = sum((_decimal(line["total_amount"]["amount"]) for line in lines), Decimal(0))
    total = _decimal(invoice["total_amount"]["amount"])
    if any(abs(total - net - extra) <= CENT for extra in _extras(invoice, lines)):
        return Finding(code, "The lines add up to the total")
    return Finding(code, f"The lines add up to {net:.2f}, the total is {total:.2f}", MEDIUM)


def _extras(invoice: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> Iterator[Decimal]:
    """What a total may hold beside its lines: nothing, taxes, charges, taxes and charges."""
    charges = _sum_of(invoice, "shipping_handling_amount", "miscellaneous_charges")
    of_lines = sum((_sum_of(line, "tax_amount", "line_vat_amount") for line in lines), Decimal(0))
    for taxes in (Decimal(0), _sum_of(invoice, "tax_amount", "vat_amount"), of_lines):
        yield taxes
        yield taxes + charges
        yield taxes + charges - _sum_of(invoice, "total_discount")


def _sum_of(document: Mapping[str, Any], *names: str) -> Decimal:
    amounts = (document.get(name, {}).get("amount") for name in names)
    return sum((_decimal(amount) for amount in amounts if amount is not None), Decimal(0))


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))
