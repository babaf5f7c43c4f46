"""`/_mock/providers` and `/_mock/fidelity`: what is served, what testers may do, how well known."""

from collections import Counter
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from mockserver.web.control.answers import Manifest, ShownProvider, ShownShortcut
from mockserver.web.control.context import Control, answer, query_of
from mockserver.web.control.described import described
from mockserver.web.fidelity import manifest
from mockserver.web.openapi import document
from mockserver.web.operation import EVIDENCE, Operation
from mockserver.web.provider import Provider


class FidelityQuery(Schema):
    """Query of `GET /_mock/fidelity`."""

    provider = fields.String()


_QUERY = FidelityQuery()
_MANIFESTS = fields.Dict(keys=fields.String(), values=fields.Nested(Manifest))


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("providers", __name__)

    @routes.get("/providers")
    @described("Who is emulated.", {200: ShownProvider(many=True)})
    def listed() -> Response:
        return answer([_summary(provider) for provider in control.providers])

    @routes.get("/providers/<name>/openapi.json")
    @described("OpenAPI of what a provider serves.", {200: fields.Dict()})
    def openapi(name: str) -> Response:
        provider = control.provider(name)
        return answer(document(provider, control.address() + provider.prefix))

    @routes.get("/providers/<name>/shortcuts")
    @described("What a provider offers beside its API.", {200: ShownShortcut(many=True)})
    def shortcuts(name: str) -> Response:
        return answer([_shortcut(one) for one in control.provider(name).controls])

    @routes.get("/fidelity")
    @described("How well everything is known.", {200: _MANIFESTS}, query=_QUERY, refuses=(404,))
    def fidelity() -> Response:
        wanted = query_of(_QUERY).get("provider")
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
