"""What differs between two runs of the same tests, exchange by exchange."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from mockserver.drift.operations import Place, Table, place_of
from mockserver.drift.recordings import Exchange, Recording, Test
from mockserver.drift.shapes import ABSENT, STATUS, Shape, shapes

BLOCKED = {
    401: "the credentials were refused",
    403: "the credentials were refused",
    429: "there were too many calls",
    502: "the API was not available",
    503: "the API was not available",
    504: "the API was not available",
}
Facts = frozenset[str]


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


@dataclass(frozen=True)
class _Call:
    place: Place
    exchange: Exchange
    shape: Shape


def compare(before: Recording, after: Recording, table: Table) -> Comparison:
    """Compare all tests and all operations of two runs."""
    runs = (_calls_of(before, table), _calls_of(after, table))
    usual = tuple(map(_usual, runs))
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
    calls: tuple[list[_Call], list[_Call]],
    usual: tuple[Mapping[tuple[Place, str, str], Facts], ...],
) -> tuple[list[Difference], list[str], set[Place]]:
    """Differences of one test, why parts of it could not be compared, and what was compared."""
    found: list[Difference] = []
    blocked: list[str] = []
    places: set[Place] = set()
    for one, other in _pairs(*calls):
        if why := _blocked(one.exchange, other.exchange):
            blocked.append(f"{one.place}: {why}")
            continue
        places.add(one.place)
        evidence = (one.exchange.place, other.exchange.place)
        for place, was, now in _shape_differences(one, other, usual):
            found.append(Difference(one.place, place, was, now, *tests, evidence))
    if not found and not blocked and tests[0].outcome != tests[1].outcome:
        found.append(_outcome_difference(tests, calls))
    return found, blocked, places


def _outcome_difference(
    tests: tuple[Test, Test], calls: tuple[list[_Call], list[_Call]]
) -> Difference:
    """The shapes agree, but the test says that the meaning does not."""
    last = (calls[1] or calls[0])[-1:]
    operation = last[0].place if last else Place(tests[0].provider, "", "no call")
    words = tuple(frozenset({f"{test.outcome}: {test.why}".rstrip(": ")}) for test in tests)
    evidence = tuple(side[-1].exchange.place if side else "no call" for side in calls)
    return Difference(operation, "what the test asserts", *words, *tests, evidence)  # type: ignore[arg-type]


def _pairs(one: list[_Call], other: list[_Call]) -> Iterator[tuple[_Call, _Call]]:
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


def _shape_differences(
    one: _Call, other: _Call, usual: tuple[Mapping[tuple[Place, str, str], Facts], ...]
) -> Iterator[tuple[str, Facts, Facts]]:
    was, now = one.shape.facts, other.shape.facts
    if was[STATUS] != now[STATUS]:
        yield STATUS, frozenset(was[STATUS]), frozenset(now[STATUS])
        return  # the rest follows from it
    gone: list[str] = []
    for place in sorted({*was, *now}):
        before, after = _facts(was, place), _facts(now, place)
        below = any(place.startswith((f"{parent}.", f"{parent}[")) for parent in gone)
        if before == after or below or _empty_side(place, was, now):
            continue
        if ABSENT in before ^ after or {"array", "empty array"} & (before ^ after):
            gone.append(place)
        if not _merely_other_data(place, one, other, usual):
            yield place, before, after
    for place in one.shape.orders.keys() & other.shape.orders.keys():
        before_order, after_order = _common(one.shape.orders[place], other.shape.orders[place])
        if before_order != after_order:
            turned = before_order == after_order[::-1]
            after_words = "the other way round" if turned else "in another order"
            yield f"{place} (order)", frozenset({"in one order"}), frozenset({after_words})


def _facts(facts: Mapping[str, set[str]], place: str) -> Facts:
    return frozenset(facts.get(place) or {ABSENT})


def _empty_side(place: str, was: Mapping[str, set[str]], now: Mapping[str, set[str]]) -> bool:
    """Whether a place lies in a list that is empty, or not there, on one of the sides."""
    inside = [place[:at] for at in range(len(place)) if place.startswith("[]", at)]
    return any(
        "array" not in (side.get(parent or "body") or ())
        for parent in inside
        for side in (was, now)
    )


def _merely_other_data(
    place: str,
    one: _Call,
    other: _Call,
    usual: tuple[Mapping[tuple[Place, str, str], Facts], ...],
) -> bool:
    """Whether a difference is in data that is nobody's of the test, and both sides know both."""
    foreign = one.shape.foreign | other.shape.foreign
    if not any(place.startswith(parent) for parent in foreign):
        return False
    key = (one.place, *sorted(one.shape.facts[STATUS]), place)
    return usual[0].get(key) == usual[1].get(key)  # type: ignore[arg-type]


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[str]]:
    both = set(one) & set(other)
    return [name for name in one if name in both], [name for name in other if name in both]


def _calls_of(run: Recording, table: Table) -> dict[str, list[_Call]]:
    calls: dict[str, list[_Call]] = {}
    for test in run.tests.values():
        settled = _settled(test.exchanges)
        pairs = zip(settled, shapes(settled, run.legible), strict=True)
        calls[test.name] = [_Call(place_of(one, table), one, shape) for one, shape in pairs]
    return calls


def _usual(calls: Mapping[str, list[_Call]]) -> dict[tuple[Place, str, str], Facts]:
    """All facts that a run ever showed at a place of an operation's answer of one status."""
    found: dict[tuple[Place, str, str], set[str]] = defaultdict(set)
    for call in (call for each in calls.values() for call in each):
        status = "".join(sorted(call.shape.facts[STATUS]))
        for place, facts in call.shape.facts.items():
            found[call.place, status, place] |= facts
    return {key: frozenset(facts) for key, facts in found.items()}


def _blind(test: Test | None, run: Recording) -> str | None:
    """Why a test says nothing about a run; None if it does."""
    if test is None:
        return f"not run in {run.folder.name}"
    if test.outcome in ("skipped", "broken off"):
        return f"{test.outcome} in {run.folder.name}: {test.why}"
    return None


def _blocked(one: Exchange, other: Exchange) -> str | None:
    """Why two answers cannot be compared: one side was not let in, or nobody was there."""
    for exchange in (one, other):
        if exchange.response is None:
            return f"no answer ({exchange.error})"
    statuses = {one.status, other.status}
    if len(statuses) == 1:
        return None
    return next(
        (f"{BLOCKED[s]} ({s})" for s in sorted(map(int, map(str, statuses))) if s in BLOCKED), None
    )


def _incomplete(run: Recording) -> list[Unseen]:
    why = "the run was broken off; what it had not reached is unknown"
    return [] if run.complete else [Unseen(str(run.folder.name), why, "")]


def _never_compared(
    runs: tuple[dict[str, list[_Call]], dict[str, list[_Call]]], seen: set[Place]
) -> Iterator[Unseen]:
    called = {call.place for run in runs for each in run.values() for call in each}
    for place in sorted(called - seen, key=str):
        yield Unseen(
            str(place), "no answers of both runs could be laid side by side", place.provider
        )
