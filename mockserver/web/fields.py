"""marshmallow fields that take what JSON means and nothing that merely looks like it."""

from typing import Any

from marshmallow import fields


class Flag(fields.Boolean):
    """A JSON boolean: neither 1 nor "true"."""

    plain = (bool,)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Number(fields.Float):
    """A JSON number, kept as it came: not a numeric string, not a boolean."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid", input=value)
        try:
            return super()._deserialize(value, attr, data, **kwargs)
        except OverflowError:  # more digits than a double has room for
            raise self.make_error("too_large", input=value) from None

    def _format_num(self, value: Any) -> Any:
        return value


class WholeNumber(fields.Integer):
    """A whole number of a query parameter; more than 15 digits are refused."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        text = str(value).strip()
        if len(text) > 15 or not text.lstrip("-").isascii() or not text.lstrip("-").isdigit():  # noqa: PLR2004
            raise self.make_error("invalid", input=value)
        return super()._deserialize(text, attr, data, **kwargs)


class Judged(fields.Nested):
    """An element whose shape is described, but which is taken and given as it is.

    For batches whose elements are judged one by one by rules, and for echoing such elements: the
    description says what a good one looks like, and that any other JSON value may come too.
    """

    def __init__(self, nested: Any, **facts: Any) -> None:
        super().__init__(nested, **{"allow_none": True, **facts})

    def _deserialize(self, value: Any, *_place: Any, **_how: Any) -> Any:
        return value

    # marshmallow's own Field and Nested name the first parameter differently
    def _serialize(self, nested_obj: Any, *_place: Any, **_how: Any) -> Any:  # type: ignore[override]
        return nested_obj
