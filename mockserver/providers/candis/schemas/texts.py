"""Fields with the complaints of a service of that make; the texts are published nowhere."""

from marshmallow import fields, validate

from mockserver.web.fields import Flag


def required_text(key: str, about: str) -> fields.String:
    """A text that must be there and not be empty."""
    empty, kind = f"{key} should not be empty", f"{key} must be a string"
    return fields.String(
        data_key=key,
        required=True,
        validate=validate.Length(min=1, error=empty),
        error_messages={"required": [empty, kind], "null": [empty, kind], "invalid": kind},
        metadata={"description": about},
    )


def optional_text(key: str, about: str) -> fields.String:
    """A text that may be absent or null."""
    return fields.String(
        data_key=key,
        allow_none=True,
        error_messages={"invalid": f"{key} must be a string"},
        metadata={"description": about},
    )


def flag(key: str, about: str) -> Flag:
    """true or false, or absent."""
    wrong = f"{key} must be a boolean value"
    return Flag(
        data_key=key,
        error_messages={"invalid": wrong, "null": wrong},
        metadata={"description": about},
    )


def choice(
    key: str, choices: tuple[str, ...], about: str, *, required: bool = True, nullable: bool = False
) -> fields.String:
    """One of a few texts."""
    empty = f"{key} should not be empty"
    kind = f"{key} must be one of the following values: {', '.join(choices)}"
    return fields.String(
        data_key=key,
        required=required,
        allow_none=nullable,
        validate=validate.OneOf(choices, error=kind),
        error_messages={"required": [empty, kind], "null": [empty, kind], "invalid": kind},
        metadata={"description": about},
    )
