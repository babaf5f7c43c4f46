"""Pages that are gone through with a token: base64 of JSON with the page, its size, their number.

Source: the samples of the Sync for Payables (Bill Pay) API specification, whose tokens read so.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import errors
from mockserver.providers.codat.schemas.shared import LARGEST_PAGE
from mockserver.web import paging
from mockserver.web.problem import Problem, Reason

Document = dict[str, Any]
SOURCE = "Sync for Payables API specification, continuationToken"


def continued(
    sandbox: Sandbox, lists: Mapping[str, Sequence[Document]], token: str | None
) -> Document:
    """One page of each list, and a token as long as one of them goes on. Raises 400."""
    page, size = _read(token) if token else (1, int(sandbox.setting("codat.payables_page_size")))
    parts = {name: paging.of_page(page, size, len(found)) for name, found in lists.items()}
    shown = {
        name: list(lists[name][part.offset : part.offset + part.limit])
        for name, part in parts.items()
    }
    pages = max(part.page_count for part in parts.values())
    return {**shown, "pagination": _next(page, size, pages)}


def _next(page: int, size: int, pages: int) -> Document:
    if page >= pages:
        return {}
    told = {"page": page + 1, "pageSize": size, "pageCount": pages}
    text = json.dumps(told, separators=(",", ":"))
    return {"continuationToken": b64encode(text.encode()).decode()}


def _read(token: str) -> tuple[int, int]:
    """The page and its size. Raises 400."""
    try:
        told = json.loads(b64decode(token, validate=True))
        page, size = int(told["page"]), int(told["pageSize"])
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise _not_ours(token) from None
    if page < 1 or not 1 <= size <= LARGEST_PAGE:
        raise _not_ours(token)
    return page, size


def _not_ours(token: str) -> Problem:
    reason = Reason(
        "continuation-token",
        field="continuationToken",
        expected="the token of the answer before",
        got=token[:200],
        evidence="assumed",
        source=SOURCE,
    )
    return errors.refused(400, errors.PUBLIC, errors.NOT_VALID, reason)
