"""Exports: freeze what is approved, follow how far it is, read the postings."""

import json
from typing import Any

from mockserver.engine import faults
from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import archive, missing, postings, rules
from mockserver.providers.candis.core_data import REFERENCE
from mockserver.providers.candis.paging import page_of
from mockserver.providers.candis.schemas.exports import Export, ExportList, NewExport, Postings
from mockserver.providers.candis.schemas.shared import PageQuery
from mockserver.web.call import Call
from mockserver.web.operation import SPEC, Api

EXPORTS = "/v1/organizations/{organizationId}/exports"
TAG = "Exports"
EXPORT_DUE = "candis.export-due"
TABLES = (
    """CREATE TABLE candis_export (
        id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE, organization_id TEXT NOT NULL,
        status TEXT NOT NULL, postings_count INTEGER NOT NULL, created_at INTEGER NOT NULL)""",
    """CREATE TABLE candis_posting (
        export INTEGER NOT NULL, entity INTEGER NOT NULL, document TEXT NOT NULL, error TEXT,
        PRIMARY KEY (export, entity)) WITHOUT ROWID""",
)
_FACTS: dict[str, Any] = {"evidence": SPEC, "tags": (TAG,)}
_FOUND = (400, 401, 403, 404, 429, 503)

api = Api()


@api.post(
    EXPORTS,
    body=NewExport(),
    body_required=False,
    returns=(201, Export()),
    refuses=(400, 401, 403, 413, 429, 503),
    source=f"{REFERENCE}/createexport",
    **_FACTS,
)
def create_export(
    sandbox: Sandbox, organization_id: str, body: dict[str, Any] | None
) -> dict[str, Any]:
    """Export everything that is approved, of one kind; from now on it is frozen."""
    kind = (body or {}).get("entity_type") or rules.DOCUMENT
    taken = archive.exportable(sandbox, organization_id, kind)
    if not taken:
        raise missing.nothing_to_export(kind)
    guid = sandbox.new_id()
    cursor = sandbox.connection.execute(
        "INSERT INTO candis_export (guid, organization_id, status, postings_count, created_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (guid, organization_id, rules.EXPORTING, len(taken), sandbox.now),
    )
    known = archive.known_to(sandbox, organization_id, [entity.facts for entity in taken])
    sandbox.connection.executemany(
        "INSERT INTO candis_posting (export, entity, document) VALUES (?, ?, ?)",
        [
            (cursor.lastrowid, entity.id, json.dumps(postings.of(sandbox, entity, known)))
            for entity in taken
        ],
    )
    sandbox.connection.executemany(
        "UPDATE candis_entity SET export = ? WHERE id = ?",
        [(cursor.lastrowid, entity.id) for entity in taken],
    )
    sandbox.schedule(EXPORT_DUE, sandbox.setting("candis.exporting_ms"), id=cursor.lastrowid)
    return _shown(_row(sandbox, organization_id, guid))


def finish_export(sandbox: Sandbox, payload: Any) -> None:
    """The export ends: each posting has been taken over, or not."""
    entities = sandbox.rows(
        "SELECT e.* FROM candis_posting p JOIN candis_entity e ON e.id = p.entity"
        " WHERE p.export = ? ORDER BY e.date, e.id",
        payload["id"],
    )
    failures = _failures(sandbox, [archive.entity_of(row) for row in entities])
    sandbox.connection.executemany(
        "UPDATE candis_posting SET error = ? WHERE export = ? AND entity = ?",
        [(code, payload["id"], entity) for entity, code in failures.items()],
    )
    sandbox.connection.execute(
        "UPDATE candis_entity SET status = ?, updated_at = ? WHERE id IN"
        " (SELECT entity FROM candis_posting WHERE export = ? AND error IS NULL)",
        (rules.EXPORTED, sandbox.now, payload["id"]),
    )
    sandbox.connection.execute(
        "UPDATE candis_export SET status = ? WHERE id = ?",
        (rules.export_outcome(len(failures), len(entities)), payload["id"]),
    )


def _failures(sandbox: Sandbox, entities: list[archive.Entity]) -> dict[int, str]:
    """Which entities fail, and with which code; `candis.export_outcome` overrules their facts."""
    outcome = sandbox.setting("candis.export_outcome")
    if faults.job(sandbox, "candis", "createExport"):
        outcome = "failed"
    if outcome == "as_approved":
        return {one.id: one.facts["fails"] for one in entities if one.facts.get("fails")}
    count = {"exported": 0, "partially_exported": 1, "failed": len(entities)}[outcome]
    return {one.id: rules.ENTITY_NOT_FOUND for one in entities[len(entities) - count :]}


@api.get(
    EXPORTS,
    query=PageQuery(),
    returns=(200, ExportList()),
    refuses=(400, 401, 403, 429, 503),
    source=f"{REFERENCE}/getexports",
    **_FACTS,
)
def get_exports(sandbox: Sandbox, organization_id: str, query: dict[str, int]) -> dict[str, Any]:
    """All exports, the newest first."""
    rows, pagination = page_of(
        sandbox, "candis_export", {"organization_id = ?": organization_id}, "id DESC", query
    )
    return {"exports": [_shown(row) for row in rows], "pagination": pagination}


@api.get(
    EXPORTS + "/{exportId}",
    returns=(200, Export()),
    refuses=_FOUND,
    source=f"{REFERENCE}/getexport",
    **_FACTS,
)
def get_export(sandbox: Sandbox, organization_id: str, export_id: str) -> dict[str, Any]:
    """How far one export is."""
    return _shown(_row(sandbox, organization_id, export_id))


@api.get(
    EXPORTS + "/{exportId}/postings",
    returns=(200, Postings()),
    refuses=_FOUND,
    source=f"{REFERENCE}/getexportpostings",
    **_FACTS,
)
def get_export_postings(
    sandbox: Sandbox, organization_id: str, export_id: str, call: Call
) -> dict[str, Any]:
    """What was exported and what failed; nothing of either before the export has ended."""
    export = _row(sandbox, organization_id, export_id)
    if export["status"] == rules.EXPORTING:
        if sandbox.setting("candis.postings_while_exporting") == "400":
            raise missing.still_exporting(export_id)
        return {"successful_postings": [], "failed_postings": []}
    rows = sandbox.connection.execute(
        "SELECT p.document, p.error FROM candis_posting p JOIN candis_entity e ON e.id = p.entity"
        " WHERE p.export = ? ORDER BY e.date, e.id",
        (export["id"],),
    )
    found = [(json.loads(document), error) for document, error in rows]
    return {
        "successful_postings": [
            _located(document, organization_id, call) for document, error in found if error is None
        ],
        "failed_postings": [
            {"id": document["id"], "entity_id": document["invoice_id"], "error_code": error}
            for document, error in found
            if error is not None
        ],
    }


def _row(sandbox: Sandbox, organization_id: str, export_id: str) -> dict[str, Any]:
    row = sandbox.row(
        "SELECT * FROM candis_export WHERE guid = ? AND organization_id = ?",
        export_id,
        organization_id,
    )
    if row is None:
        raise missing.unknown_export(export_id)
    return row


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["guid"],
        "postings_count": row["postings_count"],
        "status": row["status"],
        "created_at": isoformat(row["created_at"]),
    }


def _located(posting: dict[str, Any], organization_id: str, call: Call) -> dict[str, Any]:
    """A posting with its addresses: of files as this client reaches them, of the web app."""
    root = f"/v1/organizations/{organization_id}/files"
    files = [
        {**file, "url": call.url(f"{root}/{file['id']}", host="api.candis.io")}
        for file in posting["files"]
    ]
    return {**posting, "files": files, "url": archive_url(organization_id, posting["id"])}


def archive_url(organization_id: str, archive_id: str) -> str:
    """Where the web app shows a document; nobody serves it here."""
    return f"https://my.candis.io/{organization_id}/archive/{archive_id}"
