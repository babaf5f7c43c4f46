"""`/_mock/sandboxes/{s}/snapshots`, `…/fork`, `…/export` and the way back in."""

from typing import Any

from flask import Blueprint, Response, request
from marshmallow import Schema, ValidationError, fields, validates_schema

from mockserver.engine import clock
from mockserver.engine.images import ForeignImageError, sealed, take
from mockserver.engine.sandboxes import (
    SandboxExistsError,
    SandboxNameError,
    Snapshot,
    UnknownSnapshotError,
)
from mockserver.web.control.answers import ShownSandbox, ShownSnapshot
from mockserver.web.control.context import Control, answer, body_of
from mockserver.web.control.described import described
from mockserver.web.control.problem import ControlProblem, sandbox_exists
from mockserver.web.control.sandboxes import describe, named
from mockserver.web.control.shapes import LABEL, NAME, Strict

IMAGE_TYPE = "application/vnd.sqlite3"


class Fork(Strict):
    """Body of `POST …/fork`."""

    name = fields.String(validate=NAME)


class Label(Strict):
    """Body of `POST …/snapshots`."""

    label = fields.String(required=True, validate=LABEL)


class ImportQuery(Schema):
    """Query of `POST /_mock/sandboxes`: that the body is a world, and what to call it."""

    import_ = fields.String(data_key="import")
    name = fields.String()

    @validates_schema
    def _names_a_world(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if "name" in data and "import_" not in data:
            raise ValidationError("goes with import; else the body says it", "name")


_FORK, _LABEL, IMPORT = Fork(), Label(), ImportQuery()


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("images", __name__)

    @routes.post("/sandboxes/<name>/fork")
    @described("An independent copy.", {201: ShownSandbox()}, body=_FORK, refuses=(409,))
    def fork(name: str) -> Response:
        control.sandbox(name)
        wanted = body_of(_FORK).get("name")
        try:
            return answer(describe(control, control.sandboxes.fork(name, wanted)), 201)
        except SandboxExistsError:
            raise sandbox_exists(wanted) from None

    @routes.post("/sandboxes/<name>/snapshots")
    @described("Keep the state under a label.", {201: ShownSnapshot()}, body=_LABEL)
    def snapshot(name: str) -> Response:
        control.sandbox(name)
        label = body_of(_LABEL)["label"]
        return answer(_shown(control.sandboxes.snapshot(name, label)), 201)

    @routes.get("/sandboxes/<name>/snapshots")
    @described("All kept states.", {200: ShownSnapshot(many=True)})
    def listed(name: str) -> Response:
        control.known(name)
        return answer([_shown(one) for one in control.sandboxes.snapshots(name)])

    @routes.post("/sandboxes/<name>/snapshots/<label>/restore")
    @described("Back to a kept state.", {200: ShownSandbox()})
    def restore(name: str, label: str) -> Response:
        control.known(name)
        try:
            return answer(describe(control, control.sandboxes.restore(name, label)))
        except UnknownSnapshotError:
            raise unknown_snapshot(name, label) from None

    @routes.delete("/sandboxes/<name>/snapshots/<label>")
    @described("Forget a kept state.", {204: None})
    def drop(name: str, label: str) -> Response:
        control.sandbox(name)
        try:
            control.sandboxes.drop_snapshot(name, label)
        except UnknownSnapshotError:
            raise unknown_snapshot(name, label) from None
        return Response(status=204)

    @routes.get("/sandboxes/<name>/export")
    @described("The world as one file.", {200: None}, media_type=IMAGE_TYPE)
    def export(name: str) -> Response:
        response = Response(sealed(take(control.sandbox(name))), mimetype=IMAGE_TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.sqlite"'
        return response

    return routes


def import_world(control: Control, wished: str | None) -> Response:
    """`POST /_mock/sandboxes?import[&name=]`: the body is what an export gave."""
    name = named(wished)
    try:
        sandbox = control.sandboxes.import_image(request.get_data(), name)
    except ForeignImageError as error:
        raise ControlProblem(
            422, "foreign-file", str(error), expected="the body of GET …/export"
        ) from None
    except SandboxNameError:
        raise ControlProblem(
            422,
            "invalid-field",
            f"{name!r} cannot be the name of a sandbox",
            field="name",
            expected="1 to 63 of a-z, 0-9 and -, not beginning with -",
        ) from None
    except SandboxExistsError:
        raise sandbox_exists(name) from None
    return answer(describe(control, sandbox), 201)


def unknown_snapshot(name: str, label: str) -> ControlProblem:
    """No such label."""
    return ControlProblem(
        404,
        "unknown-snapshot",
        f"sandbox {name!r} has no snapshot {label!r}",
        hint="GET …/snapshots lists them",
    )


def _shown(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "label": snapshot.label,
        "taken": clock.isoformat(snapshot.taken),
        "size": snapshot.size,
    }
