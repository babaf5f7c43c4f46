"""One strength run from beginning to end: collect, watch, choose, try, accept."""

from datetime import UTC, date, datetime
from pathlib import Path

from mockserver.engine import realtime
from mockserver.mutation import accepted
from mockserver.mutation.catalogue import sample
from mockserver.mutation.strength import Measurement, Verdict
from mockserver.mutation.suite import CollectionError, Suite, collected, provider_of
from mockserver.providers import built_in

SURVIVORS = Path("contract_tests", "survivors.toml")


class NotMeasurableError(Exception):
    """The tests cannot be collected, or fail without any mutant."""


def measured(
    home: Path, tests: Path, *, limit: int | None, kind: str | None, seed: int, workers: int
) -> list[Verdict]:
    """The verdicts on the mutants that were asked for; raises NotMeasurableError."""
    found: list[Verdict] = []
    known = accepted.read(home / SURVIVORS)

    def drive(suite: Suite) -> None:
        names = {provider_of(test) for test in suite.items}
        providers = [provider for provider in built_in() if provider.name in names]
        measurement = Measurement(suite, providers, workers)
        try:
            found.extend(_tried(measurement, limit, kind, seed))
        finally:
            measurement.close()

    try:
        collected(home, [str(tests)], drive)
    except CollectionError as error:
        raise NotMeasurableError(str(error)) from None
    return accepted.accept(found, known, today())


def _tried(
    measurement: Measurement, limit: int | None, kind: str | None, seed: int
) -> list[Verdict]:
    baseline = measurement.watch()
    if baseline.failures:
        raise NotMeasurableError(
            "these tests fail already without a mutant:\n  " + "\n  ".join(baseline.failures)
        )
    mutants = measurement.mutants(baseline)
    kinds = sorted({mutant.kind for mutant in mutants})
    if kind is not None and kind not in kinds:
        raise NotMeasurableError(f"there is no kind {kind!r}, only: {', '.join(kinds)}")
    wanted = [mutant for mutant in mutants if kind in (None, mutant.kind)]
    return list(measurement.judge(sample(wanted, limit or len(wanted), seed), baseline))


def today() -> date:
    """The real day."""
    return datetime.fromtimestamp(realtime.now_ms() / 1000, UTC).date()
