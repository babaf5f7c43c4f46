"""Exchanges as they may be kept: no credentials, pseudonyms for what is somebody's."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from contract_tests.recording.pseudonyms import Pseudonyms
from contract_tests.support.exchanges import Exchange
from contract_tests.support.redaction import HIDDEN, SECRET_NAME, redact, redact_headers

ENUMERATIONS = (
    r"(?i)(?:.*(?:status|state|type|kind|operation|currency|country|language|locale|role))"
    r"|service|scopes?|errorcode|importerrors|property|field|parameter|itemid"
)
"""Members whose one-word values are the vendor's own and may be read."""
WORD = r"[A-Za-z][A-Za-z_-]{0,39}"
TEXTS = r"(?i)messages?|errors?|error_?description|error_?message"
"""Members whose values are texts for people; their words may be read."""
LEGIBLE_HEADERS = {
    "accept", "accept-encoding", "allow", "cache-control", "connection", "content-disposition",
    "content-encoding", "content-length", "content-type", "date", "deprecation", "link",
    "location", "retry-after", "sunset", "user-agent", "www-authenticate", "x-ms-blob-type",
}  # fmt: skip
RATE = re.compile(r"x-rate-?limit-.*|ratelimit.*")

_ENUMERATION, _TEXT, _WORD = re.compile(ENUMERATIONS), re.compile(TEXTS), re.compile(WORD)


class Veil:
    """Turns exchanges into documents that may be kept; `raw` keeps values, never credentials."""

    def __init__(self, pseudonyms: Pseudonyms, *, raw: bool = False) -> None:
        self.pseudonyms = pseudonyms
        self.raw = raw

    def exchange(
        self, exchange: Exchange, base_url: str, secrets: Collection[str]
    ) -> dict[str, Any]:
        """method, address, request and response (None, with `error`) as JSON has them.

        The path is that behind `base_url`, and the origin is empty; elsewhere both are told.
        `secrets` are taken out first: a pseudonym of a part would let the rest be seen.
        """
        answer = exchange.response
        return {
            "method": exchange.method,
            **self._address(_without(exchange.url, secrets), base_url),
            "request": self._side(exchange.request_headers, exchange.request_body, secrets),
            "response": None
            if answer is None
            else {
                "status": answer.status_code,
                **self._side(answer.headers, answer.content, secrets),
            },
            "error": self.pseudonyms.message(_without(exchange.error, secrets)),
            "elapsed_ms": round(exchange.elapsed_s * 1000),
        }

    def _side(
        self, headers: Mapping[str, str], body: bytes, secrets: Collection[str]
    ) -> dict[str, Any]:
        clean = {name: _without(value, secrets) for name, value in headers.items()}
        text = body.decode("utf-8", "surrogateescape")
        left = _without(text, secrets).encode("utf-8", "surrogateescape")
        return {"headers": self._headers(clean), **self._content(headers, left)}

    def _address(self, url: str, base_url: str = "") -> dict[str, Any]:
        ours = bool(base_url) and url.startswith(f"{base_url}/")
        parts = urlsplit(url.removeprefix(base_url) if ours else url)
        path = (
            parts.path
            if self.raw
            else "/".join(map(self.pseudonyms.segment, parts.path.split("/")))
        )
        return {
            "origin": "" if ours else f"{parts.scheme}://{self._host(parts.netloc)}",
            "path": path,
            "query": self._pairs(parts.query),
        }

    def _pairs(self, query: str) -> list[list[str]]:
        pairs = parse_qsl(query, keep_blank_values=True)
        return [[name, str(self._value(name, value))] for name, value in pairs]

    def _headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        return {
            name: value if value == HIDDEN else self._header(name.lower(), value)
            for name, value in redact_headers(headers).items()
        }

    def _header(self, name: str, value: str) -> str:
        if self.raw or name in LEGIBLE_HEADERS or RATE.fullmatch(name):
            return self._url(value) if name == "location" else redact(value)
        return self.pseudonyms.text(value)

    def _content(self, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """Its JSON or its form; of everything else only how long it is."""
        kinds = [value for name, value in headers.items() if name.lower() == "content-type"]
        kind = (kinds or [""])[0].partition(";")[0].strip().lower()
        if kind == "application/x-www-form-urlencoded":
            return {"form": self._pairs(body.decode("utf-8", "replace"))}
        try:
            return {"json": self._value("", json.loads(body))} if body else {"bytes": 0}
        except (ValueError, RecursionError):
            return {"bytes": len(body)}

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {self._name(key): self._value(key, one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._value(name, one) for one in value]
        if isinstance(value, str) and value and SECRET_NAME.fullmatch(name):
            return HIDDEN
        if self.raw or isinstance(value, bool) or value is None:
            return value
        return self._text(name, value) if isinstance(value, str) else self.pseudonyms.number(value)

    def _name(self, name: str) -> str:
        """Names of members are the vendor's, unless they are ids."""
        return name if self.raw or re.search(r"\d{4}", name) is None else self.pseudonyms.text(name)

    def _text(self, name: str, value: str) -> str:
        if value.startswith(("http://", "https://")) and " " not in value:
            return self._url(value)
        if _ENUMERATION.fullmatch(name) and _WORD.fullmatch(value):
            return value
        return (
            self.pseudonyms.message(value) if _TEXT.fullmatch(name) else self.pseudonyms.text(value)
        )

    def _url(self, value: str) -> str:
        address = self._address(value)
        query = "&".join(f"{name}={text}" for name, text in address["query"])
        return f"{address['origin']}{address['path']}{'?' if query else ''}{query}"

    def _host(self, netloc: str) -> str:
        """A host, without the user before it; those that are asked may be read."""
        host = netloc.rpartition("@")[2]
        return host if self.raw else self.pseudonyms.text(host)


def _without(text: str, secrets: Collection[str]) -> str:
    """The text without the secrets, as they are and as a URL spells them."""
    spelled = {secret for one in secrets for secret in (one, quote(one, safe=""), quote_plus(one))}
    for secret in sorted(spelled, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text
