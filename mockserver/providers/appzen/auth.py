"""Who is asking: an x-api-key that may call, then a customer-id and its customer-key.

Source: https://support.appzen.com/hc/en-us/articles/12905088759571 (Authentication Overview).
The help centre speaks of OAuth 1.0, but nothing is signed: three headers are all.
"""

from dataclasses import dataclass

from mockserver.engine import credentials, quotas
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Setting
from mockserver.providers.appzen import errors
from mockserver.web.call import Call
from mockserver.web.provider import Access

PROVIDER = "appzen"
API_KEY, RESTRICTED_API_KEY = "api_key", "restricted_api_key"
CLIENT_SECRET = "client_secret"  # noqa: S105 - the name of a kind
CUSTOMER_KEY, OTHER_CUSTOMER_KEY = "customer_key", "other_customer_key"
SECOND_MS, DAY_MS = 1000, 86_400_000

CALLS_PER_SECOND = Setting(
    "appzen.calls_per_second",
    0,
    "Calls of one x-api-key in a second before 429; 0 is no limit. AppZen publishes 1000.",
    "documented",
    "calls",
)
CALLS_PER_DAY = Setting(
    "appzen.calls_per_day",
    0,
    "Calls of one x-api-key in a day before 429; 0 is no limit. AppZen publishes 300000.",
    "documented",
    "calls",
)


@dataclass(frozen=True)
class Customer:
    """Whose records: `account` stays the same whichever credentials of the customer are used."""

    id: str
    account: str


def authenticate_customer(call: Call) -> Customer:
    """The customer of the three headers. Raises 403 for the x-api-key, then 401."""
    _check_api_key(call)
    return _customer(call)


def access(sandbox: Sandbox) -> Access:
    """The first customer's headers; the credentials also hold what tests of refusals need."""
    customer = credentials.first(sandbox, PROVIDER, CUSTOMER_KEY)
    other = credentials.first(sandbox, PROVIDER, OTHER_CUSTOMER_KEY)
    given = {
        "x_api_key": credentials.first(sandbox, PROVIDER, API_KEY).text,
        "customer_id": customer.data["customer_id"],
        "customer_key": customer.text,
        "other_customer_id": other.data["customer_id"],
        "other_customer_key": other.text,
        "restricted_x_api_key": credentials.first(sandbox, PROVIDER, RESTRICTED_API_KEY).text,
    }
    client = credentials.first(sandbox, PROVIDER, CLIENT_SECRET)
    given |= {"client_id": client.data["client_id"], "client_secret": client.text}
    names = ("x_api_key", "customer_id", "customer_key")
    return Access({name.replace("_", "-"): given[name] for name in names}, given)


def _check_api_key(call: Call) -> None:
    text = call.headers.get("x-api-key", "").strip()
    sandbox = call.sandbox
    if not text:
        raise errors.forbidden("an x-api-key", "none")
    if credentials.find(sandbox, PROVIDER, API_KEY, text) is None:
        known = credentials.find(sandbox, PROVIDER, RESTRICTED_API_KEY, text)
        got = "one this sandbox has not given out" if known is None else "one without permissions"
        raise errors.forbidden("an x-api-key that may call", got)
    for setting, unit, window_ms in (
        (CALLS_PER_SECOND, "second", SECOND_MS),
        (CALLS_PER_DAY, "day", DAY_MS),
    ):
        limit = sandbox.setting(setting.name)
        left, _ = quotas.take(sandbox, f"{PROVIDER}:{unit}:{text}", limit, window_ms)
        if left < 0:
            raise errors.too_many(limit, unit)


def _customer(call: Call) -> Customer:
    key = call.headers.get("customer-key", "").strip()
    id_ = call.headers.get("customer-id", "").strip()
    if not key:
        raise errors.unauthenticated("customer-key", "none")
    if not id_:
        raise errors.unauthenticated("customer-id", "none")
    found = credentials.find(call.sandbox, PROVIDER, CUSTOMER_KEY, key)
    found = found or credentials.find(call.sandbox, PROVIDER, OTHER_CUSTOMER_KEY, key)
    if found is None:
        raise errors.unauthenticated("customer-key", "one this sandbox has not given out")
    if found.data["customer_id"] != id_:
        raise errors.unauthenticated("customer-id", "one that the customer-key does not belong to")
    return Customer(id_, found.data["account"])
