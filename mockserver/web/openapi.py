"""OpenAPI 3 of what is really served, printed from the table of operations."""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from mockserver import __version__
from mockserver.web.fields import Judged
from mockserver.web.operation import RAW, Kind, Operation
from mockserver.web.provider import Provider


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
    statuses = dict.fromkeys((*operation.returns, *operation.refuses))
    return {str(status): _answer(provider, operation, status) for status in statuses}


def _answer(provider: Provider, operation: Operation, status: int) -> dict[str, Any]:
    """What one status may carry: the operation's own shape, the provider's refusal, or either."""
    shapes: dict[str, list[Any]] = {}
    if status in operation.returns:
        shape = operation.returns[status]
        if shape is not None or operation.media_type != "application/json":
            shapes[operation.media_type] = [shape or {"type": "string", "format": "binary"}]
    if status in operation.refuses:
        refusals = shapes.setdefault(operation.error_media_type, [])
        if operation.error_media_type != "application/json":
            refusals.append({})
        elif provider.error_shape is not None:
            refusals.append(provider.error_shape)
    described: dict[str, Any] = {
        "description": "success" if status in operation.returns else "refused"
    }
    content = {media: {"schema": _either(some)} for media, some in shapes.items() if some}
    return {**described, "content": content} if content else described


def _either(shapes: list[Any]) -> Any:
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}
