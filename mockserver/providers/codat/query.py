"""Codat's query language: parse a text, check it against known properties, judge a document.

    expr   := and ('||' and)*        and    := term ('&&' term)*
    term   := '{' expr '}' | clause  clause := path operator value

Operators are `=` and `!=` (everything), `~` (contains, texts only), `>` `>=` `<` `<=` (numbers and
dates only). Source: https://docs.codat.io/using-the-api/querying; what it leaves open is marked.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import unquote

MAX_LENGTH = 2047
MAX_DEPTH = 50  # undocumented; deeper than any person writes, shallower than our stack
OPERATORS = ("!=", ">=", "<=", "=", ">", "<", "~")
TEXT, NUMBER, DATE, FLAG = "text", "number", "date", "flag"
LIST_PREFIX = "dataConnections."

_TOKEN = re.compile(
    r'\s*(\|\||&&|\{|\}|!=|>=|<=|=|>|<|~|"[^"]*"|(?:(?!\|\||&&)[^{}=!<>~"])+|.)', re.DOTALL
)
_ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {
    ">": lambda found, wanted: found > wanted,
    ">=": lambda found, wanted: found >= wanted,
    "<": lambda found, wanted: found < wanted,
    "<=": lambda found, wanted: found <= wanted,
}


class MalformedQueryError(ValueError):
    """The text is not a query; the message says why."""


class UnknownPropertyError(ValueError):
    """The query names a property that there is not; the message is its path."""


@dataclass(frozen=True)
class Clause:
    """`path operator value`; `wanted` is the value as the property's kind reads it."""

    path: str
    operator: str
    value: str
    wanted: Any = None


@dataclass(frozen=True)
class Both:
    """All parts hold."""

    parts: tuple["Expr", ...]


@dataclass(frozen=True)
class Either:
    """At least one part holds."""

    parts: tuple["Expr", ...]


Expr = Clause | Both | Either


def parse(text: str) -> Expr:
    """The expression that a text means. Raises MalformedQueryError."""
    if len(text) > MAX_LENGTH:
        raise MalformedQueryError("longer than 2047 characters")
    if not any(operator in text for operator in OPERATORS):
        text = unquote(text)  # undocumented; an example in the documentation is encoded twice
    parser = _Parser([token for token in _TOKEN.findall(text) if token.strip()])
    expression = parser.either(0)
    if parser.rest:
        raise MalformedQueryError(f"unexpected {parser.rest[0]!r}")
    return expression


def checked(expression: Expr, kinds: Mapping[str, str]) -> Expr:
    """The expression with its values read by the kinds of their properties.

    Property names are compared without regard to case. Raises UnknownPropertyError and
    MalformedQueryError.
    """
    if isinstance(expression, Both | Either):
        return type(expression)(tuple(checked(part, kinds) for part in expression.parts))
    names = {name.lower(): name for name in kinds}
    name = names.get(expression.path.lower())
    if name is None:
        raise UnknownPropertyError(expression.path)
    wanted = read(expression.value, kinds[name])
    _check_operator(expression.operator, kinds[name])
    return Clause(name, expression.operator, expression.value, wanted)


def checked_tags(expression: Expr) -> Expr:
    """The same for `tags`: every path is the key of a tag, every value a text."""
    if isinstance(expression, Both | Either):
        return type(expression)(tuple(checked_tags(part) for part in expression.parts))
    _check_operator(expression.operator, TEXT)
    return Clause(expression.path, expression.operator, expression.value, expression.value.lower())


def holds(expression: Expr, document: Mapping[str, Any], kinds: Mapping[str, str]) -> bool:
    """Whether a document satisfies a checked expression.

    An absent property satisfies nothing, `!=` neither; in the list `dataConnections` `=` asks for
    any element and `!=` for none that is equal.
    """
    if isinstance(expression, Both):
        return all(holds(part, document, kinds) for part in expression.parts)
    if isinstance(expression, Either):
        return any(holds(part, document, kinds) for part in expression.parts)
    kind = kinds[expression.path]
    if expression.path.startswith(LIST_PREFIX):
        inside = expression.path.removeprefix(LIST_PREFIX)
        elements = document.get(LIST_PREFIX[:-1], ())
        found = [read(str(e[inside]), kind) for e in elements if e.get(inside) is not None]
        if expression.operator == "!=":
            return expression.wanted not in found
        return any(_compare(value, expression.operator, expression.wanted) for value in found)
    value = document.get(expression.path)
    if value is None:
        return False
    return _compare(read(str(value), kind), expression.operator, expression.wanted)


def tags_hold(expression: Expr, tags: Mapping[str, str]) -> bool:
    """Whether tags satisfy a checked expression; an absent tag differs from every value.

    # undocumented: what an absent tag satisfies
    """
    if isinstance(expression, Both):
        return all(tags_hold(part, tags) for part in expression.parts)
    if isinstance(expression, Either):
        return any(tags_hold(part, tags) for part in expression.parts)
    value = tags.get(expression.path)
    if value is None:
        return expression.operator == "!="
    return _compare(value.lower(), expression.operator, expression.wanted)


def read(text: str, kind: str) -> Any:
    """A value as its kind compares it: texts without regard to case, dates as UTC instants.

    Raises MalformedQueryError.
    """
    try:
        return _READERS[kind](text)
    except (ValueError, InvalidOperation, KeyError, OverflowError):
        raise MalformedQueryError(f"{text!r} is not a {kind}") from None


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self.rest = list(tokens)

    def either(self, depth: int) -> Expr:
        parts = [self.both(depth)]
        while self._accept("||"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self, depth: int) -> Expr:
        parts = [self.term(depth)]
        while self._accept("&&"):
            parts.append(self.term(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def term(self, depth: int) -> Expr:
        if depth > MAX_DEPTH:
            raise MalformedQueryError("nested too deeply")
        if self._accept("{"):
            inside = self.either(depth + 1)
            if not self._accept("}"):
                raise MalformedQueryError("a { without its }")
            return inside
        return self._clause()

    def _clause(self) -> Expr:
        path = self._take("a property")
        if path[0] in '|&{}"' or path in OPERATORS or path == "!":
            raise MalformedQueryError(f"a property was expected, not {path!r}")
        operator = self._take("an operator")
        if operator not in OPERATORS:
            raise MalformedQueryError(f"an operator was expected, not {operator!r}")
        return Clause(path.strip(), operator, self._value())

    def _value(self) -> str:
        if self.rest and len(self.rest[0]) > 1 and self.rest[0][0] == '"':
            return self._take("a value")[1:-1]
        if self.rest and self.rest[0] in OPERATORS:
            raise MalformedQueryError("a value was expected, not another operator")
        words = []
        while self.rest and self.rest[0] not in ("&&", "||", "}"):
            words.append(self._take("a value"))
        value = "".join(words).strip()
        if not value or "{" in value:
            raise MalformedQueryError("a value was expected")
        return value

    def _accept(self, token: str) -> bool:
        if self.rest and self.rest[0] == token:
            self.rest.pop(0)
            return True
        return False

    def _take(self, what: str) -> str:
        if not self.rest:
            raise MalformedQueryError(f"{what} was expected at the end")
        return self.rest.pop(0)


def _check_operator(operator: str, kind: str) -> None:
    fits = {TEXT: ("=", "!=", "~"), FLAG: ("=", "!=")}.get(kind, ("=", "!=", *_ORDERINGS))
    if operator not in fits:
        raise MalformedQueryError(f"{operator} does not go with a {kind}")


def _compare(found: Any, operator: str, wanted: Any) -> bool:
    if operator == "=":
        return bool(found == wanted)
    if operator == "!=":
        return bool(found != wanted)
    if operator == "~":
        return str(wanted) in str(found)
    return _ORDERINGS[operator](found, wanted)


def _instant(text: str) -> Decimal:
    match = re.fullmatch(
        r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?)?", text
    )
    if match is None:
        raise ValueError(text)
    day, time, fraction, zone = match.groups()
    moment = datetime.fromisoformat(f"{day}T{time or '00:00:00'}{zone or '+00:00'}")
    whole = (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
    return Decimal(int(whole)) + Decimal(f"0{fraction or '.0'}")


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


_READERS: dict[str, Callable[[str], Any]] = {
    TEXT: str.lower,
    NUMBER: _number,
    DATE: _instant,
    FLAG: lambda text: {"true": True, "false": False}[text.lower()],
}
