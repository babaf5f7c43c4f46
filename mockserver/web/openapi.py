"""OpenAPI 3 of what is really served, printed from the table of operations."""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from mockserver import __version__
from mockserver.web.fields import Judged
from mockserver.web.operation import RAW, Kind, Operation
from mockserver.web.provider import Provider

_REDIRECTS, _REFUSALS = 300, 400


def document(provider: Provider, base_url: str = "") -> dict[str, Any]:
    """The provider's OpenAPI 3.0 document; every operation carries its evidence and source."""
    plugin = MarshmallowPlugin(schema_name_resolver=_schema_name)
    spec = APISpec(
        title=f"{provider.title} (emulated, unaffiliated)",
        version=__version__,
        openapi_version="3.0.3",
        plugins=[plugin],
        servers=[{"url": base_url or provider.prefix}],
    )
    if plugin.converter is not None:
        plugin.converter.add_attribute_function(_judged)  # type: ignore[no-untyped-call]
    for name, scheme in provider.security.items():
        spec.components.security_scheme(name, dict(scheme))
    if provider.error_shape is not None:
        spec.components.schema("Error", schema=provider.error_shape)
    for operation in provider.operations:
        spec.path(
            path=operation.path,
            operations={operation.method.lower(): _operation(provider, operation)},
        )
    described: dict[str, Any] = spec.to_dict()
    return described


def _schema_name(schema: Any) -> str:
    """Schemas are named by class and module, so that providers' twins do not collide."""
    cls = schema if isinstance(schema, type) else type(schema)
    name: str = cls.__name__
    return name


def _judged(_converter: Any, field: Any, ret: dict[str, Any]) -> dict[str, Any]:
    """What a good element looks like, or anything else."""
    if not isinstance(field, Judged):
        return {}
    good = [choice for choice in ret["anyOf"] if "$ref" in choice]
    return {"anyOf": [*good, {"description": "anything else is judged, not refused"}]}


def _operation(provider: Provider, operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": _responses(provider, operation),
        "x-evidence": operation.evidence,
        "x-source": operation.source,
    }
    if operation.tags:
        described["tags"] = list(operation.tags)
    if provider.security and not operation.public:
        described["security"] = [{name: [] for name in provider.security}]
    elif provider.security:
        described["security"] = []
    if operation.body is not None:
        described["requestBody"] = {
            "required": operation.body_required,
            "content": {operation.request_media_type: {"schema": _body(operation.body)}},
        }
    return described


def _parameters(operation: Operation) -> list[Any]:
    variables = [
        {"in": "path", "name": name, "required": True, "schema": {"type": "string"}}
        for name in operation.variables.values()
    ]
    if operation.query is None:
        return variables
    return [*variables, {"in": "query", "schema": operation.query}]


def _body(body: Schema | Kind) -> Any:
    if isinstance(body, Schema):
        return body
    return {"type": "string", "format": "binary"} if body is RAW else {}


def _responses(provider: Provider, operation: Operation) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for status, schema in operation.returns.items():
        answers[str(status)] = {"description": "success"}
        if schema is not None:
            answers[str(status)]["content"] = {operation.media_type: {"schema": schema}}
        elif operation.media_type != "application/json" and not _REDIRECTS <= status < _REFUSALS:
            answers[str(status)]["content"] = _raw(operation.media_type)
    for status in operation.refuses:
        answers[str(status)] = {"description": "refused"}
        if operation.media_type == "text/html":  # a page refuses with a page
            answers[str(status)]["content"] = _raw(operation.media_type)
        elif provider.error_shape is not None:
            answers[str(status)]["content"] = {"application/json": {"schema": provider.error_shape}}
    return answers


def _raw(media_type: str) -> dict[str, Any]:
    return {media_type: {"schema": {"type": "string", "format": "binary"}}}
