"""Webhook consumers, as a world keeps them."""

import json

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_consumer (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT NOT NULL,
        event_types TEXT NOT NULL, disabled INTEGER NOT NULL, company_tags TEXT,
        secret TEXT NOT NULL)""",
)


def add_consumer(sandbox: Sandbox, consumer: Row) -> None:
    """Keep a new consumer; `event_types` is a list, `company_tags` a list or None."""
    tags = consumer["company_tags"]
    sandbox.connection.execute(
        "INSERT INTO codat_consumer (id, url, event_types, disabled, company_tags, secret)"
        " VALUES (:id, :url, :event_types, :disabled, :company_tags, :secret)",
        {
            **consumer,
            "event_types": json.dumps(consumer["event_types"]),
            "company_tags": None if tags is None else json.dumps(tags),
        },
    )


def consumers(sandbox: Sandbox) -> list[Row]:
    """All consumers, oldest first."""
    rows = sandbox.rows("SELECT * FROM codat_consumer ORDER BY number")
    return [_consumer(row) for row in rows]


def failing_ms(sandbox: Sandbox, consumer_id: str) -> int:
    """How long a consumer has taken nothing: from its first failed attempt to its last."""
    return int(
        sandbox.value(
            "SELECT coalesce(max(attempt.at) - min(attempt.at), 0)"
            " FROM webhook_attempt AS attempt"
            " JOIN webhook_message AS message ON message.id = attempt.message"
            " WHERE message.provider = 'codat' AND message.subscription = ?1"
            " AND (attempt.status IS NOT NULL OR attempt.error IS NOT NULL)"
            " AND attempt.id > (SELECT coalesce(max(good.id), 0) FROM webhook_attempt AS good"
            "   JOIN webhook_message AS told ON told.id = good.message"
            "   WHERE told.provider = 'codat' AND told.subscription = ?1"
            "   AND good.status BETWEEN 200 AND 299)",
            consumer_id,
        )
    )


def count_consumers(sandbox: Sandbox) -> int:
    """How many there are."""
    return int(sandbox.value("SELECT count(*) FROM codat_consumer"))


def delete_consumer(sandbox: Sandbox, consumer_id: str) -> bool:
    """Gone; False when it was not there."""
    cursor = sandbox.connection.execute(
        "DELETE FROM codat_consumer WHERE id = ?", (consumer_id.lower(),)
    )
    return cursor.rowcount > 0


def _consumer(row: Row) -> Row:
    tags = row["company_tags"]
    return {
        **row,
        "event_types": json.loads(row["event_types"]),
        "disabled": bool(row["disabled"]),
        "company_tags": None if tags is None else json.loads(tags),
    }
