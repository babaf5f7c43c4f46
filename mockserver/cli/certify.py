"""`mockserver certify`: things go wrong on purpose, and a partner's integration is graded."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.client import DEFAULT_URL, variable
from mockserver.cli.options import AS_JSON, SANDBOX
from mockserver.cli.printing import print_json

if TYPE_CHECKING:
    from mockserver.certify.conduct import Report
    from mockserver.certify.drivers import Driver
    from mockserver.certify.world import HttpWorld

FAILED, UNSEEN = 1, 3


@click.command()
@click.argument("provider")
@SANDBOX
@click.option(
    "--run", "command", help="The integration: run for each task, {task} in it is its name."
)
@click.option("--watch", is_flag=True, help="The integration runs already; watch it.")
@click.option(
    "--quiet",
    default=10.0,
    show_default=True,
    help="With --watch: seconds without a call that end a task.",
)
@click.option(
    "--campaign",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Steps of your own, in JSON.",
)
@click.option("--step", "steps", multiple=True, help="Only this step; repeatable.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page for people, too."
)
@AS_JSON
def certify(  # noqa: PLR0913 - each is an option
    *,
    provider: str,
    sandbox: str,
    command: str | None,
    watch: bool,
    quiet: float,
    campaign: Path | None,
    steps: tuple[str, ...],
    html: Path | None,
    as_json: bool,
) -> None:
    """Grade an integration with PROVIDER that uses SANDBOX of a running server.

    Each step breaks something, lets the integration work (push, pull or listen), and mends it;
    the grades come from the journal, and their numbers are the evidence.

    Exit codes: 0 all good, 1 something is bad, 2 the call was wrong, 3 nothing is bad, but not
    everything could be seen.
    """
    from mockserver.certify.campaign import CampaignError, load, of_provider  # noqa: PLC0415 - keeps the other verbs fast
    from mockserver.certify.conduct import conduct  # noqa: PLC0415
    from mockserver.certify.grades import GRADERS  # noqa: PLC0415
    from mockserver.certify.page import document, page  # noqa: PLC0415
    from mockserver.certify.world import HttpWorld, WorldError  # noqa: PLC0415

    if bool(command) == watch:
        raise click.UsageError("say how the integration works: --run COMMAND or --watch")
    name, known = provider.replace("-", "_"), tuple(GRADERS)
    url = os.environ.get("MOCKSERVER_URL", DEFAULT_URL)
    try:
        plan = load(campaign, known) if campaign else of_provider(name, known)
        world = HttpWorld(url, sandbox, name, os.environ.get("MOCKSERVER_CONTROL_TOKEN"))
        driver = _driver(command, world, url, name, quiet)
        report = conduct(plan.only(steps), sandbox, world, driver)
    except CampaignError as problem:
        raise click.UsageError(str(problem)) from None
    except (WorldError, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    if html:
        html.write_text(page(report), encoding="utf-8")
    if as_json:
        print_json(document(report))
    else:
        _print(report)
    sys.exit(FAILED if not report.passed else UNSEEN if report.unseen else 0)


def _driver(
    command: str | None, world: "HttpWorld", url: str, provider: str, quiet: float
) -> "Driver":
    from mockserver.certify.conduct import latest  # noqa: PLC0415 - keeps the other verbs fast
    from mockserver.certify.drivers import Command, Watched  # noqa: PLC0415

    if command is not None:
        return Command(command, environment(world.document, url))

    def news(after: int, timeout_s: float) -> int:
        query = {"provider": provider, "after": after, "count": 1, "timeout_s": int(timeout_s)}
        calls = world.steer("GET", "/journal/wait", **query)["calls"]
        return max((call["id"] for call in calls), default=after)

    return Watched(news, lambda: latest(world, provider), quiet)


def environment(sandbox: dict[str, Any], url: str) -> dict[str, str]:
    """What an integration is told: as `mockserver env`; and, on a frozen clock, how to wait."""
    values = {"MOCKSERVER_URL": url}
    for provider, access in sandbox["providers"].items():
        facts = {"base_url": access["base_url"], **access["credentials"], **access["subject"]}
        values |= {variable(provider, name): value for name, value in facts.items()}
    if sandbox["clock"]["rate"] == 0:
        values["CERTIFY_CLOCK_URL"] = f"{url.rstrip('/')}/_mock/sandboxes/{sandbox['name']}/clock"
    return values


def _print(report: "Report") -> None:
    for one in report.steps:
        click.echo(f"{one.step.name}  [{one.step.task}: {one.ended}]")
        for grade in one.grades:
            shown = ", ".join(map(str, grade.entries[:5]))
            more = ", …" if len(grade.entries) > 5 else ""  # noqa: PLR2004 - enough to look up
            evidence = f"  (journal {shown}{more})" if shown else ""
            click.echo(f"  {grade.verdict:9} {grade.behaviour}: {grade.why}{evidence}")
    verdict = "passed" if report.passed else "not passed"
    counts = [f"{report.count(verdict)} {verdict}" for verdict in ("good", "bad", "not seen")]
    click.echo(f"{report.campaign.provider}: {verdict}; {', '.join(counts)}")
