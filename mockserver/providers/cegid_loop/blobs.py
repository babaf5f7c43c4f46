"""The file storage behind deposit URLs, as far as a client of imports gets to see it."""

import base64
import hashlib
from email.utils import format_datetime
from typing import Any

from mockserver.engine.clock import to_datetime
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import blobstore, routes, sas, store
from mockserver.providers.cegid_loop.errors import denied, storage, storage_headers
from mockserver.providers.cegid_loop.schemas.imports import Signature
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, DOCUMENTED, RAW, Api, Reply

PUT_BLOB = "https://learn.microsoft.com/rest/api/storageservices/put-blob"
GET_BLOB = "https://learn.microsoft.com/rest/api/storageservices/get-blob"
BLOCK_BLOB = "BlockBlob"
_DEFAULT_TYPE = "application/octet-stream"

api = Api()


@api.put(
    routes.BLOB,
    name="putBlob",
    body=RAW,
    body_required=False,
    query=Signature(),
    returns=(201, None),
    refuses=(400, 403, 409),
    source=PUT_BLOB,
    evidence=DOCUMENTED,
    public=True,
    request_media_type=_DEFAULT_TYPE,
    error_media_type="application/xml",
)
def put_blob(
    sandbox: Sandbox, guid: str, filename: str, query: dict[str, Any], body: bytes, call: Call
) -> Reply:
    """Upload a file; the signature in the query is the only credential."""
    path = _opened(sandbox, f"{guid}/{filename}", query, sas.WRITE)
    _check_headers(call)
    before = blobstore.find(sandbox, path)
    if before is not None and call.headers.get("If-None-Match") == "*":
        raise storage(409, "BlobAlreadyExists", "The specified blob already exists.")
    blob = {
        "path": path,
        "etag": f'"0x8{sandbox.new_hex(14).upper()}"',
        "content_type": call.headers.get("x-ms-blob-content-type")
        or call.headers.get("Content-Type")
        or _DEFAULT_TYPE,
        "md5": base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode(),
    }
    blobstore.put(sandbox, blob, body or b"")
    return Reply(
        201,
        headers={
            **_facts({**blob, "put_at": sandbox.now}),
            **storage_headers(call),
            "x-ms-request-server-encrypted": "true",
        },
    )


@api.get(
    routes.BLOB,
    name="getBlob",
    query=Signature(),
    returns=(200, None),
    refuses=(403, 404),
    source=f"assumed: {GET_BLOB}; whether deposit URLs allow reading is not published",
    evidence=ASSUMED,
    public=True,
    media_type=_DEFAULT_TYPE,
    error_media_type="application/xml",
)
def get_blob(
    sandbox: Sandbox, guid: str, filename: str, query: dict[str, Any], call: Call
) -> Reply:
    """Read a file back, where the signature allows it."""
    path = _opened(sandbox, f"{guid}/{filename}", query, sas.READ)
    blob = blobstore.find(sandbox, path)
    if blob is None:
        raise storage(404, "BlobNotFound", "The specified blob does not exist.")
    headers = {**_facts(blob), **storage_headers(call), "x-ms-blob-type": BLOCK_BLOB}
    content = blobstore.content(sandbox, blob["id"])
    return Reply(200, content, headers, blob["content_type"])


def _opened(sandbox: Sandbox, path: str, grant: dict[str, Any], wanted: str) -> str:
    denial = sas.check(store.storage_key(sandbox), path, grant, sandbox.now, wanted)
    if denial is not None:
        raise denied(denial)
    return path


def _check_headers(call: Call) -> None:
    kind = call.headers.get("x-ms-blob-type")
    if kind is None:
        raise storage(
            400,
            "MissingRequiredHeader",
            "An HTTP header that's mandatory for this request is not specified.",
            HeaderName="x-ms-blob-type",
        )
    if kind != BLOCK_BLOB:
        raise storage(
            400,
            "InvalidHeaderValue",
            "The value for one of the HTTP headers is not in the correct format.",
            HeaderName="x-ms-blob-type",
            HeaderValue=kind,
        )


def _facts(blob: dict[str, Any]) -> dict[str, str]:
    return {
        "Content-MD5": blob["md5"],
        "ETag": blob["etag"],
        "Last-Modified": format_datetime(to_datetime(blob["put_at"]), usegmt=True),
    }
