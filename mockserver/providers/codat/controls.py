"""Shortcuts for testers: what otherwise takes a person, a source, or time.

Below `/_mock/sandboxes/{s}/providers/codat`.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import (
    consumers,
    documents,
    errors,
    linking,
    planting,
    redirects,
    runs,
    store,
)
from mockserver.providers.codat.catalogue import INTEGRATIONS, SANDBOX_KEY
from mockserver.providers.codat.lookup import company_of, connection_of
from mockserver.providers.codat.schemas.connections import Connection
from mockserver.providers.codat.schemas.controls import (
    ConnectionNamed,
    CustomRecordsPlanted,
    Linked,
    LinkWalk,
    PushPlanted,
    Records,
    Secrets,
)
from mockserver.providers.codat.schemas.pushes import PushOperation
from mockserver.providers.codat.store import Row
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, Api

api = Api()
Document = dict[str, Any]
OURS: dict[str, Any] = {"source": "our own: a shortcut for tests", "evidence": ASSUMED}


@api.post("/link", body=LinkWalk(), returns=(200, Linked()), **OURS)
def link(sandbox: Sandbox, body: Document, call: Call) -> Document:
    """Walk through Link as a person would; the connection, and where the browser would end."""
    company = company_of(sandbox, body["company_id"])
    connection = _walked(call, company, body)
    if body["outcome"] == "authorise":
        status = linking.authorise(call, connection, body["data_set"])
    else:
        status = {"cancel": linking.CANCELLED, "fail": linking.FAILURES["error"]}[body["outcome"]]
        linking.fail(call, connection, status)
    there = redirects.address(sandbox, company, connection, status, body["query"])
    return {
        "connection": documents.connection(call, connection),
        "status_code": status,
        "redirect_url": there,
    }


@api.post("/deauthorise", body=ConnectionNamed(), returns=(200, Connection()), **OURS)
def deauthorise(sandbox: Sandbox, body: Document, call: Call) -> Document:
    """Let the source take the access of a linked connection away."""
    connection = _named(sandbox, body)
    linking.deauthorise(call, connection)
    return documents.connection(call, connection)


@api.get("/webhooks", returns=(200, Secrets()), **OURS)
def list_secrets(sandbox: Sandbox) -> Document:
    """The webhook consumers, with the secrets that the API never answers."""
    return {
        "consumers": [
            consumers.as_it_is(sandbox, row) | {"secret": row["secret"]}
            for row in store.consumers(sandbox)
        ]
    }


@api.post("/pushes", body=PushPlanted(), returns=(201, PushOperation()), **OURS)
def plant_push(sandbox: Sandbox, body: Document, call: Call) -> Document:
    """Let a write have happened at a connection, ending as told."""
    return runs.push(planting.push(call, _named(sandbox, body), body))


@api.post("/custom-records", body=CustomRecordsPlanted(), returns=(201, Records()), **OURS)
def plant_custom_records(sandbox: Sandbox, body: Document) -> Document:
    """Give a connection the records of a custom data type; the next fetch brings them."""
    connection = _named(sandbox, body)
    return planting.custom_records(sandbox, connection, body["identifier"], body["records"])


def _named(sandbox: Sandbox, body: Document) -> Row:
    company = company_of(sandbox, body["company_id"])
    return connection_of(sandbox, company, body["connection_id"])


def _walked(call: Call, company: Row, body: Document) -> Row:
    """The connection to decide on: the named one, else one for the platform key."""
    if body.get("connection_id"):
        return connection_of(call.sandbox, company, body["connection_id"])
    key = body.get("platform_key") or company["platform_key"] or SANDBOX_KEY
    if key not in INTEGRATIONS:
        raise errors.platform_key_not_valid(key, errors.PUBLIC, "platform_key")
    return linking.choose(call, company, INTEGRATIONS[key])
