"""What one request costs, counted instead of timed: calls of Python functions and SQL statements.

The limits are a tenth above what was counted when they were written; who needs more has to say why
here. `python -m benchmarks.run` measures the times.
"""

import cProfile
import io
import pstats
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.run import PEERS, Ask
from mockserver.app import Application, create_app

ASKS = PEERS[0].asks


@pytest.fixture(scope="module")
def app() -> Iterator[Application]:
    composed = create_app()
    for ask in ASKS.values():
        composed.gateway.answer(environ(ask))
    yield composed
    composed.close()


def environ(ask: Ask) -> dict[str, Any]:
    body = ask.body.encode()
    headers = {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in ask.headers.items()}
    return {
        **headers,
        "REQUEST_METHOD": ask.method,
        "PATH_INFO": ask.path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "4010",
        "HTTP_HOST": "127.0.0.1:4010",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
    }


def calls_of(app: Application, ask: Ask) -> int:
    request = environ(ask)
    profile = cProfile.Profile()
    profile.enable()
    app.gateway.answer(request)
    profile.disable()
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined]


def statements_of(app: Application, ask: Ask) -> int:
    connection = app.sandboxes.get("default").connection
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    app.gateway.answer(environ(ask))
    connection.set_trace_callback(None)
    return len(seen)


@pytest.mark.parametrize(
    ("what", "calls", "statements"),
    [
        ("AppZen entity upsert", 600, 11),
        ("Feedback House upsert", 370, 9),
        ("AppZen entity read", 460, 10),
    ],
)
def test_a_request_costs_no_more_than_it_did(
    app: Application, what: str, calls: int, statements: int
) -> None:
    assert calls_of(app, ASKS[what]) <= calls
    assert statements_of(app, ASKS[what]) <= statements
