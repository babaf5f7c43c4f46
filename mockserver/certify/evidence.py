"""What the journal shows of one step: the integration's own calls, in order."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mockserver.certify.campaign import Campaign, Step

REFUSED = 400
SERVER_ERROR = 500
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Call:
    """One call of the integration, as the journal has it; times in virtual seconds."""

    id: int
    at_s: float
    operation: str
    method: str
    path: str
    status: int
    by_fault: bool
    request_headers: Mapping[str, str]
    response_headers: Mapping[str, str]
    sent: Any
    answered: Any

    @property
    def refused(self) -> bool:
        """Whether the answer said no."""
        return self.status >= REFUSED

    @property
    def kept(self) -> bool:
        """Whether the provider did what was asked, even if the answer got lost."""
        return not self.refused

    @property
    def heard(self) -> bool:
        """Whether the integration got a good answer."""
        return self.kept and not self.by_fault

    @property
    def writes(self) -> bool:
        """Whether it may have changed something."""
        return self.method not in SAFE

    def same(self, other: "Call") -> bool:
        """Whether both ask the same question."""
        return (self.method, self.path) == (other.method, other.path)


@dataclass(frozen=True)
class Evidence:
    """Everything the graders may know of a step. `existing` are the ids of a list in the end."""

    campaign: Campaign
    step: Step
    calls: Sequence[Call]
    deliveries: Sequence[Mapping[str, Any]]
    existing: frozenset[str]
    time_passes: bool

    def later(self, call: Call) -> list[Call]:
        """The calls that ask the same after a call."""
        return [one for one in self.calls if one.id > call.id and one.same(call)]

    def failures(self) -> list[Call]:
        """The calls that a fault refused, or whose answer it lost."""
        return [one for one in self.calls if one.by_fault]

    def keys(self, call: Call) -> frozenset[str]:
        """What identifies the records that a call sends."""
        names = self.campaign.keys.get(call.operation, self.campaign.keys.get("*", ()))
        found = {str(one) for one in _members(call.sent, names)}
        return frozenset(found or ({call.path} if call.writes else ()))


def call_of(entry: Mapping[str, Any]) -> Call:
    """A call from a full entry of the journal."""
    lost = entry["origin"] == "fault"
    return Call(
        id=entry["id"],
        at_s=datetime.fromisoformat(entry["at"]).timestamp(),
        operation=entry["operation"] or "",
        method=entry["method"],
        path=entry["path"],
        status=entry["status"],
        by_fault=lost and "latency" not in json.dumps(entry["reason"]),
        request_headers=_lower(entry["request_headers"]),
        response_headers=_lower(entry["response_headers"]),
        sent=_json(entry["request_body"]),
        answered=_json(entry["response_body"]),
    )


def _members(document: Any, names: Sequence[str]) -> Iterator[Any]:
    """The first named member of each record in a document."""
    if isinstance(document, list):
        for one in document:
            yield from _members(one, names)
    elif isinstance(document, dict):
        own = next((document[name] for name in names if document.get(name)), None)
        if own is not None:
            yield own
            return
        for one in document.values():
            if isinstance(one, list):
                yield from _members(one, names)


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _json(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None
