"""Pages of records: in the default order, or as `query` and `orderBy` want them."""

from collections.abc import Mapping, Sequence
from typing import Any

from mockserver.providers.codat import errors, listing, query, store
from mockserver.providers.codat.accounting.copies import Copy, record_text
from mockserver.providers.codat.accounting.resources import Resource
from mockserver.providers.codat.store import EVERYTHING, Row, Sql
from mockserver.web import paging
from mockserver.web.body import dump_json
from mockserver.web.call import Call
from mockserver.web.operation import Reply

JSON = "application/json; charset=utf-8"
IN_LINE = Sql("line")


def listed(
    call: Call,
    resource: Resource,
    copy: Copy,
    wanted: Mapping[str, Any],
    only: Sql = EVERYTHING,
) -> Reply:
    """The page that `wanted` asks for of those records that `only` leaves. Raises 400.

    Records are kept as the texts they are given as, so a page is put together, not dumped.
    """
    part, rows = _chosen(call, resource, copy, wanted, only)
    ending = listing.envelope(call, part, wanted)
    results = ",".join(record_text(resource, row) for row in rows)
    return Reply(200, b'{"results":[%b],%b' % (results.encode(), dump_json(ending)[1:]), {}, JSON)


def _chosen(
    call: Call, resource: Resource, copy: Copy, wanted: Mapping[str, Any], only: Sql
) -> tuple[paging.Slice, Sequence[Row]]:
    page, size = wanted["page"], wanted["pageSize"]
    if not wanted.get("query") and not wanted.get("orderBy") and only is EVERYTHING:
        part = paging.of_page(page, size, copy.shelf["lines"])
        return part, store.copied_page(call.sandbox, copy.shelf, part.limit, part.offset)
    where, order = _where(resource, wanted), _order(resource, wanted)
    name = repr((where, order, only))
    selection = store.select(call.sandbox, copy.shelf, name, where.and_(only), order)
    part = paging.of_page(page, size, selection["total"])
    rows = store.selected_page(call.sandbox, copy.shelf, selection, part.limit, part.offset)
    return part, rows


def _where(resource: Resource, wanted: Mapping[str, Any]) -> Sql:
    if not wanted.get("query"):
        return EVERYTHING
    try:
        expression = query.checked(query.parse(wanted["query"]), resource.fields)
    except query.UnknownPropertyError as unknown:
        raise errors.unknown_property(str(unknown), resource.name, errors.PUBLIC) from None
    except query.MalformedQueryError as malformed:
        raise errors.malformed_query(str(malformed), errors.PUBLIC) from None
    return store.where(expression, resource.fields)


def _order(resource: Resource, wanted: Mapping[str, Any]) -> Sql:
    asked = wanted.get("orderBy")
    if not asked:
        return IN_LINE
    names = {name.lower(): name for name in resource.fields}
    name = names.get(asked.removeprefix("-").strip().lower())
    if name is None:
        raise errors.malformed_query(f"orderBy={asked}: no such property", errors.PUBLIC)
    return store.order(name, resource.fields[name], descending=asked.startswith("-"))
