"""Files in a body of multipart/form-data."""

from dataclasses import dataclass
from io import BytesIO

from werkzeug.exceptions import HTTPException
from werkzeug.formparser import MultiPartParser
from werkzeug.http import parse_options_header

from mockserver.web.call import Call

MAX_PARTS = 100


class MalformedFormError(ValueError):
    """The body is not multipart/form-data that can be read."""


@dataclass(frozen=True)
class File:
    """A file of a form: the field it came in, and what its sender said about it."""

    field: str
    name: str
    media_type: str
    content: bytes


def files_of(call: Call) -> list[File]:
    """The files of a body, in their order. Raises MalformedFormError."""
    media_type, options = parse_options_header(call.headers.get("Content-Type", ""))
    boundary = options.get("boundary", "")
    if media_type != "multipart/form-data" or not boundary or not boundary.isascii():
        raise MalformedFormError("the body is not multipart/form-data with a boundary")
    parser = MultiPartParser(stream_factory=_in_memory, max_form_parts=MAX_PARTS)
    try:
        _, files = parser.parse(BytesIO(call.body), boundary.encode(), len(call.body))
    except (ValueError, HTTPException) as error:
        raise MalformedFormError(str(error)) from None
    return [
        File(field, file.filename or "", file.content_type or "", file.stream.read())
        for field, file in files.items(multi=True)
    ]


def _in_memory(*_facts: object, **_more: object) -> BytesIO:
    """Where a file goes: the whole body is in memory already."""
    return BytesIO()
