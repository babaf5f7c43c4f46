"""What the disk under the sandboxes refuses – full, read-only, broken – told from our own bugs."""

import errno
import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """Why a request could not be kept: an HTTP status, a code, and what to do about it."""

    status: int
    code: str
    message: str


_FULL = Failure(
    507, "disk-full", "the disk of the sandboxes is full; nothing was kept, free some space"
)
_READ_ONLY = Failure(
    507, "disk-read-only", "the folder of the sandboxes cannot be written; nothing was kept"
)
_BROKEN = Failure(503, "disk-error", "the disk of the sandboxes fails; nothing was kept")
_DAMAGED = Failure(
    503,
    "damaged-sandbox",
    "the file of this sandbox is damaged; restore a snapshot, or delete it and import an export",
)
_BUSY = Failure(
    503, "busy-sandbox", "another program holds the file of this sandbox; nothing was kept"
)
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _BROKEN,
    sqlite3.SQLITE_IOERR: _BROKEN,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}
_OF_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EIO: _BROKEN,
    errno.ENOENT: _BROKEN,
    errno.EMFILE: _BROKEN,
    errno.ENFILE: _BROKEN,
}
_PRIMARY = 0xFF  # Source: https://www.sqlite.org/rescode.html, extended result codes


def failure(error: BaseException) -> Failure | None:
    """What the disk has to do with an error; None for every other error."""
    if isinstance(error, sqlite3.Error):
        return _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
    if isinstance(error, OSError):
        return _OF_SYSTEM.get(error.errno or 0)
    return None
