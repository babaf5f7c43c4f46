"""Imports of core data: accept a batch, show what became of it."""

from collections.abc import Callable
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import core_data, errors, jobs, paging, rules, store
from mockserver.providers.candis.core_data import CoreDataType
from mockserver.providers.candis.schemas.imports import ImportAccepted, ImportLog
from mockserver.providers.candis.schemas.shared import PageQuery
from mockserver.web.operation import DOCUMENTED, Api

IMPORTS = "/v1/organizations/{organizationId}/imports"
TAG = "Core Data"

api = Api()


def accept(
    sandbox: Sandbox,
    type_: CoreDataType,
    operation: str,
    organization_id: str,
    records: list[dict[str, Any]],
) -> dict[str, Any]:
    """Keep a batch whose shape is right; the work is done later. Raises Problem."""
    most = sandbox.setting("candis.max_import_records")
    if most and len(records) > most:
        raise errors.too_many_records(len(records), most)
    import_ = store.add_import(sandbox, organization_id, type_.path, operation, records)
    jobs.begin(sandbox, import_)
    return {"process_id": import_.process_id}


def _handler(type_: CoreDataType, operation: str) -> Callable[..., dict[str, Any]]:
    def handle(
        sandbox: Sandbox, organization_id: str, body: list[dict[str, Any]]
    ) -> dict[str, Any]:
        return accept(sandbox, type_, operation, organization_id, body)

    handle.__doc__ = f"{operation.capitalize()} {type_.title}."
    return handle


def _add_operations(type_: CoreDataType) -> None:
    update_evidence = type_.update_evidence or type_.evidence
    for decorate, operation, name, evidence in (
        (api.post, rules.CREATE, type_.create_name, type_.evidence),
        (api.put, rules.UPDATE, type_.update_name, update_evidence),
    ):
        decorate(
            f"{IMPORTS}/{type_.path}",
            name=name,
            body=type_.shape(operation),
            returns=(202, ImportAccepted()),
            refuses=(400, 401, 403, 413, 429, 503),
            source=type_.source or f"{core_data.REFERENCE}/{name.lower()}",
            evidence=evidence,
            tags=(TAG,),
        )(_handler(type_, operation))


for _type in core_data.TYPES.values():
    _add_operations(_type)


@api.get(
    IMPORTS + "/{processId}",
    query=PageQuery(),
    returns=(200, ImportLog()),
    refuses=(400, 401, 403, 404, 429, 503),
    source=core_data.GUIDE,
    evidence=DOCUMENTED,
    tags=(TAG,),
)
def get_import_logs(
    sandbox: Sandbox, organization_id: str, process_id: str, query: dict[str, int]
) -> dict[str, Any]:
    """How far an import is, and what became of each of its records, in the order sent."""
    import_ = store.find_import(sandbox, organization_id, process_id)
    if import_ is None:
        raise errors.unknown_import(process_id, int(sandbox.setting("candis.unknown_import")))
    visible = rules.visible_lines(
        total=import_.total,
        done=import_.done,
        processed=import_.processed,
        show_progress=sandbox.setting("candis.show_import_progress"),
    )
    page = paging.slice_of(query, visible)
    return {
        "job_status": rules.PROCESSED if import_.processed else rules.PROCESSING,
        "events": [
            _event(import_, outcome)
            for outcome in store.outcomes_of(sandbox, import_, page.offset, page.size)
        ],
        "pagination": paging.pagination(page),
    }


def _event(import_: store.Import, outcome: dict[str, Any]) -> dict[str, Any]:
    event = {
        "id": outcome["key"],
        "process_id": import_.process_id,
        "organization_id": import_.organization_id,
        "status": rules.FAILED if outcome["errors"] else rules.IMPORTED,
        "operation": import_.operation,
        "created_at": outcome["created_at"],
    }
    if outcome["errors"]:
        event["import_errors"] = outcome["errors"]
    return event
