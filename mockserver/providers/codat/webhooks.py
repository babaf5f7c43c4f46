"""Events: what happened, and which consumers are told.

Source: https://docs.codat.io/using-the-api/webhooks/overview. A consumer that asks for a name of
the older generation gets that generation's body.
"""

from collections.abc import Callable
from typing import Any

from mockserver.engine import webhooks as outbox
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import messages, rules, store
from mockserver.providers.codat.documents import View
from mockserver.providers.codat.store import Row
from mockserver.web.body import dump_json

Document = dict[str, Any]
# The published schedule names the first attempt, `immediately`, too; these are the waits after it.
# Source: https://docs.codat.io/using-the-api/webhooks/troubleshooting
RETRY_MS = (5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000)
RULE_RETRY_MS = (40_000,) * 3  # three within two minutes; undocumented: how they are spread


def company_changed(view: View, company: Row, change: str) -> None:
    """`change` is created or deleted."""
    connections = store.connections_of(view.sandbox, [company["id"]])
    notify(
        view.sandbox,
        f"company.{change}",
        lambda: messages.company(view, company, connections),
        company,
    )


def product_changed(view: View, company: Row, product: str, name: str, change: str) -> None:
    """`change` is added or removed."""
    notify(
        view.sandbox,
        f"company.product.{change}",
        lambda: messages.product(company, product, name),
        company,
    )


def connection_changed(view: View, connection: Row, change: str, old_status: str = "") -> None:
    """`change` is created, connected, failed, disconnected, reconnected or deleted."""
    company = store.find_company(view.sandbox, connection["company_id"])
    if company is None:
        return
    notify(
        view.sandbox,
        f"connection.{change}",
        lambda: messages.connection(view, company, connection),
        company,
    )
    if old_status and old_status != connection["status"]:
        about = {
            "connection": connection["id"],
            "platform": messages.platform_word(connection),
            "data": messages.status_change(connection, old_status),
        }
        alert(view.sandbox, "DataConnectionStatusChanged", about, company)


def read_completed(sandbox: Sandbox, run: str, *, initial: bool) -> None:
    """A run is over: one event for all its data types, two after the first link."""
    pulls = store.pulls_in(sandbox, run)
    company = store.find_company(sandbox, pulls[0]["company_id"]) if pulls else None
    if company is None:
        return
    for event in ("read.completed.initial", "read.completed") if initial else ("read.completed",):
        notify(sandbox, event, lambda: messages.read_completed(company, pulls), company)
    for pull in pulls:
        _alert_of_pull(sandbox, pull, company)
    if initial and any(pull["status"] == rules.COMPLETE for pull in pulls):
        about = {"connection": pulls[0]["connection_id"]}
        alert(sandbox, "NewCompanySynchronized", about, company)


def write_ended(sandbox: Sandbox, push: Row) -> None:
    """A write is over, well or not."""
    company = store.find_company(sandbox, push["company_id"])
    if company is None or push["status"] == "Pending":
        return
    ending = "successful" if push["status"] == "Success" else "unsuccessful"
    notify(
        sandbox,
        f"{push['data_type']}.write.{ending}",
        lambda: messages.write(company, push),
        company,
    )
    data = {"dataType": push["data_type"], "pushOperationKey": push["id"]}
    about = {"connection": push["connection_id"], "data": data | {"status": push["status"]}}
    alert(sandbox, "PushOperationStatusChanged", about, company)
    if push["status"] == "TimedOut":
        about["data"] = data | {"pushOperationGuid": push["id"]}
        alert(sandbox, "PushOperationTimedOut", about, company)


def source_account_changed(
    sandbox: Sandbox, connection: Row, account: Document, change: str
) -> None:
    """`change` is connected or disconnected."""
    company = store.find_company(sandbox, connection["company_id"])
    if company is None:
        return
    payload = messages.source_account(company, connection["id"], account)
    notify(sandbox, f"bankFeeds.sourceAccount.{change}", lambda: payload, company)


def quota_changed(sandbox: Sandbox, change: str, quota: int, left: int, ends_at_ms: int) -> None:
    """`change` is reached or reset; the quota holds until `ends_at_ms`."""
    payload = messages.rate_limit(quota, left, ends_at_ms)
    notify(sandbox, f"client.rateLimit.{change}", lambda: payload, None)
    data = {"DailyQuota": quota, "ExpiresUtc": payload["expiryDate"]}
    if change == "reset":
        reason = "The quota was reset because it is a new day."
        data |= {"QuotaRemaining": left, "ResetReason": reason}
    alert(sandbox, f"ClientRateLimit{change.capitalize()}", {"data": data}, None)


def notify(
    sandbox: Sandbox, event: str, payload: Callable[[], Document], company: Row | None
) -> list[int]:
    """Tell the consumers that asked for this event; the numbers of the messages.

    The payload is made once, if anybody asked.
    """
    asked = _asked(sandbox, event, company)
    if not asked:
        return []
    body = dump_json(messages.envelope(sandbox, event, payload()))
    return [_send(sandbox, consumer, event, body) for consumer in asked]


def forget(sandbox: Sandbox, consumer_id: str) -> bool:
    """Take a consumer away, with what is still to be tried for it; False when it is not there."""
    outbox.withdraw(sandbox, "codat", consumer_id.lower())
    return store.delete_consumer(sandbox, consumer_id)


def alert(sandbox: Sandbox, event: str, about: Document, company: Row | None) -> None:
    """Tell those who asked for an alert of the older generation, as consumers or by rules."""
    company_id = None if company is None else company["id"]
    for consumer in _asked(sandbox, event, company):
        body = _alert_body(sandbox, event, about, company_id, consumer["id"])
        _send(sandbox, consumer, event, body)
    for rule in store.alert_rules(sandbox):
        address = rule["notifiers"].get("webhook")
        if address and rule["type"] == event and rule["company_id"] in (None, company_id):
            body = _alert_body(sandbox, event, about, company_id, rule["id"])
            _send_by_rule(sandbox, rule, address, body)


def _alert_body(
    sandbox: Sandbox, event: str, about: Document, company_id: str | None, rule_id: str
) -> bytes:
    profile = store.find_document(sandbox, store.PROFILE) or {}
    facts = {"company": company_id, **about, "rule_id": rule_id}
    return dump_json(messages.alert(sandbox, profile, event, facts))


def _send_by_rule(sandbox: Sandbox, rule: Row, address: str, body: bytes) -> int:
    """Alerts of rules are not signed; the profile says with which words they come."""
    profile = store.find_document(sandbox, store.PROFILE) or {}
    word = profile.get("alertAuthHeader")
    headers = {"X-Codat-ClientId": profile["clientId"]} | ({"Authorization": word} if word else {})
    message = outbox.Message(
        provider="codat",
        event=rule["type"],
        url=address,
        body=body,
        subscription=rule["id"],
        headers=headers,
        retry_ms=RULE_RETRY_MS,
    )
    return outbox.emit(sandbox, message)


def _send(sandbox: Sandbox, consumer: Row, event: str, body: bytes) -> int:
    message = outbox.Message(
        provider="codat",
        event=event,
        url=consumer["url"],
        body=body,
        subscription=consumer["id"],
        signer=outbox.STANDARD,
        secret=consumer["secret"],
        retry_ms=RETRY_MS,
    )
    return outbox.emit(sandbox, message)


def _asked(sandbox: Sandbox, event: str, company: Row | None) -> list[Row]:
    tags = {} if company is None else company["tags"]
    return [
        consumer
        for consumer in store.consumers(sandbox)
        if not consumer["disabled"]
        and event in consumer["event_types"]
        and rules.tags_match(consumer["company_tags"], tags)
        and not has_given_up(sandbox, consumer)
    ]


def has_given_up(sandbox: Sandbox, consumer: Row) -> bool:
    """Whether a consumer failed for so long that it counts as disabled."""
    limit_ms = sandbox.setting("codat.webhook_disable_after_ms")
    return store.failing_ms(sandbox, consumer["id"]) >= int(limit_ms)


def _alert_of_pull(sandbox: Sandbox, pull: Row, company: Row) -> None:
    data = {"dataType": pull["data_type"], "datasetId": pull["id"]}
    about = {"connection": pull["connection_id"], "data": data}
    if rules.is_error(pull["status"]):
        data["datasetStatus"] = pull["status"]
        alert(sandbox, "DataSyncStatusChangedToError", about, company)
    elif pull["status"] == rules.COMPLETE:
        alert(sandbox, "DataSyncCompleted", about, company)
        if messages.modified(pull):
            alert(sandbox, "DatasetDataChanged", about, company)
