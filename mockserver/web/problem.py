"""Refusals before a provider dresses them in its own envelope."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Detail:
    """One complaint about one place of a request: `path` is ("0", "name") like, from the top."""

    path: tuple[str | int, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """Why a request was refused, for the journal: never shown to the provider's client."""

    rule: str
    detail: str = ""
    field: str = ""
    expected: str = ""
    got: str = ""
    evidence: str = ""
    source: str = ""

    def document(self) -> dict[str, str]:
        """The parts that say something."""
        return {name: text for name, text in asdict(self).items() if text}


@dataclass
class Problem(Exception):  # noqa: N818 - a refusal is not an error of the program
    """A refusal. `status` may be 200: some providers refuse that way.

    `code` and `message` are the provider's own; `origin` is `provider`, `quota`, `fault` or `bug`;
    `extra` is whatever else the provider's envelope needs.
    """

    status: int
    code: str
    message: str = ""
    details: tuple[Detail, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    reason: Reason | None = None
    origin: str = "provider"
    extra: Mapping[str, Any] = field(default_factory=dict)

    def explained(self) -> dict[str, str]:
        """The reason for the journal, made from the refusal itself when none was given."""
        if self.reason is not None:
            return self.reason.document()
        places = "; ".join(
            f"{'.'.join(map(str, detail.path)) or 'body'}: {' '.join(detail.messages)}"
            for detail in self.details[:20]
        )
        return Reason(rule=self.code, detail=places or self.message).document()


# What the gateway and the router refuse; a provider's `render` sees these as Problem.code.
ROUTE_UNKNOWN = "route-unknown"
METHOD_UNKNOWN = "method-unknown"
BODY_TOO_LARGE = "body-too-large"
BUG = "bug"
