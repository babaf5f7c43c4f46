"""A recording as the contract suite wrote it: what was asked when, test by test."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
REAL = "real"


class RecordingError(Exception):
    """A folder that holds no recording, or one that cannot be read."""


@dataclass(frozen=True)
class Exchange:
    """One call of a test. `response` is None where none came; then `error` says why."""

    provider: str
    number: int
    method: str
    origin: str
    path: str
    query: tuple[tuple[str, str], ...]
    request: Mapping[str, Any]
    response: Mapping[str, Any] | None
    error: str
    place: str

    @property
    def status(self) -> int | None:
        """The status of the answer, if there was one."""
        return None if self.response is None else int(self.response["status"])


@dataclass(frozen=True)
class Test:
    """One test of a run: its claim, what became of it, and its exchanges in order."""

    __test__ = False  # a value, though its name starts like a test class

    name: str
    provider: str
    evidence: str
    claim: str
    outcome: str
    why: str
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True)
class Legible:
    """Which recorded values were left as they are: the vendor's words and texts."""

    enumerations: re.Pattern[str]
    word: re.Pattern[str]
    texts: re.Pattern[str]


@dataclass(frozen=True)
class Recording:
    """One run on the mock or on the real API. `complete` is false for one that crashed."""

    folder: Path
    target: str
    started: str
    complete: bool
    legible: Legible
    tests: Mapping[str, Test] = field(default_factory=dict)

    @property
    def is_real(self) -> bool:
        """Whether the real API answered."""
        return self.target == REAL

    def __str__(self) -> str:
        unfinished = "" if self.complete else ", broken off"
        return f"{self.folder.name} ({self.target}, {self.started[:16]}Z{unfinished})"


def load(folder: Path) -> Recording:
    """The recording in a folder. Raises RecordingError saying what is wrong with it."""
    manifest = _manifest(folder)
    try:
        legible = Legible(
            *(re.compile(manifest[name]) for name in ("enumerations", "word", "texts"))
        )
        exchanges = _exchanges(folder)
        tests = {
            line["test"]: Test(
                name=line["test"],
                provider=line["provider"],
                evidence=line["evidence"],
                claim=line["claim"],
                outcome=line["outcome"],
                why=line["why"],
                exchanges=tuple(exchanges.pop(line["test"], ())),
            )
            for _, line in _lines(folder, "tests")
        }
    except (KeyError, TypeError, AttributeError, ValueError, re.error) as error:
        raise RecordingError(f"{folder} is damaged: {type(error).__name__} {error}") from None
    for name, left in exchanges.items():  # the test that a crash interrupted
        broken_off = Test(
            name, left[0].provider, "", "", "broken off", "the run ended", tuple(left)
        )
        tests[name] = broken_off
    return Recording(
        folder=folder,
        target=str(manifest["target"]),
        started=str(manifest["started"]),
        complete="finished" in manifest,
        legible=legible,
        tests=tests,
    )


def _manifest(folder: Path) -> dict[str, Any]:
    file = folder / "manifest.json"
    if not file.is_file():
        raise RecordingError(
            f"{folder} holds no recording; `mockserver contract -- --record {folder}` makes one"
        )
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise RecordingError(f"{file} is no JSON ({error})") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise RecordingError(f"{file} is not of format {FORMAT}")
    if not {"target", "started"} <= set(manifest):
        raise RecordingError(f"{file} does not say what was recorded when")
    return manifest


def _exchanges(folder: Path) -> dict[str, list[Exchange]]:
    found: dict[str, list[Exchange]] = defaultdict(list)
    for place, line in _lines(folder, "exchanges"):
        exchange = Exchange(
            provider=line["provider"],
            number=line["n"],
            method=line["method"],
            origin=line["origin"],
            path=line["path"],
            query=tuple((name, value) for name, value in line["query"]),
            request=line["request"],
            response=line["response"],
            error=line["error"],
            place=place,
        )
        found[line["test"]].append(exchange)
    return found


def _lines(folder: Path, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file:line, document) of all workers; a last line that a crash cut off is left out."""
    for file in sorted(folder.glob(f"{kind}-*.jsonl")):
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, text in enumerate(lines, 1):
            try:
                yield f"{file.name}:{number}", json.loads(text)
            except ValueError:
                if number < len(lines):
                    raise
