"""From rows to the documents on the wire; absent members are left out, for clients refuse null."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import rules, store
from mockserver.providers.codat.catalogue import INTEGRATIONS, Integration, features
from mockserver.providers.codat.query import DATE, FLAG, NUMBER, TEXT
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import precise, seconds
from mockserver.web.call import Call

Document = dict[str, Any]
LINK_HOST, LINK_API_HOST = "link.codat.io", "link-api.codat.io"

# What `query` and `orderBy` can name: everything published but lists and maps.
CONNECTION_FIELDS = {
    "id": TEXT,
    "integrationId": TEXT,
    "integrationKey": TEXT,
    "sourceId": TEXT,
    "sourceType": TEXT,
    "platformName": TEXT,
    "linkUrl": TEXT,
    "status": TEXT,
    "lastSync": DATE,
    "created": DATE,
}
COMPANY_FIELDS = {
    "id": TEXT,
    "name": TEXT,
    "description": TEXT,
    "platform": TEXT,
    "redirect": TEXT,
    "status": TEXT,
    "lastSync": DATE,
    "created": DATE,
    "createdByUserName": TEXT,
    **{f"dataConnections.{name}": kind for name, kind in CONNECTION_FIELDS.items()},
}
INTEGRATION_FIELDS = {
    "key": TEXT,
    "logoUrl": TEXT,
    "name": TEXT,
    "enabled": FLAG,
    "sourceId": TEXT,
    "sourceType": TEXT,
    "integrationId": TEXT,
    "isOfflineConnector": FLAG,
    "isBeta": FLAG,
    "dataProvidedBy": TEXT,
}
PULL_FIELDS = {
    "id": TEXT,
    "companyId": TEXT,
    "connectionId": TEXT,
    "dataType": TEXT,
    "status": TEXT,
    "statusDescription": TEXT,
    "errorMessage": TEXT,
    "requested": DATE,
    "completed": DATE,
    "progress": NUMBER,
}


def company(call: Call, row: Row, *, created_now: bool = False) -> Document:
    """One company with its connections; `created_now` writes `created` with seven digits."""
    return companies(call, [row], created_now=created_now)[0]


def companies(call: Call, rows: Sequence[Row], *, created_now: bool = False) -> list[Document]:
    """Companies, each with its connections."""
    found: dict[str, list[Row]] = defaultdict(list)
    for connection_row in store.connections_of(call.sandbox, [row["id"] for row in rows]):
        found[connection_row["company_id"]].append(connection_row)
    return [_company(call, row, found[row["id"]], created_now) for row in rows]


def _company(call: Call, row: Row, connections: list[Row], created_now: bool) -> Document:
    syncs = [c["last_sync"] for c in connections if c["last_sync"] is not None]
    return rules.absent_removed(
        {
            "id": row["id"],
            "name": row["name"],
            "description": row["description"],
            "platform": platform_name(row, connections),
            "redirect": call.url(f"/company/{row['id']}", LINK_HOST),
            "lastSync": precise(max(syncs)) if syncs else None,
            "status": rules.company_status(c["status"] for c in connections),
            "dataConnections": [connection(call, c, created_now=created_now) for c in connections],
            "created": (precise if created_now else seconds)(row["created"]),
            "createdByUserName": row["created_by"] or None,
            "products": [],
            "tags": row["tags"] or None,
            "referenceSubsidiaryCompanies": [],
        }
    )


def platform_name(row: Row, connections: Sequence[Row]) -> str:
    """The platform the company was made for, else that of its first linked connection, else ""."""
    linked = [c["platform_key"] for c in reversed(connections) if c["status"] == rules.LINKED]
    keys = [row["platform_key"]] if row["platform_key"] else linked
    return INTEGRATIONS[keys[0]].name if keys else ""


def connection(call: Call, row: Row, *, created_now: bool = False) -> Document:
    """One connection; with seven digits in `created` only inside a company that is just made."""
    source = INTEGRATIONS[row["platform_key"]]
    start = f"/companies/{row['company_id']}/connections/{row['id']}/start"
    return rules.absent_removed(
        {
            "id": row["id"],
            "integrationId": source.integration_id,
            "integrationKey": source.key,
            "sourceId": source.source_id,
            "platformName": source.name,
            "linkUrl": call.url(start, LINK_API_HOST),
            "status": row["status"],
            "lastSync": None if row["last_sync"] is None else precise(row["last_sync"]),
            "created": (precise if created_now else seconds)(row["created"]),
            "sourceType": source.source_type,
            "dataConnectionErrors": [_error(error) for error in row["errors"]] or None,
        }
    )


def _error(error: Row) -> Document:
    resolved = error.get("resolved")
    return rules.absent_removed(
        {
            "statusCode": error["status_code"],
            "statusText": error["text"],
            "errorMessage": error["message"],
            "erroredOnUtc": precise(error["at"]),
            "status": "Active" if resolved is None else "Resolved",
            "resolvedOnUtc": None if resolved is None else precise(resolved),
        }
    )


def integration(source: Integration) -> Document:
    """One integration, as the catalogue describes it."""
    return {
        "key": source.key,
        "logoUrl": source.logo_url,
        "name": source.name,
        "enabled": True,
        "sourceId": source.source_id,
        "sourceType": source.source_type,
        "integrationId": source.integration_id,
        "isOfflineConnector": source.offline,
        "isBeta": False,
        "dataProvidedBy": "Codat",
        "datatypeFeatures": features(source),
    }


def pull(row: Row) -> Document:
    """One data set on its way, or at its end."""
    complete = row["status"] == rules.COMPLETE
    return rules.absent_removed(
        {
            "id": row["id"],
            "companyId": row["company_id"],
            "connectionId": row["connection_id"],
            "dataType": row["data_type"],
            "status": row["status"],
            "errorMessage": None if row["ended"] is None else row["error"],
            "requested": precise(row["requested"]),
            "completed": precise(row["ended"]) if complete else None,
            "progress": row["progress"],
            "isCompleted": complete,
            "isErrored": rules.is_error(row["status"]),
        }
    )


def data_statuses(sandbox: Sandbox, company_id: str) -> Document:
    """`dataStatus`: one entry per data type that was ever synced, keyed by data type."""
    return {row["data_type"]: _status(row) for row in store.latest_syncs(sandbox, company_id)}


def _status(row: Row) -> Document:
    return rules.absent_removed(
        {
            "dataType": row["data_type"],
            "lastSuccessfulSync": None if row["ended"] is None else precise(row["ended"]),
            "currentStatus": row["status"],
            "latestSyncId": row["id"],
            "latestSuccessfulSyncId": row["good_id"],
        }
    )
