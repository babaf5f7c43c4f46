"""An invoice as a reader sees it: before its audit, and after.

Source: https://support.appzen.com/hc/en-us/articles/12975468035347 (Get Details of a Processed
Invoice) and definition processed-invoice-json-schema of the specification 2.0.3.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol

NO_RISK, RISKS = "NONE_RISK", {"MEDIUM": "MEDIUM_RISK", "HIGH": "HIGH_RISK"}
HIGH = "HIGH"
VALIDATIONS = {
    "duplicate_invoice_amount": ("duplicate_image_within_invoices", "Duplicate Invoices Check"),
    "supplier_check": ("supplier_check", "Supplier Check"),
}
ADDRESSES = ("supplier_address", "billing_address", "shipping_address", "remit_to_address")
SLOTS = {
    "SPEND_CATEGORY_SEGMENT": "spend_category",
    "COST_CENTER_SEGMENT": "cost_center",
    "REGION_SEGMENT": "region",
    "LOCATION_SEGMENT": "location",
    "LEGAL_ENTITY_SEGMENT": "legal_entity",
    "COMPANY_SEGMENT": "company",
    "ACCOUNT_SEGMENT": "account",
    "DEPARTMENT_SEGMENT": "department",
    "VENDOR_SEGMENT": "vendor",
    "USER_SEGMENT": "user",
    "CUSTOMER_SEGMENT": "customer",
    "PROJECT_SEGMENT": "project",
    "INTERCOMPANY_SEGMENT": "inter_company",
}
ALIASES = {"requester": "requestor", "requester_id": "requestor_id"}

Document = dict[str, Any]


class Found(Protocol):
    """A finding of the audit."""

    @property
    def rule_code(self) -> str:
        """Which rule."""

    @property
    def message(self) -> str:
        """In words."""

    @property
    def level(self) -> str:
        """LOW, MEDIUM or HIGH."""

    @property
    def duplicates(self) -> tuple[str, ...]:
        """Ids of invoices that it resembles."""


def as_read(invoice: Mapping[str, Any]) -> Document:
    """An invoice as `GET /invoice/{uuid}` shows it: purchase orders in one list, deprecated names
    replaced."""
    shown = dict(invoice)
    for name, alias in ALIASES.items():
        if name not in shown and alias in shown:
            shown[name] = shown[alias]
    numbers = purchase_order_numbers(invoice)
    return {**shown, "purchase_order_numbers": numbers} if numbers else shown


def purchase_order_numbers(invoice: Mapping[str, Any]) -> list[str]:
    """The numbers of the whole invoice, each once."""
    single = [invoice["purchase_order_number"]] if "purchase_order_number" in invoice else []
    return list(dict.fromkeys([*single, *invoice.get("purchase_order_numbers", [])]))


def as_processed(invoice: Mapping[str, Any]) -> Document:
    """What was understood of an invoice; the schema of the answer picks what it shows."""
    total = invoice["total_amount"]
    shown = {
        **as_read(invoice),
        **_segments(invoice.get("segments", ()), "other_segment"),
        **{f"invoice_{name}": invoice[name] for name in ADDRESSES if name in invoice},
        "currency": total["currency"],
        "original_total_amount": total,
        "sub_total_amount": _net(invoice),
        "other_fields": invoice.get("custom_json", {}),
        "other_object_fields": invoice.get("custom_json_object", {}),
        "labels": [],
        "is_free_trial": False,
        "invoice_lines": [
            _line(number, line) for number, line in enumerate(invoice.get("invoice_lines", ()), 1)
        ],
    }
    if "vat_amount" in invoice:
        shown["total_vat_amount"] = invoice["vat_amount"]
    return shown


def actions(findings: Iterable[Found]) -> Document:
    """The findings as validations of the whole invoice, in the documented order."""
    first, *rest = [_validation(one) for one in findings]
    across = {
        **_named("duplicate_across_expenses", "Duplicate Invoice Across Expense"),
        **_risk("LOW", "None"),
        "result_data": [],
    }
    return {
        "field_validations": [],
        "header_validations": [first, across, *rest],
        "line_validations": [],
        "missing_mandatory_fields_header": [],
        "missing_mandatory_fields_line": [],
    }


def _validation(found: Found) -> Document:
    title = found.rule_code.replace("_", " ").title()
    name, display = VALIDATIONS.get(found.rule_code, (found.rule_code, title))
    data: Any = []
    if found.rule_code == "duplicate_invoice_amount":
        data = {"duplicate_invoice_ids": list(found.duplicates)}
    return {**_named(name, display), **_risk(found.level, found.message), "result_data": data}


def _named(name: str, display: str) -> Document:
    return {
        "action_type": "blocking",
        "confidence": 1,
        "validation_id": name,
        "validation_name": name,
        "validation_display_name": display,
    }


def _risk(level: str, reason: str) -> Document:
    risk = RISKS.get(level, NO_RISK)
    levels = ("risk_level", "final_risk", "post_config_risk", "post_feedback_risk")
    state = "Rejected" if level == HIGH else "Approved"
    return {**dict.fromkeys(levels, risk), "risk_reason": reason, "state": state}


def _line(number: int, line: Mapping[str, Any]) -> Document:
    allocations = [
        {**one, "tax": one.get("tax", 0)} if "amount" in one else dict(one)
        for one in line.get("line_allocations", ())
    ]
    typed = [one for one in line.get("segments", ()) if one["appzen_segment_type"] in SLOTS]
    others = [one for one in line.get("segments", ()) if one["appzen_segment_type"] not in SLOTS]
    return {
        "currency": line["total_amount"]["currency"],
        "pre_paid": False,
        "labels": [],
        **line,
        "appzen_line_number": number,
        "other_fields": line.get("custom_json", {}),
        "other_object_fields": line.get("custom_json_object", {}),
        "segments": [_segment(one) for one in typed],
        "other_segments": [_segment(one) for one in others],
        "has_line_allocations": bool(allocations),
        "line_allocations": allocations,
    }


def _segments(segments: Iterable[Mapping[str, Any]], rest: str) -> Document:
    """Each typed segment in its slot, all others in a list."""
    slots: Document = {rest: []}
    for one in segments:
        slot = SLOTS.get(one["appzen_segment_type"])
        if slot is None:
            slots[rest].append(_segment(one))
        else:
            slots[slot] = _segment(one)
    return slots


def _segment(segment: Mapping[str, Any]) -> Document:
    return {
        "appzen_segment_type": segment["appzen_segment_type"],
        "segment_code": segment["code"],
        "segment_name": segment["name"],
        "segment_type": segment["segment_type"],
    }


def _net(invoice: Mapping[str, Any]) -> Document:
    """The total without taxes."""
    total: Document = invoice["total_amount"]
    if "total_amount_excluding_vat" in invoice:
        return dict(invoice["total_amount_excluding_vat"])
    taxes = [invoice.get(name, {}).get("amount") or 0 for name in ("tax_amount", "vat_amount")]
    net = Decimal(str(total["amount"])) - sum(Decimal(str(tax)) for tax in taxes)
    return {**total, "amount": float(net)}
