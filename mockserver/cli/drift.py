"""`mockserver drift`: two recordings of the contract suite, laid side by side."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.contract import CHECKOUT
from mockserver.cli.options import AS_JSON
from mockserver.cli.printing import print_json
from mockserver.engine import realtime

if TYPE_CHECKING:
    from mockserver.drift.known import Sorted
    from mockserver.drift.operations import Table
    from mockserver.drift.recordings import Recording

LIVE = "live"
KNOWN = Path("contract_tests", "known_divergences.json")
DRIFT, UNSEEN = 1, 3
SHOWN_TESTS = 3


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--then", help="An earlier recording of the real API: what it answered then.")
@click.option(
    "--known",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Divergences to put aside; default {KNOWN}.",
)
@click.option(
    "--target",
    type=click.Choice(["mock", "real"]),
    default="mock",
    show_default=True,
    help="What `live` runs on.",
)
@AS_JSON
def drift(
    before: str, after: str, then: str | None, known: Path | None, target: str, as_json: bool
) -> None:
    """Compare the recordings BEFORE and AFTER, folders of `contract -- --record DIR`.

    One of them may be `live`: a run made now. Every difference gets a verdict: mock wrong, vendor
    changed, document stale, never verified, could not look.

    Exit codes: 0 both looked at everything and nothing differs, 1 something differs, 2 the call
    was wrong, 3 nothing differs where both looked, but they did not look everywhere.
    """
    from mockserver.drift import known as lists  # noqa: PLC0415 - keeps the other verbs fast
    from mockserver.drift.compare import compare  # noqa: PLC0415
    from mockserver.drift.known import KnownError  # noqa: PLC0415
    from mockserver.drift.recordings import RecordingError  # noqa: PLC0415
    from mockserver.drift.verdicts import COULD_NOT_LOOK, findings  # noqa: PLC0415

    today = datetime.fromtimestamp(realtime.now_ms() / 1000, UTC).date()
    try:
        with _recordings(before, after, target) as (one, other):
            table = _table()
            comparison = compare(one, other, table)
            earlier = compare(_loaded(then), one if one.is_real else other, table) if then else None
            found = findings(one, other, comparison, earlier)
        sorted_out = lists.sort_out(found, _entries(known), today)
    except (RecordingError, KnownError) as problem:
        raise click.UsageError(str(problem)) from None
    if as_json:
        print_json(_document(one, other, comparison.compared, sorted_out))
    else:
        _print(one, other, comparison.compared, sorted_out)
    verdicts = {finding.verdict for finding in sorted_out.counting}
    sys.exit(DRIFT if verdicts - {COULD_NOT_LOOK} else UNSEEN if verdicts else 0)


@contextmanager
def _recordings(before: str, after: str, target: str) -> Iterator[tuple["Recording", "Recording"]]:
    """Both recordings; `live` is made now, of the providers of the other one."""
    if before == after == LIVE:
        raise click.UsageError("only one of the recordings can be live")
    if LIVE not in (before, after):
        yield _loaded(before), _loaded(after)
        return
    kept = _loaded(after if before == LIVE else before)
    with tempfile.TemporaryDirectory() as folder:
        _record(Path(folder, LIVE), target, {test.provider for test in kept.tests.values()})
        made = _loaded(str(Path(folder, LIVE)))
        yield (made, kept) if before == LIVE else (kept, made)


def _loaded(folder: str) -> "Recording":
    from mockserver.drift.recordings import load  # noqa: PLC0415 - keeps the other verbs fast

    return load(Path(folder))


def _record(folder: Path, target: str, providers: set[str]) -> None:
    home = next((at for at in (Path.cwd(), CHECKOUT) if (at / "contract_tests").is_dir()), None)
    if home is None:
        raise click.UsageError("there is no contract_tests folder here; run it in a checkout")
    tests = [str(Path("contract_tests", provider)) for provider in sorted(providers)]
    command = [sys.executable, "-m", "pytest", *tests, "--target", target, "--record", str(folder)]
    options = ["-q", "-p", "no:cacheprovider"]
    subprocess.run([*command, *options], cwd=home, check=False, stdout=sys.stderr)  # noqa: S603 - pytest on our own tests


def _table() -> "Table":
    from mockserver.drift.operations import Known  # noqa: PLC0415 - keeps the other verbs fast
    from mockserver.providers import built_in  # noqa: PLC0415

    return {
        provider.name: [
            Known(one.method, one.path, one.name, one.evidence, one.source)
            for one in provider.operations
        ]
        for provider in built_in()
    }


def _entries(file: Path | None) -> list[Any]:
    from mockserver.drift.known import load  # noqa: PLC0415 - keeps the other verbs fast

    if file is not None:
        return load(file)
    found = [at / KNOWN for at in (Path.cwd(), CHECKOUT) if (at / KNOWN).is_file()]
    return load(found[0]) if found else []


def _document(
    one: "Recording", other: "Recording", compared: int, sorted_out: "Sorted"
) -> dict[str, Any]:
    return {
        "before": {"recording": str(one.folder), "target": one.target, "started": one.started},
        "after": {"recording": str(other.folder), "target": other.target, "started": other.started},
        "tests_compared": compared,
        "findings": [asdict(finding) for finding in sorted_out.counting],
        "known": [{**asdict(finding), "reason": why} for finding, why in sorted_out.known],
        "expired": list(sorted_out.expired),
        "unused": list(sorted_out.unused),
    }


def _print(one: "Recording", other: "Recording", compared: int, sorted_out: "Sorted") -> None:
    from mockserver.drift.verdicts import COULD_NOT_LOOK  # noqa: PLC0415 - keeps the other verbs fast

    click.echo(f"before  {one}\nafter   {other}\n")
    looked = [finding for finding in sorted_out.counting if finding.verdict != COULD_NOT_LOOK]
    for finding in looked:
        click.echo(f"{finding.verdict.upper():15} {finding.operation}  {finding.place}")
        click.echo(f"    before  {' | '.join(finding.before)}")
        click.echo(f"    after   {' | '.join(finding.after)}")
        click.echo(f"    why     {finding.why}")
        click.echo(f"    seen    {', '.join(finding.evidence)}")
        more = len(finding.tests) - SHOWN_TESTS
        tail = f" and {more} more" if more > 0 else ""
        click.echo(f"    tests   {', '.join(finding.tests[:SHOWN_TESTS])}{tail}\n")
    blind = [finding for finding in sorted_out.counting if finding.verdict == COULD_NOT_LOOK]
    for why in sorted({finding.why for finding in blind}):
        what = [finding.operation for finding in blind if finding.why == why]
        click.echo(f"{COULD_NOT_LOOK.upper():15} {len(what)}: {why}")
        click.echo(f"    such as {what[0]}\n")
    for name, texts in (("expired", sorted_out.expired), ("covers nothing", sorted_out.unused)):
        for text in texts:
            click.echo(f"known divergence, {name}: {text}")
    click.echo(
        f"{compared} tests compared; {len(looked)} differences, {len(sorted_out.known)} more are"
        f" known; {len(blind)} could not be looked at"
    )
