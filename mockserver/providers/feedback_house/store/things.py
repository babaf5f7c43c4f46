"""Divisions, areas and users: a table of each kind, made from `kinds.py`, and named questions.

One is a dict of the columns of `rules.blank()` with `position` (order of creation), `id`, `name`,
`created_at`, `updated_at` (ms); divisions and areas also have `users`, kept in `members.py`.
"""

import json
from collections.abc import Iterable
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house.kinds import KINDS, USER
from mockserver.providers.feedback_house.places import PLACES
from mockserver.providers.feedback_house.rules import Kind, Stored
from mockserver.providers.feedback_house.store import feedbacks, members
from mockserver.providers.feedback_house.store.tables import EMAILS, OLDEST_WITH_EMAIL, Table

_TABLES = {kind.name: Table(kind) for kind in KINDS}
TABLES = (
    *(statement for table in _TABLES.values() for statement in table.statements()),
    EMAILS,
)


def new_object_id(sandbox: Sandbox) -> str:
    """24 hex digits as a document database makes them: seconds, then chance."""
    return f"{sandbox.now // 1000 & 0xFFFFFFFF:08x}{sandbox.new_hex(16)}"


# -- questions ----------------------------------------------------------------------------------


def find(sandbox: Sandbox, company: str, kind: Kind, key: str, value: Any) -> Stored | None:
    """The oldest one with this `id` or key of its kind, or None; of e-mails one may fit."""
    table = _TABLES[kind.name]
    if key == "emails":
        value = _oldest_with(sandbox, company, value)
    found = sandbox.connection.execute(table.find[key], (company, value)).fetchone()
    return None if found is None else _stored(table, found)


def page(sandbox: Sandbox, company: str, kind: Kind, offset: int, limit: int) -> list[Stored]:
    """A page of one kind in the order of creation."""
    table = _TABLES[kind.name]
    sql = f"{table.select} WHERE company = ? ORDER BY position LIMIT ? OFFSET ?"
    rows = sandbox.connection.execute(sql, (company, limit, offset))
    return [_stored(table, row) for row in rows]


def count(sandbox: Sandbox, company: str, kind: Kind) -> int:
    """How many of one kind the company has."""
    sql = f"SELECT count(*) FROM {_TABLES[kind.name].name} WHERE company = ?"  # noqa: S608 - constants
    return int(sandbox.value(sql, company))


def has(sandbox: Sandbox, company: str, kind: str, id_: str) -> bool:
    """Whether the company has one of this kind and id."""
    sql = f"SELECT 1 FROM {_TABLES[kind].name} WHERE company = ? AND id = ?"  # noqa: S608 - constants
    return sandbox.value(sql, company, id_) is not None


def is_below(sandbox: Sandbox, company: str, kind: Kind, id_: str, top: str) -> bool:
    """Whether one is `top` or has it among those above it."""
    table = _TABLES[kind.name].name
    has_children = f"SELECT 1 FROM {table} WHERE company = ? AND parent = ?"  # noqa: S608 - constants
    if sandbox.value(has_children, company, top) is None:
        return id_ == top
    sql = f"""WITH RECURSIVE above (id) AS (
            SELECT ?2
            UNION
            SELECT parent FROM {table} AS one JOIN above ON one.id = above.id
            WHERE company = ?1 AND parent IS NOT NULL)
        SELECT 1 FROM above WHERE id = ?3"""  # noqa: S608 - constants
    return sandbox.value(sql, company, id_, top) is not None


# -- changes ------------------------------------------------------------------------------------


def add(sandbox: Sandbox, company: str, kind: Kind, new: Stored) -> Stored:
    """Keep a new one; a user joins the division and the area that it names."""
    table = _TABLES[kind.name]
    own = {"company": company, "created_at": sandbox.now, "updated_at": sandbox.now}
    new = {"users": [], **new, **own} if table.has_users else {**new, **own}
    position = sandbox.connection.execute(
        table.insert, _values(new, table, table.columns)
    ).lastrowid
    _follow(sandbox, kind, {}, {**new, "position": position})
    return new


def replace(sandbox: Sandbox, kind: Kind, old: Stored, new: Stored) -> Stored:
    """Keep what changed about one."""
    if new == old:
        return new
    table = _TABLES[kind.name]
    new = {**new, "updated_at": sandbox.now}
    changed = [column for column in table.columns if new[column] != old[column]]
    if changed:
        pairs = ", ".join(f"{column} = ?" for column in changed)
        sql = f"UPDATE {table.name} SET {pairs} WHERE position = ?"  # noqa: S608 - constants
        sandbox.connection.execute(sql, (*_values(new, table, changed), new["position"]))
    _follow(sandbox, kind, old, new)
    return new


def delete(sandbox: Sandbox, company: str, kind: Kind, id_: str) -> bool:
    """Forget one and every reference to it; False when there is none."""
    old = find(sandbox, company, kind, "id", id_)
    if old is None:
        return False
    run = sandbox.connection.execute
    run(f"DELETE FROM {_TABLES[kind.name].name} WHERE position = ?", (old["position"],))  # noqa: S608 - constants
    members.forget(sandbox, company, kind, id_)
    if kind is USER:
        _keep_emails(sandbox, old, {**old, "emails": []})
        feedbacks.forget(sandbox, company, id_)
    for sql in _CLEARING[kind.name]:
        run(sql, {"company": company, "id": id_})
    return True


def _clearing(gone: Kind) -> list[str]:
    """What makes those that named one of this kind no longer do so."""
    found = []
    for table in _TABLES.values():
        for each in table.kind.fields:
            column = each.column
            if column not in table.columns or each.refers != gone.name:
                continue
            rest = f"(SELECT json_group_array(value) FROM json_each({column}) WHERE value != :id)"  # noqa: S608 - constants
            found.append(
                f"UPDATE {table.name} SET {column} = {rest if each.many else 'NULL'}"  # noqa: S608 - constants
                f" WHERE company = :company AND "
                + (f"instr({column}, :id)" if each.many else f"{column} = :id")
            )
    return found


_CLEARING = {kind.name: _clearing(kind) for kind in KINDS}


def _follow(sandbox: Sandbox, kind: Kind, old: Stored, new: Stored) -> None:
    """What is kept in other tables of one that was `old` and is `new`; `old` is empty at first."""
    if kind is USER:
        if new["emails"] != old.get("emails", []):
            _keep_emails(sandbox, old, new)
        for place in PLACES:
            members.move(sandbox, place, new, old.get(place.pointer))
    elif new.get("users", []) != old.get("users", []):
        members.set_users(sandbox, kind, new)


def _keep_emails(sandbox: Sandbox, old: Stored, new: Stored) -> None:
    for sql, emails in (
        ("DELETE FROM feedback_house_email WHERE company = ? AND email = ? AND position = ?", old),
        ("INSERT INTO feedback_house_email VALUES (?, ?, ?)", new),
    ):
        sandbox.connection.executemany(
            sql,
            [
                (new["company"], email, new["position"])
                for email in _compared(emails.get("emails", []))
            ],
        )


def _oldest_with(sandbox: Sandbox, company: str, emails: list[str]) -> int | None:
    """Not by json_each, which cuts a text at a NUL."""
    found = [sandbox.value(OLDEST_WITH_EMAIL, company, email) for email in _compared(emails)]
    return min((position for position in found if position is not None), default=None)


def _compared(emails: list[str]) -> list[str]:
    """E-mail addresses as they are compared. undocumented: without regard to case."""
    return list(dict.fromkeys(email.lower() for email in emails))


def _stored(table: Table, values: tuple[Any, ...]) -> Stored:
    row = dict(zip(table.read, values, strict=True))
    for column in table.switches:
        row[column] = bool(row[column])
    for column in table.lists:
        text = row[column]
        row[column] = [] if text == "[]" else text and json.loads(text)
    return row


def _values(one: Stored, table: Table, columns: Iterable[str]) -> list[Any]:
    lists = table.written_lists
    return [
        one[column] if column not in lists else json.dumps(one[column]) if one[column] else "[]"
        for column in columns
    ]
