"""`mockserver settings` and `mockserver env`: how a sandbox is set up, and how to reach it."""

import json
import shlex

import click

from mockserver.cli.client import call, parsed, variable
from mockserver.cli.options import AS_JSON, SANDBOX
from mockserver.cli.printing import print_json


@click.command()
@SANDBOX
@click.option(
    "--set", "changes", multiple=True, metavar="NAME=VALUE", help="Change a setting; repeatable."
)
@AS_JSON
def settings(sandbox: str, changes: tuple[str, ...], as_json: bool) -> None:
    """Show or change the delays, switches and quotas of a sandbox."""
    path = f"/sandboxes/{sandbox}/settings"
    found = call("PATCH", path, parsed(changes)) if changes else call("GET", path)
    if as_json:
        print_json(found)
        return
    for name, setting in found.items():
        mark = "" if setting["value"] == setting["default"] else "  (changed)"
        value = f"{json.dumps(setting['value'])} {setting['unit']}".strip()
        click.echo(f"{name} = {value}{mark}\n    {setting['doc']} [{setting['evidence']}]")


@click.command()
@SANDBOX
@AS_JSON
def env(sandbox: str, as_json: bool) -> None:
    """Print `export …` lines with base URLs and credentials: eval "$(mockserver env)"."""
    values: dict[str, str] = {}
    for provider, access in call("GET", f"/sandboxes/{sandbox}")["providers"].items():
        facts = {"base_url": access["base_url"], **access["credentials"], **access["subject"]}
        values |= {variable(provider, name): value for name, value in facts.items()}
    if as_json:
        print_json(values)
        return
    for name, value in values.items():
        click.echo(f"export {name}={shlex.quote(value)}")
