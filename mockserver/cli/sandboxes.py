"""`mockserver sandbox …`: worlds come and go."""

from pathlib import Path
from typing import Any

import click

from mockserver.cli.client import call, given
from mockserver.cli.options import AS_JSON, SANDBOX, sandbox_names
from mockserver.cli.printing import print_json, print_sandbox
from mockserver.cli.progress import fetch, send


@click.group()
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
    clock = given({"now": now, "rate": rate})
    body = given({"name": name, "ttl_s": ttl, "clock": clock or None, **options})
    print_sandbox(call("POST", "/sandboxes", body, born_as=name), as_json)


@sandbox.command("list")
@AS_JSON
def sandbox_list(as_json: bool) -> None:
    """List all sandboxes."""
    found = call("GET", "/sandboxes")
    if as_json:
        print_json(found)
        return
    for one in found:
        clock = one["clock"]
        click.echo(f"{one['name']:24} {one['seed']:8} {clock['now']} x{clock['rate']}")


@sandbox.command("show")
@SANDBOX
@AS_JSON
def sandbox_show(sandbox: str, as_json: bool) -> None:
    """Show base URLs and credentials of a sandbox."""
    print_sandbox(call("GET", f"/sandboxes/{sandbox}"), as_json)


@sandbox.command("reset")
@SANDBOX
@AS_JSON
def sandbox_reset(sandbox: str, as_json: bool) -> None:
    """Back to the seed; credentials survive."""
    print_sandbox(call("POST", f"/sandboxes/{sandbox}/reset"), as_json)


@sandbox.command("delete")
@click.argument("sandbox", shell_complete=sandbox_names)
def sandbox_delete(sandbox: str) -> None:
    """Delete a sandbox with all its files."""
    call("DELETE", f"/sandboxes/{sandbox}")
    click.echo(f"deleted {sandbox}")


@sandbox.command("fork")
@click.argument("sandbox", shell_complete=sandbox_names)
@click.argument("copy", required=False)
@AS_JSON
def sandbox_fork(sandbox: str, copy: str | None, as_json: bool) -> None:
    """Make an independent COPY with credentials of its own."""
    body = {} if copy is None else {"name": copy}
    print_sandbox(call("POST", f"/sandboxes/{sandbox}/fork", body), as_json)


@sandbox.command("snapshot")
@SANDBOX
@click.option("--label", help="Keep the state of this moment under a label.")
@click.option("--drop", help="Forget the state under this label.")
@AS_JSON
def sandbox_snapshot(sandbox: str, label: str | None, drop: str | None, as_json: bool) -> None:
    """Keep a state, forget one, or list the kept ones."""
    path = f"/sandboxes/{sandbox}/snapshots"
    if label is not None:
        call("POST", path, {"label": label})
    if drop is not None:
        call("DELETE", f"{path}/{drop}")
    found = call("GET", path)
    if as_json:
        print_json(found)
        return
    for one in found:
        click.echo(f"{one['label']:24} {one['taken']:26} {one['size']:>10} bytes")


@sandbox.command("restore")
@click.argument("label")
@SANDBOX
@AS_JSON
def sandbox_restore(label: str, sandbox: str, as_json: bool) -> None:
    """Back to the state kept under LABEL, its clock included."""
    restored = call("POST", f"/sandboxes/{sandbox}/snapshots/{label}/restore")
    print_sandbox(restored, as_json)


@sandbox.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, writable=True))
@SANDBOX
def sandbox_export(file: Path, sandbox: str) -> None:
    """Write the whole world into FILE, a SQLite database."""
    size = fetch(f"/sandboxes/{sandbox}/export", file)
    click.echo(f"wrote {file} ({size} bytes)")


@sandbox.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("name", required=False)
@AS_JSON
def sandbox_import(file: Path, name: str | None, as_json: bool) -> None:
    """Make a sandbox of an exported FILE, with credentials of its own."""
    query = given({"import": "", "name": name})
    print_sandbox(send(file, "/sandboxes", query, born_as=name), as_json)
