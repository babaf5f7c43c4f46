"""Web pages that may call the API from a browser. Source: Platform API specification, Settings."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import store
from mockserver.providers.codat.schemas.settings import AllowedOrigins
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api, Reply
from mockserver.web.problem import Problem, Reason

api = Api()
Document = dict[str, Any]
CORS = "https://developer.mozilla.org/docs/Web/HTTP/CORS"
_READ: dict[str, Any] = {
    "returns": (200, AllowedOrigins()),
    "evidence": SPEC,
    "refuses": (401, 429),
    "tags": ("Settings",),
}
_WRITE = _READ | {"body": AllowedOrigins(), "refuses": (400, 401, 422, 429)}


@api.get("/corsSettings", source="Platform API specification, get-cors-settings", **_READ)
@api.get(
    "/connectionManagement/corsSettings",
    name="getConnectionManagementCorsSettings",
    source="Platform API specification, get-connection-management-cors-settings",
    **_READ,
)
def get_cors_settings(sandbox: Sandbox) -> Document:
    """The origins whose pages may call."""
    return store.find_document(sandbox, store.CORS) or {"allowedOrigins": []}


@api.post("/corsSettings", source="Platform API specification, set-cors-settings", **_WRITE)
@api.post(
    "/connectionManagement/corsSettings",
    name="setConnectionManagementCorsSettings",
    source="Platform API specification, set-connection-management-cors-settings",
    **_WRITE,
)
def set_cors_settings(sandbox: Sandbox, body: Document) -> Document:
    """Replace the origins whose pages may call."""
    kept = {"allowedOrigins": body.get("allowedOrigins") or []}
    store.keep_document(sandbox, store.CORS, kept)
    return kept


def headers(call: Call) -> dict[str, str]:
    """What tells a browser that the page it shows may read the answer."""
    origin = call.headers.get("Origin")
    if origin is None or not _is_allowed(call.sandbox, origin):
        return {}
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}


def answer_preflight(call: Call) -> None:
    """Let a browser ask whether it may call: raises the answer."""
    allowed = headers(call)
    if call.method != "OPTIONS" or not allowed:
        return
    asked = call.headers.get("Access-Control-Request-Headers", "authorization, content-type")
    allowed |= {
        "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
        "Access-Control-Allow-Headers": asked,
        "Access-Control-Max-Age": "600",
    }
    reason = Reason("preflight", "the origin is in the CORS settings", "Origin", source=CORS)
    raise Problem(204, reason.rule, reason=reason, extra={"replay": Reply(204, None, allowed)})


def _is_allowed(sandbox: Sandbox, origin: str) -> bool:
    kept = store.find_document(sandbox, store.CORS) or {}
    return origin.rstrip("/") in [one.rstrip("/") for one in kept.get("allowedOrigins", [])]
