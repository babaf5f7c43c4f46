"""A server that is not quite the mock any more: alterations stand in front of it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from werkzeug.test import run_wsgi_app

from mockserver.app import create_app
from mockserver.engine.sandboxes import Birth
from mockserver.settings import ServerSettings

Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Alteration:
    """What becomes of the answers of one method and path: their status, their JSON, a header."""

    method: str
    path: str
    status: int
    becomes: int | None = None
    json: Change | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def altered_server(*alterations: Alteration) -> Iterator[str]:
    """The URL of a live server whose hour takes a second, with these alterations."""
    birth = Birth(rate=3600, settings={"candis.rate_limit_per_minute": 0})
    app = create_app(ServerSettings(), default_birth=birth)

    def altered(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        chunks, status, headers = run_wsgi_app(app.gateway, environ, buffered=True)
        body, code = b"".join(chunks), int(status[:3])
        for one in alterations:
            asked = environ["REQUEST_METHOD"], environ["PATH_INFO"]
            if (one.method, one.status) == (asked[0], code) and re.fullmatch(one.path, asked[1]):
                if one.json is not None:
                    body = json.dumps(one.json(json.loads(body))).encode()
                status = f"{one.becomes} Altered" if one.becomes else status
                headers.extend(one.headers)
        headers["Content-Length"] = str(len(body))
        start_response(status, headers.to_wsgi_list())
        return [body]

    with make_server("127.0.0.1", 0, altered, handler_class=Quiet) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
    app.close()
