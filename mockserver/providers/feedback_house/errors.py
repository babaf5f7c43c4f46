"""How Feedback House refuses: the outcome stands in the body, `"status": "ERROR"`.

The portal prints the bodies of refusals but never an HTTP status. 400 is assumed for them; the
setting `feedback_house.error_status` makes it 200. Transport refusals (401, 404, 405, 413, 429)
are published nowhere and are worded in the same envelope.
"""

from http.client import responses
from typing import Any

from mockserver.providers.feedback_house import rules
from mockserver.providers.feedback_house.resources import Resource
from mockserver.providers.feedback_house.settings import ERROR_STATUS
from mockserver.web.call import Call
from mockserver.web.operation import Reply
from mockserver.web.problem import (
    BODY_TOO_LARGE,
    BUG,
    METHOD_UNKNOWN,
    ROUTE_UNKNOWN,
    Detail,
    Problem,
    Reason,
)

REFUSED = 400  # undocumented; render() puts what the setting says in its place
MISSING_LIST = "missing-list"

_WORDS = {  # undocumented
    ROUTE_UNKNOWN: "Not found",
    METHOD_UNKNOWN: "Method not allowed",
    BODY_TOO_LARGE: "Payload too large",
    BUG: "Internal server error",
}


def unauthorized(detail: str) -> Problem:
    """No key, an unknown key or a disabled one. undocumented."""
    reason = Reason("api-key", detail, expected="an enabled API key", evidence="assumed")
    return Problem(401, "unauthorized", "Unauthorized", reason=reason)


def too_many_requests(limit: int) -> Problem:
    """More requests in a second than the quota allows. The limit is documented, the answer not."""
    reason = Reason(
        "requests-per-second",
        expected=f"at most {limit} requests a second",
        evidence="documented",
        source="https://developers.feedback.house/docs/api-getting-started",
    )
    return Problem(
        429,
        "too-many-requests",
        "Too many requests",
        headers={"Retry-After": "1"},
        origin="quota",
        reason=reason,
    )


def invalid_search_query(detail: str, got: str = "") -> Problem:
    """Paging that makes no sense, or a malformed id in a read."""
    reason = Reason("search-query", detail, got=got, evidence="documented")
    return Problem(REFUSED, "invalid-search-query", "Invalid search query", reason=reason)


def unreadable_id(resource: Resource, sent_id: str) -> Problem:
    """A malformed id in a read by id: users have words of their own for it."""
    if resource.loud:
        return not_found(resource, sent_id, rules.INVALID_ID)
    return invalid_search_query("an id is 24 hex digits", got=sent_id)


def not_found(resource: Resource, sent_id: str, message: str = "") -> Problem:
    """A read by id that found nothing, of a kind that has an error for it."""
    message = message or resource.kind.not_found
    reason = Reason("read", message, "id", got=sent_id, source=resource.source("get-id"))
    body = {"status": "ERROR", "message": message, resource.kind.one: None}
    return Problem(REFUSED, "not-found", message, extra={"body": body}, reason=reason)


def not_deleted(resource: Resource, sent_id: str, message: str) -> Problem:
    """A delete that found nothing to delete; `message` says why."""
    reason = Reason("delete", message, "id", got=sent_id, source=resource.source("delete"))
    body = {
        "error": {"data": sent_id, "message": message},
        "status": "ERROR",
        resource.kind.one: None,
    }
    return Problem(REFUSED, "not-deleted", message, extra={"body": body}, reason=reason)


def malformed(text: str) -> Problem:
    """A body that is not JSON. undocumented: as if the list of items were missing."""
    reason = Reason("json-body", text, expected="a JSON object", evidence="assumed")
    return Problem(REFUSED, MISSING_LIST, reason=reason)


def invalid(details: list[Detail], place: str) -> Problem:
    """Paging that makes no sense, or a body without its list of items."""
    if place == "query":
        said = "; ".join(f"{detail.path[-1]}: {detail.messages[0]}" for detail in details)
        return invalid_search_query(said)
    return Problem(REFUSED, MISSING_LIST, details=tuple(details))


def render(problem: Problem, call: Call) -> Reply:
    """Every refusal in the envelope of Feedback House."""
    status = problem.status
    if status == REFUSED and problem.origin == "provider":
        status = call.sandbox.setting(ERROR_STATUS.name)
    body = problem.extra.get("body") or {"status": "ERROR", "message": _message(problem, call)}
    return Reply(status, body, problem.headers)


def _message(problem: Problem, call: Call) -> str:
    if problem.code == MISSING_LIST:
        return f"Missing {_wrapper(call)} field"
    return _WORDS.get(problem.code) or problem.message or responses.get(problem.status, "Error")


def _wrapper(call: Call) -> str:
    """How the list of items is called in the body of this operation: its schema's first field."""
    schema: Any = call.operation.body if call.operation else None
    return str(next(iter(schema.fields.values())).data_key)
