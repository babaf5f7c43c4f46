"""Integrations: what can be connected, and with which key. Source: Platform API specification."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import documents, errors
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.listing import Kind, Source, listed
from mockserver.providers.codat.lookup import integration_of
from mockserver.providers.codat.queryable import INTEGRATION_FIELDS
from mockserver.providers.codat.schemas.integrations import (
    Branding,
    Integration,
    Integrations,
)
from mockserver.providers.codat.schemas.shared import PageQuery
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api

api = Api()
Document = dict[str, Any]
KIND = Kind("Integration", errors.CLIENTS, INTEGRATION_FIELDS, modified="name")


@api.get(
    "/integrations",
    query=PageQuery(),
    returns=(200, Integrations()),
    source="Platform API specification, list-integrations",
    evidence=SPEC,
    refuses=(400, 401, 429),
    tags=("Integrations",),
)
def list_integrations(sandbox: Sandbox, query: Document, call: Call) -> Document:  # noqa: ARG001
    """Everything that can be connected, the Sandbox first."""
    found = list(INTEGRATIONS.values())
    source = Source(
        lambda: len(found),
        lambda limit, offset: [
            documents.integration(one)
            for one in found[offset : None if limit < 0 else offset + limit]
        ],
    )
    return listed(call, KIND, source, query)


@api.get(
    "/integrations/{platformKey}",
    returns=(200, Integration()),
    source="Platform API specification, get-integration",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Integrations",),
)
def get_integration(sandbox: Sandbox, platform_key: str) -> Document:  # noqa: ARG001
    """One integration."""
    return documents.integration(integration_of(platform_key))


@api.get(
    "/integrations/{platformKey}/branding",
    returns=(200, Branding()),
    source="Platform API specification, get-integrations-branding",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Integrations",),
)
def get_integration_branding(sandbox: Sandbox, platform_key: str) -> Document:  # noqa: ARG001
    """The logos and buttons of one integration."""
    return documents.branding(integration_of(platform_key))
