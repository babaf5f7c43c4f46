"""Jobs and groups: users name them, and no operation of the API makes or shows them."""

from mockserver.engine.sandbox import Sandbox

KINDS = ("job", "group")
TABLES = (
    """CREATE TABLE feedback_house_known (
        company TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
        PRIMARY KEY (company, kind, id)) WITHOUT ROWID""",
)


def has(sandbox: Sandbox, company: str, kind: str, id_: str) -> bool:
    """Whether the company has this `job` or `group`."""
    sql = "SELECT 1 FROM feedback_house_known WHERE company = ? AND kind = ? AND id = ?"
    return sandbox.value(sql, company, kind, id_) is not None


def add(sandbox: Sandbox, company: str, kind: str, id_: str, name: str) -> None:
    """Keep a `job` or `group`; one of the same id is replaced."""
    sandbox.connection.execute(
        "INSERT OR REPLACE INTO feedback_house_known VALUES (?, ?, ?, ?)",
        (company, kind, id_, name),
    )
