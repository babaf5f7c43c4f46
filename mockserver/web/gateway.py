"""The way of a request: find its world, wake it up, break on purpose, answer, write down."""

import io
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from werkzeug.datastructures import EnvironHeaders
from werkzeug.test import run_wsgi_app

from mockserver.engine import courier, faults, journal, pump, realtime, storage, timetravel
from mockserver.engine.faults import Fault
from mockserver.engine.files import UnusableSandboxError
from mockserver.engine.sandbox import Sandbox
from mockserver.engine.sandboxes import Sandboxes, UnknownSandboxError
from mockserver.web import breakage
from mockserver.web.answer import HOLD, MEMORY, Answer, Held, Hold, refusal, status_line
from mockserver.web.call import Call
from mockserver.web.provider import Provider
from mockserver.web.routes import CONTROL_PREFIX, Route, Routes
from mockserver.web.service import Service

log = logging.getLogger(__name__)
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
MAX_REMEMBERED = 100  # characters of a header name
_NO_FAULTS: Mapping[str, Fault] = {}


class Gateway:
    """All of the server: the control API below `/_mock`, everything else to a provider."""

    def __init__(
        self,
        providers: Iterable[Provider],
        sandboxes: Sandboxes,
        control: Callable[[], Application],
    ) -> None:
        self.sandboxes = sandboxes
        self._make_control = control
        self._routes = Routes(providers, sandboxes)
        self._services: dict[str, Service] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI: waits where the front would wait; a reset is a ConnectionResetError."""
        answer = self.answer(environ)
        while isinstance(answer, Held):
            if answer.mail is not None:
                courier.deliver(answer.mail)
            realtime.sleep(answer.seconds)
            answer = answer.resume()
        for sandbox in filter(pump.has_mail, self.sandboxes.opened()):
            courier.deliver(sandbox)
        if answer.wire.reset:
            raise ConnectionResetError("reset by a fault")
        realtime.sleep(answer.wire.slow_ms / 1000)
        start_response(status_line(answer.status), answer.headers)
        return [answer.body[: len(answer.body) // 2] if answer.wire.cut else answer.body]

    def answer(self, environ: Environ) -> Answer | Held:
        """What to send, or how long to wait before asking on."""
        path = environ.get("PATH_INFO", "")
        if path == CONTROL_PREFIX or path.startswith(CONTROL_PREFIX + "/"):
            return self._steer(environ, environ["wsgi.input"].read(_content_length(environ)))
        route = self._routes.find(environ)
        if route is None:
            return refusal(404, "unknown-provider", self._routes.known())
        return self._visit(route, environ, None)

    @cached_property
    def _control(self) -> Application:
        """The control API, made for the first who asks: no client of a provider waits for it."""
        return self._make_control()

    def _steer(self, environ: Environ, body: bytes) -> Answer | Held:
        """Ask the control API; a call that has to wait leaves word in its memory."""
        environ["wsgi.input"] = io.BytesIO(body)
        memory: dict[str, Any] = environ.setdefault(MEMORY, {})
        answer = _asked(self._control, environ)
        hold: Hold | None = memory.pop(HOLD, None)
        if hold is None:
            return answer
        return Held(hold.seconds, lambda: self._steer(environ, body), hold.mail)

    def _visit(
        self, route: Route, environ: Environ, hit: Mapping[str, Fault] | None
    ) -> Answer | Held:
        """One visit; `hit` are the faults of a request that had to wait."""
        try:
            return self._visited(self.sandboxes.get(route.sandbox), route, environ, hit)
        except UnknownSandboxError:
            hint = f"there is no sandbox {route.sandbox!r}; POST /_mock/sandboxes makes one"
            return refusal(404, "unknown-sandbox", hint)
        except UnusableSandboxError as error:
            return refusal(503, "unusable-sandbox", str(error))
        except (sqlite3.Error, OSError) as error:
            failure = storage.failure(error)
            if failure is None:
                raise
            log.warning("sandbox %s: %s (%s)", route.sandbox, failure.message, error)
            return refusal(failure.status, failure.code, failure.message)

    def _visited(
        self, sandbox: Sandbox, route: Route, environ: Environ, hit: Mapping[str, Fault] | None
    ) -> Answer | Held:
        """One transaction on one sandbox: all of it is kept, or nothing."""
        with sandbox.transaction():
            timetravel.wake(sandbox)
            if hit is None:
                hit = self._take_faults(route, sandbox, environ)
                if late := hit.get(faults.LATENCY):
                    held = hit
                    return Held(breakage.delay_s(late), lambda: self._visit(route, environ, held))
            return self._answer(route, sandbox, environ, hit)

    def _take_faults(self, route: Route, sandbox: Sandbox, environ: Environ) -> Mapping[str, Fault]:
        if not faults.any_in(sandbox):
            return _NO_FAULTS
        method = environ["REQUEST_METHOD"]
        found = self._service(route.provider).find(method, _own_path(route))
        return faults.take(
            sandbox,
            faults.REQUEST_KINDS,
            route.provider.name,
            operation=found[0].name if found else None,
            method=method,
            path=_text(route.path),
        )

    def _answer(
        self, route: Route, sandbox: Sandbox, environ: Environ, hit: Mapping[str, Fault]
    ) -> Answer:
        started = realtime.monotonic_us()
        provider = route.provider
        if faults.EXPIRE_TOKEN in hit:
            environ = breakage.spoil_credential(environ, provider.secret_headers)
        size = _content_length(environ)
        too_large = size > provider.max_body
        call = Call(
            sandbox=sandbox,
            provider=provider.name,
            method=environ["REQUEST_METHOD"],
            path=_text(route.path),
            query_string=environ.get("QUERY_STRING", ""),
            headers=EnvironHeaders(environ),
            body=b"" if too_large else environ["wsgi.input"].read(size),
            origin=route.origin,
            entry=journal.next_id(sandbox),
            body_too_large=too_large,
            faults=hit,
        )
        path = _own_path(route)
        environ = {**environ, "SCRIPT_NAME": "", "PATH_INFO": path}
        answer = self._service(provider).answer(call, _text(path), environ)
        if hit:
            call.answered_by = "fault"
            call.reason = call.reason or breakage.explain(hit)
        answer.headers.append(("Mock-Request-Id", f"{sandbox.name}-{call.entry}"))
        answer.headers.append(("Mock-Origin", call.answered_by))
        _write_down(call, answer, realtime.monotonic_us() - started)
        sandbox.tally.requests[provider.name, answer.status, call.answered_by] += 1
        return breakage.spoil(answer, hit) if hit else answer

    def _service(self, provider: Provider) -> Service:
        service = self._services.get(provider.name)
        if service is None:
            service = self._services[provider.name] = Service(provider)
        return service


def _write_down(call: Call, answer: Answer, duration_us: int) -> None:
    exchange = journal.Exchange(
        at=call.sandbox.now,
        provider=call.provider,
        operation=call.operation.name if call.operation else None,
        method=call.method,
        path=call.path,
        query=_text(call.query_string),
        status=answer.status,
        origin=call.answered_by,
        duration_us=duration_us,
        reason=call.reason,
        request_headers=_headers(call.headers.environ),
        request_body=call.body,
        response_headers=dict(answer.headers),
        response_body=answer.body,
    )
    journal.write(call.sandbox, call.entry, exchange)


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    """The header lines of a request; their spelling is the usual one, WSGI does not keep theirs."""
    return {
        _spelt(key): value
        for key, value in environ.items()
        if key.startswith("HTTP_") or key in ("CONTENT_TYPE", "CONTENT_LENGTH")
    }


def _spelt(key: str) -> str:
    return _usual_spelling(key) if len(key) < MAX_REMEMBERED else _title(key)


def _title(key: str) -> str:
    return key.removeprefix("HTTP_").replace("_", "-").title()


_usual_spelling = lru_cache(maxsize=512)(_title)


def _own_path(route: Route) -> str:
    normalize = route.provider.normalize_path
    return normalize(route.path) if normalize else route.path


def _content_length(environ: Mapping[str, Any]) -> int:
    try:
        return max(0, int(environ.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0


def _text(latin1: str) -> str:
    if latin1.isascii():
        return latin1
    return latin1.encode("latin-1", "replace").decode("utf-8", "replace")


def _asked(application: Application, environ: Environ) -> Answer:
    chunks, status, headers = run_wsgi_app(application, environ, buffered=True)
    return Answer(int(status[:3]), headers.to_wsgi_list(), b"".join(chunks))
