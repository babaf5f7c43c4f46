"""What a client asks a person for, read from the query and checked.

Source: RFC 6749, RFC 7636 and https://developer.candis.io/docs/how-to-authenticate; texts are
those of stock Keycloak.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis.identity import clients, policy, realm, refusals
from mockserver.providers.candis.identity.clients import Client
from mockserver.web.call import Call
from mockserver.web.problem import Problem

OUT_OF_BAND_URI = "https://my.candis.io/authentication_code"


@dataclass(frozen=True)
class AuthorizationRequest:
    """A client that may be answered at `target`, and what it wants."""

    client: Client
    redirect_uri: str
    target: str
    issuer: str
    state: str | None
    scope: str
    nonce: str
    challenge: str
    method: str
    mode: str

    def answered(self, answer: Mapping[str, str]) -> str:
        """The client's redirect URI with an answer, its `state` first."""
        state = {} if self.state is None else {"state": self.state}
        return policy.with_answer(self.target, {**state, **answer}, self.mode)

    def refused(self, error: str, description: str) -> Problem:
        """The client learns that it does not get what it wants."""
        said = {"error": error, **({"error_description": description} if description else {})}
        return refusals.sent_back(self.answered({**said, "iss": self.issuer}), error, description)


def asked(sandbox: Sandbox, call: Call) -> AuthorizationRequest:
    """The request in the query. Raises Problem: on a page, or back to the client."""
    query = call.args
    client = _client(sandbox, query.get("client_id", ""))
    redirect_uri = query.get("redirect_uri", "")
    if redirect_uri not in client.redirect_uris:
        raise refusals.on_page(
            "Invalid parameter: redirect_uri",
            field="redirect_uri",
            expected=", ".join(client.redirect_uris),
            got=redirect_uri,
        )
    mode = query.get("response_mode", "query")
    request = AuthorizationRequest(
        client=client,
        redirect_uri=redirect_uri,
        target=_target(call, redirect_uri),
        issuer=realm.issuer(call),
        state=query.get("state"),
        scope=query.get("scope", ""),
        nonce=query.get("nonce", ""),
        challenge=query.get("code_challenge", ""),
        method=query.get("code_challenge_method", "plain"),
        mode=mode if mode in policy.RESPONSE_MODES else "query",
    )
    _check(request, call)
    return request


def _client(sandbox: Sandbox, client_id: str) -> Client:
    if not client_id:
        raise refusals.on_page("Missing parameters: client_id", field="client_id")
    client = clients.find(sandbox, client_id)
    if client is None:
        raise refusals.on_page("Client not found.", field="client_id", got=client_id)
    return client


def _target(call: Call, redirect_uri: str) -> str:
    """Where the browser goes. The out-of-band page is served here too, so that it works offline."""
    if redirect_uri == OUT_OF_BAND_URI:
        return call.url("/authentication_code", host="my.candis.io")
    return redirect_uri


def _check(request: AuthorizationRequest, call: Call) -> None:
    response_type = call.args.get("response_type", "")
    if not response_type:
        raise request.refused("invalid_request", "Missing parameter: response_type")
    if response_type != "code":
        raise request.refused("unsupported_response_type", "")
    if call.args.get("response_mode", "query") not in policy.RESPONSE_MODES:
        raise request.refused("invalid_request", "Invalid parameter: response_mode")
    if policy.unknown_scopes(request.scope):
        raise request.refused("invalid_scope", f"Invalid scopes: {request.scope}")
    if call.args.get("prompt") == "none":
        raise request.refused("login_required", "")
    if request.method not in policy.CHALLENGE_METHODS:
        raise request.refused("invalid_request", "Invalid parameter: invalid code_challenge_method")
    if "code_challenge_method" in call.args and not request.challenge:
        raise request.refused("invalid_request", "Missing parameter: code_challenge")
    if request.challenge and not policy.pkce_allows(request.challenge):
        raise request.refused("invalid_request", "Invalid parameter: code_challenge")
