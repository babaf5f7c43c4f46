"""Approved documents, card transactions and reimbursement items; their files; purchase requests.

One entity is what one posting is made of. `facts` name core data by its keys; names are looked up
when somebody asks, so that an import that renames an account shows everywhere.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import core_data, rules, store
from mockserver.providers.candis.store import Stored

TABLES = (
    # `export` is set when an export has frozen the entity; it stays whatever became of it.
    """CREATE TABLE candis_entity (
        id INTEGER PRIMARY KEY, organization_id TEXT NOT NULL, kind TEXT NOT NULL,
        guid TEXT NOT NULL UNIQUE, archive_id TEXT NOT NULL, type TEXT NOT NULL,
        status TEXT NOT NULL, export INTEGER, number TEXT NOT NULL, date INTEGER NOT NULL,
        created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, paid_at TEXT,
        facts TEXT NOT NULL)""",
    "CREATE INDEX candis_entity_exportable ON candis_entity (organization_id, kind, export)",
    """CREATE TABLE candis_file (
        id TEXT PRIMARY KEY, entity INTEGER NOT NULL, name TEXT NOT NULL,
        type TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX candis_file_entity ON candis_file (entity)",
    """CREATE TABLE candis_purchase_request (
        id TEXT PRIMARY KEY, organization_id TEXT NOT NULL, status TEXT NOT NULL,
        created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, facts TEXT NOT NULL)
        WITHOUT ROWID""",
)
Known = Mapping[tuple[str, str], Stored]
_DIMENSIONS = {
    "cost_center": "COST_CENTER",
    "cost_object": "COST_OBJECT",
    "custom_cost_dimension": "CUSTOM_COST_DIMENSION",
}
_PLACES = {
    "account": core_data.GENERAL_LEDGER_ACCOUNT,
    "tax_code": core_data.TAX_CODE,
    **_DIMENSIONS,
}


@dataclass(frozen=True)
class Entity:
    """Something that can be exported; `type` is that of its posting or of its reimbursement."""

    id: int
    organization_id: str
    kind: str
    guid: str
    archive_id: str
    type: str
    status: str
    export: int | None
    number: str
    date: int
    created_at: int
    updated_at: int
    paid_at: str | None
    facts: dict[str, Any]

    @property
    def total(self) -> float:
        """What it comes to, in major units."""
        return rules.money(sum(line["net"] + line.get("tax", 0) for line in self.facts["lines"]))


@dataclass(frozen=True)
class File:
    """A file of an entity."""

    id: str
    entity: int
    name: str
    type: str


def add(sandbox: Sandbox, files: Sequence[tuple[str, str, str]], **columns: Any) -> Entity:
    """A new entity, in use; `files` are (id, name, type)."""
    columns = {"status": rules.APPROVED, "export": None, "paid_at": None, **columns}
    cursor = sandbox.connection.execute(
        "INSERT INTO candis_entity (organization_id, kind, guid, archive_id, type, status, export,"
        " number, date, created_at, updated_at, paid_at, facts) VALUES (:organization_id, :kind,"
        " :guid, :archive_id, :type, :status, :export, :number, :date, :created_at, :updated_at,"
        " :paid_at, :facts)",
        {**columns, "facts": json.dumps(columns["facts"], ensure_ascii=False)},
    )
    id_ = int(cursor.lastrowid or 0)
    sandbox.connection.executemany(
        "INSERT INTO candis_file (entity, id, name, type) VALUES (?, ?, ?, ?)",
        [(id_, *file) for file in files],
    )
    return Entity(id=id_, **columns)


def entity_of(row: Mapping[str, Any]) -> Entity:
    """A row of candis_entity."""
    return Entity(**{**row, "facts": json.loads(row["facts"])})


def get(sandbox: Sandbox, id_: int) -> Entity:
    """The entity of that number. Raises LookupError."""
    row = sandbox.row("SELECT * FROM candis_entity WHERE id = ?", id_)
    if row is None:
        raise LookupError(f"no entity {id_}")
    return entity_of(row)


def find_invoice(sandbox: Sandbox, organization_id: str, guid: str) -> Entity | None:
    """The invoice of that id, approved or exported."""
    row = sandbox.row(
        "SELECT * FROM candis_entity WHERE organization_id = ? AND guid = ? AND kind <> ?",
        organization_id,
        guid,
        rules.REIMBURSEMENT_ITEM,
    )
    return None if row is None else entity_of(row)


def set_paid(sandbox: Sandbox, entity: Entity, paid_at: str | None) -> None:
    """Note when an invoice was paid, or that it was not."""
    sandbox.connection.execute(
        "UPDATE candis_entity SET paid_at = ?, updated_at = ? WHERE id = ?",
        (paid_at, sandbox.now, entity.id),
    )


def exportable(sandbox: Sandbox, organization_id: str, kind: str) -> list[Entity]:
    """What is approved and in no export yet, oldest first."""
    rows = sandbox.rows(
        "SELECT * FROM candis_entity WHERE organization_id = ? AND kind = ? AND export IS NULL"
        " AND status = ? ORDER BY date, id",
        organization_id,
        kind,
        rules.APPROVED,
    )
    return [entity_of(row) for row in rows]


def files_of(sandbox: Sandbox, entity: Entity) -> list[File]:
    """Its files, the main one first."""
    rows = sandbox.rows(
        "SELECT * FROM candis_file WHERE entity = ? ORDER BY type = 'AUDIT_TRAIL',"
        " type = 'ATTACHMENT', name",
        entity.id,
    )
    return [File(**row) for row in rows]


def find_file(sandbox: Sandbox, organization_id: str, file_id: str) -> File | None:
    """The file of that id in this organization."""
    row = sandbox.row(
        "SELECT f.* FROM candis_file f JOIN candis_entity e ON e.id = f.entity"
        " WHERE f.id = ? AND e.organization_id = ?",
        file_id,
        organization_id,
    )
    return None if row is None else File(**row)


def add_purchase_request(sandbox: Sandbox, **columns: Any) -> None:
    """A new purchase request."""
    sandbox.connection.execute(
        "INSERT INTO candis_purchase_request VALUES (:id, :organization_id, :status, :created_at,"
        " :updated_at, :facts)",
        {**columns, "facts": json.dumps(columns["facts"], ensure_ascii=False)},
    )


def known_to(
    sandbox: Sandbox, organization_id: str, all_facts: Iterable[Mapping[str, Any]]
) -> Known:
    """The core data that these facts name, as it is now."""
    places: set[tuple[str, str]] = set()
    for facts in all_facts:
        if facts.get("contact"):
            places.add((core_data.CONTACT, facts["contact"]))
        if facts.get("payment_condition"):
            places.add((core_data.PAYMENT_CONDITION, facts["payment_condition"]))
        for line in facts.get("lines", (facts,)):
            places.update((kind, line[name]) for name, kind in _PLACES.items() if line.get(name))
    return store.fetch_core_data(sandbox, organization_id, sorted(places))


def dimensions(line: Mapping[str, Any], known: Known) -> dict[str, dict[str, str]]:
    """The cost dimensions of a line: their codes, and their names if they are known."""
    found = {}
    for name, kind in _DIMENSIONS.items():
        if line.get(name):
            stored = known.get((kind, line[name]))
            found[name] = {"code": line[name], **({"name": stored.name} if stored else {})}
    return found


def name_of(kind: str, key: str, known: Known) -> str:
    """The name of a piece of core data; of an unknown one its key."""
    stored = known.get((kind, key))
    return key if stored is None else stored.name
