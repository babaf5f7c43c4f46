"""Divergences that are known and bearable for a while: a list beside the tests, with dates."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from mockserver.drift.verdicts import VERDICTS, Finding

PATTERNS = ("provider", "operation", "place", "test")
MEMBERS = {*PATTERNS, "verdict", "reason", "until"}


class KnownError(Exception):
    """A list of known divergences that says too little, or something else."""


@dataclass(frozen=True)
class Known:
    """One entry: which findings (globs), why they are borne, and until when."""

    patterns: tuple[tuple[str, str], ...]
    verdict: str
    reason: str
    until: date

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is this one."""
        if self.verdict not in ("", finding.verdict):
            return False
        texts = {
            "provider": [finding.provider],
            "operation": [finding.operation],
            "place": [finding.place],
            "test": list(finding.tests) or [finding.operation],
        }
        return all(
            any(fnmatchcase(text, pattern) for text in texts[name])
            for name, pattern in self.patterns
        )


@dataclass(frozen=True)
class Sorted:
    """Findings that count, those that are known, and entries that cover nothing any more."""

    counting: tuple[Finding, ...]
    known: tuple[tuple[Finding, str], ...]
    expired: tuple[str, ...]
    unused: tuple[str, ...]


def sort_out(findings: Sequence[Finding], entries: Sequence[Known], today: date) -> Sorted:
    """Put aside what is known; an entry whose day has passed covers nothing."""
    valid = [entry for entry in entries if today <= entry.until]
    covered = {
        index: entry
        for index, finding in enumerate(findings)
        for entry in reversed(valid)
        if entry.covers(finding)
    }
    used = set(map(id, covered.values()))
    return Sorted(
        counting=tuple(one for index, one in enumerate(findings) if index not in covered),
        known=tuple((findings[index], entry.reason) for index, entry in sorted(covered.items())),
        expired=tuple(
            f"{entry.reason} (until {entry.until})" for entry in entries if today > entry.until
        ),
        unused=tuple(entry.reason for entry in valid if id(entry) not in used),
    )


def load(file: Path) -> list[Known]:
    """The entries of a file. Raises KnownError naming the entry that is not in order."""
    try:
        listed = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError, OSError) as error:
        raise KnownError(f"{file} cannot be read: {error}") from None
    if not isinstance(listed, list):
        raise KnownError(f"{file} is not a list")
    return [_entry(f"{file}, entry {number}", one) for number, one in enumerate(listed, 1)]


def _entry(where: str, one: Any) -> Known:
    if not isinstance(one, dict) or not all(isinstance(value, str) for value in one.values()):
        raise KnownError(f"{where} is not an object of texts")
    if unknown := sorted(set(one) - MEMBERS):
        raise KnownError(f"{where} has {', '.join(unknown)}; there is {', '.join(sorted(MEMBERS))}")
    if not one.get("reason", "").strip():
        raise KnownError(f"{where} gives no reason")
    if one.get("verdict", VERDICTS[0]) not in VERDICTS:
        raise KnownError(f"{where}: the verdict is one of {', '.join(VERDICTS)}")
    patterns = tuple((name, one[name]) for name in PATTERNS if name in one)
    if not patterns:
        raise KnownError(f"{where} names no {', '.join(PATTERNS)}; it would cover everything")
    try:
        until = date.fromisoformat(one["until"])
    except (KeyError, ValueError):
        raise KnownError(f'{where} needs a day, "until": "2027-01-31"') from None
    return Known(patterns, one.get("verdict", ""), one["reason"], until)
