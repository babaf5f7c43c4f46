"""Invoices: three routes that write them, one that reads them, and one that searches."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import audit_store, audits, documents, errors, rules, store
from mockserver.providers.appzen.auth import Customer
from mockserver.providers.appzen.kinds import HELP, Kind, Upsert, Write, by
from mockserver.providers.appzen.records import BASE, REFUSES, api_of, view
from mockserver.providers.appzen.rules import invoice as judging
from mockserver.providers.appzen.rules import processed
from mockserver.providers.appzen.schemas.audit import FindInvoices, InvoiceHit
from mockserver.providers.appzen.schemas.invoice import Invoice, KeptInvoice
from mockserver.providers.appzen.store import Collection, Document, Record
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, SPEC

TAGS = (audits.NOUN,)
WRITE = HELP + "12972815786387"
READ = HELP + "13115311033619"
SEARCH = HELP + "12974962341523"
HISTORICAL = "historical"


def identify(write: Write) -> Record | None:
    """The invoice written under this id, else the one that the ERP gave this id to."""
    key = (write.record["invoice_id"],)
    exact = store.find_by_key(write.sandbox, write.where, key)
    return exact or store.find_by_alias(write.sandbox, write.where, key)


def breaches(write: Write) -> list[rules.Breach]:
    """What is wrong with an invoice's allocations."""
    return rules.specified(judging.of_invoice(write.record))


def with_supplier_flag(write: Write, _old: Record | None) -> Document:
    """AppZen says itself whether the supplier is a one-time supplier."""
    invoice = write.record
    key = (invoice["supplier_id"],)
    supplier = store.find_by_key(write.sandbox, write.of("supplier"), key)
    one_time = supplier is not None and supplier.document["supplier_core"]["is_one_time"]
    backed = judging.is_po_backed(invoice)
    return {**invoice, "is_one_time_supplier": bool(one_time and not backed)}


INVOICE = Kind(
    noun=audits.NOUN,
    tag=audits.NOUN,
    schema=Invoice(),
    shown=KeptInvoice(),
    key=by("invoice_id"),
    alias=lambda invoice: str(invoice["invoice_id"]),
    active=lambda _: True,
    identify=identify,
    breaches=breaches,
    tidy=with_supplier_flag,
    follow=audits.start,
    upserts=(
        Upsert("upsertInvoice", "/invoice", WRITE, options=(HISTORICAL, "bypass-coa-lookup")),
        Upsert(
            "upsertExternallyProcessedInvoice",
            "/invoice/externally-processed",
            errors.SPECIFICATION,
            SPEC,
            (HISTORICAL,),
        ),
        Upsert(
            "upsertExternallyProcessedInvoiceForAudit",
            "/invoice/externally-processed-for-audit",
            errors.SPECIFICATION,
            SPEC,
        ),
    ),
    reads=(),
)

api = api_of(INVOICE)


@api.get(
    BASE + "/invoice/{uuid}",
    returns=(200, INVOICE.shown),
    refuses=REFUSES,
    source=READ,
    evidence=DOCUMENTED,
    name="getInvoice",
    tags=TAGS,
)
def get_invoice(sandbox: Sandbox, uuid: str, caller: Customer, call: Call) -> Document:
    """One invoice, as it was last written, with links to its files."""
    record = get_record(sandbox, caller, uuid)
    shown = processed.as_read(view(sandbox, caller, INVOICE, record))
    for name in ("documents", "supporting_documents"):
        if name in shown:
            shown[name] = documents.links(sandbox, call, caller.account, shown[name])
    return shown


@api.post(
    BASE + "/invoice/search",
    body=FindInvoices(),
    returns=(200, InvoiceHit(many=True)),
    refuses=REFUSES,
    source=SEARCH,
    evidence=DOCUMENTED,
    name="searchInvoices",
    tags=TAGS,
)
def search_invoices(
    sandbox: Sandbox, body: dict[str, Any], caller: Customer
) -> list[dict[str, Any]]:
    """Which invoices were audited and changed when; the oldest change first."""
    if body["until"] < body["since"]:
        raise errors.broken(rules.of_window(body["since"], body["until"]))
    wanted = {name: value for name, value in body.items() if value != ""}
    return [
        {
            "erp_invoice_id": one.erp_id,
            **({} if one.erp_status is None else {"erp_invoice_status": one.erp_status}),
            "appzen_uuid": one.uuid,
            "appzen_invoice_status": one.state,
            "last_appzen_update_time": one.updated_at,
        }
        for one in audit_store.matching(sandbox, caller.account, **wanted)
    ]


def get_record(sandbox: Sandbox, caller: Customer, uuid: str) -> Record:
    """The invoice of this uuid. Raises 404."""
    found = store.find_by_uuid(sandbox, Collection(caller.account, audits.NOUN), (uuid,))
    if found is None:
        raise errors.unknown_record(audits.NOUN, repr(uuid))
    return found
