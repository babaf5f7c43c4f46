"""What happens after a request is recorded: the importer fetches the file, reads it, concludes.

Status 1 → 2 → 3 or 4, on the virtual clock. A large file is read in parts, each an event of its
own; a file outside is downloaded by an errand first, and until then the request stays in 2. Why a
request failed is in the payload of its `conclude` event and in its row.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mockserver.engine import errands
from mockserver.engine.errands import Errand
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Handler
from mockserver.providers.cegid_loop import (
    blobstore,
    custom,
    fec,
    files,
    inline,
    ledger,
    ledgerstore,
    lines,
    policies,
    store,
    tra,
)
from mockserver.providers.cegid_loop.lines import UnreadableError

START = "cegid_loop.start"
READ = "cegid_loop.read"
DOWNLOAD = "cegid_loop.download"
CONCLUDE = "cegid_loop.conclude"
PART_MS = 10
GIVE_UP_MS = 86_400_000
GAVE_UP = "the importer was out of service for 24 hours"

Payload = Mapping[str, Any]
Reader = Callable[[dict[str, Any], str, int], Iterator[lines.Entry | lines.Share]]
READERS: Mapping[str, Reader] = {
    "perso": custom.entries,
    "fec": fec.entries,
    "tra": tra.entries,
    "json": inline.entries,
}


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
    """Find the file, or go on with its next part; then conclude.

    `path` is where a downloaded file was stored, `blob` is what is read already.
    """
    request = store.get_import(sandbox, payload["id"])
    try:
        if "blob" in payload:
            _go_on(sandbox, request, payload)
        elif "path" in payload:
            _go_on(sandbox, request, files.opened(sandbox, request, payload["path"]))
        elif not _came_back_later(sandbox, READ, request):
            _begin(sandbox, request)
    except UnreadableError as error:
        _fail(sandbox, request["id"], error.why, error.line)


def downloaded(sandbox: Sandbox, errand: Payload, found: bytes | str) -> None:
    """An outside file is there, or the reason why it is not."""
    if isinstance(found, str):
        _fail(sandbox, errand["id"], found)
    else:
        sandbox.schedule(READ, id=errand["id"], path=files.stored(sandbox, errand, found))


def conclude(sandbox: Sandbox, payload: Payload) -> None:
    """Status 3 or 4."""
    if payload["status"] == store.SUCCEEDED:
        ledger.post(sandbox, store.get_import(sandbox, payload["id"]))
    store.finish(
        sandbox, payload["id"], payload["status"], payload.get("reason"), payload.get("line")
    )


EVENTS: dict[str, Handler] = {START: start, READ: read, CONCLUDE: conclude}
ERRANDS = {DOWNLOAD: Errand(files.downloaded, downloaded)}


def told(reason: str, line: int | None) -> str:
    """A reason with its place."""
    return f"line {line}: {reason}" if line else reason


def _begin(sandbox: Sandbox, request: dict[str, Any]) -> None:
    place = files.locate(sandbox, request)
    if isinstance(place, files.Outside):
        errands.ask(sandbox, DOWNLOAD, id=request["id"], **place.errand)
    elif place is None:
        sandbox.schedule(CONCLUDE, id=request["id"], status=store.SUCCEEDED, entries=0)
    else:
        _go_on(sandbox, request, files.opened(sandbox, request, place))


def _go_on(sandbox: Sandbox, request: dict[str, Any], reading: Payload) -> None:
    following = read_part(sandbox, request, reading)
    if following is not None:
        sandbox.schedule(READ, PART_MS, **following)
        return
    ledger.judge(sandbox, request, policies.policy_of(sandbox, request))
    entries = ledgerstore.count(sandbox, request["id"])
    sandbox.schedule(CONCLUDE, id=request["id"], status=store.SUCCEEDED, entries=entries)


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
        keep(sandbox, request, layout, text, first)
    return following if following["part"] < reading["parts"] else None


def keep(sandbox: Sandbox, request: Payload, layout: dict[str, Any], text: str, first: int) -> None:
    """Keep what these lines say. Raises UnreadableError."""
    if request["kind"] == "tra":
        layout = {**layout, "last": ledgerstore.last_line(sandbox, request["id"])}
    found = READERS[request["kind"]](layout, text, first)
    ledgerstore.insert(sandbox, request["id"], found, sandbox.setting("cegid_loop.account_digits"))


def _layout(
    sandbox: Sandbox, request: Payload, text: str, first: int
) -> tuple[dict[str, Any] | None, str, int]:
    """The layout that the first line tells, and what is left to read behind it."""
    line, content = next(lines.numbered(text, first, limit=None), (0, ""))
    if not line:
        return None, "", first
    layout = _layout_of(sandbox, request, content)
    has_header = layout.pop("header", True)
    if not has_header:
        return layout, text, first
    return layout, lines.after(text, line - first + 1), line + 1


def _layout_of(sandbox: Sandbox, request: Payload, content: str) -> dict[str, Any]:
    match request["kind"]:
        case "fec":
            return fec.header(content)
        case "tra":
            return tra.header(content)
        case "json":
            return inline.layout(json.loads(request["options"])["options"])
    return _custom_layout(sandbox, request["model"], content)


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
        _fail(sandbox, request["id"], GAVE_UP)
    else:
        sandbox.schedule(kind, retry_ms, id=request["id"])
    return True


def _fail(sandbox: Sandbox, id_: str, reason: str, line: int = 0) -> None:
    sandbox.schedule(CONCLUDE, id=id_, status=store.FAILED, reason=reason, line=line)
