"""Telling the customer what an auditor, or the audit itself, decided about an expense report.

Source: https://support.appzen.com/hc/en-us/articles/13078579887507 (Auditor's Action API Overview).
"""

from typing import Any

from mockserver.engine import webhooks
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.webhooks import Message
from mockserver.engine.world import Setting
from mockserver.providers.appzen import expense_store
from mockserver.web.body import dump_json

EVENT = "report_status_change"
MANUAL, AUTOMATIC = "MANUAL", "AUTOMATIC"
APPROVED, REJECTED = "APPROVED", "REJECTED"
# up to three attempts are published; how long AppZen waits in between is not
RETRY_MS = (60_000, 300_000)

URL = Setting(
    "appzen.webhook_url",
    "",
    "Where decisions about expense reports are posted; empty for nowhere.",
    "documented",
)
API_KEY = Setting(
    "appzen.webhook_api_key",
    "",
    "Sent with them as x-api-key; empty for no header.",
    "documented",
)


def tell(
    sandbox: Sandbox, report: str, decision: str, *, by: str = "", comments: str = ""
) -> int | None:
    """Post a decision; returns the number of the message, None when nobody listens.

    Of the four statuses only MANUAL_AUDIT_APPROVED is printed; the others are made like it.
    """
    url = sandbox.setting(URL.name)
    if not url:
        return None
    body = {
        "report_Id": report,
        "audit_status": f"{MANUAL if by else AUTOMATIC}_AUDIT_{decision}",
        "auditor_comments": comments,
        "actioned_by": by,
        "event": EVENT,
    }
    key = sandbox.setting(API_KEY.name)
    headers = {"Content-Type": "application/json"} | ({"x-api-key": key} if key else {})
    message = Message("appzen", EVENT, url, dump_json(body), headers=headers, retry_ms=RETRY_MS)
    return webhooks.emit(sandbox, message)


def act(sandbox: Sandbox, report: str | None, wish: dict[str, Any]) -> list[int]:
    """The trigger: an auditor acts on a report. `wish` may name decision, actioned_by and
    auditor_comments. Raises LookupError for a report or decision that is none."""
    if report is None or not expense_store.exists(sandbox, report):
        raise LookupError(f"there is no expense report {report!r}")
    decision = str(wish.get("decision", APPROVED)).upper()
    if decision not in (APPROVED, REJECTED):
        raise LookupError(f"a decision is {APPROVED} or {REJECTED}, not {decision!r}")
    number = tell(
        sandbox,
        report,
        decision,
        by=str(wish.get("actioned_by", "auditor")),
        comments=str(wish.get("auditor_comments", "")),
    )
    return [] if number is None else [number]
