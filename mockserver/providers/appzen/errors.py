"""The four-field envelope and the catalogue of refusals.

The body says no more than the vendor's; what was wrong stands in a header of our own,
`x-sandbox-error-detail`, and in the journal.

Source: https://support.appzen.com/hc/en-us/articles/12941854468371 (response codes).
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from mockserver.providers.appzen.rules import Breach
from mockserver.providers.appzen.schemas.answers import Refusal
from mockserver.providers.appzen.schemas.expense import ExpenseRefusal
from mockserver.web.call import Call
from mockserver.web.operation import Reply
from mockserver.web.problem import BUG, Detail, Problem, Reason

CORRELATION_HEADER = "x-correlation-id"
DETAIL_HEADER = "x-sandbox-error-detail"
MAX_DETAIL = 1000
REFUSAL = Refusal()
EXPENSE_REFUSAL = ExpenseRefusal()

AUTHENTICATION_ARTICLE = "https://support.appzen.com/hc/en-us/articles/12905088759571"
UPLOAD_ARTICLE = "https://support.appzen.com/hc/en-us/articles/13114091171219"
EXPENSE_ARTICLE = "https://support.appzen.com/hc/en-us/articles/12591511317395"
GUIDELINES = "https://api-docs.appzen.com/api_guidelines.html"
SPECIFICATION = (
    "https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml"
)

TEXTS: Mapping[int, str] = MappingProxyType(
    {
        400: "Invalid request, please fix and resend",
        401: "Unable to authenticate credentials",
        403: "You do not have permission to access this resource",
        404: "The resource you specified cannot be not found",  # sic
        429: "Too many requests, please try again later",  # assumed: no text is published
        500: "Unable to process your request at this moment, please try again later",
    }
)


def render(problem: Problem, call: Call) -> Reply:
    """Dress a refusal; the error code is the beginning of the correlation id."""
    if is_expense(call.path):
        return _render_expense(problem, call)
    text = TEXTS.get(problem.status) or TEXTS[500 if problem.status >= 500 else 400]  # noqa: PLR2004
    envelope = {
        "timestamp": call.sandbox.now,
        "status": problem.status,
        "error": _phrase(problem.status),
        "message": f"Error code : {call.trace_id[:8]} - {text}",
    }
    headers = {**problem.headers, DETAIL_HEADER: _header_text(_explanation(problem))}
    return Reply(problem.status, REFUSAL.dump(envelope), headers)


def is_expense(path: str) -> bool:
    """Whether a path is the Expense Audit API's, which has an envelope of its own."""
    return path.lstrip("/").startswith(("expense-ingestion/", "expense-audit-results/"))


def _render_expense(problem: Problem, call: Call) -> Reply:
    """The time in ms, and the path behind the service's name."""
    envelope = {
        "timestamp": call.sandbox.now,
        "status": problem.status,
        "error": _phrase(problem.status),
        "message": problem.message or _phrase(problem.status),
        "path": "/" + call.path.lstrip("/").partition("/")[2],
    }
    headers = {**problem.headers, DETAIL_HEADER: _header_text(_explanation(problem))}
    return Reply(problem.status, EXPENSE_REFUSAL.dump(envelope), headers)


def finish(reply: Reply, call: Call) -> Reply:
    """Every answer carries a correlation id."""
    headers = {**reply.headers, CORRELATION_HEADER: call.trace_id}
    return Reply(reply.status, reply.body, headers, reply.media_type)


def malformed(text: str) -> Problem:
    """The body is not JSON, whatever its content type says."""
    return _bad_request(Reason("malformed-json", text, source=SPECIFICATION, evidence="spec"))


def invalid(details: Sequence[Detail], _place: str) -> Problem:
    """The body breaks its schema."""
    complaints = [(".".join(map(str, d.path)), " ".join(d.messages)) for d in details]
    return _bad_request(
        Reason(
            "invalid-body",
            "; ".join(f"{path or 'body'}: {text}" for path, text in complaints),
            field=complaints[0][0],
            expected=complaints[0][1],
            evidence="spec",
            source=SPECIFICATION,
        ),
        tuple(details),
    )


def broken(breaches: Sequence[Breach]) -> Problem:
    """The body breaks rules that no schema can say."""
    first = breaches[0]
    return _bad_request(
        Reason(
            first.rule,
            "; ".join(breach.sentence for breach in breaches),
            first.field,
            first.expected,
            first.got,
            first.evidence,
            first.source,
        )
    )


def bad_header(name: str, text: str) -> Problem:
    """A header that switches something is neither true nor false."""
    return _refused(400, "boolean-header", name, "true or false", repr(text), SPECIFICATION)


def unauthenticated(field: str, got: str) -> Problem:
    """customer-id and customer-key do not name a customer."""
    expected = "the customer-id and customer-key of one customer of this sandbox"
    return _refused(401, "customer", field, expected, got, AUTHENTICATION_ARTICLE)


def forbidden(expected: str, got: str) -> Problem:
    """The x-api-key does not open this request."""
    return _refused(403, "api-key", "x-api-key", expected, got, AUTHENTICATION_ARTICLE)


def too_many(limit: int, unit: str) -> Problem:
    """The quota of an x-api-key is used up; no header tells when it is renewed."""
    problem = _refused(
        429, "rate-limit", "x-api-key", f"at most {limit} calls a {unit}", "more", GUIDELINES
    )
    problem.origin = "quota"
    return problem


def unknown_record(kind: str, got: str) -> Problem:
    """The customer has no such record; one of another customer counts as none."""
    return _refused(404, "record-unknown", kind, "one that exists", got, SPECIFICATION)


def expense_unauthenticated(text: str) -> Problem:
    """The Expense Audit API does not know the caller."""
    problem = _refused(
        401, "expense-token", "Authorization", "a valid token", text, EXPENSE_ARTICLE
    )
    problem.message = text
    return problem


def bad_upload(expected: str, got: str) -> Problem:
    """A signed URL that is not good, or no longer."""
    return _refused(403, "signed-url", "url", expected, got, UPLOAD_ARTICLE, "assumed")


def too_large(limit: int, size: int) -> Problem:
    """A file of more than 25 MB."""
    expected, got = f"at most {limit} bytes", str(size)
    return _refused(400, "file-size", "body", expected, got, UPLOAD_ARTICLE)


def _refused(
    status: int,
    rule: str,
    field: str,
    expected: str,
    got: str,
    source: str,
    evidence: str = "documented",
) -> Problem:
    detail = f"{field}: expected {expected}, got {got}"
    reason = Reason(rule, detail, field, expected, got, evidence, source)
    return Problem(status, rule, TEXTS[status], reason=reason)


def _bad_request(reason: Reason, details: tuple[Detail, ...] = ()) -> Problem:
    return Problem(400, reason.rule, TEXTS[400], details, reason=reason)


def _explanation(problem: Problem) -> str:
    if problem.code == BUG:
        return "a bug of the emulator; its journal has the traceback"
    explained: Mapping[str, Any] = problem.explained()
    return str(explained.get("detail") or explained["rule"])


def _header_text(text: str) -> str:
    """Printable ASCII of a bounded length; anything else is escaped."""
    plain = text[:MAX_DETAIL].encode("ascii", "backslashreplace").decode()
    return "".join(letter if letter.isprintable() else " " for letter in plain)[:MAX_DETAIL]


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
