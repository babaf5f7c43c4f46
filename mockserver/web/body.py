"""From bytes to checked values and back: JSON, schemas, complaints."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from marshmallow import Schema, ValidationError

from mockserver.web import checker
from mockserver.web.problem import Detail

MAX_DEPTH = 200
BODILESS = frozenset((204, 304))
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class MalformedJsonError(ValueError):
    """The text is not JSON that can be kept."""


def parse_json(raw: bytes) -> Any:
    """The value of a JSON text. Raises MalformedJsonError with the place of the mistake.

    Of a repeated key the last value counts. NaN, Infinity and numbers beyond a double, lone
    surrogates, text that is not UTF-8 and more than 200 levels of nesting are refused.
    """
    try:
        text = raw.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
        if _SURROGATE.search(raw):
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise MalformedJsonError(f"byte {error.start} is not UTF-8") from None
    except UnicodeEncodeError:
        raise MalformedJsonError("a \\u escape is half a surrogate pair") from None
    except RecursionError:
        raise MalformedJsonError("too deeply nested") from None
    except ValueError as error:
        raise MalformedJsonError(str(error)) from None
    if (raw.count(b"[") + raw.count(b"{")) > MAX_DEPTH and _deeper_than(value, MAX_DEPTH):
        raise MalformedJsonError(f"nested more than {MAX_DEPTH} levels")
    return value


def dump_json(value: Any) -> bytes:
    """Compact UTF-8 JSON."""
    return _encode(value).encode()


def loaded(schema: Schema, value: Any) -> Any:
    """What the schema makes of a value that is known to be right. Raises ValidationError."""
    try:
        return checker.compiled(schema)(value)
    except checker.NotPlainError:
        return schema.load(value)


def load(schema: Schema, value: Any) -> tuple[Any, list[Detail]]:
    """What the schema makes of a value, and its complaints (then the first is None)."""
    try:
        return loaded(schema, value), []
    except ValidationError as error:
        return None, list(_flat((), error.messages))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:40]} is beyond the range of a number")
    return number


def _deeper_than(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            child
            for parent in level
            if isinstance(parent, dict | list)
            for child in (parent.values() if isinstance(parent, dict) else parent)
        ]
        if not level:
            return False
    return True


def _flat(path: tuple[str | int, ...], messages: Any) -> Iterator[Detail]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _flat(path if key == "_schema" else (*path, key), inner)
    elif isinstance(messages, list):
        yield Detail(path, tuple(str(message) for message in messages))
    else:
        yield Detail(path, (str(messages),))
