"""What testers put into a world: writes that happened, records of custom data types."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import rules, store, webhooks
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import seconds, stamp
from mockserver.web.call import Call

Document = dict[str, Any]
# status → (statusCode, errorMessage). 408 is undocumented
ENDINGS = {
    "Pending": (202, None),
    "Success": (200, None),
    "Failed": (400, "The source refused the write."),
    "TimedOut": (408, "The write did not finish in time."),
}
CHANGES = {
    "Create": "Created",
    "Update": "Modified",
    "Delete": "Deleted",
    "UploadAttachment": "AttachmentUploaded",
}


def push(call: Call, connection: Row, wanted: Document) -> Row:
    """A write that ended as `wanted` says: data_type, type, status, record_id."""
    sandbox, status = call.sandbox, wanted["status"]
    code, message = ENDINGS[status]
    requested = stamp(sandbox)
    row = {
        "id": sandbox.new_id(),
        "company_id": connection["company_id"],
        "connection_id": connection["id"],
        "data_type": wanted["data_type"],
        "status": status,
        "status_code": code,
        "requested": requested,
        "completed": None if status == "Pending" else requested,
        "timeout_minutes": None,
        "error": message,
        "changes": _changes(sandbox, wanted) if status == "Success" else [],
        "problems": [],
        "warnings": [],
        "kind": wanted["type"],
        "record_id": wanted.get("record_id"),
        "body": None,
    }
    store.add_push(sandbox, row)
    webhooks.write_ended(sandbox, row)
    return row


def custom_records(
    sandbox: Sandbox, connection: Row, identifier: str, records: list[Document]
) -> Document:
    """Keep the records of a custom data type of one connection."""
    modified = {"modifiedDate": seconds(stamp(sandbox))}
    kept = {"records": [{**record, "modifiedDate": modified} for record in records]}
    store.keep_document(sandbox, store.custom_records_of(connection["id"], identifier), kept)
    return kept


def _changes(sandbox: Sandbox, wanted: Document) -> list[Document]:
    uploaded = wanted["type"] == "UploadAttachment"
    record = {"id": wanted.get("record_id") or sandbox.new_id(), "dataType": wanted["data_type"]}
    change = {
        "type": CHANGES[wanted["type"]],
        "recordRef": record,
        "attachmentId": sandbox.new_id() if uploaded else None,
    }
    return [rules.absent_removed(change)]
