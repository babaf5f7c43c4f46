"""Pages for a person: rendered on the server, complete without scripts and outside assets."""

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from mockserver.providers.candis.identity import FORM
from mockserver.web.call import Call
from mockserver.web.operation import Reply

if TYPE_CHECKING:
    from jinja2 import Environment

HTML = "text/html; charset=utf-8"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - few need it

    return Environment(
        loader=PackageLoader(__package__ or "mockserver.providers.candis.identity"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(template: str, status: int = 200, **values: Any) -> Reply:
    """A page; values are escaped."""
    html = _environment().get_template(f"{template}.html").render(**values)
    return Reply(status, html, HEADERS, HTML)


def moved(location: str, status: int = 302) -> Reply:
    """Send the browser on."""
    return Reply(status, None, {"Location": location, **HEADERS})


def address(call: Call, path: str, **more: str) -> str:
    """The path of a page as this browser reaches it, the query of the request kept.

    It names no host, so that it stays right behind any proxy; `client_id` in the query names the
    sandbox, so that no cookie is needed.
    """
    kept = [(name, text) for name, text in call.args.items(multi=True) if name not in more]
    return f"{urlsplit(call.url(path)).path}?{urlencode([*kept, *more.items()])}"


def form_of(call: Call, body: bytes) -> dict[str, str]:
    """The fields of a form; of a repeated one the last counts. Another media type has none."""
    if call.media_type != FORM:
        return {}
    return dict(
        parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")
    )
