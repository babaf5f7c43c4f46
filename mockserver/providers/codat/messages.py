"""What webhooks say: the bodies of today's events, and of the older generation's alerts.

Source: https://docs.codat.io/using-the-api/webhooks/event-types and the webhook specification. The
published samples of company and connection events have `type` where their schemas have `eventType`;
the setting codat.webhook_type_member gives both.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import documents, rules
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.documents import View
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import TICKS_PER_MS, millis, to_millis

Document = dict[str, Any]
_MOMENTS = ("created", "lastSync", "erroredOnUtc", "resolvedOnUtc")
_FED = (
    "id",
    "accountName",
    "accountType",
    "sortCode",
    "accountNumber",
    "currency",
    "balance",
    "status",
    "feedStartDate",
)
_NOT_IN_EVENTS = ("platform", "status")  # members that only older API generations had


def envelope(sandbox: Sandbox, event: str, payload: Document) -> Document:
    """An event of today's generation."""
    document: Document = {
        "id": sandbox.new_id(),
        "eventType": event,
        "generatedDate": to_millis(sandbox.now * TICKS_PER_MS),
        "payload": payload,
    }
    if sandbox.setting("codat.webhook_type_member") and event.startswith(("company", "connection")):
        document["type"] = event
    return document


def company(view: View, row: Row, connections: Sequence[Row]) -> Document:
    """Payload of company.created and company.deleted."""
    alone = documents.company_alone(view, row, connections)
    told = {name: value for name, value in alone.items() if name not in _NOT_IN_EVENTS}
    return dict(_in_millis(told))


def product(row: Row, product_id: str, name: str) -> Document:
    """Payload of company.product.added and company.product.removed."""
    return {
        "id": row["id"],
        "name": row["name"],
        "description": row["description"],
        "productId": product_id,
        "productName": name,
        "products": row["products"],
    }


def connection(view: View, company_row: Row, row: Row) -> Document:
    """Payload of connection.created, connection.connected and their like."""
    return {
        "referenceCompany": documents.reference(company_row),
        "connection": _in_millis(documents.connection(view, row)),
    }


def read_completed(company_row: Row, pulls: Sequence[Row]) -> Document:
    """Payload of read.completed and read.completed.initial.

    `recordsModified` is true when a data type came for the first time: the sample data of a
    connection does not change afterwards.
    """
    return {
        "referenceCompany": documents.reference(company_row),
        "dataTypes": [
            {
                "connectionId": pull["connection_id"],
                "dataType": pull["data_type"],
                "recordsModified": modified(pull),
                "status": pull["status"],
            }
            for pull in pulls
        ],
    }


def modified(pull: Row) -> bool:
    """Whether a data set brought something new: the first one does."""
    return pull["status"] == rules.COMPLETE and bool(not pull["earlier"] or pull["changed"])


def write(company_row: Row, push: Row) -> Document:
    """Payload of bills.write.successful and its like; `record` only when it succeeded."""
    change = push["changes"][0] if push["changes"] else {}
    record = change.get("recordRef")
    return rules.absent_removed(
        {
            "id": push["id"],
            "type": push["kind"],
            "referenceCompany": documents.reference(company_row),
            "connectionId": push["connection_id"],
            "requestedOnDate": to_millis(push["requested"]),
            "completedOnDate": to_millis(push["completed"]),
            "status": push["status"],
            "record": None if record is None else {"id": record["id"]},
            "attachmentId": change.get("attachmentId"),
        }
    )


def source_account(company_row: Row, connection_id: str, account: Document) -> Document:
    """Payload of bankFeeds.sourceAccount.connected and .disconnected."""
    return {
        "referenceCompany": documents.reference(company_row),
        "connectionId": connection_id,
        "sourceAccount": {name: account[name] for name in _FED if name in account},
    }


def rate_limit(quota: int, left: int, ends_at_ms: int) -> Document:
    """Payload of client.rateLimit.reached and client.rateLimit.reset."""
    expiry = to_millis(ends_at_ms * TICKS_PER_MS)
    return {"dailyQuota": quota, "quotaRemaining": left, "expiryDate": expiry}


def _in_millis(document: Any) -> Any:
    if isinstance(document, list):
        return [_in_millis(one) for one in document]
    if not isinstance(document, dict):
        return document
    return {
        name: millis(value) if name in _MOMENTS else _in_millis(value)
        for name, value in document.items()
    }


# -- the older generation ---------------------------------------------------------------------

# rule → (RuleType, Message). Source: the webhook specification's deprecated event types.
ALERTS = {
    "DataConnectionStatusChanged": (
        "DataConnectionStatusChanged",
        "Data connection for {platform} status changed from {oldStatus} to {newStatus}",
    ),
    "NewCompanySynchronized": (
        "New company synchronized",
        "Company {company} synced for the first time",
    ),
    "DataSyncCompleted": (
        "Data sync completed",
        "Data sync of type {dataType} completed for company {company}",
    ),
    "DatasetDataChanged": (
        "Dataset data changed",
        "Data has changed for dataset type {dataType}, company {company}",
    ),
    "DataSyncStatusChangedToError": (
        "Data Sync Status Changed To Error",
        "ERROR: syncing {dataType} triggered a {datasetStatus} notification at {time}.",
    ),
    "PushOperationStatusChanged": (
        "Push Operation Status Changed",
        "{dataType} triggered notification for PushOperationStatusChanged at {time}",
    ),
    "PushOperationTimedOut": (
        "Push Operation Timed Out",
        "ERROR: pushing {dataType} never finished in time, timing out at {time}",
    ),
    "ClientRateLimitReached": (
        "Rate Limit Reached",
        "The current daily rate limit quota of {DailyQuota} requests for {client} has been"
        " reached.",
    ),
    "ClientRateLimitReset": (
        "Rate Limit Reset",
        "The current daily rate limit quota for client {client} has been reset to {DailyQuota}"
        " requests.",
    ),
}


def alert(sandbox: Sandbox, profile: Document, rule: str, about: Mapping[str, Any]) -> Document:
    """The body of an alert; `about` may hold company, connection, data, and words of the text."""
    rule_type, text = ALERTS[rule]
    data = about.get("data")
    words = {"client": profile["clientId"], **about, **(data or {})}
    body = {
        "ClientId": profile["clientId"],
        "ClientName": profile["name"],
        "CompanyId": about.get("company"),
        "DataConnectionId": about.get("connection"),
        "RuleId": about["rule_id"],
        "RuleType": rule_type,
        "AlertId": sandbox.new_id(),
        "Message": text.format_map(words | {"time": _zoneless(sandbox)}),
        "Data": data,
    }
    return rules.absent_removed(body)


def status_change(row: Row, old_status: str) -> Document:
    """`Data` of DataConnectionStatusChanged."""
    return {
        "dataConnectionId": row["id"],
        "newStatus": row["status"],
        "oldStatus": old_status,
        "platformKey": row["platform_key"],
    }


def platform_word(row: Row) -> str:
    """How alerts name a platform; the published one writes `SandBox`."""
    name = INTEGRATIONS[row["platform_key"]].name
    return "SandBox" if name == "Sandbox" else name


def _zoneless(sandbox: Sandbox) -> str:
    return to_millis(sandbox.now * TICKS_PER_MS).partition(".")[0]
