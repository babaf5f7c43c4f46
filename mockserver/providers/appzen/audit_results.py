"""Reading what the audit of an invoice found, and telling AppZen what the ERP made of it."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import audit_store, audits, documents, errors, rules, store
from mockserver.providers.appzen.audit_store import Progress
from mockserver.providers.appzen.auth import Customer
from mockserver.providers.appzen.invoices import get_record
from mockserver.providers.appzen.kinds import HELP
from mockserver.providers.appzen.records import BASE, REFUSES
from mockserver.providers.appzen.rules import invoice as judging
from mockserver.providers.appzen.rules import processed
from mockserver.providers.appzen.schemas.audit import (
    AuditAnswer,
    AuditQuery,
    FoundAuditAnswer,
    StatusSync,
)
from mockserver.providers.appzen.schemas.processed import ProcessedInvoiceAnswer
from mockserver.providers.appzen.store import Collection, Document
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, Api, Reply

TAGS = ("invoice",)
INVOICE = BASE + "/invoice"

api = Api()


@api.get(
    INVOICE + "/{uuid}/audit-results",
    returns=(200, AuditAnswer()),
    refuses=REFUSES,
    source=HELP + "12979172466451",
    evidence=DOCUMENTED,
    name="getAuditResults",
    tags=TAGS,
)
def get_audit_results(sandbox: Sandbox, uuid: str, caller: Customer) -> Document:
    """What the audit of one invoice found; 404 until it is over."""
    return {"audit_results": _results(get_progress(sandbox, caller, uuid))}


@api.get(
    INVOICE + "/audit-results",
    query=AuditQuery(),
    returns=(200, FoundAuditAnswer(many=True)),
    refuses=REFUSES,
    source=HELP + "12979913548947",
    evidence=DOCUMENTED,
    name="findAuditResults",
    tags=TAGS,
)
def find_audit_results(sandbox: Sandbox, query: dict[str, str], caller: Customer) -> list[Document]:
    """What the audits of matching invoices found; supplier-id goes with invoice-number only."""
    asked = {name: value for name, value in query.items() if value.strip()}
    breaches = rules.specified(judging.of_audit_query(asked))
    if breaches:
        raise errors.broken(breaches)
    wanted = {("erp_id" if name == "invoice_id" else name): asked[name] for name in asked}
    return [
        {
            "audit_results": {
                "uuid": one.uuid,
                "invoice_number": one.invoice_number,
                "invoice_id": one.erp_id,
                "supplier_id": one.supplier_id,
                **_results(one),
            }
        }
        for one in audit_store.matching(sandbox, caller.account, **wanted)
    ]


@api.get(
    INVOICE + "/processed-invoice/{uuid}",
    returns=(200, ProcessedInvoiceAnswer()),
    refuses=REFUSES,
    source=HELP + "12975468035347",
    evidence=DOCUMENTED,
    name="getProcessedInvoice",
    tags=TAGS,
)
def get_processed_invoice(sandbox: Sandbox, uuid: str, caller: Customer, call: Call) -> Document:
    """An invoice after its audit: every check, and what was understood of it."""
    progress = get_progress(sandbox, caller, uuid)
    record = get_record(sandbox, caller, uuid)
    invoice = record.document
    account = caller.account
    identity = {
        "appzen_invoice_id": uuid,
        "appzen_invoice_state": "Processed",
        "customer_id": caller.id,
    }
    term = _payment_term(sandbox, account, invoice)
    return {
        "audit_results": {
            **identity,
            "uuid": uuid,
            "actions": processed.actions(progress.audit.findings),
        },
        "processed_invoice": {
            **processed.as_processed(invoice),
            **identity,
            **({} if term is None else {"payment_term": term}),
            "created_at": record.created_at,
            "last_updated_at": record.updated_at,
            "invoice_id": progress.erp_id,
            "invoice_status": progress.erp_status,
            "image_locations": documents.links(
                sandbox, call, account, invoice.get("documents", [])
            ),
            "non_invoice_attachments": documents.links(
                sandbox, call, account, invoice.get("supporting_documents", [])
            ),
        },
    }


@api.post(
    INVOICE + "/{uuid}/status-sync",
    body=StatusSync(),
    returns={200: None},
    refuses=REFUSES,
    source=HELP + "12975182086547",
    evidence=DOCUMENTED,
    name="syncInvoiceStatus",
    tags=TAGS,
)
def sync_invoice_status(sandbox: Sandbox, uuid: str, body: Document, caller: Customer) -> Reply:
    """Note the id and status that the ERP gave an invoice, or its error; the answer is empty."""
    get_record(sandbox, caller, uuid)
    breaches = rules.specified(judging.of_sync(body))
    if breaches:
        raise errors.broken(breaches)
    where = Collection(caller.account, audits.NOUN)
    if body["appzen_invoice_state"] == "CREATED":
        store.rename(sandbox, where, uuid, body["invoice_id"])
        audit_store.tell(sandbox, uuid, body["invoice_status"], None)
    else:
        audit_store.tell(sandbox, uuid, body.get("invoice_status"), body["error_data"])
    store.touch(sandbox, where, uuid)
    return Reply(200)


def get_progress(sandbox: Sandbox, caller: Customer, uuid: str) -> Progress:
    """The finished audit of an invoice. Raises 404 when there is none, or none yet."""
    found = audit_store.find(sandbox, caller.account, uuid)
    if found is None:
        raise errors.unknown_record("invoice", repr(uuid))
    if not found.done:
        raise errors.unknown_record("audit results", f"{uuid!r}, which is {found.state}")
    return found


def _results(progress: Progress) -> dict[str, Any]:
    audit = progress.audit
    return {
        "rules": [
            {
                "rule_code": one.rule_code,
                "risk_message": one.message,
                "risk_results": {"risk_level": one.level},
            }
            for one in audit.findings
        ],
        "risk_level": audit.risk,
        "status": audit.verdict,
    }


def _payment_term(sandbox: Sandbox, account: str, invoice: Document) -> Document | None:
    key = (invoice.get("payment_term_id", ""),)
    found = store.find_by_key(sandbox, Collection(account, "payment term"), key)
    return None if found is None else found.document
