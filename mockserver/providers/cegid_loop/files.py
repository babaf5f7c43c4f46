"""Where the file of a request is: in our own storage, or on a host that is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from mockserver.engine import faults
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import addresses, blobstore, download, sas, store
from mockserver.providers.cegid_loop.lines import UnreadableError
from mockserver.providers.cegid_loop.rules import requests

OPERATIONS = {"perso": "importPerso", "fec": "importFEC", "tra": "importTRA", "json": "importJson"}


@dataclass(frozen=True)
class Outside:
    """A file that has to be downloaded: `errand` holds url, hosts (the setting) and both limits."""

    errand: Mapping[str, Any]


def locate(sandbox: Sandbox, request: Mapping[str, Any]) -> str | Outside | None:
    """The path in our storage, or None when the file counts as imported without being read.

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
        return str(request["uri"]).strip().removeprefix("/")
    return _place_of(sandbox, str(request["url"]).strip())


def opened(sandbox: Sandbox, request: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Where the reading of a stored file begins. Raises UnreadableError."""
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


def downloaded(errand: Mapping[str, Any]) -> bytes | str:
    """The content of an outside file, or why there is none."""
    limits = download.Limits(errand["max_bytes"], errand["timeout_ms"] / 1000)
    try:
        return download.fetch(errand["url"], addresses.parse(errand["hosts"]), limits)
    except download.FetchError as error:
        return f"the file could not be fetched: {error}"


def stored(sandbox: Sandbox, errand: Mapping[str, Any], content: bytes) -> str:
    """Keep a downloaded file; its path."""
    name = requests.file_name(unquote(urlsplit(errand["url"]).path)) or "file"
    path = f"external/{errand['id']}/{name}"
    blobstore.put_inline(sandbox, path, content)
    return path


def _place_of(sandbox: Sandbox, url: str) -> str | Outside | None:
    """Where a URL leads; None for an address outside that is taken on trust."""
    try:
        own = sas.parse(url)
        outside = urlsplit(url)
        reachable = outside.scheme == "https" and bool(outside.hostname)
    except ValueError:
        raise UnreadableError("the URL cannot be parsed") from None
    if own is not None:
        return _own_path(sandbox, *own)
    hosts = sandbox.setting("cegid_loop.external_hosts")
    if addresses.is_listed(addresses.parse(hosts), outside):
        limits = {
            name: sandbox.setting(f"cegid_loop.external_{name}")
            for name in ("max_bytes", "timeout_ms")
        }
        return Outside({"url": url, "hosts": hosts, **limits})
    if reachable and sandbox.setting("cegid_loop.external_files") == "succeed":
        return None
    raise UnreadableError("the URL is not an https address that can be reached")


def _own_path(sandbox: Sandbox, path: str, grant: dict[str, str]) -> str:
    denial = sas.check(store.storage_key(sandbox), path, grant, sandbox.now)
    if denial is not None:
        raise UnreadableError(f"the storage refused the URL: {denial.code}: {denial.detail}")
    return path


def _check_name(sandbox: Sandbox, request: Mapping[str, Any], path: str) -> None:
    if request["kind"] != "fec" or not sandbox.setting("cegid_loop.fec_legal_names"):
        return
    why = requests.fec_name_mistake(path.rpartition("/")[2], request["siret"])
    if why:
        raise UnreadableError(why)
