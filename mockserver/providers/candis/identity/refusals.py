"""How the identity host refuses: in the words of OAuth, on a page, or by sending the browser back.

Source: RFC 6749 and stock Keycloak; Candis publishes none of these texts.
"""

from typing import Any

from mockserver.providers.candis.identity import NOT_STORED, pages
from mockserver.web.call import Call
from mockserver.web.operation import Reply
from mockserver.web.problem import BUG, METHOD_UNKNOWN, ROUTE_UNKNOWN, Problem, Reason

SERVER_LOG = "For more on this error consult the server log at the debug level."
BAD_CLIENT = "Invalid client or Invalid client credentials"
_WORDS = {
    ROUTE_UNKNOWN: (404, "Unable to find matching target resource method", SERVER_LOG),
    METHOD_UNKNOWN: (405, "HTTP 405 Method Not Allowed", SERVER_LOG),
    BUG: (500, "unknown_error", SERVER_LOG),
}


def oauth(status: int, error: str, description: str, **facts: Any) -> Problem:
    """A refusal of a token or another endpoint that programs call."""
    return Problem(status, error, description, reason=_reason(error, description, facts))


def on_page(message: str, **facts: Any) -> Problem:
    """A refusal that a person sees: the browser cannot be sent back to anybody."""
    return Problem(
        400, "page", message, extra={"page": True}, reason=_reason("authorization", message, facts)
    )


def sent_back(location: str, error: str, description: str) -> Problem:
    """A refusal that the client learns from the query of its redirect URI."""
    return Problem(
        302,
        error,
        description,
        extra={"location": location},
        reason=_reason(error, description, {"rule": "authorization-request"}),
    )


def render(problem: Problem, _call: Call) -> Reply:
    """Any refusal of the identity host."""
    if "location" in problem.extra:
        return pages.moved(problem.extra["location"])
    if "page" in problem.extra:
        return pages.page("refusal", problem.status, text=problem.message)
    status, error, description = _WORDS.get(
        problem.code, (problem.status, problem.code, problem.message)
    )
    body = {"error": error}
    if description:
        body["error_description"] = description
    return Reply(status, body, {**NOT_STORED, **problem.headers})


def _reason(error: str, description: str, facts: dict[str, Any]) -> Reason:
    facts = {"rule": error, "detail": description, "evidence": "assumed", **facts}
    return Reason(source="stock Keycloak; Candis publishes no error texts of its realm", **facts)
