"""Files that wait until the push that brought them has ended."""

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_upload (
        push_id TEXT PRIMARY KEY REFERENCES codat_push (id) ON DELETE CASCADE,
        name TEXT NOT NULL, content_type TEXT NOT NULL, content BLOB NOT NULL)""",
)


def keep_upload(sandbox: Sandbox, push_id: str, upload: Row) -> None:
    """Keep a file: name, content_type, content."""
    sandbox.connection.execute(
        "INSERT INTO codat_upload VALUES (?, ?, ?, ?)",
        (push_id, upload["name"], upload["content_type"], upload["content"]),
    )


def take_upload(sandbox: Sandbox, push_id: str) -> Row | None:
    """The file of a push, which is then no longer kept; or None."""
    row = sandbox.row(
        "SELECT name, content_type, content FROM codat_upload WHERE push_id = ?", push_id
    )
    sandbox.connection.execute("DELETE FROM codat_upload WHERE push_id = ?", (push_id,))
    return row
