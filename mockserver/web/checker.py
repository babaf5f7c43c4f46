"""A quick way through a marshmallow schema for what is plainly right.

`compiled(schema)` makes one function of a schema: it gives what `schema.load` would give, or raises
`NotPlainError`, and then marshmallow itself has to judge and to word what is wrong. It is derived
from the schema alone, so there is nothing to keep in step; what it does not know it leaves to the
field's own `deserialize`. A field class with a `_deserialize` of its own may say in `plain` which
types that method gives back as they are.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from marshmallow import EXCLUDE, INCLUDE, Schema, ValidationError, fields, missing

Check = Callable[[Any], Any]
_PLAIN = {fields.String: (str,), fields.Boolean: (bool,)}
_KEPT = "_compiled_check"  # on the schema itself, so that both go together
_HOOKS_BEHIND = ("post_load", "validates", "validates_schema")


class NotPlainError(Exception):
    """This needs marshmallow's own judgement."""


def compiled(schema: Schema) -> Check:
    """What loads a value of this schema quickly. Raises NotPlainError when it is not plain."""
    made: Check | None = vars(schema).get(_KEPT)
    if made is None:
        made = vars(schema)[_KEPT] = _quick(schema)
    return made


def _quick(schema: Schema) -> Check:
    if type(schema).load is not Schema.load:  # it has a quick way of its own
        return partial(_left_to_schema, schema)
    one = _object(schema)
    return _each(one) if schema.many else one


def _left_to_schema(schema: Schema, value: Any) -> Any:
    return _left_to(partial(schema.load, value))


def _object(schema: Schema) -> Check:
    dotted = any("." in (field.attribute or "") for field in schema.load_fields.values())
    if dotted or schema.partial or any(schema._hooks[name] for name in _HOOKS_BEHIND):  # noqa: SLF001
        return lambda value: _left_to(partial(schema.load, value, many=False))
    members = [
        (
            field.data_key if field.data_key is not None else name,
            field.attribute or name,
            _absent(field),
            _value(field),
        )
        for name, field in schema.load_fields.items()
    ]
    before, strangers = _before(schema), _strangers(schema, frozenset(one[0] for one in members))

    def check(value: Any) -> Any:
        if before is not None:
            value = before(value)
        if type(value) is not dict:
            raise NotPlainError
        loaded = {}
        for name, key, absent, load in members:
            if name in value:
                found = load(value[name])
            elif absent is None:
                continue
            else:
                found = absent()
            if found is not missing:
                loaded[key] = found
        return loaded if strangers is None else loaded | strangers(value)

    return check


def _strangers(schema: Schema, known: frozenset[str]) -> Callable[[dict[str, Any]], Any] | None:
    """What of an object's unknown members is kept; None when they are not even looked at."""
    if schema.unknown == EXCLUDE:
        return None
    keep = schema.unknown == INCLUDE

    def check(value: dict[str, Any]) -> dict[str, Any]:
        unknown = [name for name in value if name not in known]
        if unknown and not keep:
            raise NotPlainError
        return {name: value[name] for name in unknown}

    return check


def _before(schema: Schema) -> Check | None:
    """The schema's own preparations of an object, or None."""
    hooks = schema._hooks["pre_load"]  # noqa: SLF001 - marshmallow has no public word for it
    if not hooks:
        return None
    steps = [(getattr(schema, name), collection) for name, collection, _ in hooks]
    facts = {"many": False, "partial": None, "unknown": schema.unknown}

    def prepare(value: Any) -> Any:
        for step, collection in steps:
            if collection:
                raise NotPlainError
            value = _left_to(partial(step, value, **facts))
        return value

    return prepare


def _absent(field: fields.Field[Any]) -> Callable[[], Any] | None:
    """What stands for a member that is not there; None for nothing at all."""
    if type(field).deserialize is not fields.Field.deserialize:
        return lambda: _left_to(lambda: field.deserialize(missing))
    if field.required:
        return _refuse
    if field.load_default is missing:
        return None
    default = field.load_default
    return default if callable(default) else lambda: default


def _refuse() -> Any:
    raise NotPlainError


def _value(field: fields.Field[Any]) -> Check:
    inner = _inner(field)
    if inner is None:
        return lambda value: _left_to(lambda: field.deserialize(value))
    validators, nullable = tuple(field.validators), field.allow_none

    def check(value: Any) -> Any:
        if value is None:
            if nullable:
                return None
            raise NotPlainError
        loaded = inner(value)
        for validate in validators:
            try:
                validate(loaded)
            except ValidationError:
                raise NotPlainError from None
        return loaded

    return check


def _inner(field: fields.Field[Any]) -> Check | None:
    """The heart of a field's work, or None when only the field itself knows it."""
    kind = type(field)
    if kind.deserialize is not fields.Field.deserialize or field.pre_load or field.post_load:
        return None
    owner = next(cls for cls in kind.__mro__ if "_deserialize" in vars(cls))
    if owner is fields.Nested:
        return _nested(field)
    if owner is fields.List:
        return _each(_value(field.inner))  # type: ignore[attr-defined]
    plain = _PLAIN.get(owner) or vars(owner).get("plain")
    return _typed(frozenset(plain)) if plain else None


def _nested(field: Any) -> Check | None:
    if field.unknown is not None and field.unknown != field.schema.unknown:
        return None

    def check(value: Any) -> Any:
        return compiled(field.schema)(value)  # not compiled before: a shape may hold itself

    return check


def _each(one: Check) -> Check:
    def check(value: Any) -> Any:
        if type(value) is not list:
            raise NotPlainError
        return [one(element) for element in value]

    return check


def _typed(plain: frozenset[type]) -> Check:
    def check(value: Any) -> Any:
        if type(value) not in plain:
            raise NotPlainError
        return value

    return check


def _left_to(judge: Callable[[], Any]) -> Any:
    try:
        return judge()
    except ValidationError:
        raise NotPlainError from None
