"""Who may steer: anybody on this machine, or whoever has the control token."""

import hmac
import ipaddress
from urllib.parse import urlsplit

from flask import request

from mockserver.settings import ServerSettings
from mockserver.web.control.problem import ControlProblem
from mockserver.web.credentials import bearer

HEALTH = "/_mock/health"
CONSOLE = "/_mock/console/"


def check(settings: ServerSettings) -> None:
    """Refuse a foreign Host or Origin (DNS rebinding) and, off loopback, a missing token."""
    if request.path == HEALTH:
        return  # says nothing that a port scan would not
    if settings.control_token:
        _ask_for_token(settings.control_token)
    else:
        _refuse_foreign_host(urlsplit(settings.public_url).hostname)
    origin = request.headers.get("Origin")
    own = {request.host, urlsplit(settings.public_url or request.host_url).netloc}
    if origin is not None and urlsplit(origin).netloc not in own:
        raise ControlProblem(
            403,
            "foreign-origin",
            f"a page of {origin!r} may not steer this server",
            field="Origin",
            expected="no Origin header, or this server's own",
        )


def _ask_for_token(token: str) -> None:
    given = bearer(request.headers.get("Authorization")) or ""
    if not _asks_for_the_shell() and not hmac.compare_digest(given.encode(), token.encode()):
        raise ControlProblem(
            401,
            "control-token-needed",
            "this server is reachable from other machines, so steering it needs a token",
            field="Authorization",
            expected="Bearer <control token printed at start>",
        )


def _refuse_foreign_host(public_host: str | None) -> None:
    if _host_of(request.host) != public_host and not _is_loopback(_host_of(request.host)):
        raise ControlProblem(
            403,
            "foreign-host",
            f"the control API does not answer to the host name {request.host!r}",
            field="Host",
            expected="127.0.0.1, localhost, ::1 or the host of --public-url",
        )


def _asks_for_the_shell() -> bool:
    """The console's page and files hold no data; what fills them needs the token."""
    return request.method in ("GET", "HEAD") and f"{request.path}/".startswith(CONSOLE)


def _host_of(netloc: str) -> str | None:
    try:
        return urlsplit(f"//{netloc}").hostname
    except ValueError:
        return None


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
