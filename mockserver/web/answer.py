"""What goes back on the wire, at once or after a wait, whole or broken on purpose."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Union

from werkzeug.datastructures import Headers

from mockserver.web.body import dump_json


@dataclass(frozen=True)
class Wire:
    """How the bytes travel: a fault's doing."""

    reset: bool = False
    cut: bool = False
    slow_ms: int = 0


@dataclass(frozen=True)
class Answer:
    """Status line, headers and body, and how they travel."""

    status: str
    headers: Headers
    body: bytes
    wire: Wire = field(default_factory=Wire)


@dataclass(frozen=True)
class Held:
    """No answer yet: wait so long without holding anybody up, then go on."""

    seconds: float
    resume: Callable[[], Union[Answer, "Held"]]


def refusal(status: int, code: str, message: str) -> Answer:
    """A refusal of the gateway itself, in the shape of the control API."""
    body = dump_json({"error": {"code": code, "message": message}})
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Mock-Origin": "gateway",
    }
    return Answer(f"{status} {HTTPStatus(status).phrase}", Headers(headers), body)
