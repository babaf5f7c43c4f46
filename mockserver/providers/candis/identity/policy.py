"""What the realm decides, on plain values."""

import base64
import hashlib
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

OFFLINE = "offline_access"
OPENID = "openid"
SCOPES = (
    OPENID,
    OFFLINE,
    "core_data",
    "exports",
    "basic",
    "service_account",
    "acr",
    "microprofile-jwt",
    "roles",
    "address",
    "phone",
    "web-origins",
    "email",
    "profile",
)
DEFAULT_SCOPES = ("email", "profile")
CHALLENGE_METHODS = ("plain", "S256")
RESPONSE_MODES = ("query", "fragment")
NOT_BEFORE_POLICY = 1683537926  # as in the documented sample
_PKCE = re.compile(r"[A-Za-z0-9\-._~]{43,128}")


def granted_scope(asked: str) -> str:
    """What a client gets that asks for these scopes: e-mail and profile always come along."""
    wanted = {*asked.split(), *DEFAULT_SCOPES}
    return " ".join(scope for scope in SCOPES if scope in wanted)


def unknown_scopes(asked: str) -> list[str]:
    """The scopes that the realm does not know."""
    return [scope for scope in asked.split() if scope not in SCOPES]


def pkce_allows(text: str) -> bool:
    """Whether a text can be a code challenge or verifier (RFC 7636)."""
    return _PKCE.fullmatch(text) is not None


def pkce_matches(verifier: str, challenge: str, method: str) -> bool:
    """Whether the verifier is the one that the challenge was made of."""
    if method == "S256":
        digest = hashlib.sha256(verifier.encode()).digest()
        verifier = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return verifier == challenge


def with_answer(redirect_uri: str, answer: Mapping[str, str], mode: str = "query") -> str:
    """A redirect URI with the answer in its query or its fragment."""
    parts = urlsplit(redirect_uri)
    if mode == "fragment":
        return urlunsplit(parts._replace(fragment=urlencode(answer)))
    pairs = [*parse_qsl(parts.query, keep_blank_values=True), *answer.items()]
    return urlunsplit(parts._replace(query=urlencode(pairs)))


def redirect_uri_complaint(uri: str) -> str | None:
    """Why a text cannot be registered as a redirect URI, or None."""
    parts = urlsplit(uri)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "write an absolute http or https URL"
    return "a redirect URL has no fragment" if parts.fragment else None


def seconds_left(until_ms: int, now_ms: int) -> int:
    """Whole seconds until a moment, never negative."""
    return max(0, (until_ms - now_ms) // 1000)
