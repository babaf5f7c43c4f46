"""Taking a tour: send its requests to a sandbox, move its clock, look at the answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mockserver.tours import placeholders
from mockserver.tours.answers import Answer, Tick, judge, kept
from mockserver.tours.tour import Request, Steer, Step, Tour

TIMEOUT_S = 60


# requests.request, or the method of a session: (method, url, headers=, data=, timeout=)
Send = Callable[..., Any]


@dataclass(frozen=True)
class Sent:
    """A request as it left, everything filled in."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: str | None


@dataclass(frozen=True)
class Taken:
    """A step that was taken; `ticks` begin with the status."""

    step: Step
    sent: Sent
    answer: Answer
    ticks: tuple[Tick, ...]

    @property
    def met(self) -> bool:
        """Whether everything is as the tour says."""
        return all(tick.met for tick in self.ticks)


@dataclass(frozen=True)
class Place:
    """Where a tour is taken: a server's control API, one of its sandboxes, how to steer it."""

    control_url: str
    sandbox: str
    headers: Mapping[str, str]

    @property
    def url(self) -> str:
        """The sandbox in the control API."""
        return f"{self.control_url}/sandboxes/{self.sandbox}"


def take(tour: Tour, place: Place, send: Send) -> Iterator[Taken]:
    """Take step after step, and stop behind the first that is not as the tour says."""
    values = values_at(place, send)
    for step in tour.steps:
        taken = _taken(tour, step, place, send, values)
        yield taken
        if not taken.met:
            return
        document = taken.answer.document
        found = {name: kept(document, pointer) for name, pointer in step.keep.items()}
        values |= {name: value for name, value in found.items() if value is not None}


def values_at(place: Place, send: Send) -> dict[str, str]:
    """What fills the placeholders before the first step; `run` is new after every request."""
    described = _steer(place, send, "GET", "")
    newest = _steer(place, send, "GET", "/journal?limit=1")
    run = newest[0]["id"] + 1 if newest else 1
    return placeholders.values_of(described, f"{run:05}")


def _steer(place: Place, send: Send, method: str, path: str) -> Any:
    response = send(method, place.url + path, headers=place.headers, timeout=TIMEOUT_S)
    response.raise_for_status()
    return response.json()


def _taken(tour: Tour, step: Step, place: Place, send: Send, values: Mapping[str, str]) -> Taken:
    sent = _sent(tour, step.action, place, values)
    response = send(
        sent.method,
        sent.url,
        headers=sent.headers,
        data=None if sent.content is None else sent.content.encode(),
        timeout=TIMEOUT_S,
    )
    answer = Answer(response.status_code, response.content.decode("utf-8", "replace"))
    document = answer.document
    status = Tick(f"answers {step.status}", answer.status == step.status, str(answer.status))
    looks = (judge(look, document, values) for look in step.look)
    lost = (
        Tick(f"has {pointer}, which a later step needs", met=False, seen="nothing")
        for pointer in step.keep.values()
        if kept(document, pointer) is None
    )
    return Taken(step, sent, answer, (status, *looks, *lost))


def _sent(tour: Tour, action: Request | Steer, place: Place, values: Mapping[str, str]) -> Sent:
    content = placeholders.fill(action.content, values)
    if isinstance(action, Steer):
        headers = {**place.headers, "Content-Type": "application/json"}
        return Sent(action.method, place.url + action.path, headers, content)
    return Sent(
        action.method,
        placeholders.fill(action.address, values),
        placeholders.fill(tour.headers_of(action), values),
        content,
    )
