"""What goes back on the wire, at once or after a wait, whole or broken on purpose."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Union

from mockserver.engine.sandbox import Sandbox
from mockserver.web.body import dump_json

_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


@dataclass(frozen=True)
class Wire:
    """How the bytes travel: a fault's doing."""

    reset: bool = False
    cut: bool = False
    slow_ms: int = 0


@dataclass(frozen=True)
class Answer:
    """Status, headers as they will be spelt, body, and how they travel."""

    status: int
    headers: list[tuple[str, str]]
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
    headers = [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("Mock-Origin", "gateway"),
    ]
    return Answer(status, headers, body)


def status_line(status: int) -> str:
    """`404 Not Found`; a status without a name of its own is sent bare."""
    return _LINES.get(status, f"{status} ")
