"""Who is asking: first the gateway's subscription key, then the firm's API key."""

from dataclasses import dataclass

from mockserver.engine import credentials, quotas
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import errors
from mockserver.providers.cegid_loop.routes import BASE
from mockserver.providers.cegid_loop.rules import refusals
from mockserver.web.call import Call
from mockserver.web.provider import Access

NAME = "cegid_loop"
SUBSCRIPTION_KEY = "subscription_key"
SECONDARY_KEY = "subscription_key_secondary"
API_KEY = "api_key"
API_SECRET = "api_secret"  # noqa: S105 - the name of a kind, not a secret
ADVANCED_KEY = "advanced_api_key"
ADVANCED_SECRET = "advanced_api_secret"  # noqa: S105 - the name of a kind, not a secret
STANDARD, ADVANCED = "standard", "advanced"
PRODUCTS = {STANDARD: (API_KEY, API_SECRET), ADVANCED: (ADVANCED_KEY, ADVANCED_SECRET)}
MINUTE_MS = 60_000


@dataclass(frozen=True)
class Caller:
    """A firm's API key: its product, and the dossiers it is associated with (None: all)."""

    key: str
    product: str
    dossiers: tuple[str, ...] | None = None


def authenticate(call: Call) -> Caller:
    """The API key of the caller. Raises Problem; an undeclared HEAD is refused before."""
    if call.method == "HEAD":
        raise errors.no_operation(call)
    _check_subscription(call)
    _check_rate(call)
    return _checked_api_key(call)


def access(sandbox: Sandbox) -> Access:
    """The two headers that every call needs, and the dossier of the documented sample."""
    texts = {
        kind: credentials.first(sandbox, NAME, kind).text
        for kind in (SUBSCRIPTION_KEY, API_KEY, API_SECRET, ADVANCED_KEY, ADVANCED_SECRET)
    }
    headers = {
        "Ocp-Apim-Subscription-Key": texts[SUBSCRIPTION_KEY],
        "x-apikey": f"{texts[API_KEY]}:{texts[API_SECRET]}",
    }
    return Access(headers, texts, {"codeIbs": "CEGID003", "siret": "07955542100027"})


def issue(sandbox: Sandbox) -> None:
    """The credentials that a world is born with."""
    credentials.ensure(sandbox, NAME, SUBSCRIPTION_KEY, "cegid-subscription")
    credentials.ensure(sandbox, NAME, SECONDARY_KEY, "cegid-subscription-2")
    for product, fixed in ((STANDARD, ""), (ADVANCED, "-advanced")):
        key, secret = PRODUCTS[product]
        facts = {"pair": product, "product": product, "active": True, "dossiers": None}
        credentials.ensure(sandbox, NAME, key, f"cegid-key{fixed}", **facts)
        credentials.ensure(sandbox, NAME, secret, f"cegid-secret{fixed}", pair=product)


def mint(
    sandbox: Sandbox, product: str, dossiers: list[str] | None, *, active: bool
) -> dict[str, str]:
    """A new pair, as CegidLife would show it once."""
    key_kind, secret_kind = PRODUCTS[product]
    key, secret = (credentials.new_text(sandbox, sandbox.new_hex(24)) for _ in range(2))
    facts = {"pair": key, "product": product, "active": active, "dossiers": dossiers}
    credentials.issue(sandbox, NAME, key_kind, key, **facts)
    credentials.issue(sandbox, NAME, secret_kind, secret, pair=key)
    return {"key": key, "secret": secret, "x_apikey": f"{key}:{secret}"}


def activate(sandbox: Sandbox, key: str, *, active: bool) -> bool:
    """Whether LoopHub lets the key in; False when there is no such key."""
    for kind, _ in PRODUCTS.values():
        found = credentials.find(sandbox, NAME, kind, key)
        if found is not None:
            credentials.issue(sandbox, NAME, kind, key, **{**found.data, "active": active})
            return True
    return False


def demand_advanced(caller: Caller) -> None:
    """The firm's own resources are for its own key. Raises Problem 403."""
    if caller.product != ADVANCED:
        raise errors.refused(refusals.NOT_ADVANCED, 403)


def _check_subscription(call: Call) -> None:
    text = call.headers.get("Ocp-Apim-Subscription-Key") or call.args.get("subscription-key")
    realm = call.url(BASE)
    if not text:
        raise errors.no_subscription_key(realm)
    kinds = (SUBSCRIPTION_KEY, SECONDARY_KEY)
    if not any(credentials.find(call.sandbox, NAME, kind, text) for kind in kinds):
        raise errors.bad_subscription_key(realm)


def _check_rate(call: Call) -> None:
    limit = call.sandbox.setting("cegid_loop.calls_per_minute")
    left, wait_ms = quotas.take(call.sandbox, NAME, limit, MINUTE_MS)
    if left < 0:
        raise errors.too_many_calls(max(1, -(-wait_ms // 1000)))


def _checked_api_key(call: Call) -> Caller:
    key, colon, secret = call.headers.get("x-apikey", "").strip().partition(":")
    if not (key and colon and secret):
        raise errors.bad_api_key("no pair" if key or colon else "nothing")
    for key_kind, secret_kind in PRODUCTS.values():
        found = credentials.find(call.sandbox, NAME, key_kind, key)
        if found is None:
            continue
        known = credentials.find(call.sandbox, NAME, secret_kind, secret)
        if known is None or known.data["pair"] != found.data["pair"]:
            raise errors.bad_api_key("a wrong secret")
        if not found.data["active"]:
            raise errors.bad_api_key("a key that is not activated in LoopHub")
        dossiers = found.data["dossiers"]
        return Caller(key, found.data["product"], None if dossiers is None else tuple(dossiers))
    raise errors.bad_api_key("an unknown key")
