"""One run at a time on an account: two would exceed its limits and undo each other's work."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(Exception):
    """Another run holds the lock."""


@contextmanager
def locked(base_url: str, folder: Path | None = None) -> Iterator[None]:
    """Hold this machine's lock on an API. Raises BusyError if somebody else does.

    The lock ends with its process, however that ends: a crashed run leaves none.
    """
    import fcntl  # noqa: PLC0415 - there is none on Windows, where only the mock is run

    name = hashlib.sha256(base_url.encode()).hexdigest()[:16]
    file = (folder or Path(tempfile.gettempdir())) / f"provider-contract-tests-{name}.lock"
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 100).decode() or "unknown"
            raise BusyError(
                f"another run (process {holder}) is at work on {base_url}; wait for its end"
            ) from None
        os.truncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)
