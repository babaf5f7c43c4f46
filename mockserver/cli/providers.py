"""`mockserver openapi` and `mockserver fidelity`: what is served, and how well it is known."""

from typing import Any

import click

from mockserver.cli.client import DEFAULT_URL
from mockserver.cli.options import AS_JSON
from mockserver.cli.printing import print_json


@click.command()
@click.argument("provider")
def openapi(provider: str) -> None:
    """Print the OpenAPI document of a provider; needs no running server."""
    from mockserver.web.openapi import document  # noqa: PLC0415 - keeps the other verbs fast

    chosen = _chosen(provider)
    print_json(document(chosen, DEFAULT_URL + chosen.prefix))


@click.command()
@click.option("--provider")
@AS_JSON
def fidelity(provider: str | None, as_json: bool) -> None:
    """List every operation and setting with its evidence and source; needs no running server."""
    from mockserver.web.fidelity import manifest  # noqa: PLC0415 - keeps the other verbs fast

    chosen = _known() if provider is None else {provider: _chosen(provider)}
    found = {one.name: manifest(one) for one in chosen.values()}
    if as_json:
        print_json(found)
        return
    for name, facts in found.items():
        click.echo(name)
        for one in facts["operations"]:
            click.echo(f"  {one['evidence']:10} {one['method']:6} {one['path']}  [{one['source']}]")
        for one in facts["settings"]:
            click.echo(f"  {one['evidence']:10} setting {one['name']} = {one['default']}")
        for text in facts["divergences"]:
            click.echo(f"  diverges: {text}")


def _known() -> dict[str, Any]:
    from mockserver.providers import built_in  # noqa: PLC0415 - keeps the other verbs fast

    return {one.name: one for one in built_in()}


def _chosen(name: str) -> Any:
    known = _known()
    chosen = known.get(name.replace("-", "_"))
    if chosen is None:
        raise click.ClickException(f"no provider {name!r}; there is {', '.join(known)}")
    return chosen
