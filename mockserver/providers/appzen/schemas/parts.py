"""The parts that records are made of, one function per manner of being lenient.

`about` describes a part in the printed OpenAPI; everything else is marshmallow's.
"""

from typing import Any

from marshmallow import Schema, fields, missing

from mockserver.providers.appzen.schemas.fields import (
    NOT_BLANK,
    BlankIsAbsent,
    Flag,
    Id,
    Moment,
    Text,
    number_of,
    one_of,
    unexpected,
)


class ByRule(fields.Field[Any]):
    """Mixed in: required, says the specification; of a missing one the rules decide."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, required=True, **how)

    def deserialize(self, value: Any, attr: Any = None, data: Any = None, **kwargs: Any) -> Any:
        """The value, or nothing."""
        return value if value is missing else super().deserialize(value, attr, data, **kwargs)


class TextByRule(ByRule, Text):
    """A text whose absence the rules judge."""


class ListByRule(ByRule, fields.List[Any]):
    """A list whose absence the rules judge."""


class Number(BlankIsAbsent, fields.Float):
    """A number, also as text; kept as it was meant."""

    whole = False

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        number = number_of(value)
        if number is None or (self.whole and number != int(number)):
            raise unexpected("a whole number" if self.whole else "a number", value)
        return int(number) if self.whole else number

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        return value


class Whole(Number, fields.Integer):  # type: ignore[misc]  # Integer narrows what Float keeps
    """A whole number, also as text."""

    whole = True


class Suggested(BlankIsAbsent, Text):
    """A word of a published list; others are kept as they are."""


def text(about: str = "", **how: Any) -> Text:
    """A string; a required one must not be blank."""
    return Text(**_said(about, how))


def ident(about: str = "", **how: Any) -> Id:
    """An id, number or code of the ERP: a string, or a number that becomes one."""
    return Id(**_said(about, how))


def number(about: str = "", **how: Any) -> Number:
    """A number of any kind."""
    return Number(**_described(about, how))


def whole(about: str = "", **how: Any) -> Whole:
    """A whole number."""
    return Whole(**_described(about, how))


def flag(about: str = "", default: bool | None = None) -> Flag:
    """A boolean; `default` is what an absent one counts as."""
    how: dict[str, Any] = {} if default is None else {"load_default": default}
    return Flag(**_described(about, how))


def moment(about: str = "", **how: Any) -> Moment:
    """A date-time (or date), kept as it was written."""
    return Moment(**_described(about, how))


def day(about: str = "", **how: Any) -> Moment:
    """A date (or date-time), kept as it was written."""
    metadata = {"format": "date", "example": "2020-11-01"}
    return Moment(**_described(about, {"metadata": metadata, **how}))


def choice(values: tuple[str, ...], about: str = "", **how: Any) -> Text:
    """One of AppZen's own words and nothing else."""
    return Text(**_described(about, {"validate": one_of(*values), **how}))


def suggested(values: tuple[str, ...], about: str = "", **how: Any) -> Suggested:
    """One of these words, or whatever the client has."""
    words = f"{about} One of {', '.join(values)}; other texts are kept.".strip()
    return Suggested(**_described(words, how))


def texts(about: str = "", **how: Any) -> fields.List[Any]:
    """A list of strings."""
    return fields.List(Text(), **_described(about, how))


def idents(about: str = "", **how: Any) -> fields.List[Any]:
    """A list of ids."""
    return fields.List(Id(), **_described(about, how))


def part(shape: type[Schema], about: str = "", **how: Any) -> fields.Nested:
    """An object."""
    return fields.Nested(shape, **_described(about, how))


def parts(shape: type[Schema], about: str = "", **how: Any) -> fields.List[Any]:
    """A list of objects."""
    return fields.List(fields.Nested(shape), **_described(about, how))


def free(about: str = "Any keys and values.", **how: Any) -> fields.Dict:
    """An object of the client's own."""
    return fields.Dict(**_described(about, how))


def _said(about: str, how: dict[str, Any]) -> dict[str, Any]:
    if how.get("required"):
        how = {"validate": NOT_BLANK, **how}
    return _described(about, how)


def _described(about: str, how: dict[str, Any]) -> dict[str, Any]:
    if not about:
        return how
    return {**how, "metadata": {"description": about, **how.get("metadata", {})}}
