"""`mockserver journal`: what was asked, what was answered, and why."""

from typing import Any

import click

from mockserver.cli.client import call, given
from mockserver.cli.options import AS_JSON, SANDBOX
from mockserver.cli.printing import print_json


@click.command()
@SANDBOX
@click.option("--provider")
@click.option("--method")
@click.option("--path", help="A glob, e.g. */imports/*.")
@click.option("--status", type=int)
@click.option("--origin")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--follow", is_flag=True, help="Go on printing what comes, until interrupted.")
@click.option("--entry", type=int, help="Show one full exchange.")
@AS_JSON
def journal(sandbox: str, entry: int | None, follow: bool, as_json: bool, **filters: Any) -> None:
    """What was asked, what was answered, and why; newest last."""
    path = f"/sandboxes/{sandbox}/journal"
    if entry is not None:
        print_json(call("GET", f"{path}/{entry}"))
        return
    found = call("GET", path, query=given(filters))[::-1]
    _print(found, as_json)
    while follow:
        seen = max((line["id"] for line in found), default=0)
        wanted = {**given(filters), "after": seen, "count": 1, "timeout_s": 30}
        wanted.pop("limit")
        found = call("GET", f"{path}/wait", query=wanted)["calls"] or found
        _print([line for line in found if line["id"] > seen], as_json)


def _print(lines: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(lines)
        return
    for line in lines:
        click.echo(
            f"{line['id']:>6} {line['at']:24} {line['provider']:14} {line['method']:6}"
            f" {line['status']} {line['path']}"
        )
        if line["reason"]:
            click.echo(f"       why: {'; '.join(map(str, line['reason'].values()))[:300]}")
