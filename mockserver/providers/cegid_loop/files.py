"""Fetching the file of a request: from our own storage, or from a host that is allowed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from mockserver.engine import faults
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import addresses, blobstore, download, sas, store
from mockserver.providers.cegid_loop.lines import UnreadableError
from mockserver.providers.cegid_loop.rules import requests

OPERATIONS = {"perso": "importPerso", "fec": "importFEC", "tra": "importTRA", "json": "importJson"}


def fetch(sandbox: Sandbox, request: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where the reading begins, or None when the file counts as imported without being read.

    Raises UnreadableError.
    """
    outcome = sandbox.setting("cegid_loop.import_outcome")
    if outcome == "succeeded":
        return None
    if outcome == "failed":
        raise UnreadableError("cegid_loop.import_outcome says so")
    if fault := faults.job(sandbox, "cegid_loop", OPERATIONS[request["kind"]]):
        raise UnreadableError(f"{fault.kind} #{fault.id} says so")
    if request["uri"] is not None:
        path = str(request["uri"]).strip().removeprefix("/")
    else:
        found = _path_of_url(sandbox, request, str(request["url"]).strip())
        if found is None:
            return None
        path = found
    blob = blobstore.find(sandbox, path)
    if blob is None:
        raise UnreadableError(f"no file was deposited at {path[:200]}")
    _check_name(sandbox, request, path)
    return {
        "id": request["id"],
        "blob": blob["id"],
        "parts": blob["parts"],
        "part": 0,
        "line": 1,
        "layout": None,
    }


def _path_of_url(sandbox: Sandbox, request: Mapping[str, Any], url: str) -> str | None:
    """Where in our storage the file is; None for an address outside that is taken on trust."""
    try:
        stored = sas.parse(url)
        outside = urlsplit(url)
        reachable = outside.scheme == "https" and bool(outside.hostname)
    except ValueError:
        raise UnreadableError("the URL cannot be parsed") from None
    if stored is not None:
        return _own_path(sandbox, *stored)
    allowed = addresses.parse(sandbox.setting("cegid_loop.external_hosts"))
    if addresses.is_listed(allowed, outside):
        return _downloaded(sandbox, request, url, allowed)
    if reachable and sandbox.setting("cegid_loop.external_files") == "succeed":
        return None
    raise UnreadableError("the URL is not an https address that can be reached")


def _own_path(sandbox: Sandbox, path: str, grant: dict[str, str]) -> str:
    denial = sas.check(store.storage_key(sandbox), path, grant, sandbox.now)
    if denial is not None:
        raise UnreadableError(f"the storage refused the URL: {denial.code}: {denial.detail}")
    return path


def _downloaded(
    sandbox: Sandbox, request: Mapping[str, Any], url: str, allowed: addresses.Allowed
) -> str:
    limits = download.Limits(
        sandbox.setting("cegid_loop.external_max_bytes"),
        sandbox.setting("cegid_loop.external_timeout_ms") / 1000,
    )
    try:
        content = download.fetch(url, allowed, limits)
    except download.FetchError as error:
        raise UnreadableError(f"the file could not be fetched: {error}") from None
    name = requests.file_name(unquote(urlsplit(url).path)) or "file"
    path = f"external/{request['id']}/{name}"
    blobstore.put_inline(sandbox, path, content)
    return path


def _check_name(sandbox: Sandbox, request: Mapping[str, Any], path: str) -> None:
    if request["kind"] != "fec" or not sandbox.setting("cegid_loop.fec_legal_names"):
        return
    why = requests.fec_name_mistake(path.rpartition("/")[2], request["siret"])
    if why:
        raise UnreadableError(why)
