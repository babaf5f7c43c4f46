"""What there is to cover: operations, statuses, parameters, fields of an OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
MAX_DEPTH = 9


@dataclass(frozen=True)
class Described:
    """One operation of a document: `fields` maps a status to the places of its answer."""

    method: str
    path: str
    parameters: tuple[str, ...]
    fields: Mapping[int, tuple[str, ...]] = field(hash=False)

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = re.split(r"(\{[^}]+\})", self.path.rstrip("/"))
        text = "".join("[^/]*" if part.startswith("{") else re.escape(part) for part in parts)
        return re.compile(text + "/?", re.IGNORECASE)


def operations(document: Mapping[str, Any]) -> list[Described]:
    """The operations of an OpenAPI 3 document, the ones with the fewest variables first."""
    found = [
        Described(method.upper(), path, _parameters(document, item, one), _fields(document, one))
        for path, item in document["paths"].items()
        for method, one in item.items()
        if method in METHODS
    ]
    return sorted(found, key=lambda one: (one.path.count("{"), one.path, one.method))


def find(described: list[Described], method: str, path: str) -> Described | None:
    """The operation that a request reaches, or None."""
    for one in described:
        if one.method == method and one.pattern.fullmatch(path):
            return one
    return None


def _parameters(
    document: Mapping[str, Any], item: Mapping[str, Any], operation: Mapping[str, Any]
) -> tuple[str, ...]:
    listed = [*item.get("parameters", []), *operation.get("parameters", [])]
    resolved = [_resolved(document, one) for one in listed]
    return tuple(one["name"] for one in resolved if one["in"] == "query")


def _fields(
    document: Mapping[str, Any], operation: Mapping[str, Any]
) -> dict[int, tuple[str, ...]]:
    found = {}
    for status, answer in operation["responses"].items():
        if str(status).isdigit():
            content = _resolved(document, answer).get("content", {})
            shapes = [media["schema"] for media in content.values() if "schema" in media]
            places = [place for shape in shapes for place in _places(document, shape, "", 0)]
            found[int(status)] = tuple(dict.fromkeys(places))
    return found


def _places(
    document: Mapping[str, Any], schema: Mapping[str, Any], at: str, depth: int
) -> Iterator[str]:
    schema = _resolved(document, schema)
    if depth > MAX_DEPTH:
        return
    for choice in (*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _places(document, choice, at, depth + 1)
    for name, inner in schema.get("properties", {}).items():
        place = f"{at}.{name}" if at else name
        yield place
        yield from _places(document, inner, place, depth + 1)
    if "items" in schema:
        yield from _places(document, schema["items"], f"{at}[]", depth + 1)


def _resolved(document: Mapping[str, Any], value: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in value:
        target: Any = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        value = target
    return value
