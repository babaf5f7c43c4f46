"""Codat's error envelope and the refusals that go into it.

Source: https://docs.codat.io/using-the-api/errors and the samples of the Platform API
specification. `statusCode` always equals the HTTP status (some samples contradict themselves).
"""

import re
from typing import Any

from mockserver.providers.codat import pages
from mockserver.providers.codat.accounting.resources import RESOURCES
from mockserver.providers.codat.rules import absent_removed
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

PUBLIC, CLIENTS, PULL, PUSH = "PublicApi", "ClientsApi", "PullApi", "PushApi"
CUSTOM = "StdznCustomData"
ERRORS = "https://docs.codat.io/using-the-api/errors"
SPEC = "Platform API specification, error samples"
NOT_VALID = "Error processing request - not valid."
NOT_REQUESTED = "data-not-requested"
TOO_MANY_REQUESTS = "You have made too many requests in a given amount of time; please retry later."
_TOO_MANY, _SERVER_ERROR = 429, 500
# Records of a kind that there is, which cannot be written like that.
_SEGMENTS = "|".join(kind.segment for kind in RESOURCES)
_NOT_WRITTEN = re.compile(
    rf"/companies/[^/]+/connections/[^/]+/push/({_SEGMENTS})(/[^/]+)?(/attachments?)?/?"
)
_TEXTS = {
    ROUTE_UNKNOWN: "NotFound",
    METHOD_UNKNOWN: "Method not allowed.",  # undocumented; only the status is
    BODY_TOO_LARGE: NOT_VALID,
    BUG: "There is a problem with our server. Please try again later.",
    "maintenance": "The Codat API is temporarily offline for maintenance. Please try again later.",
    "rate-limited": TOO_MANY_REQUESTS,
}
# What a fault says that only names a status.
_BY_STATUS = {
    401: "Unauthorized",
    402: "Payment Required",
    500: _TEXTS[BUG],
    503: _TEXTS["maintenance"],
}


def render(problem: Problem, call: Call) -> Reply:
    """The refusal in Codat's envelope; on a Link page as a page for a person."""
    if "replay" in problem.extra:
        return problem.extra["replay"]  # type: ignore[no-any-return]
    if call.operation is not None and call.operation.media_type == "text/html":
        return pages.refusal(problem)
    if problem.code == ROUTE_UNKNOWN and _NOT_WRITTEN.fullmatch(call.path):
        problem = Problem(405, METHOD_UNKNOWN, reason=problem.reason)
    if problem.code == ROUTE_UNKNOWN:
        return Reply(problem.status, {"error": _TEXTS[ROUTE_UNKNOWN]})
    body = {
        "statusCode": problem.status,
        "service": problem.extra.get("service", PUBLIC),
        "error": _TEXTS.get(problem.code) or problem.message or _BY_STATUS.get(problem.status, ""),
        "correlationId": call.trace_id.replace("-", ""),
        "validation": problem.extra.get("validation"),
        "canBeRetried": _retriable(problem),
        "detailedErrorCode": 0,
    }
    return Reply(problem.status, absent_removed(body), problem.headers)


def _retriable(problem: Problem) -> str:
    if problem.status == _TOO_MANY or problem.status >= _SERVER_ERROR:
        return "True"
    return "False" if "validation" in problem.extra else "Unknown"


def refused(status: int, service: str, text: str, reason: Reason, **extra: Any) -> Problem:
    """A refusal of `service` with its text; the reason's rule is its code."""
    return Problem(status, reason.rule, text, reason=reason, extra={"service": service, **extra})


def on_malformed(text: str) -> Problem:
    """The body is not JSON."""
    reason = Reason("body-not-json", text, expected="a JSON text", evidence="spec", source=SPEC)
    return refused(400, PUBLIC, NOT_VALID, reason)


def on_invalid(details: list[Detail], place: str) -> Problem:
    """A body or query breaks its schema. A complaint about the whole body is its own text."""
    whole = [detail.messages[0] for detail in details if not detail.path]
    if whole and not whole[0].startswith("Invalid input type"):
        reason = Reason("body-not-an-object", whole[0], evidence="documented", source=ERRORS)
        return refused(400, PUBLIC, whole[0], reason)
    places = "; ".join(f"{'.'.join(map(str, d.path))}: {' '.join(d.messages)}" for d in details)
    reason = Reason(f"invalid-{place}", places[:2000], evidence="assumed", source=SPEC)
    if whole or place == "query":
        return refused(400, PUBLIC, NOT_VALID, reason)
    errors = [
        validation_error(".".join(map(str, detail.path)), detail.messages[0])
        for detail in details[:20]
    ]
    return refused(400, PUBLIC, NOT_VALID, reason, validation=_validation(errors))


def invalid_field(field: str, message: str, validator: str = "CompanyRequestBody") -> Problem:
    """One member of a body breaks a rule."""
    reason = Reason(f"invalid-{field}", message, field, evidence="assumed", source=ERRORS)
    errors = [validation_error(field, message, validator)]
    return refused(400, PUBLIC, NOT_VALID, reason, validation=_validation(errors))


def validation_error(
    field: str, message: str, validator: str = "CompanyRequestBody"
) -> dict[str, str]:
    """One line of `validation.errors`; members are named in Pascal case."""
    return {
        "itemId": field[:1].upper() + field[1:],
        "message": message,
        "validatorName": validator,
    }


def _validation(errors: list[dict[str, str]]) -> dict[str, Any]:
    return {"errors": errors, "warnings": []}


def unauthorized(detail: str) -> Problem:
    """No key, or one that opens nothing here."""
    expected = "Authorization: Basic base64(<api key>)"
    source = "https://docs.codat.io/using-the-api/authentication"
    reason = Reason("authentication", detail, "Authorization", expected, "", "spec", source)
    return refused(401, PUBLIC, "Unauthorized", reason)


def forbidden(detail: str) -> Problem:
    """A key that was taken back, or one for something else."""
    text = "You are using an outdated API key or a key not associated with that resource."
    reason = Reason("key-outdated", detail, "Authorization", evidence="spec", source=SPEC)
    return refused(403, PUBLIC, text, reason)


def too_many_requests(limit: int, wait_s: int) -> Problem:
    """The daily quota is used up."""
    source = "https://docs.codat.io/using-the-api/rate-limits"
    reason = Reason("daily-quota", f"{limit} requests a day", evidence="documented", source=source)
    return Problem(
        429,
        reason.rule,
        TOO_MANY_REQUESTS,
        headers={"Retry-After": str(wait_s)},
        reason=reason,
        origin="quota",
    )


def no_company(company_id: str) -> Problem:
    """There is no such company."""
    reason = Reason("company-unknown", got=company_id, evidence="spec", source=SPEC)
    return refused(404, CLIENTS, f"No company was found with ID {company_id}", reason)


def no_connection(connection_id: str) -> Problem:
    """The company has no such connection."""
    reason = Reason("connection-unknown", got=connection_id, evidence="spec", source=SPEC)
    return refused(404, PUBLIC, f"Data connection {connection_id} not found", reason)


def no_integration(key: str) -> Problem:
    """There is no such integration."""
    source = "an answer published by a user of the API"
    reason = Reason("integration-unknown", got=key, evidence="documented", source=source)
    return refused(404, PUBLIC, f"No integration was found with key {key}", reason)


def no_data_set(pull_id: str) -> Problem:
    """The company has no such data set."""
    reason = Reason("data-set-unknown", got=pull_id, evidence="assumed", source=SPEC)
    return refused(404, PULL, f"No data set was found with ID {pull_id}", reason)


def not_requested() -> Problem:
    """Data is asked for that was never fetched, or not yet."""
    reason = Reason(NOT_REQUESTED, evidence="spec", source=SPEC)
    return refused(409, PUBLIC, "The data set has not been requested.", reason)


def not_offered(data_type: str, platforms: str) -> Problem:
    """No connected source has this data type."""
    text = f"Datatype {data_type} not supported by platform(s) {platforms}"
    reason = Reason("data-type-not-offered", text, evidence="documented", source=ERRORS)
    return refused(404, PUBLIC, text, reason)


def no_record(segment: str, record_id: str) -> Problem:
    """What was fetched has no such record."""
    reason = Reason("record-unknown", got=record_id, evidence="spec", source=SPEC)
    return refused(404, PUBLIC, f"No data available for {segment} for ID {record_id}", reason)


def platform_key_not_valid(key: str, service: str, field: str) -> Problem:
    """A key that names no integration was to be connected."""
    source = "an answer published by a user of the API"
    expected = "a key of GET /integrations"
    reason = Reason("platform-key-unknown", "", field, expected, key, "documented", source)
    return refused(400, service, f"The specified PlatformKey ({key}) is not valid", reason)


def malformed_query(why: str, service: str) -> Problem:
    """`query`, `tags` or `orderBy` cannot be understood."""
    source = "https://docs.codat.io/using-the-api/querying"
    reason = Reason("query-malformed", why, "query", evidence="spec", source=source)
    return refused(400, service, "Error parsing query - Malformed query.", reason)


def unknown_property(name: str, kind: str, service: str) -> Problem:
    """`query` names a property that there is not."""
    source = "an answer published by a user of the API"
    text = f"Error parsing query - Could not resolve property {name} on {kind}"
    reason = Reason("query-property", "", "query", got=name, evidence="documented", source=source)
    return refused(400, service, text, reason)
