"""Webhook consumers: who is told what. Source: Platform API specification, Webhooks."""

from base64 import b64encode
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, rules, store, webhooks
from mockserver.providers.codat.schemas.webhooks import (
    NewWebhookConsumer,
    WebhookConsumer,
    WebhookConsumers,
    ZapierKey,
)
from mockserver.providers.codat.store import Row
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Reason

api = Api()
Document = dict[str, Any]
LIST = "/webhooks"
SECRET_BYTES = 24


@api.get(
    LIST,
    returns=(200, WebhookConsumers()),
    source="Platform API specification, list-webhook-consumers",
    evidence=SPEC,
    refuses=(401, 429),
    tags=("Webhooks",),
)
def list_webhook_consumers(sandbox: Sandbox) -> Document:
    """All consumers, oldest first; this list has no pages."""
    return {"results": [as_it_is(sandbox, row) for row in store.consumers(sandbox)]}


@api.post(
    LIST,
    body=NewWebhookConsumer(),
    returns=(201, WebhookConsumer()),
    source="Platform API specification, create-webhook-consumer",
    evidence=SPEC,
    refuses=(400, 401, 422, 429),
    tags=("Webhooks",),
)
def create_webhook_consumer(sandbox: Sandbox, body: Document) -> Document:
    """Tell somebody of events from now on. Raises 400 for a bad address, and beyond 50."""
    if store.count_consumers(sandbox) >= rules.MAX_CONSUMERS:
        text = f"Maximum number of webhook consumers ({rules.MAX_CONSUMERS}) reached."
        reason = Reason("consumer-limit", text, evidence="assumed", source=LIST)
        raise errors.refused(400, errors.PUBLIC, text, reason)
    if not rules.is_web_address(body["url"]):
        message = "'Url' must be an absolute address that starts with https:// or http://."
        raise errors.invalid_field("url", message, "WebhookConsumerPrototype")
    consumer = {
        "id": sandbox.new_id(),
        "url": body["url"],
        "event_types": [rules.event_name(name) for name in body["eventTypes"]],
        "disabled": bool(body.get("disabled")),
        "company_tags": body.get("companyTags") or None,
        "secret": new_secret(sandbox),
    }
    store.add_consumer(sandbox, consumer)
    return document(consumer)


@api.delete(
    f"{LIST}/{{webhookId}}",
    returns=(204, None),
    source="Platform API specification, delete-webhook-consumer",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Webhooks",),
)
def delete_webhook_consumer(sandbox: Sandbox, webhook_id: str) -> None:
    """Tell somebody nothing any more."""
    if not webhooks.forget(sandbox, webhook_id):
        raise no_consumer(webhook_id)


@api.post(
    f"{LIST}/integrationKeys/zapier",
    returns=(201, ZapierKey()),
    source="Platform API specification, rotate-zapier-key",
    evidence=SPEC,
    refuses=(401, 422, 429),
    tags=("Webhooks",),
)
def rotate_zapier_key(sandbox: Sandbox) -> Document:
    """A new key for Zapier; the one before it counts no more."""
    key = {"key": f"sk_integ_{sandbox.new_hex(32)}.us"}
    store.keep_document(sandbox, store.ZAPIER_KEY, key)
    return key


def no_consumer(consumer_id: str) -> Exception:
    """There is no such consumer."""
    source = "assumed: 404 is in the specification, its text is not"
    reason = Reason("consumer-unknown", got=consumer_id, evidence="assumed", source=source)
    text = f"No webhook consumer was found with ID {consumer_id}"
    return errors.refused(404, errors.PUBLIC, text, reason)


def new_secret(sandbox: Sandbox) -> str:
    """A secret to sign with; the API never answers it, the control API does."""
    return f"whsec_{b64encode(sandbox.random.randbytes(SECRET_BYTES)).decode()}"


def as_it_is(sandbox: Sandbox, row: Row) -> Document:
    """A consumer; one that failed for too long is disabled."""
    disabled = row["disabled"] or webhooks.has_given_up(sandbox, row)
    return document(row | {"disabled": disabled})


def document(row: Row) -> Document:
    """A consumer, without its secret."""
    return rules.absent_removed(
        {
            "id": row["id"],
            "url": row["url"],
            "eventTypes": row["event_types"],
            "disabled": row["disabled"],
            "companyTags": row["company_tags"],
        }
    )
