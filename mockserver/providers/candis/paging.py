"""A page of a table: filtered, in a stable order, with how much there is."""

from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import rules
from mockserver.web import paging
from mockserver.web.paging import Slice


def page_of(
    sandbox: Sandbox,
    table: str,
    conditions: Mapping[str, Any],
    order: str,
    query: Mapping[str, Any],
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The rows of the page that `query` asks for, and its pagination.

    `conditions` maps SQL with one `?` to its value; those whose value is None do not count.
    """
    wanted = {sql: value for sql, value in conditions.items() if value is not None}
    where = f"FROM {table} WHERE {' AND '.join(wanted)}"
    total = sandbox.value(f"SELECT count(*) {where}", *wanted.values())
    page = slice_of(query, total)
    rows = sandbox.rows(
        f"SELECT * {where} ORDER BY {order} LIMIT ? OFFSET ?",
        *wanted.values(),
        page.limit,
        page.offset,
    )
    return rows, pagination(page)


def slice_of(query: Mapping[str, Any], total: int) -> Slice:
    """The page that is asked for, of so many elements."""
    return paging.of_offset(query["offset"], rules.page_limit(query["limit"]), total)


def pagination(page: Slice) -> dict[str, int]:
    """As every list tells it."""
    return {"page_count": page.page_count, "page_size": page.size, "total_count": page.total}
