"""Judging an answer: JSON pointers, and whether what is seen is what a tour says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mockserver.tours import placeholders
from mockserver.tours.tour import Look

_ABSENT = object()


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the text of the body."""

    status: int
    text: str

    @property
    def document(self) -> Any:
        """The body as JSON; as text when it is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            return self.text


@dataclass(frozen=True)
class Tick:
    """One look at an answer: what it means, whether it is so, what was seen."""

    means: str
    met: bool
    seen: str


def judge(look: Look, document: Any, values: Mapping[str, str]) -> Tick:
    """Compare what is seen with what is wanted."""
    found = resolve(document, look.at)
    seen = "nothing" if found is _ABSENT else spelled(found)
    wanted = placeholders.fill(look.wanted, values)
    return Tick(look.means, _MEETS[look.kind](found, wanted), seen)


def resolve(document: Any, pointer: str) -> Any:
    """What a JSON pointer leads to, or a value that is like nothing else."""
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict) and key in document:
            document = document[key]
        elif isinstance(document, list) and key.isdecimal() and int(key) < len(document):
            document = document[int(key)]
        else:
            return _ABSENT
    return document


def kept(document: Any, pointer: str) -> str | None:
    """The text to keep, or None when the pointer leads nowhere."""
    found = resolve(document, pointer)
    return None if found is _ABSENT else spelled(found)


def spelled(value: Any) -> str:
    """A JSON value as text: a text as it is, everything else as JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_MEETS: dict[str, Any] = {
    "equals": lambda found, wanted: found is not _ABSENT and spelled(found) == wanted,
    "contains": lambda found, wanted: found is not _ABSENT and wanted in spelled(found),
    "length": lambda found, wanted: isinstance(found, list) and len(found) == int(wanted),
    "present": lambda found, _: found is not _ABSENT,
    "absent": lambda found, _: found is _ABSENT,
}
