"""The authorization endpoint: a person logs in, chooses one organization, allows or denies.

The addresses behind the first page, their forms and words are our own. No page writes anything
but the last decision, and none needs a cookie: the request travels in the query.
Source: https://developer.candis.io/docs/how-to-authenticate.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis.identity import (
    FORM,
    GUIDE,
    PROTOCOL,
    REALM,
    TAG,
    grants,
    pages,
    people,
    policy,
    realm,
    requests,
)
from mockserver.providers.candis.identity.people import User
from mockserver.providers.candis.identity.requests import AuthorizationRequest
from mockserver.providers.candis.schemas.identity import AuthorizationQuery
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, DOCUMENTED, RAW, Api, Reply

api = Api()
AUTHORIZE = f"{PROTOCOL}/auth"
LOGIN = f"{REALM}/login-actions/authenticate"
CONSENT = f"{REALM}/login-actions/consent"
OUT_OF_BAND = "/authentication_code"
OWN_FORMS = "assumed: the steps are documented, the addresses and forms of the pages are our own"
SCOPE_WORDS = {
    "core_data": "Create and change core data: accounts, cost centers, contacts and the like",
    "exports": "Export approved documents, and download their files",
    policy.OFFLINE: "Keep access when you are not there",
    "email": "See your e-mail address",
    "profile": "See your name",
}
_PAGE: dict[str, Any] = {
    "media_type": "text/html",
    "error_media_type": "text/html",
    "public": True,
    "tags": (TAG,),
    "refuses": (400,),
}
_OWN = _PAGE | {"query": AuthorizationQuery(), "source": OWN_FORMS, "evidence": ASSUMED}
_SUBMIT = _OWN | {
    "body": RAW,
    "body_required": False,
    "request_media_type": FORM,
    "returns": {302: None},
}


@api.get(
    AUTHORIZE,
    query=AuthorizationQuery(),
    returns={200: None, 302: None},
    source=GUIDE,
    evidence=DOCUMENTED,
    **_PAGE,
)
def authorize(sandbox: Sandbox, call: Call) -> Reply:
    """Ask a person to log in."""
    requests.asked(sandbox, call)
    return _login_page(sandbox, call)


@api.post(LOGIN, **_SUBMIT)
def log_in(sandbox: Sandbox, body: bytes, call: Call) -> Reply:
    """Take the choice of a user, and go on to the consent."""
    requests.asked(sandbox, call)
    user = people.find(sandbox, pages.form_of(call, body).get("username", ""))
    if user is None:
        return _login_page(sandbox, call, complaint="Choose who logs in.")
    return pages.moved(pages.address(call, CONSENT, login=user.email))


@api.get(CONSENT, returns={200: None, 302: None}, **_OWN)
def show_consent(sandbox: Sandbox, call: Call) -> Reply:
    """Show what is asked for, and for which organization it can be granted."""
    request = requests.asked(sandbox, call)
    user = _logged_in(sandbox, call)
    if user is None:
        return pages.moved(pages.address(call, AUTHORIZE))
    return _consent_page(sandbox, call, request, user)


@api.post(CONSENT, **_SUBMIT)
def decide(sandbox: Sandbox, body: bytes, call: Call) -> Reply:
    """Allow or deny; the browser goes back to the client."""
    request = requests.asked(sandbox, call)
    user = _logged_in(sandbox, call)
    if user is None:
        return pages.moved(pages.address(call, AUTHORIZE))
    form = pages.form_of(call, body)
    if form.get("decision") == "deny":
        raise request.refused("access_denied", "")
    organization_id = form.get("organization", "")
    if people.role(sandbox, user.id, organization_id) is None:
        complaint = "Choose one organization."
        return _consent_page(sandbox, call, request, user, complaint=complaint)
    return pages.moved(allowed(sandbox, call, request, user, organization_id))


def allowed(
    sandbox: Sandbox, call: Call, request: AuthorizationRequest, user: User, organization_id: str
) -> str:
    """Grant it; returns where the browser goes, the code in the query."""
    session = sandbox.new_id()
    scope = policy.granted_scope(request.scope)
    grant = grants.Grant(request.client.id, user.id, organization_id, scope, session)
    code = grants.new_code(
        sandbox,
        grants.Code(grant, request.redirect_uri, request.challenge, request.method, request.nonce),
    )
    return request.answered({"session_state": session, "iss": realm.issuer(call), "code": code})


@api.get(
    OUT_OF_BAND,
    returns=(200, None),
    source=f"{GUIDE} (the redirect page for clients without a web server)",
    evidence=DOCUMENTED,
    **{**_PAGE, "refuses": ()},
)
def show_code(_sandbox: Sandbox, call: Call) -> Reply:
    """Show the code to whoever has to copy it: for clients without a web server."""
    return pages.page("code", code=call.args.get("code", ""), error=call.args.get("error", ""))


def _logged_in(sandbox: Sandbox, call: Call) -> User | None:
    return people.find(sandbox, call.args.get("login", ""))


def _login_page(sandbox: Sandbox, call: Call, complaint: str = "") -> Reply:
    return pages.page(
        "login",
        400 if complaint else 200,
        complaint=complaint,
        hint=call.args.get("login_hint", ""),
        people=[_shown(sandbox, user) for user in people.everybody(sandbox)],
        action=pages.address(call, LOGIN),
    )


def _consent_page(
    sandbox: Sandbox, call: Call, request: AuthorizationRequest, user: User, complaint: str = ""
) -> Reply:
    scopes = policy.granted_scope(request.scope).split()
    return pages.page(
        "consent",
        400 if complaint else 200,
        complaint=complaint,
        client=request.client.name,
        user=user.name,
        organizations=people.memberships(sandbox, user.id),
        scopes=[SCOPE_WORDS[scope] for scope in scopes if scope in SCOPE_WORDS],
        action=pages.address(call, CONSENT),
        back=pages.address(call, AUTHORIZE),
    )


def _shown(sandbox: Sandbox, user: User) -> dict[str, str]:
    places = [
        f"{one.organization} ({one.role.lower()})" for one in people.memberships(sandbox, user.id)
    ]
    return {"name": user.name, "email": user.email, "places": ", ".join(places)}
