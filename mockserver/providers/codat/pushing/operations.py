"""The operations that write, built from the table of kinds of records.

Source: the Accounting API specification 3.0.0 and https://docs.codat.io/using-the-api/push.
"""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, runs
from mockserver.providers.codat.accounting.resources import (
    CREATE,
    DELETE,
    RESOURCES,
    UPDATE,
    UPLOAD,
    Resource,
)
from mockserver.providers.codat.catalogue import INTEGRATIONS
from mockserver.providers.codat.lookup import company_of, connection_of
from mockserver.providers.codat.pushing import lifecycle
from mockserver.providers.codat.pushing.complaints import Complaint, item_of
from mockserver.providers.codat.pushing.lifecycle import Wanted
from mockserver.providers.codat.pushing.uploads import file_of
from mockserver.providers.codat.schemas import writes
from mockserver.providers.codat.store import Row
from mockserver.web import body as bodies
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, RAW, SPEC, Api, snake_case
from mockserver.web.problem import Detail

api = Api()
Document = dict[str, Any]
ROOT = "/companies/{companyId}/connections/{connectionId}/push"
REFUSES = (400, 401, 404, 409, 422, 429)
BANK_LINES = f"{ROOT}/bankAccounts/{{accountId}}/bankTransactions"
_WITH_FETCH = ("bankAccounts",)
_PLURAL = ("bills",)  # whose path of attachments ends in `attachments`


def connection_for(sandbox: Sandbox, call: Call, data_type: str) -> Row:
    """The connection of the path, whose source takes this data type. Raises 404."""
    company = company_of(sandbox, call.path_args["company_id"])
    connection = connection_of(sandbox, company, call.path_args["connection_id"])
    source = INTEGRATIONS[connection["platform_key"]]
    if data_type not in source.written_types:
        raise errors.not_offered(data_type, source.name)
    return connection


def begun(call: Call, connection: Row, wanted: Wanted, shape: Schema | None = None) -> Document:
    """The push, with what was sent unless it lacks required members."""
    missing = [] if shape is None else lacking(shape, wanted.body)
    push = lifecycle.start(call.sandbox, connection, wanted, missing)
    for problem in push["problems"]:
        call.note(problem["itemId"], problem["message"])
    answer = runs.push(push)
    if shape is not None and not missing:
        answer["data"] = push["body"]
    return answer


def lacking(shape: Schema, body: Any) -> list[Complaint]:
    """The required members that a body does not have."""
    _, found = bodies.load(shape, body)
    return [Complaint(item_of(_path(detail)), detail.messages[0]) for detail in found]


def _path(detail: Detail) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in detail.path]
    return "".join(parts).lstrip(".")


def _writer(resource: Resource, kind: str, name: str) -> Callable[..., Document]:
    shape, variable = resource.shape(), snake_case(_variable(resource))

    def handler(sandbox: Sandbox, body: Document, query: Document, call: Call) -> Document:
        connection = connection_for(sandbox, call, resource.data_type)
        wanted = Wanted(
            resource.data_type,
            kind,
            name,
            call.path_args.get(variable),
            body,
            query.get("timeoutInMinutes"),
            query.get("allowSyncOnPushComplete", False),
        )
        return begun(call, connection, wanted, shape)

    word = "Create" if kind == CREATE else "Change"
    handler.__doc__ = f"{word} one of the {resource.segment} at the source."
    return handler


def _deleter(resource: Resource, name: str) -> Callable[..., Document]:
    variable = snake_case(_variable(resource))

    def handler(sandbox: Sandbox, call: Call) -> Document:
        connection = connection_for(sandbox, call, resource.data_type)
        wanted = Wanted(resource.data_type, DELETE, name, call.path_args[variable])
        return begun(call, connection, wanted)

    handler.__doc__ = f"Delete one of the {resource.segment} at the source."
    return handler


def _uploader(resource: Resource, name: str) -> Callable[..., Document]:
    variable = snake_case(_variable(resource))

    def handler(sandbox: Sandbox, call: Call) -> Document:
        connection = connection_for(sandbox, call, resource.data_type)
        record_id = call.path_args[variable]
        wanted = Wanted(resource.data_type, UPLOAD, name, record_id, file=file_of(call))
        return begun(call, connection, wanted)

    handler.__doc__ = f"Attach a file to one of the {resource.segment} at the source."
    return handler


def _variable(resource: Resource) -> str:
    """The path variable of one record; of bank accounts it differs from the one of reads."""
    return "bankAccountId" if resource.data_type == "bankAccounts" else resource.one or ""


def _facts(resource: Resource, name: str) -> Document:
    return {
        "name": name,
        "source": f"Accounting API specification, {resource.segment}",
        "evidence": SPEC,
        "refuses": REFUSES,
        "tags": (resource.segment,),
    }


def _serve(resource: Resource) -> None:
    segment, word = f"{ROOT}/{resource.segment}", resource.name
    one, data = f"{segment}/{{{_variable(resource)}}}", writes.answered(resource.shape)
    body = writes.sent(resource.shape)
    if CREATE in resource.written:
        name = f"create{word}"
        query = writes.BankQuery() if resource.data_type in _WITH_FETCH else writes.WriteQuery()
        facts = {"body": body, "query": query, "returns": (200, data), **_facts(resource, name)}
        api.post(segment, **facts)(_writer(resource, CREATE, name))
    if UPDATE in resource.written:
        name = f"update{word}"
        query = writes.UpdateQuery()
        facts = {"body": body, "query": query, "returns": (200, data), **_facts(resource, name)}
        api.put(one, **facts)(_writer(resource, UPDATE, name))
    if DELETE in resource.written:
        name = f"delete{word}"
        facts = {"returns": (200, writes.answered()), **_facts(resource, name)}
        api.delete(one, **facts)(_deleter(resource, name))
    if UPLOAD in resource.written:
        name = f"upload{word}Attachment"
        last = "attachments" if resource.data_type in _PLURAL else "attachment"
        facts = {"returns": (200, writes.answered()), **_facts(resource, name)}
        facts |= {"body": RAW, "request_media_type": "multipart/form-data"}
        api.post(f"{one}/{last}", **facts)(_uploader(resource, name))


for kind in RESOURCES:
    if kind.data_type != "bankTransactions":
        _serve(kind)


@api.post(
    BANK_LINES,
    body=writes.sent(writes.BankLines),
    query=writes.BankQuery(),
    returns=(200, writes.answered(writes.BankLines)),
    source="Accounting API specification, create-bank-transactions",
    evidence=SPEC,
    refuses=REFUSES,
    tags=("bankTransactions",),
)
def create_bank_transactions(
    sandbox: Sandbox, account_id: str, body: Document, query: Document, call: Call
) -> Document:
    """Put lines onto the statement of a bank account."""
    connection = connection_for(sandbox, call, "bankTransactions")
    wanted = Wanted(
        "bankTransactions",
        CREATE,
        "createBankTransactions",
        account_id,
        body,
        query.get("timeoutInMinutes"),
        query["allowSyncOnPushComplete"],
    )
    return begun(call, connection, wanted, writes.BankLines())


@api.delete(
    f"{ROOT}/bills/{{billId}}/attachments/{{attachmentId}}",
    returns=(200, writes.answered()),
    source="Bill Pay API specification, delete-bill-attachment",
    evidence=DOCUMENTED,
    refuses=REFUSES,
    tags=("bills",),
)
def delete_bill_attachment(
    sandbox: Sandbox, bill_id: str, attachment_id: str, call: Call
) -> Document:
    """Take a file away from a bill at the source."""
    connection = connection_for(sandbox, call, "bills")
    body = {"attachmentId": attachment_id}
    return begun(call, connection, Wanted("bills", DELETE, "deleteBillAttachment", bill_id, body))
