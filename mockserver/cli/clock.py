"""`mockserver clock …`: time passes when you say so."""

import click

from mockserver.cli.client import call
from mockserver.cli.options import AS_JSON, SANDBOX
from mockserver.cli.printing import print_clock
from mockserver.cli.progress import travel


@click.group()
def clock() -> None:
    """Read and move the virtual clock of a sandbox."""


@clock.command("show")
@SANDBOX
@AS_JSON
def clock_show(sandbox: str, as_json: bool) -> None:
    """What time it is, and when something happens next."""
    print_clock(call("GET", f"/sandboxes/{sandbox}/clock"), as_json)


@clock.command("advance")
@click.argument("by")
@SANDBOX
@AS_JSON
def clock_advance(by: str, sandbox: str, as_json: bool) -> None:
    """Jump BY a duration (PT5M, 90, 5m), to the next-event, or until-idle."""
    print_clock(travel(f"/sandboxes/{sandbox}/clock", {"advance": by}), as_json)


@clock.command("set")
@click.argument("to")
@SANDBOX
@AS_JSON
def clock_set(to: str, sandbox: str, as_json: bool) -> None:
    """Jump forward TO an instant such as 2026-02-01T00:00:00Z."""
    print_clock(travel(f"/sandboxes/{sandbox}/clock", {"to": to}), as_json)


@clock.command("rate")
@click.argument("rate", type=float)
@SANDBOX
@AS_JSON
def clock_rate(rate: float, sandbox: str, as_json: bool) -> None:
    """Let time run at RATE: 0 frozen, 1 live, 60 an hour a minute."""
    print_clock(call("POST", f"/sandboxes/{sandbox}/clock", {"rate": rate}), as_json)
