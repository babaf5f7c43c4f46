"""What a marshmallow schema says of a JSON value: its places, their traits, which must be there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from mockserver.mutation.mutant import EACH, Path

MAX_DEPTH = 8
_CANDIDATES: tuple[Any, ...] = (
    "mutant", "MUTANT", 1, "1", 1.5, True, "2026-01-05", "2026-01-05T09:00:00",
    "2026-01-05T09:00:00Z", "USD", "EUR", "FR", "US", "a@example.com", "https://example.com/",
    "00000000-0000-4000-8000-000000000000", "0123456789abcdef01234567", {}, [], ["mutant"],
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A place in JSON that a schema describes."""

    path: Path
    traits: frozenset[str]
    required: bool
    field: fields.Field[Any]


def places(schema: Schema, *, dumped: bool) -> Iterator[Place]:
    """Every place of what a schema dumps, or of what it loads; a schema in itself is cut short."""
    top: Path = (EACH,) if schema.many else ()
    yield from _members(schema, top, (), dumped)


def _members(
    schema: Schema, at: Path, above: tuple[type[Schema], ...], dumped: bool
) -> Iterator[Place]:
    if type(schema) in above or len(at) > MAX_DEPTH:
        return
    for name, field in schema.fields.items():
        if field.load_only if dumped else field.dump_only:
            continue
        path = (*at, str(field.data_key or name))
        yield Place(path, _traits(field), field.required, field)
        while isinstance(field, fields.List):
            field, path = field.inner, (*path, EACH)  # noqa: PLW2901 - one step inwards
        if isinstance(field, fields.Nested):
            inner = (*path, EACH) if field.many and path[-1] != EACH else path
            yield from _members(field.schema, inner, (*above, type(schema)), dumped)


def _traits(field: fields.Field[Any]) -> frozenset[str]:
    found = set()
    if isinstance(field, fields.List) or (isinstance(field, fields.Nested) and field.many):
        nested = isinstance(field, fields.Nested) or isinstance(field.inner, fields.Nested)
        found |= {"list", "records"} if nested else {"list"}
    if any(isinstance(one, validate.OneOf) for one in field.validators):
        found.add("choice")
    if isinstance(field, fields.Integer | fields.Float | fields.Decimal):
        found.add("number")
    return frozenset(found)


def plausible(field: fields.Field[Any]) -> Any:
    """A value that a field would take, or None when none was found."""
    if isinstance(field, fields.Nested):
        filled = {
            str(inner.data_key or name): plausible(inner)
            for name, inner in field.schema.fields.items()
            if inner.required and not inner.dump_only
        }
        return [filled] if field.many else filled
    if isinstance(field, fields.List):
        return [plausible(field.inner)]
    choices = [
        choice
        for one in field.validators
        if isinstance(one, validate.OneOf)
        for choice in one.choices
    ]
    return next((value for value in (*choices, *_CANDIDATES) if _fits(field, value)), None)


def _fits(field: fields.Field[Any], value: Any) -> bool:
    try:
        field.deserialize(value)
    except (ValidationError, TypeError, ValueError):
        return False
    return True
