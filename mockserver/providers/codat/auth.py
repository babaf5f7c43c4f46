"""Who is calling, and how much of the day's quota is left.

Source: https://docs.codat.io/using-the-api/authentication and …/rate-limits.
"""

from base64 import b64encode
from dataclasses import dataclass

from mockserver.engine import credentials, quotas
from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, idempotency, store
from mockserver.web.call import Call
from mockserver.web.credentials import basic
from mockserver.web.provider import Access

API_KEY = "api_key"
DAY_MS = 86_400_000
QUOTA = "codat"


@dataclass(frozen=True)
class Quota:
    """Requests a day, how many are left, and the virtual ms until all are back."""

    limit: int
    left: int
    resets_in_ms: int


@dataclass(frozen=True)
class Client:
    """The account behind an API key."""

    key_name: str
    quota: Quota


def authenticate(call: Call) -> Client:
    """The client of the key; counts the call. Raises 401, 429 and what idempotency says."""
    text = basic(call.headers.get("Authorization"))
    if text is None:
        raise errors.unauthorized("no Basic credential, or its text is not base64")
    key = credentials.find(call.sandbox, "codat", API_KEY, text) or credentials.find(
        call.sandbox, "codat", API_KEY, text.removesuffix(":")
    )
    if key is None:
        raise errors.unauthorized("this sandbox has given out no such key")
    quota = _taken(call.sandbox)
    call.caller = client = Client(key.data.get("name", ""), quota)
    if quota.left < 0 and call.sandbox.setting("codat.enforce_rate_limit"):
        raise errors.too_many_requests(quota.limit, -(-quota.resets_in_ms // 1000))
    idempotency.check(call)
    return client


def access(sandbox: Sandbox) -> Access:
    """The header of the key that the world was born with."""
    key = credentials.first(sandbox, "codat", API_KEY).text
    return Access({"Authorization": header(key)}, {"api_key": key}, {})


def header(key: str) -> str:
    """`Basic` and the key alone in base64: no user name, no colon."""
    return f"Basic {b64encode(key.encode()).decode()}"


def quota_headers(call: Call) -> dict[str, str]:
    """What every answer of the API says about the quota.

    # undocumented: the format of the reset, given as a date
    """
    quota = call.caller.quota if isinstance(call.caller, Client) else _left(call.sandbox)
    return {
        "X-Rate-Limit-Limit": str(quota.limit),
        "X-Rate-Limit-Remaining": str(max(quota.left, 0)),
        "X-Rate-Limit-Reset": isoformat(call.sandbox.now + quota.resets_in_ms),
    }


def _taken(sandbox: Sandbox) -> Quota:
    limit = _limit(sandbox)
    return Quota(limit, *quotas.take(sandbox, QUOTA, limit, DAY_MS))


def _left(sandbox: Sandbox) -> Quota:
    limit = _limit(sandbox)
    return Quota(limit, *quotas.left(sandbox, QUOTA, limit, DAY_MS))


def _limit(sandbox: Sandbox) -> int:
    per_company = int(sandbox.setting("codat.requests_per_company"))
    return per_company * (1 + store.count_active_companies(sandbox))
