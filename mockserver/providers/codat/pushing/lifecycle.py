"""The course of a write: asked for, pending, and how it ends on the virtual clock.

Source: https://docs.codat.io/using-the-api/push. How long a write takes, and what a source says
when it refuses one, is up to the source: our settings, our words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mockserver.engine import faults
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat import rules, store, syncs, webhooks
from mockserver.providers.codat.accounting.resources import BY_DATA_TYPE
from mockserver.providers.codat.planting import CHANGES, ENDINGS
from mockserver.providers.codat.pushing import checks, doing
from mockserver.providers.codat.pushing.complaints import Complaint, RefusedError
from mockserver.providers.codat.pushing.desk import Desk
from mockserver.providers.codat.store import Row
from mockserver.providers.codat.timestamps import stamp

Document = dict[str, Any]
PUSH_END = "codat.push_end"
MINUTE_MS = 60_000
SUCCESS, FAILED, TIMED_OUT = "Success", "Failed", "TimedOut"
UNAUTHORIZED = 401


@dataclass(frozen=True)
class Wanted:
    """A write as it was asked for; `operation` is the name by which faults hit it.

    `fetched_after` queues the data type once it succeeded; `file` is what is attached.
    """

    data_type: str
    kind: str
    operation: str
    record_id: str | None = None
    body: Document | None = None
    timeout_minutes: int | None = None
    fetched_after: bool = False
    file: Document | None = None


def start(
    sandbox: Sandbox, connection: Row, wanted: Wanted, wrong: Sequence[Complaint] = ()
) -> Row:
    """Begin a write; the push, which is over already when it is `wrong` or a setting says so."""
    push: Row = {
        "id": sandbox.new_id(),
        "company_id": connection["company_id"],
        "connection_id": connection["id"],
        "data_type": wanted.data_type,
        "status": "Pending",
        "status_code": ENDINGS["Pending"][0],
        "requested": stamp(sandbox),
        "completed": None,
        "timeout_minutes": wanted.timeout_minutes,
        "error": None,
        "changes": [],
        "problems": [],
        "warnings": [],
        "kind": wanted.kind,
        "record_id": wanted.record_id,
        "body": wanted.body,
    }
    store.add_push(sandbox, push)
    if wanted.file:
        store.keep_upload(sandbox, push["id"], wanted.file)
    if connection["status"] != rules.LINKED:
        return _fail(sandbox, push, [_not_linked(connection)], UNAUTHORIZED)
    if wrong:
        return _fail(sandbox, push, wrong)
    if sandbox.setting("codat.push_mode") == "sync" and not _hangs(wanted.body):
        return _perform(sandbox, push, wanted.operation, fetch=wanted.fetched_after)
    limit_ms = _limit_ms(sandbox, wanted)
    takes_ms = limit_ms if _hangs(wanted.body) else int(sandbox.setting("codat.push_ms"))
    late = takes_ms >= limit_ms
    facts = {"push": push["id"], "operation": wanted.operation, "late": late}
    facts["fetch"] = wanted.fetched_after
    sandbox.schedule(PUSH_END, min(takes_ms, limit_ms), **facts)
    return push


def end(sandbox: Sandbox, payload: Mapping[str, Any]) -> None:
    """The event: a write ends, unless its connection has gone with it."""
    push = store.push_named(sandbox, payload["push"])
    if push is None or push["status"] != "Pending":
        return
    if payload["late"]:
        _close(sandbox, push, TIMED_OUT)
    else:
        _perform(sandbox, push, payload["operation"], fetch=payload["fetch"])


def _perform(sandbox: Sandbox, push: Row, operation: str, *, fetch: bool) -> Row:
    connection = store.connection_named(sandbox, push["connection_id"])
    assert connection is not None  # noqa: S101 - a push does not outlive its connection
    if connection["status"] != rules.LINKED:
        return _fail(sandbox, push, [_not_linked(connection)], UNAUTHORIZED)
    if fault := faults.job(sandbox, "codat", operation):
        return _close(sandbox, push, fault.value if fault.value == TIMED_OUT else FAILED)
    desk = Desk(sandbox, connection)
    try:
        warned, attachment_id = doing.done(desk, push)
    except RefusedError as refused:
        return _fail(sandbox, push, refused.complaints, refused.status_code)
    if sandbox.setting("codat.push_visible") == "at-once":
        doing.show(desk)
    reference = {"id": push["record_id"], "dataType": push["data_type"]}
    change = {"type": CHANGES[push["kind"]], "recordRef": reference, "attachmentId": attachment_id}
    push["changes"] = [rules.absent_removed(change)]
    push["warnings"] = _lines(push, warned)
    _close(sandbox, push, SUCCESS)
    if fetch and push["data_type"] not in store.running(sandbox, connection["id"]):
        syncs.start(sandbox, [(connection, push["data_type"])])
    return push


def _fail(sandbox: Sandbox, push: Row, wrong: Sequence[Complaint], status_code: int = 400) -> Row:
    name = BY_DATA_TYPE[push["data_type"]].name
    text = (
        f"An error occurred in a downstream service. Correlation ID: {sandbox.new_hex(32)}"
        f" Message: Push failed for {name}: see validation for more information"
    )
    push |= {"problems": _lines(push, wrong), "error": text, "status_code": status_code}
    return _close(sandbox, push, FAILED, status_code)


def _close(sandbox: Sandbox, push: Row, status: str, status_code: int | None = None) -> Row:
    code, error = ENDINGS[status]
    completed = max(stamp(sandbox), push["requested"])  # the clock's last digits are chance
    push |= {"status": status, "completed": completed, "status_code": status_code or code}
    push["error"] = push["error"] or error
    store.change_push(sandbox, push)
    webhooks.write_ended(sandbox, push)
    return push


def _lines(push: Row, found: Sequence[Complaint]) -> list[Document]:
    validator = BY_DATA_TYPE[push["data_type"]].name
    return [
        {"itemId": one.item, "message": one.message, "validatorName": validator} for one in found
    ]


def _not_linked(connection: Row) -> Complaint:
    text = f"The connection is {connection['status']} and not {rules.LINKED}."
    return Complaint("DataConnection", text)


def _hangs(body: Document | None) -> bool:
    return body is not None and checks.marked(body) == checks.TIMEOUT


def _limit_ms(sandbox: Sandbox, wanted: Wanted) -> int:
    minutes = wanted.timeout_minutes or int(sandbox.setting("codat.push_timeout_minutes"))
    return minutes * MINUTE_MS
