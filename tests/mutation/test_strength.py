"""A strength run on the toy: what it counts is what happened."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import requests

from mockserver.mutation import accepted, report
from mockserver.mutation.accepted import Acceptance
from mockserver.mutation.catalogue import catalogue, sample
from mockserver.mutation.mutant import Mark, Mutant
from mockserver.mutation.pool import Died, forked
from mockserver.mutation.strength import (
    ACCEPTED,
    EQUIVALENT,
    KILLED,
    SURVIVED,
    UNSEEN,
    Baseline,
    Measurement,
    Verdict,
)
from mockserver.mutation.suite import Ran
from mockserver.mutation.wire import TEMPLATE, URL
from tests.web.toy import PROVIDER as TOY

TODAY = date(2026, 11, 21)


def reach() -> tuple[str, dict[str, str]]:
    made = requests.post(f"{URL}/_mock/sandboxes/{TEMPLATE}/fork", json={}, timeout=5).json()
    access = made["providers"]["toy"]
    return access["base_url"], access["headers"]


def a_note_is_kept() -> None:
    base, headers = reach()
    note = requests.post(f"{base}/notes", json={"text": "a"}, headers=headers, timeout=5)
    assert note.json()["text"] == "a"


def notes_can_be_listed() -> None:
    base, headers = reach()
    assert requests.get(f"{base}/notes", headers=headers, timeout=5).status_code == 200


def a_file_is_taken() -> None:
    base, headers = reach()
    put = requests.put(f"{base}/files/a", data=b"1", headers=headers, timeout=5)
    assert put.status_code == 201


class Suite:
    """Like the collected contract tests, of functions."""

    def __init__(self, *tests: Callable[[], None]) -> None:
        self.items = {f"contract_tests/toy/test_notes.py::{one.__name__}": one for one in tests}

    def run(self, tests: Sequence[str]) -> Iterator[Ran]:
        for name in tests:
            try:
                self.items[name]()
            except (AssertionError, KeyError):
                yield Ran(name, True, 1)
            else:
                yield Ran(name, False, 1)


@pytest.fixture(scope="module")
def measurement() -> Iterator[Measurement]:
    suite = Suite(a_note_is_kept, notes_can_be_listed, a_file_is_taken)
    made = Measurement(suite, [TOY], workers=1)  # type: ignore[arg-type]
    yield made
    made.close()


@pytest.fixture(scope="module")
def baseline(measurement: Measurement) -> Baseline:
    return measurement.watch()


def judged(measurement: Measurement, baseline: Baseline, kind: str, mark: Mark) -> Verdict:
    [verdict] = measurement.judge([Mutant("toy", kind, mark)], baseline)
    return verdict


def test_the_run_without_mutants_knows_what_each_test_makes_happen(baseline: Baseline) -> None:
    touching = baseline.touching()

    assert baseline.failures == []
    assert touching["toy", Mark("write", "createNote")] == [
        "contract_tests/toy/test_notes.py::a_note_is_kept"
    ]
    assert ("toy", Mark("query", "listNotes", path=("limit",))) not in touching


def test_a_mutant_that_a_test_notices_is_killed(
    measurement: Measurement, baseline: Baseline
) -> None:
    mark = Mark("answer", "createNote", 201, ("text",))

    verdict = judged(measurement, baseline, "dropped", mark)

    assert verdict.outcome == KILLED
    assert verdict.by == "contract_tests/toy/test_notes.py::a_note_is_kept"
    assert (verdict.applied, verdict.tests) == (1, 1)


def test_a_mutant_that_nobody_looks_at_survives(
    measurement: Measurement, baseline: Baseline
) -> None:
    verdict = judged(measurement, baseline, "dropped", Mark("answer", "createNote", 201, ("id",)))

    assert (verdict.outcome, verdict.applied) == (SURVIVED, 1)


def test_what_no_test_makes_happen_is_never_exercised(
    measurement: Measurement, baseline: Baseline
) -> None:
    mark = Mark("query", "listNotes", path=("limit",))

    assert judged(measurement, baseline, "parameter-ignored", mark).outcome == UNSEEN


def test_what_has_nothing_to_change_is_never_exercised(
    measurement: Measurement, baseline: Baseline
) -> None:
    mark = Mark("answer", "listNotes", 200)

    verdict = judged(measurement, baseline, "order-reversed", mark)

    assert (verdict.outcome, verdict.tests) == (UNSEEN, 1)


def test_the_catalogue_is_made_of_the_table(baseline: Baseline) -> None:
    names = {str(mutant) for mutant in catalogue(TOY, baseline.seen("toy"))}

    assert {
        "toy/createNote/201/status-swapped",
        "toy/listNotes/query/limit/parameter-ignored",
        "toy/listNotes/query/limit/off-by-one",
        "toy/createNote/lacking/text/no-longer-required",
        "toy/createNote/write/write-lost",
        "toy/listNotes/denied/authentication-skipped",
        "toy/toy.read/event/event-lost",
        "toy/note.read/webhook/webhook-twice",
        "toy/putFile/header/ETag/header-dropped",
    } <= names
    assert "toy/putFile/denied/authentication-skipped" not in names


def test_a_sample_takes_from_each_kind_and_stays_the_same(baseline: Baseline) -> None:
    everything = catalogue(TOY, baseline.seen("toy"))
    kinds = {mutant.kind for mutant in everything}

    drawn = sample(everything, len(kinds), 7)

    assert {mutant.kind for mutant in drawn} == kinds
    assert drawn == sample(everything, len(kinds), 7)
    assert drawn != sample(everything, len(kinds), 8)


def square(number: int) -> int:
    while number < 0:
        pass
    return number * number


def test_a_job_that_never_ends_dies_alone() -> None:
    found = dict(forked([2, -1, 3], square, workers=2, limit_s=0.3))

    assert (found[2], found[3]) == (4, 9)
    assert isinstance(found[-1], Died)


def verdict(outcome: str, path: str, kind: str = "dropped") -> Verdict:
    return Verdict(Mutant("toy", kind, Mark("answer", "listNotes", 200, ("[]", path))), outcome)


VERDICTS = [verdict(KILLED, "a"), verdict(SURVIVED, "b"), verdict(UNSEEN, "c")]


def test_survivors_are_accepted_until_their_day() -> None:
    known = [
        Acceptance("toy/listNotes/200/[].b/*", "nobody reads it", TODAY),
        Acceptance("toy/listNotes/200/[].c/*", "over", date(2026, 11, 20)),
        Acceptance("toy/listNotes/200/[].a/*", "is killed anyway", TODAY),
    ]

    found = accepted.accept(VERDICTS, known, TODAY)

    assert [one.outcome for one in found] == [KILLED, ACCEPTED, UNSEEN]
    assert found[1].reason == "nobody reads it"


def test_equivalent_mutants_do_not_count() -> None:
    known = [Acceptance("*.b/*", "the same bytes", TODAY, equivalent=True)]

    found = accepted.accept(VERDICTS, known, TODAY)

    assert found[1].outcome == EQUIVALENT
    assert report.strength(found) == 0.5
    assert report.strength(VERDICTS) == pytest.approx(1 / 3)


def test_an_acceptance_needs_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "survivors.toml"
    file.write_text('[[accepted]]\nmutant = "toy/*"\nexpires = 2027-01-01\n')

    with pytest.raises(ValueError, match="needs mutant, reason and expires"):
        accepted.read(file)


def test_the_report_counts_and_lists_what_is_to_do() -> None:
    text = report.text(VERDICTS)

    assert text.splitlines()[1].split() == ["toy", "3", "1", "1", "1", "0", "0", "33.3%"]
    assert "toy · listNotes" in text
    assert "  answer 200 [].b: dropped" in text
    assert "  answer 200 [].c: dropped  (no test makes it happen)" in text
    assert report.document(VERDICTS)["providers"]["toy"]["killed"] == 1


def test_a_server_that_serves_knows_nothing_of_mutants() -> None:
    code = (
        "import sys, mockserver.cli.serve, mockserver.app; mockserver.app.create_app().close();"
        "print([name for name in sys.modules if name.startswith('mockserver.mutation')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "[]"
