"""Lines of an invoice and what they are made of.

Source: https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml
(definition invoice-line). What is required is what the text of a definition says, where its list
of required members contradicts it.
"""

from mockserver.providers.appzen.schemas.custom_json import (
    LINE_KEYS,
    CustomJson,
    custom_json_object,
)
from mockserver.providers.appzen.schemas.fields import Shape
from mockserver.providers.appzen.schemas.money import (
    Amount,
    AppzenVatBreakdown,
    Discount,
    FullAmount,
    VatBreakdown,
)
from mockserver.providers.appzen.schemas.parts import (
    flag,
    ident,
    moment,
    number,
    part,
    parts,
    suggested,
    text,
    whole,
)
from mockserver.providers.appzen.schemas.purchase_order import AmortizationSchedule
from mockserver.providers.appzen.schemas.vocabulary import (
    CONDITION_SCOPES,
    LINE_TYPES,
    MATCH_TYPES,
    SEGMENT_TYPES,
)


class InvoiceSegment(Shape):
    """A value of the chart of accounts; a known client leaves out `segment_name_id`."""

    code = ident(required=True)
    name = text(required=True)
    segment_type = text(required=True)
    appzen_segment_type = suggested(SEGMENT_TYPES, required=True)
    segment_name_id = ident()


class ReceiptAllocation(Shape):
    """What a line takes of a goods receipt."""

    receipt_id = ident()
    amount = part(Amount)
    quantity = whole()


class LineAllocation(Shape):
    """A part of a line for one account: amount and tax, or a percentage."""

    external_allocation_id = ident()
    amount = number()
    tax = number()
    percentage = number()
    gl_code = ident()
    allocation_quantity = number()
    purchase_order_number = ident()
    purchase_order_line_number = whole()
    appzen_line_allocation_number = whole()
    goods_receipts = parts(ReceiptAllocation)


class LineCondition(Shape):
    """A charge of the purchase order that the line bills."""

    scope = suggested(CONDITION_SCOPES)
    condition_type = text()
    condition_category = text("One of the published categories; informational.")
    condition_supplier_id = ident("Deprecated in favour of charge_vendor_id.")
    charge_vendor_id = ident()
    charge_vendor_name = text()


class InvoiceLine(Shape):
    """A line of an invoice."""

    line_number = number(required=True)
    line_description = text(required=True)
    quantity = number(required=True)
    unit_price = part(FullAmount, required=True)
    total_amount = part(FullAmount, required=True)
    tax_amount = part(FullAmount)
    tax_applicability_id = ident()
    memo = text()
    amortization_schedule = text()
    price_per_unit = number()
    line_vat_amount = part(Amount)
    line_vat_breakdown = parts(VatBreakdown)
    appzen_line_vat_breakdown = parts(AppzenVatBreakdown)
    purchase_order_number = ident()
    purchase_order_line_number = ident()
    po_match_type = suggested(MATCH_TYPES)
    line_item_code = ident()
    unit_of_measure = text()
    model_number = ident()
    currency = text()
    gl_code = ident("Codes of its segments, between dots.")
    segments = parts(InvoiceSegment)
    has_line_allocations = flag()
    po_backed_line = flag()
    line_allocations = parts(LineAllocation)
    custom_json = CustomJson(LINE_KEYS)
    custom_json_object = custom_json_object()
    service_start_date = moment()
    service_end_date = moment()
    amortization_start_date = moment()
    amortization_end_date = moment()
    amortization_schedule_details = part(AmortizationSchedule)
    line_type = suggested(LINE_TYPES)
    goods_receipts = parts(ReceiptAllocation)
    hsn_sac_code = ident("Indian HSN or SAC code.")
    line_conditions = parts(LineCondition)
    line_discounts = parts(Discount)
    line_discount = part(Amount)
    header_discount = part(Amount, "Its share of the discount on the whole invoice.")
    total_after_line_discount = part(Amount)
    total_after_all_discounts = part(Amount)
