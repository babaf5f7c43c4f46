"""The envelope of Candis, and the catalogue of its refusals.

Source: https://developer.candis.io/reference/core-data (shape and codes). The texts of `message`
are published nowhere.
"""

from typing import Any

from mockserver.providers.candis import rules
from mockserver.providers.candis.identity import refusals
from mockserver.providers.candis.schemas.shared import Refusal
from mockserver.web.call import Call
from mockserver.web.operation import Reply
from mockserver.web.problem import METHOD_UNKNOWN, ROUTE_UNKNOWN, Detail, Problem, Reason

IDENTITY_PREFIX = "/auth/"
_REFUSAL = Refusal()
_CODE_OF_STATUS = {
    400: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    429: "TOO_MANY_REQUEST",
    503: "SERVICE_UNAVAILABLE",
}
_MESSAGES = {
    "UNAUTHORIZED": "Unauthorized",
    "FORBIDDEN": "Forbidden",
    "BAD_REQUEST": "Bad request",
    "BAD_INPUT": "Bad input",
    "NOT_FOUND": "Not found",
    "TOO_MANY_REQUEST": "Too many requests",
    "SERVICE_UNAVAILABLE": "Service unavailable",
    "INTERNAL_SERVER_ERROR": "Internal server error",
}
_REFERENCE = "https://developer.candis.io/reference/core-data"
_DOCS = "https://developer.candis.io/docs"


def render(problem: Problem, call: Call) -> Reply:
    """Any refusal in the envelope: the provider's own, the router's, an injected one, a bug."""
    if call.path.startswith(IDENTITY_PREFIX):
        return refusals.render(problem, call)
    status, code = problem.status, problem.code
    if code in (ROUTE_UNKNOWN, METHOD_UNKNOWN):
        status = 404  # undocumented: the reference lists 405 nowhere
    if code not in rules.ERROR_CODES:
        fallback = "BAD_REQUEST" if status < 500 else "INTERNAL_SERVER_ERROR"  # noqa: PLR2004 - HTTP
        code = _CODE_OF_STATUS.get(status, fallback)
    own_words = problem.message if code == problem.code else ""
    body: dict[str, Any] = {
        "error_code": code,
        "message": own_words or _MESSAGES.get(code, code),
        "request_id": call.trace_id,
    }
    if problem.details:
        body["errors"] = [_complaint(detail) for detail in problem.details]
    headers = {name: text for name, text in problem.headers.items() if name != "Allow"}
    return Reply(status, _REFUSAL.dump(body), headers)


def _complaint(detail: Detail) -> dict[str, Any]:
    """A place of a body is (index, property), one of a query is (property,)."""
    messages = list(detail.messages)
    first, *rest = detail.path
    if isinstance(first, int):
        return {"index": str(first), "property": ".".join(map(str, rest)), "messages": messages}
    return {"property": ".".join(map(str, detail.path)), "messages": messages}


def malformed(text: str) -> Problem:
    """A body that is not JSON."""
    return _bad_request(Reason("body-is-json", text, expected="JSON in UTF-8", evidence="assumed"))


def invalid(details: list[Detail], place: str) -> Problem:
    """A body or query that breaks its schema."""
    if place == "body" and not details[0].path:
        return _bad_request(
            Reason(
                "body-is-of-its-type",
                detail=" ".join(details[0].messages),
                expected="a JSON array of records, or of an export or invoice an object",
                evidence="spec",
                source=_REFERENCE,
            )
        )
    first = details[0]
    reason = Reason(
        f"{place}-shape",
        f"complaints: {len(details)}; the first: {', '.join(first.messages)}",
        field=".".join(map(str, first.path)),
        evidence="spec",
        source=_REFERENCE,
    )
    return Problem(400, "BAD_INPUT", details=tuple(details), reason=reason)


def wrong_media_type(got: str) -> Problem:
    """A body that does not call itself JSON."""
    return _bad_request(
        Reason(
            "media-type",
            field="Content-Type",
            expected="application/json",
            got=got,
            evidence="assumed",
            source="the reference lists 415 nowhere",
        )
    )


def too_many_records(got: int, most: int) -> Problem:
    """A batch larger than this sandbox allows."""
    return Problem(
        400,
        "BAD_INPUT",
        reason=Reason(
            "batch-size",
            expected=f"at most {most} records",
            got=str(got),
            evidence="assumed",
            source="setting candis.max_import_records; Candis publishes no limit",
        ),
    )


def unauthorized(detail: str) -> Problem:
    """No token, or one that this sandbox did not give out."""
    return Problem(
        401,
        "UNAUTHORIZED",
        reason=Reason(
            "bearer-token",
            detail,
            field="Authorization",
            expected="Bearer <access_token of this sandbox>",
            evidence="spec",
            source=f"{_DOCS}/authentication-overview",
        ),
    )


def foreign_organization(asked: str, own: str) -> Problem:
    """The token belongs to another organization, or nobody has that one."""
    return Problem(
        403,
        "FORBIDDEN",
        reason=Reason(
            "token-organization",
            "a token is bound to the one organization chosen at consent",
            field="organizationId",
            expected=own,
            got=asked,
            evidence="assumed",
            source=f"{_DOCS}/authentication-overview",
        ),
    )


def missing_scope(wanted: str, granted: str) -> Problem:
    """The token lacks a scope, and this sandbox was told to care."""
    return Problem(
        403,
        "FORBIDDEN",
        reason=Reason(
            "scope",
            "setting candis.enforce_scopes is on",
            expected=wanted,
            got=granted,
            evidence="assumed",
            source=f"{_DOCS}/access-token-scopes",
        ),
    )


def too_many_requests(limit: int, wait_ms: int) -> Problem:
    """The organization has used up its minute."""
    return Problem(
        429,
        "TOO_MANY_REQUEST",
        headers={"Retry-After": str(rules.retry_after_s(wait_ms))},
        origin="quota",
        reason=Reason(
            "rate-limit",
            "setting candis.rate_limit_per_minute; the window follows the virtual clock",
            expected=f"at most {limit} requests a minute and organization",
            evidence="documented",
            source=f"{_DOCS}/rate-limiting-policy",
        ),
    )


def unknown_import(process_id: str, status: int) -> Problem:
    """No import of this organization has that process id."""
    return Problem(
        status,
        "NOT_FOUND" if status == 404 else "BAD_REQUEST",  # noqa: PLR2004 - HTTP
        "Import process not found",
        reason=Reason(
            "import-exists",
            "setting candis.unknown_import chooses between 404 and 400",
            field="processId",
            got=process_id,
            evidence="assumed",
            source="sibling reads document 404; this operation lists only 400 and 503",
        ),
    )


def organization_gone(organization_id: str) -> Problem:
    """The token's organization is not in this world."""
    return Problem(
        404,
        "NOT_FOUND",
        "Organization not found",
        reason=Reason(
            "organization-exists",
            got=organization_id,
            evidence="spec",
            source="https://developer.candis.io/reference/getorganization",
        ),
    )


def _bad_request(reason: Reason) -> Problem:
    return Problem(400, "BAD_REQUEST", reason=reason)
