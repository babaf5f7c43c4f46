"""Connections: a company's access to its sources of data.

Source: https://docs.codat.io/core-concepts/connections and the Platform API specification.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import documents, errors, linking, rules, store
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.listing import Kind, Source, listed
from mockserver.providers.codat.lookup import company_of, connection_of
from mockserver.providers.codat.queryable import CONNECTION_FIELDS
from mockserver.providers.codat.schemas.connections import (
    Authorization,
    Connection,
    ConnectionChange,
    Connections,
    NewConnection,
)
from mockserver.providers.codat.schemas.shared import PageQuery
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Reason

api = Api()
Document = dict[str, Any]
KIND = Kind("DataConnection", errors.CLIENTS, CONNECTION_FIELDS, modified="created")
LIST = "/companies/{companyId}/connections"
ONE = f"{LIST}/{{connectionId}}"
NO_OBJECT = "Push object DataConnectionArgs must be provided"


@api.get(
    LIST,
    query=PageQuery(),
    returns=(200, Connections()),
    source="Platform API specification, list-connections",
    evidence=SPEC,
    refuses=(400, 401, 404, 429),
    tags=("Connections",),
)
def list_connections(sandbox: Sandbox, company_id: str, query: Document, call: Call) -> Document:
    """The connections of a company, newest first."""
    rows = store.connections_of(sandbox, [company_of(sandbox, company_id)["id"]])
    source = Source(
        lambda: len(rows),
        lambda limit, offset: [
            documents.connection(call, row)
            for row in rows[offset : None if limit < 0 else offset + limit]
        ],
    )
    return listed(call, KIND, source, query)


@api.post(
    LIST,
    body=NewConnection(),
    body_required=False,
    returns=(200, Connection()),
    source="Platform API specification, create-connection",
    evidence=SPEC,
    refuses=(400, 401, 404, 422, 429),
    tags=("Connections",),
)
def create_connection(
    sandbox: Sandbox, company_id: str, body: Document | None, call: Call
) -> Document:
    """Make a connection; its `linkUrl` is where the company authorises it."""
    company = company_of(sandbox, company_id)
    if body is None:
        reason = Reason("body-not-an-object", NO_OBJECT, evidence="documented")
        raise errors.refused(400, errors.PUBLIC, NO_OBJECT, reason)
    key = body.get("platformKey", "")
    if key not in INTEGRATIONS:
        raise errors.platform_key_not_valid(key, errors.PUBLIC, "platformKey")
    return documents.connection(call, linking.new_connection(call, company, INTEGRATIONS[key]))


@api.get(
    ONE,
    returns=(200, Connection()),
    source="Platform API specification, get-connection",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Connections",),
)
def get_connection(sandbox: Sandbox, company_id: str, connection_id: str, call: Call) -> Document:
    """One connection."""
    company = company_of(sandbox, company_id)
    return documents.connection(call, connection_of(sandbox, company, connection_id))


@api.patch(
    ONE,
    body=ConnectionChange(),
    returns=(200, Connection()),
    source="Platform API specification, unlink-connection",
    evidence=SPEC,
    refuses=(400, 401, 404, 422, 429),
    tags=("Connections",),
)
def unlink_connection(
    sandbox: Sandbox, company_id: str, connection_id: str, body: Document, call: Call
) -> Document:
    """Take the access to a linked connection away; what was fetched stays readable."""
    connection = connection_of(sandbox, company_of(sandbox, company_id), connection_id)
    if body.get("status") != rules.UNLINKED:
        expected, got = rules.UNLINKED, str(body.get("status"))
        reason = Reason("unlink", "", "status", expected, got, "assumed", linking.CONNECTIONS)
        raise errors.refused(400, errors.PUBLIC, errors.NOT_VALID, reason)
    linking.unlink(call, connection)
    return documents.connection(call, connection_of(sandbox, {"id": company_id}, connection_id))


@api.put(
    f"{ONE}/authorization",
    body=Authorization(),
    body_required=False,
    returns=(200, Connection()),
    source="Platform API specification, update-connection-authorization",
    evidence=SPEC,
    refuses=(400, 401, 404, 429),
    tags=("Connections",),
)
def update_connection_authorization(
    sandbox: Sandbox, company_id: str, connection_id: str, call: Call
) -> Document:
    """Give the credentials of a source: that links the connection, and fetches nothing."""
    connection = connection_of(sandbox, company_of(sandbox, company_id), connection_id)
    linking.link(call, connection, connection["data_set"] or linking.DEFAULT_DATA_SET)
    return documents.connection(call, connection_of(sandbox, {"id": company_id}, connection_id))


@api.delete(
    ONE,
    returns=(200, None),
    source="Platform API specification, delete-connection",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Connections",),
)
def delete_connection(sandbox: Sandbox, company_id: str, connection_id: str, call: Call) -> None:
    """Take a connection away, with its data; the answer is 200 with an empty body."""
    connection = connection_of(sandbox, company_of(sandbox, company_id), connection_id)
    linking.delete(call, connection)
