"""`mockserver contract`: the contract suite of a checkout, on the mock or on the real API."""

import subprocess
import sys
from pathlib import Path

import click

import mockserver

CHECKOUT = Path(mockserver.__file__).parent.parent


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--provider", help="Only the tests of this provider.")
@click.option("--target", type=click.Choice(["mock", "real"]), default="mock", show_default=True)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def contract(provider: str | None, target: str, arguments: tuple[str, ...]) -> None:
    """Run the contract tests; further ARGUMENTS go to pytest.

    The tests are part of a checkout, not of the installed package: run it there.
    """
    homes = [home for home in (Path.cwd(), CHECKOUT) if (home / "contract_tests").is_dir()]
    if not homes:
        raise click.ClickException(
            "there is no contract_tests folder here; run it in a checkout of the project"
        )
    tests = Path("contract_tests", *([provider.replace("-", "_")] if provider else []))
    if not (homes[0] / tests).is_dir():
        raise click.ClickException(f"there are no contract tests of {provider!r}")
    command = [sys.executable, "-m", "pytest", str(tests), "--target", target, *arguments]
    sys.exit(subprocess.run(command, cwd=homes[0], check=False).returncode)  # noqa: S603 - pytest, with the caller's own arguments
