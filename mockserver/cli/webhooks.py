"""`mockserver trigger` and `mockserver deliveries`: webhooks, now and before."""

import json

import click

from mockserver.cli.client import call, given, parsed
from mockserver.cli.options import AS_JSON, SANDBOX
from mockserver.cli.printing import print_json


@click.command()
@click.argument("provider")
@click.argument("event")
@SANDBOX
@click.option("--for", "for_", help="The object that the event is about.")
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help="Change the payload.")
@AS_JSON
def trigger(
    provider: str,
    event: str,
    sandbox: str,
    for_: str | None,
    changes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Let EVENT of PROVIDER happen now for an object that exists."""
    body = {"provider": provider, "event": event, "for": for_, "set": parsed(changes) or None}
    told = call("POST", f"/sandboxes/{sandbox}/webhooks/trigger", given(body))
    if as_json:
        print_json(told)
        return
    click.echo(f"messages {', '.join(map(str, told['deliveries'])) or 'none: nobody subscribed'}")


@click.command()
@SANDBOX
@click.option("--provider")
@click.option("--event")
@click.option("--state", help="pending, delivered, failed, collected or dropped.")
@click.option("--resend", type=int, metavar="ID", help="Send this one again, now.")
@AS_JSON
def deliveries(sandbox: str, resend: int | None, as_json: bool, **filters: str | None) -> None:
    """What was told to subscribers, and what came of it; newest last."""
    path = f"/sandboxes/{sandbox}/webhooks/deliveries"
    if resend is not None:
        call("POST", f"{path}/{resend}/resend")
    found = call("GET", path, query=given(filters))[::-1]
    if as_json:
        print_json(found)
        return
    for one in found:
        outcomes = [str(attempt["status"] or attempt["error"]) for attempt in one["attempts"]]
        click.echo(
            f"{one['id']:>5} {one['created']:24} {one['event']:32} {one['state']:10} {one['url']}"
            f"  {json.dumps(outcomes)}"
        )
