"""How lenient AppZen is about the JSON type of a value, one marshmallow field per manner.

Undocumented; assumed from the vendor's articles, which type ids as "Integer" where the
specification says string, and from the usual habits of a JSON binding on the JVM. Dates are kept
and given back as the client wrote them.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, missing, pre_load, validate

_SHOWN = 80
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):?([0-9]{2}))?)?"
)
_FLAGS = {"true": True, "false": False}
_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,4})?")
_LARGEST = 1e300
_WHOLE = re.compile(r"(-?[0-9]{1,15})(?:\.0+)?")

NOT_BLANK = validate.Regexp(r"^\s*\S", error="expected a text that is not blank, got {input!r}")


def one_of(*choices: str) -> validate.OneOf:
    """Exactly one of these texts."""
    return validate.OneOf(choices, error="expected one of {choices}; got {input!r}")


class Shape(Schema):
    """An object whose unknown keys are ignored and whose null members count as absent."""

    class Meta:
        """Real clients send keys of their own; they are not kept."""

        unknown = EXCLUDE

    @pre_load
    def _drop_nulls(self, data: Any, **_: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {name: value for name, value in data.items() if value is not None}


class Text(fields.String):
    """A JSON string and nothing else."""

    plain = (str,)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str):
            raise unexpected("a string", value)
        return super()._deserialize(value, attr, data, **kwargs)


class Id(Text):
    """An identifier of the customer's ERP: a string; a number becomes its digits."""

    plain = (str,)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        return super()._deserialize(value, attr, data, **kwargs)


class Flag(fields.Boolean):
    """true and false, as JSON or as text in any case."""

    plain = (bool,)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        flag = _FLAGS.get(value.lower()) if isinstance(value, str) else value
        if not isinstance(flag, bool):
            raise unexpected("true or false", value)
        return super()._deserialize(flag, attr, data, **kwargs)


class Count(fields.Integer):
    """A whole number, also as text."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        matched = None
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            matched = _WHOLE.fullmatch(str(value))
        if matched is None:
            raise unexpected("a whole number", value)
        return super()._deserialize(matched[1], attr, data, **kwargs)


class Names(fields.List[Any]):
    """A list of names; a single one may come without its brackets, one may be null."""

    def __init__(self, **how: Any) -> None:
        super().__init__(Text(allow_none=True), **how)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        listed = [value] if isinstance(value, str) else value
        return super()._deserialize(listed, attr, data, **kwargs)


class BlankIsAbsent(fields.Field[Any]):
    """Mixed in: an empty text counts as absent, unless the field is required."""

    def deserialize(self, value: Any, attr: Any = None, data: Any = None, **kwargs: Any) -> Any:
        """The value, what an absent one counts as, or nothing."""
        given = missing if value == "" and not self.required else value
        return super().deserialize(given, attr, data, **kwargs)


class Moment(BlankIsAbsent, Text):
    """A date-time or a date, kept as it was written."""

    def __init__(self, **how: Any) -> None:
        metadata = {"format": "date-time", "example": "2020-11-01T11:01:00Z"}
        super().__init__(metadata=metadata | how.pop("metadata", {}), **how)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if value == "":
            raise self.make_error("required")
        if epoch_ms(super()._deserialize(value, attr, data, **kwargs)) is None:
            raise unexpected("a date-time like 2020-11-01T11:01:00Z", value)
        return value


class Instant(Moment):
    """A date-time or a date, read as milliseconds since 1970; a date is its midnight UTC."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        return epoch_ms(super()._deserialize(value, attr, data, **kwargs))


class Stamp(fields.String):
    """Milliseconds since 1970, written as a date-time in UTC that ends with `zone`."""

    def __init__(self, zone: str, **how: Any) -> None:
        super().__init__(**how)
        self.zone = zone

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        moment = (_EPOCH + timedelta(milliseconds=value)).replace(tzinfo=None)
        text = moment.isoformat(timespec="milliseconds") + self.zone
        return super()._serialize(text, attr, obj, **kwargs)


def epoch_ms(text: str) -> int | None:
    """Milliseconds since 1970 of an ISO 8601 text, None if it is none. No zone means UTC."""
    matched = _MOMENT.fullmatch(text)
    if matched is None:
        return None
    year, month, day, hour, minute, second = (
        int(part or 0) for part in matched.group(*range(1, 7))
    )
    offset_hours, offset_minutes = int(matched[9] or 0), int(matched[10] or 0)
    if offset_hours > 18 or offset_minutes > 59:  # noqa: PLR2004 - as far as zones go
        return None
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    local = (moment - _EPOCH) // timedelta(milliseconds=1) + int(
        (matched[7] or "0")[:3].ljust(3, "0")
    )
    offset_ms = (offset_hours * 60 + offset_minutes) * 60_000
    return local + offset_ms if matched[8] == "-" else local - offset_ms


def number_of(value: Any) -> int | float | None:
    """The finite number that a JSON number or a numeric text means, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    if abs(number) > _LARGEST:
        return None
    if isinstance(value, str):
        return int(value) if value.lstrip("-").isdigit() else number
    return value


def unexpected(wanted: str, value: Any) -> ValidationError:
    """A complaint about a value of the wrong type."""
    got = json.dumps(value)
    return ValidationError(
        f"expected {wanted}, got {got if len(got) <= _SHOWN else got[:_SHOWN] + '…'}"
    )
