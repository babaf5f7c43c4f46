"""`/_mock/sandboxes/{s}/journal`: what was asked and answered, and why."""

from typing import Any

from flask import Blueprint, Response, request

from mockserver.engine import journal, realtime
from mockserver.web.answer import HOLD, MEMORY, Hold
from mockserver.web.control.answers import Verdict, WaitedFor
from mockserver.web.control.context import Control, answer, body_of, query_of
from mockserver.web.control.described import described
from mockserver.web.control.problem import ControlProblem
from mockserver.web.control.shapes import JournalEntry, JournalLine, JournalQuery, Verify, WaitQuery

_QUERY, _WAIT, _VERIFY = JournalQuery(), WaitQuery(), Verify()
_LINES, _ENTRY = JournalLine(many=True), JournalEntry()
POLL_S = 0.02


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("journal", __name__)

    @routes.get("/sandboxes/<name>/journal")
    @described("What was asked, and what was answered.", {200: _LINES}, query=_QUERY)
    def listed(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), query_of(_QUERY)
        _refuse_unknown_provider(control, wanted)
        with sandbox.transaction():
            shown = answer(journal.search(sandbox, **wanted), schema=_LINES)
            shown.headers["Mock-Journal-Evicted"] = str(journal.evicted(sandbox))
        return shown

    @routes.get("/sandboxes/<name>/journal/wait")
    @described("Wait until so many requests have come.", {200: WaitedFor()}, query=_WAIT)
    def wait(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), query_of(_WAIT)
        _refuse_unknown_provider(control, wanted)
        number, timeout_s = wanted.pop("count"), wanted.pop("timeout_s")
        memory = request.environ[MEMORY]
        end = memory.setdefault("end", realtime.monotonic_us() + timeout_s * 1_000_000)
        with sandbox.transaction():
            found = journal.search(sandbox, limit=number, **wanted)
        come = len(found) >= number
        if not come and realtime.monotonic_us() < end:
            memory[HOLD] = Hold(POLL_S)
        return answer({"come": come, "calls": _LINES.dump(found)})

    @routes.post("/sandboxes/<name>/journal/verify")
    @described("Whether so many requests have come.", {200: Verdict()}, body=_VERIFY)
    def verify(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), body_of(_VERIFY)
        _refuse_unknown_provider(control, wanted["match"])
        ((bound, number),) = wanted["count"].items()
        with sandbox.transaction():
            result, seen, why = journal.verify(sandbox, wanted["match"], bound, number)
        return answer({"result": result, "seen": seen, "why": why})

    @routes.get("/sandboxes/<name>/journal/<int:entry>")
    @described("The full exchange.", {200: _ENTRY})
    def one(name: str, entry: int) -> Response:
        sandbox = control.sandbox(name)
        with sandbox.transaction():
            found = journal.find(sandbox, min(entry, 2**62))
        if found is None:
            raise ControlProblem(
                404,
                "unknown-entry",
                f"the journal of {name!r} has no entry {entry}",
                hint=f"it keeps the last {journal.MAX_ENTRIES}; the list tells their numbers",
            )
        return answer(found, schema=_ENTRY)

    return routes


def _refuse_unknown_provider(control: Control, wanted: dict[str, Any]) -> None:
    if "provider" in wanted:
        control.provider(wanted["provider"])
