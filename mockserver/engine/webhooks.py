"""Messages to the outside: an outbox, attempts with their exact bytes, retries on virtual time.

A provider emits a message inside its transaction. An attempt becomes ready when its event is due;
a courier sends it after the commit and records what came of it. Nobody needs to listen: with
`webhooks.mode` = `collect` messages are only kept.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mockserver.engine import faults, realtime
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Setting

TABLES = (
    """CREATE TABLE webhook_message (
        id INTEGER PRIMARY KEY, provider TEXT NOT NULL, event TEXT NOT NULL, subscription TEXT,
        message_id TEXT NOT NULL, url TEXT NOT NULL, body BLOB NOT NULL, headers TEXT NOT NULL,
        signer TEXT NOT NULL, secret TEXT NOT NULL, retry_ms TEXT NOT NULL,
        created INTEGER NOT NULL, state TEXT NOT NULL)""",
    """CREATE TABLE webhook_attempt (
        id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES webhook_message,
        number INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL,
        request_headers TEXT, status INTEGER, error TEXT, duration_ms INTEGER)""",
    "CREATE INDEX webhook_ready ON webhook_attempt (id) WHERE state = 'ready'",
    "CREATE INDEX webhook_attempts ON webhook_attempt (message, number)",
)

SEND, COLLECT = "send", "collect"
SETTINGS = (
    Setting(
        "webhooks.mode",
        SEND,
        "send: messages go to their targets; collect: they are only kept.",
        "a tester's choice",
        choices=(SEND, COLLECT),
    ),
    Setting(
        "webhooks.allowed_hosts",
        "",
        "Comma-separated host names beside loopback that messages may go to.",
        "a tester's choice",
    ),
)

ATTEMPT_DUE = "webhooks.attempt"
PENDING, DELIVERED, FAILED, COLLECTED, DROPPED = (
    "pending",
    "delivered",
    "failed",
    "collected",
    "dropped",
)
READY, SENT = "ready", "sent"

UNSIGNED, STANDARD = "", "standard-webhooks"
DEFAULT_REORDER_MS = 1000


@dataclass(frozen=True)
class Message:
    """What a provider wants to tell a subscriber.

    `retry_ms` are the waits before the second, third, … attempt, in virtual ms. `signer` is
    `standard-webhooks` (then `secret` is `whsec_…`) or empty.
    """

    provider: str
    event: str
    url: str
    body: bytes
    subscription: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    signer: str = UNSIGNED
    secret: str = ""
    retry_ms: tuple[int, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """One ready attempt, as the courier sends it."""

    id: int
    message: int
    url: str
    body: bytes
    headers: Mapping[str, str]
    allowed_hosts: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt: an HTTP status, or why there is none."""

    status: int | None = None
    error: str = ""
    duration_ms: int = 0

    @property
    def delivered(self) -> bool:
        """Any 2xx counts."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004


def emit(sandbox: Sandbox, message: Message) -> int:
    """Put a message into the outbox; returns its number. Webhook faults strike here."""
    hit = faults.take(sandbox, faults.WEBHOOK_KINDS, message.provider, operation=message.event)
    if faults.DROP in hit:
        return _keep(sandbox, message, DROPPED)
    if sandbox.setting("webhooks.mode") == COLLECT:
        return _keep(sandbox, message, COLLECTED)
    number = _keep(sandbox, message, PENDING)
    late = hit.get(faults.REORDER)
    wait_ms = 0 if late is None else late.value or DEFAULT_REORDER_MS
    sandbox.schedule(ATTEMPT_DUE, wait_ms, message=number)
    if faults.DUPLICATE in hit:
        sandbox.schedule(ATTEMPT_DUE, wait_ms, message=number)
    return number


def attempt_due(sandbox: Sandbox, payload: Mapping[str, Any]) -> None:
    """The event: one attempt of a message becomes ready to be sent."""
    sandbox.connection.execute(
        "INSERT INTO webhook_attempt (message, number, at, state)"
        " SELECT ?1, 1 + count(*), ?2, ?3 FROM webhook_attempt WHERE message = ?1",
        (payload["message"], sandbox.now, READY),
    )


def resend(sandbox: Sandbox, number: int) -> bool:
    """Send a message once more, now; False when there is none of this number."""
    if sandbox.value("SELECT 1 FROM webhook_message WHERE id = ?", number) is None:
        return False
    sandbox.connection.execute(
        "UPDATE webhook_message SET state = ? WHERE id = ?", (PENDING, number)
    )
    sandbox.schedule(ATTEMPT_DUE, 0, message=number)
    return True


def withdraw(sandbox: Sandbox, provider: str, subscription: str) -> None:
    """A subscriber is gone: what is still to be tried for it will not be."""
    messages = (
        "SELECT id FROM webhook_message WHERE provider = ?1 AND subscription = ?2 AND state = ?3"
    )
    wanted = (provider, subscription, PENDING)
    sandbox.connection.execute(
        f"DELETE FROM event WHERE state = 'queued' AND kind = ?4"  # noqa: S608 - our own text
        f" AND payload ->> 'message' IN ({messages})",
        (*wanted, ATTEMPT_DUE),
    )
    sandbox.connection.execute(
        "UPDATE webhook_message SET state = ?4"
        " WHERE provider = ?1 AND subscription = ?2 AND state = ?3",
        (*wanted, DROPPED),
    )


def take_ready(sandbox: Sandbox) -> Attempt | None:
    """The oldest ready attempt, signed now and marked as sent; None when nothing is ready."""
    row = sandbox.row(
        "SELECT attempt.id AS attempt, message.* FROM webhook_attempt AS attempt"
        " JOIN webhook_message AS message ON message.id = attempt.message"
        " WHERE attempt.state = 'ready' ORDER BY attempt.id LIMIT 1"
    )
    if row is None:
        return None
    headers = {**json.loads(row["headers"]), **_signature(row)}
    sandbox.connection.execute(
        "UPDATE webhook_attempt SET state = ?, request_headers = ? WHERE id = ?",
        (SENT, json.dumps(headers), row["attempt"]),
    )
    hosts = sandbox.setting("webhooks.allowed_hosts").split(",")
    allowed = frozenset(host.strip().lower() for host in hosts if host.strip())
    return Attempt(row["attempt"], row["id"], row["url"], row["body"], headers, allowed)


def record(sandbox: Sandbox, attempt: Attempt, outcome: Outcome) -> None:
    """Write down what came of an attempt, and plan the next one if it failed."""
    sandbox.connection.execute(
        "UPDATE webhook_attempt SET status = ?, error = ?, duration_ms = ? WHERE id = ?",
        (outcome.status, outcome.error or None, outcome.duration_ms, attempt.id),
    )
    sandbox.tally.webhooks["delivered" if outcome.delivered else "failed"] += 1
    state = DELIVERED
    if not outcome.delivered:
        state = PENDING if _plan_retry(sandbox, attempt.message) else FAILED
    sandbox.connection.execute(
        "UPDATE webhook_message SET state = ? WHERE id = ?", (state, attempt.message)
    )


def recover(sandbox: Sandbox) -> None:
    """After a restart: an attempt that nobody recorded has failed, and is repeated in its turn."""
    lost = sandbox.rows(
        "SELECT attempt.id AS attempt, message.* FROM webhook_attempt AS attempt"
        " JOIN webhook_message AS message ON message.id = attempt.message"
        " WHERE attempt.state = ? AND attempt.status IS NULL AND attempt.error IS NULL",
        SENT,
    )
    for row in lost:
        attempt = Attempt(row["attempt"], row["id"], row["url"], row["body"], {}, frozenset())
        record(sandbox, attempt, Outcome(error="the server stopped while this was on its way"))


def has_any(sandbox: Sandbox) -> bool:
    """Whether this world ever had something for the courier."""
    return sandbox.value("SELECT 1 FROM webhook_attempt LIMIT 1") is not None


def has_ready(sandbox: Sandbox) -> bool:
    """Whether something waits for the courier."""
    return sandbox.value("SELECT 1 FROM webhook_attempt WHERE state = 'ready' LIMIT 1") is not None


def listed(sandbox: Sandbox, *, limit: int = 100, **wanted: Any) -> list[dict[str, Any]]:
    """Messages with their attempts, newest first; `wanted` may hold provider, event and state."""
    found = {column: value for column, value in wanted.items() if value is not None}
    where = " AND ".join(f"{column} = ?" for column in found) or "1"
    rows = sandbox.rows(
        f"SELECT * FROM webhook_message WHERE {where} ORDER BY id DESC LIMIT ?",  # noqa: S608 - columns are keywords of this module's callers
        *found.values(),
        limit,
    )
    return [_shown(sandbox, row) for row in rows]


def find(sandbox: Sandbox, number: int) -> dict[str, Any] | None:
    """One message with its attempts, or None."""
    row = sandbox.row("SELECT * FROM webhook_message WHERE id = ?", number)
    return None if row is None else _shown(sandbox, row)


def standard_signature(secret: str, message_id: str, timestamp_s: int, body: bytes) -> str:
    """`v1,<base64>` of the Standard Webhooks specification; `secret` is `whsec_<base64>`."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b"%s.%d.%s" % (message_id.encode(), timestamp_s, body)
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def _keep(sandbox: Sandbox, message: Message, state: str) -> int:
    cursor = sandbox.connection.execute(
        "INSERT INTO webhook_message (provider, event, subscription, message_id, url, body,"
        " headers, signer, secret, retry_ms, created, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            message.provider,
            message.event,
            message.subscription,
            f"msg_{sandbox.new_hex(27)}",
            message.url,
            message.body,
            json.dumps({"Content-Type": "application/json", **message.headers}),
            message.signer,
            message.secret,
            json.dumps(message.retry_ms),
            sandbox.now,
            state,
        ),
    )
    return int(cursor.lastrowid or 0)


def _signature(row: Mapping[str, Any]) -> dict[str, str]:
    """Signed with wall time: verifiers refuse stamps that are older than a few minutes."""
    if row["signer"] != STANDARD:
        return {}
    timestamp_s = realtime.wall_ms() // 1000
    return {
        "webhook-id": row["message_id"],
        "webhook-timestamp": str(timestamp_s),
        "webhook-signature": standard_signature(
            row["secret"], row["message_id"], timestamp_s, row["body"]
        ),
    }


def _plan_retry(sandbox: Sandbox, message: int) -> bool:
    tried = sandbox.value("SELECT count(*) FROM webhook_attempt WHERE message = ?", message)
    waits = json.loads(sandbox.value("SELECT retry_ms FROM webhook_message WHERE id = ?", message))
    if tried > len(waits):
        return False
    sandbox.schedule(ATTEMPT_DUE, waits[tried - 1], message=message)
    return True


def _shown(sandbox: Sandbox, row: dict[str, Any]) -> dict[str, Any]:
    attempts = sandbox.rows(
        "SELECT number, at, state, request_headers, status, error, duration_ms"
        " FROM webhook_attempt WHERE message = ? ORDER BY number",
        row["id"],
    )
    for attempt in attempts:
        attempt["request_headers"] = json.loads(attempt["request_headers"] or "null")
    return {
        **{name: row[name] for name in ("id", "provider", "event", "subscription", "message_id")},
        **{name: row[name] for name in ("url", "created", "state")},
        "headers": json.loads(row["headers"]),
        "body": row["body"].decode("utf-8", "replace"),
        "retry_ms": json.loads(row["retry_ms"]),
        "attempts": attempts,
    }
