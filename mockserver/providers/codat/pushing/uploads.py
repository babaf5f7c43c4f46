"""The file that comes with an upload, and how it gets to its record."""

from typing import Any

from mockserver.providers.codat import errors, store
from mockserver.providers.codat.pushing.desk import Desk
from mockserver.providers.codat.timestamps import stamp
from mockserver.web.call import Call
from mockserver.web.multipart import MalformedFormError, files_of

Document = dict[str, Any]


def file_of(call: Call) -> Document:
    """The file of a form. Raises 400."""
    try:
        files = files_of(call)
    except MalformedFormError as malformed:
        raise errors.on_malformed(str(malformed)) from None
    if not files:
        raise errors.on_malformed("the form holds no file")
    first = next((file for file in files if file.field == "file"), files[0])
    return {
        "name": first.name or "attachment",
        "content_type": first.media_type or "application/octet-stream",
        "content": first.content,
    }


def attach(desk: Desk, data_type: str, record_id: str | None, file: Document) -> str:
    """A file, as `file_of` gives it, belongs to a record now; its id."""
    attachment_id = desk.sandbox.new_id()
    place = {
        "connection_id": desk.connection["id"],
        "data_type": data_type,
        "record_id": record_id,
    }
    facts = {"id": attachment_id, "created": stamp(desk.sandbox)}
    store.add_attachment(desk.sandbox, {**file, **place, **facts})
    return attachment_id
