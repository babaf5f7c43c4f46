"""What differs between two runs of the same tests, exchange by exchange."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, pairwise

from mockserver.drift.differences import Call, Facts, Usual, shape_differences, usual_of
from mockserver.drift.operations import Place, Table, place_of
from mockserver.drift.recordings import Exchange, Recording, Test
from mockserver.drift.shapes import shapes

BLOCKED = {
    401: "the credentials were refused",
    403: "the credentials were refused",
    429: "there were too many calls",
    502: "the API was not available",
    503: "the API was not available",
    504: "the API was not available",
}


REFUSED = (401, 403)


@dataclass(frozen=True)
class Difference:
    """One place of an operation's answer that is not what it was; the shapes are sets of facts."""

    operation: Place
    place: str
    before: Facts
    after: Facts
    test: Test
    other: Test
    evidence: tuple[str, str]


@dataclass(frozen=True)
class Unseen:
    """Something that one of the runs did not look at, and why."""

    what: str
    why: str
    provider: str


@dataclass(frozen=True)
class Comparison:
    """Everything that two runs tell about each other."""

    differences: tuple[Difference, ...]
    unseen: tuple[Unseen, ...]
    compared: int


def compare(before: Recording, after: Recording, table: Table) -> Comparison:
    """Compare all tests and all operations of two runs."""
    runs = (_calls_of(before, table), _calls_of(after, table))
    one_usual, other_usual = (usual_of(chain.from_iterable(run.values())) for run in runs)
    usual = (one_usual, other_usual)
    differences: list[Difference] = []
    unseen: list[Unseen] = [*_incomplete(before), *_incomplete(after)]
    seen: set[Place] = set()
    for name in sorted({*before.tests, *after.tests}):
        one, other = before.tests.get(name), after.tests.get(name)
        if why := _blind(one, before) or _blind(other, after):
            unseen.append(Unseen(name, why, (one or other).provider))  # type: ignore[union-attr]
            continue
        assert one is not None  # noqa: S101 - _blind says so
        assert other is not None  # noqa: S101
        found, blocked, places = _of_test((one, other), (runs[0][name], runs[1][name]), usual)
        differences += found
        seen |= places
        unseen += [Unseen(name, why, one.provider) for why in blocked]
    unseen += _never_compared(runs, seen)
    compared = len({*before.tests} & {*after.tests} - {one.what for one in unseen})
    return Comparison(tuple(differences), tuple(dict.fromkeys(unseen)), compared)


def _of_test(
    tests: tuple[Test, Test],
    calls: tuple[list[Call], list[Call]],
    usual: tuple[Usual, Usual],
) -> tuple[list[Difference], list[str], set[Place]]:
    """Differences of one test, why parts of it could not be compared, and what was compared."""
    found: list[Difference] = []
    blocked: list[str] = []
    places: set[Place] = set()
    for one, other in _pairs(*calls):
        if why := _blocked(one, other, usual):
            blocked.append(f"{one.place}: {why}")
            continue
        places.add(one.place)
        evidence = (one.exchange.place, other.exchange.place)
        for place, was, now in shape_differences(one, other, usual):
            found.append(Difference(one.place, place, was, now, *tests, evidence))
    if not found and not blocked and tests[0].outcome != tests[1].outcome:
        found.append(_outcome_difference(tests, calls))
    return found, blocked, places


def _outcome_difference(
    tests: tuple[Test, Test], calls: tuple[list[Call], list[Call]]
) -> Difference:
    """The shapes agree, but the test says that the meaning does not."""
    last = (calls[1] or calls[0])[-1:]
    operation = last[0].place if last else Place(tests[0].provider, "", "no call")
    was, now = (frozenset({f"{test.outcome}: {test.why}".rstrip(": ")}) for test in tests)
    one, other = (side[-1].exchange.place if side else "no call" for side in calls)
    return Difference(operation, "what the test asserts", was, now, *tests, (one, other))


def _pairs(one: list[Call], other: list[Call]) -> Iterator[tuple[Call, Call]]:
    """The calls that both runs made, in order."""
    matcher = SequenceMatcher(
        None, [str(call.place) for call in one], [str(call.place) for call in other], False
    )
    for start, other_start, size in matcher.get_matching_blocks():
        ours, theirs = one[start : start + size], other[other_start : other_start + size]
        yield from zip(ours, theirs, strict=True)


def _settled(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """Without the looks that were repeated until something happened: the last one counts."""
    pairs = pairwise([*exchanges, None])
    return [one for one, then in pairs if one and (then is None or not _same_look(one, then))]


def _same_look(one: Exchange, other: Exchange) -> bool:
    same = (one.method, one.path, one.query) == (other.method, other.path, other.query)
    return same and one.method == "GET"


def _calls_of(run: Recording, table: Table) -> dict[str, list[Call]]:
    calls: dict[str, list[Call]] = {}
    for test in run.tests.values():
        settled = _settled(test.exchanges)
        pairs = zip(settled, shapes(settled, run.legible), strict=True)
        calls[test.name] = [Call(place_of(one, table), one, shape) for one, shape in pairs]
    return calls


def _blind(test: Test | None, run: Recording) -> str | None:
    """Why a test says nothing about a run; None if it does."""
    if test is None:
        return f"not run in {run.folder.name}"
    if test.outcome in ("skipped", "broken off"):
        return f"{test.outcome} in {run.folder.name}: {test.why}"
    return None


def _blocked(one: Call, other: Call, usual: tuple[Usual, Usual]) -> str | None:
    """Why two answers cannot be compared: one side was not let in, or nobody was there."""
    for call in (one, other):
        if call.exchange.response is None:
            return f"no answer ({call.exchange.error})"
    for call, against, usually in ((one, other, usual[0]), (other, one, usual[1])):
        status, opposite = call.exchange.status or 0, against.exchange.status or 0
        if status == opposite or status not in BLOCKED:
            continue
        if status in REFUSED and opposite >= min(BLOCKED) and _was_let_in(call, usually):
            continue  # it refuses in another way
        return f"{BLOCKED[status]} ({status})"
    return None


def _was_let_in(call: Call, usually: Usual) -> bool:
    """Whether the provider let this run in anywhere."""
    provider = call.place.provider
    return any(place.provider == provider and status < "4" for place, status, _ in usually)


def _incomplete(run: Recording) -> list[Unseen]:
    why = "the run was broken off; what it had not reached is unknown"
    return [] if run.complete else [Unseen(str(run.folder.name), why, "")]


def _never_compared(
    runs: tuple[dict[str, list[Call]], dict[str, list[Call]]], seen: set[Place]
) -> Iterator[Unseen]:
    called = {call.place for run in runs for each in run.values() for call in each}
    for place in sorted(called - seen, key=str):
        yield Unseen(
            str(place), "no answers of both runs could be laid side by side", place.provider
        )
