"""A provider as one value, and the Flask app that serves it in the provider's own manners."""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from flask import Flask, Response, request
from marshmallow import Schema
from werkzeug.exceptions import HTTPException

from mockserver.engine.sandbox import Sandbox
from mockserver.engine.world import Handler, Setting
from mockserver.web import body as bodies
from mockserver.web import breakage
from mockserver.web.browse import Collection
from mockserver.web.call import Call
from mockserver.web.operation import JSON, RAW, Operation, Reply
from mockserver.web.problem import (
    BODY_TOO_LARGE,
    BUG,
    METHOD_UNKNOWN,
    ROUTE_UNKNOWN,
    Detail,
    Problem,
    Reason,
)

log = logging.getLogger(__name__)
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Access:
    """What a client needs to call a provider of a sandbox."""

    headers: Mapping[str, str]
    credentials: Mapping[str, str]
    subject: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Provider:
    """Everything the shared layers know of a provider.

    `authenticate(call)` returns the caller or raises Problem; it runs before an unknown route is
    answered unless `route_first`. `render(problem, call)` dresses every refusal, our own bugs
    included. `on_malformed(text)` and `on_invalid(details, place)` make the Problem for a body
    that is not JSON and for a body or query that breaks its schema; `place` is "body" or "query".
    `controls` are shortcuts for testers below `/_mock/sandboxes/{s}/providers/{p}`, `collections`
    are what can be looked at there.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    operations: tuple[Operation, ...]
    tables: tuple[str, ...]
    seed: Callable[[Sandbox, str], None]
    access: Callable[[Sandbox], Access]
    authenticate: Callable[[Call], Any]
    render: Callable[[Problem, Call], Reply]
    on_malformed: Callable[[str], Problem]
    on_invalid: Callable[[list[Detail], str], Problem]
    events: Mapping[str, Handler] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    finish: Callable[[Reply, Call], Reply] | None = None
    normalize_path: Callable[[str], str] | None = None
    route_first: bool = False
    trailing_slash: bool = False
    ignore_query_case: bool = False
    max_body: int = 100 * MEBIBYTE
    security: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    error_shape: Schema | None = None
    controls: tuple[Operation, ...] = ()
    triggers: Mapping[str, Callable[[Sandbox, str | None, dict[str, Any]], list[int]]] = field(
        default_factory=dict
    )
    divergences: tuple[str, ...] = ()
    collections: tuple[Collection, ...] = ()

    @property
    def prefix(self) -> str:
        """The first segment of our own URLs: `/cegid-loop`."""
        return "/" + self.name.replace("_", "-")


def build_app(provider: Provider) -> Flask:
    """One Flask app: the provider's routes, its order of checks, its envelope for everything."""
    app = Flask(f"mockserver.{provider.name}", static_folder=None)
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = not provider.trailing_slash
    for operation in provider.operations:
        app.add_url_rule(
            operation.rule,
            f"{operation.method} {operation.path}",
            _view(provider, operation),
            methods=[operation.method],
            provide_automatic_options=False,
        )

    @app.before_request
    def authenticate() -> None:
        call = _call()
        call.path_args = dict(request.view_args or {})
        call.operation = getattr(app.view_functions.get(request.endpoint or ""), "operation", None)
        if call.faults:
            breakage.refuse(call.faults)
        if call.operation is None and provider.route_first:
            return
        if call.operation is None or not call.operation.public:
            call.caller = provider.authenticate(call)

    @app.errorhandler(Problem)
    def refuse(problem: Problem) -> Response:
        call = _call()
        call.reason = problem.explained()
        call.answered_by = problem.origin
        return _response(provider, provider.render(problem, call), call)

    @app.errorhandler(HTTPException)
    def refuse_route(error: HTTPException) -> Response:
        return refuse(_as_problem(error, _call(), provider))

    @app.errorhandler(Exception)
    def confess(error: Exception) -> Response:
        log.exception("a bug of the mock while answering %s %s", request.method, request.path)
        call = _call()
        problem = Problem(500, BUG, origin="bug", reason=Reason(BUG, traceback.format_exc()))
        problem.__cause__ = error
        call.reason = problem.explained()
        call.answered_by = "bug"
        return _response(provider, provider.render(problem, call), call)

    return app


def operation_at(app: Flask, method: str, path: str) -> Operation | None:
    """Which operation would serve this, before anybody is asked who they are."""
    try:
        endpoint, _ = app.url_map.bind("").match(path, method)
    except HTTPException:
        return None
    operation: Operation | None = getattr(app.view_functions.get(endpoint), "operation", None)
    return operation


def _call() -> Call:
    call: Call = request.environ["mockserver.call"]
    return call


def _view(provider: Provider, operation: Operation) -> Callable[..., Response]:
    def view(**_path_args: str) -> Response:
        call = _call()
        with call.sandbox.savepoint():
            reply = perform(provider, operation, call)
        return _response(provider, reply, call)

    view.operation = operation  # type: ignore[attr-defined]
    return view


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
    return Reply(reply.status, schema.dump(reply.body), reply.headers, reply.media_type)


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


def _response(provider: Provider, reply: Reply, call: Call) -> Response:
    if provider.finish is not None:
        reply = provider.finish(reply, call)
    if reply.body is None:
        content = b""
    elif isinstance(reply.body, bytes):
        content = reply.body
    elif isinstance(reply.body, str) and reply.media_type != "application/json":
        content = reply.body.encode()
    else:
        content = bodies.dump_json(reply.body)
    response = Response(content, reply.status, mimetype=None)
    response.headers.clear()
    if content:
        response.headers["Content-Type"] = reply.media_type
    response.headers["Content-Length"] = str(len(content))
    for name, value in reply.headers.items():
        response.headers[name] = _header_value(value)
    return response


def _header_value(text: str) -> str:
    """What a header can carry: one line of latin-1."""
    return " ".join(text.splitlines()).encode("latin-1", "replace").decode("latin-1")
