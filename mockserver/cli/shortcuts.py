"""`mockserver shortcut …`: what a provider offers to testers beside its API."""

import json
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from mockserver.cli.client import call
from mockserver.cli.options import AS_JSON, SANDBOX
from mockserver.cli.printing import print_json


def _document(text: str) -> Any:
    try:
        return json.loads(Path(text[1:]).read_text("utf-8") if text.startswith("@") else text)
    except (OSError, ValueError) as error:
        message = f"{text[:80]!r} is not JSON, nor @FILE with JSON ({error})"
        raise click.BadParameter(message, param_hint="--data") from None


@click.command()
@click.argument("provider")
@click.argument("name", required=False)
@SANDBOX
@click.option(
    "--data",
    type=_document,
    metavar="JSON|@FILE",
    help="What to send: JSON, or @FILE with JSON in it.",
)
@AS_JSON
def shortcut(provider: str, name: str | None, sandbox: str, data: Any, as_json: bool) -> None:
    """Use the shortcut NAME of PROVIDER: import models, tokens, API keys, …

    Without NAME all shortcuts of the provider are listed. With --data NAME is called with POST,
    else it is read, where it can be.
    """
    known = call("GET", f"/providers/{provider}/shortcuts")
    if name is None:
        _print(known, as_json)
        return
    methods = {one["method"] for one in known if _fits(one["name"], name)}
    if not methods:
        there = ", ".join(sorted({one["name"] for one in known})) or "none"
        raise click.ClickException(f"{provider} has no shortcut {name!r}; there is {there}")
    method = "GET" if data is None and "GET" in methods else "POST"
    place = f"/sandboxes/{sandbox}/providers/{provider.replace('-', '_')}/{quote(name)}"
    print_json(call(method, place, data))


def _fits(pattern: str, name: str) -> bool:
    """Whether `api-keys/K1` is meant by `api-keys/{key}`."""
    words = zip_longest(pattern.split("/"), name.split("/"))
    return all(word == asked or ((word or "").startswith("{") and asked) for word, asked in words)


def _print(known: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(known)
        return
    for one in known:
        members = " ".join(
            member["name"] if member["required"] else f"[{member['name']}]"
            for member in one["members"]
        )
        click.echo(f"{one['method']:6} {one['name']:22} {one['summary']}")
        if members:
            click.echo(f"       --data members: {members}")
