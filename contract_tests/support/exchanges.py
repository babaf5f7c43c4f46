"""What a session sent and what came back, for those who want to know: recorders, reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from requests import PreparedRequest, Response


@dataclass(frozen=True)
class Exchange:
    """One call and its answer; without one, `error` says what happened instead."""

    method: str
    url: str
    request_headers: Mapping[str, str]
    request_body: bytes
    response: Response | None
    error: str
    elapsed_s: float


Listener = Callable[[Exchange], None]


def nobody(_exchange: Exchange) -> None:
    """The listener of a session that nobody listens to."""


def answered(response: Response) -> list[Exchange]:
    """The exchanges of an answer, the redirects on the way to it first."""
    return [
        Exchange(
            method=str(step.request.method),
            url=str(step.request.url),
            request_headers=dict(step.request.headers),
            request_body=body_of(step.request),
            response=step,
            error="",
            elapsed_s=step.elapsed.total_seconds(),
        )
        for step in [*response.history, response]
    ]


def unanswered(method: str, url: str, error: str) -> Exchange:
    """A call that got no answer."""
    return Exchange(method, url, {}, b"", None, error, 0.0)


def body_of(request: PreparedRequest) -> bytes:
    """The bytes of a request's body; those of a stream are gone once it is sent."""
    body = request.body or b""
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else b""
