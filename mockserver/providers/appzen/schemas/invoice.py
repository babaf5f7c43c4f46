"""Invoices, as they are written and read.

Source: https://support.appzen.com/hc/en-us/articles/12972815786387 (Create or Update an Invoice),
…/13115311033619 (Get Details of an Invoice) and the specification 2.0.3. The latter's list of
required members names `payment_term`, which is no member; it is not required here.
"""

from marshmallow import fields, validate

from mockserver.providers.appzen.schemas.address import AbridgedAddress, Address
from mockserver.providers.appzen.schemas.banking import MaskedAccount
from mockserver.providers.appzen.schemas.custom_json import (
    HEADER_KEYS,
    CustomJson,
    custom_json_object,
)
from mockserver.providers.appzen.schemas.fields import Shape, Stamp
from mockserver.providers.appzen.schemas.invoice_line import InvoiceLine, InvoiceSegment
from mockserver.providers.appzen.schemas.money import (
    Amount,
    AppzenVatBreakdown,
    Discount,
    ExchangeRate,
    FullAmount,
    VatBreakdown,
    WithholdingTax,
)
from mockserver.providers.appzen.schemas.parts import (
    flag,
    ident,
    idents,
    moment,
    part,
    parts,
    suggested,
    text,
    texts,
)
from mockserver.providers.appzen.schemas.vocabulary import (
    INVOICE_TYPES,
    MATCH_TYPES,
    PAY_TYPES,
    PAYMENT_KINDS,
    RECEIPT_TYPES,
)


class PoPolicy(Shape):
    """How an invoice is matched with purchase orders."""

    po_backed = flag()
    po_match_type = suggested(MATCH_TYPES)
    receipt_type = suggested(RECEIPT_TYPES)


class PaidAccount(Shape):
    """The account that was paid to."""

    bank_account_name = text()
    bank_acct_number = ident()


class Payment(Shape):
    """A payment, discount, adjustment or credit."""

    status = text()
    type = suggested(PAYMENT_KINDS)
    date = moment()
    scheduled_date = moment()
    description = text()
    amount = part(Amount)
    payment_id = ident()
    payment_method = text()
    payment_reference_number = ident()
    payment_block = text()
    check_number = ident()
    remittance_notes = text()
    payment_batch_id = ident()
    approval_status = text()
    payment_instructions = text()
    payment_medium = text()
    transaction_fees = part(Amount)
    requester = text()
    approver = text()
    exchange_rate = part(ExchangeRate)
    bank_information = part(PaidAccount)


class Document(Shape):
    """A file that was uploaded."""

    uuid = ident("From generate-upload-url.")
    name = text()


class LinkedDocument(Document):
    """A file, and where it can be fetched for five minutes."""

    mime_type = fields.String()
    image_url = fields.String()
    link_expires_after = Stamp("Z")


class Options(Shape):
    """Switches."""

    strict_invoice_number = ident(
        "Whether invoice_number may find the invoice: 0 or 1.", load_default="0"
    )


class InvoiceFields(Shape):
    """What is written and read of an invoice."""

    total_amount = part(FullAmount, required=True)
    invoice_id = ident("Id in the customer's ERP; the key.", required=True)
    invoice_status = text("The ERP's word.")
    entity_id = ident("The entity that is billed.", required=True)
    entity_name = text()
    purchase_order_numbers = idents()
    site_id = ident()
    invoice_number = ident("The supplier's number.", required=True)
    invoice_date = moment(required=True)
    invoice_type = suggested(INVOICE_TYPES)
    original_invoice_id = ident("The invoice that is credited.")
    original_invoice_date = moment()
    original_invoice_number = ident()
    payment_term_id = ident()
    default_tax_option = text()
    tax_applicability_id = ident()
    remit_to_bank_info = part(MaskedAccount)
    requester = text()
    requester_id = ident()
    requester_email_address = text()
    product_category = text()
    shipping_handling_amount = part(Amount)
    miscellaneous_charges = part(Amount)
    submission_date = moment()
    submitter = text()
    supplier_name = text()
    supplier_number = ident()
    supplier_id = ident("Id of the supplier in the ERP.", required=True)
    tax_amount = part(Amount)
    vat_amount = part(Amount)
    vat_breakdown = parts(VatBreakdown)
    appzen_vat_breakdown = parts(AppzenVatBreakdown)
    vat_registration_numbers = idents()
    total_amount_excluding_vat = part(Amount)
    payments = parts(Payment)
    payment_notes = texts()
    payment_status = text()
    memo = text()
    gl_code = ident("Codes of its segments, between dots.")
    segments = parts(InvoiceSegment)
    invoice_description = text()
    payment_date = moment()
    payment_type_override = text()
    accounting_date_override = moment()
    invoice_lines = parts(InvoiceLine)
    custom_json = CustomJson(HEADER_KEYS)
    custom_json_object = custom_json_object()
    total_wht_amount = part(Amount)
    wht_breakdown = parts(WithholdingTax)
    header_discounts = parts(Discount)
    total_discount = part(Amount)
    header_discount = part(Amount)
    sub_total_after_discount = part(Amount)
    payment_type = suggested(PAY_TYPES)
    iban = text()
    bank_account_number = ident()
    part_bank_key = ident()


class Invoice(InvoiceFields):
    """An invoice, as it is written by any of the three routes."""

    purchase_order_number = ident("Goes into purchase_order_numbers.")
    po_policy = part(PoPolicy)
    requestor = text("Deprecated in favour of requester.")
    requestor_id = ident("Deprecated in favour of requester_id.")
    documents = parts(
        Document,
        "The image of the invoice; other files go to supporting_documents.",
        validate=validate.Length(max=1),
    )
    supporting_documents = parts(Document)
    payment_due_date = moment()
    supplier_address = part(Address)
    billing_address = part(Address)
    shipping_address = part(Address)
    remit_to_address = part(Address)
    other_addresses = parts(Address)
    options = part(Options)


class KeptInvoice(InvoiceFields):
    """An invoice, as it is read."""

    documents = parts(LinkedDocument)
    supporting_documents = parts(LinkedDocument)
    is_one_time_supplier = fields.Boolean(required=True)
    supplier_address = part(AbridgedAddress)
    billing_address = part(AbridgedAddress)
    shipping_address = part(AbridgedAddress)
    remit_to_address = part(AbridgedAddress)
    other_addresses = parts(AbridgedAddress)
