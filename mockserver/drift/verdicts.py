"""Who is to blame for a difference, and which differences are one and the same."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mockserver.drift.compare import Comparison, Difference
from mockserver.drift.differences import Facts
from mockserver.drift.operations import Place
from mockserver.drift.recordings import Recording

MOCK_WRONG = "mock wrong"
VENDOR_CHANGED = "vendor changed"
DOCUMENT_STALE = "document stale"
NEVER_VERIFIED = "never verified"
COULD_NOT_LOOK = "could not look"
VERDICTS = (MOCK_WRONG, VENDOR_CHANGED, DOCUMENT_STALE, NEVER_VERIFIED, COULD_NOT_LOOK)

PUBLISHED = ("documented", "spec")
_COUNT = re.compile(r"\b\d+\b")
_NUMBERED = re.compile(r"\b(request|answer) \d+\b")


@dataclass(frozen=True)
class Finding:
    """One verdict. `before` and `after` are what only one of the shapes says at the place.

    For *could not look* the shapes are empty and `why` tells the reason.
    """

    verdict: str
    provider: str
    operation: str
    place: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    tests: tuple[str, ...]
    evidence: tuple[str, ...]
    why: str


def findings(
    before: Recording,
    after: Recording,
    comparison: Comparison,
    earlier: Comparison | None = None,
) -> list[Finding]:
    """The differences judged and put together by place, then what could not be looked at.

    `earlier` compares an earlier real run with the real one of the two: what differs there at the
    same place is the vendor's change.
    """
    changed = (
        {(one.test.name, one.operation, one.place) for one in earlier.differences}
        if earlier
        else set()
    )
    groups: dict[tuple[str, Place, str, Facts, Facts], list[Difference]] = defaultdict(list)
    for one in comparison.differences:
        since = (one.test.name, one.operation, one.place) in changed
        was, now = _only(one.before, one.after), _only(one.after, one.before)
        groups[
            _verdict(before, after, one, since=since), one.operation, one.place, was, now
        ].append(one)
    judged = [_finding(*key, group, (before, after)) for key, group in groups.items()]
    judged.sort(key=lambda one: (VERDICTS.index(one.verdict), one.operation, one.place))
    return [*judged, *_unseen(comparison)]


def _verdict(before: Recording, after: Recording, one: Difference, *, since: bool) -> str:
    if before.is_real and after.is_real:
        return VENDOR_CHANGED
    if not before.is_real and not after.is_real:
        return NEVER_VERIFIED
    if since:
        return VENDOR_CHANGED
    mock, real = (one.other, one.test) if before.is_real else (one.test, one.other)
    if real.outcome == "failed" and mock.outcome == "passed" and real.evidence in PUBLISHED:
        return DOCUMENT_STALE
    return MOCK_WRONG


_WHY = {
    VENDOR_CHANGED: "both were seen on the real API",
    NEVER_VERIFIED: "two mocks differ, and no real answer says which of them is right",
    DOCUMENT_STALE: "the real API does not do what is published: {claim}",
    MOCK_WRONG: "the real API answers otherwise; the mock rests on: {claim}",
}


def _finding(
    verdict: str,
    operation: Place,
    place: str,
    was: Facts,
    now: Facts,
    group: Iterable[Difference],
    runs: tuple[Recording, Recording],
) -> Finding:
    all_of_it = list(group)
    first = all_of_it[0]
    claim = f"{first.test.evidence}, {first.test.claim}"
    return Finding(
        verdict=verdict,
        provider=operation.provider,
        operation=str(operation),
        place=place,
        before=tuple(sorted(was)),
        after=tuple(sorted(now)),
        tests=tuple(dict.fromkeys(one.test.name for one in all_of_it)),
        evidence=tuple(
            f"{run.folder.name}/{where}" for run, where in zip(runs, first.evidence, strict=True)
        ),
        why=_WHY[verdict].format(claim=claim),
    )


def _unseen(comparison: Comparison) -> list[Finding]:
    return [
        Finding(COULD_NOT_LOOK, one.provider, one.what, "", (), (), (), (), one.why)
        for one in comparison.unseen
    ]


def _only(one: Facts, other: Facts) -> Facts:
    """What only the first says, as generally as it can be said: numbers differ between tests."""
    for generally in (_without_numbers, _without_requests, _as_it_is):
        said, against = ({generally(fact) for fact in facts} for facts in (one, other))
        if said != against:
            return frozenset(said - against)
    return frozenset()


def _without_requests(fact: str) -> str:
    return _NUMBERED.sub(r"\1", fact)


def _without_numbers(fact: str) -> str:
    plain = _without_requests(fact)
    return _COUNT.sub("‹n›", plain) if fact.startswith('"') else plain


def _as_it_is(fact: str) -> str:
    return fact
