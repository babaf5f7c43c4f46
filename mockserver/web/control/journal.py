"""`/_mock/sandboxes/{s}/journal`: what was asked and answered, and why."""

from flask import Blueprint, Response

from mockserver.engine import journal
from mockserver.web.control.context import Control, answer, query_of
from mockserver.web.control.problem import ControlProblem
from mockserver.web.control.shapes import JournalEntry, JournalLine, JournalQuery

_QUERY, _LINES, _ENTRY = JournalQuery(), JournalLine(many=True), JournalEntry()


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("journal", __name__)

    @routes.get("/sandboxes/<name>/journal")
    def listed(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), query_of(_QUERY)
        if "provider" in wanted:
            wanted["provider"] = control.provider(wanted["provider"]).name
        if "method" in wanted:
            wanted["method"] = wanted["method"].upper()
        with sandbox.transaction():
            found = journal.search(sandbox, **wanted)
        return answer(found, schema=_LINES)

    @routes.get("/sandboxes/<name>/journal/<int:entry>")
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
