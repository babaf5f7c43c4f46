"""What is done otherwise: a write lost or done twice, events that come never or at once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.webhooks import Message
from mockserver.mutation.boundary import Work
from mockserver.web.problem import Problem

Deed = Callable[[Sandbox, Work], tuple[Any, bool]]
Happen = Callable[[Sandbox, str, Callable[[], None]], bool]
Emit = Callable[[Message], int]


def lose(sandbox: Sandbox, work: Work) -> tuple[Any, bool]:
    """Answer as always and keep nothing."""
    before = sandbox.connection.total_changes
    sandbox.connection.execute("SAVEPOINT lost")
    try:
        result = work()
    finally:
        sandbox.connection.execute("ROLLBACK TO lost")
        sandbox.connection.execute("RELEASE lost")
    return result, sandbox.connection.total_changes > before


def do_twice(sandbox: Sandbox, work: Work) -> tuple[Any, bool]:
    """Do it once more and answer as the first time; changed only if there are more rows then."""
    result = work()
    rows = _rows(sandbox)
    try:
        with sandbox.savepoint():
            work()
    except Problem:
        return result, False
    return result, _rows(sandbox) > rows


def _rows(sandbox: Sandbox) -> int:
    tables = sandbox.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return sum(sandbox.value(f'SELECT count(*) FROM "{one["name"]}"') for one in tables)  # noqa: S608 - our own tables


DEEDS: Mapping[str, Deed] = {"write-lost": lose, "done-twice": do_twice}


def never(_sandbox: Sandbox, _kind: str, _handle: Callable[[], None]) -> bool:
    """It does not happen."""
    return True


def twice(_sandbox: Sandbox, _kind: str, handle: Callable[[], None]) -> bool:
    """It happens, and happens again."""
    handle()
    handle()
    return True


def hurried(sandbox: Sandbox, kind: str, handle: Callable[[], None]) -> bool:
    """What follows of the same kind happens at once, so that nobody sees the states between."""
    handle()
    moved = sandbox.connection.execute(
        "UPDATE event SET due = ?1 WHERE kind = ?2 AND state = 'queued' AND due > ?1",
        (sandbox.now, kind),
    )
    return moved.rowcount > 0


EVENTS: Mapping[str, Happen] = {
    "event-lost": never,
    "event-twice": twice,
    "states-skipped": hurried,
}


def withhold(_message: Message, _emit: Emit) -> int:
    """Nobody is told."""
    return 0


def tell_twice(message: Message, emit: Emit) -> int:
    """The same message twice."""
    emit(message)
    return emit(message)


def missign(message: Message, emit: Emit) -> int:
    """Signed with another secret, or not at all; headers that authenticate are gone."""
    return emit(replace(message, signer="", secret="", headers={}))


MESSAGES: Mapping[str, Callable[[Message, Emit], int]] = {
    "webhook-lost": withhold,
    "webhook-twice": tell_twice,
    "webhook-unsigned": missign,
}
