"""`/_mock/tours` and `…/sandboxes/{s}/tours`: guided tours, and the scripts they make."""

from flask import Blueprint, Response

from mockserver import tours
from mockserver.tours.document import document, summary
from mockserver.web.control.answers import ListedTour, WholeTour
from mockserver.web.control.context import Control, answer, query_of
from mockserver.web.control.described import described
from mockserver.web.control.problem import ControlProblem
from mockserver.web.control.sandboxes import describe
from mockserver.web.control.shapes import ScriptQuery

_SCRIPT = ScriptQuery()


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("tours", __name__)

    @routes.get("/tours")
    @described("All guided tours.", {200: ListedTour(many=True)})
    def listed() -> Response:
        return answer([summary(tours.load(name)) for name in tours.names()])

    @routes.get("/tours/<tour>")
    @described("A guided tour, step by step.", {200: WholeTour()})
    def one(tour: str) -> Response:
        return answer(document(_tour(tour)))

    @routes.get("/sandboxes/<name>/tours/<tour>/script")
    @described("A tour as a script.", {200: None}, query=_SCRIPT, media_type="text/plain")
    def script(name: str, tour: str) -> Response:
        from mockserver.tours.scripts import SUFFIXES, written  # noqa: PLC0415 - rarely needed

        language = query_of(_SCRIPT)["language"]
        sandbox = describe(control, control.sandbox(name))
        text = written(_tour(tour), language, control.address(), sandbox)
        response = Response(text, mimetype="text/plain")
        attached = f'attachment; filename="{tour}.{SUFFIXES[language]}"'
        response.headers["Content-Disposition"] = attached
        return response

    return routes


def _tour(name: str) -> tours.Tour:
    try:
        return tours.load(name)
    except tours.UnknownTourError:
        raise ControlProblem(
            404,
            "unknown-tour",
            f"there is no tour {name!r}",
            expected="one of " + ", ".join(tours.names()),
        ) from None
