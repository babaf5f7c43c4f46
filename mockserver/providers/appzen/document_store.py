"""The uploads that were offered, and the bytes of those that came."""

from dataclasses import dataclass

from mockserver.engine.sandbox import Sandbox

TABLES = (
    """CREATE TABLE appzen_document (
        uuid TEXT PRIMARY KEY, account TEXT NOT NULL, customer TEXT NOT NULL, token TEXT NOT NULL,
        expires INTEGER NOT NULL, uploaded_at INTEGER, media_type TEXT NOT NULL DEFAULT '')""",
    "CREATE TABLE appzen_document_content (uuid TEXT PRIMARY KEY, content BLOB NOT NULL)",
)


@dataclass(frozen=True)
class Upload:
    """A URL that was handed out to a customer, and whether a file came; `expires` in ms."""

    uuid: str
    account: str
    customer: str
    token: str
    expires: int
    uploaded: bool = False
    media_type: str = ""


def offer(sandbox: Sandbox, upload: Upload) -> None:
    """Remember a URL."""
    sandbox.connection.execute(
        "INSERT INTO appzen_document (uuid, account, customer, token, expires)"
        " VALUES (?, ?, ?, ?, ?)",
        (upload.uuid, upload.account, upload.customer, upload.token, upload.expires),
    )


def find(sandbox: Sandbox, uuid: str) -> Upload | None:
    """The upload of this uuid."""
    row = sandbox.connection.execute(
        "SELECT uuid, account, customer, token, expires, uploaded_at IS NOT NULL, media_type"
        " FROM appzen_document WHERE uuid = ?",
        (uuid,),
    ).fetchone()
    return None if row is None else Upload(*row)


def keep(sandbox: Sandbox, uuid: str, media_type: str, content: bytes) -> None:
    """The file came."""
    sandbox.connection.execute(
        "UPDATE appzen_document SET uploaded_at = ?, media_type = ? WHERE uuid = ?",
        (sandbox.now, media_type, uuid),
    )
    sandbox.connection.execute("INSERT INTO appzen_document_content VALUES (?, ?)", (uuid, content))


def content(sandbox: Sandbox, uuid: str) -> tuple[str, bytes]:
    """The media type and the bytes of a file that came."""
    media_type, data = sandbox.connection.execute(
        "SELECT media_type, content FROM appzen_document NATURAL JOIN appzen_document_content"
        " WHERE uuid = ?",
        (uuid,),
    ).fetchone()
    return media_type, data
