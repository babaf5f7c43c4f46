"""The world at birth: organizations, people, core data, documents, and how to reach them."""

import hashlib
import uuid
from typing import Any

from mockserver import fixtures
from mockserver.engine import credentials
from mockserver.engine.clock import parse_instant
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import archive, core_data, rules, store
from mockserver.providers.candis.identity import people
from mockserver.providers.candis.identity.clients import CLIENT_ID, CLIENT_SECRET
from mockserver.providers.candis.identity.grants import ACCESS_TOKEN
from mockserver.providers.candis.identity.people import User
from mockserver.providers.candis.identity.requests import OUT_OF_BAND_URI
from mockserver.providers.candis.store import Stored
from mockserver.web.provider import Access

NAME = "candis"
OWN = "alpha-organization"
FOREIGN = "beta-organization"
SCOPE = "offline_access core_data exports email profile"
ADMIN_ID = "7d1f6c2e-5a1b-4c57-9d0a-3a52f0f1a001"
REDIRECT_URIS = (
    "http://localhost:3000/callback",
    "http://127.0.0.1:8765/callback",
    OUT_OF_BAND_URI,
)
FILE_NAMES = {
    "INVOICE": "invoice.pdf",
    "XRECHNUNG": "xrechnung.xml",
    "ATTACHMENT": "attachment.pdf",
    "AUDIT_TRAIL": "audit-trail.pdf",
}


def plant(sandbox: Sandbox, world: str) -> None:
    """What `fixtures/candis/worlds/<world>.json` says, and how to reach it."""
    document = fixtures.load(NAME, "worlds", world)
    for organization in document["organizations"]:
        store.add_organization(sandbox, organization["id"], organization["name"])
        for type_ in core_data.TYPES.values():
            records = organization["core_data"].get(type_.path, ())
            stored = {
                type_.identity(one): Stored(type_.name_of(one), False, one) for one in records
            }
            store.keep_core_data(sandbox, organization["id"], stored)
        for entity in organization.get("entities", ()):
            _add_entity(sandbox, organization["id"], entity)
        for request in organization.get("purchase_requests", ()):
            _add_request(sandbox, organization["id"], request)
    for person in fixtures.load(NAME, "people"):
        user = User(person["id"], person["email"], person["given_name"], person["family_name"])
        people.add(sandbox, user, person["roles"])
    _give_out_credentials(sandbox)


def access(sandbox: Sandbox) -> Access:
    """A token of `alpha-organization`, and one of another organization to be refused with."""
    client_id, client_secret, token = (
        credentials.first(sandbox, NAME, kind).text
        for kind in (CLIENT_ID, CLIENT_SECRET, ACCESS_TOKEN)
    )
    return Access(
        headers={"Authorization": f"Bearer {token}"},
        credentials={
            "client_id": client_id,
            "client_secret": client_secret,
            "access_token": token,
            "foreign_access_token": _foreign_token(sandbox),
        },
        subject={"organization_id": OWN, "foreign_organization_id": FOREIGN},
    )


def _add_entity(sandbox: Sandbox, organization_id: str, entity: dict[str, Any]) -> None:
    """One entity of a world; its ids follow from its number, so that they are always the same."""
    kind, number, facts = entity["kind"], entity["number"], entity["facts"]
    hidden = f"{organization_id}/{number}"
    files = [
        (_hex(f"{hidden}/{type_}"), FILE_NAMES[type_], type_) for type_ in entity.get("files", ())
    ]
    archive.add(
        sandbox,
        files,
        organization_id=organization_id,
        kind=kind,
        guid=_uuid(hidden),
        archive_id=_hex(hidden),
        type=entity.get("type", kind),
        status=entity.get("status", rules.APPROVED),
        number=number,
        date=parse_instant(entity["date"]),
        created_at=parse_instant(entity["created_at"]),
        updated_at=parse_instant(entity["updated_at"]),
        paid_at=entity.get("paid_at"),
        facts=facts,
    )


def _add_request(sandbox: Sandbox, organization_id: str, request: dict[str, Any]) -> None:
    archive.add_purchase_request(
        sandbox,
        id=_uuid(f"{organization_id}/{request['facts']['request_number']}"),
        organization_id=organization_id,
        status=request["status"],
        created_at=parse_instant(request["created_at"]),
        updated_at=parse_instant(request["updated_at"]),
        facts=request["facts"],
    )


def _hex(hidden: str) -> str:
    return hashlib.sha256(hidden.encode()).hexdigest()[:24]


def _uuid(hidden: str) -> str:
    return str(uuid.UUID(bytes=hashlib.sha256(hidden.encode()).digest()[:16], version=4))


def _give_out_credentials(sandbox: Sandbox) -> None:
    client = credentials.ensure(
        sandbox,
        NAME,
        CLIENT_ID,
        "candis-client",
        name="Demo integration",
        redirect_uris=list(REDIRECT_URIS),
    )
    credentials.ensure(sandbox, NAME, CLIENT_SECRET, "candis-client-secret", client_id=client.text)
    granted = {"scope": SCOPE, "user_id": ADMIN_ID}
    own = credentials.ensure(
        sandbox, NAME, ACCESS_TOKEN, "candis-access-token", organization_id=OWN, **granted
    )
    if _foreign_token(sandbox) is None:
        facts = {"seeded": True, "organization_id": FOREIGN, **granted}
        credentials.issue(sandbox, NAME, ACCESS_TOKEN, f"{own.text}-beta", **facts)


def _foreign_token(sandbox: Sandbox) -> Any:
    return sandbox.value(
        "SELECT text FROM credential WHERE provider = ? AND kind = ? AND data ->> 'seeded'",
        NAME,
        ACCESS_TOKEN,
    )
