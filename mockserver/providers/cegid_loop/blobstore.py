"""Deposited files, kept in parts that end at a line end, so that none has to be read at once."""

import re
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import lines

PART_BYTES = 262_144
_WINDOWS = re.compile(rb"[\x80-\x9f]")

TABLES = (
    """CREATE TABLE cegid_loop_blob (
        id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, put_at INTEGER NOT NULL,
        etag TEXT NOT NULL, content_type TEXT NOT NULL, encoding TEXT NOT NULL,
        size INTEGER NOT NULL, md5 TEXT NOT NULL, parts INTEGER NOT NULL)""",
    "CREATE INDEX cegid_loop_blob_path ON cegid_loop_blob (path, id)",
    """CREATE TABLE cegid_loop_blob_part (
        blob INTEGER NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (blob, number))""",
)


def put(sandbox: Sandbox, blob: dict[str, Any], content: bytes) -> None:
    """Keep a file; an earlier one of that path stays only for imports that still read it."""
    parts = split(content)
    cursor = sandbox.connection.execute(
        "INSERT INTO cegid_loop_blob"
        " (path, put_at, etag, content_type, encoding, size, md5, parts) VALUES"
        " (:path, :put_at, :etag, :content_type, :encoding, :size, :md5, :parts)",
        {
            **blob,
            "put_at": sandbox.now,
            "encoding": encoding_of(parts),
            "size": len(content),
            "parts": len(parts),
        },
    )
    sandbox.connection.executemany(
        "INSERT INTO cegid_loop_blob_part VALUES (?, ?, ?)",
        ((cursor.lastrowid, number, part) for number, part in enumerate(parts)),
    )
    _drop_older(sandbox, blob["path"], int(cursor.lastrowid or 0))


def put_inline(sandbox: Sandbox, path: str, content: bytes) -> None:
    """Keep what nobody uploaded: entries of a request, or a file from outside."""
    put(sandbox, {"path": path, "etag": "", "content_type": "", "md5": ""}, content)


def find(sandbox: Sandbox, path: str) -> dict[str, Any] | None:
    """The facts about the newest file at `<guid>/<name>`, without its content."""
    return sandbox.row(
        "SELECT * FROM cegid_loop_blob WHERE path = ? ORDER BY id DESC LIMIT 1", path
    )


def content(sandbox: Sandbox, blob: int) -> bytes:
    """The whole file."""
    rows = sandbox.connection.execute(
        "SELECT data FROM cegid_loop_blob_part WHERE blob = ? ORDER BY number", (blob,)
    )
    return b"".join(data for (data,) in rows)


def text_of_part(sandbox: Sandbox, blob: int, number: int) -> str:
    """One part, decoded, its lines ended by line feeds; a byte order mark is gone."""
    row = sandbox.row(
        "SELECT part.data, blob.encoding FROM cegid_loop_blob_part AS part"
        " JOIN cegid_loop_blob AS blob ON blob.id = part.blob WHERE blob = ? AND number = ?",
        blob,
        number,
    )
    if row is None:
        return ""
    text: str = row["data"].decode(row["encoding"], "replace")
    return lines.unified(text.removeprefix("\ufeff"))


def split(content: bytes) -> list[bytes]:
    """Parts of at least PART_BYTES, each but the last ending with a line feed."""
    parts, start = [], 0
    while start < len(content):
        end = content.find(b"\n", start + PART_BYTES - 1) + 1 or len(content)
        parts.append(content[start:end])
        start = end
    return parts


def encoding_of(parts: list[bytes]) -> str:
    """UTF-8 when all of it is, else the encodings of French files of the law and of Windows.

    ISO 8859-15 has control characters where Windows-1252 has quotes and dashes.
    """
    try:
        for part in parts:
            part.decode()
    except UnicodeDecodeError:
        windows = any(_WINDOWS.search(part) for part in parts)
        return "cp1252" if windows else "iso-8859-15"
    return "utf-8"


def _drop_older(sandbox: Sandbox, path: str, newest: int) -> None:
    older = sandbox.rows(
        "SELECT id FROM cegid_loop_blob WHERE path = ? AND id < ? AND NOT EXISTS"
        " (SELECT 1 FROM event WHERE state = 'queued' AND kind = 'cegid_loop.read'"
        " AND payload ->> 'blob' = cegid_loop_blob.id)",
        path,
        newest,
    )
    for row in older:
        sandbox.connection.execute("DELETE FROM cegid_loop_blob_part WHERE blob = ?", (row["id"],))
        sandbox.connection.execute("DELETE FROM cegid_loop_blob WHERE id = ?", (row["id"],))
