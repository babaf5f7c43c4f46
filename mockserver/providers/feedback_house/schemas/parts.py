"""What the shapes have in common: ids, texts, the outcome of a call, its refusal."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

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


def some_texts(about: str, **facts: Any) -> fields.List[Any]:
    """A list of free texts."""
    return fields.List(fields.String(), metadata={"description": about}, **facts)


def outcome(*values: str, **facts: Any) -> fields.String:
    """The member `status`, one of `values`."""
    return fields.String(
        **{"required": True, **facts},
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


class Drawn(fields.Nested):
    """A described list or object that already is what goes on the wire: it is given as it is.

    Large batches answer with everything they wrote; `drawing` costs a tenth of a schema's dump.
    """

    # marshmallow's own Field and Nested name the first parameter differently
    def _serialize(self, nested_obj: Any, *_place: Any, **_how: Any) -> Any:  # type: ignore[override]
        return nested_obj


def drawing(shape: Schema) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """What `shape.dump` would make of a stored row, for a shape of plain fields; nulls left out."""
    members = [
        (str(each.data_key or name), each.attribute or name) for name, each in shape.fields.items()
    ]

    def draw(row: Mapping[str, Any]) -> dict[str, Any]:
        return {name: row[column] for name, column in members if row[column] is not None}

    return draw


def made(name: str, about: str, members: Mapping[str, Any]) -> Schema:
    """A shape called `name` of these members; others are ignored when it is read."""
    shape = Schema.from_dict(dict(members), name=name)
    shape.__doc__ = about
    return shape(unknown=EXCLUDE)


class Refusal(Schema):
    """A call that came to nothing."""

    status = outcome("ERROR")
    message = a_text("What was wrong.", required=True)
