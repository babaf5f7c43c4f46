"""The daily quota of requests: how much is left, and who is told when it is used up.

Source: https://docs.codat.io/using-the-api/rate-limits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mockserver.engine import quotas
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import store, webhooks

DAY_MS = 86_400_000
SCOPE = "codat"
RESET = "codat.quota_reset"


@dataclass(frozen=True)
class Quota:
    """Requests a day, how many are left, and the virtual ms until all are back."""

    limit: int
    left: int
    resets_in_ms: int


def take(sandbox: Sandbox) -> Quota:
    """Count a request; the one that uses the quota up is told of."""
    size = limit(sandbox)
    quota = Quota(size, *quotas.take(sandbox, SCOPE, size, DAY_MS))
    if size and quota.left == 0:
        webhooks.quota_changed(sandbox, "reached", size, 0, sandbox.now + quota.resets_in_ms)
        sandbox.schedule(RESET, quota.resets_in_ms)
    return quota


def look(sandbox: Sandbox) -> Quota:
    """The quota as it is, without counting."""
    size = limit(sandbox)
    return Quota(size, *quotas.left(sandbox, SCOPE, size, DAY_MS))


def limit(sandbox: Sandbox) -> int:
    """Requests a day: a share for each active company, and one for the account."""
    per_company = int(sandbox.setting("codat.requests_per_company"))
    return per_company * (1 + store.count_active_companies(sandbox))


def reset(sandbox: Sandbox, _payload: Mapping[str, Any]) -> None:
    """The event: a new day begins after one whose quota was used up."""
    size = limit(sandbox)
    webhooks.quota_changed(sandbox, "reset", size, size, sandbox.now + DAY_MS)
