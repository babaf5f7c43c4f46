"""Push operations: what was written to a source, and what can be written.

Source: https://docs.codat.io/using-the-api/push and the Platform API specification, Push data.
"""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, push_options, runs, store
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.listing import Kind, Source, listed
from mockserver.providers.codat.lookup import company_of, connection_of
from mockserver.providers.codat.queryable import PUSH_FIELDS
from mockserver.providers.codat.schemas.pushes import PushOperation, PushOperations, PushOption
from mockserver.providers.codat.schemas.shared import PageQuery
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api
from mockserver.web.problem import Reason

api = Api()
Document = dict[str, Any]
KIND = Kind("PushOperation", errors.PUSH, PUSH_FIELDS, modified="requestedOnUtc")


@api.get(
    "/companies/{companyId}/connections/{connectionId}/options/{dataType}",
    returns=(200, PushOption()),
    source="Platform API specification, get-create-update-model-options-by-data-type",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Push data",),
)
def get_push_options(
    sandbox: Sandbox, company_id: str, connection_id: str, data_type: str
) -> Document:
    """What a write of this data type may hold."""
    connection = connection_of(sandbox, company_of(sandbox, company_id), connection_id)
    source = INTEGRATIONS[connection["platform_key"]]
    options = push_options.of(data_type) if data_type in source.written_types else None
    if options is None:
        text = f"Datatype {data_type} not supported by platform(s) {source.name}"
        reason = Reason("data-type-not-written", text, evidence="documented", source=errors.ERRORS)
        raise errors.refused(404, errors.PUBLIC, text, reason)
    return options


@api.get(
    "/companies/{companyId}/connections/{connectionId}/options/bankAccounts/{accountId}"
    "/bankTransactions",
    returns=(200, PushOption()),
    source="Accounting API specification, get-create-bank-transactions-model",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Push data",),
)
def get_bank_transaction_options(sandbox: Sandbox, company_id: str, connection_id: str) -> Document:
    """What a write of movements of a bank account may hold."""
    return get_push_options(sandbox, company_id, connection_id, "bankTransactions")


@api.get(
    "/companies/{companyId}/push",
    query=PageQuery(),
    returns=(200, PushOperations()),
    source="Platform API specification, get-company-push-history",
    evidence=SPEC,
    refuses=(400, 401, 404, 429),
    tags=("Push data",),
)
def get_company_push_history(
    sandbox: Sandbox, company_id: str, query: Document, call: Call
) -> Document:
    """What was written for a company, newest first."""
    own_id = company_of(sandbox, company_id)["id"]
    source = Source(
        lambda: store.count_pushes(sandbox, own_id),
        lambda limit, offset: [
            runs.push(row) for row in store.pushes_of(sandbox, own_id, limit, offset)
        ],
    )
    return listed(call, KIND, source, query)


@api.get(
    "/companies/{companyId}/push/{pushOperationKey}",
    returns=(200, PushOperation()),
    source="Platform API specification, get-push-operation",
    evidence=SPEC,
    refuses=(401, 404, 429),
    tags=("Push data",),
)
def get_push_operation(sandbox: Sandbox, company_id: str, push_operation_key: str) -> Document:
    """One write."""
    company = company_of(sandbox, company_id)
    row = store.find_push(sandbox, company["id"], push_operation_key)
    if row is None:
        source = "assumed: 404 is in the specification, its text is not"
        reason = Reason("push-unknown", got=push_operation_key, evidence="assumed", source=source)
        text = f"No push operation was found with key {push_operation_key}"
        raise errors.refused(404, errors.PUSH, text, reason)
    return runs.push(row)
