"""The query of a read: which dossier, which records, in which order, how many, which members."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from mockserver.providers.cegid_loop.rules import filters, matching
from mockserver.providers.cegid_loop.rules.filters import FilterError, Node

BAD_FILTER = "Le filtre n'est pas valide : {why}."
BAD_NUMBER = "Le paramètre {name} n'est pas un nombre valide."
PARAMETERS = ("codeDossier", "filter", "sort", "skip", "take", "select")
LARGEST = 2**53
MAX_NAMES = 100
_MAX_FIELDS = 1000
# `a && b` written raw: not a separator, unless a parameter follows as after `&`.
_RAW_AND = re.compile(rf"&&(?!(?:{'|'.join(PARAMETERS)}|subscription-key)=(?!=))", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,15}", re.ASCII)


class QueryError(ValueError):
    """A parameter that cannot be understood: its name, what it says, a message for the client."""

    def __init__(self, name: str, got: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.got = got
        self.message = message


@dataclass(frozen=True)
class Order:
    """A member to sort by."""

    path: tuple[str, ...]
    descending: bool


@dataclass(frozen=True)
class Query:
    """What a read asks for; `take` None is all, an empty `select` is every member."""

    dossier: str
    wanted: Node | None
    order: tuple[Order, ...]
    skip: int
    take: int | None
    select: tuple[tuple[str, ...], ...]


def parse(query_string: str) -> Query:
    """The query, however its `&&` is written. Raises QueryError."""
    given = parameters(query_string)
    return Query(
        given.get("codedossier", "").strip(),
        _wanted(given.get("filter", "")),
        _order(given.get("sort", "")),
        _number("skip", given) or 0,
        _number("take", given),
        tuple(_path(name) for name in _names(given.get("select", ""), r"&&|[,;\s]")),
    )


def parameters(query_string: str) -> dict[str, str]:
    """Names in lower case, of rivals the first; values decoded."""
    mended = _RAW_AND.sub("%26%26", query_string)
    pairs = parse_qsl(mended, keep_blank_values=True, errors="replace")[:_MAX_FIELDS]
    return {name.lower(): value for name, value in reversed(pairs)}


def sort_key(record: Mapping[str, Any], path: tuple[str, ...]) -> tuple[int, Any]:
    """Where a record stands: null first, then false and true, numbers, texts, all others."""
    value = matching.member(record, path)
    match value:
        case None:
            return 0, 0
        case bool():
            return 1, value
        case int() | float():
            return 2, value
        case str():
            return 3, value
    return 4, str(value)


def ordered(records: Iterable[dict[str, Any]], order: tuple[Order, ...]) -> list[dict[str, Any]]:
    """Sorted by the first member, then the second, and so on; ties stay as they were."""
    found = list(records)
    for step in reversed(order):
        path = step.path
        found.sort(key=lambda record: sort_key(record, path), reverse=step.descending)
    return found


def selected(record: Mapping[str, Any], select: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """Only the named members, spelt as in the record; names that it lacks are left out."""
    if not select:
        return dict(record)
    kept: dict[str, Any] = {}
    for path in select:
        _keep(record, path, kept)
    return kept


def _keep(record: Mapping[str, Any], path: tuple[str, ...], kept: dict[str, Any]) -> None:
    wanted = path[0].lower()
    key = next((key for key in record if key.lower() == wanted), None)
    if key is None:
        return
    value = record[key]
    if len(path) > 1 and isinstance(value, Mapping):
        inner = kept.setdefault(key, {})
        if isinstance(inner, dict):
            _keep(value, path[1:], inner)
    else:
        kept[key] = value


def _wanted(text: str) -> Node | None:
    if not text.strip():
        return None
    try:
        return filters.parse(text)
    except FilterError as error:
        raise QueryError("filter", text, BAD_FILTER.format(why=error)) from None


def _order(text: str) -> tuple[Order, ...]:
    steps = []
    for word in _names(text, r"&&|,"):
        name, _, direction = word.partition(":")
        steps.append(Order(_path(name.strip()), direction.strip().lower() == "desc"))
    return tuple(steps)


def _number(name: str, given: Mapping[str, str]) -> int | None:
    """A number, in quotes or without, as the pages write it."""
    text = given.get(name, "").strip().strip("\"'{}").strip()
    if not text:
        return None
    if not _DIGITS.fullmatch(text):
        raise QueryError(name, given[name], BAD_NUMBER.format(name=name))
    return int(text)


def _names(text: str, separator: str) -> list[str]:
    words = (word.strip().strip("\"'") for word in re.split(separator, text))
    return [word for word in words if word][:MAX_NAMES]


def _path(name: str) -> tuple[str, ...]:
    return tuple(name.split(".", 10))
