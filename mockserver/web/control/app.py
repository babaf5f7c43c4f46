"""The control API as one Flask app: guard, routes, refusals."""

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from mockserver import __version__
from mockserver.engine import storage
from mockserver.web import console
from mockserver.web.control import (
    clock,
    data,
    faults,
    guard,
    images,
    journal,
    metrics,
    providers,
    sandboxes,
    shortcuts,
    tours,
    webhooks,
)
from mockserver.web.control import settings as setting_routes
from mockserver.web.control.context import Control, answer
from mockserver.web.control.problem import ControlProblem

log = logging.getLogger(__name__)
MAX_BODY_BYTES = 512 * 1024 * 1024  # an imported world

_MODULES = (
    sandboxes,
    images,
    clock,
    faults,
    journal,
    metrics,
    setting_routes,
    providers,
    data,
    shortcuts,
    webhooks,
    tours,
    console,
)


def build_control(control: Control) -> Flask:
    """All calls below `/_mock`."""
    app = Flask("mockserver.control", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES

    @app.before_request
    def check() -> None:
        guard.check(control.settings)

    @app.get("/_mock/health")
    def health() -> Response:
        return answer({"status": "ok", "version": __version__, "uptime_s": control.uptime_s})

    @app.post("/_mock/sandboxes")
    def create() -> Response:
        return (
            images.import_world(control) if "import" in request.args else sandboxes.create(control)
        )

    for module in _MODULES:
        app.register_blueprint(module.build(control), url_prefix="/_mock")

    @app.errorhandler(ControlProblem)
    def refuse(problem: ControlProblem) -> Response:
        return answer(problem.document(), problem.status)

    @app.errorhandler(HTTPException)
    def refuse_route(error: HTTPException) -> Response:
        status = error.code or 500
        hint = "docs/control-api.md lists the calls" if status in (404, 405) else ""
        code = error.name.lower().replace(" ", "-")
        return refuse(ControlProblem(status, code, error.description or error.name, hint=hint))

    @app.errorhandler(Exception)
    def confess(error: Exception) -> Response:
        if failure := storage.failure(error):
            log.warning("%s (%s)", failure.message, error)
            return refuse(ControlProblem(failure.status, failure.code, failure.message))
        log.exception("a bug of the control API", exc_info=error)
        message = "a bug of the mock server; its log has the details"
        return refuse(ControlProblem(500, "bug", message))

    return app
