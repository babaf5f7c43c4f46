"""`mockserver fault …`: break something on purpose."""

import json
from typing import Any

import click

from mockserver.cli.client import call, given
from mockserver.cli.options import AS_JSON, SANDBOX, fault_kinds, provider_names
from mockserver.cli.printing import print_json


@click.group()
def fault() -> None:
    """Break something on purpose, see what broke, stop breaking."""


@fault.command("add")
@click.argument("provider", shell_complete=provider_names)
@click.argument("kind", shell_complete=fault_kinds)
@SANDBOX
@click.option("--value", help="A status, milliseconds, seconds, … in JSON; a text as it is.")
@click.option("--operation", help="Only this operation, e.g. getImportLogs.")
@click.option("--path", help="Only paths that match this glob, e.g. */imports/*.")
@click.option("--method", help="Only this HTTP method.")
@click.option("--skip", type=int, help="Let so many matching requests pass first.")
@click.option("--count", type=int, help="Hit so many times, then never again.")
@click.option("--probability", type=float, help="Hit by chance, 0 to 1; the chance is seeded.")
@AS_JSON
def fault_add(sandbox: str, value: str | None, as_json: bool, **wanted: Any) -> None:
    """Let KIND happen to requests of PROVIDER.

    Kinds: status, latency, reset, cut, garble, slow-body, rate-limit, expire-token, fail-job,
    drop-webhook, duplicate-webhook, reorder-webhooks.
    """
    body = {**given(wanted), **({} if value is None else {"value": _value(value)})}
    added = call("POST", f"/sandboxes/{sandbox}/faults", body)
    if as_json:
        print_json(added)
        return
    click.echo(_line(added))


@fault.command("list")
@SANDBOX
@AS_JSON
def fault_list(sandbox: str, as_json: bool) -> None:
    """List the faults with how often they matched and hit."""
    found = call("GET", f"/sandboxes/{sandbox}/faults")
    if as_json:
        print_json(found)
        return
    for one in found:
        click.echo(_line(one))


@fault.command("clear")
@SANDBOX
@click.option("--id", "id_", type=int, help="Only this one.")
def fault_clear(sandbox: str, id_: int | None) -> None:
    """Break nothing any more."""
    call("DELETE", f"/sandboxes/{sandbox}/faults" + ("" if id_ is None else f"/{id_}"))
    click.echo("cleared")


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _line(fault: dict[str, Any]) -> str:
    where = " ".join(
        f"{name}={fault[name]}" for name in ("operation", "method", "path") if fault[name]
    )
    value = "" if fault["value"] is None else json.dumps(fault["value"])
    return (
        f"{fault['id']:>4} {fault['provider']:14} {fault['kind']:18} {value:10} {where}"
        f"  hit {fault['hits']} of {fault['seen']}"
    )
