"""What goes back on the wire, at once or after a wait, whole or broken on purpose."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Union

from werkzeug.datastructures import Headers

from mockserver.engine.sandbox import Sandbox
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
    """No answer yet: let the courier do its round, wait, hold nobody up, then go on."""

    seconds: float
    resume: Callable[[], Union[Answer, "Held"]]
    mail: Sandbox | None = None


MEMORY = "mockserver.memory"  # a dict in the environment that lasts over the rounds of one call
HOLD = "hold"


@dataclass(frozen=True)
class Hold:
    """What a control call leaves in its memory under `HOLD` to be asked again later."""

    seconds: float = 0.0
    mail: Sandbox | None = None


def refusal(status: int, code: str, message: str) -> Answer:
    """A refusal of the gateway itself, in the shape of the control API."""
    body = dump_json({"error": {"code": code, "message": message}})
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Mock-Origin": "gateway",
    }
    return Answer(f"{status} {HTTPStatus(status).phrase}", Headers(headers), body)
