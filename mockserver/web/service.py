"""A provider at work: its routes, its order of checks, its envelope for everything.

Flask owns the routes and answers whatever is not a plain request to one of them (an unknown path or
method, HEAD, a path that needs mending). A plain request takes the same steps without Flask's
request context, which cost as much as everything else together.
"""

import logging
import traceback
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from flask import Flask, Response, request
from marshmallow import Schema
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import run_wsgi_app

from mockserver.engine import storage
from mockserver.web import body as bodies
from mockserver.web import breakage, dumper
from mockserver.web.answer import Answer
from mockserver.web.call import Call
from mockserver.web.operation import JSON, RAW, Operation, Reply
from mockserver.web.problem import (
    BODY_TOO_LARGE,
    BUG,
    METHOD_UNKNOWN,
    ROUTE_UNKNOWN,
    Problem,
    Reason,
)
from mockserver.web.provider import Provider

log = logging.getLogger(__name__)
Found = tuple[Operation, dict[str, Any]]


class Service:
    """Answers the calls of one provider, in whichever sandbox."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.app = _flask_app(self)
        self._routes = self.app.url_map.bind("")
        self._fixed: dict[tuple[str, str], Found] = {
            (operation.method, operation.rule): (operation, {})
            for operation in provider.operations
            if "<" not in operation.rule
        }

    def find(self, method: str, path: str) -> Found | None:
        """Which operation would serve this, with its path variables, whoever asks."""
        found = self._fixed.get((method, path))
        if found is not None:
            return found
        try:
            endpoint, variables = self._routes.match(path, method)
        except HTTPException:
            return None
        return _operation(self.app, endpoint), dict(variables)

    def answer(self, call: Call, path: str, environ: dict[str, Any]) -> Answer:
        """Authenticate, load, handle, dump; every refusal in the provider's own envelope."""
        found = None if call.method == "HEAD" else self.find(call.method, path)
        if found is None:
            chunks, status, headers = run_wsgi_app(
                self.app, {**environ, "mockserver.call": call}, buffered=True
            )
            return Answer(int(status[:3]), headers.to_wsgi_list(), b"".join(chunks))
        call.operation, call.path_args = found
        return _sent(self.provider, self.reply(call), call)

    def reply(self, call: Call) -> Reply:
        """What a call that found its operation is answered. Raises only what the disk refuses."""
        operation = call.operation
        assert operation is not None  # noqa: S101 - whoever calls has found it
        try:
            if call.faults:
                breakage.refuse(call.faults)
            if not operation.public:
                call.caller = self.provider.authenticate(call)
            with call.sandbox.savepoint():
                return perform(self.provider, operation, call)
        except Problem as problem:
            return self.refuse(problem, call)
        except HTTPException as error:
            return self.refuse(_as_problem(error, call, self.provider), call)
        except Exception as error:
            return self.confess(error, call)

    def refuse(self, problem: Problem, call: Call) -> Reply:
        """A refusal in the provider's envelope, and its reason for the journal."""
        call.reason = problem.explained()
        call.answered_by = problem.origin
        return self.provider.render(problem, call)

    def confess(self, error: Exception, call: Call) -> Reply:
        """A bug of ours: loud in the log, a 500 in the provider's envelope for the client.

        What the disk refuses is no bug: the gateway undoes the whole request and tells.
        """
        if storage.failure(error):
            raise error
        log.exception("a bug of the mock while answering %s %s", call.method, call.path)
        problem = Problem(500, BUG, origin="bug", reason=Reason(BUG, traceback.format_exc()))
        problem.__cause__ = error
        return self.refuse(problem, call)


class MatchedRule(Rule):
    """A route that URLs are matched with and never made of: compiling the latter takes longest."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:  # noqa: ARG002 - werkzeug's signature
        return _make_no_url


def _make_no_url(*_: Any) -> None:
    """Nobody asks a provider's app for a URL."""


class ProviderApp(Flask):
    """Flask with routes that are matched only."""

    url_rule_class = MatchedRule


def _flask_app(service: Service) -> Flask:
    provider = service.provider
    app = ProviderApp(f"mockserver.{provider.name}", static_folder=None)
    app.config["PROPAGATE_EXCEPTIONS"] = True  # what the disk refuses is the gateway's to tell
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = not provider.trailing_slash

    def view(**variables: str) -> Response:
        call = _call()
        call.operation = _operation(app, request.endpoint or "")
        call.path_args = variables
        return _response(provider, service.reply(call), call)

    for operation in provider.operations:
        app.add_url_rule(
            operation.rule,
            f"{operation.method} {operation.path}",
            view,
            methods=[operation.method],
            provide_automatic_options=False,
        )
    app.extensions["operations"] = {
        f"{operation.method} {operation.path}": operation for operation in provider.operations
    }

    @app.before_request
    def greet_the_lost() -> None:
        """Who asks for an unknown route may have to say who they are before they are told."""
        call = _call()
        if request.routing_exception is not None:
            if call.faults:
                breakage.refuse(call.faults)
            if not provider.route_first:
                call.caller = provider.authenticate(call)

    @app.errorhandler(Problem)
    def refuse(problem: Problem) -> Response:
        call = _call()
        return _response(provider, service.refuse(problem, call), call)

    @app.errorhandler(HTTPException)
    def refuse_route(error: HTTPException) -> Response:
        return refuse(_as_problem(error, _call(), provider))

    @app.errorhandler(Exception)
    def confess(error: Exception) -> Response:
        call = _call()
        return _response(provider, service.confess(error, call), call)

    return app


def _operation(app: Flask, endpoint: str) -> Operation:
    operation: Operation = app.extensions["operations"][endpoint]
    return operation


def _call() -> Call:
    call: Call = request.environ["mockserver.call"]
    return call


def perform(provider: Provider, operation: Operation, call: Call) -> Reply:
    """Load → handler → dump. Raises Problem."""
    if call.body_too_large:
        raise Problem(413, BODY_TOO_LARGE, f"the body is larger than {provider.max_body} bytes")
    available: dict[str, Any] = dict(call.path_args)
    if operation.query is not None:
        available["query"] = _query(provider, operation.query, call)
    if operation.body is not None:
        available["body"] = _body(provider, operation, call)
    available |= {"caller": call.caller, "call": call}
    wanted = {name: value for name, value in available.items() if name in operation.wants}
    result = operation.handler(call.sandbox, **wanted)
    reply = result if isinstance(result, Reply) else Reply(operation.success, result)
    schema = operation.returns.get(reply.status)
    if schema is None or reply.body is None or reply.media_type != "application/json":
        return reply
    return Reply(reply.status, dumper.compiled(schema)(reply.body), reply.headers, reply.media_type)


def _query(provider: Provider, schema: Schema, call: Call) -> Any:
    given = call.args.to_dict()
    if provider.ignore_query_case:
        names = {
            str(field.data_key or name).lower(): str(field.data_key or name)
            for name, field in schema.fields.items()
        }
        given = {names.get(key.lower(), key): value for key, value in given.items()}
    loaded, complaints = bodies.load(schema, given)
    if complaints:
        raise provider.on_invalid(complaints, "query")
    return loaded


def _body(provider: Provider, operation: Operation, call: Call) -> Any:
    if operation.body is RAW:
        return call.body
    if not call.body and not operation.body_required:
        return None
    try:
        value = bodies.parse_json(call.body)
    except bodies.MalformedJsonError as error:
        raise provider.on_malformed(str(error)) from None
    if operation.body is JSON:
        return value
    assert isinstance(operation.body, Schema)  # noqa: S101 - narrows the type
    loaded, complaints = bodies.load(operation.body, value)
    if complaints:
        raise provider.on_invalid(complaints, "body")
    return loaded


def _as_problem(error: HTTPException, call: Call, provider: Provider) -> Problem:
    status = error.code or 500
    codes = {404: ROUTE_UNKNOWN, 405: METHOD_UNKNOWN, 413: BODY_TOO_LARGE}
    allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    reason = Reason(
        codes.get(status, "http"),
        f"the emulator serves no {call.method} {call.path}",
        expected=f"one of {allowed}" if allowed else f"closest: {closest(provider, call)}",
        evidence="unsupported",
    )
    headers = {"Allow": allowed} if allowed else {}
    return Problem(status, codes.get(status, "http"), error.name, headers=headers, reason=reason)


def closest(provider: Provider, call: Call) -> str:
    """The operation that a mistyped request most likely meant."""
    asked = call.path[:200].split("/")

    def likeness(operation: Operation) -> float:
        pairs = zip_longest(operation.path.split("/"), asked[: operation.path.count("/") + 1])
        filled = "/".join((there if own[0:1] == "{" else own) or "" for own, there in pairs)
        spelled = f"{operation.method} {filled}"
        return SequenceMatcher(None, f"{call.method} {'/'.join(asked)}", spelled).ratio()

    best = max(provider.operations, key=likeness)
    return f"{best.method} {best.path}"


def _sent(provider: Provider, reply: Reply, call: Call) -> Answer:
    if provider.finish is not None:
        reply = provider.finish(reply, call)
    body = _content(reply)
    headers = []
    if body:
        headers.append(("Content-Type", reply.media_type))
    if reply.status not in bodies.BODILESS:
        headers.append(("Content-Length", str(len(body))))
    headers += [(name, _header_value(value)) for name, value in reply.headers.items()]
    return Answer(reply.status, headers, body)


def _response(provider: Provider, reply: Reply, call: Call) -> Response:
    answer = _sent(provider, reply, call)
    response = Response(answer.body, answer.status)
    response.headers.clear()
    for name, value in answer.headers:
        response.headers[name] = value
    return response


def _content(reply: Reply) -> bytes:
    if reply.body is None or reply.status in bodies.BODILESS:
        return b""
    if isinstance(reply.body, bytes):
        return reply.body
    if isinstance(reply.body, str) and reply.media_type != "application/json":
        return reply.body.encode()
    return bodies.dump_json(reply.body)


def _header_value(text: str) -> str:
    """What a header can carry: one line of latin-1."""
    if text.isascii() and text.isprintable():
        return text
    return " ".join(text.splitlines()).encode("latin-1", "replace").decode("latin-1")
