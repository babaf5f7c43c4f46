"""Work outside the world: asked for in a transaction, done beside it, its result handed back.

An errand takes real time and no virtual time. It stays in the world until its result is in, so a
world that is copied, restored or opened again asks anew; of two results only one is taken.
"""

import contextlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mockserver.engine.sandbox import Sandbox

log = logging.getLogger(__name__)
TABLES = (
    """CREATE TABLE errand (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, payload TEXT NOT NULL)""",
)


@dataclass(frozen=True)
class Errand:
    """A kind of errand.

    `run(payload)` sees no world and may wait; `done(sandbox, payload, result)` is a transaction on
    the world, at the virtual time of that moment. What can go wrong is a result, not an exception.
    """

    run: Callable[[Mapping[str, Any]], Any]
    done: Callable[[Sandbox, Mapping[str, Any], Any], None]


def ask(sandbox: Sandbox, kind: str, **payload: Any) -> None:
    """Let an errand be run after this transaction."""
    text = json.dumps(payload, separators=(",", ":"))
    sandbox.connection.execute("INSERT INTO errand (kind, payload) VALUES (?, ?)", (kind, text))


def has_any(sandbox: Sandbox) -> bool:
    """Whether a result is still missing."""
    return sandbox.value("SELECT 1 FROM errand LIMIT 1") is not None


def run_next(sandbox: Sandbox) -> bool:
    """Run the oldest errand, the world unlocked meanwhile; False when there is none.

    One that raises is a bug of ours: it is logged and gone, so that the next one has its turn.
    """
    with sandbox.transaction():
        asked = sandbox.row("SELECT * FROM errand ORDER BY id LIMIT 1")
    if asked is None:
        return False
    errand, payload = sandbox.world.errands[asked["kind"]], json.loads(asked["payload"])
    result, has_run = None, False
    with _logged(sandbox, asked):
        result, has_run = errand.run(payload), True
    with sandbox.transaction():
        if _settle(sandbox, asked) and has_run:
            with _logged(sandbox, asked), sandbox.savepoint():
                errand.done(sandbox, payload, result)
    return True


@contextlib.contextmanager
def _logged(sandbox: Sandbox, asked: Mapping[str, Any]) -> Iterator[None]:
    try:
        yield
    except Exception:
        log.exception("errand %s (%s) of sandbox %s", asked["id"], asked["kind"], sandbox.name)


def _settle(sandbox: Sandbox, asked: Mapping[str, Any]) -> bool:
    """Take an errand off the list; False when somebody was faster, or the world is another one."""
    gone = sandbox.connection.execute(
        "DELETE FROM errand WHERE id = :id AND kind = :kind AND payload = :payload", asked
    )
    return gone.rowcount == 1
