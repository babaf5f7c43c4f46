"""Shared access signatures: who may do what with one file of the storage, and until when."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from mockserver.engine.clock import isoformat, parse_instant

ACCOUNT = "looptestcabinetrdd"
HOST = f"{ACCOUNT}.blob.core.windows.net"
CONTAINER = "/api-import-ecritures-dev/"
VERSION = "2020-08-04"
READ, WRITE = "r", "w"
_SECOND_MS = 1000


@dataclass(frozen=True)
class Key:
    """The storage key of a world; the name keeps the signatures of two worlds apart."""

    sandbox: str
    secret: str


@dataclass(frozen=True)
class Denial:
    """Why a signature opens nothing: `code` as Azure names it."""

    code: str
    detail: str


def query(key: Key, path: str, permissions: str, now_ms: int, validity_ms: int) -> str:
    """The query that lets its bearer work with `<guid>/<name>` from now on, for so long.

    The start is rounded down and the end up to whole seconds.
    """
    grant = {
        "sv": VERSION,
        "st": isoformat(now_ms - now_ms % _SECOND_MS),
        "se": isoformat(-(-(now_ms + validity_ms) // _SECOND_MS) * _SECOND_MS),
        "sr": "b",
        "sp": permissions,
    }
    return urlencode({**grant, "sig": _sign(key, path, grant)})


def address(path: str) -> str:
    """The path of a URL for `<guid>/<name>`."""
    return CONTAINER + quote(path, safe="/")


def parse(url: str) -> tuple[str, dict[str, str]] | None:
    """`<guid>/<name>` and the grant of a URL into the storage, under whatever host it is served.

    None for the URL of another place. Raises ValueError when it is not a URL.
    """
    parts = urlsplit(url)
    _, container, path = parts.path.partition(CONTAINER)
    if not container and parts.hostname != HOST:
        return None
    return unquote(path), dict(parse_qsl(parts.query, keep_blank_values=True))


def check(
    key: Key, path: str, grant: Mapping[str, str], now_ms: int, wanted: str = ""
) -> Denial | None:
    """What is wrong with the grant of a request; `wanted` is READ, WRITE or anything goes."""
    expected = _sign(key, path, grant)
    given = grant.get("sig", "").replace(" ", "+")
    if not hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace")):
        return Denial(
            "AuthenticationFailed",
            f"Signature did not match. String to sign used was {_text(path, grant)}",
        )
    start, end = parse_instant(grant["st"]), parse_instant(grant["se"])
    if not start <= now_ms < end:
        return Denial(
            "AuthenticationFailed",
            "Signature not valid in the specified time frame:"
            f" Start [{grant['st']}] - Expiry [{grant['se']}] - Current [{isoformat(now_ms)}]",
        )
    if wanted and not set(wanted) & set(grant["sp"]):
        return Denial("AuthorizationPermissionMismatch", "")
    return None


def _sign(key: Key, path: str, grant: Mapping[str, str]) -> str:
    text = f"{key.sandbox}\n{_text(path, grant)}"
    digest = hmac.new(key.secret.encode(), text.encode("utf-8", "replace"), hashlib.sha256)
    return base64.b64encode(digest.digest()).decode()


def _text(path: str, grant: Mapping[str, str]) -> str:
    resource = f"/blob/{ACCOUNT}{CONTAINER}{path}"
    parts = [grant.get(name, "") for name in ("sp", "st", "se", "sv", "sr")]
    return "\n".join([resource, *parts])
