"""Purchase orders, their lines and the charges agreed on.

Source: https://support.appzen.com/hc/en-us/articles/12942819509907 (Create or Update a Purchase
Order) and
the specification 2.0.3.
"""

from marshmallow import validate

from mockserver.providers.appzen.schemas.custom_json import (
    CustomJson,
)
from mockserver.providers.appzen.schemas.fields import Shape
from mockserver.providers.appzen.schemas.money import Amount, ExchangeRate, VatBreakdown
from mockserver.providers.appzen.schemas.parts import (
    choice,
    day,
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
from mockserver.providers.appzen.schemas.vocabulary import (
    CONDITION_BASES,
    CONDITION_SCOPES,
    LINE_TYPES,
    MATCH_BASES,
    MATCH_TYPES,
    PO_STATUSES,
)


class PoLineAllocation(Shape):
    """A part of a line for one account: amount and tax, or a percentage."""

    external_allocation_id = ident(required=True)
    gl_code = ident(required=True)
    amount = number()
    tax = number()
    percentage = number()
    allocation_quantity = number()


class PoCondition(Shape):
    """A charge agreed on, of the whole order or of a line."""

    scope = choice(CONDITION_SCOPES, required=True)
    po_header_id = ident(required=True)
    po_line_id = ident("Required of a line's, empty of the whole order's.")
    condition_category = text("One of the published categories; informational.")
    condition_type = text("What an invoice's condition is matched by.", required=True)
    condition_supplier_id = ident()
    condition_basis = suggested(CONDITION_BASES, required=True)
    planned_amount = part(Amount, required=True)
    max_invoiceable_amount = part(Amount, "Deprecated in favour of uninvoiced_amount.")
    uninvoiced_amount = part(Amount)
    is_statistical = flag()


class AmortizationSchedule(Shape):
    """Which schedule a line is written off by."""

    id = whole()
    name = text()


class PoLine(Shape):
    """A line of a purchase order. The specification requires quantity and unit price, yet says
    what they count as when they are missing."""

    po_line_id = ident()
    line_number = number(required=True)
    gl_code = ident("Codes of its segments, between dots.", required=True)
    line_item_code = ident()
    line_description = text()
    quantity = number("A missing one counts as 1.")
    unit_price = part(Amount, "A missing one counts as amount by quantity.")
    price_per_unit = number()
    amount = part(Amount, required=True)
    line_vat_amount = part(Amount)
    line_vat_breakdown = parts(VatBreakdown)
    line_allocations = parts(PoLineAllocation)
    contractor_name = text()
    contractor_start_date = day()
    closed_flag = flag()
    closed_by = text()
    closed_date = day()
    closed_reason = text()
    cancel_flag = flag()
    cancel_date = day()
    cancel_reason = text()
    taxable_flag = flag()
    tax_code_id = ident()
    tax_name = text()
    type_1099 = text()
    committed_amount = part(Amount)
    amount_limit = part(Amount)
    unit_list_price = part(Amount)
    base_list_price = part(Amount)
    uninvoiced_amount = part(Amount, "What is left to invoice.", required=True)
    received_amount = part(Amount)
    progress_payment_rate = number()
    item_category = text()
    item_category_id = ident()
    hazard_class_id = ident()
    unit_of_measure = text()
    committed_quantity = number()
    ordered_quantity = number()
    received_quantity = number()
    uninvoiced_quantity = number()
    service_line_start_date = day()
    service_line_end_date = day()
    match_basis = suggested(MATCH_BASES)
    match_type = suggested(MATCH_TYPES)
    line_type = suggested(LINE_TYPES)
    purchase_order_line_status = text("The ERP's word.", required=True)
    appzen_purchase_order_line_status = choice(PO_STATUSES, required=True)
    purchase_requisition_id = ident()
    buyer = text()
    amortization_start_date = moment()
    amortization_end_date = moment()
    amortization_schedule_details = part(AmortizationSchedule)
    hsn_sac_code = ident("Indian HSN or SAC code.")
    custom_json = CustomJson()
    po_line_conditions = parts(PoCondition)


class PurchaseOrder(Shape):
    """A purchase order; `entity_name` is filled from the entity when it is not given."""

    purchase_order_number = ident("Part of the key.", required=True)
    entity_id = ident("The entity that buys.", required=True)
    entity_name = text()
    supplier_id = ident("Id of the supplier in the ERP.", required=True)
    gl_code = ident("Codes of its segments, between dots.")
    payment_term_id = ident()
    external_unique_id = ident("Unique in the ERP; part of the key when given.")
    comments = text()
    exchange_rate = part(ExchangeRate)
    start_date = day("When it was issued.")
    end_date = day("When delivery is promised.")
    total_amount = part(Amount)
    amount_limit = part(Amount)
    min_release_amount = part(Amount)
    email_address = text()
    purchase_requisition_id = ident()
    purchase_order_type = text()
    purchase_order_status = text("The ERP's word.", required=True)
    appzen_purchase_order_status = choice(PO_STATUSES, required=True)
    ship_to_location = text()
    ship_to_location_id = ident()
    requester = text()
    custom_json = CustomJson()
    po_conditions = parts(PoCondition)
    purchase_order_lines = parts(PoLine, required=True, validate=validate.Length(min=1))
    purchase_order_date = day()
