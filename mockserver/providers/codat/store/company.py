"""Companies, as a world keeps them."""

import json
from collections.abc import Sequence

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.document import sync_settings_of
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_company (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        description TEXT NOT NULL, platform_key TEXT, tags TEXT NOT NULL, created INTEGER NOT NULL,
        created_by TEXT NOT NULL, products TEXT NOT NULL DEFAULT '[]',
        parent_id TEXT REFERENCES codat_company (id) ON DELETE SET NULL)""",
    "CREATE INDEX codat_company_parent ON codat_company (parent_id) WHERE parent_id IS NOT NULL",
)


def add_company(sandbox: Sandbox, company: Row) -> None:
    """Keep a new company; `tags` is a dict, `products` a list."""
    sandbox.connection.execute(
        "INSERT INTO codat_company (id, name, description, platform_key, tags, created, created_by,"
        " products, parent_id) VALUES (:id, :name, :description, :platform_key, :tags, :created,"
        " :created_by, :products, :parent_id)",
        _written(company),
    )


def find_company(sandbox: Sandbox, company_id: str) -> Row | None:
    """The company with this id, or None."""
    row = sandbox.row("SELECT * FROM codat_company WHERE id = ?", company_id.lower())
    return None if row is None else _company(row)


def companies(sandbox: Sandbox, limit: int = -1, offset: int = 0) -> list[Row]:
    """Companies, newest first."""
    found = sandbox.rows(
        "SELECT * FROM codat_company ORDER BY number DESC LIMIT ? OFFSET ?", limit, offset
    )
    return [_company(row) for row in found]


def count_companies(sandbox: Sandbox) -> int:
    """How many there are."""
    return int(sandbox.value("SELECT count(*) FROM codat_company"))


def count_active_companies(sandbox: Sandbox) -> int:
    """How many have a linked connection."""
    return int(
        sandbox.value(
            "SELECT count(DISTINCT company_id) FROM codat_connection WHERE status = 'Linked'"
        )
    )


def change_company(sandbox: Sandbox, company: Row) -> None:
    """Write name, description, tags, products and parent."""
    sandbox.connection.execute(
        "UPDATE codat_company SET name = :name, description = :description, tags = :tags,"
        " products = :products, parent_id = :parent_id WHERE id = :id",
        _written(company),
    )


def delete_company(sandbox: Sandbox, company_id: str) -> None:
    """Gone, with its connections, data sets and settings."""
    sandbox.connection.execute("DELETE FROM codat_company WHERE id = ?", (company_id,))
    sandbox.connection.execute(
        "DELETE FROM codat_document WHERE name = ?", (sync_settings_of(company_id),)
    )


def subsidiaries_of(sandbox: Sandbox, company_ids: Sequence[str]) -> list[Row]:
    """The companies whose parent is one of these, oldest first."""
    found = sandbox.rows(
        "SELECT * FROM codat_company WHERE parent_id IN (SELECT value FROM json_each(?))"
        " ORDER BY number",
        json.dumps(company_ids),
    )
    return [_company(row) for row in found]


def place_under(sandbox: Sandbox, parent_id: str, company_ids: Sequence[str]) -> None:
    """Make these, and no others, the subsidiaries of a company."""
    sandbox.connection.execute(
        "UPDATE codat_company SET parent_id = NULL WHERE parent_id = ?", (parent_id,)
    )
    sandbox.connection.execute(
        "UPDATE codat_company SET parent_id = ? WHERE id IN (SELECT value FROM json_each(?))",
        (parent_id, json.dumps(company_ids)),
    )


def _written(company: Row) -> Row:
    return {
        **company,
        "tags": json.dumps(company["tags"]),
        "products": json.dumps(company["products"]),
    }


def _company(row: Row) -> Row:
    return {**row, "tags": json.loads(row["tags"]), "products": json.loads(row["products"])}
