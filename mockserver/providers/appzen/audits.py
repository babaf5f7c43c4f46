"""The audit of an invoice as it runs: received → extracted → processed or rejected.

Every write starts a new run; what an older run left in the queue does nothing. How long it takes
and how AppZen judges is not published.
"""

from collections.abc import Mapping
from typing import Any

from mockserver.engine import faults
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Setting
from mockserver.providers.appzen import audit_store, store
from mockserver.providers.appzen.kinds import Write
from mockserver.providers.appzen.rules import audit as judging
from mockserver.providers.appzen.rules.audit import Audit, Finding, Surroundings
from mockserver.providers.appzen.rules.invoice import purchase_orders_of
from mockserver.providers.appzen.store import Collection, Document, Record

EXTRACT, AUDIT = "appzen.extract", "appzen.audit"
NOUN = "invoice"
BY_FINDINGS, APPROVE, REJECT = "by_findings", "approve", "reject"

EXTRACTION_MS = Setting(
    "appzen.extraction_ms",
    2_000,
    "From a written invoice to its extraction. AppZen says that it happens later, not when.",
    "assumed",
    "ms",
)
AUDIT_MS = Setting(
    "appzen.audit_ms",
    3_000,
    "From the extraction of an invoice to its audit results.",
    "assumed",
    "ms",
)
OUTCOME = Setting(
    "appzen.audit_outcome",
    BY_FINDINGS,
    "What audits come to: what they find, or always the same.",
    "assumed",
    choices=(BY_FINDINGS, APPROVE, REJECT),
)
RANDOM_PERCENT = Setting(
    "appzen.random_findings_percent",
    0,
    "How many of a hundred audits find something by chance, drawn from the sandbox's seed.",
    "assumed",
    "%",
)
SETTINGS = (EXTRACTION_MS, AUDIT_MS, OUTCOME, RANDOM_PERCENT)


def start(write: Write, record: Record) -> None:
    """An invoice was written: a historical one is kept only, any other is audited."""
    sandbox, account = write.sandbox, write.where.account
    historical = "historical" in write.options
    state = audit_store.HISTORICAL if historical else audit_store.RECEIVED
    run = audit_store.begin(sandbox, account, record, state)
    if not historical:
        delay = sandbox.setting(EXTRACTION_MS.name)
        sandbox.schedule(EXTRACT, delay, account=account, uuid=record.uuid, run=run)


def extract(sandbox: Sandbox, due: Mapping[str, Any]) -> None:
    """The image was read; the audit comes next."""
    if not _is_current(sandbox, due, audit_store.RECEIVED):
        return
    audit_store.move(sandbox, due["uuid"], audit_store.EXTRACTED)
    sandbox.schedule(AUDIT, sandbox.setting(AUDIT_MS.name), **due)


def audit(sandbox: Sandbox, due: Mapping[str, Any]) -> None:
    """The audit comes to its end."""
    if _is_current(sandbox, due, audit_store.EXTRACTED):
        finish(sandbox, due["account"], due["uuid"], _outcome(sandbox, due))


def finish(sandbox: Sandbox, account: str, uuid: str, outcome: Audit) -> None:
    """An invoice has results from now on."""
    conclude(sandbox, uuid, outcome)
    store.touch(sandbox, Collection(account, NOUN), uuid)


def conclude(sandbox: Sandbox, uuid: str, outcome: Audit) -> None:
    """Note the results of an invoice."""
    rejected = outcome.verdict == judging.REJECTED
    state = audit_store.REJECTED if rejected else audit_store.PROCESSED
    audit_store.move(sandbox, uuid, state, outcome)


def judge(sandbox: Sandbox, account: str, uuid: str) -> Audit:
    """What the rules find in an invoice in this world."""
    record = store.find_by_uuid(sandbox, Collection(account, NOUN), (uuid,))
    invoice: Document = record.document if record is not None else {}
    supplier = _find(sandbox, Collection(account, "supplier"), invoice["supplier_id"])
    orders = [
        order.document
        for number in purchase_orders_of(invoice)
        if (order := store.find_by_alias(sandbox, Collection(account, "purchase order"), (number,)))
    ]
    same_number, same_amount = audit_store.lookalikes(sandbox, account, uuid)
    return judging.audited(invoice, Surroundings(supplier, orders, same_number, same_amount))


HANDLERS = {EXTRACT: extract, AUDIT: audit}


def _is_current(sandbox: Sandbox, due: Mapping[str, Any], state: str) -> bool:
    progress = audit_store.find(sandbox, due["account"], due["uuid"])
    return progress is not None and (progress.run, progress.state) == (due["run"], state)


def _outcome(sandbox: Sandbox, due: Mapping[str, Any]) -> Audit:
    wanted = sandbox.setting(OUTCOME.name)
    if fault := faults.job(sandbox, "appzen", "audit"):
        finding = Finding("forced_outcome", f"{fault.kind} #{fault.id} says so", judging.HIGH)
        return judging.with_finding(judging.clean(), finding)
    if wanted == APPROVE:
        return judging.clean()
    if wanted == REJECT:
        message = f"Rejected because {OUTCOME.name} says so"
        forced = Finding("forced_outcome", message, judging.HIGH)
        return judging.with_finding(judging.clean(), forced)
    found = judge(sandbox, due["account"], due["uuid"])
    if sandbox.random.random() * 100 < sandbox.setting(RANDOM_PERCENT.name):
        return judging.with_finding(found, _by_chance(sandbox))
    return found


def _by_chance(sandbox: Sandbox) -> Finding:
    level = sandbox.random.choice((judging.MEDIUM, judging.HIGH))
    return Finding("random_finding", f"Drawn by chance, see {RANDOM_PERCENT.name}", level)


def _find(sandbox: Sandbox, where: Collection, key: str) -> Document | None:
    found = store.find_by_key(sandbox, where, (key,))
    return None if found is None else found.document
