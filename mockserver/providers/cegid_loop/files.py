"""Fetching the file of a request: from our own storage only; nobody outside is ever called."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import blobstore, sas, store
from mockserver.providers.cegid_loop.lines import UnreadableError


def fetch(sandbox: Sandbox, request: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where the reading begins, or None when the file counts as imported without being read.

    Raises UnreadableError.
    """
    outcome = sandbox.setting("cegid_loop.import_outcome")
    if outcome == "succeeded":
        return None
    if outcome == "failed":
        raise UnreadableError("cegid_loop.import_outcome says so")
    path = _path_of(sandbox, request)
    if path is None:
        return None
    blob = blobstore.find(sandbox, path)
    if blob is None:
        raise UnreadableError(f"no file was deposited at {path[:200]}")
    return {
        "id": request["id"],
        "blob": blob["id"],
        "parts": blob["parts"],
        "part": 0,
        "line": 1,
        "layout": None,
    }


def _path_of(sandbox: Sandbox, request: Mapping[str, Any]) -> str | None:
    """`<guid>/<name>` in our storage; None for an address outside that is taken on trust."""
    if request["uri"] is not None:
        return str(request["uri"]).strip().removeprefix("/")
    url = str(request["url"]).strip()
    try:
        stored = sas.parse(url)
        outside = urlsplit(url)
        reachable = outside.scheme == "https" and bool(outside.hostname)
    except ValueError:
        raise UnreadableError("the URL cannot be parsed") from None
    if stored is None:
        if reachable and sandbox.setting("cegid_loop.external_files") == "succeed":
            return None
        raise UnreadableError("the URL is not an https address that can be reached")
    path, grant = stored
    denial = sas.check(store.storage_key(sandbox), path, grant, sandbox.now)
    if denial is not None:
        raise UnreadableError(f"the storage refused the URL: {denial.code}: {denial.detail}")
    return path
