"""Writes the sample books of the Codat Sandbox: `python tools/codat_data_sets.py`.

A test compares what is committed with what this writes.
"""

import json
import sys
from pathlib import Path
from random import Random  # noqa: TID251 - seeded here, for files that are committed
from typing import Any

from mockserver.providers.codat.books.generator import Books, about, generate
from mockserver.providers.codat.books.generator.recipe import RECIPES

FOLDER = Path(__file__).parent.parent / "fixtures" / "codat" / "data_sets"


def written(name: str) -> dict[str, str]:
    """The files of a data set, by name."""
    base = _books("small") if name == "block" else None
    books = _books(name, base)
    texts = {f"{data_type}.json": _lines(records) for data_type, records in books.items()}
    return {"about.json": json.dumps(about(name, books)) + "\n", **texts}


def _books(name: str, base: Books | None = None) -> Books:
    return generate(name, Random(RECIPES[name].seed), base)


def _lines(records: list[dict[str, Any]]) -> str:
    """One record a line, for people who compare versions."""
    lines = (json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main() -> None:
    """Write all data sets, and take away files that are no longer part of one."""
    for name in RECIPES:
        folder = FOLDER / name
        folder.mkdir(parents=True, exist_ok=True)
        files = written(name)
        for old in folder.glob("*.json"):
            if old.name not in files:
                old.unlink()
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {sum(map(len, files.values())):,} characters\n")


if __name__ == "__main__":
    main()
