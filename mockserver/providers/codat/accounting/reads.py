"""Reading records: lists and single ones of every kind, built from the table of kinds.

Source: the Accounting API specification 3.0.0.
"""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.accounting import copies, pages
from mockserver.providers.codat.accounting.copies import Copy
from mockserver.providers.codat.accounting.resources import (
    COMPANY,
    RESOURCES,
    Resource,
)
from mockserver.providers.codat.schemas.shared import Paged, PageQuery
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api, Reply, snake_case

api = Api()
Document = dict[str, Any]
ROOTS = {
    COMPANY: "/companies/{companyId}/data",
    "connection": "/companies/{companyId}/connections/{connectionId}/data",
}
REFUSES = (400, 401, 404, 409, 429)


def copy_for(call: Call, resource: Resource) -> Copy:
    """The copy that a path names: of a company, or of one of its connections. Raises 404, 409."""
    ids = call.path_args
    if "connection_id" in ids:
        return copies.of_connection(
            call.sandbox, ids["company_id"], ids["connection_id"], resource.data_type
        )
    return copies.of_company(call.sandbox, ids["company_id"], resource.data_type)


def page_of(shape: type[Schema]) -> Schema:
    """A page of records of a shape."""
    results = fields.List(fields.Nested(shape), required=True)
    return Paged.from_dict({"results": results}, name=f"{shape.__name__}Page")()


def _lister(resource: Resource) -> Callable[..., Reply]:
    def handler(_sandbox: Sandbox, query: Document, call: Call) -> Reply:
        return pages.listed(call, resource, copy_for(call, resource), query)

    handler.__doc__ = f"The {resource.segment} that were fetched."
    return handler


def _getter(resource: Resource) -> Callable[..., Reply]:
    variable = snake_case(resource.one or "")

    def handler(sandbox: Sandbox, call: Call) -> Reply:
        copy = copy_for(call, resource)
        row = copies.get_record(sandbox, copy, resource, call.path_args[variable])
        return Reply(200, copies.record_text(resource, row).encode(), {}, pages.JSON)

    handler.__doc__ = f"One of the {resource.segment} that were fetched."
    return handler


def _facts(resource: Resource, name: str) -> Document:
    return {
        "name": name,
        "source": f"Accounting API specification, {resource.segment}",
        "evidence": SPEC,
        "refuses": REFUSES,
        "tags": (resource.segment,),
    }


for kind in RESOURCES:
    root, capital = ROOTS[kind.level], kind.segment[:1].upper() + kind.segment[1:]
    if kind.one:
        api.get(
            f"{root}/{kind.segment}",
            query=PageQuery(),
            returns=(200, page_of(kind.shape)),
            **_facts(kind, f"list{capital}"),
        )(_lister(kind))
        api.get(
            f"{root}/{kind.segment}/{{{kind.one}}}",
            returns=(200, (kind.tree or kind.shape)()),
            **_facts(kind, f"get{kind.shape.__name__}"),
        )(_getter(kind))
