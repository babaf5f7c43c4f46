"""The command line: start a server, or steer a running one through its control API."""

import click

from mockserver import __version__
from mockserver.cli.ca import ca
from mockserver.cli.certify import certify
from mockserver.cli.clock import clock
from mockserver.cli.contract import contract
from mockserver.cli.drift import drift
from mockserver.cli.faults import fault
from mockserver.cli.health import health
from mockserver.cli.journal import journal
from mockserver.cli.providers import fidelity, openapi
from mockserver.cli.sandboxes import sandbox
from mockserver.cli.serve import serve
from mockserver.cli.settings import env, settings
from mockserver.cli.shortcuts import shortcut
from mockserver.cli.tours import tour
from mockserver.cli.webhooks import deliveries, trigger


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mockserver")
def main() -> None:
    """A local, stateful, offline sandbox of five B2B provider APIs.

    Commands other than `serve`, `openapi` and `drift` talk to a running server; MOCKSERVER_URL says
    where it is (default http://127.0.0.1:4010), MOCKSERVER_CONTROL_TOKEN opens a guarded one.
    """


_VERBS = (
    serve,
    sandbox,
    clock,
    fault,
    trigger,
    shortcut,
    deliveries,
    journal,
    settings,
    env,
    tour,
    openapi,
    fidelity,
    ca,
    health,
    contract,
    drift,
    certify,
)
for _verb in _VERBS:
    main.add_command(_verb)
