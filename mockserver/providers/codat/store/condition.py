"""A checked query as SQL over records and their bodies; all that a client wrote is bound."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.codat.query import DATE, TEXT, Both, Clause, Either, Expr

TICKS_PER_S = 10_000_000
FOLD = "codat_fold"
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - records have no zone
_MODIFIED = "(coalesce(codat_record.modified, codat_shelf.published) / 10000000)"
# What of a record is Codat's own, and so not in its body.
_COLUMNS = {"modifiedDate": _MODIFIED, "metadata.isDeleted": "codat_record.deleted"}
_OPERATORS = {"=": "=", "!=": "<>", ">": ">", ">=": ">=", "<": "<", "<=": "<="}


@dataclass(frozen=True)
class Sql:
    """A piece of SQL and what is bound in it."""

    text: str
    bound: tuple[Any, ...] = ()

    def and_(self, other: "Sql") -> "Sql":
        """Both."""
        return Sql(f"{self.text} AND {other.text}", (*self.bound, *other.bound))


EVERYTHING = Sql("1")


def of_account(account_id: str) -> Sql:
    """Movements of one bank account."""
    return Sql("json_extract(body, '$.accountId') = ?", (account_id,))


def linked_to(link_type: str) -> Sql:
    """Payments with a line that pays for this type of thing."""
    return Sql(
        "EXISTS (SELECT 1 FROM json_each(body, '$.lines') AS line,"
        " json_each(line.value, '$.links') AS link"
        " WHERE lower(json_extract(link.value, '$.type')) = lower(?))",
        (link_type,),
    )


def where(expression: Expr, kinds: Mapping[str, str]) -> Sql:
    """What `query.checked` made, as a condition. An absent member satisfies nothing."""
    if isinstance(expression, Both | Either):
        word = " AND " if isinstance(expression, Both) else " OR "
        parts = [where(part, kinds) for part in expression.parts]
        bound = tuple(value for part in parts for value in part.bound)
        return Sql(f"({word.join(part.text for part in parts)})", bound)
    kind = kinds[expression.path]
    found = _value(expression.path, kind)
    if expression.operator == "~":
        return Sql(f"instr({found.text}, ?) > 0", (*found.bound, expression.wanted))
    text = f"{found.text} {_OPERATORS[expression.operator]} ?"
    return Sql(text, (*found.bound, _wanted(expression, kind)))


def order(path: str, kind: str, *, descending: bool) -> Sql:
    """An order by one member; records without it come last."""
    found = _value(path, kind)
    direction = "DESC" if descending else "ASC"
    return Sql(f"{found.text} {direction} NULLS LAST, line", found.bound)


def prepare(sandbox: Sandbox) -> None:
    """Teach the sandbox's connection how texts are compared: without regard to case, in Unicode."""
    known = sandbox.value("SELECT 1 FROM pragma_function_list WHERE name = ?", FOLD)
    if known is None:
        sandbox.connection.create_function(FOLD, 1, _fold, deterministic=True)


def _fold(value: Any) -> str | None:
    return None if value is None else str(value).lower()


def _value(path: str, kind: str) -> Sql:
    if path in _COLUMNS:
        return Sql(_COLUMNS[path])
    if kind == TEXT:
        return Sql(f"{FOLD}(json_extract(body, ?))", (f"$.{path}",))
    if kind == DATE:
        return Sql("rtrim(json_extract(body, ?), 'Z')", (f"$.{path}",))
    return Sql("json_extract(body, ?)", (f"$.{path}",))


def _wanted(clause: Clause, kind: str) -> Any:
    if clause.path == "modifiedDate":
        return float(clause.wanted)
    if kind == DATE:
        return _moment(clause.wanted)
    return float(clause.wanted) if isinstance(clause.wanted, Decimal) else clause.wanted


def _moment(instant: Decimal) -> str:
    """Seconds since 1970 as records write them: `2022-03-13T00:00:00`, `….5`.

    A moment that has no place in the calendar sorts before or after all that have.
    """
    whole = int(instant // 1)
    fraction = f"{instant - whole:f}".partition(".")[2].rstrip("0")
    try:
        text = (_EPOCH + timedelta(seconds=whole)).isoformat()
    except OverflowError:
        return "" if instant < 0 else "~"
    return f"{text}.{fraction}" if fraction else text
