"""Words that many verbs take, and what a shell may complete them to."""

import click


def sandbox_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """The sandboxes of the running server; none when no server answers."""
    from mockserver.cli.client import call  # noqa: PLC0415 - only a shell that completes pays

    try:
        found = call("GET", "/sandboxes")
    except click.ClickException:
        return []
    return [one["name"] for one in found if one["name"].startswith(typed)]


def provider_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """The built-in providers."""
    from mockserver.providers import BUILT_IN  # noqa: PLC0415 - as above

    return [name for name in BUILT_IN if name.startswith(typed)]


def fault_kinds(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """What can be broken."""
    from mockserver.engine.faults import KINDS  # noqa: PLC0415 - as above

    return [kind for kind in KINDS if kind.startswith(typed)]


def tour_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """The guided tours."""
    from mockserver import tours  # noqa: PLC0415 - as above

    return [name for name in tours.names() if name.startswith(typed)]


SANDBOX = click.argument("sandbox", default="default", shell_complete=sandbox_names)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
