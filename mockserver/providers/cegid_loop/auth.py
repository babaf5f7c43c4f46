"""Who is asking: first the gateway's subscription key, then the firm's API key."""

from mockserver.engine import credentials, quotas
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import errors
from mockserver.providers.cegid_loop.routes import BASE
from mockserver.web.call import Call
from mockserver.web.provider import Access

NAME = "cegid_loop"
SUBSCRIPTION_KEY = "subscription_key"
SECONDARY_KEY = "subscription_key_secondary"
API_KEY = "api_key"
API_SECRET = "api_secret"  # noqa: S105 - the name of a kind, not a secret
MINUTE_MS = 60_000


def authenticate(call: Call) -> str:
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
        for kind in (SUBSCRIPTION_KEY, API_KEY, API_SECRET)
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
    credentials.ensure(sandbox, NAME, API_KEY, "cegid-key")
    credentials.ensure(sandbox, NAME, API_SECRET, "cegid-secret")


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


def _checked_api_key(call: Call) -> str:
    key, colon, secret = call.headers.get("x-apikey", "").strip().partition(":")
    if not (key and colon and secret):
        raise errors.bad_api_key("no pair" if key or colon else "nothing")
    if credentials.find(call.sandbox, NAME, API_KEY, key) is None:
        raise errors.bad_api_key("an unknown key")
    if credentials.find(call.sandbox, NAME, API_SECRET, secret) is None:
        raise errors.bad_api_key("a wrong secret")
    return key
