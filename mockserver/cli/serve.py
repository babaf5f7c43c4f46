"""`mockserver serve`: all providers on one port, until interrupted."""

import gc
import os
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mockserver import __version__
from mockserver.cli import logs
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
@click.option(
    "--proxy-port",
    type=click.IntRange(0, 65535),
    help="Be an HTTPS_PROXY on this port, too, for the vendors' host names only.",
)
@click.option("--log-format", default="text", show_default=True, type=click.Choice(logs.FORMATS))
@click.option("--log-level", default="warning", show_default=True, type=click.Choice(logs.LEVELS))
@FOLDER
def serve(
    host: str,
    port: int,
    tls: bool,
    proxy_port: int | None,
    ca_dir: Path | None,
    log_format: str,
    log_level: str,
    **world: Any,
) -> None:
    """Serve all providers until interrupted. Port 0 takes a free one."""
    gc.disable()  # a start makes much and throws nothing away; looking for garbage takes a fifth
    from mockserver.web.server import Server  # noqa: PLC0415 - keeps the other verbs fast

    logs.configure(log_format, log_level)
    app = _opened(host, port, **world)
    try:
        certificate = _certificate(app, ca_dir) if tls else None
        server = Server(app.front(), host, port, certificate=certificate)
        if proxy_port is not None:
            server.proxy = _proxy(app, server, host, proxy_port, ca_dir)
    except OSError as error:
        app.close()
        raise click.ClickException(
            f"cannot listen on {host}:{port}: {error.strerror or error}; --port 0 takes a free port"
        ) from None
    url = app.settings.public_url or server.url
    server.on_ready = lambda: _announce(app, url, server.proxy)
    gc.freeze()
    gc.enable()
    gc.set_threshold(COLLECT_AFTER)
    try:
        server.run_here()
    finally:
        app.close()


def _opened(host: str, port: int, **world: Any) -> Any:
    """The application with its sandboxes; off loopback there is always a control token."""
    from mockserver.app import create_app  # noqa: PLC0415
    from mockserver.engine import realtime  # noqa: PLC0415
    from mockserver.settings import ServerSettings  # noqa: PLC0415

    settings = ServerSettings(host, port, **world)
    token = os.environ.get("MOCKSERVER_CONTROL_TOKEN", "")
    if token or not settings.loopback:
        settings = replace(settings, control_token=token or realtime.random_token(40))
    try:
        return create_app(settings)
    except (OSError, RuntimeError, sqlite3.Error) as error:
        raise click.ClickException(f"cannot open the sandboxes: {error}") from None


def _certificate(app: Any, ca_dir: Path | None) -> Path:
    from mockserver import certificates  # noqa: PLC0415

    return certificates.server_certificate(ca_dir or certificates.DEFAULT_FOLDER, _hosts(app))


def _hosts(app: Any) -> list[str]:
    return [host for provider in app.providers for host in provider.hosts]


def _proxy(app: Any, server: Any, host: str, port: int, ca_dir: Path | None) -> Any:
    from mockserver.web.proxy import Proxy  # noqa: PLC0415 - only who asks for it pays

    return Proxy(server.front, host, port, _hosts(app), _certificate(app, ca_dir))


def _announce(app: Any, url: str, proxy: Any) -> None:
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
    if proxy is not None:
        click.echo(f"  HTTPS_PROXY  {proxy.url}  (trust what `mockserver ca export` writes)\n")
    click.echo(f"Ready: {url}  (control API {url}/_mock, Ctrl-C ends it)")
    sys.stdout.flush()
