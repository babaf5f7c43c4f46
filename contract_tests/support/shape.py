"""What a client relies on in an answer: members that are there, of their type, as they were sent.

A shape is written by hand from the vendor's documents:

    COMPANY = {"id": UUID, "name": TEXT, "lastSync?": MOMENT, "tags": [TEXT], "kind": {"A", "B"}}

A member with `?` may be missing; a list holds elements of one shape; a set names the possible
values; `Nullable(shape)` may be null; `Full([…])` is a list that must not be empty here. Members
beyond the shape are nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from requests import Response

from contract_tests.support.answers import exchange, expect


@dataclass(frozen=True)
class Text:
    """A text that matches a pattern as a whole."""

    pattern: str
    name: str

    def fits(self, value: Any) -> bool:
        return isinstance(value, str) and re.fullmatch(self.pattern, value, re.DOTALL) is not None


@dataclass(frozen=True)
class OfType:
    """A JSON value of one type; true and false are no numbers."""

    types: tuple[type, ...]
    name: str

    def fits(self, value: Any) -> bool:
        return isinstance(value, self.types) and (
            not isinstance(value, bool) or self.types == (bool,)
        )


@dataclass(frozen=True)
class Nullable:
    """Null, or of a shape."""

    shape: Any


@dataclass(frozen=True)
class Full:
    """A list of one shape that has elements."""

    shape: Any


TEXT = Text(".+", "a text")
ANY_TEXT = Text(".*", "a text, perhaps empty")
WHOLE = OfType((int,), "a whole number")
NUMBER = OfType((int, float), "a number")
FLAG = OfType((bool,), "true or false")
OBJECT = OfType((dict,), "an object")
UUID = Text("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "a UUID")
OBJECT_ID = Text("[0-9a-f]{24}", "24 hex digits")
_CLOCK = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?"
DAY = Text(r"\d{4}-\d\d-\d\d", "a date like 2026-01-31")
MOMENT = Text(rf"{_CLOCK}(Z|[+-]\d\d:?\d\d)", "a moment with its timezone")
UTC_MOMENT = Text(rf"{_CLOCK}Z", "a moment in UTC, with Z")
URL = Text(r"https?://[^ ]+", "an absolute URL")


def assert_shape(value: Any, shape: Any) -> None:
    """Fail with every place where a value is not of a shape."""
    __tracebackhide__ = True
    found = list(_misfits(value, shape, ""))
    if found:
        raise AssertionError("not what a client relies on:\n  " + "\n  ".join(found))


def expect_shape(response: Response, shape: Any, *statuses: int) -> Any:
    """The JSON of an answer with one of these statuses and of this shape."""
    __tracebackhide__ = True
    value = expect(response, *(statuses or (200,)))
    found = list(_misfits(value, shape, ""))
    if found:
        listed = "\n  ".join(found)
        raise AssertionError(f"not what a client relies on:\n  {listed}\n{exchange(response)}")
    return value


def assert_kept(sent: Any, found: Any) -> None:
    """Fail with every member that was sent and did not come back as it was."""
    __tracebackhide__ = True
    lost = list(_lost(sent, found, ""))
    if lost:
        raise AssertionError("not as it was sent:\n  " + "\n  ".join(lost))


def assert_shown(value: Any, shape: Any, but: Collection[str] = ()) -> None:
    """Fail with every member of a shape, optional ones too, that no element of a value has.

    For worlds that are known to hold an example of everything; `but` are places that they lack,
    with all below them. Null counts as shown.
    """
    __tracebackhide__ = True
    unseen = set(_named(shape, "")) - set(_present(value, ""))
    missed = sorted(
        place for place in unseen if not f"{place}.".startswith(tuple(f"{one}." for one in but))
    )
    if missed:
        raise AssertionError("no element shows:\n  " + "\n  ".join(missed))


def _named(shape: Any, at: str) -> Iterator[str]:
    if isinstance(shape, Nullable | Full):
        yield from _named(shape.shape, f"{at}[]" if isinstance(shape, Full) else at)
    elif isinstance(shape, list):
        yield from _named(shape[0], f"{at}[]")
    elif isinstance(shape, Mapping):
        for key, inner in shape.items():
            place = f"{at}.{key.removesuffix('?')}" if at else key.removesuffix("?")
            yield place
            yield from _named(inner, place)


def _present(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            place = f"{at}.{name}" if at else name
            yield place
            yield from _present(inner, place)
    elif isinstance(value, list):
        for inner in value:
            yield from _present(inner, f"{at}[]")


def _misfits(value: Any, shape: Any, at: str) -> Iterator[str]:
    place = at or "the answer"
    if isinstance(shape, Nullable):
        yield from () if value is None else _misfits(value, shape.shape, at)
    elif isinstance(shape, Mapping):
        yield from _misfit_members(value, shape, at)
    elif isinstance(shape, Full | list):
        inner = shape.shape if isinstance(shape, Full) else shape[0]
        if not isinstance(value, list) or (isinstance(shape, Full) and not value):
            yield f"{place}: expected a list with elements, got {value!r}"
        else:
            for number, one in enumerate(value):
                yield from _misfits(one, inner, f"{at}[{number}]")
    elif isinstance(shape, set | frozenset):
        if isinstance(value, bool | dict | list) or value not in shape:
            yield f"{place}: expected one of {sorted(shape)}, got {value!r}"
    elif not shape.fits(value):
        yield f"{place}: expected {shape.name}, got {value!r}"


def _misfit_members(value: Any, shape: Mapping[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at or 'the answer'}: expected an object, got {value!r}"
        return
    for key, inner in shape.items():
        name = key.removesuffix("?")
        place = f"{at}.{name}" if at else name
        if name in value:
            yield from _misfits(value[name], inner, place)
        elif key == name:
            yield f"{place}: missing"


def _lost(sent: Any, found: Any, at: str) -> Iterator[str]:
    if isinstance(sent, dict) and isinstance(found, dict):
        for name, inner in sent.items():
            place = f"{at}.{name}" if at else name
            if name in found:
                yield from _lost(inner, found[name], place)
            else:
                yield f"{place}: missing, sent {inner!r}"
    elif isinstance(sent, list) and isinstance(found, list) and len(sent) == len(found):
        for number, (one, other) in enumerate(zip(sent, found, strict=True)):
            yield from _lost(one, other, f"{at}[{number}]")
    elif isinstance(sent, bool) != isinstance(found, bool) or sent != found:
        yield f"{at or 'the answer'}: sent {sent!r}, got {found!r}"
