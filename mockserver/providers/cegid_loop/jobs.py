"""What happens after a request is recorded: the importer fetches the file, reads it, concludes.

Status 1 → 2 → 3 or 4, on the virtual clock. A large file is read in parts, each an event of its
own. Why a request failed is in the payload of its `conclude` event and in its row.
"""

from collections.abc import Mapping
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Handler
from mockserver.providers.cegid_loop import blobstore, custom, fec, files, lines, store
from mockserver.providers.cegid_loop.lines import UnreadableError

START = "cegid_loop.start"
READ = "cegid_loop.read"
CONCLUDE = "cegid_loop.conclude"
PART_MS = 10
GIVE_UP_MS = 86_400_000
GAVE_UP = "the importer was out of service for 24 hours"

Payload = Mapping[str, Any]


def enqueue(sandbox: Sandbox, request: dict[str, Any]) -> None:
    """Let the importer take up a recorded request after a while."""
    remark = {"advice": request["advice"]} if request["advice"] else {}
    sandbox.schedule(START, sandbox.setting("cegid_loop.waiting_ms"), id=request["id"], **remark)


def start(sandbox: Sandbox, payload: Payload) -> None:
    """Status 2."""
    request = store.get_import(sandbox, payload["id"])
    if _came_back_later(sandbox, START, request):
        return
    store.begin(sandbox, request["id"])
    sandbox.schedule(READ, sandbox.setting("cegid_loop.processing_ms"), id=request["id"])


def read(sandbox: Sandbox, payload: Payload) -> None:
    """Fetch the file, or go on with its next part; then conclude."""
    request = store.get_import(sandbox, payload["id"])
    if "blob" not in payload and _came_back_later(sandbox, READ, request):
        return
    try:
        reading = payload if "blob" in payload else files.fetch(sandbox, request)
        following = None if reading is None else read_part(sandbox, request, reading)
        if following is None and reading is not None:
            check_whole(sandbox, request)
    except UnreadableError as error:
        _fail(sandbox, request, error.why, error.line)
        return
    if following is None:
        entries = store.count_entries(sandbox, request["id"])
        sandbox.schedule(CONCLUDE, id=request["id"], status=store.SUCCEEDED, entries=entries)
    else:
        sandbox.schedule(READ, PART_MS, **following)


def conclude(sandbox: Sandbox, payload: Payload) -> None:
    """Status 3 or 4."""
    store.finish(
        sandbox, payload["id"], payload["status"], payload.get("reason"), payload.get("line")
    )


EVENTS: dict[str, Handler] = {START: start, READ: read, CONCLUDE: conclude}


def told(reason: str, line: int | None) -> str:
    """A reason with its place."""
    return f"line {line}: {reason}" if line else reason


def read_part(sandbox: Sandbox, request: Payload, reading: Payload) -> dict[str, Any] | None:
    """Keep the entries of one part; where to go on, or None behind the last part.

    `reading` holds blob, parts, part, line (of the part's first line) and layout (None at first).
    Raises UnreadableError.
    """
    text = blobstore.text_of_part(sandbox, reading["blob"], reading["part"])
    following = {**reading, "part": reading["part"] + 1, "line": reading["line"]}
    following["line"] += lines.count(text)
    layout, first = reading["layout"], reading["line"]
    if layout is None:
        layout, text, first = _layout(sandbox, request, text, first)
        following["layout"] = layout
    if layout is not None:
        entries = fec.entries if request["kind"] == "fec" else custom.entries
        store.insert_entries(sandbox, request["id"], entries(layout, text, first))
    return following if following["part"] < reading["parts"] else None


def check_whole(sandbox: Sandbox, request: Payload) -> None:
    """What can be judged only at the end. Raises UnreadableError."""
    if store.count_entries(sandbox, request["id"]) == 0:
        raise UnreadableError("the file has no entries")
    wrong = store.find_unbalanced(sandbox, request["id"])
    if wrong is not None:
        debit, credit = wrong["debit"] / 100, wrong["credit"] / 100
        group = wrong["balance_group"]
        why = f"entry {group} does not balance: debit {debit:.2f}, credit {credit:.2f}"
        raise UnreadableError(why, wrong["line"])
    closed_until = store.closed_until(sandbox, request["dossier"])
    line = store.line_in_closed_period(sandbox, request["id"], closed_until)
    if line is not None:
        raise UnreadableError(f"the period until {closed_until} is closed", line)


def _layout(
    sandbox: Sandbox, request: Payload, text: str, first: int
) -> tuple[dict[str, Any] | None, str, int]:
    """The layout that the first line tells, and what is left to read behind it."""
    line, content = next(lines.numbered(text, first), (0, ""))
    if not line:
        return None, "", first
    if request["kind"] == "fec":
        layout: dict[str, Any] = fec.header(content)
        has_header = True
    else:
        layout = _custom_layout(sandbox, request["model"], content)
        has_header = layout["header"]
    if not has_header:
        return layout, text, first
    return layout, lines.after(text, line - first + 1), line + 1


def _custom_layout(sandbox: Sandbox, name: str | None, content: str) -> dict[str, Any]:
    model = store.find_model(sandbox, name or "")
    if model is not None:
        return custom.layout_of_model(model)
    if name is not None and sandbox.setting("cegid_loop.unknown_models") == "fail":
        raise UnreadableError(f"there is no import model {name!r}")
    return custom.layout_of_first_line(content)


def _came_back_later(sandbox: Sandbox, kind: str, request: dict[str, Any]) -> bool:
    """During an outage: try again later, or give up when files need not be there any more."""
    if sandbox.setting("cegid_loop.importer_running"):
        return False
    retry_ms = sandbox.setting("cegid_loop.retry_ms")
    if sandbox.now + retry_ms > request["created_at"] + GIVE_UP_MS:
        store.begin(sandbox, request["id"])
        _fail(sandbox, request, GAVE_UP)
    else:
        sandbox.schedule(kind, retry_ms, id=request["id"])
    return True


def _fail(sandbox: Sandbox, request: Payload, reason: str, line: int = 0) -> None:
    sandbox.schedule(CONCLUDE, id=request["id"], status=store.FAILED, reason=reason, line=line)
