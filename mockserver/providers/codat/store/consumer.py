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


def find_consumer(sandbox: Sandbox, consumer_id: str) -> Row | None:
    """The consumer with this id, or None."""
    row = sandbox.row("SELECT * FROM codat_consumer WHERE id = ?", consumer_id.lower())
    return None if row is None else _consumer(row)


def count_consumers(sandbox: Sandbox) -> int:
    """How many there are."""
    return int(sandbox.value("SELECT count(*) FROM codat_consumer"))


def delete_consumer(sandbox: Sandbox, consumer_id: str) -> bool:
    """Gone; False when it was not there."""
    cursor = sandbox.connection.execute(
        "DELETE FROM codat_consumer WHERE id = ?", (consumer_id.lower(),)
    )
    return cursor.rowcount > 0


def disable_consumer(sandbox: Sandbox, consumer_id: str) -> None:
    """Send it nothing any more."""
    sandbox.connection.execute(
        "UPDATE codat_consumer SET disabled = 1 WHERE id = ?", (consumer_id,)
    )


def _consumer(row: Row) -> Row:
    tags = row["company_tags"]
    return {
        **row,
        "event_types": json.loads(row["event_types"]),
        "disabled": bool(row["disabled"]),
        "company_tags": None if tags is None else json.loads(tags),
    }
