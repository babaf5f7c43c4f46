"""What lies in a folder of sandboxes: whole worlds, what a kill left half done, foreign files."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from mockserver.engine import realtime, tables

try:
    import fcntl
except ImportError:  # Windows has no advisory locks; two servers on one folder are on their own
    fcntl = None  # type: ignore[assignment]

APPLICATION_ID = 0x6D6F636B  # "mock", so that a file can be told from any other SQLite file
MAGIC = b"SQLite format 3\x00"
WORLD, DRAFT, IMAGE = ".sqlite", ".draft", ".image"
MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a private folder in it
LOG_SUFFIXES = ("-wal", "-shm")
_TEMPORARY = "provider-mockserver-"
_NEWBORN_MS = 60_000  # a server that starts beside us may not have claimed its folder yet
_ADVICE = "restore a snapshot, or delete it and import an export"
# Source: https://www.sqlite.org/fileformat.html, "The Database Header"
_HEADER_BYTES, _VERSION_AT, _IDENTITY_AT = 100, slice(60, 64), slice(68, 72)
_MARKS = tables.SCHEMA_VERSION.to_bytes(4) + APPLICATION_ID.to_bytes(4)


class UnusableSandboxError(RuntimeError):
    """A file of the folder is damaged, foreign, or of another generation; it is left as it is."""


class FolderInUseError(RuntimeError):
    """Another server has this folder."""


def claim(folder: Path) -> int:
    """Keep other servers out of a folder while the returned handle is open; a kill releases it.

    Raises FolderInUseError, and OSError when the folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        return os.open(os.devnull, os.O_RDONLY)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise FolderInUseError(
            f"another server uses {folder}; end it, or take another folder"
        ) from None
    return handle


def temporary_folder() -> Path:
    """A new folder in memory where there is some; those of killed servers are cleared away."""
    parent = MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())
    newborn_ms = realtime.wall_ms() - _NEWBORN_MS
    for left in parent.glob(f"{_TEMPORARY}*"):
        with contextlib.suppress(FolderInUseError, OSError):
            if left.stat().st_mtime * 1000 < newborn_ms:
                handle = claim(left)
                shutil.rmtree(left, ignore_errors=True)
                os.close(handle)
    return Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=parent))


def sweep(folder: Path) -> None:
    """Clear away what a kill left half done: drafts, and what belonged to a deleted sandbox."""
    for draft in folder.glob(f"*{DRAFT}*"):
        draft.unlink(missing_ok=True)
    for image in folder.glob(f"*@*{IMAGE}"):
        if not (folder / f"{image.stem.partition('@')[0]}{WORLD}").exists():
            image.unlink(missing_ok=True)
    for suffix in LOG_SUFFIXES:
        for log in folder.glob(f"*{WORLD}{suffix}"):
            if not log.with_name(log.name.removesuffix(suffix)).exists():
                log.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """A database file and its logs; the file first, so that there is never half a world."""
    path.unlink(missing_ok=True)
    for suffix in LOG_SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def check(path: Path) -> None:
    """Refuse to open what is not a world of ours, without changing it. Raises UnusableSandboxError.

    The marks are read through SQLite, because those of a young file may be in its log only.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header.startswith(MAGIC):
        raise UnusableSandboxError(f"{path} is not a SQLite file (any more); {_ADVICE}")
    if header[_VERSION_AT] + header[_IDENTITY_AT] == _MARKS:
        return
    connection = sqlite3.connect(path)
    try:
        identity = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise unusable(path, error) from None
    finally:
        connection.close()
    if identity != APPLICATION_ID:
        raise UnusableSandboxError(f"{path} was not written by this program; move it away")
    if version != tables.SCHEMA_VERSION:
        raise UnusableSandboxError(
            f"{path} has schema version {version}, this program reads"
            f" {tables.SCHEMA_VERSION}; move the file away or use the version that wrote it"
        )


def unusable(path: Path, error: Exception) -> UnusableSandboxError:
    """Why a file cannot be opened, for a person."""
    return UnusableSandboxError(f"{path} is damaged ({error}); {_ADVICE}")
