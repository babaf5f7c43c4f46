"""An invoice after its audit.

Source: https://support.appzen.com/hc/en-us/articles/12975468035347 (Get Details of a Processed
Invoice) and definition processed-invoice-json-schema of the specification 2.0.3. The article's
sample says `vat_amount` where the specification says `total_vat_amount`: both are shown.
"""

from typing import Any

from marshmallow import fields

from mockserver.providers.appzen.schemas.address import Address
from mockserver.providers.appzen.schemas.custom_json import custom_json_object
from mockserver.providers.appzen.schemas.fields import Shape, Stamp
from mockserver.providers.appzen.schemas.invoice import LinkedDocument, PoPolicy
from mockserver.providers.appzen.schemas.invoice_line import LineAllocation, ReceiptAllocation
from mockserver.providers.appzen.schemas.money import (
    Amount,
    AppzenVatBreakdown,
    VatBreakdown,
    WithholdingTax,
)
from mockserver.providers.appzen.schemas.parts import free, number, part, parts, texts
from mockserver.providers.appzen.schemas.payment_term import PaymentTerm

SLOTS = (
    *("spend_category", "cost_center", "region", "location", "legal_entity", "company", "account"),
    *("department", "vendor", "user", "customer", "project", "inter_company"),
)


class Validation(Shape):
    """One check of the audit. The specification types `confidence` as a string, the sample shows
    a number; `result_data` is an object, or an empty list."""

    validation_id = fields.String(required=True)
    validation_name = fields.String(required=True)
    validation_display_name = fields.String(required=True)
    action_type = fields.String(required=True, metadata={"example": "blocking"})
    confidence = number(required=True)
    risk_level = fields.String(required=True, metadata={"example": "NONE_RISK"})
    final_risk = fields.String(required=True)
    post_config_risk = fields.String(required=True)
    post_feedback_risk = fields.String(required=True)
    risk_reason = fields.String(required=True)
    state = fields.String(required=True, metadata={"example": "Approved"})
    result_data = fields.Raw(required=True)


class Actions(Shape):
    """All checks, by what they looked at."""

    field_validations = parts(Validation, required=True)
    header_validations = parts(Validation, required=True)
    line_validations = parts(Validation, required=True)
    missing_mandatory_fields_header = texts(required=True)
    missing_mandatory_fields_line = texts(required=True)


class Identity(Shape):
    """Which invoice, and how far it is."""

    appzen_invoice_id = fields.String(required=True)
    appzen_invoice_state = fields.String(required=True, metadata={"example": "Processed"})
    customer_id = fields.String(required=True)


class ProcessedAudit(Identity):
    """The checks of an invoice."""

    uuid = fields.String(required=True)
    actions = part(Actions, required=True)


class ProcessedSegment(Shape):
    """A value of the chart of accounts."""

    appzen_segment_type = fields.String()
    segment_code = fields.String()
    segment_name = fields.String()
    segment_type = fields.String()


class OtherSegment(Shape):
    """A value of a dimension that AppZen has no slot for."""

    segment_code = fields.String()
    segment_name = fields.String()
    segment_type = fields.String()


def _texts(*names: str) -> dict[str, fields.Field[Any]]:
    return {name: fields.String() for name in names}


def _amounts(*names: str) -> dict[str, fields.Field[Any]]:
    return {name: part(Amount) for name in names}


_LINE = Shape.from_dict(
    {
        "appzen_line_number": fields.Integer(required=True),
        "line_number": number(),
        "quantity": number(),
        "price_per_unit": number(),
        "pre_paid": fields.Boolean(),
        "po_backed_line": fields.Boolean(),
        "has_line_allocations": fields.Boolean(),
        **_texts(
            "line_description", "line_item_code", "model_number", "unit_of_measure", "gl_code"
        ),
        **_texts("currency", "purchase_order_number", "purchase_order_line_number", "memo"),
        **_texts("po_match_type", "amortization_schedule", "line_type", "hsn_sac_code"),
        **_texts("service_start_date", "service_end_date", "tax_applicability_id"),
        **_amounts("unit_price", "tax_amount", "total_amount", "line_vat_amount"),
        "line_vat_breakdown": parts(VatBreakdown),
        "appzen_line_vat_breakdown": parts(AppzenVatBreakdown),
        "line_allocations": parts(LineAllocation),
        "labels": texts(),
        "other_fields": free(),
        "other_object_fields": custom_json_object(),
        "segments": parts(ProcessedSegment),
        "other_segments": parts(OtherSegment),
        "goods_receipts": parts(ReceiptAllocation),
    },
    name="ProcessedLine",
)

_INVOICE = Identity.from_dict(
    {
        "created_at": Stamp("Z", required=True),
        "last_updated_at": Stamp("Z", required=True),
        **_texts("invoice_id", "invoice_number", "invoice_status", "invoice_type", "currency"),
        **_texts("entity_id", "entity_name", "supplier_id", "supplier_name", "supplier_number"),
        **_texts("site_id", "memo", "invoice_description", "submitter", "default_tax_option"),
        **_texts("invoice_date", "payment_date", "payment_due_date", "accounting_date_override"),
        **_texts("submission_date", "original_invoice_date", "original_invoice_id"),
        **_texts("original_invoice_number", "tax_applicability_id", "payment_term_id"),
        **_texts("payment_type_override", "requester", "requester_id", "requester_email_address"),
        **_texts("product_category", "payment_type", "iban", "bank_account_number"),
        **_texts("part_bank_key"),
        **_amounts("total_amount", "original_total_amount", "sub_total_amount", "tax_amount"),
        **_amounts("vat_amount", "total_vat_amount", "total_amount_excluding_vat"),
        **_amounts("shipping_handling_amount", "miscellaneous_charges", "total_wht_amount"),
        **{
            f"invoice_{kind}_address": part(Address)
            for kind in ("supplier", "billing", "shipping", "remit_to")
        },
        **{slot: part(ProcessedSegment) for slot in SLOTS},
        "other_segment": parts(OtherSegment),
        "payment_term": part(PaymentTerm),
        "po_policy": part(PoPolicy),
        "purchase_order_numbers": texts(),
        "labels": texts(),
        "other_fields": free(),
        "other_object_fields": custom_json_object(),
        "vat_breakdown": parts(VatBreakdown),
        "appzen_vat_breakdown": parts(AppzenVatBreakdown),
        "vat_registration_numbers": texts(),
        "wht_breakdown": parts(WithholdingTax),
        "is_free_trial": fields.Boolean(),
        "image_locations": parts(LinkedDocument, required=True),
        "non_invoice_attachments": parts(LinkedDocument, required=True),
        "invoice_lines": parts(_LINE, required=True),
    },
    name="ProcessedInvoice",
)


class ProcessedInvoiceAnswer(Shape):
    """The checks of an invoice, and what was understood of it."""

    audit_results = part(ProcessedAudit, required=True)
    processed_invoice = part(_INVOICE, required=True)
