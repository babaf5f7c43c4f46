"""What the realm says of itself and of its tokens: discovery, keys, user info, introspection.

Source: https://id.my.candis.io/auth/realms/candis/.well-known/openid-configuration.
"""

from typing import Any

from mockserver.engine import credentials
from mockserver.engine.credentials import Credential
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis.identity import (
    DISCOVERY,
    FORM,
    HOST,
    PROTOCOL,
    REALM,
    TAG,
    clients,
    grants,
    keys,
    pages,
    policy,
    refusals,
)
from mockserver.providers.candis.identity.clients import PROVIDER
from mockserver.providers.candis.schemas.identity import (
    Introspection,
    KeySet,
    OAuthRefusal,
    RealmMetadata,
    UserInfo,
)
from mockserver.web.call import Call
from mockserver.web.credentials import bearer
from mockserver.web.operation import ASSUMED, RAW, SPEC, Api, Reply
from mockserver.web.problem import Problem

api = Api()
KEYCLOAK = "assumed: the address is in the realm's metadata, the behaviour is stock Keycloak"
_ENDPOINTS = {
    "authorization_endpoint": "auth",
    "token_endpoint": "token",
    "introspection_endpoint": "token/introspect",
    "userinfo_endpoint": "userinfo",
    "end_session_endpoint": "logout",
    "jwks_uri": "certs",
    "revocation_endpoint": "revoke",
}
_CLIENT_METHODS = ["client_secret_basic", "client_secret_post"]
_ABILITIES: dict[str, Any] = {
    "grant_types_supported": ["authorization_code", "refresh_token"],
    "response_types_supported": ["code"],
    "response_modes_supported": list(policy.RESPONSE_MODES),
    "subject_types_supported": ["public"],
    "prompt_values_supported": ["none", "login", "consent"],
    "id_token_signing_alg_values_supported": ["RS256"],
    "token_endpoint_auth_methods_supported": _CLIENT_METHODS,
    "introspection_endpoint_auth_methods_supported": _CLIENT_METHODS,
    "revocation_endpoint_auth_methods_supported": _CLIENT_METHODS,
    "claims_supported": [
        *("iss", "sub", "aud", "exp", "iat", "name", "given_name", "family_name"),
        *("preferred_username", "email", "azp", "nonce"),
    ],
    "scopes_supported": list(policy.SCOPES),
    "code_challenge_methods_supported": list(policy.CHALLENGE_METHODS),
    "authorization_response_iss_parameter_supported": True,
}
_PUBLIC = {"public": True, "tags": (TAG,)}
_ASKED = {**_PUBLIC, "source": KEYCLOAK, "evidence": ASSUMED}
_FORMED = {**_ASKED, "body": RAW, "body_required": False, "request_media_type": FORM}


def issuer(call: Call) -> str:
    """The realm as the client reaches it; behind the real host name it has one name for all."""
    if call.origin.real_host:
        return f"{call.origin.root.partition('://')[0]}://{HOST}{REALM}"
    return call.url(REALM)


def metadata(call: Call) -> dict[str, Any]:
    """What is really served here, in the members of the published document."""
    endpoints = {
        name: call.url(f"{PROTOCOL}/{tail}", host=HOST) for name, tail in _ENDPOINTS.items()
    }
    return {"issuer": issuer(call), **endpoints, **_ABILITIES}


@api.get(
    f"{REALM}/.well-known/openid-configuration",
    returns=(200, RealmMetadata()),
    source=DISCOVERY,
    evidence=SPEC,
    **_PUBLIC,
)
def get_openid_configuration(_sandbox: Sandbox, call: Call) -> dict[str, Any]:
    """OpenID Connect discovery."""
    return metadata(call)


@api.get(
    f"{REALM}/.well-known/oauth-authorization-server",
    returns=(200, RealmMetadata()),
    source=DISCOVERY,
    evidence=SPEC,
    **_PUBLIC,
)
def get_authorization_server(_sandbox: Sandbox, call: Call) -> dict[str, Any]:
    """The same by the name of RFC 8414."""
    return metadata(call)


@api.get(f"{PROTOCOL}/certs", returns=(200, KeySet()), source=DISCOVERY, evidence=SPEC, **_PUBLIC)
def get_keys(_sandbox: Sandbox) -> dict[str, Any]:
    """The public keys that access tokens are signed with."""
    return keys.public_keys()


@api.get(
    f"{PROTOCOL}/userinfo",
    returns={200: UserInfo(), 401: OAuthRefusal(), 403: OAuthRefusal()},
    **_ASKED,
)
def get_user_info(sandbox: Sandbox, call: Call) -> dict[str, Any]:
    """Who has granted the access token."""
    found = _access(sandbox, bearer(call.headers.get("Authorization")) or "")
    if found is None:
        raise _unverified()
    if policy.OPENID not in found.data["scope"].split():
        raise refusals.oauth(403, "insufficient_scope", "Missing openid scope")
    return grants.profile(sandbox, _grant(found))


@api.post(
    f"{PROTOCOL}/token/introspect",
    returns={200: Introspection(), 401: OAuthRefusal()},
    **_FORMED,
)
def introspect(sandbox: Sandbox, body: bytes, call: Call) -> dict[str, Any]:
    """Whether a token is active, and what it stands for (RFC 7662)."""
    form = pages.form_of(call, body)
    clients.authenticated(sandbox, call, form)
    found = _access(sandbox, form.get("token", ""))
    if found is None:
        return {"active": False}
    grant = _grant(found)
    return {
        "active": True,
        "iss": issuer(call),
        "sub": grant.user_id,
        "azp": grant.client_id,
        "client_id": grant.client_id,
        "scope": grant.scope,
        "sid": grant.session,
        "token_type": "Bearer",
        **({"exp": found.data["expires_at"] // 1000} if "expires_at" in found.data else {}),
    }


@api.post(f"{PROTOCOL}/revoke", returns={200: None, 401: OAuthRefusal()}, **_FORMED)
def revoke_token(sandbox: Sandbox, body: bytes, call: Call) -> Reply:
    """Take a token back (RFC 7009); one that nobody has given out is taken back as well."""
    form = pages.form_of(call, body)
    clients.authenticated(sandbox, call, form)
    grants.revoke(sandbox, form.get("token", ""))
    return Reply(200)


@api.post(
    f"{PROTOCOL}/logout",
    returns={204: None, 400: OAuthRefusal(), 401: OAuthRefusal()},
    **_FORMED,
)
def end_session(sandbox: Sandbox, body: bytes, call: Call) -> Reply:
    """End the session of a refresh token: all its tokens go."""
    form = pages.form_of(call, body)
    clients.authenticated(sandbox, call, form)
    text = form.get("refresh_token", "")
    if grants.find_refresh_token(sandbox, text) is None:
        raise refusals.oauth(400, "invalid_grant", "Invalid refresh token")
    grants.revoke(sandbox, text)
    return Reply(204)


def _access(sandbox: Sandbox, text: str) -> Credential | None:
    found = credentials.find(sandbox, PROVIDER, grants.ACCESS_TOKEN, text)
    alive = found is not None and found.data.get("expires_at", sandbox.now + 1) > sandbox.now
    return found if alive else None


def _grant(found: Credential) -> grants.Grant:
    known = {"client_id": "", "session": "", **found.data}
    return grants.Grant(**{name: known[name] for name in grants.Grant.__dataclass_fields__})


def _unverified() -> Problem:
    problem = refusals.oauth(401, "invalid_token", "Token verification failed")
    challenge = 'Bearer realm="candis", error="invalid_token"'
    problem.headers = {"WWW-Authenticate": f'{challenge}, error_description="{problem.message}"'}
    return problem
