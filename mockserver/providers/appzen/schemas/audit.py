"""Audit results, status sync, and searching for invoices.

Source: https://support.appzen.com/hc/en-us/articles/12979172466451 (Get the Audit Results of an
Invoice),
…/12979913548947 (Get the Audit Results), …/12975182086547 (Invoice Status Sync) and
…/12974962341523 (Get the list of Invoice uuids).
"""

from marshmallow import fields

from mockserver.providers.appzen.schemas.fields import Instant, Shape, Stamp, one_of
from mockserver.providers.appzen.schemas.parts import (
    choice,
    ident,
    moment,
    part,
    parts,
    text,
)
from mockserver.providers.appzen.schemas.vocabulary import (
    INVOICE_STATES,
    RISKS,
    SYNC_STATES,
    VERDICTS,
)


class RiskResults(Shape):
    """How risky one rule found the invoice."""

    risk_level = fields.String(required=True, validate=one_of(*RISKS))


class RuleResult(Shape):
    """What one rule found."""

    rule_code = fields.String(required=True, metadata={"example": "duplicate_invoice_amount"})
    risk_message = fields.String(required=True, metadata={"example": "No duplicate detected"})
    risk_results = fields.Nested(RiskResults, required=True)


class AuditResult(Shape):
    """What the audit of an invoice found."""

    rules = parts(RuleResult, required=True)
    risk_level = fields.String(required=True, validate=one_of(*RISKS))
    status = fields.String(required=True, validate=one_of(*VERDICTS))


class AuditAnswer(Shape):
    """The audit of one invoice."""

    audit_results = part(AuditResult, required=True)


class FoundAudit(AuditResult):
    """What the audit found, and of which invoice."""

    uuid = fields.String(required=True)
    invoice_number = fields.String(required=True, data_key="invoice-number")
    invoice_id = fields.String(required=True, data_key="invoice-id")
    supplier_id = fields.String(required=True, data_key="supplier-id")


class FoundAuditAnswer(Shape):
    """One line of a search for audits."""

    audit_results = part(FoundAudit, required=True)


class AuditQuery(Shape):
    """Whose audits; all criteria that are given must hold."""

    uuid = text()
    invoice_number = text("Only together with supplier-id.", data_key="invoice-number")
    invoice_id = text(data_key="invoice-id")
    supplier_id = text("Only together with invoice-number.", data_key="supplier-id")


class ErrorData(Shape):
    """What went wrong in the ERP."""

    message = text()
    status = ident()
    exception = text()


class StatusSync(Shape):
    """What became of an invoice in the ERP: created, with its id and status, or an error."""

    appzen_invoice_state = choice(SYNC_STATES, required=True)
    timestamp = moment("When the ERP created it.", required=True)
    invoice_id = ident("Required of a created one.")
    invoice_status = text("Required of a created one.")
    error_data = part(ErrorData, "Required of an error.")


class FindInvoices(Shape):
    """Which invoices: audited in a window, both ends included; no longest window is published."""

    since = Instant(required=True, data_key="from-last-appzen-update-time")
    until = Instant(required=True, data_key="to-last-appzen-update-time")
    state = choice(INVOICE_STATES, data_key="appzen-invoice-status")
    erp_status = text(data_key="erp-invoice-status")
    erp_id = ident(data_key="invoice-id")
    invoice_number = ident(data_key="invoice-number")
    supplier_id = ident(data_key="supplier-id")


class InvoiceHit(Shape):
    """An invoice that was found."""

    erp_invoice_id = fields.String(required=True, data_key="erp-invoice-id")
    erp_invoice_status = fields.String(data_key="erp-invoice-status")
    appzen_uuid = fields.String(required=True, data_key="appzen-uuid")
    appzen_invoice_status = fields.String(
        required=True, validate=one_of(*INVOICE_STATES), data_key="appzen-invoice-status"
    )
    last_appzen_update_time = Stamp("Z", required=True, data_key="last-appzen-update-time")
