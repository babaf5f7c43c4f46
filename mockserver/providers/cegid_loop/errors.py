"""Three envelopes: the gateway's, the import service's, the storage's; and what they refuse."""

import http.client
import re
from xml.sax.saxutils import escape

from mockserver.engine.clock import to_datetime
from mockserver.providers.cegid_loop import sas, store
from mockserver.providers.cegid_loop.rules import refusals
from mockserver.providers.cegid_loop.rules.queries import QueryError
from mockserver.providers.cegid_loop.rules.refusals import Refusal
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

GATEWAY = "Azure API Management, standard body"
# 400 only with cegid_loop.errors_as_400, 429 only with cegid_loop.calls_per_minute.
REFUSES = (400, 401, 404, 429)
STORAGE = "Azure Blob Storage, standard body"
IMPORTS = "imports"  # the tag of the operations that refuse with 200
IMPORT_ENVELOPE = {"envelope": "import"}
RATE_LIMITED = "Rate limit is exceeded. Try again in {seconds} seconds."
_NOT_XML = re.compile(r"[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AUTHENTICATION_FAILED = (
    "Server failed to authenticate the request. Make sure the value of Authorization header is"
    " formed correctly including the signature."
)
_PERMISSION_MISMATCH = (
    "This request is not authorized to perform this operation using this permission."
)


# -- the catalogue ----------------------------------------------------------------------------


def refused(refusal: Refusal, status: int = 200) -> Problem:
    """A refusal of the import service; 200 is what it documents for its own errors."""
    reason = Reason(
        refusal.rule,
        refusal.message,
        refusal.field,
        refusal.expected,
        refusal.got[:200],
        refusal.evidence,
        refusal.source,
    )
    return Problem(status, refusal.rule, refusal.message, reason=reason, extra=IMPORT_ENVELOPE)


def bad_query(error: QueryError) -> Problem:
    """A read whose filter, skip or take cannot be understood."""
    return refused(refusals.bad_parameter(error.name, error.message, error.got), 400)


def no_payload(text: str) -> Problem:
    """The body is absent, is not JSON, or is not an object."""
    return refused(
        Refusal("payload-absent", refusals.NO_PAYLOAD, "", "a JSON object", text, "documented",
                refusals.JSON_PAGE)
    )  # fmt: skip


def invalid(details: list[Detail], place: str) -> Problem:
    """The body is JSON, but not an object, or one of its members is of a wrong type.

    A query cannot break its schema, nor can the members of an import.
    """
    detail = details[0]
    if not detail.path:
        return no_payload(f"{place}: {detail.messages[0]}")
    name = ".".join(map(str, detail.path))
    message = refusals.BAD_MEMBER.format(name=name)
    return refused(refusals.bad_parameter(name, message, detail.messages[0]), 400)


def no_subscription_key(realm: str) -> Problem:
    """No subscription key at all."""
    message = (
        "Access denied due to missing subscription key. Make sure to include subscription key"
        " when making requests to an API."
    )
    return _gateway_401("subscription-key-missing", message, realm)


def bad_subscription_key(realm: str) -> Problem:
    """A subscription key that nobody was given here."""
    message = (
        "Access denied due to invalid subscription key. Make sure to provide a valid key for an"
        " active subscription."
    )
    return _gateway_401("subscription-key-invalid", message, realm)


def bad_api_key(got: str) -> Problem:
    """The pair key:secret is absent, malformed or unknown; nothing is published about it."""
    refusal = Refusal(
        "api-key-invalid",
        "La clé API est absente ou invalide.",
        "x-apikey",
        "key:secret of this sandbox",
        got,
        "assumed",
        "what a bad API key answers is not published",
    )
    return refused(refusal, 401)


def too_many_calls(wait_s: int) -> Problem:
    """A rate limit policy of the gateway."""
    return Problem(
        429,
        "rate-limit",
        RATE_LIMITED.format(seconds=wait_s),
        headers={"Retry-After": str(wait_s)},
        origin="quota",
        reason=Reason("rate-limit", field="cegid_loop.calls_per_minute", evidence="assumed"),
    )


def no_operation(call: Call) -> Problem:
    """The gateway declares no such operation."""
    reason = Reason(METHOD_UNKNOWN, f"the emulator serves no {call.method} {call.path}",
                    evidence="unsupported", source=GATEWAY)  # fmt: skip
    return Problem(404, METHOD_UNKNOWN, reason=reason)


def storage(status: int, code: str, message: str, **members: str) -> Problem:
    """A refusal of the file storage; members become elements of the error."""
    reason = Reason(code, members.get("AuthenticationErrorDetail", message), source=STORAGE)
    return Problem(status, code, message, reason=reason, extra={"members": members})


def denied(denial: sas.Denial) -> Problem:
    """The signature of a storage URL opens nothing."""
    if denial.code == "AuthorizationPermissionMismatch":
        return storage(403, denial.code, _PERMISSION_MISMATCH)
    return storage(
        403, denial.code, _AUTHENTICATION_FAILED, AuthenticationErrorDetail=denial.detail
    )


def _gateway_401(code: str, message: str, realm: str) -> Problem:
    challenge = (
        f'AzureApiManagementKey realm="{realm}",name="Ocp-Apim-Subscription-Key",type="header"'
    )
    reason = Reason(code, field="Ocp-Apim-Subscription-Key",
                    expected="a subscription key of this sandbox", source=GATEWAY)  # fmt: skip
    return Problem(401, code, message, headers={"WWW-Authenticate": challenge}, reason=reason)


# -- the envelopes ----------------------------------------------------------------------------


def render(problem: Problem, call: Call) -> Reply:
    """Dress a refusal as whoever would have refused it."""
    if of_storage(call):
        return _as_storage(problem, call)
    if problem.extra.get("envelope") == "import":
        return _as_import(problem, call)
    return _as_gateway(problem, call)


def of_storage(call: Call) -> bool:
    """Whether the file storage answers this call, and not the gateway."""
    host = call.headers.get("Host", "").partition(":")[0].lower()
    return host == sas.HOST or call.path.startswith(sas.CONTAINER)


def _as_import(problem: Problem, call: Call) -> Reply:
    """Only the import service refuses with 200; a read that cannot be answered is a 400."""
    status, sandbox = problem.status, call.sandbox
    of_imports = call.operation is None or IMPORTS in call.operation.tags
    if status == http.client.OK and (sandbox.setting("cegid_loop.errors_as_400") or not of_imports):
        status = 400
    instance_id = store.get_firm(sandbox)["instance_id"]
    body = {"error": {"instanceId": instance_id, "message": problem.message}}
    return Reply(status, body, problem.headers)


def _as_gateway(problem: Problem, call: Call) -> Reply:
    status, message = problem.status, problem.message
    if problem.code in (ROUTE_UNKNOWN, METHOD_UNKNOWN):
        return Reply(404, {"statusCode": 404, "message": "Resource not found"})
    if problem.code == "rate-limited":  # a fault that a tester asked for
        message = RATE_LIMITED.format(seconds=problem.headers["Retry-After"])
    body = {"statusCode": status, "message": message or http.client.responses.get(status, "Error")}
    if problem.code == BUG:
        body |= {"message": "Internal server error", "activityId": call.trace_id}
    return Reply(status, body, problem.headers)


def _as_storage(problem: Problem, call: Call) -> Reply:
    status, code, message = problem.status, problem.code, problem.message
    known = {
        ROUTE_UNKNOWN: (404, "ResourceNotFound", "The specified resource does not exist."),
        METHOD_UNKNOWN: (
            405,
            "UnsupportedHttpVerb",
            "The resource doesn't support specified Http Verb.",
        ),
        BODY_TOO_LARGE: (
            413,
            "RequestBodyTooLarge",
            "The request body is too large and exceeds the maximum permissible limit.",
        ),
        BUG: (500, "InternalError", "Server encountered an internal error."),
    }
    status, code, message = known.get(code, (status, code, message))
    time = to_datetime(call.sandbox.now).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"
    trace = f"{message}\nRequestId:{call.trace_id}\nTime:{time}"
    elements = {"Code": code, "Message": trace, **problem.extra.get("members", {})}
    inside = "".join(f"<{name}>{_xml(text)}</{name}>" for name, text in elements.items())
    body = f'\ufeff<?xml version="1.0" encoding="utf-8"?><Error>{inside}</Error>'
    headers = {**storage_headers(call), **problem.headers, "x-ms-error-code": code}
    return Reply(status, body, headers, "application/xml")


def storage_headers(call: Call) -> dict[str, str]:
    """What every answer of the storage carries."""
    return {"x-ms-request-id": call.trace_id, "x-ms-version": sas.VERSION}


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("?", text))
