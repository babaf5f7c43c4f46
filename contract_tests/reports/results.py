"""The results of a run, read from its recording: every test with its exchanges as curl."""

from __future__ import annotations

import json
import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SHOWN = 4_000
OMITTED = {"accept", "accept-encoding", "connection", "content-length", "user-agent"}


@dataclass(frozen=True)
class Shown:
    """One exchange: a command to repeat it, credentials masked, and what was answered."""

    curl: str
    status: str
    answer: str


@dataclass(frozen=True)
class Result:
    """One test of a run."""

    test: str
    provider: str
    evidence: str
    claim: str
    outcome: str
    why: str
    exchanges: Sequence[Shown]


@dataclass(frozen=True)
class Results:
    """A whole run: on which target, when, and every test."""

    target: str
    started: str
    tests: Sequence[Result]

    def count(self, outcome: str, tests: Iterable[Result] | None = None) -> int:
        """How many tests (of these) had an outcome."""
        return Counter(one.outcome for one in (self.tests if tests is None else tests))[outcome]

    def by_provider(self) -> dict[str, list[Result]]:
        """The tests of each provider."""
        found: dict[str, list[Result]] = defaultdict(list)
        for one in self.tests:
            found[one.provider].append(one)
        return dict(sorted(found.items()))


def read(folder: Path) -> Results:
    """The results that a recording holds."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    exchanges: dict[str, list[Shown]] = defaultdict(list)
    for line in _lines(folder, "exchanges"):
        exchanges[line["test"]].append(_shown(line))
    tests = [Result(**line, exchanges=exchanges[line["test"]]) for line in _lines(folder, "tests")]
    return Results(manifest["target"], manifest["started"], tests)


def _lines(folder: Path, kind: str) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob(f"{kind}-*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _shown(line: dict[str, Any]) -> Shown:
    response = line["response"]
    if response is None:
        return Shown(_curl(line), "no answer", line["error"])
    return Shown(_curl(line), str(response["status"]), _content(response))


def _curl(line: dict[str, Any]) -> str:
    """A command for a shell that has the base URL in CONTRACT_<PROVIDER>_BASE_URL."""
    request = line["request"]
    origin = line["origin"] or f"$CONTRACT_{line['provider'].upper()}_BASE_URL"
    query = urlencode([tuple(pair) for pair in line["query"]])
    tail = f"{line['path']}?{query}" if query else line["path"]
    escaped = "".join(f"\\{one}" if one in '"\\$`' else one for one in tail)
    words = [f'curl -X {line["method"]} "{origin}{escaped}"']
    headers = request["headers"].items()
    words += [f"-H {shlex.quote(f'{n}: {v}')}" for n, v in headers if n.lower() not in OMITTED]
    if body := _content(request):
        words.append(f"--data {shlex.quote(body)}")
    return " \\\n  ".join(words)


def _content(side: dict[str, Any]) -> str:
    if "json" in side:
        text = json.dumps(side["json"], ensure_ascii=False)
        return text if len(text) <= SHOWN else f"{text[:SHOWN]}… ({len(text)} characters)"
    if "form" in side:
        return urlencode([tuple(pair) for pair in side["form"]])
    return f"({side['bytes']} bytes)" if side.get("bytes") else ""
