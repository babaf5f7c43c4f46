"""Files of invoices: a signed URL to upload to, and signed links to fetch them by.

Source: https://support.appzen.com/hc/en-us/articles/13114091171219 (Generate the URL to Upload the
Document).
"""

import hashlib
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Setting
from mockserver.providers.appzen import document_store, errors
from mockserver.providers.appzen.auth import Customer
from mockserver.providers.appzen.document_store import Upload
from mockserver.providers.appzen.records import BASE, REFUSES
from mockserver.providers.appzen.rules import invoice as invoice_rules
from mockserver.providers.appzen.schemas.answers import UploadUrl
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, DOCUMENTED, RAW, Api, Reply

ARTICLE = "https://support.appzen.com/hc/en-us/articles/13114091171219"
HOST = "download-link.appzen.com"
FOLDER = "/Staged_Documents/{customer}/{uuid}/{token}"
MAX_BYTES = 25 * 1024 * 1024
LINK_MS = 300_000
OCTETS = "application/octet-stream"

UPLOAD_URL_MS = Setting(
    "appzen.upload_url_ms",
    300_000,
    "How long an upload URL is good for. AppZen's download links live for five minutes.",
    "assumed",
    "ms",
)

api = Api()


@api.get(
    BASE + "/generate-upload-url",
    returns=(200, UploadUrl()),
    refuses=REFUSES,
    source=ARTICLE,
    evidence=DOCUMENTED,
    name="generateUploadUrl",
    tags=("document",),
)
def generate_upload_url(sandbox: Sandbox, caller: Customer, call: Call) -> dict[str, Any]:
    """A URL for one PUT of one file, and the uuid to name the file by in an invoice."""
    uuid, token = sandbox.new_id(), sandbox.new_hex(64)
    expires = sandbox.now + sandbox.setting(UPLOAD_URL_MS.name)
    document_store.offer(sandbox, Upload(uuid, caller.account, caller.id, token, expires))
    return {"url": call.url(_path(caller.id, uuid, token), HOST), "uuid": uuid, "expires": expires}


@api.put(
    FOLDER,
    body=RAW,
    body_required=False,
    request_media_type=OCTETS,
    returns={200: None},
    refuses=(400, 403),
    source=ARTICLE,
    evidence=DOCUMENTED,
    name="uploadDocument",
    tags=("document",),
    public=True,
)
def upload_document(
    sandbox: Sandbox, customer: str, uuid: str, token: str, body: bytes, call: Call
) -> Reply:
    """Take the bytes of a file, once, before the URL expires; at most 25 MB."""
    upload = document_store.find(sandbox, uuid)
    if upload is None or (upload.customer, upload.token) != (customer, token):
        raise errors.bad_upload("a URL that generate-upload-url gave out", "another")
    if upload.uploaded:
        raise errors.bad_upload("a URL that was not used", "one that was")
    if sandbox.now >= upload.expires:
        raise errors.bad_upload("a URL that has not expired", "one that has")
    if len(body) > MAX_BYTES:
        raise errors.too_large(MAX_BYTES, len(body))
    document_store.keep(sandbox, uuid, call.media_type, body)
    return Reply(200)


@api.get(
    FOLDER,
    returns={200: None},
    refuses=(403, 404),
    media_type=OCTETS,
    source="assumed: links of documents are published to live for five minutes, not how",
    evidence=ASSUMED,
    name="downloadDocument",
    tags=("document",),
    public=True,
)
def download_document(sandbox: Sandbox, customer: str, uuid: str, token: str) -> Reply:
    """The bytes of a file, by a link that an invoice showed in the last five minutes."""
    upload = document_store.find(sandbox, uuid)
    expires = token.partition("-")[0]
    if upload is None or customer != upload.customer or token != _signed(upload, expires):
        raise errors.bad_upload("a link that an invoice showed", "another")
    if sandbox.now >= int(expires):
        raise errors.bad_upload("a link of the last five minutes", "an older one")
    if not upload.uploaded:
        raise errors.unknown_record("document", f"{uuid!r}, which was not uploaded")
    media_type, content = document_store.content(sandbox, uuid)
    return Reply(200, content, media_type=media_type or OCTETS)


def links(sandbox: Sandbox, call: Call, account: str, named: list[dict[str, Any]]) -> list[Any]:
    """What a reader sees of an invoice's files: those that AppZen handed out a URL for can be
    fetched."""
    return [{**one, **_link(sandbox, call, account, one)} for one in named]


def _link(sandbox: Sandbox, call: Call, account: str, named: dict[str, Any]) -> dict[str, Any]:
    upload = document_store.find(sandbox, named.get("uuid", ""))
    if upload is None or upload.account != account:
        return {}
    expires = sandbox.now + LINK_MS
    kind = invoice_rules.file_kind(named.get("name", ""), upload.media_type)
    path = _path(upload.customer, upload.uuid, _signed(upload, str(expires)))
    link = {"image_url": call.url(path, HOST), "link_expires_after": expires}
    return {**link, "mime_type": kind} if kind else link


def _path(customer: str, uuid: str, token: str) -> str:
    return FOLDER.format(customer=customer, uuid=uuid, token=token)


def _signed(upload: Upload, expires: str) -> str:
    if not expires.isascii() or not expires.isdigit() or len(expires) > 15:  # noqa: PLR2004
        return ""
    signature = hashlib.sha256(f"{upload.token}/{upload.uuid}/{expires}".encode())
    return f"{expires}-{signature.hexdigest()}"
