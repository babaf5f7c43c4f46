"""Settings of the account, as documents with a name; answers that are given again."""

import json
from typing import Any

from mockserver.engine.sandbox import Sandbox

TABLES = (
    "CREATE TABLE codat_document (name TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE codat_replay (
        scope TEXT PRIMARY KEY, at INTEGER NOT NULL, request TEXT NOT NULL,
        status INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX codat_replay_age ON codat_replay (at)",
)


PROFILE = "profile"
CLIENT_SYNC_SETTINGS = "sync-settings"
CORS = "cors"
ZAPIER_KEY = "zapier-key"


def sync_settings_of(company_id: str) -> str:
    """The name of the document with the sync settings of one company."""
    return f"sync-settings/{company_id}"


def custom_records_of(connection_id: str, identifier: str) -> str:
    """The name of the document with the records of a custom data type of one connection."""
    return f"custom-records/{connection_id}/{identifier}"


def find_document(sandbox: Sandbox, name: str) -> dict[str, Any] | None:
    """A settings document of the account, or None."""
    body = sandbox.value("SELECT body FROM codat_document WHERE name = ?", name)
    document: dict[str, Any] | None = None if body is None else json.loads(body)
    return document


def keep_document(sandbox: Sandbox, name: str, document: dict[str, Any]) -> None:
    """Write a settings document of the account."""
    sandbox.connection.execute(
        "INSERT OR REPLACE INTO codat_document VALUES (?, ?)", (name, json.dumps(document))
    )


def forget_document(sandbox: Sandbox, name: str) -> None:
    """Take a settings document away."""
    sandbox.connection.execute("DELETE FROM codat_document WHERE name = ?", (name,))


def used_codes(sandbox: Sandbox, company_id: str) -> list[str]:
    """The one-time codes of a company that were used."""
    kept = find_document(sandbox, f"otp/{company_id}")
    return list(kept["used"]) if kept else []


def use_code(sandbox: Sandbox, company_id: str, code: str) -> None:
    """Remember that a one-time code was used."""
    used = [*used_codes(sandbox, company_id), code]
    keep_document(sandbox, f"otp/{company_id}", {"used": used})
