"""How a client keeps its entities at AppZen up to date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from requests import Response

from contract_tests.support.answers import expect
from contract_tests.support.sessions import ApiSession
from contract_tests.targets import Target, Undo

ROOT = "/dictionary-data-services"
ENTITY = f"{ROOT}/entity"
SEARCH = f"{ENTITY}/search"
WINDOW = timedelta(days=3)  # as far as clocks may differ; together less than the seven days allowed
UNKNOWN_UUID = "00000000-0000-4000-8000-000000000000"

WRITE_ARTICLE = "help centre 12941854468371: Create or Update an Entity"
READ_ARTICLE = "help centre 12944442450195: Get Details of an Entity"
SEARCH_ARTICLE = "help centre 13108601404435: Get the list of Entities"
SPECIFICATION = "Swagger document 2.0.3"


REQUIRED: dict[str, Any] = {
    "entity_name": "Contract Test Company",
    "entity_type": "Company",
    "appzen_entity_type": "COMPANY",
    "addresses": [
        {
            "address_type": "OFFICE",
            "address": {"address_line1": "1 Test Street", "country": "US", "zip": "94016"},
        }
    ],
    "currency": "USD",
}


def draft(target: Target, **fields: Any) -> dict[str, Any]:
    """An entity that nobody has yet, with every required field; a field of None is left out."""
    entity = {"entity_id": target.unique("entity"), **REQUIRED, **fields}
    return {name: value for name, value in entity.items() if value is not None}


def retiring(entity_id: str) -> Undo:
    """The way back: there is no delete, an entity is made inactive."""
    return Undo("POST", ENTITY, {"entity_id": entity_id, **REQUIRED, "is_active": False})


def send(target: Target, entity: dict[str, Any]) -> Response:
    """POST an entity that is accepted."""
    entity_id = entity["entity_id"]
    target.created(f"entity {entity_id}", retiring(entity_id))
    return target.session.post(ENTITY, json=entity)


def refused(target: Target, entity: dict[str, Any]) -> Any:
    """POST an entity that is refused; the answer's JSON.

    Only one that is accepted all the same leaves something behind, and a retired one that never
    was would be a new one: it goes into the ledger once it is known to be there.
    """
    response = target.session.post(ENTITY, json=entity)
    entity_id = entity.get("entity_id")
    if response.ok and target.owns(entity_id):
        target.created(f"entity {entity_id}", retiring(str(entity_id)))
    return expect(response, 400)


def upsert(target: Target, entity: dict[str, Any]) -> Any:
    """POST an entity that is accepted; the answer's JSON."""
    return expect(send(target, entity), 200, 201)


def by_uuid(target: Target, uuid: str) -> Response:
    return target.session.get(f"{ENTITY}/{uuid}")


def by_external_id(target: Target, entity_id: str) -> Response:
    return target.session.get(f"{ENTITY}/external-entity-id/{entity_id}")


def kept(target: Target, entity: dict[str, Any]) -> dict[str, Any]:
    """An entity as it is read back."""
    found: dict[str, Any] = expect(by_external_id(target, entity["entity_id"]), 200)
    return found


def search(target: Target, **criteria: Any) -> Response:
    """Search; WINDOW before and after now unless `since` and `until` say otherwise."""
    now = datetime.now(UTC).replace(tzinfo=None)
    body = {
        "from-last-appzen-update-time": criteria.pop("since", stamp(now - WINDOW)),
        "to-last-appzen-update-time": criteria.pop("until", stamp(now + WINDOW)),
        **criteria,
    }
    return target.reading.post(SEARCH, json=body)


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds") + "Z"


def hit_of(target: Target, uuid: str) -> dict[str, Any]:
    """The hit of one entity, once a search of today finds it."""

    def found() -> dict[str, Any] | None:
        hits = expect(search(target), 200)
        return next((hit for hit in hits if hit["appzen-uuid"] == uuid), None)

    hit = target.until(found)
    assert hit is not None
    return hit


def with_headers(target: Target, **changed: str | None) -> ApiSession:
    """The right credentials, these headers changed (`customer_key=…`) or, by None, left out."""
    names = ("x-api-key", "customer-id", "customer-key")
    headers: dict[str, str | None] = {name: str(target.session.headers[name]) for name in names}
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    return target.with_credentials({n: value for n, value in headers.items() if value is not None})
