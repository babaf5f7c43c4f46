"""Reading credentials out of request headers; whether they are good is the provider's business."""

import base64
import binascii
from collections.abc import Iterable, Iterator
from typing import Any


def texts(environ: dict[str, Any], headers: Iterable[str]) -> Iterator[str]:
    """The places of a request where a credential may carry the name of its sandbox."""
    for name in map(key_of, headers):
        if name in environ:
            yield environ[name]
    if "mock_" in environ.get("QUERY_STRING", ""):
        yield environ["QUERY_STRING"]


def key_of(header: str) -> str:
    """The name of a request header in a WSGI environment."""
    return f"HTTP_{header.upper().replace('-', '_')}"


def bearer(header: str | None) -> str | None:
    """The token of `Authorization: Bearer <token>`, or None."""
    scheme, _, token = (header or "").strip().partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and token else None


def basic(header: str | None) -> str | None:
    """The decoded text of `Authorization: Basic <base64>`, or None when there is none."""
    scheme, _, encoded = (header or "").strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
