"""The hosted Link pages, where a person links a company to its data in a browser.

The entry addresses are documented; the pages behind them, their forms and words are our own.
Source: https://docs.codat.io/auth-flow/authorize-hosted-link.
"""

from typing import Any
from urllib.parse import parse_qsl

from marshmallow import Schema

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, link_views, linking, pages, rules
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.lookup import company_of, connection_of
from mockserver.providers.codat.schemas.link_forms import DecisionForm, IntegrationForm
from mockserver.providers.codat.store import Row
from mockserver.web import body as bodies
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, DOCUMENTED, RAW, Api, Reply

api = Api()
START = "/company/{companyId}"
CONNECTION = f"{START}/connections/{{connectionId}}"
HOSTED_LINK = "https://docs.codat.io/auth-flow/authorize-hosted-link"
OWN_FORMS = "assumed: the steps are documented, the addresses and forms of the pages are our own"
_FORM = IntegrationForm()
_DECISION = DecisionForm()
_PAGE: dict[str, Any] = {
    "media_type": "text/html",
    "error_media_type": "text/html",
    "public": True,
    "tags": ("Link",),
    "refuses": (404,),
}
_SUBMIT = _PAGE | {
    "body": RAW,
    "body_required": False,
    "request_media_type": "application/x-www-form-urlencoded",
    "returns": {303: None},
    "source": OWN_FORMS,
    "evidence": ASSUMED,
    "refuses": (400, 404),
}
_OWN = _PAGE | {"returns": {200: None, 303: None}, "source": OWN_FORMS, "evidence": ASSUMED}
_ENTRY = _PAGE | {"returns": {302: None}, "source": HOSTED_LINK, "evidence": DOCUMENTED}


@api.get(START, returns=(200, None), source=HOSTED_LINK, evidence=DOCUMENTED, **_PAGE)
def open_link(sandbox: Sandbox, company_id: str, call: Call) -> Reply:
    """Choose what to connect, or see what is connected."""
    return link_views.choice(sandbox, company_of(sandbox, company_id), call)


@api.get("/{companyId}/link", **_ENTRY)
def open_link_of_2021(sandbox: Sandbox, company_id: str, call: Call) -> Reply:
    """The address that older API generations gave as `redirect`."""
    return _moved(pages.address(call, "company", company_of(sandbox, company_id)["id"]))


@api.get("/link/start/{companyId}/{connectionId}", **_ENTRY)
def start_connection_of_2021(
    sandbox: Sandbox, company_id: str, connection_id: str, call: Call
) -> Reply:
    """The address that older API generations gave as `linkUrl`."""
    return start_connection(sandbox, company_id, connection_id, call)


@api.get("/companies/{companyId}/connections/{connectionId}/start", **_ENTRY)
def start_connection(sandbox: Sandbox, company_id: str, connection_id: str, call: Call) -> Reply:
    """Authorise one connection at once: its `linkUrl`."""
    company, connection = _named(sandbox, company_id, connection_id)
    return _moved(link_views.address_of(call, company, connection, "authorize"))


@api.post(START, **_SUBMIT)
def choose_integration(sandbox: Sandbox, company_id: str, body: bytes, call: Call) -> Reply:
    """Take a choice: the connection then waits for its authorisation."""
    company = company_of(sandbox, company_id)
    integration = INTEGRATIONS.get(_form(_FORM, body)["platformKey"])
    if integration is None:
        return link_views.choice(sandbox, company, call, complaint="Choose what to connect.")
    connection = linking.choose(sandbox, company, integration)
    return pages.see_other(link_views.address_of(call, company, connection))


@api.post(f"{START}/leave", **_SUBMIT)
def leave_link(sandbox: Sandbox, company_id: str, call: Call) -> Reply:
    """Leave without having changed anything."""
    company = company_of(sandbox, company_id)
    return _sent_back(sandbox, company, None, linking.UNCHANGED, call)


@api.get(f"{START}/finished", **_OWN)
def show_left(sandbox: Sandbox, company_id: str, call: Call) -> Reply:
    """Nothing was changed: the last page for a person who has nowhere to be sent back to."""
    return link_views.finished(sandbox, company_of(sandbox, company_id), None, call)


@api.get(CONNECTION, **_OWN)
def show_consent(sandbox: Sandbox, company_id: str, connection_id: str, call: Call) -> Reply:
    """What will be shared, and on which terms."""
    company, connection = _named(sandbox, company_id, connection_id)
    if connection["status"] == rules.LINKED:
        return pages.see_other(pages.address(call, "company", company["id"]))
    return link_views.consent(sandbox, company, connection, call)


@api.post(f"{CONNECTION}/consent", **_SUBMIT)
def answer_consent(
    sandbox: Sandbox, company_id: str, connection_id: str, body: bytes, call: Call
) -> Reply:
    """Go on to the authorisation, or cancel."""
    company, connection = _named(sandbox, company_id, connection_id)
    if _form(_DECISION, body)["decision"] == "continue":
        return pages.see_other(link_views.address_of(call, company, connection, "authorize"))
    return _cancelled(sandbox, company, connection, call)


@api.get(f"{CONNECTION}/authorize", **_OWN)
def show_authorization(sandbox: Sandbox, company_id: str, connection_id: str, call: Call) -> Reply:
    """The question of the source itself, with the choice of sample data."""
    company, connection = _named(sandbox, company_id, connection_id)
    if connection["status"] == rules.LINKED:
        return pages.see_other(pages.address(call, "company", company["id"]))
    return link_views.authorization(sandbox, company, connection, call)


@api.post(f"{CONNECTION}/authorize", **_SUBMIT)
def answer_authorization(
    sandbox: Sandbox, company_id: str, connection_id: str, body: bytes, call: Call
) -> Reply:
    """Authorise or cancel; then the browser goes back to the client."""
    company, connection = _named(sandbox, company_id, connection_id)
    form = _form(_DECISION, body)
    if connection["status"] == rules.LINKED:
        return _sent_back(sandbox, company, connection, linking.LINKED, call)
    if form["decision"] != "authorize":
        return _cancelled(sandbox, company, connection, call)
    data_set = form["dataSet"] or "standard"
    if data_set not in linking.DATA_SETS:
        complaint = "Choose one of the data sets."
        return link_views.authorization(sandbox, company, connection, call, complaint=complaint)
    status = linking.authorise(sandbox, connection, data_set)
    return _sent_back(sandbox, company, connection, status, call)


@api.get(f"{CONNECTION}/finished", **_OWN)
def show_finished(sandbox: Sandbox, company_id: str, connection_id: str, call: Call) -> Reply:
    """All done, cancelled or failed: the last page of the walk."""
    company, connection = _named(sandbox, company_id, connection_id)
    return link_views.finished(sandbox, company, connection, call)


@api.post(f"{CONNECTION}/unlink", **_SUBMIT)
def disconnect(sandbox: Sandbox, company_id: str, connection_id: str, call: Call) -> Reply:
    """The person takes the access away."""
    company, connection = _named(sandbox, company_id, connection_id)
    if connection["status"] == rules.LINKED:
        linking.unlink(sandbox, connection)
    return pages.see_other(pages.address(call, "company", company["id"]))


def _named(sandbox: Sandbox, company_id: str, connection_id: str) -> tuple[Row, Row]:
    company = company_of(sandbox, company_id)
    return company, connection_of(sandbox, company, connection_id)


def _cancelled(sandbox: Sandbox, company: Row, connection: Row, call: Call) -> Reply:
    if connection["status"] != rules.LINKED:
        linking.cancel(sandbox, connection)
    return _sent_back(sandbox, company, connection, linking.CANCELLED, call)


def _sent_back(
    sandbox: Sandbox, company: Row, connection: Row | None, status: int, call: Call
) -> Reply:
    there = linking.redirect(sandbox, company, connection, status, call.query_string)
    return pages.see_other(there or link_views.address_of(call, company, connection, "finished"))


def _moved(location: str) -> Reply:
    return Reply(302, None, {"Location": location, **pages.HEADERS})


def _form(schema: Schema, body: bytes) -> dict[str, Any]:
    """What the browser sent. Raises 400."""
    given = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    form, complaints = bodies.load(schema, given)
    if complaints:
        raise errors.on_invalid(complaints, "form")
    loaded: dict[str, Any] = form
    return loaded
