"""From rows to the documents on the wire; absent members are left out, for clients refuse null."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import otp, rules, store
from mockserver.providers.codat.catalogue import INTEGRATIONS, Integration, features
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import precise, seconds

Document = dict[str, Any]


class View(Protocol):
    """Who looks: at which sandbox, and by which addresses it is reached."""

    @property
    def sandbox(self) -> Sandbox:
        """The world."""

    def url(self, path: str, host: str = "") -> str:
        """The absolute address of a path."""


LINK_HOST, LINK_API_HOST = "link.codat.io", "link-api.codat.io"


def company(view: View, row: Row, *, created_now: bool = False) -> Document:
    """One company with its connections; `created_now` writes `created` with seven digits."""
    return companies(view, [row], created_now=created_now)[0]


def companies(view: View, rows: Sequence[Row], *, created_now: bool = False) -> list[Document]:
    """Companies, each with its connections and its relatives."""
    ids = [row["id"] for row in rows]
    connections: dict[str, list[Row]] = defaultdict(list)
    for found in store.connections_of(view.sandbox, ids):
        connections[found["company_id"]].append(found)
    subsidiaries: dict[str, list[Document]] = defaultdict(list)
    for found in store.subsidiaries_of(view.sandbox, ids):
        subsidiaries[found["parent_id"]].append(reference(found))
    return [
        company_alone(view, row, connections[row["id"]], created_now=created_now)
        | _relatives(view, row, subsidiaries[row["id"]])
        | {
            "dataConnections": [
                connection(view, found, created_now=created_now) for found in connections[row["id"]]
            ]
        }
        for row in rows
    ]


def company_alone(
    view: View, row: Row, connections: Sequence[Row], *, created_now: bool = False
) -> Document:
    """A company without its connections and relatives."""
    syncs = [c["last_sync"] for c in connections if c["last_sync"] is not None]
    return rules.absent_removed(
        {
            "id": row["id"],
            "name": row["name"],
            "description": row["description"],
            "platform": platform_name(row, connections),
            "redirect": view.url(f"/company/{row['id']}", LINK_HOST)
            + otp.tail(view.sandbox, row["id"], otp.COMPANY_PARAMETER),
            "lastSync": precise(max(syncs)) if syncs else None,
            "status": rules.company_status(c["status"] for c in connections),
            "created": (precise if created_now else seconds)(row["created"]),
            "createdByUserName": row["created_by"] or None,
            "products": row["products"],
            "tags": row["tags"] or None,
        }
    )


def reference(row: Row) -> Document:
    """A company, as others refer to it."""
    return rules.absent_removed(
        {
            "id": row["id"],
            "name": row["name"],
            "description": row["description"],
            "links": {"portal": f"https://app.codat.io/companies/{row['id']}/summary"},
            "tags": row["tags"] or None,
        }
    )


def _relatives(view: View, row: Row, subsidiaries: list[Document]) -> Document:
    parent = store.find_company(view.sandbox, row["parent_id"]) if row["parent_id"] else None
    return rules.absent_removed(
        {
            "referenceParentCompany": None if parent is None else reference(parent),
            "referenceSubsidiaryCompanies": subsidiaries,
        }
    )


def platform_name(row: Row, connections: Sequence[Row]) -> str:
    """The platform the company was made for, else that of its first linked connection, else ""."""
    linked = [c["platform_key"] for c in reversed(connections) if c["status"] == rules.LINKED]
    keys = [row["platform_key"]] if row["platform_key"] else linked
    return INTEGRATIONS[keys[0]].name if keys else ""


def connection(view: View, row: Row, *, created_now: bool = False) -> Document:
    """One connection; with seven digits in `created` only inside a company that is just made."""
    source = INTEGRATIONS[row["platform_key"]]
    start = f"/companies/{row['company_id']}/connections/{row['id']}/start"
    code = otp.tail(view.sandbox, row["company_id"], otp.CONNECTION_PARAMETER)
    return rules.absent_removed(
        {
            "id": row["id"],
            "integrationId": source.integration_id,
            "integrationKey": source.key,
            "sourceId": source.source_id,
            "platformName": source.name,
            "linkUrl": view.url(start, LINK_API_HOST) + code,
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


def branding(source: Integration) -> Document:
    """The images of an integration; their addresses follow the published pattern."""
    name, file = source.name.lower(), f"{source.source_id.upper()}.png"
    images = "https://static.codat.io/public"

    def image(folder: str, what: str) -> Document:
        return {"image": {"src": f"{images}/{folder}/{file}", "alt": f"{name} {what}"}}

    return {
        "logo": {
            "full": image("officialLogos/Full", "full icon"),
            "square": image("officialLogos/Square", "square icon"),
        },
        "button": {
            "default": image("officialButtons/Full", "default button icon"),
            "hover": image("officialButtons/Full", "hover button icon"),
        },
        "sourceId": source.source_id,
    }
