"""What is printed for people, and as JSON for programs."""

import json
from typing import Any

import click


def print_json(document: Any) -> None:
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))


def print_sandbox(sandbox: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(sandbox)
        return
    clock = sandbox["clock"]
    click.echo(f"{sandbox['name']}  seed {sandbox['seed']}  {clock['now']}  x{clock['rate']}")
    for provider, access in sandbox["providers"].items():
        click.echo(f"  {provider}  {access['base_url']}")
        for name, value in {**access["headers"], **access["subject"]}.items():
            click.echo(f"    {name}: {value}")


def print_clock(clock: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(clock)
        return
    for event in clock.get("ran", []):
        click.echo(f"{event['at']}  {event['kind']}  {event['outcome']}")
    following = clock["next_event"] or "nothing is left to happen"
    click.echo(f"now {clock['now']}  x{clock['rate']}  next {following}")
