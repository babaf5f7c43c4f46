"""Refreshing data: queue data types, watch them being fetched.

Source: https://docs.codat.io/using-the-api/queueing-data-syncs and the Platform API specification.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, runs, store, syncs
from mockserver.providers.codat.listing import Kind, Source, listed
from mockserver.providers.codat.lookup import company_of
from mockserver.providers.codat.queryable import PULL_FIELDS
from mockserver.providers.codat.schemas.data_refresh import (
    DataStatuses,
    PullOperation,
    PullOperations,
    QueueQuery,
    ValidationResult,
)
from mockserver.providers.codat.schemas.shared import PageQuery
from mockserver.providers.codat.store import Row
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, SPEC, Api

api = Api()
Document = dict[str, Any]
KIND = Kind("Dataset", errors.PULL, PULL_FIELDS, modified="requested")
DATA = "/companies/{companyId}/data"


@api.post(
    f"{DATA}/all",
    returns=(204, None),
    source="Platform API specification, refresh-company-data",
    evidence=SPEC,
    refuses=(401, 404, 422, 429),
    tags=("Refresh data",),
)
def refresh_company_data(sandbox: Sandbox, company_id: str) -> None:
    """Queue every data type that is fetched on the first link."""
    syncs.queue_all(sandbox, company_of(sandbox, company_id))


@api.post(
    f"{DATA}/queue/all",
    returns=(204, None),
    source="documentation of 2023: the older path of POST /companies/{companyId}/data/all",
    evidence=DOCUMENTED,
    refuses=(401, 404, 422, 429),
    tags=("Refresh data",),
)
def queue_company_data(sandbox: Sandbox, company_id: str) -> None:
    """Queue every data type that is fetched on the first link: the older path."""
    syncs.queue_all(sandbox, company_of(sandbox, company_id))


@api.post(
    f"{DATA}/queue/{{dataType}}",
    query=QueueQuery(),
    returns=(200, PullOperation()),
    source="Platform API specification, refresh-data-type",
    evidence=SPEC,
    refuses=(400, 401, 404, 409, 422, 429),
    tags=("Refresh data",),
)
def refresh_data_type(
    sandbox: Sandbox, company_id: str, data_type: str, query: Document
) -> Document:
    """Queue one data type of one connection."""
    company = company_of(sandbox, company_id)
    return runs.pull(syncs.queue_one(sandbox, company, data_type, query.get("connectionId")))


@api.get(
    "/companies/{companyId}/dataStatus",
    returns=(200, DataStatuses()),
    source="Platform API specification, get-company-data-status",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Refresh data",),
)
def get_company_data_status(sandbox: Sandbox, company_id: str) -> Document:
    """How each data type stands; those never queued are left out."""
    return runs.data_statuses(sandbox, company_of(sandbox, company_id)["id"])


@api.get(
    f"{DATA}/history",
    query=PageQuery(),
    returns=(200, PullOperations()),
    source="Platform API specification, list-pull-operations",
    evidence=SPEC,
    refuses=(400, 401, 404, 429),
    tags=("Refresh data",),
)
def list_pull_operations(
    sandbox: Sandbox, company_id: str, query: Document, call: Call
) -> Document:
    """The fetches of a company, newest first."""
    own_id = company_of(sandbox, company_id)["id"]
    source = Source(
        lambda: store.count_pulls(sandbox, own_id),
        lambda limit, offset: [
            runs.pull(row) for row in store.pulls_of(sandbox, own_id, limit, offset)
        ],
    )
    return listed(call, KIND, source, query)


@api.get(
    f"{DATA}/history/{{datasetId}}",
    returns=(200, PullOperation()),
    source="Platform API specification, get-pull-operation",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Refresh data",),
)
def get_pull_operation(sandbox: Sandbox, company_id: str, dataset_id: str) -> Document:
    """One fetch."""
    return runs.pull(_pull_of(sandbox, company_id, dataset_id))


@api.get(
    "/companies/{companyId}/sync/{datasetId}/validation",
    returns=(200, ValidationResult()),
    source="Platform API specification, get-read-validation-results",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Read data",),
)
def get_read_validation_results(sandbox: Sandbox, company_id: str, dataset_id: str) -> Document:
    """What validation found; nothing, unless the fetch ended as `ValidationError`."""
    return runs.validation(_pull_of(sandbox, company_id, dataset_id))


def _pull_of(sandbox: Sandbox, company_id: str, dataset_id: str) -> Row:
    company = company_of(sandbox, company_id)
    row = store.find_pull(sandbox, company["id"], dataset_id)
    if row is None:
        raise errors.no_data_set(dataset_id)
    return row
