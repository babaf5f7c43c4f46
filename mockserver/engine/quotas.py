"""How often somebody may call: fixed windows on the virtual clock."""

from mockserver.engine.sandbox import Sandbox

TABLES = (
    """CREATE TABLE quota (
        scope TEXT PRIMARY KEY, window INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID""",
)


def take(sandbox: Sandbox, scope: str, limit: int, window_ms: int) -> tuple[int, int]:
    """Count one call of `scope`; returns (calls left, ms until the window ends).

    Calls left is -1 when this one was too many. A limit of 0 counts nothing and refuses nothing.
    """
    until_end = window_ms - sandbox.now % window_ms
    if limit == 0:
        return 0, until_end
    used = sandbox.value(
        "INSERT INTO quota VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET"
        " used = CASE WHEN window = ?2 THEN used + 1 ELSE 1 END, window = ?2 RETURNING used",
        scope,
        sandbox.now // window_ms,
    )
    return max(limit - used, -1), until_end


def left(sandbox: Sandbox, scope: str, limit: int, window_ms: int) -> tuple[int, int]:
    """What `take` left of `scope`, without counting: (calls left, ms until the window ends)."""
    used = sandbox.value(
        "SELECT used FROM quota WHERE scope = ? AND window = ?", scope, sandbox.now // window_ms
    )
    return max(limit - (used or 0), 0), window_ms - sandbox.now % window_ms
