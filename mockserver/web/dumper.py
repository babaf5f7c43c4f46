"""A quick way out through a marshmallow schema: what `schema.dump` gives, for plain dicts.

`compiled(schema)` is derived from the schema alone, as `web/checker.py` is for the way in: texts,
numbers and truth values of the right type are taken as they are, anything else is left to the
field's own `_serialize`, and a schema with hooks or a `dump` of its own to marshmallow.
"""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields, missing

Dump = Callable[[Any], Any]
Shown = Callable[[Any, Any], Any]  # (value, the object around it) → what is shown
_KEPT = "_compiled_dump"  # on the schema itself, so that both go together
_AS_IT_IS: tuple[type, ...] = (object,)
_OF_DICTS = frozenset(dir(dict))  # marshmallow would find these as attributes of any dict


def compiled(schema: Schema) -> Dump:
    """What dumps an object of this schema, or a list of them, quickly."""
    made: Dump | None = vars(schema).get(_KEPT)
    if made is None:
        made = vars(schema)[_KEPT] = _quick(schema)
    return made


def _quick(schema: Schema) -> Dump:
    kind = type(schema)
    custom = kind.dump is not Schema.dump or kind.get_attribute is not Schema.get_attribute
    if custom or schema._hooks["pre_dump"] or schema._hooks["post_dump"]:  # noqa: SLF001 - marshmallow has no public word for it
        return schema.dump
    one = _object(schema)
    if not schema.many:
        return one

    def each(value: Any) -> Any:
        return [one(element) for element in value] if type(value) is list else schema.dump(value)

    return each


def _object(schema: Schema) -> Dump:
    members = [
        (
            field.attribute or name,
            field.data_key if field.data_key is not None else name,
            _shown(field, name),
            field,
            name,
        )
        for name, field in schema.dump_fields.items()
    ]

    def dump(value: Any) -> Any:
        if type(value) is not dict:
            return schema.dump(value, many=False)
        shown = {}
        for key, spelt, show, field, name in members:
            if show is not None and key in value:
                shown[spelt] = show(value[key], value)
                continue
            found = _left_to(field, name, value, key)
            if found is not missing:
                shown[spelt] = found
        return shown

    return dump


def _left_to(field: fields.Field[Any], name: str, value: dict[str, Any], key: str) -> Any:
    absent = key not in value and key not in _OF_DICTS and "." not in key
    if absent and field.dump_default is missing and field._CHECK_ATTRIBUTE:  # noqa: SLF001 - as above
        return missing
    return field.serialize(name, value)


def _shown(field: fields.Field[Any], name: str) -> Shown | None:
    """What a member that is there is shown as; None when only the field itself can say it."""
    kind = type(field)
    untouched = (
        kind.serialize is fields.Field.serialize and kind.get_value is fields.Field.get_value
    )
    if not untouched or not field._CHECK_ATTRIBUTE or "." in (field.attribute or ""):  # noqa: SLF001 - as above
        return None
    return _inner(field, field.attribute or name)


def _inner(field: Any, name: str) -> Shown:
    """What `_serialize` gives, without it where the value is plain."""
    owner = next(cls for cls in type(field).__mro__ if "_serialize" in vars(cls))
    if owner is fields.Nested:
        return _nested(field)
    if owner is fields.List:
        return _list(_inner(field.inner, name))
    plain = _plain(field, owner)
    if plain is _AS_IT_IS:
        return lambda value, _around: value

    def show(value: Any, around: Any) -> Any:
        return value if type(value) in plain else field._serialize(value, name, around)  # noqa: SLF001 - what a List does too

    return show


def _plain(field: Any, owner: type) -> tuple[type, ...]:
    if owner is fields.Field:
        return _AS_IT_IS
    if owner is fields.String:
        return (str, type(None))
    if type(field) in (fields.Integer, fields.Float) and not field.as_string:
        return (field.num_type, type(None))
    return ()


def _nested(field: Any) -> Shown:
    def show(value: Any, _around: Any) -> Any:
        if value is None:
            return None
        schema = field.schema  # not before: a shape may hold itself
        if field.many and not schema.many:
            return schema.dump(value, many=True)
        return compiled(schema)(value)

    return show


def _list(inner: Shown) -> Shown:
    def show(value: Any, around: Any) -> Any:
        return None if value is None else [inner(element, around) for element in value]

    return show
