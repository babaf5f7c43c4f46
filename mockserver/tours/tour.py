"""A tour as a value: steps with a request or a move of the clock, and what to look at after it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

from mockserver import fixtures
from mockserver.tours import placeholders

FOLDER = "tours"
CLOCK = "/clock"


class UnknownTourError(LookupError):
    """There is no tour of this name."""


@dataclass(frozen=True)
class Request:
    """What a partner sends. `json`, `lines` and `form` exclude each other; texts may hold
    placeholders. `url` stands for provider and path where an answer said where to go.
    """

    provider: str
    method: str
    path: str = ""
    url: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    lines: tuple[str, ...] = ()
    form: Mapping[str, str] = field(default_factory=dict)
    page: bool = False
    signed_in: bool = True

    @property
    def address(self) -> str:
        """The URL with its placeholders."""
        address = self.url or f"{{{self.provider}.base_url}}{placeholders.quoted(self.path)}"
        if not self.query:
            return address
        return f"{address}?{_form(self.query)}"

    @property
    def content(self) -> str | None:
        """The body as text, with its placeholders."""
        if self.json is not None:
            return json.dumps(self.json, ensure_ascii=False, indent=2)
        if self.lines:
            return "".join(f"{line}\n" for line in self.lines)
        return _form(self.form) if self.form else None


@dataclass(frozen=True)
class Steer:
    """What a partner cannot send: time passes, somebody at the vendor's acts.

    A POST to `path` below the sandbox in the control API.
    """

    path: str
    json: Any

    method = "POST"

    @property
    def is_clock(self) -> bool:
        """Whether it lets time pass."""
        return self.path == CLOCK

    @property
    def content(self) -> str:
        """The body as text, with its placeholders."""
        return json.dumps(self.json, ensure_ascii=False)


@dataclass(frozen=True)
class Look:
    """Something to look at in an answer, and what it means.

    `at` is a JSON pointer (RFC 6901), "" for the whole body. `kind` is `equals`, `contains`,
    `length`, `present` or `absent`; `wanted` is text (JSON for what is no text, "" where the kind
    says it all) and may hold placeholders.
    """

    means: str
    at: str
    kind: str
    wanted: str = ""


@dataclass(frozen=True)
class Step:
    """One screen of a tour: plain words, one action, what to look at, what to keep."""

    id: str
    title: str
    text: tuple[str, ...]
    action: Request | Steer
    status: int = 200
    look: tuple[Look, ...] = ()
    keep: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tour:
    """A walk through one provider or several; `headers` are how a partner signs in at each."""

    name: str
    title: str
    summary: str
    order: int
    minutes: int
    headers: Mapping[str, Mapping[str, str]]
    steps: tuple[Step, ...]

    @property
    def providers(self) -> tuple[str, ...]:
        """Who is called, in the order of the first call."""
        called = (step.action for step in self.steps if isinstance(step.action, Request))
        return tuple(dict.fromkeys(request.provider for request in called))

    def headers_of(self, request: Request) -> dict[str, str]:
        """All headers of a request, with their placeholders."""
        signed = self.headers.get(request.provider, {}) if request.signed_in else {}
        kind = {"Content-Type": _TYPES[kind]} if (kind := _kind(request)) else {}
        return {**signed, **kind, **request.headers}


_TYPES = {
    "json": "application/json",
    "lines": "text/plain; charset=utf-8",
    "form": "application/x-www-form-urlencoded",
}


def _kind(request: Request) -> str | None:
    if request.json is not None:
        return "json"
    return next((kind for kind in ("lines", "form") if getattr(request, kind)), None)


def _form(members: Mapping[str, str]) -> str:
    return "&".join(
        f"{quote(name)}={placeholders.mapped(value, lambda text: quote(text, safe=''), _kept)}"
        for name, value in members.items()
    )


def _kept(name: str) -> str:
    return f"{{{name}}}"


def names() -> tuple[str, ...]:
    """All tours that ship with the program, in the order in which to take them."""
    found = (path.stem for path in (fixtures.folder() / FOLDER).glob("*.json"))
    return tuple(sorted(found, key=lambda name: int(_document(name)["order"])))


@cache
def load(name: str) -> Tour:
    """The tour, its shape checked; UnknownTourError when there is none."""
    from mockserver.tours.shapes import TourShape  # noqa: PLC0415 - only who takes a tour pays

    if name not in names():
        raise UnknownTourError(name)
    tour: Tour = TourShape().load({"name": name, **_document(name)})
    return tour


def _document(name: str) -> Any:
    return fixtures.load(FOLDER, name)
