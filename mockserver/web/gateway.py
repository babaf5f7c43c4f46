"""The way of a request: which world, which provider; wake, answer, write down."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask
from werkzeug.datastructures import EnvironHeaders, Headers
from werkzeug.test import run_wsgi_app

from mockserver.engine import journal, realtime, timetravel
from mockserver.engine.credentials import DEFAULT_SANDBOX, sandbox_named_in
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Sandboxes, UnknownSandboxError
from mockserver.web import credentials
from mockserver.web.body import dump_json
from mockserver.web.call import Call, Origin, address_of
from mockserver.web.provider import Provider, build_app

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
CONTROL_PREFIX = "/_mock"
SANDBOX_PREFIX = "/sandboxes/"
SANDBOX_HEADER = "HTTP_MOCK_SANDBOX"


@dataclass(frozen=True)
class Answer:
    """What goes back on the wire."""

    status: str
    headers: Headers
    body: bytes


@dataclass(frozen=True)
class Route:
    """Where a request wants to go."""

    sandbox: str
    provider: Provider
    path: str
    origin: Origin


class Gateway:
    """The WSGI application: the control API below `/_mock`, everything else to a provider."""

    def __init__(
        self, providers: Iterable[Provider], sandboxes: Sandboxes, control: Application
    ) -> None:
        self.sandboxes = sandboxes
        self._control = control
        self._by_prefix = {provider.prefix: provider for provider in providers}
        self._by_host = {
            host: provider for provider in self._by_prefix.values() for host in provider.hosts
        }
        self._apps: dict[str, Flask] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        answer = self.answer(environ)
        start_response(answer.status, answer.headers.to_wsgi_list())
        return [answer.body]

    def answer(self, environ: Environ) -> Answer:
        """The way of a request, start to end."""
        path = environ.get("PATH_INFO", "")
        if path == CONTROL_PREFIX or path.startswith(CONTROL_PREFIX + "/"):
            return _asked(self._control, environ)
        route = self._resolve(environ, path)
        if route is None:
            return _refused(404, "unknown-provider", self._known())
        try:
            sandbox = self.sandboxes.get(route.sandbox)
        except UnknownSandboxError:
            hint = f"there is no sandbox {route.sandbox!r}; POST /_mock/sandboxes makes one"
            return _refused(404, "unknown-sandbox", hint)
        with sandbox.transaction():
            timetravel.wake(sandbox)
            return self._answer(route, sandbox, environ)

    # -- which world, which provider ----------------------------------------------------------

    def _resolve(self, environ: Environ, path: str) -> Route | None:
        host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
        sandbox, path = _named_in_path(path)
        provider = self._by_host.get(host)
        if provider is None:
            prefix, slash, rest = path[1:].partition("/")
            provider = self._by_prefix.get("/" + prefix)
            path = slash + rest
        if provider is None:
            return None
        sandbox = (
            sandbox
            or environ.get(SANDBOX_HEADER)
            or self._named_in_credential(environ)
            or DEFAULT_SANDBOX
        )
        address = address_of(environ, self.sandboxes.public_url)
        origin = Origin(address, provider.prefix, host in self._by_host)
        return Route(sandbox, provider, path or "/", origin)

    def _named_in_credential(self, environ: Environ) -> str | None:
        name = sandbox_named_in(credentials.texts(environ))
        return name if name is not None and self.sandboxes.exists(name) else None

    def _known(self) -> str:
        return (
            f"paths begin with {', '.join(sorted(self._by_prefix))} or {CONTROL_PREFIX},"
            f" optionally behind {SANDBOX_PREFIX}<name>"
        )

    # -- answer and write down ----------------------------------------------------------------

    def _answer(self, route: Route, sandbox: Sandbox, environ: Environ) -> Answer:
        started = realtime.monotonic_us()
        provider = route.provider
        query, size = environ.get("QUERY_STRING", ""), _content_length(environ)
        too_large = size > provider.max_body
        call = Call(
            sandbox=sandbox,
            provider=provider.name,
            method=environ["REQUEST_METHOD"],
            path=_text(route.path),
            query_string=query,
            headers=EnvironHeaders(environ),
            body=b"" if too_large else environ["wsgi.input"].read(size),
            origin=route.origin,
            entry=journal.next_id(sandbox),
            body_too_large=too_large,
        )
        path = provider.normalize_path(route.path) if provider.normalize_path else route.path
        inner = {**environ, "SCRIPT_NAME": "", "PATH_INFO": path, "mockserver.call": call}
        answer = _asked(self._app(provider), inner)
        answer.headers["Mock-Request-Id"] = f"{sandbox.name}-{call.entry}"
        answer.headers["Mock-Origin"] = call.answered_by
        exchange = journal.Exchange(
            at=sandbox.now,
            provider=provider.name,
            operation=call.operation.name if call.operation else None,
            method=call.method,
            path=call.path,
            query=_text(query),
            status=int(answer.status[:3]),
            origin=call.answered_by,
            duration_us=realtime.monotonic_us() - started,
            reason=call.reason,
            request_headers=dict(call.headers),
            request_body=call.body,
            response_headers=dict(answer.headers),
            response_body=answer.body,
        )
        journal.write(sandbox, call.entry, exchange)
        return answer

    def _app(self, provider: Provider) -> Flask:
        app = self._apps.get(provider.name)
        if app is None:
            app = self._apps[provider.name] = build_app(provider)
        return app


def _named_in_path(path: str) -> tuple[str | None, str]:
    if not path.startswith(SANDBOX_PREFIX):
        return None, path
    name, slash, rest = path[len(SANDBOX_PREFIX) :].partition("/")
    return name, slash + rest


def _content_length(environ: Mapping[str, Any]) -> int:
    try:
        return max(0, int(environ.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0


def _text(latin1: str) -> str:
    return latin1.encode("latin-1", "replace").decode("utf-8", "replace")


def _asked(application: Application, environ: Environ) -> Answer:
    chunks, status, headers = run_wsgi_app(application, environ, buffered=True)
    return Answer(status, headers, b"".join(chunks))


def _refused(status: int, code: str, message: str) -> Answer:
    body = dump_json({"error": {"code": code, "message": message}})
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Mock-Origin": "gateway",
    }
    return Answer(f"{status} {HTTPStatus(status).phrase}", Headers(headers), body)
