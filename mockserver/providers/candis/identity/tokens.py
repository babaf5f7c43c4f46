"""The token endpoint: codes become tokens, refresh tokens become newer ones."""

from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis.identity import (
    FORM,
    GUIDE,
    NOT_STORED,
    PROTOCOL,
    TAG,
    clients,
    grants,
    pages,
    policy,
    realm,
    refusals,
)
from mockserver.providers.candis.identity.clients import Client
from mockserver.providers.candis.schemas.identity import OAuthRefusal, TokenAnswer
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, RAW, Api, Reply
from mockserver.web.problem import Problem

api = Api()


@api.post(
    f"{PROTOCOL}/token",
    name="token",
    body=RAW,
    body_required=False,
    request_media_type=FORM,
    returns={200: TokenAnswer(), 400: OAuthRefusal(), 401: OAuthRefusal()},
    public=True,
    source=GUIDE,
    evidence=DOCUMENTED,
    tags=(TAG,),
)
def token(sandbox: Sandbox, body: bytes, call: Call) -> Reply:
    """Tokens for a code, or newer ones for a refresh token."""
    form = pages.form_of(call, body)
    grant_type = form.get("grant_type")
    if not grant_type:
        raise refusals.oauth(400, "invalid_request", "Missing form parameter: grant_type")
    if grant_type not in _GRANT_TYPES:
        raise refusals.oauth(
            400,
            "unsupported_grant_type",
            "Unsupported grant_type",
            got=grant_type,
            expected="authorization_code or refresh_token",
        )
    client = clients.authenticated(sandbox, call, form)
    answer = _GRANT_TYPES[grant_type](sandbox, client, form, realm.issuer(call))
    return Reply(200, answer, NOT_STORED)


def _of_code(
    sandbox: Sandbox, client: Client, form: Mapping[str, str], issuer: str
) -> dict[str, Any]:
    text = form.get("code")
    if not text:
        raise refusals.oauth(400, "invalid_request", "Missing parameter: code")
    code = grants.find_code(sandbox, text)
    if code is None:
        life = sandbox.setting("candis.code_s")
        detail = f"unknown, used before, or older than {life} s of the sandbox's time"
        raise _invalid_grant("Code not valid", detail=detail, field="code")
    if code.grant.client_id != client.id:
        raise _invalid_grant("Auth error", detail="the code was given to another client")
    if form.get("redirect_uri") != code.redirect_uri:
        raise _invalid_grant(
            "Incorrect redirect_uri",
            field="redirect_uri",
            expected=code.redirect_uri,
            got=form.get("redirect_uri", ""),
        )
    _check_verifier(code, form.get("code_verifier", ""))
    grants.use_code(sandbox, text)
    return grants.issue(sandbox, code.grant, issuer, nonce=code.nonce)


def _check_verifier(code: grants.Code, verifier: str) -> None:
    """PKCE, if the client began with it."""
    if not code.challenge:
        return
    if not verifier:
        raise _invalid_grant("PKCE code verifier not specified", field="code_verifier")
    if not policy.pkce_allows(verifier):
        raise _invalid_grant("PKCE verification failed: Invalid code verifier")
    if not policy.pkce_matches(verifier, code.challenge, code.method):
        raise _invalid_grant("PKCE verification failed: Code mismatch", field="code_verifier")


def _of_refresh_token(
    sandbox: Sandbox, client: Client, form: Mapping[str, str], issuer: str
) -> dict[str, Any]:
    text = form.get("refresh_token")
    if not text:
        raise refusals.oauth(400, "invalid_request", "No refresh token")
    found = grants.find_refresh_token(sandbox, text)
    if found is None:
        raise _invalid_grant("Invalid refresh token", field="refresh_token")
    grant, ends_at, chain_ends_at = found
    if grant.client_id != client.id:
        raise _invalid_grant(
            "Invalid refresh token. Token client and authorized client don't match"
        )
    if ends_at <= sandbox.now:
        raise _invalid_grant("Token is not active", detail="it has expired: log in again")
    return grants.issue(sandbox, grant, issuer, chain_ends_at=chain_ends_at)


def _invalid_grant(description: str, **facts: Any) -> Problem:
    return refusals.oauth(400, "invalid_grant", description, **facts)


_GRANT_TYPES = {"authorization_code": _of_code, "refresh_token": _of_refresh_token}
