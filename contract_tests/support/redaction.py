"""Keeps credentials out of everything that is printed or written down."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping

HIDDEN = "[redacted]"

CREDENTIAL_HEADERS = {
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
    "x-apikey",
    "api-key",
    "customer-id",
    "customer-key",
    "ocp-apim-subscription-key",
}

_SECRET_MEMBER = re.compile(
    r"""(?ix)
    (\b(?:client_secret|access_token|refresh_token|id_token|password|api_?key|subscription-key|sig)
     ["']? \s* [=:] \s* ["']?)
    [^"'&\s,}]+"""
)
SECRET_NAME = re.compile(
    r"(?i).*(?:secret|password|passwd|access_?token|refresh_?token|id_?token|api_?key"
    r"|subscription-key|customer_?key|authorization)|token|sig|signature|code_verifier"
)
SHORTEST_SECRET = 6


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without the secrets and without the values of members that name one."""
    for secret in sorted(set(secrets), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _SECRET_MEMBER.sub(rf"\g<1>{HIDDEN}", text)


def redact_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers as they may be shown."""
    return {
        name: HIDDEN if name.lower() in CREDENTIAL_HEADERS else value
        for name, value in headers.items()
    }


def secrets_in(headers: Mapping[str, str]) -> set[str]:
    """Every text in these headers that an answer must not be shown to echo."""
    values = [value for name, value in headers.items() if name.lower() in CREDENTIAL_HEADERS]
    parts = {part for value in values for part in [value, *re.split(r"[\s:]", value)]}
    decoded = {
        part for one in parts for text in [_decoded(one)] for part in [text, *text.split(":")]
    }
    return {part for part in parts | decoded if len(part) >= SHORTEST_SECRET}


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
