"""What a provider holds, to look at: collections of rows, read by SQL that names each column.

A provider lists its collections; nobody writes through them. Only columns that a SELECT names are
ever shown, so that a secret which a table happens to hold stays where it is.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mockserver.engine import clock
from mockserver.engine.sandbox import Sandbox

TEXT, NUMBER, FLAG, STATE, INSTANT, PROGRESS = (
    "text",
    "number",
    "flag",
    "state",
    "instant",
    "progress",
)
Where = Mapping[str, str]
ALL: Where = {}
DOCUMENT = "document"  # JSON, shown with the single record only


@dataclass(frozen=True)
class Column:
    """One column of the SELECT.

    `kind` says how it reads: an INSTANT holds virtual ms, PROGRESS a share from 0 to 1, DOCUMENT a
    JSON text. `to` names the collection whose record has this value as its id.
    """

    name: str
    title: str
    kind: str = TEXT
    to: str = ""


@dataclass(frozen=True)
class Part:
    """What belongs to a record: rows of another collection whose `column` holds the record's id."""

    collection: str
    column: str


@dataclass(frozen=True)
class Collection:
    """Rows of one sort. The SELECT gives each an `id`, a text that no other row has.

    `order` are terms for ORDER BY. `group` names the column by which states are counted, if any.
    `mentioned_by` names the columns whose values requests carry
    when they are about a record.
    """

    name: str
    title: str
    sql: str
    columns: tuple[Column, ...]
    doc: str = ""
    order: str = "id"
    group: str = ""
    parts: tuple[Part, ...] = ()
    mentioned_by: tuple[str, ...] = ("id",)

    @cached_property
    def listed(self) -> tuple[Column, ...]:
        """The columns of the table; documents are left to the single record."""
        return tuple(column for column in self.columns if column.kind != DOCUMENT)

    @cached_property
    def names(self) -> frozenset[str]:
        """What rows may be chosen by."""
        return frozenset(column.name for column in self.columns)

    @cached_property
    def _haystack(self) -> str:
        return " || ' ' || ".join(f"coalesce({column.name}, '')" for column in self.columns)

    def _where(self, text: str, where: Where) -> tuple[str, list[str]]:
        conditions, values = ["1"], []
        if text:
            conditions.append(f"instr(lower({self._haystack}), lower(?))")
            values.append(text)
        for name, value in where.items():
            if name not in self.names:
                raise LookupError(name)
            conditions.append(f"CAST({name} AS TEXT) = ?")
            values.append(value)
        return f"FROM ({self.sql}) WHERE {' AND '.join(conditions)}", values

    def count(self, sandbox: Sandbox, text: str = "", where: Where = ALL) -> int:
        """How many rows there are. Raises LookupError for a column that is not shown."""
        rest, values = self._where(text, where)
        return int(sandbox.value(f"SELECT count(*) {rest}", *values))

    def tally(self, sandbox: Sandbox, limit: int) -> list[dict[str, Any]]:
        """How many rows are in each state, by group: `group`, `state`, `count`, `progress`.

        `progress` is the mean share that is done, None where no column tells. Nothing when no
        column is a STATE.
        """
        state, progress = self._first(STATE), self._first(PROGRESS)
        if state is None:
            return []
        group = self.group or "''"
        mean = f"avg({progress.name})" if progress else "NULL"
        rest, _ = self._where("", ALL)
        return sandbox.rows(
            f"SELECT {group} AS 'group', {state.name} AS state, count(*) AS count,"
            f" {mean} AS progress {rest} GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ?",
            limit,
        )

    def _first(self, kind: str) -> Column | None:
        return next((column for column in self.columns if column.kind == kind), None)

    def page(
        self,
        sandbox: Sandbox,
        offset: int,
        limit: int,
        text: str = "",
        where: Where = ALL,
    ) -> list[dict[str, Any]]:
        """Some of the rows, with their ids. Raises LookupError as `count` does."""
        rest, values = self._where(text, where)
        names = ", ".join(dict.fromkeys(("id", *(column.name for column in self.listed))))
        rows = sandbox.rows(
            f"SELECT {names} {rest} ORDER BY {self.order} LIMIT ? OFFSET ?", *values, limit, offset
        )
        return [self._shown(row) for row in rows]

    def find(self, sandbox: Sandbox, id_: str) -> dict[str, Any] | None:
        """The row with that id, documents included, or None."""
        row = sandbox.row(
            f"SELECT * FROM ({self.sql}) WHERE CAST(id AS TEXT) = ?",  # noqa: S608 - the provider's own text
            id_,
        )
        return None if row is None else self._shown(row)

    def _shown(self, row: dict[str, Any]) -> dict[str, Any]:
        shown = {"id": str(row["id"])}
        for column in self.columns:
            if column.name in row:
                value = row[column.name]
                shape = _SHAPES.get(column.kind)
                shown[column.name] = value if shape is None or value is None else shape(value)
        return shown


_SHAPES: dict[str, Callable[[Any], Any]] = {
    INSTANT: clock.isoformat,
    FLAG: bool,
    DOCUMENT: json.loads,
}
