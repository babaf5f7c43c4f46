"""What a call takes and gives, noted beside the view that serves it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Response
from marshmallow import Schema, fields

View = Callable[..., Response]
Shape = Schema | fields.Field[Any] | None
_View = TypeVar("_View", bound=View)
_NOTE = "described"


@dataclass(frozen=True)
class Described:
    """One call: a line about it, its shapes, what it refuses beyond what its shapes imply.

    `answers` maps each success status to what comes with it, None for nothing that JSON describes:
    an empty answer, a document of the provider's, or a file of `media_type`. `upload` is the media
    type of a file that is taken instead of `body`.
    """

    summary: str
    answers: Mapping[int, Shape]
    body: Schema | None = None
    query: Schema | None = None
    refuses: tuple[int, ...] = ()
    media_type: str = "application/json"
    upload: str = ""
    public: bool = False


def described(summary: str, answers: Mapping[int, Shape], **facts: Any) -> Callable[[_View], _View]:
    """Note on a view what it takes and gives."""

    def note(view: _View) -> _View:
        vars(view)[_NOTE] = Described(summary, answers, **facts)
        return view

    return note


def description(view: Callable[..., Any]) -> Described | None:
    """What was noted on a view; None for pages of the console."""
    noted: Described | None = vars(view).get(_NOTE)
    return noted
