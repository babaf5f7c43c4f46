"""What a filter means for a record: null, numbers, texts and lists, compared as in JavaScript."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from mockserver.providers.cegid_loop.rules.filters import (
    MAX_DIGITS,
    Compare,
    Every,
    Field,
    Node,
    Not,
    Value,
)

_NUMBER = re.compile(r"\s*-?\d+(?:\.\d+)?\s*", re.ASCII)


def holds(node: Node, record: Mapping[str, Any]) -> bool:
    """Whether a record is wanted."""
    return _truth(_value(node, record))


def member(record: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """The value at a path, in whatever case the names are spelt; None for nothing."""
    value: Any = record
    for name in path:
        if not isinstance(value, Mapping):
            return None
        if name in value:
            value = value[name]
        else:
            wanted = name.lower()
            value = next((found for key, found in value.items() if key.lower() == wanted), None)
    return value


def _value(node: Node, record: Mapping[str, Any]) -> Any:
    match node:
        case Value():
            return node.value
        case Field():
            return member(record, node.path)
        case Compare():
            left, right = _value(node.left, record), _value(node.right, record)
            return _COMPARISONS[node.sign](left, right)
        case Not():
            return not holds(node.operand, record)
        case Every():
            return all(holds(operand, record) for operand in node.operands)
    return any(holds(operand, record) for operand in node.operands)


def _truth(value: Any) -> bool:
    """Null, false, 0 and the empty text are false; objects and lists are true."""
    return isinstance(value, dict | list) or bool(value)


def _plain(value: Any) -> Any:
    """A list is its elements with commas between them, as in JavaScript."""
    if isinstance(value, list):
        return ",".join("" if part is None else str(part) for part in value)
    return value


def _number(value: Any) -> float | int | None:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and len(value) <= MAX_DIGITS and _NUMBER.fullmatch(value):
        return float(value)
    return None


def _same(left: Any, right: Any) -> bool:
    """Same type, same value."""
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    return bool(left == right)


def _alike(left: Any, right: Any) -> bool:
    """Texts and numbers are compared as numbers; null is like null only."""
    left, right = _plain(left), _plain(right)
    if left is None or right is None or (isinstance(left, str) and isinstance(right, str)):
        return bool(left == right)
    numbers = _number(left), _number(right)
    return None not in numbers and numbers[0] == numbers[1]


def _order(decide: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Texts in the order of their characters, which is that of dates too; null has no place."""

    def compare(left: Any, right: Any) -> bool:
        left, right = _plain(left), _plain(right)
        if isinstance(left, str) and isinstance(right, str):
            return decide(left, right)
        numbers = _number(left), _number(right)
        return None not in numbers and decide(*numbers)

    return compare


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": _alike,
    "!=": lambda left, right: not _alike(left, right),
    "===": _same,
    "!==": lambda left, right: not _same(left, right),
    ">=": _order(lambda left, right: left >= right),
    "<=": _order(lambda left, right: left <= right),
    ">": _order(lambda left, right: left > right),
    "<": _order(lambda left, right: left < right),
}
