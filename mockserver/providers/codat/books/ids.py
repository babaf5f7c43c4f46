"""Ids of what follows from a document: the same document always has the same consequences."""

import hashlib
from uuid import UUID

_FIRST_GROUP = 8


def derived(record_id: str, what: str) -> str:
    """The id of a consequence of a record.

    Of a UUID only the first group changes, so that what belongs together is seen to.
    """
    try:
        UUID(record_id)
    except ValueError:
        return str(UUID(bytes=_digest(f"{what}/{record_id}")[:16], version=4))
    changed = int(record_id[:_FIRST_GROUP], 16) ^ int.from_bytes(_digest(what)[:4])
    return f"{changed:08x}{record_id[_FIRST_GROUP:]}"


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
