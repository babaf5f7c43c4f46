"""Pages for a person: rendered on the server, complete without scripts and outside assets."""

from http import HTTPStatus
from http.client import responses
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from mockserver.web.call import Call
from mockserver.web.operation import Reply
from mockserver.web.problem import Problem

HTML = "text/html; charset=utf-8"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STEPS = ("Choose", "Consent", "Authorise", "Done")
_NOT_FOUND = (
    "This link does not lead anywhere",
    "The company or connection that it was made for does not exist, or exists no longer."
    " Ask whoever sent you the link for a new one.",
)
_ENVIRONMENT = Environment(
    loader=PackageLoader(__package__ or "mockserver.providers.codat"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, status: int = 200, **values: Any) -> Reply:
    """A page; values are escaped."""
    html = _ENVIRONMENT.get_template(f"{template}.html").render(steps=STEPS, **values)
    return Reply(status, html, HEADERS, HTML)


def refusal(problem: Problem) -> Reply:
    """The page that says why a link does not work."""
    title = responses.get(problem.status, "Not available")
    text = problem.message or "The page could not be shown. Please try again."
    if problem.status == HTTPStatus.NOT_FOUND:
        title, text = _NOT_FOUND
    return page("refusal", problem.status, title=title, text=text, client="", logo="", step=0)


def see_other(location: str) -> Reply:
    """Send the browser on with a GET."""
    return Reply(303, None, {"Location": location, **HEADERS})


def address(call: Call, *parts: str) -> str:
    """The path of a Link page as this browser reaches it, with the query of the Link URL kept.

    It names no host, so that it stays right behind any proxy.
    """
    path = urlsplit(call.url("/".join(("", *parts)))).path
    asked = urlencode(list(call.args.items(multi=True)))
    return f"{path}?{asked}" if asked else path
