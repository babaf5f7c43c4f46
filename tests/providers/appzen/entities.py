"""What the tests of entities do alike."""

from typing import Any

ENTITY = "/dictionary-data-services/entity"
BY_EXTERNAL_ID = f"{ENTITY}/external-entity-id"
SEARCH = f"{ENTITY}/search"


def entity(entity_id: str = "E-1", **more: Any) -> dict[str, Any]:
    """A small entity that is accepted; a field set to None is left out."""
    fields: dict[str, Any] = {
        "entity_id": entity_id,
        "entity_name": "Nordkap Foods",
        "entity_type": "Company",
        "appzen_entity_type": "COMPANY",
        "addresses": [{"address_type": "OFFICE"}],
        "currency": "EUR",
        **more,
    }
    return {name: value for name, value in fields.items() if value is not None}


def window(since: str, until: str, **more: Any) -> dict[str, Any]:
    """A search from `since` to `until`."""
    return {"from-last-appzen-update-time": since, "to-last-appzen-update-time": until, **more}


def detail(response: Any) -> str:
    """The emulator's own explanation of a refusal."""
    explained: str = response.headers["x-sandbox-error-detail"]
    return explained
