"""`mockserver serve`: all providers on one port, until interrupted."""

import gc
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import click

from mockserver import __version__
from mockserver.cli.ca import FOLDER

# Answers to large batches are hundreds of thousands of dicts without circles: looking through them
# again and again, as is done after 700 by default, takes a fifth of the time.
COLLECT_AFTER = 20_000


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=4010, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the sandboxes here; they survive a restart.",
)
@click.option(
    "--public-url",
    default="",
    help="How clients reach this server, e.g. https://mock.example.test.",
)
@click.option(
    "--seed",
    default="demo",
    show_default=True,
    type=click.Choice(["demo", "empty"]),
    help="The world of the sandbox `default` when it is new.",
)
@click.option("--tls", is_flag=True, help="Serve https for the vendors' host names.")
@FOLDER
def serve(
    host: str,
    port: int,
    data_dir: Path | None,
    public_url: str,
    seed: str,
    tls: bool,
    ca_dir: Path | None,
) -> None:
    """Serve all providers until interrupted. Port 0 takes a free one."""
    from mockserver.app import create_app  # noqa: PLC0415 - keeps the other verbs fast
    from mockserver.engine import realtime  # noqa: PLC0415
    from mockserver.settings import ServerSettings  # noqa: PLC0415
    from mockserver.web.server import Server  # noqa: PLC0415

    settings = ServerSettings(host, port, data_dir, public_url, seed)
    token = os.environ.get("MOCKSERVER_CONTROL_TOKEN", "")
    if token or not settings.loopback:
        token = token or realtime.random_token(40)
        settings = ServerSettings(host, port, data_dir, public_url, seed, control_token=token)
    try:
        app = create_app(settings)
    except (OSError, RuntimeError, sqlite3.Error) as error:
        raise click.ClickException(f"cannot open the sandboxes: {error}") from None
    try:
        server = Server(app.front(), host, port, certificate=_certificate(app, tls, ca_dir))
    except OSError as error:
        app.close()
        raise click.ClickException(
            f"cannot listen on {host}:{port}: {error.strerror or error}; --port 0 takes a free port"
        ) from None
    server.on_ready = lambda: _announce(app, public_url or server.url)
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    try:
        server.run_here()
    finally:
        app.close()


def _certificate(app: Any, tls: bool, ca_dir: Path | None) -> Path | None:
    if not tls:
        return None
    from mockserver import certificates  # noqa: PLC0415

    hosts = [host for provider in app.providers for host in provider.hosts]
    return certificates.server_certificate(ca_dir or certificates.DEFAULT_FOLDER, hosts)


def _announce(app: Any, url: str) -> None:
    from mockserver.engine.credentials import DEFAULT_SANDBOX  # noqa: PLC0415

    sandbox = app.sandboxes.get(DEFAULT_SANDBOX)
    click.echo(f"mockserver {__version__} – not affiliated with the vendors it emulates\n")
    with sandbox.transaction():
        for provider in app.providers:
            access = provider.access(sandbox)
            click.echo(f"  {provider.title}")
            click.echo(f"    base URL  {url}{provider.prefix}")
            for name, value in {**access.headers, **access.subject}.items():
                click.echo(f"    {name}: {value}")
            click.echo("")
    click.echo(f"  console  {url}/_mock/console/{DEFAULT_SANDBOX}")
    if app.settings.control_token:
        click.echo(f"  control token  {app.settings.control_token}")
    click.echo(f"Ready: {url}  (control API {url}/_mock, Ctrl-C ends it)")
    sys.stdout.flush()
