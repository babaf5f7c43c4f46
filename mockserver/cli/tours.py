"""`mockserver tour`: take a guided tour on a sandbox, or print it as a script."""

from typing import Any

import click

from mockserver.cli.client import authorization, call, server_url
from mockserver.cli.options import AS_JSON, SANDBOX, tour_names
from mockserver.cli.printing import print_json


@click.command()
@click.argument("name", required=False, shell_complete=tour_names)
@SANDBOX
@click.option("--script", type=click.Choice(["curl", "python"]), help="Print it as a script.")
@AS_JSON
def tour(name: str | None, sandbox: str, script: str | None, as_json: bool) -> None:
    """Take the guided tour NAME on a SANDBOX; without NAME list them all.

    Every step sends what a partner would send and checks the answer; the exit code is 1 at the
    first answer that is not as the tour says.
    """
    if name is None:
        _list(as_json)
    elif script is not None:
        click.echo(_script(name, sandbox, script), nl=False)
    else:
        _take(name, sandbox, as_json)


def _list(as_json: bool) -> None:
    from mockserver import tours  # noqa: PLC0415 - keeps the other verbs fast
    from mockserver.tours.document import summary  # noqa: PLC0415 - keeps the other verbs fast

    found = [tours.load(name) for name in tours.names()]
    if as_json:
        print_json([summary(one) for one in found])
        return
    for one in found:
        click.echo(f"{one.name:16} {len(one.steps):2} steps  {one.title}")


def _script(name: str, sandbox: str, language: str) -> str:
    from mockserver.tours.scripts import written  # noqa: PLC0415 - keeps the other verbs fast

    described = call("GET", f"/sandboxes/{sandbox}")
    return written(_chosen(name), language, server_url(), described)


def _take(name: str, sandbox: str, as_json: bool) -> None:
    import requests  # noqa: PLC0415 - slow to import, and `serve` does not need it

    from mockserver.tours.walk import Place, take  # noqa: PLC0415 - keeps the other verbs fast

    chosen = _chosen(name)
    call("GET", f"/sandboxes/{sandbox}")  # says what is wrong, in one line
    place = Place(f"{server_url()}/_mock", sandbox, authorization())
    steps = []
    try:
        with requests.Session() as session:
            for taken in take(chosen, place, session.request):
                steps.append(taken)
                if not as_json:
                    _print_step(len(steps), taken)
    except requests.RequestException as error:
        kind = type(error).__name__
        raise click.ClickException(f"step {len(steps) + 1} got no answer ({kind})") from None
    if as_json:
        print_json([_shown(taken) for taken in steps])
    if not steps[-1].met:
        raise click.ClickException(f"step {steps[-1].step.id!r} is not as the tour says")


def _print_step(number: int, taken: Any) -> None:
    click.echo(f"{number}. {taken.step.title}")
    click.echo(f"   {taken.sent.method} {taken.sent.url} → {taken.answer.status}")
    for tick in taken.ticks:
        seen = "" if tick.met else f" (seen: {tick.seen[:200]})"
        click.echo(f"   {'✓' if tick.met else '✗'} {tick.means}{seen}")


def _shown(taken: Any) -> dict[str, Any]:
    return {
        "step": taken.step.id,
        "method": taken.sent.method,
        "url": taken.sent.url,
        "status": taken.answer.status,
        "body": taken.answer.document,
        "ticks": [vars(tick) for tick in taken.ticks],
    }


def _chosen(name: str) -> Any:
    from mockserver import tours  # noqa: PLC0415 - keeps the other verbs fast

    try:
        return tours.load(name)
    except tours.UnknownTourError:
        known = ", ".join(tours.names())
        raise click.ClickException(f"no tour {name!r}; there is {known}") from None
