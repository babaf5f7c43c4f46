"""The frame of every console page: HTML that holds no data, and the headers that guard it."""

from typing import Any

from flask import Response, render_template

from mockserver import __version__
from mockserver.web.console import assets

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)


def page(template: str, csp: str = CSP, **values: Any) -> Response:
    """A page of the console. Its template may call `asset(name)` for the address of a file."""
    own = assets.load()

    def asset(name: str) -> str:
        if name not in own.files:
            raise LookupError(f"the console has no file {name!r}")
        return f"/_mock/console/-/{own.fingerprint}/{name}"

    html = render_template(f"console/{template}", asset=asset, version=__version__, **values)
    return guarded(Response(html, mimetype="text/html"), csp)


def guarded(response: Response, csp: str = CSP) -> Response:
    """Add the headers without which no answer of the console leaves."""
    response.headers["Content-Security-Policy"] = csp
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
