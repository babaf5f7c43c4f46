"""Divisions, their users, and the users of a company: tables and named questions.

A division is a dict of the columns of `rules.blank()` with `position` (order of creation), `id`
and `name`; its `users` live in a table of their own.
"""

import json
from collections.abc import Iterable
from typing import Any

from mockserver.engine.sandbox import Sandbox

Division = dict[str, Any]

TABLES = (
    """CREATE TABLE feedback_house_division (
        position INTEGER PRIMARY KEY, company TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
        correlation_id TEXT, active INTEGER NOT NULL, address TEXT, title TEXT, parent TEXT,
        business_division TEXT, allow_candidates_apply INTEGER NOT NULL, tags TEXT NOT NULL,
        managers TEXT NOT NULL, UNIQUE (company, id))""",
    "CREATE INDEX feedback_house_division_name ON feedback_house_division (company, name)",
    """CREATE INDEX feedback_house_division_correlation_id
        ON feedback_house_division (company, correlation_id)""",
    "CREATE INDEX feedback_house_division_parent ON feedback_house_division (company, parent)",
    """CREATE INDEX feedback_house_division_business_division
        ON feedback_house_division (company, business_division)""",
    """CREATE TABLE feedback_house_user (
        company TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, emails TEXT NOT NULL,
        title TEXT, business_division TEXT, PRIMARY KEY (company, id)) WITHOUT ROWID""",
    """CREATE INDEX feedback_house_user_business_division
        ON feedback_house_user (company, business_division)""",
    """CREATE TABLE feedback_house_member (
        position INTEGER PRIMARY KEY, company TEXT NOT NULL, division TEXT NOT NULL,
        user TEXT NOT NULL, UNIQUE (company, division, user))""",
)

_COLUMNS = (
    "company, id, name, correlation_id, active, address, title, parent, business_division,"
    " allow_candidates_apply, tags, managers"
)
_SELECT = f"SELECT position, {_COLUMNS} FROM feedback_house_division WHERE company = ?"  # noqa: S608 - a constant
_FIND = {
    "id": f"{_SELECT} AND id = ?",
    "correlation_id": f"{_SELECT} AND correlation_id = ? ORDER BY position LIMIT 1",
    "name": f"{_SELECT} AND name = ? ORDER BY position LIMIT 1",
}
_INSERT = (
    f"INSERT INTO feedback_house_division ({_COLUMNS}) VALUES (:company, :id, :name,"  # noqa: S608 - a constant
    " :correlation_id, :active, :address, :title, :parent, :business_division,"
    " :allow_candidates_apply, :tags, :managers)"
)
_UPDATE = (
    "UPDATE feedback_house_division SET name = :name, correlation_id = :correlation_id,"
    " active = :active, address = :address, title = :title, parent = :parent,"
    " business_division = :business_division, allow_candidates_apply = :allow_candidates_apply,"
    " tags = :tags, managers = :managers WHERE position = :position"
)
_IS_BELOW = """WITH RECURSIVE above (id) AS (
        SELECT ?2
        UNION
        SELECT parent FROM feedback_house_division AS division JOIN above ON division.id = above.id
        WHERE company = ?1 AND parent IS NOT NULL)
    SELECT 1 FROM above WHERE id = ?3"""


def new_object_id(sandbox: Sandbox) -> str:
    """24 hex digits as a document database makes them: seconds, then chance."""
    return f"{sandbox.now // 1000 & 0xFFFFFFFF:08x}{sandbox.new_hex(16)}"


# -- divisions ----------------------------------------------------------------------------------


def find_division(sandbox: Sandbox, company: str, key: str, value: str) -> Division | None:
    """The oldest division with this `id`, `correlation_id` or `name`, or None."""
    row = sandbox.row(_FIND[key], company, value)
    return None if row is None else _division(sandbox, row)


def divisions(sandbox: Sandbox, company: str, offset: int, limit: int) -> list[Division]:
    """A page of divisions in the order of their creation."""
    rows = sandbox.rows(f"{_SELECT} ORDER BY position LIMIT ? OFFSET ?", company, limit, offset)
    return [_division(sandbox, row) for row in rows]


def count_divisions(sandbox: Sandbox, company: str) -> int:
    """How many divisions the company has."""
    sql = "SELECT count(*) FROM feedback_house_division WHERE company = ?"
    return int(sandbox.value(sql, company))


def has_division(sandbox: Sandbox, company: str, id_: str) -> bool:
    """Whether the company has a division of this id."""
    sql = "SELECT 1 FROM feedback_house_division WHERE company = ? AND id = ?"
    return sandbox.value(sql, company, id_) is not None


def is_below(sandbox: Sandbox, company: str, id_: str, top: str) -> bool:
    """Whether a division is `top` or has it among those above it."""
    has_children = "SELECT 1 FROM feedback_house_division WHERE company = ? AND parent = ?"
    if sandbox.value(has_children, company, top) is None:
        return id_ == top
    return sandbox.value(_IS_BELOW, company, id_, top) is not None


def add_division(sandbox: Sandbox, company: str, division: Division) -> None:
    """Keep a new division, its users included."""
    sandbox.connection.execute(_INSERT, _row(company, division))
    if division["users"]:
        set_users(sandbox, company, division["id"], division["users"])


def replace_division(sandbox: Sandbox, company: str, old: Division, new: Division) -> None:
    """Keep what changed about a division, its users included."""
    if new != old:
        sandbox.connection.execute(_UPDATE, _row(company, new))
    if new["users"] != old["users"]:
        set_users(sandbox, company, new["id"], new["users"])


def delete_division(sandbox: Sandbox, company: str, id_: str) -> bool:
    """Forget a division and every reference to it; False when there is none."""
    run, key = sandbox.connection.execute, (company, id_)
    if not run("DELETE FROM feedback_house_division WHERE company = ? AND id = ?", key).rowcount:
        return False
    for table, column in (
        ("feedback_house_division", "parent"),
        ("feedback_house_division", "business_division"),
        ("feedback_house_user", "business_division"),
    ):
        run(f"UPDATE {table} SET {column} = NULL WHERE company = ? AND {column} = ?", key)  # noqa: S608 - constants
    run("DELETE FROM feedback_house_member WHERE company = ? AND division = ?", key)
    return True


def _division(sandbox: Sandbox, row: dict[str, Any]) -> Division:
    row["active"] = bool(row["active"])
    row["allow_candidates_apply"] = bool(row["allow_candidates_apply"])
    row["tags"] = json.loads(row["tags"])
    row["managers"] = json.loads(row["managers"])
    row["users"] = users_of(sandbox, row.pop("company"), row["id"])
    return row


def _row(company: str, division: Division) -> dict[str, Any]:
    row = {**division, "company": company}
    del row["users"]
    row["tags"] = json.dumps(division["tags"])
    row["managers"] = json.dumps(division["managers"])
    return row


# -- users --------------------------------------------------------------------------------------


def has_user(sandbox: Sandbox, company: str, id_: str) -> bool:
    """Whether the company has a user of this id."""
    sql = "SELECT 1 FROM feedback_house_user WHERE company = ? AND id = ?"
    return sandbox.value(sql, company, id_) is not None


def users_of(sandbox: Sandbox, company: str, division: str) -> list[str]:
    """The users of a division in the order in which they came."""
    cursor = sandbox.connection.execute(
        "SELECT user FROM feedback_house_member WHERE company = ? AND division = ?"
        " ORDER BY position",
        (company, division),
    )
    return [user for (user,) in cursor]


def add_users(sandbox: Sandbox, company: str, division: str, users: Iterable[str]) -> None:
    """Let users belong to a division; it becomes the division that they name as theirs."""
    for user in users:
        sandbox.connection.execute(
            "INSERT OR IGNORE INTO feedback_house_member (company, division, user)"
            " VALUES (?, ?, ?)",
            (company, division, user),
        )
        sandbox.connection.execute(
            "UPDATE feedback_house_user SET business_division = ? WHERE company = ? AND id = ?",
            (division, company, user),
        )


def remove_user(sandbox: Sandbox, company: str, division: str, user: str) -> bool:
    """Let a user no longer belong to a division; False when it did not."""
    gone = sandbox.connection.execute(
        "DELETE FROM feedback_house_member WHERE company = ? AND division = ? AND user = ?",
        (company, division, user),
    ).rowcount
    sandbox.connection.execute(
        "UPDATE feedback_house_user SET business_division = NULL"
        " WHERE company = ? AND id = ? AND business_division = ?",
        (company, user, division),
    )
    return gone > 0


def set_users(sandbox: Sandbox, company: str, division: str, users: list[str]) -> None:
    """Let exactly these users belong to a division, in this order."""
    for user in users_of(sandbox, company, division):
        remove_user(sandbox, company, division, user)
    add_users(sandbox, company, division, users)
