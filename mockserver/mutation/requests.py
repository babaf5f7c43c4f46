"""What becomes of a request before it is loaded: a parameter ignored, a missing member supplied."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import Schema

from mockserver.mutation.mutant import EACH, Path
from mockserver.mutation.shapes import places, plausible
from mockserver.mutation.witness import lacks, unknown_members
from mockserver.web.operation import Operation

Query = Callable[[Operation, dict[str, Any], str], tuple[dict[str, Any], bool]]


def ignored(_operation: Operation, given: dict[str, Any], name: str) -> tuple[dict[str, Any], bool]:
    """The parameter counts as not sent."""
    return given, given.pop(name, None) is not None


def shifted(_operation: Operation, given: dict[str, Any], name: str) -> tuple[dict[str, Any], bool]:
    """A whole number counts as one more."""
    text = str(given.get(name, ""))
    if not text.isascii() or not text.isdigit():
        return given, False
    return {**given, name: str(int(text) + 1)}, True


QUERIES: Mapping[str, Query] = {"parameter-ignored": ignored, "off-by-one": shifted}


def filled(operation: Operation, given: Any, path: Path) -> tuple[Any, bool]:
    """The body with a plausible value where it leaves out what is required."""
    if not isinstance(operation.body, Schema) or not lacks(given, path):
        return given, False
    described = {place.path: place.field for place in places(operation.body, dumped=False)}
    filling = plausible(described[path])
    return _with(given, path, filling), filling is not None


def _with(value: Any, path: Path, filling: Any) -> Any:
    head, *rest = path
    if head == EACH and isinstance(value, list):
        return [_with(one, tuple(rest), filling) for one in value]
    if not isinstance(value, dict):
        return value
    if not rest:
        return value if head in value else {**value, head: filling}
    return {**value, head: _with(value[head], tuple(rest), filling)} if head in value else value


def strangers(operation: Operation, given: Any, kind: str) -> tuple[Any, bool, dict[str, Any]]:
    """Without the members that nobody knows, or the complaints about them."""
    unknown = unknown_members(operation.body, given)
    if kind == "unknown-member-refused":
        return given, bool(unknown), {name: ["Unknown field."] for name in unknown}
    return _known(given, unknown), bool(unknown), {}


def _known(value: Any, unknown: set[str]) -> Any:
    if isinstance(value, list):
        return [_known(one, unknown) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: inner for name, inner in value.items() if name not in unknown}
