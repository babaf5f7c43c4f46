"""Files that were attached to records, as a world keeps them."""

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_attachment (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        connection_id TEXT NOT NULL REFERENCES codat_connection (id) ON DELETE CASCADE,
        data_type TEXT NOT NULL, record_id TEXT NOT NULL, name TEXT NOT NULL,
        content_type TEXT NOT NULL, created INTEGER NOT NULL, content BLOB NOT NULL)""",
    """CREATE INDEX codat_attachment_of_record
        ON codat_attachment (connection_id, data_type, record_id)""",
)


def add_attachment(sandbox: Sandbox, attachment: Row) -> None:
    """Keep a file; `created` are ticks, `content` bytes."""
    sandbox.connection.execute(
        "INSERT INTO codat_attachment (id, connection_id, data_type, record_id, name,"
        " content_type, created, content) VALUES (:id, :connection_id, :data_type, :record_id,"
        " :name, :content_type, :created, :content)",
        attachment,
    )


def attachments_of(
    sandbox: Sandbox, connection_id: str, data_type: str, record_id: str
) -> list[Row]:
    """The files of a record, oldest first; `size` stands for their contents."""
    return sandbox.rows(
        "SELECT id, name, content_type, created, length(content) AS size FROM codat_attachment"
        " WHERE connection_id = ? AND data_type = ? AND record_id = ? ORDER BY number",
        connection_id,
        data_type,
        record_id,
    )


def attachment_content(sandbox: Sandbox, attachment_id: str) -> bytes | None:
    """The bytes of a file, or None."""
    content: bytes | None = sandbox.value(
        "SELECT content FROM codat_attachment WHERE id = ?", attachment_id
    )
    return content


def delete_attachment(sandbox: Sandbox, attachment_id: str) -> bool:
    """Take a file away; False when there is none."""
    cursor = sandbox.connection.execute(
        "DELETE FROM codat_attachment WHERE id = ?", (attachment_id,)
    )
    return cursor.rowcount > 0
