"""The books behind a connection, as their own accounting system has them.

They exist from the moment of linking: those of the chosen data set, its dates moved so that its
last day is the day of linking. A data type is written down when somebody first needs it; what is in
it does not depend on when. Codat's copy follows by `store.publish`.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from mockserver.engine.clock import to_datetime
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import store
from mockserver.providers.codat.accounting import moved_dates
from mockserver.providers.codat.accounting.resources import BY_DATA_TYPE
from mockserver.providers.codat.books import data_sets
from mockserver.providers.codat.store import Kept, Row
from mockserver.providers.codat.timestamps import TICKS_PER_MS

Body = dict[str, Any]
SLICE = 500
LARGE = 5000  # more records of a data type than this come in by slices, not at the first look
EMPTY = "empty"
CODATS_OWN = ("modifiedDate", "metadata")


def find(sandbox: Sandbox, connection: Row, data_type: str, record_id: str) -> Body | None:
    """The record as the books have it now, whatever Codat knows of it; None when there is none.

    Without `modifiedDate` and `metadata`, which are Codat's.
    """
    found = store.find_record(sandbox, opened(sandbox, connection, data_type), record_id)
    return None if found is None or found["deleted"] else found["body"]


def each(sandbox: Sandbox, connection: Row, data_type: str) -> Iterator[Body]:
    """All records of a data type that the books have now, oldest entries first."""
    return store.records_of(sandbox, opened(sandbox, connection, data_type))


def stage(sandbox: Sandbox, connection: Row, data_type: str, record: Body) -> None:
    """Write a new or changed record (`id` says which) into the books.

    Codat shows it after the next successful fetch of the data type.
    """
    shelf = opened(sandbox, connection, data_type)
    store.stage(sandbox, shelf, Kept(record["id"], place(data_type, record), _text(record)))


def add(sandbox: Sandbox, connection: Row, data_type: str, record: Body) -> None:
    """Write a record that is certainly new: a large data type need not have come in for that."""
    shelf = store.shelf_of(sandbox, connection["id"], data_type)
    if shelf["whole"] or shelf["published"] is not None or not is_large(connection, data_type):
        stage(sandbox, connection, data_type, record)
    else:
        store.stage(sandbox, shelf, Kept(record["id"], place(data_type, record), _text(record)))


def stage_deletion(sandbox: Sandbox, connection: Row, data_type: str, record_id: str) -> None:
    """Take a record out of the books; Codat's copy keeps it, as deleted, after the next fetch."""
    shelf = opened(sandbox, connection, data_type)
    found = store.find_record(sandbox, shelf, record_id)
    if found is None or store.forget_unpublished(sandbox, shelf, record_id):
        return
    body = found["body"]
    kept = Kept(record_id, place(data_type, body), _text(body), deleted=True)
    store.stage(sandbox, shelf, kept)


def opened(sandbox: Sandbox, connection: Row, data_type: str) -> Row:
    """The shelf of a data type with everything of the data set on it."""
    shelf = store.shelf_of(sandbox, connection["id"], data_type)
    while not shelf["whole"]:
        shelf = fill_slice(sandbox, connection, shelf)
    return shelf


def is_large(connection: Row, data_type: str) -> bool:
    """Whether the books have so much of a data type that it has to come in by slices."""
    return data_sets.count(_data_set(connection), data_type) > LARGE


def slices_left(connection: Row, shelf: Row) -> int:
    """How many slices of the data set are not on a shelf yet."""
    left: int = data_sets.count(_data_set(connection), shelf["data_type"]) - shelf["filled"]
    return -(-left // SLICE)


def fill_slice(sandbox: Sandbox, connection: Row, shelf: Row) -> Row:
    """Put the next records of the data set on a shelf; the shelf then."""
    data_set, data_type = _data_set(connection), shelf["data_type"]
    start, total = shelf["filled"], data_sets.count(data_set, data_type)
    stop = min(start + SLICE, total)
    kept = _kept(data_set, data_type, range(start, stop), _days(connection))
    return store.fill(sandbox, shelf, kept, whole=stop >= total)


def place(data_type: str, body: Body) -> str:
    """Where a record stands in the default order: a date as text, or a name without case."""
    resource = BY_DATA_TYPE.get(data_type)
    return str(body.get(resource.order, "")).upper() if resource else ""


def _kept(data_set: str, data_type: str, part: range, days: int) -> Iterator[Kept]:
    move = moved_dates.mover(days)
    records = data_sets.texts(
        data_set, data_type, part.start, part.stop, lambda record: move(_text(record))
    )
    for record_id, record, text in records:
        deleted = bool(record.get("metadata", {}).get("isDeleted"))
        sort = move(f'"{place(data_type, record)}"')[1:-1]
        yield Kept(record_id or data_type, sort, text, deleted)


def _text(record: Body) -> str:
    """The JSON text of what the source knows: without what is Codat's own."""
    body = {name: part for name, part in record.items() if name not in CODATS_OWN}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _data_set(connection: Row) -> str:
    """Which books: a connection that nobody authorised yet has empty ones."""
    return str(connection["data_set"] or EMPTY)


def _days(connection: Row) -> int:
    """From the last day of the data set to the day of linking."""
    since = connection["linked"] or connection["created"]
    anchor = date.fromisoformat(data_sets.about(_data_set(connection))["anchor"])
    return (to_datetime(since // TICKS_PER_MS).date() - anchor).days
