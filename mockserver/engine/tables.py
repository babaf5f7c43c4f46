"""The engine's own tables in every sandbox file."""

from mockserver.engine import errands, faults, quotas, webhooks

SCHEMA_VERSION = 2

TABLES = (
    "CREATE TABLE world (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE credential (
        provider TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL,
        PRIMARY KEY (provider, kind, text)) WITHOUT ROWID""",
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, due INTEGER NOT NULL, payload TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'queued', ran_at INTEGER, error TEXT)""",
    "CREATE INDEX event_due ON event (due, id) WHERE state = 'queued'",
    """CREATE TABLE journal (
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, provider TEXT NOT NULL, operation TEXT,
        method TEXT NOT NULL, path TEXT NOT NULL, query TEXT NOT NULL, status INTEGER NOT NULL,
        origin TEXT NOT NULL, duration_us INTEGER NOT NULL, reason TEXT,
        request_headers TEXT NOT NULL, request_body BLOB, request_size INTEGER NOT NULL,
        response_headers TEXT NOT NULL, response_body BLOB, response_size INTEGER NOT NULL)""",
    *errands.TABLES,
    *quotas.TABLES,
    *faults.TABLES,
    *webhooks.TABLES,
)
