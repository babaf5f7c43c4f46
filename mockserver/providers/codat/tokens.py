"""Access tokens of one company, for what a client embeds into its own pages.

A token is a signed text (JWT) and kept nowhere: its claims are not published, ours are the usual
ones. Source: Platform API specification, get-company-access-token.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import keyring
from mockserver.providers.codat.lookup import company_of
from mockserver.providers.codat.schemas.companies import AccessToken, OldAccessToken
from mockserver.web.operation import SPEC, Api

api = Api()
Document = dict[str, Any]
DAY_S = 86_400
_HEADER = {"alg": "HS256", "typ": "JWT"}
_FACTS: dict[str, Any] = {"evidence": SPEC, "refuses": (401, 404, 429)}


@api.get(
    "/companies/{companyId}/accessToken",
    returns=(200, AccessToken()),
    source="Platform API specification, get-company-access-token",
    tags=("Companies",),
    **_FACTS,
)
def get_company_access_token(sandbox: Sandbox, company_id: str) -> Document:
    """A token for one company, good for a day."""
    token = token_for(sandbox, company_of(sandbox, company_id)["id"])
    return {"expiresIn": DAY_S, "accessToken": token, "tokenType": "Bearer"}


@api.get(
    "/companies/{companyId}/connectionManagement/accessToken",
    returns=(200, OldAccessToken()),
    source="Platform API specification, get-connection-management-access-token",
    tags=("Connection management",),
    **_FACTS,
)
def get_connection_management_access_token(sandbox: Sandbox, company_id: str) -> Document:
    """The same token, as the older operation answers it."""
    return {"accessToken": token_for(sandbox, company_of(sandbox, company_id)["id"])}


def token_for(sandbox: Sandbox, company_id: str) -> str:
    """A token for a company, from now on."""
    now_s = sandbox.now // 1000
    signed = f"{_part(_HEADER)}.{_part({'sub': company_id, 'iat': now_s, 'exp': now_s + DAY_S})}"
    return f"{signed}.{_signature(sandbox, signed)}"


def company_named_in(sandbox: Sandbox, token: str) -> str | None:
    """The id of the company that a good token of this world is for, else None."""
    signed, _, signature = token.rpartition(".")
    good = _signature(sandbox, signed)
    if not hmac.compare_digest(signature.encode("utf-8", "replace"), good.encode()):
        return None
    text = signed.partition(".")[2]
    claims = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return str(claims["sub"]) if claims["exp"] * 1000 > sandbox.now else None


def _part(value: Document) -> str:
    return _text(json.dumps(value, separators=(",", ":")).encode())


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _signature(sandbox: Sandbox, signed: str) -> str:
    """Signed with the key that the world was born with: it survives resets."""
    secret = credentials.first(sandbox, keyring.PROVIDER, keyring.API_KEY).text
    digest = hmac.new(secret.encode(), signed.encode("utf-8", "replace"), hashlib.sha256)
    return _text(digest.digest())
