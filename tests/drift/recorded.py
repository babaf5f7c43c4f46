"""Small recordings, written as the contract suite writes them."""

import json
from pathlib import Path
from typing import Any

from contract_tests.recording.bodies import ENUMERATIONS, TEXTS, WORD

TEST = "contract_tests/codat/test_x.py::test_x"


def exchange(status: int | None = 200, json_: Any = None, **more: Any) -> dict[str, Any]:
    """One exchange: GET /companies, unless `more` says otherwise."""
    answer = {"status": status, "headers": {}, "json": {} if json_ is None else json_}
    line = {"method": "GET", "origin": "", "path": "/companies", "query": [], "error": ""}
    request = {"headers": {}, "bytes": 0}
    response = None if status is None else answer
    return {**line, "request": request, "response": response, **more}


def recording(
    folder: Path,
    target: str,
    *exchanges: dict[str, Any],
    outcome: str = "passed",
    evidence: str = "spec",
    finished: bool = True,
    why: str = "",
) -> Path:
    """A recording of one test with these exchanges."""
    folder.mkdir()
    manifest = {
        "format": 1,
        "target": target,
        "started": "2026-11-21T02:17:00+00:00",
        "enumerations": ENUMERATIONS,
        "word": WORD,
        "texts": TEXTS,
        **({"finished": "2026-11-21T02:27:00+00:00"} if finished else {}),
    }
    test = {"test": TEST, "provider": "codat", "evidence": evidence, "claim": "a page"}
    lines = [
        {"test": TEST, "provider": "codat", "n": n, **one} for n, one in enumerate(exchanges, 1)
    ]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "tests-main.jsonl").write_text(
        json.dumps({**test, "outcome": outcome, "why": why}) + "\n"
    )
    (folder / "exchanges-main.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines))
    return folder
