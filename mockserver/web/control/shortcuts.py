"""`/_mock/sandboxes/{s}/providers/{p}/…`: what a provider offers to testers beside its API."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from marshmallow import Schema, fields
from werkzeug.datastructures import EnvironHeaders

from mockserver.engine import timetravel
from mockserver.engine.sandbox import Sandbox
from mockserver.web.call import Call, Origin
from mockserver.web.control.context import Control, answer, body_of
from mockserver.web.control.described import View, described
from mockserver.web.control.problem import ControlProblem
from mockserver.web.operation import Operation
from mockserver.web.problem import Problem
from mockserver.web.provider import Provider


def build(control: Control) -> Blueprint:
    """A route for each of the providers' controls."""
    routes = Blueprint("shortcuts", __name__)
    for provider in control.providers:
        for operation in provider.controls:
            routes.add_url_rule(
                f"/sandboxes/<sandbox_name>/providers/{provider.name}{operation.rule}",
                f"{provider.name}-{operation.name}",
                _described(operation)(_view(control, provider, operation)),
                methods=[operation.method],
            )
    return routes


def _described(operation: Operation) -> Callable[[View], View]:
    body = operation.body if isinstance(operation.body, Schema) else None
    answers = {
        status: fields.Raw() if shape is None else shape
        for status, shape in operation.returns.items()
    }
    return described(operation.summary, answers, body=body, refuses=(*operation.refuses, 422))


def _view(control: Control, provider: Provider, operation: Operation) -> Callable[..., Response]:
    def view(sandbox_name: str, **path_args: str) -> Response:
        sandbox = control.sandbox(sandbox_name)
        available: dict[str, Any] = dict(path_args)
        if isinstance(operation.body, Schema):
            available["body"] = body_of(operation.body)
        available["call"] = _call(control, provider, sandbox)
        wanted = {name: value for name, value in available.items() if name in operation.wants}
        try:
            with sandbox.transaction():
                timetravel.wake(sandbox)
                result = operation.handler(sandbox, **wanted)
        except Problem as problem:
            raise _refused(problem) from None
        return answer(result, operation.success, operation.returns[operation.success])

    return view


def _call(control: Control, provider: Provider, sandbox: Sandbox) -> Call:
    return Call(
        sandbox=sandbox,
        provider=provider.name,
        method=request.method,
        path=request.path,
        query_string="",
        headers=EnvironHeaders(request.environ),
        body=b"",
        origin=Origin(control.address(), provider.prefix, real_host=False),
        entry=0,
    )


def _refused(problem: Problem) -> ControlProblem:
    reason = problem.explained()
    return ControlProblem(
        problem.status if problem.status >= 400 else 422,  # noqa: PLR2004 - the first refusal
        problem.code,
        problem.message or reason.get("detail", problem.code),
        field=reason.get("field", ""),
        expected=reason.get("expected", ""),
    )
