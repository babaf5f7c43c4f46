"""What differs between two answers to the same call, and what merely looks so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mockserver.drift.operations import Place
from mockserver.drift.recordings import Exchange
from mockserver.drift.shapes import ABSENT, STATUS, Shape

Facts = frozenset[str]
Usual = Mapping[tuple[Place, str, str], Facts]
"""All that a run ever showed of an operation, by the status of the answer and the place in it."""

PARENTS = {ABSENT, "array", "empty array", "object"}  # what lies below differs with them
MOMENT = "text, moment"


@dataclass(frozen=True)
class Call:
    """An exchange with the operation that was meant and the shape of its answer."""

    place: Place
    exchange: Exchange
    shape: Shape

    @property
    def status(self) -> str:
        """The status of the answer; `no answer` has none."""
        return "".join(self.shape.facts.get(STATUS, ()))


def usual_of(calls: Iterable[Call]) -> Usual:
    """What a run usually shows."""
    found: dict[tuple[Place, str, str], set[str]] = defaultdict(set)
    for call in calls:
        for place, facts in call.shape.facts.items():
            found[call.place, call.status, place] |= facts
    return {key: frozenset(facts) for key, facts in found.items()}


def shape_differences(
    one: Call, other: Call, usual: tuple[Usual, Usual]
) -> Iterator[tuple[str, Facts, Facts]]:
    """(place, before, after) of everything that differs and means something."""
    was, now = one.shape.facts, other.shape.facts
    if was[STATUS] != now[STATUS]:
        yield STATUS, frozenset(was[STATUS]), frozenset(now[STATUS])
        return  # the rest follows from it
    gone: list[str] = []
    for place in sorted({*was, *now}):
        before, after = _facts(was, place), _facts(now, place)
        below = any(place.startswith((f"{parent}.", f"{parent}[")) for parent in gone)
        one_sided_order = place.endswith("(order)") and ABSENT in before | after
        if before == after or below or one_sided_order or _empty_side(place, was, now):
            continue
        if PARENTS & (before ^ after):
            gone.append(place)
        ever = [side.get((one.place, one.status, place), frozenset()) for side in usual]
        foreign = any(f"{place}[]".startswith(at) for at in one.shape.foreign | other.shape.foreign)
        by_chance = (
            _other_data(before, after, ever) if foreign else _other_moment(before, after, ever)
        )
        if not by_chance:
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


def _other_data(before: Facts, after: Facts, ever: list[Facts]) -> bool:
    """Whether a difference in data that is not the test's own contradicts nothing."""
    if "empty array" in before | after:
        return True
    if any(fact.startswith('"') for fact in (before - ever[1]) | (after - ever[0])):
        return False  # a value that the other side never shows
    return before <= after or after <= before or ever[0] == ever[1]


def _other_moment(before: Facts, after: Facts, ever: list[Facts]) -> bool:
    """Whether a moment lacks its fraction by chance: 09:00:00.000 may be written 09:00:00.

    That is so where the side that left it out writes fractions elsewhere.
    """
    if not all(fact.startswith(MOMENT) for fact in before | after):
        return False
    whole = [side for side, facts in enumerate((before, after)) if not _has_fractions(facts)]
    return all(_has_fractions(ever[side]) for side in whole)


def _has_fractions(facts: Facts) -> bool:
    return any("fractions" in fact for fact in facts)


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[str]]:
    both = set(one) & set(other)
    return [name for name in one if name in both], [name for name in other if name in both]
