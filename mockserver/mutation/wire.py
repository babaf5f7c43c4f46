"""The tests' HTTP without sockets: every call of this process is answered by one application."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import requests

from mockserver.app import Application, create_app
from mockserver.engine.sandboxes import Birth
from mockserver.mutation.boundary import Boundary, outbox_passing, wrapped
from mockserver.settings import ServerSettings
from mockserver.testing.inprocess import InProcessAdapter
from mockserver.web.provider import Provider

URL = "http://127.0.0.1:1"


@contextlib.contextmanager
def served(provider: Provider, boundary: Boundary, folder: Path) -> Iterator[Application]:
    """One provider behind a boundary, reached by every `requests` session of this process."""
    app = create_app(
        ServerSettings(data_dir=folder),
        default_birth=Birth(seed="empty"),
        providers=(wrapped(provider, boundary),),
    )
    adapter = InProcessAdapter(app.gateway)
    choose = requests.Session.get_adapter
    requests.Session.get_adapter = lambda _self, url: adapter  # type: ignore[assignment,method-assign,misc,return-value]
    try:
        with outbox_passing(boundary):
            yield app
    finally:
        requests.Session.get_adapter = choose  # type: ignore[method-assign]
        app.close()
