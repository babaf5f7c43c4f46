"""Who is asking, and whether they may: token, organization, quota, scope, in this order.

Source: https://developer.candis.io/docs/authentication-overview; the order is undocumented: the
usual one of a gateway, and the limit is per organization, so it needs the token first.
"""

from dataclasses import dataclass

from mockserver.engine import credentials, quotas
from mockserver.providers.candis import errors, rules
from mockserver.providers.candis.identity.grants import ACCESS_TOKEN
from mockserver.web.call import Call
from mockserver.web.credentials import bearer

SCOPE_OF_TAG = {"Core Data": "core_data", "Exports": "exports"}


@dataclass(frozen=True)
class Caller:
    """Whom a token speaks for: one organization, granted by a user, with these scopes."""

    organization_id: str
    user_id: str
    scopes: frozenset[str]


def admit(call: Call) -> Caller | None:
    """The caller, if the request may go on to its route. Raises Problem.

    The identity host asks nobody before it says that it has no such route.
    """
    if call.path.startswith(errors.IDENTITY_PREFIX):
        return None
    caller = _caller(call)
    asked = rules.organization_in(call.path)
    if asked is not None and asked != caller.organization_id:
        raise errors.foreign_organization(asked, caller.organization_id)
    _count(call, caller)
    _check_scope(call, caller)
    _check_media_type(call)
    return caller


def _caller(call: Call) -> Caller:
    token = bearer(call.headers.get("Authorization"))
    if token is None:
        raise errors.unauthorized("the request carries no bearer token")
    found = credentials.find(call.sandbox, call.provider, ACCESS_TOKEN, token)
    if found is None:
        raise errors.unauthorized(f"sandbox {call.sandbox.name} did not give out this token")
    if found.data.get("expires_at", call.sandbox.now + 1) <= call.sandbox.now:
        raise errors.unauthorized("the token has expired on the clock of the sandbox")
    data = found.data
    return Caller(data["organization_id"], data["user_id"], frozenset(data["scope"].split()))


def _count(call: Call, caller: Caller) -> None:
    limit = call.sandbox.setting("candis.rate_limit_per_minute")
    scope = f"candis:{caller.organization_id}"
    left, wait_ms = quotas.take(call.sandbox, scope, limit, rules.RATE_WINDOW_MS)
    if left < 0:
        raise errors.too_many_requests(limit, wait_ms)


def _check_scope(call: Call, caller: Caller) -> None:
    """Candis validates scopes loosely today; a sandbox can be told to be strict."""
    if call.operation is None or not call.sandbox.setting("candis.enforce_scopes"):
        return
    for tag in call.operation.tags:
        wanted = SCOPE_OF_TAG.get(tag)
        if wanted is not None and wanted not in caller.scopes:
            raise errors.missing_scope(wanted, " ".join(sorted(caller.scopes)))


def _check_media_type(call: Call) -> None:
    operation = call.operation
    if operation is None or operation.body is None:
        return
    needed = bool(call.body) or operation.body_required
    if needed and call.media_type != "application/json":
        raise errors.wrong_media_type(call.media_type)
