"""Codes and tokens: making them, finding them, letting them end on the virtual clock.

Tokens are credentials of the sandbox: like all of them they survive a reset.
"""

from dataclasses import asdict, dataclass
from typing import Any

from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis.identity import keys, people, policy
from mockserver.providers.candis.identity.clients import PROVIDER

ACCESS_TOKEN = "access_token"  # noqa: S105 - a kind of credential
REFRESH_TOKEN = "refresh_token"  # noqa: S105 - a kind of credential
TABLES = (
    """CREATE TABLE candis_code (
        code TEXT PRIMARY KEY, client_id TEXT NOT NULL, user_id TEXT NOT NULL,
        organization_id TEXT NOT NULL, scope TEXT NOT NULL, session TEXT NOT NULL,
        redirect_uri TEXT NOT NULL, challenge TEXT NOT NULL, method TEXT NOT NULL,
        nonce TEXT NOT NULL, ends_at INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID""",
)


@dataclass(frozen=True)
class Grant:
    """What somebody has allowed a client: one organization, these scopes."""

    client_id: str
    user_id: str
    organization_id: str
    scope: str
    session: str

    @property
    def offline(self) -> bool:
        """Whether it lasts when the person has gone."""
        return policy.OFFLINE in self.scope.split()


@dataclass(frozen=True)
class Code:
    """A grant that waits to be fetched, and what the fetching client has to know."""

    grant: Grant
    redirect_uri: str
    challenge: str
    method: str
    nonce: str


def new_code(sandbox: Sandbox, code: Code) -> str:
    """A code for a grant; it lives for `candis.code_s`."""
    text = f"{sandbox.new_id()}.{code.grant.session}.{sandbox.new_id()}"
    row = {**asdict(code), **asdict(code.grant)}
    row |= {"code": text, "ends_at": sandbox.now + 1000 * sandbox.setting("candis.code_s")}
    sandbox.connection.execute(
        "INSERT INTO candis_code VALUES (:code, :client_id, :user_id, :organization_id, :scope,"
        " :session, :redirect_uri, :challenge, :method, :nonce, :ends_at, 0)",
        {name: value for name, value in row.items() if name != "grant"},
    )
    return text


def find_code(sandbox: Sandbox, text: str) -> Code | None:
    """The code, if it was neither used nor has ended."""
    row = sandbox.row(
        "SELECT * FROM candis_code WHERE code = ? AND NOT used AND ends_at > ?", text, sandbox.now
    )
    if row is None:
        return None
    grant = Grant(**{name: row[name] for name in Grant.__dataclass_fields__})
    return Code(grant, row["redirect_uri"], row["challenge"], row["method"], row["nonce"])


def use_code(sandbox: Sandbox, text: str) -> None:
    """A code is good for once."""
    sandbox.connection.execute("UPDATE candis_code SET used = 1 WHERE code = ?", (text,))


def find_refresh_token(sandbox: Sandbox, text: str) -> tuple[Grant, int, int] | None:
    """Its grant, when it ends, and when the chain of refreshing ends; or None."""
    found = credentials.find(sandbox, PROVIDER, REFRESH_TOKEN, text)
    if found is None:
        return None
    grant = Grant(**{name: found.data[name] for name in Grant.__dataclass_fields__})
    return grant, found.data["ends_at"], found.data["chain_ends_at"]


def revoke(sandbox: Sandbox, text: str) -> None:
    """Take a token back; with a refresh token everything of its session goes."""
    refreshing = credentials.find(sandbox, PROVIDER, REFRESH_TOKEN, text)
    if refreshing is None:
        credentials.revoke(sandbox, PROVIDER, ACCESS_TOKEN, text)
        return
    sandbox.connection.execute(
        "DELETE FROM credential WHERE provider = ? AND data ->> 'session' = ?",
        (PROVIDER, refreshing.data["session"]),
    )


def issue(
    sandbox: Sandbox,
    grant: Grant,
    issuer: str,
    *,
    nonce: str = "",
    chain_ends_at: int | None = None,
    expires_in_s: int | None = None,
) -> dict[str, Any]:
    """The answer of the token endpoint: an access token, and the next refresh token.

    Source: https://developer.candis.io/docs/token-exchange.
    """
    long = "" if grant.offline else "short_"
    lasts = (
        sandbox.setting(f"candis.{long}access_token_s") if expires_in_s is None else expires_in_s
    )
    chain = sandbox.now + 1000 * sandbox.setting("candis.refresh_chain_s")
    chain_ends_at = chain if chain_ends_at is None else chain_ends_at
    life = sandbox.setting(f"candis.{long}refresh_token_s")
    refresh_ends_at = min(sandbox.now + 1000 * life, chain_ends_at)
    claims = _claims(sandbox, grant, issuer)
    ends_at = sandbox.now + 1000 * lasts
    access = keys.signed({**claims, **_access_claims(sandbox, grant), "exp": ends_at // 1000})
    refresh = keys.sealed(
        {**claims, "aud": issuer, "typ": _refresh_type(grant), "exp": refresh_ends_at // 1000}
    )
    credentials.issue(sandbox, PROVIDER, ACCESS_TOKEN, access, **asdict(grant), expires_at=ends_at)
    credentials.issue(
        sandbox,
        PROVIDER,
        REFRESH_TOKEN,
        refresh,
        **asdict(grant),
        ends_at=refresh_ends_at,
        chain_ends_at=chain_ends_at,
    )
    answer = {
        "access_token": access,
        "expires_in": lasts,
        "refresh_expires_in": policy.seconds_left(refresh_ends_at, sandbox.now),
        "refresh_token": refresh,
        "token_type": "Bearer",
    }
    if policy.OPENID in grant.scope.split():
        identity = {**claims, **profile(sandbox, grant), "typ": "ID", "aud": grant.client_id}
        identity |= {"exp": ends_at // 1000, **({"nonce": nonce} if nonce else {})}
        answer["id_token"] = keys.signed(identity)
    return answer | {
        "not-before-policy": policy.NOT_BEFORE_POLICY,
        "session_state": grant.session,
        "scope": grant.scope,
    }


def profile(sandbox: Sandbox, grant: Grant) -> dict[str, Any]:
    """Who has granted it, as the realm tells a client."""
    user = people.get(sandbox, grant.user_id)
    if user is None:
        return {"sub": grant.user_id}
    return {
        "sub": user.id,
        "email_verified": True,
        "name": user.name,
        "preferred_username": user.email,
        "given_name": user.given_name,
        "family_name": user.family_name,
        "email": user.email,
    }


def _claims(sandbox: Sandbox, grant: Grant, issuer: str) -> dict[str, Any]:
    return {
        "iat": sandbox.now // 1000,
        "jti": sandbox.new_id(),
        "iss": issuer,
        "sub": grant.user_id,
        "azp": grant.client_id,
        "sid": grant.session,
        "scope": grant.scope,
    }


def _access_claims(sandbox: Sandbox, grant: Grant) -> dict[str, Any]:
    """What names the sandbox and the organization; how Candis names the latter is unpublished."""
    return {
        "aud": "account",
        "typ": "Bearer",
        "organization_id": grant.organization_id,
        "mock": f"mock_{sandbox.name}_token",
    }


def _refresh_type(grant: Grant) -> str:
    return "Offline" if grant.offline else "Refresh"
