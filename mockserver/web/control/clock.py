"""`/_mock/sandboxes/{s}/clock` and `…/events`: what time it is, and what is going to happen."""

from typing import Any

from flask import Blueprint, Response

from mockserver.engine import clock as clocks
from mockserver.engine import events, realtime, timetravel
from mockserver.engine.sandbox import Sandbox
from mockserver.web.control.context import Control, answer, body_of, query_of
from mockserver.web.control.problem import ControlProblem
from mockserver.web.control.shapes import ClockChange, ClockState, Event, EventsQuery, Moved

_CHANGE, _STATE, _MOVED = ClockChange(), ClockState(), Moved()
_EVENTS_QUERY, _EVENTS = EventsQuery(), Event(many=True)


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("clock", __name__)

    @routes.get("/sandboxes/<name>/clock")
    def show(name: str) -> Response:
        return answer(_state(control.sandbox(name)), schema=_STATE)

    @routes.post("/sandboxes/<name>/clock")
    def change(name: str) -> Response:
        sandbox = control.sandbox(name)
        (verb, value), *_ = body_of(_CHANGE).items()
        ran, finished = _VERBS[verb](sandbox, value)
        moved = {**_state(sandbox), "ran": ran, "finished": finished}
        return answer(moved, schema=_MOVED)

    @routes.get("/sandboxes/<name>/events")
    def listed(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), query_of(_EVENTS_QUERY)
        with sandbox.transaction():
            timetravel.wake(sandbox)
            found = events.listed(sandbox, wanted.get("state"), wanted["limit"])
        return answer(found, schema=_EVENTS)

    return routes


def _state(sandbox: Sandbox) -> dict[str, Any]:
    with sandbox.transaction():
        timetravel.wake(sandbox)
        next_event = events.next_due(sandbox)
        return {"now": sandbox.now, "rate": sandbox.clock.shown_rate, "next_event": next_event}


def _advance(sandbox: Sandbox, by: str | int) -> tuple[list[events.Ran], bool]:
    if by == "next-event":
        return timetravel.advance_to_next(sandbox), True
    if by == "until-idle":
        return timetravel.advance_until_idle(sandbox)
    with sandbox.transaction():
        target = sandbox.now + int(by)
    return timetravel.advance_to(sandbox, min(target, clocks.MAX_MS))


def _to(sandbox: Sandbox, target: int) -> tuple[list[events.Ran], bool]:
    with sandbox.transaction():
        now = sandbox.now
    if target < now:
        raise ControlProblem(
            422,
            "clock-backwards",
            f"it is {clocks.isoformat(now)} there already; time only goes forward",
            field="to",
            expected=f"{clocks.isoformat(now)} or later",
            hint="reset the sandbox, or create one with an earlier clock",
        )
    return timetravel.advance_to(sandbox, target)


def _rate(sandbox: Sandbox, rate: float) -> tuple[list[events.Ran], bool]:
    with sandbox.transaction():
        ran = timetravel.wake(sandbox)
        sandbox.set_clock(sandbox.clock.with_rate(realtime.now_ms(), rate))
    return ran, True


_VERBS: dict[str, Any] = {"advance": _advance, "to": _to, "rate": _rate}
