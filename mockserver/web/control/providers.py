"""`/_mock/providers` and `/_mock/fidelity`: what is served, what testers may do, how well known."""

from collections import Counter
from typing import Any

from flask import Blueprint, Response, request
from marshmallow import Schema

from mockserver.web.control.context import Control, answer
from mockserver.web.fidelity import manifest
from mockserver.web.openapi import document
from mockserver.web.operation import EVIDENCE, Operation
from mockserver.web.provider import Provider


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("providers", __name__)

    @routes.get("/providers")
    def listed() -> Response:
        return answer([_summary(provider) for provider in control.providers])

    @routes.get("/providers/<name>/openapi.json")
    def openapi(name: str) -> Response:
        provider = control.provider(name)
        return answer(document(provider, control.address() + provider.prefix))

    @routes.get("/providers/<name>/shortcuts")
    def shortcuts(name: str) -> Response:
        return answer([_shortcut(one) for one in control.provider(name).controls])

    @routes.get("/fidelity")
    def fidelity() -> Response:
        wanted = request.args.get("provider")
        chosen = control.providers if wanted is None else (control.provider(wanted),)
        return answer({provider.name: manifest(provider) for provider in chosen})

    return routes


def _summary(provider: Provider) -> dict[str, Any]:
    levels = Counter(operation.evidence for operation in provider.operations)
    return {
        "name": provider.name,
        "title": provider.title,
        "prefix": provider.prefix,
        "hosts": list(provider.hosts),
        "operations": {level: levels[level] for level in EVIDENCE},
    }


def _shortcut(operation: Operation) -> dict[str, Any]:
    """What `/_mock/sandboxes/{s}/providers/{p}/{name}` takes and does."""
    shape = operation.body.fields if isinstance(operation.body, Schema) else {}
    return {
        "name": operation.path.strip("/"),
        "method": operation.method,
        "summary": operation.summary,
        "members": [
            {"name": field.data_key or name, "required": field.required}
            for name, field in shape.items()
            if not field.dump_only
        ],
    }
