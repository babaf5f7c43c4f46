"""How far the audit of each invoice is, and what it found."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen.rules.audit import Audit, Finding
from mockserver.providers.appzen.store import Document, Record

RECEIVED, EXTRACTED, HISTORICAL = "RECEIVED", "EXTRACTED", "HISTORICAL"
PROCESSED, REJECTED = "PROCESSED", "REJECTED"

TABLES = (
    """CREATE TABLE appzen_audit (
        number INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, account TEXT NOT NULL,
        run INTEGER NOT NULL, state TEXT NOT NULL, invoice_id TEXT NOT NULL, erp_status TEXT,
        supplier_id TEXT NOT NULL, invoice_number TEXT NOT NULL, likeness TEXT NOT NULL,
        findings TEXT NOT NULL DEFAULT '[]', error TEXT)""",
    "CREATE INDEX appzen_audit_supplier ON appzen_audit (account, supplier_id, number)",
)
_SELECT = (
    "SELECT audit.uuid, run, state, alias AS erp_id, erp_status, supplier_id, invoice_number,"
    " findings, error, updated_at FROM appzen_audit AS audit JOIN appzen_record AS record"
    " ON record.uuid = audit.uuid AND record.kind = 'invoice' WHERE "
)


@dataclass(frozen=True)
class Progress:
    """The audit of one invoice; `erp_id` and `erp_status` are what the ERP last said."""

    uuid: str
    run: int
    state: str
    erp_id: str
    erp_status: str | None
    supplier_id: str
    invoice_number: str
    audit: Audit
    error: Document | None
    updated_at: int

    @property
    def done(self) -> bool:
        """Whether there is anything to read."""
        return self.state in (PROCESSED, REJECTED)


def begin(sandbox: Sandbox, account: str, record: Record, state: str) -> int:
    """Start over with an invoice that was written; returns the number of the run."""
    invoice = record.document
    total = invoice["total_amount"]
    likeness = json.dumps([float(total["amount"]), total["currency"], invoice["invoice_date"]])
    sandbox.connection.execute(
        "INSERT INTO appzen_audit (uuid, account, run, state, invoice_id, erp_status, supplier_id,"
        " invoice_number, likeness) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (uuid) DO UPDATE SET run = run + 1, state = excluded.state,"
        " invoice_id = excluded.invoice_id, erp_status = excluded.erp_status,"
        " supplier_id = excluded.supplier_id, invoice_number = excluded.invoice_number,"
        " likeness = excluded.likeness, findings = '[]', error = NULL",
        (
            record.uuid,
            account,
            state,
            invoice["invoice_id"],
            invoice.get("invoice_status"),
            invoice["supplier_id"],
            invoice["invoice_number"],
            likeness,
        ),
    )
    run: int = sandbox.value("SELECT run FROM appzen_audit WHERE uuid = ?", record.uuid)
    return run


def find(sandbox: Sandbox, account: str, uuid: str) -> Progress | None:
    """The audit of an invoice of this account."""
    return next(iter(_all(sandbox, "audit.account = ? AND audit.uuid = ?", account, uuid)), None)


def account_of(sandbox: Sandbox, uuid: str) -> str | None:
    """Whose invoice this is."""
    account: str | None = sandbox.value("SELECT account FROM appzen_audit WHERE uuid = ?", uuid)
    return account


def move(sandbox: Sandbox, uuid: str, state: str, audit: Audit | None = None) -> None:
    """The audit comes to a state, with or without a result."""
    findings = [] if audit is None else [asdict(one) for one in audit.findings]
    sandbox.connection.execute(
        "UPDATE appzen_audit SET state = ?, findings = ? WHERE uuid = ?",
        (state, json.dumps(findings), uuid),
    )


def tell(sandbox: Sandbox, uuid: str, erp_status: str | None, error: Document | None) -> None:
    """What the ERP says: a status, or an error, which leaves the status as it was."""
    sandbox.connection.execute(
        "UPDATE appzen_audit SET erp_status = coalesce(?, erp_status), error = ? WHERE uuid = ?",
        (erp_status, None if error is None else json.dumps(error), uuid),
    )


def lookalikes(
    sandbox: Sandbox, account: str, uuid: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of invoices of the same supplier that came earlier: same number; same amount and day."""
    rows = sandbox.rows(
        "SELECT other.invoice_id, other.invoice_number = own.invoice_number AS numbered"
        " FROM appzen_audit AS own JOIN appzen_audit AS other"
        " ON other.account = own.account AND other.supplier_id = own.supplier_id"
        " AND other.number < own.number"
        " WHERE own.account = ? AND own.uuid = ?"
        " AND (other.invoice_number = own.invoice_number OR other.likeness = own.likeness)"
        " ORDER BY other.number LIMIT 20",
        account,
        uuid,
    )
    numbered = tuple(row["invoice_id"] for row in rows if row["numbered"])
    return numbered, tuple(row["invoice_id"] for row in rows if not row["numbered"])


def matching(sandbox: Sandbox, account: str, **wanted: Any) -> list[Progress]:
    """Finished audits for which all of `wanted` holds (since, until in ms); oldest change first."""
    conditions = {
        "uuid": "audit.uuid = ?",
        "erp_id": "alias = ?",
        "erp_status": "erp_status = ?",
        "state": "state = ?",
        "invoice_number": "invoice_number = ?",
        "supplier_id": "supplier_id = ?",
        "since": "updated_at >= ?",
        "until": "updated_at <= ?",
    }
    asked = "".join(f" AND {conditions[name]}" for name in wanted)
    finished = "audit.account = ? AND state IN ('PROCESSED', 'REJECTED')"
    order = " ORDER BY updated_at, audit.uuid"
    return _all(sandbox, finished + asked + order, account, *wanted.values())


def _all(sandbox: Sandbox, condition: str, *values: Any) -> list[Progress]:
    return [_progress(row) for row in sandbox.rows(_SELECT + condition, *values)]


def _progress(row: dict[str, Any]) -> Progress:
    findings = tuple(
        Finding(**{**one, "duplicates": tuple(one["duplicates"])})
        for one in json.loads(row.pop("findings"))
    )
    error = row.pop("error")
    return Progress(
        **row, audit=Audit(findings), error=None if error is None else json.loads(error)
    )
