"""All mutants of a provider: from its table of operations, its schemas, and what a run showed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from marshmallow import RAISE, Schema, fields

from mockserver.mutation.alterations import BENT, GONE, OF_TRAIT
from mockserver.mutation.mutant import EACH, EVERY, Mark, Mutant, Path
from mockserver.mutation.shapes import places
from mockserver.mutation.witness import FOREIGN, MISSING, READING, WRONG, Sightings
from mockserver.web.operation import Operation
from mockserver.web.provider import Provider

WIDE = 3  # a header of more operations than this is the provider's own
CROWD = 40  # more members than this are keys of a map, not names
COMMON = 0.75  # a refusal that this part of the operations lists is the provider's own
SAYS_SOMETHING = ("message", "error", "error_description", "messages")


def catalogue(provider: Provider, seen: Sightings) -> list[Mutant]:
    """Every mutant of a provider in a fixed order; `seen` are the sightings of a whole run."""
    common = common_refusals(provider)
    made = [
        mutant
        for operation in provider.operations
        for mutant in (
            *_answers(operation, seen),
            *_refusals(operation, common),
            *_requests(operation),
            *_deeds(operation, seen),
        )
    ]
    made += [*_envelope(common, seen), *_admission(provider), *_headers(seen), *_events(provider)]
    return sorted({Mutant(provider.name, kind, mark) for kind, mark in made}, key=str)


def sample(mutants: Iterable[Mutant], limit: int, seed: int) -> list[Mutant]:
    """`limit` mutants: of each provider and kind in turn, chosen by the seed."""
    ordered = sorted(mutants, key=lambda one: sha256(f"{seed}/{one}".encode()).digest())
    rank: Counter[tuple[str, str]] = Counter()
    ranked = []
    for place, mutant in enumerate(ordered):
        group = (mutant.provider, mutant.kind)
        rank[group] += 1
        ranked.append((rank[group], place, mutant))
    return [mutant for _, _, mutant in sorted(ranked, key=lambda one: one[:2])[:limit]]


Made = tuple[str, Mark]


def common_refusals(provider: Provider) -> frozenset[int]:
    """The statuses that nearly all operations refuse with: authentication, quota, maintenance."""
    guarded = [operation for operation in provider.operations if not operation.public]
    counted = Counter(status for operation in guarded for status in set(operation.refuses))
    return frozenset(s for s, count in counted.items() if count >= COMMON * len(guarded))


def _answers(operation: Operation, seen: Sightings) -> Iterator[Made]:
    for status, schema in operation.returns.items():
        yield "status-swapped", Mark("answer", operation.name, status)
        if operation.media_type != "application/json":
            continue
        top = Mark("answer", operation.name, status)
        for kind, (trait, _) in OF_TRAIT.items():
            if trait in seen.get(top, ()) and trait in ("list", "records"):
                yield kind, top
        known = _described(schema) if schema is not None else _shown(operation.name, status, seen)
        for path, traits in known:
            mark = Mark("answer", operation.name, status, path)
            found = traits | seen.get(mark, frozenset())
            yield from ((kind, mark) for kind in kinds_for(mark, found))


def _described(schema: Schema) -> Iterator[tuple[Path, frozenset[str]]]:
    for place in places(schema, dumped=True):
        yield place.path, place.traits


def _shown(operation: str, status: int, seen: Sightings) -> Iterator[tuple[Path, frozenset[str]]]:
    """The members of answers without a schema, as a run showed them; keys of maps left out."""
    paths = [
        mark.path
        for mark in seen
        if (mark.what, mark.operation, mark.status) == ("answer", operation, status) and mark.path
    ]
    members = Counter(path[:-1] for path in paths)
    crowded = {parent for parent, count in members.items() if count > CROWD}
    for path in paths:
        if path[-1] != EACH and not any(path[:n] in crowded for n in range(len(path))):
            yield path, frozenset()


def kinds_for(mark: Mark, traits: frozenset[str]) -> Iterator[str]:
    """The kinds of change that a member with these traits can suffer.

    Of changes that a client feels in the same way the place itself draws one.
    """
    yield _drawn(mark, GONE)
    if traits == {"null"}:
        return  # whatever bends it, it has never been anything
    yield _drawn(mark, BENT)
    wording = {"wording"} if mark.path[-1] in SAYS_SOMETHING and "text" in traits else set()
    yield from (kind for kind, (trait, _) in OF_TRAIT.items() if trait in traits | wording)


def _drawn(mark: Mark, kinds: Iterable[str]) -> str:
    ordered = sorted(kinds)
    return ordered[sha256(repr(mark).encode()).digest()[0] % len(ordered)]


def _refusals(operation: Operation, common: frozenset[int]) -> Iterator[Made]:
    for status in operation.refuses:
        if status not in common:
            mark = Mark("refusal", operation.name, status)
            yield "status-swapped", mark
            yield "refusal-reworded", mark


def _envelope(common: frozenset[int], seen: Sightings) -> Iterator[Made]:
    """The provider's own refusals, and the members of its envelope at each status."""
    for status in common:
        yield "status-swapped", Mark("refusal", EVERY, status)
    for mark, traits in seen.items():
        if (
            (mark.what, mark.operation) == ("refusal", EVERY)
            and mark.path
            and mark.path[-1] != EACH
        ):
            yield _drawn(mark, GONE), mark
            if traits != {"null"}:
                yield _drawn(mark, BENT), mark
            if "text" in traits:
                yield "reworded", mark


def _requests(operation: Operation) -> Iterator[Made]:
    if operation.query is not None:
        for name, field in operation.query.fields.items():
            mark = Mark("query", operation.name, path=(str(field.data_key or name),))
            yield "parameter-ignored", mark
            if isinstance(field, fields.Integer):
                yield "off-by-one", mark
    if isinstance(operation.body, Schema):
        for place in places(operation.body, dumped=False):
            if place.required:
                mark = Mark("lacking", operation.name, path=place.path)
                yield "no-longer-required", mark
        strict = operation.body.unknown == RAISE
        kind = "unknown-member-taken" if strict else "unknown-member-refused"
        yield kind, Mark("unknown-member", operation.name)


def _deeds(operation: Operation, seen: Sightings) -> Iterator[Made]:
    if not operation.public:
        yield "authentication-skipped", Mark("denied", operation.name)
    if operation.method in READING:
        if operation.media_type == "application/json":
            yield "stale-read", Mark("call", operation.name)
        return
    if Mark("call", operation.name) in seen and Mark("write", operation.name) not in seen:
        return  # it only asks
    yield "write-lost", Mark("write", operation.name)
    if operation.method == "POST":
        yield "done-twice", Mark("write", operation.name)


def _admission(provider: Provider) -> Iterator[Made]:
    for lack in (MISSING, WRONG, FOREIGN):
        yield f"{lack}-credentials-taken", Mark(f"denied-{lack}")
    if any("idempotency" in setting.name for setting in provider.settings):
        yield "idempotency-forgotten", Mark("idempotency")


def _headers(seen: Sightings) -> Iterator[Made]:
    sent = [mark for mark in seen if mark.what == "header" and mark.operation != EVERY]
    senders = Counter(mark.path for mark in sent)
    for mark in sent:
        wide = senders[mark.path] > WIDE
        owner = EVERY if wide else mark.operation
        yield "header-dropped", Mark("header", owner, path=mark.path)


def _events(provider: Provider) -> Iterator[Made]:
    for kind in provider.events:
        for change in ("event-lost", "event-twice", "states-skipped"):
            yield change, Mark("event", kind)
    for name in provider.triggers:
        for change in ("webhook-lost", "webhook-twice", "webhook-unsigned"):
            yield change, Mark("webhook", name)
