"""Operation × status × parameter × field: what a run exercised, what it looked at, what never."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contract_tests.coverage.described import Described

ASSERTED, EXERCISED, NEVER = "asserted", "exercised", "never"
Note = tuple[str, str, str, int, str]
"""(what, provider, operation, status, place); `what` is status, status-read, sent, came or read."""


@dataclass(frozen=True)
class Cell:
    """One status, parameter or field of an operation, and how far the tests went with it."""

    what: str
    name: str
    level: str


@dataclass(frozen=True)
class Row:
    """One operation."""

    provider: str
    operation: str
    cells: tuple[Cell, ...]

    def of(self, what: str) -> list[Cell]:
        return [cell for cell in self.cells if cell.what == what]


def rows(described: Mapping[str, Iterable[Described]], notes: Iterable[Note]) -> list[Row]:
    """The matrix of all providers that were described."""
    noted = frozenset(notes)
    return [
        Row(provider, one.name, tuple(_cells(provider, one, noted)))
        for provider, operations in described.items()
        for one in sorted(operations, key=lambda one: (one.path, one.method))
    ]


def _cells(provider: str, one: Described, noted: frozenset[Note]) -> Iterable[Cell]:
    def level(status: int, place: str, came: str, read: str) -> str:
        if (read, provider, one.name, status, place) in noted:
            return ASSERTED
        return EXERCISED if (came, provider, one.name, status, place) in noted else NEVER

    for status, fields in one.fields.items():
        yield Cell("status", str(status), level(status, "", "status", "status-read"))
        for place in fields:
            yield Cell("field", f"{status} {place}", level(status, place, "came", "read"))
    for name in one.parameters:
        yield Cell("parameter", name, level(0, name.lower(), "sent", "sent"))


def counted(rows: Iterable[Row], what: str) -> dict[str, int]:
    """How many cells of a sort reached each level."""
    levels = [cell.level for row in rows for cell in row.of(what)]
    return {level: levels.count(level) for level in (ASSERTED, EXERCISED, NEVER)}
