"""Who may call: the secrets that a sandbox has given out.

The text of a credential carries the name of its sandbox (`mock_<sandbox>_<secret>`), so that an
unmodified client is led to its world by the credential alone.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mockserver.engine import realtime
from mockserver.engine.sandbox import Sandbox

DEFAULT_SANDBOX = "default"
_MARK = re.compile(r"mock_([a-z0-9][a-z0-9-]{0,62})_[A-Za-z0-9-]")
_PRINTABLE = re.compile(r"[\x20-\x7e]+")


@dataclass(frozen=True)
class Credential:
    """A secret text, what kind of secret it is, and what it stands for."""

    provider: str
    kind: str
    text: str
    data: dict[str, Any]


def new_text(sandbox: Sandbox, fixed: str) -> str:
    """A text for a new credential: `fixed` as the secret of the default sandbox, else random."""
    secret = fixed if sandbox.name == DEFAULT_SANDBOX else realtime.random_token()
    return f"mock_{sandbox.name}_{secret}"


def issue(sandbox: Sandbox, provider: str, kind: str, text: str, **data: Any) -> Credential:
    """Give out a credential; one with the same text is replaced."""
    sandbox.connection.execute(
        "INSERT OR REPLACE INTO credential (provider, kind, text, data) VALUES (?, ?, ?, ?)",
        (provider, kind, text, json.dumps(data)),
    )
    return Credential(provider, kind, text, data)


def ensure(sandbox: Sandbox, provider: str, kind: str, fixed: str, **data: Any) -> Credential:
    """The credential of this kind that the world is born with; issued once, it survives resets.

    Call it in a provider's seed. `fixed` is its secret in the sandbox `default`.
    """
    if sandbox.value(
        "SELECT 1 FROM credential WHERE provider = ? AND kind = ? AND data ->> 'born'",
        provider,
        kind,
    ):
        return first(sandbox, provider, kind)
    return issue(sandbox, provider, kind, new_text(sandbox, fixed), born=True, **data)


def find(sandbox: Sandbox, provider: str, kind: str, text: str) -> Credential | None:
    """The credential with exactly this text, or None."""
    data = sandbox.value(
        "SELECT data FROM credential WHERE provider = ? AND kind = ? AND text = ?",
        provider,
        kind,
        text,
    )
    return None if data is None else Credential(provider, kind, text, json.loads(data))


def first(sandbox: Sandbox, provider: str, kind: str) -> Credential:
    """The credential of this kind that the world was born with. Raises LookupError."""
    row = sandbox.row(
        "SELECT text, data FROM credential WHERE provider = ? AND kind = ?"
        " ORDER BY data ->> 'born' IS NULL, text LIMIT 1",
        provider,
        kind,
    )
    if row is None:
        raise LookupError(f"sandbox {sandbox.name} has no {kind} of {provider}")
    return Credential(provider, kind, row["text"], json.loads(row["data"]))


def revoke(sandbox: Sandbox, provider: str, kind: str, text: str) -> bool:
    """Take a credential back; False when it was not there."""
    cursor = sandbox.connection.execute(
        "DELETE FROM credential WHERE provider = ? AND kind = ? AND text = ?",
        (provider, kind, text),
    )
    return cursor.rowcount > 0


def sandbox_named_in(texts: Iterable[str]) -> str | None:
    """The sandbox whose name the first of these values carries: plain, in base64, or in a JWT."""
    for text in texts:
        for candidate in _readings(text):
            if mark := _MARK.search(candidate):
                return mark[1]
    return None


def _readings(text: str) -> Iterator[str]:
    """The text itself, and what its last word says in base64: as a whole, or part by part (JWT)."""
    yield text
    for part in text.rpartition(" ")[2].split("."):
        encoded = part.replace("-", "+").replace("_", "/")
        try:
            decoded = base64.b64decode(encoded + "=" * (-len(part) % 4), validate=True)
            readable = decoded.decode("ascii")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
        if _PRINTABLE.fullmatch(readable):
            yield readable
