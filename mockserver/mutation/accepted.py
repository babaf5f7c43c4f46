"""Survivors that somebody looked at: each with a reason, and a day on which to look again."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from mockserver.mutation.strength import ACCEPTED, EQUIVALENT, SURVIVED, UNSEEN, Verdict


@dataclass(frozen=True)
class Acceptance:
    """`mutant` is a name or a pattern with `*`; equivalent ones change nothing a client can see."""

    mutant: str
    reason: str
    expires: date
    equivalent: bool = False


def read(file: Path) -> list[Acceptance]:
    """The acceptances of a TOML file, none if there is no file. Raises ValueError for a bad one."""
    if not file.exists():
        return []
    found = []
    for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("accepted", []):
        if set(entry) - {"mutant", "reason", "expires", "equivalent"} or not entry.get("reason"):
            raise ValueError(f"{file}: {entry} needs mutant, reason and expires")
        found.append(Acceptance(**entry))
    return found


def accept(
    verdicts: Iterable[Verdict], accepted: Sequence[Acceptance], today: date
) -> list[Verdict]:
    """The verdicts, with survivors that are accepted until a later day marked as such."""
    valid = [one for one in accepted if one.expires >= today]
    return [_judged(verdict, valid) for verdict in verdicts]


def _judged(verdict: Verdict, accepted: Sequence[Acceptance]) -> Verdict:
    if verdict.outcome not in (SURVIVED, UNSEEN):
        return verdict
    name = str(verdict.mutant).replace("[", "(").replace("]", ")")  # no character classes
    for one in accepted:
        if fnmatchcase(name, one.mutant.replace("[", "(").replace("]", ")")):
            outcome = EQUIVALENT if one.equivalent else ACCEPTED
            return replace(verdict, outcome=outcome, reason=one.reason)
    return verdict
