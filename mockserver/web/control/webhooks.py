"""`/_mock/sandboxes/{s}/webhooks/…`: what was sent, with exact bytes and attempts; send again."""

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from mockserver.engine import timetravel, webhooks
from mockserver.engine.sandbox import Sandbox
from mockserver.web.control.answers import Triggered
from mockserver.web.control.context import Control, answer, body_of, query_of
from mockserver.web.control.described import described
from mockserver.web.control.problem import ControlProblem
from mockserver.web.control.shapes import Instant, Strict
from mockserver.web.fields import WholeNumber


class DeliveriesQuery(Schema):
    """Query of `GET …/webhooks/deliveries`."""

    provider = fields.String()
    event = fields.String()
    state = fields.String(
        validate=validate.OneOf(
            [
                webhooks.PENDING,
                webhooks.DELIVERED,
                webhooks.FAILED,
                webhooks.COLLECTED,
                webhooks.DROPPED,
            ]
        )
    )
    limit = WholeNumber(validate=validate.Range(min=1, max=1000), load_default=100)


class ShownAttempt(Schema):
    """One attempt: when, with which headers, what came of it."""

    number = fields.Integer()
    at = Instant()
    state = fields.String()
    request_headers = fields.Raw(allow_none=True)
    status = fields.Integer(allow_none=True)
    error = fields.String(allow_none=True)
    duration_ms = fields.Integer(allow_none=True)


class Delivery(Schema):
    """A message with its attempts."""

    id = fields.Integer()
    provider = fields.String()
    event = fields.String()
    subscription = fields.String()
    message_id = fields.String()
    url = fields.String()
    headers = fields.Raw()
    body = fields.String()
    created = Instant()
    state = fields.String()
    retry_ms = fields.Raw()
    attempts = fields.List(fields.Nested(ShownAttempt))


class Trigger(Strict):
    """Body of `POST …/webhooks/trigger`: `for` names an object that exists."""

    provider = fields.String(required=True)
    event = fields.String(required=True)
    for_ = fields.String(data_key="for")
    set_ = fields.Dict(keys=fields.String(), data_key="set")


_QUERY, _ONE, _MANY, _TRIGGER = DeliveriesQuery(), Delivery(), Delivery(many=True), Trigger()


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("webhooks", __name__)

    @routes.get("/sandboxes/<name>/webhooks/deliveries")
    @described("What was sent to subscribers.", {200: _MANY}, query=_QUERY)
    def listed(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), query_of(_QUERY)
        if "provider" in wanted:
            wanted["provider"] = control.provider(wanted["provider"]).name
        with sandbox.transaction():
            timetravel.wake(sandbox)
            return answer(webhooks.listed(sandbox, **wanted), schema=_MANY)

    @routes.get("/sandboxes/<name>/webhooks/deliveries/<int:number>")
    @described("One message with its attempts.", {200: _ONE})
    def one(name: str, number: int) -> Response:
        sandbox = control.sandbox(name)
        with sandbox.transaction():
            return answer(_existing(sandbox, number), schema=_ONE)

    @routes.post("/sandboxes/<name>/webhooks/deliveries/<int:number>/resend")
    @described("Send it once more.", {202: _ONE})
    def resend(name: str, number: int) -> Response:
        sandbox = control.sandbox(name)
        with sandbox.transaction():
            _existing(sandbox, number)
            webhooks.resend(sandbox, number)
            timetravel.wake(sandbox)
            return answer(_existing(sandbox, number), 202, _ONE)

    @routes.post("/sandboxes/<name>/webhooks/trigger")
    @described("Let an event happen now.", {202: Triggered()}, body=_TRIGGER)
    def trigger(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), body_of(_TRIGGER)
        provider = control.provider(wanted["provider"])
        happen = provider.triggers.get(wanted["event"])
        if happen is None:
            raise ControlProblem(
                422,
                "unknown-event",
                f"{provider.name} has no event {wanted['event']!r} that can be triggered",
                field="event",
                expected="one of " + (", ".join(sorted(provider.triggers)) or "none"),
            )
        with sandbox.transaction():
            timetravel.wake(sandbox)
            try:
                numbers = happen(sandbox, wanted.get("for_"), wanted.get("set_", {}))
            except LookupError as error:
                raise ControlProblem(404, "unknown-object", str(error), field="for") from None
            timetravel.wake(sandbox)
            return answer({"deliveries": numbers}, 202)

    return routes


def _existing(sandbox: Sandbox, number: int) -> dict[str, Any]:
    found = webhooks.find(sandbox, min(number, 2**62))
    if found is None:
        raise ControlProblem(
            404,
            "unknown-delivery",
            f"there is no delivery {number}",
            hint="GET …/webhooks/deliveries lists them",
        )
    return found
