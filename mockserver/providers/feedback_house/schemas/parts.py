"""What the shapes have in common: ids, texts, the outcome of a call, its refusal."""

from typing import Any

from marshmallow import Schema, fields, validate

OBJECT_ID = validate.Regexp("^[0-9a-fA-F]{24}$")


def an_id(about: str, **facts: Any) -> fields.String:
    """A platform id; `about` is its description."""
    return fields.String(validate=OBJECT_ID, metadata={"description": about}, **facts)


def some_ids(about: str, **facts: Any) -> fields.List[Any]:
    """A list of platform ids."""
    element = fields.String(validate=OBJECT_ID)
    return fields.List(element, metadata={"description": about}, **facts)


def a_text(about: str, **facts: Any) -> fields.String:
    """A free text."""
    return fields.String(metadata={"description": about}, **facts)


def outcome(*values: str) -> fields.String:
    """The member `status`, one of `values`."""
    return fields.String(
        required=True,
        validate=validate.OneOf(values),
        metadata={"description": "The outcome of the call; single items may still have failed."},
    )


def counts(pattern: str) -> fields.String:
    """The member `message`, which counts."""
    return fields.String(
        required=True,
        validate=validate.Regexp(pattern),
        metadata={"description": "How many items came to what."},
    )


class Refusal(Schema):
    """A call that came to nothing."""

    status = outcome("ERROR")
    message = a_text("What was wrong.", required=True)
