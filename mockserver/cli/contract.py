"""`mockserver contract`: the contract suite of a checkout, on the mock or on the real API."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click

import mockserver

CHECKOUT = Path(mockserver.__file__).parent.parent
WORKERS = 2


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--provider", help="Only the tests of this provider.")
@click.option("--target", type=click.Choice(["mock", "real"]), default="mock", show_default=True)
@click.option("--coverage", is_flag=True, help="Show what the tests exercise and look at.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the coverage to this file.")
@click.option("--strength", is_flag=True, help="Show which changes of a vendor nobody notices.")
@click.option("--limit", type=click.IntRange(1), help="Only so many mutants, of all kinds.")
@click.option("--kind", help="Only mutants of this kind.")
@click.option("--seed", default=1, show_default=True, help="Chooses the mutants of --limit.")
@click.option("--fail-under", type=float, default=0.0, help="The least strength, in percent.")
@click.option("--workers", type=click.IntRange(1), default=WORKERS, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The strength report as JSON.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def contract(
    provider: str | None,
    target: str,
    coverage: bool,
    html: Path | None,
    strength: bool,
    arguments: tuple[str, ...],
    **how: object,
) -> None:
    """Run the contract tests; further ARGUMENTS go to pytest.

    The tests are part of a checkout, not of the installed package: run it there.
    """
    home = _home()
    tests = Path("contract_tests", *([provider.replace("-", "_")] if provider else []))
    if not (home / tests).is_dir():
        raise click.ClickException(f"there are no contract tests of {provider!r}")
    if strength:
        if target == "real" or arguments:
            raise click.UsageError(
                "--strength changes the mock; it takes no --target, no ARGUMENTS"
            )
        _measure(home, tests, **how)  # type: ignore[arg-type]
        return
    wanted = ["--contract-coverage"] if coverage or html else []
    wanted += ["--contract-coverage-html", str(html.absolute())] if html else []
    command = [sys.executable, "-m", "pytest", str(tests), "--target", target, *wanted, *arguments]
    sys.exit(subprocess.run(command, cwd=home, check=False).returncode)  # noqa: S603 - pytest, with the caller's own arguments


def _home() -> Path:
    homes = [home for home in (Path.cwd(), CHECKOUT) if (home / "contract_tests").is_dir()]
    if not homes:
        raise click.ClickException(
            "there is no contract_tests folder here; run it in a checkout of the project"
        )
    return homes[0]


def _measure(
    home: Path,
    tests: Path,
    *,
    limit: int | None,
    kind: str | None,
    seed: int,
    fail_under: float,
    workers: int,
    as_json: bool,
) -> None:
    from mockserver.mutation import measure, report  # noqa: PLC0415 - needs pytest, imports all

    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # a plugin more is a start later
    try:
        verdicts = measure.measured(home, tests, limit=limit, kind=kind, seed=seed, workers=workers)
    except (measure.NotMeasurableError, ValueError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(
        json.dumps(report.document(verdicts), indent=1) if as_json else report.text(verdicts)
    )
    if 100 * report.strength(verdicts) < fail_under:
        raise click.ClickException(f"less than {fail_under:g} % of the mutants were killed")
