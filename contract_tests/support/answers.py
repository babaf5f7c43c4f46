"""Reads answers, and says everything one needs to know when an answer is not the expected one."""

from __future__ import annotations

from typing import Any

from requests import PreparedRequest, Response

from contract_tests.support.redaction import redact, redact_headers, secrets_in

SHOWN = 2_000
FIRST_BYTES = 120


def expect(response: Response, *statuses: int) -> Any:
    """The JSON of an answer with one of these statuses; fails with the whole exchange if not."""
    __tracebackhide__ = True
    assert_status(response, *statuses)
    return json_of(response)


def assert_status(response: Response, *statuses: int) -> None:
    """Fail with the whole exchange unless the answer has one of these statuses."""
    __tracebackhide__ = True
    if response.status_code not in statuses:
        wanted = " or ".join(map(str, statuses))
        raise AssertionError(f"{_answered(response)}, expected {wanted}{_doubt(response)}")


def json_of(response: Response) -> Any:
    """The JSON of an answer; fails with the whole exchange if it is something else."""
    __tracebackhide__ = True
    if not _claims_json(response):
        raise AssertionError(f"{_answered(response)}, expected JSON{_doubt(response)}")
    try:
        return response.json()
    except ValueError as error:
        problem = f"expected JSON, but it does not parse ({error})"
    raise AssertionError(f"{_answered(response)}, {problem}{_doubt(response)}")


def exchange(response: Response) -> str:
    """Request and answer in full, for people, without credentials."""
    request = response.request
    lines = [
        f"> {request.method} {request.url}",
        *(f"> {name}: {value}" for name, value in redact_headers(request.headers).items()),
        f"> {_shown(_body(request))}",
        *(f"< redirected from {step.url} ({step.status_code})" for step in response.history),
        f"< {response.status_code} {response.reason}",
        *(f"< {name}: {value}" for name, value in redact_headers(response.headers).items()),
        f"< {_shown(response.text)}",
    ]
    return redact("\n".join(lines), secrets_in(request.headers))


def remember_hint(response: Response, hint: str) -> None:
    """Keep with the answer what to check first if it turns out to be somebody else's."""
    response.__dict__["contract_hint"] = hint


def _answered(response: Response) -> str:
    kind = response.headers.get("Content-Type", "without a content type").split(";")[0]
    address = redact(str(response.request.url), secrets_in(response.request.headers))
    return f"{response.request.method} {address} answered {response.status_code} {kind}"


def _doubt(response: Response) -> str:
    """For an answer that is not JSON its first bytes and where to look; then the exchange."""
    hint = response.__dict__.get("contract_hint", "")
    secrets = secrets_in(response.request.headers)
    start = redact(repr(response.text[:FIRST_BYTES]), secrets)
    aside = "" if _claims_json(response) else f"; first bytes: {start}; {hint}"
    return f"{aside}\n{exchange(response)}"


def _claims_json(response: Response) -> bool:
    kind: str = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def _body(request: PreparedRequest) -> str:
    body = request.body or ""
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}… ({len(text)} characters)"
