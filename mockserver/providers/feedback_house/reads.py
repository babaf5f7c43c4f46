"""Divisions, areas and users: the list, one of them, and its end."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house import errors, rules
from mockserver.providers.feedback_house.resources import RESOURCES, Resource
from mockserver.providers.feedback_house.schemas import batches
from mockserver.providers.feedback_house.store import things
from mockserver.providers.feedback_house.values import object_id
from mockserver.web import paging
from mockserver.web.operation import DOCUMENTED, Api

api = Api()


def offer(resource: Resource) -> None:
    """Serve the reads of one kind."""
    _offer_list(resource)
    _offer_one(resource)
    _offer_delete(resource)


def _offer_list(resource: Resource) -> None:
    kind = resource.kind

    @api.get(
        resource.reads,
        query=batches.Paging(),
        returns=(200, batches.page(resource.name, kind.many, resource.stored)),
        refuses=(400, 401, 413, 429),
        source=resource.source("get"),
        evidence=DOCUMENTED,
        name=f"list{resource.name}s",
        tags=(resource.tag,),
    )
    def listed(sandbox: Sandbox, caller: str, query: dict[str, int]) -> dict[str, Any]:
        """List the company's, inactive ones included, in the order of their creation."""
        total = things.count(sandbox, caller, kind)
        page = paging.of_offset(query["skip"], query["limit"], total)
        found = things.page(sandbox, caller, kind, page.offset, page.limit)
        return {"page_info": page_info(page), "listed": [resource.shown(one) for one in found]}


def page_info(page: paging.Slice) -> dict[str, Any]:
    """Where a page lies."""
    return {
        "has_next_page": page.has_next,
        "has_previous_page": page.has_previous,
        "limit": page.limit,
        "skip": page.offset,
        "total_count": page.total,
    }


def _offer_one(resource: Resource) -> None:
    kind = resource.kind
    answer = batches.found(kind, resource.stored)

    @api.get(
        f"{resource.reads}/{{id}}",
        returns={200: answer, 400: batches.not_found(kind)} if resource.loud else (200, answer),
        refuses=(401, 413, 429) if resource.loud else (400, 401, 413, 429),
        source=resource.source("get-id"),
        evidence=DOCUMENTED,
        name=f"get{resource.name}",
        tags=(resource.tag,),
    )
    def one(sandbox: Sandbox, caller: str, id: str) -> dict[str, Any]:  # noqa: A002 - the vendor's name
        """Show one; what is answered when the company has none of this id depends on the kind."""
        wanted = object_id(id)
        if wanted is None:
            raise errors.unreadable_id(resource, id)
        found = things.find(sandbox, caller, kind, "id", wanted)
        if found is not None:
            return {"status": "OK", "one": resource.shown(found)}
        if resource.loud:
            raise errors.not_found(resource, id)
        return {"one": {}}


def _offer_delete(resource: Resource) -> None:
    kind = resource.kind

    @api.delete(
        f"{resource.reads}/{{id}}",
        returns={200: batches.deleted(kind), 400: batches.not_deleted(kind)},
        refuses=(401, 413, 429),
        source=resource.source("delete"),
        evidence=DOCUMENTED,
        name=f"delete{resource.name}",
        tags=(resource.tag,),
    )
    def delete(sandbox: Sandbox, caller: str, id: str) -> dict[str, Any]:  # noqa: A002 - the vendor's name
        """Delete one; what named it no longer does."""
        wanted = object_id(id)
        if wanted is None:
            raise errors.not_deleted(resource, id, rules.INVALID_ID)
        # undocumented what becomes of references; a dangling id could not be sent back as it is
        if not things.delete(sandbox, caller, kind, wanted):
            raise errors.not_deleted(resource, id, kind.not_found)
        return {"status": "OK", "one": wanted}


for each in RESOURCES:
    offer(each)
