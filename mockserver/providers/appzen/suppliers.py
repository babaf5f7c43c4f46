"""Suppliers, one-time ones included."""

import json
from typing import Any

from mockserver.providers.appzen import errors, rules, store
from mockserver.providers.appzen.kinds import HELP, Kind, Read, Search, Upsert, Write
from mockserver.providers.appzen.rules import master
from mockserver.providers.appzen.schemas.search import SupplierHit
from mockserver.providers.appzen.schemas.supplier import KeptSupplier, Supplier
from mockserver.providers.appzen.store import Document, Record
from mockserver.web.operation import SPEC


def breaches(write: Write) -> list[rules.Breach]:
    """What is wrong with a supplier of this customer."""
    named = [one["entity_id"] for one in write.record.get("entities_other_fields", ())]
    unknown = [id_ for id_ in named if not has_entity(write, id_)]
    return rules.specified(master.of_supplier(write.record, unknown))


def has_entity(write: Write, entity_id: str) -> bool:
    """Whether the customer has an entity of this id."""
    return store.find_by_key(write.sandbox, write.of("entity"), (entity_id,)) is not None


def with_texts(write: Write, _old: Record | None) -> Document:
    """Values of `other_fields` become texts: what is none is written as compact JSON."""
    for one in write.record.get("entities_other_fields", ()):
        given: dict[str, Any] = one.get("other_fields", {})
        one["other_fields"] = {name: _as_text(value) for name, value in given.items()}
    return write.record


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


SUPPLIER = Kind(
    noun="supplier",
    tag="supplier",
    schema=Supplier(),
    shown=KeptSupplier(),
    key=lambda supplier: (supplier["supplier_core"]["external_supplier_id"],),
    active=lambda supplier: bool(supplier["supplier_core"]["is_active"]),
    breaches=breaches,
    tidy=with_texts,
    upserts=(Upsert("upsertSupplier", "/supplier", HELP + "12942426178067"),),
    reads=(
        Read("getSupplier", "/supplier/{uuid}", HELP + "12944573844883"),
        Read(
            "getSupplierByExternalId",
            "/supplier/external-supplier-id/{external-supplier-id}",
            HELP + "13109166268563",
            find=store.find_by_key,
        ),
    ),
    search=Search(
        "searchSupplier",
        "/supplier/search",
        errors.SPECIFICATION,
        SPEC,
        SupplierHit(many=True),
        ("supplier_id",),
    ),
)
