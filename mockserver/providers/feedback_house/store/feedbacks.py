"""Feedbacks: who wrote what score about whom."""

from typing import Any

from mockserver.engine.sandbox import Sandbox

TABLES = (
    """CREATE TABLE feedback_house_feedback (
        position INTEGER PRIMARY KEY, company TEXT NOT NULL, id TEXT NOT NULL, user TEXT NOT NULL,
        author TEXT, manager TEXT, anonymous INTEGER NOT NULL, internal INTEGER NOT NULL,
        score NUMERIC NOT NULL, mean_score NUMERIC NOT NULL)""",
    "CREATE INDEX feedback_house_feedback_user ON feedback_house_feedback (company, user)",
)


def page(
    sandbox: Sandbox, company: str, user: str | None, offset: int, limit: int
) -> list[dict[str, Any]]:
    """A page of feedbacks in the order of creation, of one user if one is given."""
    condition, values = _asked(company, user)
    sql = f"SELECT * FROM feedback_house_feedback WHERE {condition}"  # noqa: S608 - constants
    rows = sandbox.rows(f"{sql} ORDER BY position LIMIT ? OFFSET ?", *values, limit, offset)
    switches = ("anonymous", "internal")
    return [{**row, **{column: bool(row[column]) for column in switches}} for row in rows]


def count(sandbox: Sandbox, company: str, user: str | None) -> int:
    """How many feedbacks there are, of one user if one is given."""
    condition, values = _asked(company, user)
    sql = f"SELECT count(*) FROM feedback_house_feedback WHERE {condition}"  # noqa: S608 - constants
    return int(sandbox.value(sql, *values))


def add(sandbox: Sandbox, company: str, feedback: dict[str, Any]) -> None:
    """Keep a feedback."""
    sandbox.connection.execute(
        "INSERT INTO feedback_house_feedback"
        " (company, id, user, author, manager, anonymous, internal, score, mean_score) VALUES"
        " (:company, :id, :user, :author, :manager, :anonymous, :internal, :score, :mean_score)",
        {**feedback, "company": company},
    )


def forget(sandbox: Sandbox, company: str, user: str) -> None:
    """The feedbacks about somebody go with them; those that they wrote lose their author."""
    run = sandbox.connection.execute
    for sql in (
        "DELETE FROM feedback_house_feedback WHERE company = ? AND user = ?",
        "UPDATE feedback_house_feedback SET author = NULL WHERE company = ? AND author = ?",
        "UPDATE feedback_house_feedback SET manager = NULL WHERE company = ? AND manager = ?",
    ):
        run(sql, (company, user))


def _asked(company: str, user: str | None) -> tuple[str, tuple[str, ...]]:
    if user is None:
        return "company = ?", (company,)
    return "company = ? AND user = ?", (company, user)
