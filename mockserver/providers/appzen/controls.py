"""Shortcuts for testers: how an audit stands, and deciding it at once."""

from marshmallow import RAISE, Schema, fields

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import audit_store, audits, errors
from mockserver.providers.appzen.rules import audit as judging
from mockserver.providers.appzen.rules.audit import Finding
from mockserver.providers.appzen.schemas.fields import one_of
from mockserver.providers.appzen.schemas.vocabulary import RISKS
from mockserver.providers.appzen.store import Document
from mockserver.web.operation import ASSUMED, Api

SOURCE = "assumed: a shortcut of the emulator, no part of AppZen's API"

api = Api()


class Decision(Schema):
    """What the audit of an invoice is to find; LOW finds nothing."""

    class Meta:
        """A misspelt wish is told."""

        unknown = RAISE

    risk_level = fields.String(required=True, validate=one_of(*RISKS))
    rule_code = fields.String(load_default="decided_by_tester")
    risk_message = fields.String(load_default="Decided by a tester")


@api.get(
    "/invoices/{uuid}/audit", returns=(200, None), source=SOURCE, evidence=ASSUMED, name="getAudit"
)
def get_audit(sandbox: Sandbox, uuid: str) -> Document:
    """How far the audit of an invoice is and what it found."""
    return _shown(sandbox, uuid)


@api.post(
    "/invoices/{uuid}/audit",
    body=Decision(),
    returns=(200, None),
    source=SOURCE,
    evidence=ASSUMED,
    name="decideAudit",
)
def decide_audit(sandbox: Sandbox, uuid: str, body: dict[str, str]) -> Document:
    """End the audit of an invoice now, whatever its state, with this finding."""
    outcome = judging.clean()
    if body["risk_level"] != judging.LOW:
        finding = Finding(body["rule_code"], body["risk_message"], body["risk_level"])
        outcome = judging.with_finding(outcome, finding)
    audits.finish(sandbox, _account(sandbox, uuid), uuid, outcome)
    return _shown(sandbox, uuid)


def _shown(sandbox: Sandbox, uuid: str) -> Document:
    progress = audit_store.find(sandbox, _account(sandbox, uuid), uuid)
    if progress is None:
        raise errors.unknown_record("invoice", repr(uuid))
    return {
        "uuid": uuid,
        "run": progress.run,
        "state": progress.state,
        "risk_level": progress.audit.risk,
        "status": progress.audit.verdict if progress.done else None,
        "findings": [
            {"rule_code": one.rule_code, "message": one.message, "level": one.level}
            for one in progress.audit.findings
        ],
        "erp_id": progress.erp_id,
        "erp_status": progress.erp_status,
        "erp_error": progress.error,
    }


def _account(sandbox: Sandbox, uuid: str) -> str:
    account = audit_store.account_of(sandbox, uuid)
    if account is None:
        raise errors.unknown_record("invoice", repr(uuid))
    return account
