"""Small HTTP servers on loopback that answer what a test scripts, and remember what was asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

JSON = {"Content-Type": "application/json"}


@dataclass
class Impostor:
    """Answers from `script`, the last answer for ever: (status, headers, body)."""

    script: list[tuple[int, dict[str, str], str]]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)

    def next_answer(self) -> tuple[int, dict[str, str], str]:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def impostor(*script: tuple[int, dict[str, str], str]) -> Iterator[Impostor]:
    """A server with this script, stopped at the end."""
    state = Impostor(list(script))

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode()
            state.asked.append(
                {
                    "method": self.command,
                    "path": self.path,
                    "headers": dict(self.headers),
                    "body": json.loads(body) if body else None,
                }
            )
            status, headers, text = state.next_answer()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    for verb in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        setattr(Handler, f"do_{verb}", Handler.answer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
