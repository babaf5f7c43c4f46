"""What faults do to a request: refuse it in the provider's voice, or spoil its answer."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mockserver.engine import faults
from mockserver.engine.faults import Fault
from mockserver.web.answer import Answer, Wire
from mockserver.web.credentials import key_of
from mockserver.web.problem import Problem, Reason

DEFAULT_STATUS = 503
DEFAULT_RETRY_AFTER_S = 60
DEFAULT_DELAY_MS = 1000
EXPIRED = "-expired"


def refuse(hit: Mapping[str, Fault]) -> None:
    """Raise what a `status` or `rate-limit` fault wants the provider to answer."""
    if fault := hit.get(faults.STATUS):
        wanted = fault.value if isinstance(fault.value, dict) else {"status": fault.value}
        status = wanted.get("status") or DEFAULT_STATUS
        message = wanted.get("message", "")
        raise Problem(
            status, wanted.get("code", "fault"), message, origin="fault", reason=_why(fault)
        )
    if fault := hit.get(faults.RATE_LIMIT):
        seconds = fault.value if isinstance(fault.value, int) else DEFAULT_RETRY_AFTER_S
        raise Problem(
            429,
            "rate-limited",
            "Too many requests",
            headers={"Retry-After": str(seconds)},
            origin="fault",
            reason=_why(fault),
        )


def spoil_credential(environ: Mapping[str, Any], headers: Iterable[str]) -> dict[str, Any]:
    """The same request with a credential that is good no more: the first of these headers."""
    spoilt = dict(environ)
    for name in map(key_of, headers):
        if name in spoilt:
            spoilt[name] = _expired(spoilt[name])
            break
    return spoilt


def delay_s(fault: Fault) -> float:
    """How long a `latency` fault holds a request."""
    return (fault.value if isinstance(fault.value, int) else DEFAULT_DELAY_MS) / 1000


def spoil(answer: Answer, hit: Mapping[str, Fault]) -> Answer:
    """The answer as it travels under the network faults that hit."""
    body = answer.body
    if faults.GARBLE in hit:
        body = bytes(byte ^ 0xA5 if index % 3 == 1 else byte for index, byte in enumerate(body))
    slow = hit.get(faults.SLOW_BODY)
    slow_ms = 0 if slow is None else round(delay_s(slow) * 1000)
    wire = Wire(reset=faults.RESET in hit, cut=faults.CUT in hit, slow_ms=slow_ms)
    return replace(answer, body=body, wire=wire)


def explain(hit: Mapping[str, Fault]) -> dict[str, str]:
    """For the journal."""
    return {"rule": "fault", "detail": ", ".join(f"{one.kind} #{one.id}" for one in hit.values())}


def _why(fault: Fault) -> Reason:
    return Reason("fault", f"{fault.kind} #{fault.id}", evidence="asked for by a tester")


def _expired(header: str) -> str:
    scheme, _, word = header.rpartition(" ")
    if scheme.lower() != "basic":
        return header + EXPIRED
    try:
        decoded = base64.b64decode(word, validate=True).rstrip(b":")
    except ValueError:
        return header + EXPIRED
    return f"{scheme} {base64.b64encode(decoded + EXPIRED.encode()).decode()}"
