"""What a strength run found, as tables and a to-do list, or as JSON."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mockserver.mutation.mutant import EVERY
from mockserver.mutation.strength import (
    ACCEPTED,
    EQUIVALENT,
    KILLED,
    SURVIVED,
    UNSEEN,
    Verdict,
)

OUTCOMES = (KILLED, SURVIVED, UNSEEN, ACCEPTED, EQUIVALENT)


def strength(verdicts: Sequence[Verdict]) -> float:
    """The part of the mutants that were killed, of those that are no equivalents; 1 for none."""
    counted = Counter(verdict.outcome for verdict in verdicts)
    real = len(verdicts) - counted[EQUIVALENT]
    return counted[KILLED] / real if real else 1.0


def text(verdicts: Sequence[Verdict], *, todo: bool = True) -> str:
    """The report for a terminal."""
    lines = [
        *_table("provider", lambda one: one.mutant.provider, verdicts),
        "",
        *_table("kind", lambda one: one.mutant.kind, verdicts),
        *(_todo(verdicts) if todo else ()),
    ]
    return "\n".join(lines)


def document(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The report for programs."""
    providers = sorted({verdict.mutant.provider for verdict in verdicts})
    return {
        "providers": {
            name: _counted([one for one in verdicts if one.mutant.provider == name])
            for name in providers
        },
        "mutants": [
            {
                "mutant": str(verdict.mutant),
                "kind": verdict.mutant.kind,
                "outcome": verdict.outcome,
                "noticed_by": verdict.by,
                "applied": verdict.applied,
                "tests": verdict.tests,
                "reason": verdict.reason,
            }
            for verdict in sorted(verdicts, key=lambda one: str(one.mutant))
        ],
    }


def _counted(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    counted = Counter(verdict.outcome for verdict in verdicts)
    return {
        "mutants": len(verdicts),
        **{outcome: counted[outcome] for outcome in OUTCOMES},
        "strength": round(strength(verdicts), 4),
    }


def _table(
    title: str, group: Callable[[Verdict], str], verdicts: Sequence[Verdict]
) -> Iterator[str]:
    groups: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[group(verdict)].append(verdict)
    heads = ("mutants", *OUTCOMES, "strength")
    yield f"{title:<28}" + "".join(f"{head:>17}" for head in heads)
    for name, members in [*sorted(groups.items()), ("all", list(verdicts))]:
        counted = _counted(members)
        cells = [f"{counted[head]:>17}" for head in heads[:-1]]
        yield f"{name:<28}" + "".join(cells) + f"{counted['strength']:>17.1%}"


def _todo(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """What no test noticed: a line for each place."""
    kinds: defaultdict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for verdict in sorted(verdicts, key=lambda one: str(one.mutant)):
        if verdict.outcome in (SURVIVED, UNSEEN):
            mark = verdict.mutant.mark
            operation = "everywhere" if mark.operation == EVERY else mark.operation
            place = ".".join(mark.path).replace(".[]", "[]")
            where = " ".join(filter(None, (mark.what, str(mark.status or ""), place)))
            kinds[verdict.mutant.provider, operation, where, verdict.outcome].append(
                verdict.mutant.kind
            )
    if kinds:
        yield from ("", "To do: nobody noticed that …")
    said = ("", "")
    for (provider, operation, where, outcome), members in kinds.items():
        if (provider, operation) != said:
            said = (provider, operation)
            yield f"\n{provider} · {operation}"
        aside = "  (no test makes it happen)" if outcome == UNSEEN else ""
        yield f"  {where}: {', '.join(members)}{aside}"
