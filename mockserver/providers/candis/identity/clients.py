"""The programs that may ask for tokens: credentials with one to five redirect URLs.

Source: https://developer.candis.io/docs/credentials.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis.identity import refusals
from mockserver.web.call import Call
from mockserver.web.credentials import basic

PROVIDER = "candis"
CLIENT_ID = "client_id"
CLIENT_SECRET = "client_secret"  # noqa: S105 - a kind of credential


@dataclass(frozen=True)
class Client:
    """A registered program."""

    id: str
    name: str
    redirect_uris: tuple[str, ...]


def find(sandbox: Sandbox, client_id: str) -> Client | None:
    """The client of this id, or None."""
    known = credentials.find(sandbox, PROVIDER, CLIENT_ID, client_id)
    if known is None:
        return None
    return Client(client_id, known.data["name"], tuple(known.data["redirect_uris"]))


def register(
    sandbox: Sandbox, name: str, redirect_uris: Sequence[str], client_id: str, secret: str
) -> Client:
    """A new client; one with the same id is replaced."""
    credentials.issue(
        sandbox, PROVIDER, CLIENT_ID, client_id, name=name, redirect_uris=list(redirect_uris)
    )
    credentials.issue(sandbox, PROVIDER, CLIENT_SECRET, secret, client_id=client_id)
    return Client(client_id, name, tuple(redirect_uris))


def authenticated(sandbox: Sandbox, call: Call, form: Mapping[str, str]) -> Client:
    """The client that calls, by HTTP Basic or by the fields of its form. Raises Problem."""
    pair = basic(call.headers.get("Authorization"))
    if pair is not None:
        client_id, _, secret = pair.partition(":")
    else:
        client_id, secret = form.get("client_id", ""), form.get("client_secret", "")
    client = find(sandbox, client_id)
    if client is None:
        raise _refused("invalid_client", f"no client {client_id!r} in sandbox {sandbox.name}")
    known = credentials.find(sandbox, PROVIDER, CLIENT_SECRET, secret)
    if known is None or known.data["client_id"] != client.id:
        raise _refused("unauthorized_client", "the secret is missing or not that of the client")
    return client


def _refused(error: str, detail: str) -> Exception:
    return refusals.oauth(
        401,
        error,
        refusals.BAD_CLIENT,
        detail=detail,
        expected="HTTP Basic, or client_id and client_secret in the form",
    )
