"""Files of documents: the bytes are made when somebody asks for them."""

import json
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import archive, missing, papers, postings
from mockserver.providers.candis.archive import File
from mockserver.providers.candis.core_data import REFERENCE
from mockserver.web.operation import ASSUMED, SPEC, Api, Reply

api = Api()
_FACTS: dict[str, Any] = {
    "returns": (200, None),
    "media_type": "application/pdf",
    "refuses": (400, 401, 403, 404, 429, 503),
    "tags": ("Exports",),
}


@api.get(
    "/v1/organizations/{organizationId}/files/{fileId}",
    source=f"{REFERENCE}/downloadfile",
    evidence=SPEC,
    **_FACTS,
)
def download_file(sandbox: Sandbox, organization_id: str, file_id: str) -> Reply:
    """The bytes of a file, PDF or XML."""
    if sandbox.setting("candis.file_storage") == "down":
        raise missing.storage_down()
    file = archive.find_file(sandbox, organization_id, file_id)
    if file is None:
        raise missing.unknown_file(file_id)
    content, media_type = papers.drawn(file, _posting(sandbox, file), organization_id)
    disposition = f'attachment; filename="{file.name}"'
    return Reply(200, content, {"Content-Disposition": disposition}, media_type)


@api.get(
    "/v1/organization/{organizationId}/files/{fileId}",
    name="downloadFileBySampleUrl",
    source="assumed: a sample URL in the reference of postings spells the path this way",
    evidence=ASSUMED,
    **_FACTS,
)
def download_file_by_sample_url(sandbox: Sandbox, organization_id: str, file_id: str) -> Reply:
    """The same under the address that a sample of the reference prints."""
    return download_file(sandbox, organization_id, file_id)


def _posting(sandbox: Sandbox, file: File) -> dict[str, Any]:
    """What the file is about: frozen if it was exported, else as it is now."""
    frozen = sandbox.value("SELECT document FROM candis_posting WHERE entity = ?", file.entity)
    if frozen is not None:
        posting: dict[str, Any] = json.loads(frozen)
        return posting
    entity = archive.get(sandbox, file.entity)
    known = archive.known_to(sandbox, entity.organization_id, [entity.facts])
    return postings.of(sandbox, entity, known)
