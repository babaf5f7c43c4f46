"""The header Idempotency-Key: the first answer to a key is given again for 90 minutes.

Source: https://docs.codat.io/using-the-api/idempotency. A key that is not a GUID is refused, and a
key counts per method and path: both assumed.
"""

import hashlib

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors
from mockserver.providers.codat.rules import is_guid
from mockserver.web.body import dump_json
from mockserver.web.call import Call
from mockserver.web.operation import Reply
from mockserver.web.problem import Problem, Reason

HEADER = "Idempotency-Key"
METHODS = ("POST", "PATCH")
PUTS = ("payablesUpdateBill",)  # the one for which a specification has the header, too
SOURCE = "https://docs.codat.io/using-the-api/idempotency"
_TOO_MANY = 429


def check(call: Call) -> None:
    """Raise the answer that this key has got already, 422 for another body, 400 for a bad key."""
    key = _key(call)
    if key is None:
        return
    if not is_guid(key):
        reason = Reason("idempotency-key", "", HEADER, "one GUID", key, "assumed", SOURCE)
        raise errors.refused(400, errors.PUBLIC, errors.NOT_VALID, reason)
    row = call.sandbox.row(
        "SELECT * FROM codat_replay WHERE scope = ? AND at > ?",
        _scope(call, key),
        call.sandbox.now - _window_ms(call.sandbox),
    )
    if row is None:
        return
    if row["request"] != _digest(call):
        text = "The request body does not match the one first sent with this idempotency key."
        rule, expected = "idempotency-mismatch", "the body first sent"
        reason = Reason(rule, "", HEADER, expected, "another one", "documented", SOURCE)
        raise errors.refused(422, errors.PUBLIC, text, reason)
    body = row["body"] or None
    replay = Reply(row["status"], body, {}, "application/json; charset=utf-8")
    reason = Reason("idempotency-replay", "answered as the first time", HEADER, source=SOURCE)
    raise Problem(row["status"], reason.rule, reason=reason, extra={"replay": replay})


def keep(reply: Reply, call: Call) -> None:
    """Remember the answer, whatever it is except 429, if its request had a good key."""
    key = _key(call)
    if key is None or not is_guid(key) or reply.status == _TOO_MANY:
        return
    body = reply.body if isinstance(reply.body, bytes) else dump_json(reply.body)
    now = call.sandbox.now
    call.sandbox.connection.execute(
        "DELETE FROM codat_replay WHERE at <= ?", (now - _window_ms(call.sandbox),)
    )
    call.sandbox.connection.execute(
        "INSERT OR IGNORE INTO codat_replay VALUES (?, ?, ?, ?, ?)",
        (_scope(call, key), now, _digest(call), reply.status, b"" if reply.body is None else body),
    )


def _key(call: Call) -> str | None:
    takes_keys = call.method in METHODS or (call.operation and call.operation.name in PUTS)
    return call.headers.get(HEADER) if takes_keys else None


def _scope(call: Call, key: str) -> str:
    return f"{call.method} {call.path.rstrip('/')} {key.lower()}"


def _digest(call: Call) -> str:
    return hashlib.sha256(call.body).hexdigest()


def _window_ms(sandbox: Sandbox) -> int:
    window: int = sandbox.setting("codat.idempotency_window_ms")
    return window
