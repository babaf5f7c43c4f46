"""Which users belong to which divisions and areas, in the order in which they came."""

from collections.abc import Iterable

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.feedback_house.places import PLACES, Place
from mockserver.providers.feedback_house.rules import Kind, Stored

TABLES = (
    """CREATE TABLE feedback_house_member (
        position INTEGER PRIMARY KEY, company TEXT NOT NULL, kind TEXT NOT NULL,
        place TEXT NOT NULL, user TEXT NOT NULL, UNIQUE (company, kind, place, user))""",
    "CREATE INDEX feedback_house_member_user ON feedback_house_member (company, user)",
)
USERS_OF = (  # as JSON, of the row that the question around it calls `one`
    "SELECT json_group_array(user) FROM (SELECT user FROM feedback_house_member AS member"
    " WHERE member.company = one.company AND kind = '{kind}' AND place = one.id"
    " ORDER BY member.position)"
)


def join(sandbox: Sandbox, company: str, place: Place, id_: str, users: Iterable[str]) -> None:
    """Let users belong to a place, which becomes the one that they name."""
    run = sandbox.connection.execute
    for user in users:
        if place.exclusive:
            run(
                "DELETE FROM feedback_house_member"
                " WHERE company = ? AND user = ? AND kind = ? AND place != ?",
                (company, user, place.kind.name, id_),
            )
        run(
            "INSERT OR IGNORE INTO feedback_house_member (company, kind, place, user)"
            " VALUES (?, ?, ?, ?)",
            (company, place.kind.name, id_, user),
        )
        run(
            f"UPDATE feedback_house_user SET {place.pointer} = ? WHERE company = ? AND id = ?",  # noqa: S608 - a constant
            (id_, company, user),
        )


def leave(sandbox: Sandbox, company: str, place: Place, id_: str, user: str) -> bool:
    """Let a user no longer belong to a place, nor name it; False when it did not belong."""
    gone = sandbox.connection.execute(
        "DELETE FROM feedback_house_member"
        " WHERE company = ? AND kind = ? AND place = ? AND user = ?",
        (company, place.kind.name, id_, user),
    ).rowcount
    sandbox.connection.execute(
        f"UPDATE feedback_house_user SET {place.pointer} = NULL"  # noqa: S608 - a constant
        f" WHERE company = ? AND id = ? AND {place.pointer} = ?",
        (company, user, id_),
    )
    return gone > 0


def move(sandbox: Sandbox, place: Place, user: Stored, before: str | None) -> None:
    """Let a user belong to the place that it names now instead of the one named before."""
    company, id_, now = user["company"], user["id"], user[place.pointer]
    if now == before:
        return
    if before is not None:
        leave(sandbox, company, place, before, id_)
    if now is not None:
        join(sandbox, company, place, now, [id_])


def set_users(sandbox: Sandbox, kind: Kind, one: Stored) -> None:
    """Let exactly its `users` belong to one, in this order."""
    [place] = [each for each in PLACES if each.kind is kind]
    present = sandbox.rows(
        "SELECT user FROM feedback_house_member WHERE company = ? AND kind = ? AND place = ?",
        one["company"],
        kind.name,
        one["id"],
    )
    for member in present:
        leave(sandbox, one["company"], place, one["id"], member["user"])
    join(sandbox, one["company"], place, one["id"], one["users"])


def forget(sandbox: Sandbox, company: str, kind: Kind, id_: str) -> None:
    """Nobody belongs to what is gone, and who is gone belongs nowhere."""
    run = sandbox.connection.execute
    if kind.name == "user":
        run("DELETE FROM feedback_house_member WHERE company = ? AND user = ?", (company, id_))
    else:
        run(
            "DELETE FROM feedback_house_member WHERE company = ? AND kind = ? AND place = ?",
            (company, kind.name, id_),
        )
