"""`/_mock/sandboxes/{s}/providers/{p}/data`: what a provider holds, to look at."""

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields, post_load, validate

from mockserver.engine import journal, timetravel
from mockserver.engine.sandbox import Sandbox
from mockserver.web.browse import Collection, Column, Part
from mockserver.web.control import answers
from mockserver.web.control.context import Control, answer, query_of
from mockserver.web.control.described import described
from mockserver.web.control.problem import ControlProblem
from mockserver.web.control.shapes import JournalLine
from mockserver.web.fields import WholeNumber
from mockserver.web.provider import Provider

MAX_OFFSET = 10**9
REQUESTS = 20
MAX_TALLY = 200


class PageQuery(Schema):
    """Query of a collection; `where` is `<column>:<value>`, `text` looks into every column."""

    offset = WholeNumber(validate=validate.Range(min=0, max=MAX_OFFSET), load_default=0)
    limit = WholeNumber(validate=validate.Range(min=1, max=1000), load_default=50)
    text = fields.String(validate=validate.Length(max=1000), load_default="")
    where = fields.String(
        validate=validate.Regexp(r"[a-z_]+:(?s:.*)\Z", error="write <column>:<value>")
    )

    @post_load
    def _split(self, data: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        name, _, value = data.pop("where", ":").partition(":")
        return {**data, "where": {name: value} if name else {}}


_QUERY, _LINES = PageQuery(), JournalLine(many=True)


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("data", __name__)

    @routes.get("/sandboxes/<name>/providers/<provider>/data")
    @described("What can be looked at.", {200: answers.Counted(many=True)})
    def collections(name: str, provider: str) -> Response:
        sandbox, held = control.sandbox(name), control.provider(provider).collections
        with sandbox.transaction():
            timetravel.wake(sandbox)
            return answer([{**_titled(one), "count": one.count(sandbox)} for one in held])

    @routes.get("/sandboxes/<name>/providers/<provider>/data/<collection>")
    @described("Rows of a collection.", {200: answers.Page()}, query=_QUERY)
    def rows(name: str, provider: str, collection: str) -> Response:
        sandbox, held = control.sandbox(name), _collection(control.provider(provider), collection)
        wanted = query_of(_QUERY)
        with sandbox.transaction():
            timetravel.wake(sandbox)
            try:
                total = held.count(sandbox, wanted["text"], wanted["where"])
                found = held.page(sandbox, **wanted)
            except LookupError as error:
                raise _unknown_column(held, error) from None
        columns = [_column(column) for column in held.listed]
        return answer({**_titled(held), "columns": columns, "total": total, "rows": found})

    @routes.get("/sandboxes/<name>/providers/<provider>/tallies/<collection>")
    @described("How many rows are in each state.", {200: answers.Tally()})
    def tally(name: str, provider: str, collection: str) -> Response:
        sandbox, held = control.sandbox(name), _collection(control.provider(provider), collection)
        with sandbox.transaction():
            timetravel.wake(sandbox)
            return answer({**_titled(held), "tally": held.tally(sandbox, MAX_TALLY)})

    @routes.get("/sandboxes/<name>/providers/<provider>/data/<collection>/<path:id_>")
    @described("One record with what belongs to it.", {200: answers.Record()})
    def record(name: str, provider: str, collection: str, id_: str) -> Response:
        sandbox, holder = control.sandbox(name), control.provider(provider)
        held = _collection(holder, collection)
        with sandbox.transaction():
            timetravel.wake(sandbox)
            found = held.find(sandbox, id_)
            if found is None:
                raise ControlProblem(
                    404, "unknown-record", f"{held.title} of {name!r} has no record {id_!r}"
                )
            return answer(
                {
                    **_titled(held),
                    "columns": [_column(column) for column in held.columns],
                    "record": found,
                    "parts": [_part(sandbox, holder, one, found["id"]) for one in held.parts],
                    "requests": _LINES.dump(_requests(sandbox, holder, held, found)),
                }
            )

    return routes


def _collection(provider: Provider, name: str) -> Collection:
    for collection in provider.collections:
        if collection.name == name:
            return collection
    raise ControlProblem(
        404,
        "unknown-collection",
        f"{provider.name} has no collection {name!r}",
        expected="one of " + (", ".join(one.name for one in provider.collections) or "none"),
    )


def _unknown_column(collection: Collection, error: LookupError) -> ControlProblem:
    return ControlProblem(
        400,
        "invalid-field",
        f"{collection.name} has no column {error}",
        field="where",
        expected="one of " + ", ".join(sorted(collection.names)),
    )


def _titled(collection: Collection) -> dict[str, Any]:
    return {"name": collection.name, "title": collection.title, "doc": collection.doc}


def _column(column: Column) -> dict[str, str]:
    return {name: text for name, text in vars(column).items() if text}


def _part(sandbox: Sandbox, provider: Provider, part: Part, id_: str) -> dict[str, Any]:
    collection = _collection(provider, part.collection)
    where = {part.column: id_}
    return {
        "collection": collection.name,
        "title": collection.title,
        "where": f"{part.column}:{id_}",
        "count": collection.count(sandbox, where=where),
    }


def _requests(
    sandbox: Sandbox, provider: Provider, held: Collection, record: dict[str, Any]
) -> list[dict[str, Any]]:
    """The last requests that carry what names the record, in their path or a body."""
    found: dict[int, dict[str, Any]] = {}
    for column in held.mentioned_by:
        if value := record[column]:
            lines = journal.search(sandbox, limit=REQUESTS, provider=provider.name, text=str(value))
            found |= {line["id"]: line for line in lines}
    return [found[number] for number in sorted(found, reverse=True)[:REQUESTS]]
