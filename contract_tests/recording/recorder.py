"""Writes a recording: a manifest, a line for every test, a line for every exchange.

`DIR/manifest.json` says what was asked and when; `DIR/tests-<worker>.jsonl` and
`DIR/exchanges-<worker>.jsonl` hold `{"test", …}` lines. Each line is written when it is known, so
that a crashed run leaves what it saw, and a manifest without `finished`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contract_tests.recording.bodies import ENUMERATIONS, TEXTS, WORD, Veil
from contract_tests.support.exchanges import Exchange
from contract_tests.targets import Target

FORMAT = 1
TESTS = Path(__file__).parents[1]
SAMPLES = TESTS.parent / "fixtures"
_LITERAL = re.compile(r'"([^"\\\n]{2,120})"')


@dataclass(frozen=True)
class Outcome:
    """What became of one test: passed, failed or skipped; `claim` is its source or reason."""

    test: str
    provider: str
    evidence: str
    claim: str
    outcome: str
    why: str


class Recorder:
    """One process of a run; several may write into one folder."""

    def __init__(self, folder: Path, worker: str, veil: Veil) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._worker = worker
        self._veil = veil
        self._numbers: dict[str, int] = {}

    def exchange(self, target: Target, exchange: Exchange) -> None:
        """Keep one exchange of the target's test."""
        test = target.test.name
        number = self._numbers[test] = self._numbers.get(test, 0) + 1
        kept = self._veil.exchange(exchange, target.base_url, target.secrets())
        self._write("exchanges", {"test": test, "provider": target.provider, "n": number, **kept})

    def somebodys(self, values: Iterable[str]) -> None:
        """Values that are known to be somebody's, however harmless they look."""
        if not self._veil.raw:
            for value in values:
                self._veil.pseudonyms.other(value)

    def outcome(self, outcome: Outcome) -> None:
        """Keep what became of a test."""
        why = self._veil.pseudonyms.message(outcome.why)
        self._write("tests", {**asdict(outcome), "why": why})

    def _write(self, kind: str, line: dict[str, Any]) -> None:
        path = self.folder / f"{kind}-{self._worker}.jsonl"
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=True) + "\n")


def begin(folder: Path, target: str, hosts: dict[str, str], *, raw: bool) -> None:
    """Start a recording; refuses a folder that already holds one."""
    if (folder / "manifest.json").exists():
        raise ValueError(f"{folder} already holds a recording; name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "format": FORMAT,
        "target": target,
        "hosts": hosts,
        "started": _now(),
        "raw": raw,
        "enumerations": ENUMERATIONS,
        "word": WORD,
        "texts": TEXTS,
    }
    _write_manifest(folder, manifest)


def finish(folder: Path) -> None:
    """Say that the run came to its end."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    _write_manifest(folder, {**manifest, "finished": _now()})


def public_texts() -> set[str]:
    """What the tests and the documented samples say themselves."""
    files = [*TESTS.rglob("*.py"), *SAMPLES.glob("*/samples/*.json")]
    return {text for file in files for text in _LITERAL.findall(file.read_text(encoding="utf-8"))}


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, indent=1)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
