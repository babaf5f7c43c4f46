"""`/_mock/sandboxes/{s}/clock` and `…/events`: what time it is, and what is going to happen."""

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, request

from mockserver.engine import clock as clocks
from mockserver.engine import errands, events, pump, realtime, timetravel, webhooks
from mockserver.engine.sandbox import Sandbox
from mockserver.web.answer import HOLD, MEMORY, Hold
from mockserver.web.control.context import Control, answer, body_of, query_of
from mockserver.web.control.described import described
from mockserver.web.control.problem import ControlProblem
from mockserver.web.control.shapes import ClockChange, ClockState, Event, EventsQuery, Moved

_CHANGE, _STATE, _MOVED = ClockChange(), ClockState(), Moved()
_EVENTS_QUERY, _EVENTS = EventsQuery(), Event(many=True)

JOURNEY = "journey"
ROUND = 100


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("clock", __name__)

    @routes.get("/sandboxes/<name>/clock")
    @described("What time it is, and what comes next.", {200: _STATE})
    def show(name: str) -> Response:
        return answer(_state(control.sandbox(name)), schema=_STATE)

    @routes.post("/sandboxes/<name>/clock")
    @described("Let time pass, or change its rate.", {200: _MOVED}, body=_CHANGE)
    def change(name: str) -> Response:
        sandbox = control.sandbox(name)
        wanted = body_of(_CHANGE)
        limit = wanted.pop("limit", timetravel.MAX_EVENTS_PER_CALL)
        (verb, value), *_ = wanted.items()
        memory = request.environ[MEMORY]
        journey = memory.get(JOURNEY)
        if journey is None:
            journey = memory[JOURNEY] = _VERBS[verb](sandbox, value)
            journey.limit = limit
            mail = not journey.finished and _has_had_mail(sandbox)  # it may be underway still
        else:
            mail = pump.has_mail(sandbox)
        if not mail and not journey.finished:
            mail = _travel(sandbox, journey)
        if mail or not (journey.finished or journey.tired):
            memory[HOLD] = Hold(mail=sandbox if mail else None)
        done = {"ran": journey.ran, "finished": journey.finished, "target": journey.target}
        with sandbox.transaction():  # nothing is woken here: what runs is reported
            return answer({**_shown(sandbox), **done}, schema=_MOVED)

    @routes.get("/sandboxes/<name>/events")
    @described("The queue and its history.", {200: _EVENTS}, query=_EVENTS_QUERY)
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
        return _shown(sandbox)


def _shown(sandbox: Sandbox) -> dict[str, Any]:
    next_event = events.next_due(sandbox)
    return {"now": sandbox.now, "rate": sandbox.clock.shown_rate, "next_event": next_event}


@dataclass
class Journey:
    """A move of the clock that may take several rounds: others are served in between."""

    target: int | None = None
    finished: bool = False
    limit: int = timetravel.MAX_EVENTS_PER_CALL
    ran: list[events.Ran] = field(default_factory=list)

    @property
    def tired(self) -> bool:
        """Whether one call has done as much as it may."""
        return len(self.ran) >= self.limit


def _travel(sandbox: Sandbox, journey: Journey) -> bool:
    """One round: to the target, a hundred events, or until there is mail; True if there is."""
    budget = min(ROUND, journey.limit - len(journey.ran))
    ran, arrived = timetravel.advance(sandbox, journey.target, budget, pump.has_mail)
    journey.ran += ran
    mail = pump.has_mail(sandbox)
    journey.finished = arrived and not mail
    return mail


def _has_had_mail(sandbox: Sandbox) -> bool:
    with sandbox.lock:
        return webhooks.has_any(sandbox) or errands.has_any(sandbox)


def _advance(sandbox: Sandbox, by: str | int) -> Journey:
    if by == "until-idle":
        return Journey()
    if by == "next-event":
        target = timetravel.target_of_next(sandbox)
        return Journey(target, finished=target is None)
    with sandbox.transaction():
        return Journey(min(sandbox.now + int(by), clocks.MAX_MS))


def _to(sandbox: Sandbox, target: int) -> Journey:
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
    return Journey(target)


def _rate(sandbox: Sandbox, rate: float) -> Journey:
    with sandbox.transaction():
        ran = timetravel.wake(sandbox)
        sandbox.set_clock(sandbox.clock.with_rate(realtime.now_ms(), rate))
    return Journey(finished=True, ran=ran)


_VERBS: dict[str, Any] = {"advance": _advance, "to": _to, "rate": _rate}
