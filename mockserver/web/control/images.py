"""`/_mock/sandboxes/{s}/snapshots`, `…/fork`, `…/export` and the way back in."""

from typing import Any

from flask import Blueprint, Response, request
from marshmallow import Schema, fields

from mockserver.engine import clock
from mockserver.engine.images import ForeignImageError, sealed, take
from mockserver.engine.sandboxes import (
    SandboxExistsError,
    SandboxNameError,
    Snapshot,
    UnknownSnapshotError,
)
from mockserver.web.control.context import Control, answer, body_of
from mockserver.web.control.problem import ControlProblem, sandbox_exists
from mockserver.web.control.sandboxes import describe, named
from mockserver.web.control.shapes import LABEL, NAME

IMAGE_TYPE = "application/vnd.sqlite3"


class Fork(Schema):
    """Body of `POST …/fork`."""

    name = fields.String(validate=NAME)


class Label(Schema):
    """Body of `POST …/snapshots`."""

    label = fields.String(required=True, validate=LABEL)


_FORK, _LABEL = Fork(), Label()


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("images", __name__)

    @routes.post("/sandboxes/<name>/fork")
    def fork(name: str) -> Response:
        control.sandbox(name)
        wanted = body_of(_FORK).get("name")
        try:
            return answer(describe(control, control.sandboxes.fork(name, wanted)), 201)
        except SandboxExistsError:
            raise sandbox_exists(wanted) from None

    @routes.post("/sandboxes/<name>/snapshots")
    def snapshot(name: str) -> Response:
        control.sandbox(name)
        label = body_of(_LABEL)["label"]
        return answer(_shown(control.sandboxes.snapshot(name, label)), 201)

    @routes.get("/sandboxes/<name>/snapshots")
    def listed(name: str) -> Response:
        control.known(name)
        return answer([_shown(one) for one in control.sandboxes.snapshots(name)])

    @routes.post("/sandboxes/<name>/snapshots/<label>/restore")
    def restore(name: str, label: str) -> Response:
        control.known(name)
        try:
            return answer(describe(control, control.sandboxes.restore(name, label)))
        except UnknownSnapshotError:
            raise unknown_snapshot(name, label) from None

    @routes.delete("/sandboxes/<name>/snapshots/<label>")
    def drop(name: str, label: str) -> Response:
        control.sandbox(name)
        try:
            control.sandboxes.drop_snapshot(name, label)
        except UnknownSnapshotError:
            raise unknown_snapshot(name, label) from None
        return Response(status=204)

    @routes.get("/sandboxes/<name>/export")
    def export(name: str) -> Response:
        response = Response(sealed(take(control.sandbox(name))), mimetype=IMAGE_TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.sqlite"'
        return response

    return routes


def import_world(control: Control) -> Response:
    """`POST /_mock/sandboxes?import[&name=]`: the body is what an export gave."""
    name = named(request.args.get("name"))
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
