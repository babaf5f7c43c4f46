"""How many mutants the contract tests notice: a run that watches, then a trial for each mutant."""

import contextlib
import gc
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from mockserver.mutation.catalogue import catalogue
from mockserver.mutation.mutant import Mark, Mutant
from mockserver.mutation.pool import Died, forked
from mockserver.mutation.suite import Suite, provider_of
from mockserver.mutation.tamper import Tamper
from mockserver.mutation.wire import prepare, served
from mockserver.mutation.witness import Sightings, Witness
from mockserver.web.provider import Provider

TRIAL_LIMIT_S = 60.0
WATCH_LIMIT_S = 600.0
KILLED, SURVIVED, UNSEEN = "killed", "survived", "never exercised"
EQUIVALENT, ACCEPTED = "equivalent", "accepted"
HARMLESS = {"done-twice": "to do it again changes nothing"}


@dataclass(frozen=True)
class Watched:
    """One test of the run without a mutant: how it ended and what it made happen."""

    failed: bool
    duration_us: int
    seen: Sightings


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: `by` is the test that noticed; `applied` how often it struck.

    `reason` says why an equivalent mutant is none, or why a survivor is accepted.
    """

    mutant: Mutant
    outcome: str
    by: str = ""
    applied: int = 0
    tests: int = 0
    reason: str = ""


@dataclass
class Baseline:
    """What all tests make happen on providers that did not change."""

    tests: dict[str, Watched] = field(default_factory=dict)

    @property
    def failures(self) -> list[str]:
        """The tests that fail already."""
        return [name for name, watched in self.tests.items() if watched.failed]

    def seen(self, provider: str) -> Sightings:
        """All that was seen of a provider."""
        merged: Sightings = {}
        for test, watched in self.tests.items():
            if provider_of(test) == provider:
                for mark, traits in watched.seen.items():
                    merged[mark] = merged.get(mark, frozenset()) | traits
        return merged

    def touching(self) -> Mapping[tuple[str, Mark], list[str]]:
        """Provider and mark → the tests that make it happen, the fastest first."""
        found: defaultdict[tuple[str, Mark], list[str]] = defaultdict(list)
        for test, watched in sorted(self.tests.items(), key=lambda one: one[1].duration_us):
            for mark in () if watched.failed else watched.seen:
                found[provider_of(test), mark].append(test)
        return found


class Measurement:
    """The tests of a checkout, ready to be tried on mutants of these providers."""

    def __init__(self, suite: Suite, providers: Sequence[Provider], workers: int) -> None:
        self._suite = suite
        self._providers = {provider.name: provider for provider in providers}
        self._workers = workers
        self._home = Path(tempfile.mkdtemp(prefix="mutants-", dir=_memory()))
        for name, provider in self._providers.items():
            prepare(provider, self._home / name)
        gc.collect()
        gc.freeze()  # children share what is there already

    def close(self) -> None:
        """Remove the worlds of all trials."""
        shutil.rmtree(self._home, ignore_errors=True)

    def watch(self) -> Baseline:
        """Run every test once and note what it makes happen."""
        tests = [test for test in self._suite.items if provider_of(test) in self._providers]
        shares = [tests[start :: self._workers * 2] for start in range(self._workers * 2)]
        baseline = Baseline()
        for _, watched in forked(
            shares, self._watched, workers=self._workers, limit_s=WATCH_LIMIT_S
        ):
            assert not isinstance(watched, Died), "the run without mutants never ended"  # noqa: S101 - our own bug
            baseline.tests |= watched
        return baseline

    def mutants(self, baseline: Baseline) -> list[Mutant]:
        """The whole catalogue."""
        return [
            mutant
            for provider in self._providers.values()
            for mutant in catalogue(provider, baseline.seen(provider.name))
        ]

    def judge(self, mutants: Sequence[Mutant], baseline: Baseline) -> Iterator[Verdict]:
        """A verdict on each mutant, as they come in."""
        touching = baseline.touching()
        trials = []
        for mutant in mutants:
            if tests := touching.get((mutant.provider, mutant.mark)):
                trials.append((mutant, tests))
            else:
                yield Verdict(mutant, UNSEEN)
        for (mutant, tests), verdict in forked(
            trials, self._tried, workers=self._workers, limit_s=TRIAL_LIMIT_S
        ):
            never_ended = Verdict(mutant, KILLED, "(a test never ended)", 1, len(tests))
            yield never_ended if isinstance(verdict, Died) else verdict

    # -- in the children ----------------------------------------------------------------------

    def _watched(self, tests: Sequence[str]) -> dict[str, Watched]:
        found = {}
        for name, share in groupby(sorted(tests, key=provider_of), key=provider_of):
            witness = Witness(self._providers[name])
            with self._folder(name) as folder, served(self._providers[name], witness, folder):
                for ran in self._suite.run(list(share)):
                    found[ran.test] = Watched(ran.failed, ran.duration_us, witness.take())
        return found

    def _tried(self, trial: tuple[Mutant, Sequence[str]]) -> Verdict:
        gc.disable()
        mutant, tests = trial
        provider = self._providers[mutant.provider]
        tamper = Tamper(provider, mutant)
        with self._folder(mutant.provider) as folder, served(provider, tamper, folder):
            for number, ran in enumerate(self._suite.run(tests), 1):
                if ran.failed:
                    return Verdict(mutant, KILLED, ran.test, tamper.applied, number)
        if mutant.kind in HARMLESS and not tamper.applied:
            return Verdict(mutant, EQUIVALENT, tests=len(tests), reason=HARMLESS[mutant.kind])
        outcome = SURVIVED if tamper.applied else UNSEEN
        return Verdict(mutant, outcome, applied=tamper.applied, tests=len(tests))

    @contextlib.contextmanager
    def _folder(self, provider: str) -> Iterator[Path]:
        folder = self._home / f"{provider}-{os.getpid()}"
        shutil.copytree(self._home / provider, folder)
        yield folder
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a private folder in it
    return memory if memory.is_dir() else None
