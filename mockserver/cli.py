"""The command line: start a server, or steer a running one through its control API."""

import json
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import click

from mockserver import __version__

DEFAULT_URL = "http://127.0.0.1:4010"
SANDBOX = click.argument("sandbox", default="default")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mockserver")
def main() -> None:
    """A local, stateful, offline sandbox of five B2B provider APIs.

    Commands other than `serve` and `openapi` talk to a running server; MOCKSERVER_URL says
    where it is (default http://127.0.0.1:4010), MOCKSERVER_CONTROL_TOKEN opens a guarded one.
    """


# -- serve ---------------------------------------------------------------------------------------


@main.command()
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
def serve(host: str, port: int, data_dir: Path | None, public_url: str, seed: str) -> None:
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
    except (OSError, RuntimeError) as error:
        raise click.ClickException(f"cannot open the sandboxes: {error}") from None
    try:
        server = Server(app.front(), host, port)
    except OSError as error:
        app.close()
        raise click.ClickException(
            f"cannot listen on {host}:{port}: {error.strerror or error}; --port 0 takes a free port"
        ) from None
    server.on_ready = lambda: _announce(app, public_url or server.url)
    try:
        server.run_here()
    finally:
        app.close()


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
    if app.settings.control_token:
        click.echo(f"  control token  {app.settings.control_token}")
    click.echo(f"Ready: {url}  (control API {url}/_mock, Ctrl-C ends it)")
    sys.stdout.flush()


# -- sandboxes -----------------------------------------------------------------------------------


@main.group()
def sandbox() -> None:
    """Create, list, show, reset and delete sandboxes."""


@sandbox.command("new")
@click.argument("name", required=False)
@click.option("--seed", help="demo or empty.")
@click.option("--random-seed", type=int)
@click.option("--now", help="Where its clock starts, e.g. 2026-01-05T09:00:00Z.")
@click.option("--rate", type=float, help="0 frozen, 1 live.")
@click.option("--ttl", type=int, help="Seconds after which it goes away.")
@AS_JSON
def sandbox_new(
    name: str | None,
    now: str | None,
    rate: float | None,
    ttl: int | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Make a sandbox with credentials of its own."""
    clock = _given({"now": now, "rate": rate})
    body = _given({"name": name, "ttl_s": ttl, "clock": clock or None, **options})
    _print_sandbox(_call("POST", "/sandboxes", body), as_json)


@sandbox.command("list")
@AS_JSON
def sandbox_list(as_json: bool) -> None:
    """List all sandboxes."""
    found = _call("GET", "/sandboxes")
    if as_json:
        _print_json(found)
        return
    for one in found:
        clock = one["clock"]
        click.echo(f"{one['name']:24} {one['seed']:8} {clock['now']} x{clock['rate']}")


@sandbox.command("show")
@SANDBOX
@AS_JSON
def sandbox_show(sandbox: str, as_json: bool) -> None:
    """Show base URLs and credentials of a sandbox."""
    _print_sandbox(_call("GET", f"/sandboxes/{sandbox}"), as_json)


@sandbox.command("reset")
@SANDBOX
@AS_JSON
def sandbox_reset(sandbox: str, as_json: bool) -> None:
    """Back to the seed; credentials survive."""
    _print_sandbox(_call("POST", f"/sandboxes/{sandbox}/reset"), as_json)


@sandbox.command("delete")
@click.argument("sandbox")
def sandbox_delete(sandbox: str) -> None:
    """Delete a sandbox with all its files."""
    _call("DELETE", f"/sandboxes/{sandbox}")
    click.echo(f"deleted {sandbox}")


# -- clock ---------------------------------------------------------------------------------------


@main.group()
def clock() -> None:
    """Read and move the virtual clock of a sandbox."""


@clock.command("show")
@SANDBOX
@AS_JSON
def clock_show(sandbox: str, as_json: bool) -> None:
    """What time it is, and when something happens next."""
    _print_clock(_call("GET", f"/sandboxes/{sandbox}/clock"), as_json)


@clock.command("advance")
@click.argument("by")
@SANDBOX
@AS_JSON
def clock_advance(by: str, sandbox: str, as_json: bool) -> None:
    """Jump BY a duration (PT5M, 90, 5m), to the next-event, or until-idle."""
    _print_clock(_call("POST", f"/sandboxes/{sandbox}/clock", {"advance": by}), as_json)


@clock.command("set")
@click.argument("to")
@SANDBOX
@AS_JSON
def clock_set(to: str, sandbox: str, as_json: bool) -> None:
    """Jump forward TO an instant such as 2026-02-01T00:00:00Z."""
    _print_clock(_call("POST", f"/sandboxes/{sandbox}/clock", {"to": to}), as_json)


@clock.command("rate")
@click.argument("rate", type=float)
@SANDBOX
@AS_JSON
def clock_rate(rate: float, sandbox: str, as_json: bool) -> None:
    """Let time run at RATE: 0 frozen, 1 live, 60 an hour a minute."""
    _print_clock(_call("POST", f"/sandboxes/{sandbox}/clock", {"rate": rate}), as_json)


# -- journal, settings, openapi, env ---------------------------------------------------------------


@main.command()
@SANDBOX
@click.option("--provider")
@click.option("--method")
@click.option("--path", help="A glob, e.g. */imports/*.")
@click.option("--status", type=int)
@click.option("--origin")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--entry", type=int, help="Show one full exchange.")
@AS_JSON
def journal(sandbox: str, entry: int | None, as_json: bool, **filters: Any) -> None:
    """What was asked, what was answered, and why; newest last."""
    path = f"/sandboxes/{sandbox}/journal"
    if entry is not None:
        _print_json(_call("GET", f"{path}/{entry}"))
        return
    found = _call("GET", path, query=_given(filters))
    if as_json:
        _print_json(found)
        return
    for line in reversed(found):
        click.echo(
            f"{line['id']:>6} {line['at']:24} {line['provider']:14} {line['method']:6}"
            f" {line['status']} {line['path']}"
        )
        if line["reason"]:
            click.echo(f"       why: {'; '.join(map(str, line['reason'].values()))[:300]}")


@main.command()
@SANDBOX
@click.option(
    "--set", "changes", multiple=True, metavar="NAME=VALUE", help="Change a setting; repeatable."
)
@AS_JSON
def settings(sandbox: str, changes: tuple[str, ...], as_json: bool) -> None:
    """Show or change the delays, switches and quotas of a sandbox."""
    path = f"/sandboxes/{sandbox}/settings"
    found = _call("PATCH", path, _parsed(changes)) if changes else _call("GET", path)
    if as_json:
        _print_json(found)
        return
    for name, setting in found.items():
        mark = "" if setting["value"] == setting["default"] else "  (changed)"
        value = f"{json.dumps(setting['value'])} {setting['unit']}".strip()
        click.echo(f"{name} = {value}{mark}\n    {setting['doc']} [{setting['evidence']}]")


@main.command()
@click.argument("provider")
def openapi(provider: str) -> None:
    """Print the OpenAPI document of a provider; needs no running server."""
    from mockserver.providers import built_in  # noqa: PLC0415 - keeps the other verbs fast
    from mockserver.web.openapi import document  # noqa: PLC0415

    known = {one.name: one for one in built_in()}
    chosen = known.get(provider.replace("-", "_"))
    if chosen is None:
        raise click.ClickException(f"no provider {provider!r}; there is {', '.join(known)}")
    _print_json(document(chosen, DEFAULT_URL + chosen.prefix))


@main.command()
@SANDBOX
@AS_JSON
def env(sandbox: str, as_json: bool) -> None:
    """Print `export …` lines with base URLs and credentials: eval "$(mockserver env)"."""
    values: dict[str, str] = {}
    for provider, access in _call("GET", f"/sandboxes/{sandbox}")["providers"].items():
        facts = {"base_url": access["base_url"], **access["credentials"], **access["subject"]}
        values |= {_variable(provider, name): value for name, value in facts.items()}
    if as_json:
        _print_json(values)
        return
    for name, value in values.items():
        click.echo(f"export {name}={shlex.quote(value)}")


# -- how ------------------------------------------------------------------------------------------


def _call(method: str, path: str, body: Any = None, query: dict[str, Any] | None = None) -> Any:
    import requests  # noqa: PLC0415 - slow to import, and `serve` does not need it

    url = os.environ.get("MOCKSERVER_URL", DEFAULT_URL).rstrip("/")
    token = os.environ.get("MOCKSERVER_CONTROL_TOKEN")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        response = requests.request(
            method, f"{url}/_mock{path}", json=body, params=query, headers=headers, timeout=600
        )
    except requests.RequestException as error:
        raise click.ClickException(
            f"no server answers at {url} ({type(error).__name__});"
            " start one with `mockserver serve`, or set MOCKSERVER_URL"
        ) from None
    if not response.ok:
        raise click.ClickException(_refusal(response))
    return response.json() if response.content else None


def _refusal(response: Any) -> str:
    try:
        error = response.json()["error"]
        texts = [error["message"], error.get("expected"), error.get("hint")]
        return "; ".join(text for text in texts if text)
    except (ValueError, KeyError, TypeError):
        return f"{response.url} answered {response.status_code}; is that a mockserver?"


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _parsed(changes: tuple[str, ...]) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    for change in changes:
        name, equals, text = change.partition("=")
        if not equals:
            raise click.BadParameter(f"{change!r} is not NAME=VALUE", param_hint="--set")
        try:
            parsed[name] = json.loads(text)
        except ValueError:
            parsed[name] = text
    return parsed


def _variable(provider: str, name: str) -> str:
    word = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return f"{provider}_{word}".upper().replace("-", "_")


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))


def _print_sandbox(sandbox: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _print_json(sandbox)
        return
    clock = sandbox["clock"]
    click.echo(f"{sandbox['name']}  seed {sandbox['seed']}  {clock['now']}  x{clock['rate']}")
    for provider, access in sandbox["providers"].items():
        click.echo(f"  {provider}  {access['base_url']}")
        for name, value in {**access["headers"], **access["subject"]}.items():
            click.echo(f"    {name}: {value}")


def _print_clock(clock: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _print_json(clock)
        return
    for event in clock.get("ran", []):
        click.echo(f"{event['at']}  {event['kind']}  {event['outcome']}")
    following = clock["next_event"] or "nothing is left to happen"
    click.echo(f"now {clock['now']}  x{clock['rate']}  next {following}")
    if not clock.get("finished", True):
        click.echo("more was due than one call runs; repeat it to go on")
