"""`/_mock/console/…`: one shell for every address, and the files that fill it."""

from collections.abc import Callable

from flask import Blueprint, Response

from mockserver.web.console import assets, shell
from mockserver.web.control.context import Control
from mockserver.web.control.problem import ControlProblem

FOR_EVER = "public, max-age=31536000, immutable"
Part = Callable[[Blueprint, Control], None]
PARTS: tuple[Part, ...] = ()


def build(control: Control) -> Blueprint:
    """The routes. The shell holds no data: what it shows comes from the control API."""
    routes = Blueprint("console", __name__, template_folder="templates")

    @routes.get("/console/")
    @routes.get("/console/<path:page>")
    def show(page: str = "") -> Response:  # noqa: ARG001 - the browser reads its own address
        return shell.page("shell.html")

    @routes.get("/console/-/<fingerprint>/<path:name>")
    def file(fingerprint: str, name: str) -> Response:
        own = assets.load()
        asset = own.files.get(name)
        if asset is None or fingerprint != own.fingerprint:
            raise ControlProblem(
                404, "unknown-file", f"the console has no file {name!r}", hint="reload the page"
            )
        response = shell.guarded(Response(asset.content, content_type=asset.media_type))
        response.headers["Cache-Control"] = FOR_EVER
        return response

    for add in PARTS:
        add(routes, control)
    return routes
