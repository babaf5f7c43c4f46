"""`mockserver health`: is a server there and well; for the health checks of containers."""

import click

from mockserver.cli.client import call


@click.command()
def health() -> None:
    """Tell whether the server at MOCKSERVER_URL is well; exit code 1 when it is not."""
    told = call("GET", "/health")
    click.echo(f"{told['status']}, version {told['version']}, up for {told['uptime_s']} s")
