"""Checking many flat records fast: what is plainly right passes, marshmallow words the rest."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from marshmallow import INCLUDE, Schema, ValidationError, fields

from mockserver.web.fields import Flag

_MISSING = object()
_PLAIN_TYPES: tuple[tuple[type[fields.Field[Any]], type], ...] = (
    (fields.String, str),
    (Flag, bool),
)


class Record(Schema):
    """A flat record of a batch. Loading many returns the records as they were sent.

    A record whose members have plain JSON types and pass their field's validators is right without
    asking marshmallow (some ten times faster); every other one is loaded, and refused in its words
    under its index. Properties that no field names are kept: the reference does not forbid them.
    `aliases` are other spellings of members; a record is kept in the first spelling.
    """

    aliases: ClassVar[Mapping[str, str]] = {}

    class Meta:
        unknown = INCLUDE

    error_messages = {"type": "each value must be an object"}  # noqa: RUF012 - marshmallow's way

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._checks = tuple(
            (field.data_key or name, field.required, field.allow_none, _plain_check(field))
            for name, field in self.fields.items()
        )
        self._names = tuple((field.data_key or name, name) for name, field in self.fields.items())

    def load(self, data: Any, *, many: bool | None = None, **options: Any) -> Any:
        """The records of a batch, untouched, or one record as marshmallow loads it."""
        if not (self.many if many is None else many):
            return super().load(data, many=False, **options)
        if not isinstance(data, list):
            raise ValidationError("the body must be an array")
        if self.aliases:
            data = [self._respelled(record) for record in data]
        complaints: dict[int, Any] = {}
        for index, record in enumerate(data):
            if not self.is_plain(record):
                try:
                    super().load(record, many=False, **options)
                except ValidationError as error:
                    complaints[index] = error.messages
        if complaints:
            raise ValidationError(complaints)
        return data

    def is_plain(self, record: Any) -> bool:
        """Whether the record is right beyond doubt; False means only: ask marshmallow."""
        if type(record) is not dict:
            return False
        for key, required, nullable, plain in self._checks:
            value = record.get(key, _MISSING)
            if value is _MISSING:
                if required:
                    return False
            elif value is None:
                if not nullable:
                    return False
            elif not plain(value):
                return False
        return True

    def _respelled(self, record: Any) -> Any:
        if type(record) is not dict or self.aliases.keys().isdisjoint(record):
            return record
        taken = {key for key in record if key in self.aliases and self.aliases[key] in record}
        return {
            self.aliases.get(key, key): value for key, value in record.items() if key not in taken
        }

    def read(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The known members of a checked record, under our own names."""
        return {name: record[key] for key, name in self._names if key in record}


def _plain_check(field: fields.Field[Any]) -> Callable[[Any], bool]:
    if isinstance(field, fields.Nested) and isinstance(field.schema, Record):
        return field.schema.is_plain
    wanted = next((type_ for kind, type_ in _PLAIN_TYPES if isinstance(field, kind)), None)
    validators = tuple(field.validators)

    def plain(value: Any) -> bool:
        if type(value) is not wanted:
            return False
        try:
            for validate in validators:
                validate(value)
        except ValidationError:
            return False
        return True

    return plain
