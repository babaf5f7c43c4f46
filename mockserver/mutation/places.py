"""Places in JSON values: which there are, and changing one."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from mockserver.mutation.mutant import EACH, Path

MAX_ELEMENTS = 50
Alter = Callable[[Any, Any], bool]
"""Changes what a parent holds under a key; False when there was nothing to change."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ZONE = re.compile(r"(Z|[+-]\d\d:?\d\d)$")


def seen_in(value: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every place below a JSON value with what is there."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*at, str(key)), inner
            yield from seen_in(inner, (*at, str(key)))
    elif isinstance(value, list):
        for inner in value[:MAX_ELEMENTS]:
            yield (*at, EACH), inner
            yield from seen_in(inner, (*at, EACH))


def traits(value: Any) -> frozenset[str]:
    """What a value is, as far as a change of it depends on that."""
    if value is None:
        return frozenset({"null"})
    if isinstance(value, str):
        return _traits_of_text(value)
    if isinstance(value, list):
        return frozenset({"list", "records"} if value and isinstance(value[0], dict) else {"list"})
    if isinstance(value, int | float) and not isinstance(value, bool):
        return frozenset({"number"})
    return frozenset({"other"})


def _traits_of_text(text: str) -> frozenset[str]:
    if _MOMENT.match(text):
        return frozenset({"text", "date", "zoned" if _ZONE.search(text) else "moment"})
    return frozenset({"text", "date"} if _DATE.fullmatch(text) else {"text"})


def change(value: Any, path: Path, alter: Alter) -> bool:
    """Alter every place that `path` names; whether anything was altered."""
    head, *rest = path
    if head == EACH:
        keys: list[Any] = list(range(len(value))) if isinstance(value, list) else []
    else:
        keys = [head] if isinstance(value, dict) and head in value else []
    if not rest:
        return sum(alter(value, key) for key in keys) > 0
    return sum(change(value[key], tuple(rest), alter) for key in keys) > 0
