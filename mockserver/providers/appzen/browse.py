"""What can be looked at: every kind of record, audits with their findings, documents, reports."""

from mockserver.providers.appzen import master_data
from mockserver.providers.appzen.invoices import INVOICE
from mockserver.providers.appzen.kinds import Kind
from mockserver.web.browse import DOCUMENT, FLAG, INSTANT, NUMBER, STATE, Collection, Column, Part


def _records(kind: Kind) -> Collection:
    noun = kind.noun.replace("'", "''")
    return Collection(
        kind.noun.lower().replace(" ", "-"),
        kind.noun[0].upper() + kind.noun[1:],
        "SELECT uuid AS id, account,"  # noqa: S608 - one of our own nouns
        " (SELECT group_concat(value, ' / ') FROM json_each(key)) AS key, alias, active,"
        " created_at, updated_at, document FROM appzen_record"
        f" WHERE kind = '{noun}'",
        (
            Column("key", "Key"),
            Column("alias", "Other key"),
            Column("active", "Active", FLAG),
            Column("updated_at", "Updated", INSTANT),
            Column("account", "Customer"),
            Column("id", "Id"),
            Column("document", "Document", DOCUMENT),
        ),
        order="updated_at DESC, key",
        mentioned_by=("id", "key"),
        parts=(Part("audits", "invoice"),) if kind is INVOICE else (),
    )


COLLECTIONS = (
    Collection(
        "audits",
        "Audits",
        "SELECT number || '' AS id, number, uuid AS invoice, account, run, state, invoice_id,"
        " invoice_number, supplier_id, erp_status, coalesce(error, '') AS error, findings"
        " FROM appzen_audit",
        (
            Column("invoice_id", "Invoice"),
            Column("invoice_number", "Number"),
            Column("supplier_id", "Supplier"),
            Column("state", "State", STATE),
            Column("erp_status", "ERP status", STATE),
            Column("run", "Run", NUMBER),
            Column("account", "Customer"),
            Column("invoice", "Record", to="invoice"),
            Column("error", "Error"),
            Column("findings", "Findings", DOCUMENT),
        ),
        doc="What the audit of each invoice found.",
        order="number DESC",
        mentioned_by=("invoice_id", "invoice"),
    ),
    *(_records(kind) for kind in (INVOICE, *master_data.KINDS)),
    Collection(
        "documents",
        "Uploaded documents",
        "SELECT uuid AS id, account, customer, media_type, uploaded_at, expires,"
        " uploaded_at IS NOT NULL AS uploaded FROM appzen_document",
        (
            Column("id", "Id"),
            Column("uploaded", "Uploaded", FLAG),
            Column("media_type", "Type"),
            Column("uploaded_at", "At", INSTANT),
            Column("expires", "Address ends", INSTANT),
            Column("account", "Customer"),
        ),
        doc="Addresses that were handed out for files, and whether a file came.",
        order="expires DESC, id",
    ),
    Collection(
        "expense-reports",
        "Expense reports",
        "SELECT account || '/' || id AS id, id AS report, account, run, submitted_at, audited_at,"
        " CASE WHEN audited_at IS NULL THEN 'PENDING' ELSE 'AUDITED' END AS state, document,"
        " result FROM appzen_expense_report",
        (
            Column("report", "Report"),
            Column("state", "State", STATE),
            Column("run", "Run", NUMBER),
            Column("submitted_at", "Submitted", INSTANT),
            Column("audited_at", "Audited", INSTANT),
            Column("account", "Customer"),
            Column("document", "Document", DOCUMENT),
            Column("result", "Result", DOCUMENT),
        ),
        doc="Reports that were sent to be audited.",
        order="submitted_at DESC, id",
        mentioned_by=("report",),
    ),
)
