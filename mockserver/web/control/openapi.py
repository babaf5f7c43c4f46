"""`/_mock/openapi.json`: OpenAPI 3 of the control API, printed from what is noted on its views."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, Flask, Response, current_app
from marshmallow import Schema, fields
from werkzeug.routing import Rule

from mockserver import __version__
from mockserver.web.control.answers import Refused
from mockserver.web.control.context import Control, answer
from mockserver.web.control.described import Described, Shape, described, description
from mockserver.web.control.shapes import Advance, Instant

JSON = "application/json"
FILE = {"type": "string", "format": "binary"}
_VARIABLE = re.compile(r"<(?:(\w+):)?(\w+)>")
_OWNER = re.compile(r"/(sandboxes|providers)/\Z")  # whose name `<name>` is
_OWNERS = {"sandboxes": "sandbox", "providers": "provider"}
_KINDS = {"int": {"type": "integer", "minimum": 0}}
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_MEANINGS = {
    400: "malformed JSON, or a query parameter that cannot be",
    401: "the control token is missing",
    403: "a foreign Host or Origin",
    404: "there is no such thing",
    409: "the name is taken",
    413: "too large a body",
    422: "the body breaks a rule",
    503: "the file of the sandbox cannot be used",
    507: "the disk takes no more",
}


def build(control: Control) -> Blueprint:
    """The route."""
    routes = Blueprint("openapi", __name__)
    names = [provider.name for provider in control.providers]

    @routes.get("/openapi.json")
    @described("This document.", {200: fields.Dict()})
    def openapi() -> Response:
        return answer(document(current_app, names, control.address()))

    return routes


def document(app: Flask, providers: Iterable[str], address: str = "") -> dict[str, Any]:
    """OpenAPI 3.0 of every call of the app; `providers` are who may own shapes of shortcuts."""
    owners = frozenset(providers)
    plugin = MarshmallowPlugin(schema_name_resolver=lambda schema: _name_of(schema, owners))
    spec = APISpec(
        title="mockserver control API",
        version=__version__,
        openapi_version="3.0.3",
        info={"description": "Steers sandboxes; see docs/control-api.md."},
        plugins=[plugin],
        servers=[{"url": address or "/"}],
    )
    assert plugin.converter is not None  # noqa: S101 - made with the specification above
    plugin.converter.add_attribute_function(_own_field)  # type: ignore[no-untyped-call]
    spec.components.security_scheme("controlToken", {"type": "http", "scheme": "bearer"})
    for rule, call in calls(app):
        path = _path(rule)
        for method in sorted((rule.methods or set()).intersection(_METHODS)):
            operation = _operation(rule, call, plugin)
            spec.path(path=path, operations={method.lower(): operation})
    printed: dict[str, Any] = spec.to_dict()
    return printed


def calls(app: Flask) -> Iterator[tuple[Rule, Described]]:
    """The routes of the app with what is noted on their views, the console's pages left out."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if noted := description(app.view_functions[rule.endpoint]):
            yield rule, noted


def _name_of(schema: Any, owners: frozenset[str]) -> str:
    """The class; shapes of a provider begin with its name, so that twins do not collide."""
    cls = schema if isinstance(schema, type) else type(schema)
    owner = next((part for part in cls.__module__.split(".") if part in owners), "")
    return "".join(word.capitalize() for word in owner.split("_")) + cls.__name__


def _own_field(_converter: Any, field: Any, ret: dict[str, Any]) -> dict[str, Any]:
    """What apispec cannot know of our own fields, and patterns as JavaScript spells them."""
    if isinstance(field, Instant):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, Advance):
        return {
            "oneOf": [{"type": "string"}, {"type": "number", "minimum": 0}],
            "description": "next-event, until-idle, or a duration: PT5M, 90 (seconds), 250ms, 1d",
        }
    if "pattern" in ret:
        return {"pattern": "^" + ret["pattern"].removeprefix("^").replace(r"\Z", "$")}
    return {}


def _path(rule: Rule) -> str:
    return _VARIABLE.sub(lambda match: f"{{{_variable(match)}}}", rule.rule)


def _variable(match: re.Match[str]) -> str:
    owner = _OWNER.search(match.string, 0, match.start())
    return _OWNERS[owner[1]] if owner else match[2].strip("_")


def _operation(rule: Rule, call: Described, plugin: MarshmallowPlugin) -> dict[str, Any]:
    refusals = {status: _MEANINGS[status] for status in sorted(_refuses(rule, call))}
    told: dict[str, Any] = {
        "operationId": rule.endpoint,
        "summary": call.summary,
        "tags": [rule.endpoint.partition(".")[0]],
        "parameters": _parameters(rule, call),
        "responses": {
            **{str(one): _answer(call, shape, plugin) for one, shape in call.answers.items()},
            **{str(one): _refusal(meaning) for one, meaning in refusals.items()},
        },
        "security": [] if call.public else [{}, {"controlToken": []}],
    }
    if content := _contents(call):
        needed = call.body is not None and any(one.required for one in call.body.fields.values())
        told["requestBody"] = {"required": needed, "content": content}
    return told


def _contents(call: Described) -> dict[str, Any]:
    taken = {JSON: {"schema": call.body}} if call.body is not None else {}
    return {**taken, call.upload: {"schema": FILE}} if call.upload else taken


def _parameters(rule: Rule, call: Described) -> list[Any]:
    variables = [
        {
            "in": "path",
            "name": _variable(match),
            "required": True,
            "schema": _KINDS.get(match[1], {"type": "string"}),
        }
        for match in _VARIABLE.finditer(rule.rule)
    ]
    return variables if call.query is None else [*variables, {"in": "query", "schema": call.query}]


def _refuses(rule: Rule, call: Described) -> set[int]:
    """What a call refuses by its nature: whoever asks, names, parameters, bodies, a full disk."""
    return {
        *call.refuses,
        *(() if call.public else (401, 403)),
        *((404,) if "<" in rule.rule else ()),
        *((400,) if call.query is not None else ()),
        *((400, 413, 422) if call.body is not None else ()),
        *((503, 507) if "/sandboxes" in rule.rule else ()),
    }


def _refusal(meaning: str) -> dict[str, Any]:
    return {"description": meaning, "content": {JSON: {"schema": Refused}}}


def _answer(call: Described, shape: Shape, plugin: MarshmallowPlugin) -> dict[str, Any]:
    if shape is None and call.media_type != JSON:
        return {"description": "done", "content": {call.media_type: {"schema": FILE}}}
    if shape is None:
        return {"description": "done"}
    if isinstance(shape, Schema):
        return {"description": "done", "content": {JSON: {"schema": shape}}}
    assert plugin.converter is not None  # noqa: S101 - as above
    described_field = plugin.converter.field2property(shape)
    return {"description": "done", "content": {JSON: {"schema": described_field}}}
