"""Lists as Codat gives them: filtered by `query`, ordered, cut into pages, with relative links.

Source: https://docs.codat.io/using-the-api/paging, …/querying and …/ordering-results.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from mockserver.providers.codat import errors, query
from mockserver.web import paging
from mockserver.web.call import Call

Document = dict[str, Any]
# The specification's own example orders every list by modifiedDate, which these do not have.
_MODIFIED = "modifieddate"


@dataclass(frozen=True)
class Kind:
    """What the elements of a list are called, what of them can be asked for, and by whom."""

    name: str
    service: str
    fields: Mapping[str, str]
    modified: str


@dataclass(frozen=True)
class Source:
    """Where the elements come from, newest first: all of them as documents, or one page."""

    count: Callable[[], int]
    page: Callable[[int, int], Sequence[Document]]


def listed(call: Call, kind: Kind, source: Source, wanted: Mapping[str, Any]) -> Document:
    """The page that `wanted` asks for, in its envelope. Raises 400 for a bad query or order."""
    if not any(wanted.get(name) for name in ("query", "orderBy", "tags")):
        total = source.count()
        part = paging.of_page(wanted["page"], wanted["pageSize"], total)
        found = list(source.page(part.limit, part.offset))
    else:
        chosen = _ordered(kind, _filtered(kind, source.page(-1, 0), wanted), wanted)
        part = paging.of_page(wanted["page"], wanted["pageSize"], len(chosen))
        found = chosen[part.offset : part.offset + part.limit]
    return {"results": found, **envelope(call, part, wanted)}


def envelope(call: Call, part: paging.Slice, wanted: Mapping[str, Any]) -> Document:
    """The members of a list beside its results."""
    return {
        "pageNumber": wanted["page"],
        "pageSize": wanted["pageSize"],
        "totalResults": part.total,
        "_links": _links(call, part, wanted),
    }


def _filtered(
    kind: Kind, documents: Sequence[Document], wanted: Mapping[str, Any]
) -> list[Document]:
    found = list(documents)
    try:
        if wanted.get("query"):
            expression = query.checked(query.parse(wanted["query"]), kind.fields)
            found = [d for d in found if query.holds(expression, d, kind.fields)]
        if wanted.get("tags"):
            expression = query.checked_tags(query.parse(wanted["tags"]))
            found = [d for d in found if query.tags_hold(expression, d.get("tags", {}))]
    except query.UnknownPropertyError as unknown:
        raise errors.unknown_property(str(unknown), kind.name, kind.service) from None
    except query.MalformedQueryError as malformed:
        raise errors.malformed_query(str(malformed), kind.service) from None
    return found


def _ordered(kind: Kind, found: list[Document], wanted: Mapping[str, Any]) -> list[Document]:
    order = wanted.get("orderBy")
    if not order:
        return found
    names = {name.lower(): name for name in kind.fields if "." not in name}
    names[_MODIFIED] = kind.modified
    name = names.get(order.removeprefix("-").strip().lower())
    if name is None:
        raise errors.malformed_query(f"orderBy={order}: no such property", kind.service)
    known = [d for d in found if name in d]
    unknown = [d for d in found if name not in d]
    known.sort(
        key=lambda d: query.read(str(d[name]), kind.fields[name]), reverse=order.startswith("-")
    )
    return known + unknown


def _links(call: Call, part: paging.Slice, wanted: Mapping[str, Any]) -> Document:
    path = quote(call.path.rstrip("/"), safe="/")
    page = wanted["page"]
    links = {"current": _link(path, wanted, page), "self": {"href": path}}
    if part.has_next:
        links["next"] = _link(path, wanted, page + 1)
    if page > 1:
        links["previous"] = _link(path, wanted, page - 1)
    return links


def _link(path: str, wanted: Mapping[str, Any], page: int) -> Document:
    tail = "".join(
        f"&{name}={quote(wanted[name], safe='!')}"
        for name in ("query", "tags", "orderBy")
        if wanted.get(name)
    )
    return {"href": f"{path}?page={page}&pageSize={wanted['pageSize']}{tail}"}
