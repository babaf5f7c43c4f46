"""Who is calling, and how much of the day's quota is left.

Source: https://docs.codat.io/using-the-api/authentication and …/rate-limits.
"""

from base64 import b64encode
from dataclasses import dataclass

from mockserver.engine import credentials
from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import (
    cors,
    errors,
    idempotency,
    keyring,
    quota,
    tokens,
)
from mockserver.web.call import Call
from mockserver.web.credentials import basic, bearer
from mockserver.web.provider import Access


@dataclass(frozen=True)
class Client:
    """The account behind an API key."""

    key_name: str
    quota: quota.Quota


def authenticate(call: Call) -> Client:
    """The client of the key; counts the call. Raises 401, 403, 429 and what idempotency says."""
    cors.answer_preflight(call)
    given = call.headers.get("Authorization")
    key_name = _of_key(call, basic(given)) if _of_company_token(call, given) is None else ""
    left = quota.take(call.sandbox)
    call.caller = client = Client(key_name, left)
    if left.left < 0 and call.sandbox.setting("codat.enforce_rate_limit"):
        raise errors.too_many_requests(left.limit, -(-left.resets_in_ms // 1000))
    idempotency.check(call)
    return client


def _of_key(call: Call, text: str | None) -> str:
    """The name of the key. Raises 401 and, for one that was taken back, 403."""
    if text is None:
        raise errors.unauthorized("no Basic credential, or its text is not base64")
    for candidate in (text, text.removesuffix(":")):
        key = credentials.find(call.sandbox, keyring.PROVIDER, keyring.API_KEY, candidate)
        if key is not None:
            return str(key.data["name"])
    if keyring.is_revoked(call.sandbox, text.removesuffix(":")):
        raise errors.forbidden("the key was deleted")
    raise errors.unauthorized("this sandbox has given out no such key")


def _of_company_token(call: Call, given: str | None) -> str | None:
    """The company whose access token this is, if such tokens may read. Raises 401 and 403."""
    token = bearer(given)
    if token is None or not call.sandbox.setting("codat.company_tokens_read"):
        return None
    company = tokens.company_named_in(call.sandbox, token)
    if company is None:
        raise errors.unauthorized("the access token is not good, or not any more")
    if (
        call.method not in ("GET", "HEAD")
        or call.path_args.get("company_id", "").lower() != company
    ):
        raise errors.forbidden("the access token reads one company and nothing else")
    return company


def access(sandbox: Sandbox) -> Access:
    """The header of the key that the world was born with."""
    key = credentials.first(sandbox, keyring.PROVIDER, keyring.API_KEY).text
    return Access({"Authorization": header(key)}, {"api_key": key}, {})


def header(key: str) -> str:
    """`Basic` and the key alone in base64: no user name, no colon."""
    return f"Basic {b64encode(key.encode()).decode()}"


def quota_headers(call: Call) -> dict[str, str]:
    """What every answer of the API says about the quota.

    # undocumented: the format of the reset, given as a date
    """
    left = call.caller.quota if isinstance(call.caller, Client) else quota.look(call.sandbox)
    return {
        "X-Rate-Limit-Limit": str(left.limit),
        "X-Rate-Limit-Remaining": str(max(left.left, 0)),
        "X-Rate-Limit-Reset": isoformat(call.sandbox.now + left.resets_in_ms),
    }
