"""Rules of the older generation, as a world keeps them."""

import json

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.store.row import Row

TABLES = (
    """CREATE TABLE codat_rule (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
        company_id TEXT REFERENCES codat_company (id) ON DELETE CASCADE,
        notifiers TEXT NOT NULL)""",
)


def add_rule(sandbox: Sandbox, rule: Row) -> None:
    """Keep a new rule; `notifiers` is a dict, `company_id` None for all companies."""
    sandbox.connection.execute(
        "INSERT INTO codat_rule (id, type, company_id, notifiers)"
        " VALUES (:id, :type, :company_id, :notifiers)",
        {**rule, "notifiers": json.dumps(rule["notifiers"])},
    )


def find_rule(sandbox: Sandbox, rule_id: str) -> Row | None:
    """The rule with this id, or None."""
    row = sandbox.row("SELECT * FROM codat_rule WHERE id = ?", rule_id.lower())
    return None if row is None else _rule(row)


def alert_rules(sandbox: Sandbox) -> list[Row]:
    """All rules, newest first."""
    rows = sandbox.rows("SELECT * FROM codat_rule ORDER BY number DESC")
    return [_rule(row) for row in rows]


def _rule(row: Row) -> Row:
    return {**row, "notifiers": json.loads(row["notifiers"])}
