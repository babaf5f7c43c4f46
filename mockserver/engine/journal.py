"""What was asked, what was answered, and why: one row a request, redacted and capped."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from mockserver.engine.sandbox import Sandbox

MAX_BODY_BYTES = 65_536
MAX_ENTRIES = 10_000
REDACTED = "[redacted]"
SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie"})
_SECRET_FIELDS = re.compile(
    rb'("(?:access_token|refresh_token|id_token|client_secret|accessToken|apiKey)"\s*:\s*")[^"]*"'
    rb"|((?:^|&)(?:client_secret|client_assertion|access_token|refresh_token|id_token|code|password)=)[^&]*"
)
_HINTS = (b"oken", b"secret", b"apiKey", b"code=", b"password=")  # one is in every secret field
_encode = json.JSONEncoder(separators=(",", ":")).encode
_SECRET_QUERY = re.compile(r"((?:^|&)(?:subscription-key|sig|access_token|code)=)[^&]*")


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, as the journal keeps them."""

    at: int
    provider: str
    operation: str | None
    method: str
    path: str
    query: str
    status: int
    origin: str
    duration_us: int
    reason: Mapping[str, Any] | None
    request_headers: Mapping[str, str]
    request_body: bytes
    response_headers: Mapping[str, str]
    response_body: bytes


def next_id(sandbox: Sandbox) -> int:
    """The number that the next entry will get."""
    if sandbox.last_entry is None:
        sandbox.last_entry = int(sandbox.value("SELECT coalesce(max(id), 0) FROM journal"))
    return sandbox.last_entry + 1


def write(sandbox: Sandbox, entry: int, exchange: Exchange) -> None:
    """Keep an exchange as entry number `entry`; the oldest go when there are too many."""
    sandbox.connection.execute(
        "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry,
            exchange.at,
            exchange.provider,
            exchange.operation,
            exchange.method,
            exchange.path,
            _SECRET_QUERY.sub(rf"\1{REDACTED}", exchange.query) if exchange.query else "",
            exchange.status,
            exchange.origin,
            exchange.duration_us,
            json.dumps(exchange.reason) if exchange.reason else None,
            _encode(_redacted(exchange.request_headers, sandbox.world.secret_headers)),
            _kept(exchange.request_body),
            len(exchange.request_body),
            _encode(_redacted(exchange.response_headers, sandbox.world.secret_headers)),
            _kept(exchange.response_body),
            len(exchange.response_body),
        ),
    )
    sandbox.last_entry = entry
    if entry % 256 == 0:
        sandbox.connection.execute("DELETE FROM journal WHERE id <= ?", (entry - MAX_ENTRIES,))


def find(sandbox: Sandbox, entry: int) -> dict[str, Any] | None:
    """The full exchange with that number, or None."""
    row = sandbox.row("SELECT * FROM journal WHERE id = ?", entry)
    return None if row is None else _shown(row)


_LINE = "id, at, provider, operation, method, path, query, status, origin, duration_us, reason"


def search(
    sandbox: Sandbox, *, limit: int = 100, after: int | None = None, **wanted: Any
) -> list[dict[str, Any]]:
    """Entries without headers and bodies, newest first, or oldest first behind number `after`.

    `wanted` may hold provider, operation, method, status, origin (equal), path (a glob), before
    (a number), refused (whether there is a reason) and text (somewhere in the exchange); None is
    any.
    """
    where, values = _condition(wanted, after)
    order = "DESC" if after is None else "ASC"
    rows = sandbox.rows(
        f"SELECT {_LINE} FROM journal WHERE {where} ORDER BY id {order} LIMIT ?",  # noqa: S608 - columns are keywords of this module's callers
        *values,
        limit,
    )
    return [{**row, "reason": _parsed(row["reason"])} for row in rows]


def count(sandbox: Sandbox, *, after: int | None = None, **wanted: Any) -> int:
    """How many kept entries match."""
    where, values = _condition(wanted, after)
    return int(sandbox.value(f"SELECT count(*) FROM journal WHERE {where}", *values))  # noqa: S608 - as above


def evicted(sandbox: Sandbox) -> int:
    """How many of the oldest entries are gone, because there were too many."""
    return int(sandbox.value("SELECT coalesce(min(id), 1) - 1 FROM journal"))


def verify(
    sandbox: Sandbox, match: Mapping[str, Any], bound: str, number: int
) -> tuple[str, int, str]:
    """Whether `exactly`, `at_least` or `at_most` so many requests match: (result, seen, why).

    The result is `yes`, `no`, or `unknown` when evicted entries could have changed it.
    """
    seen, gone = count(sandbox, **match), evicted(sandbox)
    certain = {
        "exactly": (seen == number and not gone, seen > number or (seen != number and not gone)),
        "at_least": (seen >= number, seen < number and not gone),
        "at_most": (seen <= number and not gone, seen > number),
    }
    yes, no = certain[bound]
    said = f"{seen} of the kept requests match, {bound.replace('_', ' ')} {number} wanted"
    if yes or no:
        return ("yes" if yes else "no"), seen, said
    return "unknown", seen, f"{said}; {gone} older requests are not kept any more"


def _condition(wanted: Mapping[str, Any], after: int | None) -> tuple[str, list[Any]]:
    conditions, values = ["1"], []
    for name, value in wanted.items():
        if value is not None:
            conditions.append(_CONDITIONS.get(name, f"{name} = ?"))
            values.append(value)
    if after is not None:
        conditions.append("id > ?")
        values.append(after)
    return " AND ".join(conditions), values


_CONDITIONS = {
    "path": "path GLOB ?",
    "before": "id < ?",
    "refused": "(reason IS NOT NULL) = ?",
    # one parameter for all the places
    "text": "instr(lower(coalesce(operation, '') || ' ' || method || ' ' || path || '?' || query"
    " || ' ' || coalesce(reason, '') || ' ' || coalesce(request_body, '')"
    " || ' ' || coalesce(response_body, '')), lower(?))",
}


def _redacted(headers: Mapping[str, str], secret: Collection[str]) -> dict[str, str]:
    """`secret` are the providers' own, in lower case."""
    return {
        name: REDACTED if (lower := name.lower()) in SECRET_HEADERS or lower in secret else value
        for name, value in headers.items()
    }


def _kept(body: bytes) -> bytes | None:
    if not body:
        return None
    shown = body[:MAX_BODY_BYTES]
    if not any(hint in shown for hint in _HINTS):
        return shown
    return _SECRET_FIELDS.sub(_without_value, shown)


def _without_value(match: re.Match[bytes]) -> bytes:
    if match[1] is not None:
        return match[1] + REDACTED.encode() + b'"'
    return match[2] + REDACTED.encode()


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "reason": _parsed(row["reason"]),
        "request_headers": json.loads(row["request_headers"]),
        "response_headers": json.loads(row["response_headers"]),
        "request_body": _text(row["request_body"]),
        "response_body": _text(row["response_body"]),
    }


def _parsed(reason: str | None) -> Any:
    return json.loads(reason) if reason else None


def _text(body: bytes | None) -> str:
    return "" if body is None else body.decode("utf-8", "replace")
