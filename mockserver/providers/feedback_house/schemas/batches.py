"""What the three kinds have in common on the wire: batches, pages, one of them, its end.

Source: https://developers.feedback.house/docs/api-list – each page prints these envelopes.
"""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from mockserver.providers.feedback_house.rules import Kind
from mockserver.providers.feedback_house.schemas.parts import (
    Drawn,
    a_text,
    an_id,
    counts,
    made,
    outcome,
)
from mockserver.web.fields import Flag, Judged, WholeNumber

DEFAULT_LIMIT = 100
UPSERTED = r"^Created \d+ \| Updated \d+ \| Errors \d+$"
Shape = type[Schema]


# -- update or create ---------------------------------------------------------------------------


def upsert_request(kind: Kind, item: Shape) -> Schema:
    """A batch; what its items hold is judged one by one."""
    members = {"items": fields.List(Judged(item), data_key=kind.many, required=True)}
    return made(f"{item.__name__}s", "A batch.", members)


def upsert_answer(stored: Shape, item: Shape) -> Schema:
    """What became of a batch; `data` holds what is stored, in the order of the items."""
    name = stored.__name__
    return made(
        f"{name}sUpserted",
        "What became of a batch; data holds what is stored, in the order of the items.",
        {
            "status": outcome("OK"),
            "message": counts(UPSERTED),
            "data": Drawn(stored, many=True, required=True),
            "errors": Drawn(rejected(name, "object", item), many=True, required=True),
        },
    )


def rejected(name: str, member: str, item: Shape | Schema) -> Schema:
    """An item that was rejected, exactly as it was received in `member`, and why."""
    return made(
        f"Rejected{name}",
        "An item that was rejected, exactly as it was received.",
        {
            member: Judged(item, required=True),
            "message": a_text("What was wrong with it.", required=True),
        },
    )


# -- reads --------------------------------------------------------------------------------------


class Paging(Schema):
    """Query of a list."""

    class Meta:
        """Other parameters are ignored."""

        unknown = EXCLUDE

    skip = WholeNumber(load_default=0, validate=validate.Range(min=0))
    limit = WholeNumber(load_default=DEFAULT_LIMIT, validate=validate.Range(min=1))


class PageInfo(Schema):
    """Where a page lies."""

    has_next_page = Flag(data_key="hasNextPage", required=True)
    has_previous_page = Flag(data_key="hasPreviousPage", required=True)
    limit = fields.Integer(required=True)
    skip = fields.Integer(required=True)
    total_count = fields.Integer(data_key="totalCount", required=True)


def page(name: str, listed: str, stored: Shape) -> Schema:
    """A page in the order of creation."""
    return made(
        f"{name}Page",
        "A page in the order of creation.",
        {
            "page_info": fields.Nested(PageInfo, data_key="pageInfo", required=True),
            "listed": Drawn(stored, many=True, data_key=listed, required=True),
        },
    )


def found(kind: Kind, stored: Shape) -> Schema:
    """One of a kind; an empty object and no status when there is none."""
    name = stored.__name__
    perhaps: Any = type(f"Found{name}", (stored,), {"__doc__": f"{stored.__doc__} May be empty."})
    return made(
        f"{name}Found",
        "One of them.",
        {
            "status": outcome("OK", required=False),
            "one": Drawn(perhaps(partial=True), data_key=kind.one, required=True),
        },
    )


# -- delete -------------------------------------------------------------------------------------


def deleted(kind: Kind) -> Schema:
    """The id of what is gone."""
    members = {
        "status": outcome("OK"),
        "one": an_id("The id.", data_key=kind.one, required=True),
    }
    return made(f"{kind.name.capitalize()}Deleted", "The id of what is gone.", members)


def nothing(kind: Kind, **members: Any) -> Schema:
    """A call about one that came to nothing: its name, always null, behind these members."""
    null = fields.String(
        data_key=kind.one,
        required=True,
        allow_none=True,
        metadata={"description": "Always null."},
    )
    name = f"{kind.name.capitalize()}Not{'Deleted' if 'error' in members else 'Found'}"
    about = "A call that came to nothing."
    return made(name, about, {**members, "status": outcome("ERROR"), "one": null})


class DeleteError(Schema):
    """Why nothing was deleted."""

    data = a_text("The id as it was sent.", required=True)
    message = a_text("Invalid id, or that there is none.", required=True)


def not_deleted(kind: Kind) -> Schema:
    """A delete that came to nothing."""
    return nothing(kind, error=fields.Nested(DeleteError, required=True))


def not_found(kind: Kind) -> Schema:
    """A read by id that came to nothing, of a kind that has an error for it."""
    return nothing(kind, message=a_text("Invalid id, or that there is none.", required=True))
