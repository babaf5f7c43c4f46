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
TEMPLATE = "template"
_EMPTY = Birth(seed="empty")


def prepare(provider: Provider, folder: Path) -> None:
    """Make the world that every test gets a copy of."""
    app = create_app(ServerSettings(data_dir=folder), default_birth=_EMPTY, providers=(provider,))
    app.sandboxes.create(TEMPLATE, Birth(rate=0))
    app.close()


@contextlib.contextmanager
def served(provider: Provider, boundary: Boundary, folder: Path) -> Iterator[Application]:
    """One provider behind a boundary, reached by every `requests` session of this process.

    `folder` was prepared for it.
    """
    app = create_app(
        ServerSettings(data_dir=folder),
        default_birth=_EMPTY,
        providers=(wrapped(provider, boundary),),
    )
    adapter = InProcessAdapter(app.gateway)
    choose = requests.Session.get_adapter
    requests.Session.get_adapter = lambda *_, **__: adapter  # type: ignore[method-assign]
    try:
        with outbox_passing(boundary):
            yield app
    finally:
        requests.Session.get_adapter = choose  # type: ignore[method-assign]
        app.close()
