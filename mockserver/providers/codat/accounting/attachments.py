"""Files of records: PDFs of them, and what is attached to them.

Source: the Accounting API specification. Attachments are asked from the source at once, without a
fetch. The vendor's sample data has some, of which nothing is known; here every third record has one
PDF of itself.
"""

import json
import uuid
import zlib
from collections.abc import Callable
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors, store
from mockserver.providers.codat.accounting import copies, ledger, papers
from mockserver.providers.codat.accounting.reads import ROOTS
from mockserver.providers.codat.accounting.resources import COMPANY, CONNECTION, RESOURCES, Resource
from mockserver.providers.codat.lookup import company_of, connection_of
from mockserver.providers.codat.schemas.accounting.attachments import Attachment, Attachments
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import parse, seconds
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api, Reply, snake_case

api = Api()
Document = dict[str, Any]
PDF, BINARY = "application/pdf", "application/octet-stream"
EVERY = 3
_NAMES = uuid.UUID("6c2f27b1-6dbf-5a2b-9a86-3f1de2a1c0de")
_UNDATED = "2000-01-01T00:00:00"


def files_of(sandbox: Sandbox, connection: Row, resource: Resource, record_id: str) -> list[Row]:
    """What is attached to a record: its own PDF where it has one, then what was uploaded.

    `content` is there for the first only. Raises 404 for an unknown record.
    """
    record = ledger.find(sandbox, connection, resource.data_type, record_id)
    if record is None:
        raise errors.no_record(resource.segment, record_id)
    uploaded = store.attachments_of(sandbox, connection["id"], resource.data_type, record_id)
    return [*_own_file(resource, record), *uploaded]


def _own_file(resource: Resource, record: Document) -> list[Row]:
    if zlib.crc32(record["id"].encode()) % EVERY:
        return []
    content = papers.drawn(resource, record)
    file = {
        "id": str(uuid.uuid5(_NAMES, f"{resource.data_type}/{record['id']}")),
        "name": f"{papers.label(record)}.pdf",
        "content_type": PDF,
        "created": parse(record.get("issueDate") or _UNDATED),
        "size": len(content),
        "content": content,
    }
    return [file]


def get_file(
    sandbox: Sandbox, connection: Row, resource: Resource, record_id: str, attachment_id: str
) -> Row:
    """One of the files that are attached to a record. Raises 404."""
    for file in files_of(sandbox, connection, resource, record_id):
        if file["id"] == attachment_id:
            return file
    raise errors.no_record("attachments", attachment_id)


def content_of(sandbox: Sandbox, file: Row) -> bytes | None:
    """The bytes of a file."""
    content: bytes | None = file.get("content") or store.attachment_content(sandbox, file["id"])
    return content


def shown(file: Row) -> Document:
    """What is answered about a file."""
    created = seconds(file["created"])
    return {
        "id": file["id"],
        "name": file["name"],
        "contentType": file["content_type"],
        "dateCreated": created,
        "fileSize": file["size"],
        "includeWhenSent": False,
        "sourceModifiedDate": created,
    }


def _record(call: Call, resource: Resource) -> tuple[Row, str]:
    """The connection of the path, and the id of the record."""
    ids = call.path_args
    company = company_of(call.sandbox, ids["company_id"])
    connection = connection_of(call.sandbox, company, ids["connection_id"])
    return connection, ids[snake_case(resource.one or "")]


def _file(call: Call, resource: Resource) -> Row:
    wanted = call.path_args["attachment_id"]
    connection, record_id = _record(call, resource)
    return get_file(call.sandbox, connection, resource, record_id, wanted)


def _lister(resource: Resource) -> Callable[..., Document]:
    def handler(sandbox: Sandbox, call: Call) -> Document:
        connection, record_id = _record(call, resource)
        found = files_of(sandbox, connection, resource, record_id)
        return {"attachments": [shown(file) for file in found]}

    handler.__doc__ = f"What is attached to one of the {resource.segment}."
    return handler


def _getter(resource: Resource) -> Callable[..., Document]:
    def handler(_sandbox: Sandbox, call: Call) -> Document:
        return shown(_file(call, resource))

    handler.__doc__ = f"A file that is attached to one of the {resource.segment}."
    return handler


def _download(resource: Resource) -> Callable[..., Reply]:
    def handler(sandbox: Sandbox, call: Call) -> Reply:
        return Reply(200, content_of(sandbox, _file(call, resource)), {}, BINARY)

    handler.__doc__ = f"The bytes of a file that is attached to one of the {resource.segment}."
    return handler


def _pdf(resource: Resource) -> Callable[..., Reply]:
    variable = snake_case(resource.one or "")

    def handler(sandbox: Sandbox, company_id: str, call: Call) -> Reply:
        copy = copies.of_company(sandbox, company_id, resource.data_type)
        row = copies.get_record(sandbox, copy, resource, call.path_args[variable])
        return Reply(200, papers.drawn(resource, json.loads(row["body"])), {}, PDF)

    handler.__doc__ = f"One of the {resource.segment} as a PDF."
    return handler


def _facts(resource: Resource, name: str) -> Document:
    return {
        "name": name,
        "source": f"Accounting API specification, {resource.segment}, files",
        "evidence": SPEC,
        "tags": (resource.segment,),
    }


for kind in RESOURCES:
    called = kind.shape.__name__
    if kind.attachments:
        root = f"{ROOTS[CONNECTION]}/{kind.segment}/{{{kind.one}}}/attachments"
        refuses = (401, 404, 429)
        api.get(
            root,
            returns=(200, Attachments()),
            refuses=refuses,
            **_facts(kind, f"list{called}Attachments"),
        )(_lister(kind))
        api.get(
            f"{root}/{{attachmentId}}",
            returns=(200, Attachment()),
            refuses=refuses,
            **_facts(kind, f"get{called}Attachment"),
        )(_getter(kind))
        api.get(
            f"{root}/{{attachmentId}}/download",
            returns=(200, None),
            refuses=refuses,
            media_type=BINARY,
            **_facts(kind, f"download{called}Attachment"),
        )(_download(kind))
    if kind.pdf:
        api.get(
            f"{ROOTS[COMPANY]}/{kind.segment}/{{{kind.one}}}/pdf",
            returns=(200, None),
            refuses=(401, 404, 409, 429),
            media_type=PDF,
            **_facts(kind, f"download{called}Pdf"),
        )(_pdf(kind))
