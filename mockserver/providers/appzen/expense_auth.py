"""Who may use the Expense Audit API: a bearer token, or the three headers of older clients.

Source: https://support.appzen.com/hc/en-us/articles/12591511317395 (Token Generation).
"""

from typing import Any
from urllib.parse import parse_qs

from mockserver.engine import credentials
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.appzen import errors
from mockserver.providers.appzen.auth import (
    CLIENT_SECRET,
    CUSTOMER_KEY,
    PROVIDER,
    Customer,
    authenticate_customer,
)
from mockserver.providers.appzen.schemas.expense import Token, TokenRefusal
from mockserver.web.call import Call
from mockserver.web.credentials import bearer
from mockserver.web.operation import DOCUMENTED, RAW, Api, Reply
from mockserver.web.problem import Problem

TOKEN = "expense_token"  # noqa: S105 - the name of a kind
TOKEN_SECONDS = 3600
FORM = "application/x-www-form-urlencoded"
SOURCE = "https://support.appzen.com/hc/en-us/articles/12591511317395"
NO_SCOPE = (
    'Internal Server Error: 400 Bad Request: "{"error":"invalid_scope","error_description":"The'
    " authorization server resource does not have any configured default scopes, 'scope' must be"
    ' provided."}"'
)

api = Api()


def authenticate(call: Call) -> Customer:
    """The customer. Raises 401 for anything that is wrong."""
    text = bearer(call.headers.get("Authorization"))
    if text is None:
        try:
            return authenticate_customer(call)
        except Problem as problem:
            if problem.origin != "provider":
                raise
            raise errors.expense_unauthenticated("Full authentication is required") from None
    found = credentials.find(call.sandbox, PROVIDER, TOKEN, text)
    if found is None:
        raise errors.expense_unauthenticated("Signed JWT rejected: Invalid signature")
    if call.sandbox.now >= found.data["expires"]:
        raise errors.expense_unauthenticated("Signed JWT rejected: Expired JWT")
    return Customer(found.data["customer_id"], found.data["account"])


def give_token(sandbox: Sandbox, body: bytes) -> Reply:
    """A bearer token for an hour, for client_id, client_secret and scope of a form."""
    given = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    client = credentials.find(sandbox, PROVIDER, CLIENT_SECRET, given.get("client_secret", ""))
    if client is None or client.data["client_id"] != given.get("client_id"):
        # undocumented; checked before the scope, as OAuth does
        return Reply(401, _refusal("401 Unauthorized: invalid_client", "UNAUTHORIZED", 401))
    if not given.get("scope", "").strip():
        return Reply(500, _refusal(NO_SCOPE, "INTERNAL_SERVER_ERROR", 500))
    customer = credentials.first(sandbox, PROVIDER, CUSTOMER_KEY).data
    text = f"mock_{sandbox.name}_{sandbox.new_hex(40)}"
    expires = sandbox.now + TOKEN_SECONDS * 1000
    who = {"customer_id": customer["customer_id"], "account": customer["account"]}
    credentials.issue(sandbox, PROVIDER, TOKEN, text, expires=expires, **who)
    return Reply(
        200,
        {
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "access_token": text,
            "scope": given["scope"],
        },
    )


PATHS = {
    "/api/v3/oauth2/token": "giveToken",
    "/enft/api/v3/oauth2/token": "giveTokenByPrintedUrl",  # the printed sample's
}
for _path, _name in PATHS.items():
    api.post(
        _path,
        body=RAW,
        body_required=False,
        request_media_type=FORM,
        returns={200: Token(), 401: TokenRefusal(), 500: TokenRefusal()},
        source=SOURCE,
        evidence=DOCUMENTED,
        name=_name,
        tags=("expense",),
        public=True,
    )(give_token)


def _refusal(text: str, phrase: str, status: int) -> dict[str, Any]:
    return {"msg": text, "http_status": phrase, "status_code": status}
