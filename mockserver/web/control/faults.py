"""`/_mock/sandboxes/{s}/faults`: break something on purpose, see what broke, stop breaking."""

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from mockserver.engine import faults
from mockserver.engine.sandbox import Sandbox
from mockserver.web.control.context import Control, answer, body_of
from mockserver.web.control.described import described
from mockserver.web.control.problem import ControlProblem
from mockserver.web.control.shapes import Strict
from mockserver.web.fields import Number

COUNT = validate.Range(min=0, max=2**31)
MAX_WAIT_MS = 10 * 60 * 1000


class NewFault(Strict):
    """Body of `POST …/faults`.

    `value` is a status (or `{"status","code"?,"message"?}`) for `status`, seconds for
    `rate-limit`, milliseconds for `latency`, `slow-body` and `reorder-webhooks`, a state for
    `fail-job`; the other kinds take none.
    """

    provider = fields.String(required=True)
    operation = fields.String()
    path = fields.String()
    method = fields.String()
    kind = fields.String(required=True, validate=validate.OneOf(faults.KINDS))
    value = fields.Raw(allow_none=True)
    skip = fields.Integer(strict=True, validate=COUNT)
    count = fields.Integer(strict=True, validate=validate.Range(min=1, max=2**31))
    probability = Number(validate=validate.Range(min=0, max=1))

    @validates_schema
    def _value_fits_kind(self, data: dict[str, Any], **_kwargs: Any) -> None:
        fits, expected = _VALUES.get(data["kind"], (lambda value: value is None, "no value"))
        if not fits(data.get("value")):
            raise ValidationError(f"{data['kind']} takes {expected}", "value")


class ShownFault(Schema):
    """A fault with how often it matched (`seen`) and hit (`hits`)."""

    id = fields.Integer()
    provider = fields.String()
    operation = fields.String(allow_none=True)
    path = fields.String(allow_none=True)
    method = fields.String(allow_none=True)
    kind = fields.String()
    value = fields.Raw(allow_none=True)
    skip = fields.Integer()
    count = fields.Integer(allow_none=True)
    probability = fields.Raw()
    seen = fields.Integer()
    hits = fields.Integer()


_NEW, _SHOWN, _ALL = NewFault(), ShownFault(), ShownFault(many=True)


def build(control: Control) -> Blueprint:
    """The routes."""
    routes = Blueprint("faults", __name__)

    @routes.post("/sandboxes/<name>/faults")
    @described("Break something on purpose.", {201: _SHOWN}, body=_NEW)
    def add(name: str) -> Response:
        sandbox, wanted = control.sandbox(name), body_of(_NEW)
        wanted["provider"] = control.provider(wanted["provider"]).name
        _refuse_unknown_operation(control, wanted)
        if "method" in wanted:
            wanted["method"] = wanted["method"].upper()
        with sandbox.transaction():
            return answer(faults.add(sandbox, **wanted), 201, _SHOWN)

    @routes.get("/sandboxes/<name>/faults")
    @described("All faults, and how often they hit.", {200: _ALL})
    def listed(name: str) -> Response:
        sandbox = control.sandbox(name)
        with sandbox.transaction():
            return answer(faults.listed(sandbox), schema=_ALL)

    @routes.delete("/sandboxes/<name>/faults")
    @described("Stop breaking.", {204: None})
    def clear(name: str) -> Response:
        return _cleared(control.sandbox(name), None)

    @routes.delete("/sandboxes/<name>/faults/<int:fault>")
    @described("Take one fault back.", {204: None})
    def clear_one(name: str, fault: int) -> Response:
        return _cleared(control.sandbox(name), min(fault, 2**62))

    return routes


def _cleared(sandbox: Sandbox, fault: int | None) -> Response:
    with sandbox.transaction():
        gone = faults.clear(sandbox, fault)
    if fault is not None and not gone:
        raise ControlProblem(
            404, "unknown-fault", f"there is no fault {fault}", hint="GET …/faults lists them"
        )
    return Response(status=204)


def _refuse_unknown_operation(control: Control, wanted: dict[str, Any]) -> None:
    """A fault for an operation that nobody serves would never hit; jobs have names of their own."""
    operation, kind = wanted.get("operation"), wanted["kind"]
    if operation is None or kind not in faults.REQUEST_KINDS:
        return
    known = sorted(one.name for one in control.provider(wanted["provider"]).operations)
    if operation not in known:
        raise ControlProblem(
            422,
            "unknown-operation",
            f"{wanted['provider']} serves no operation {operation!r}",
            field="operation",
            expected="one of " + ", ".join(known),
        )


def _is_status(value: Any) -> bool:
    if isinstance(value, dict):
        texts = {name: text for name, text in value.items() if name in ("code", "message")}
        return (
            set(value) <= {"status", "code", "message"}
            and _is_status(value.get("status"))
            and all(isinstance(text, str) for text in texts.values())
        )
    return _is_whole(value) and 400 <= value <= 599  # noqa: PLR2004


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_wait(value: Any) -> bool:
    return value is None or (_is_whole(value) and 0 <= value <= MAX_WAIT_MS)


_VALUES: dict[str, Any] = {
    faults.STATUS: (_is_status, 'a status 400 to 599, or {"status", "code"?, "message"?}'),
    faults.RATE_LIMIT: (_is_wait, "seconds until a retry, or nothing"),
    faults.LATENCY: (_is_wait, f"milliseconds up to {MAX_WAIT_MS}, or nothing"),
    faults.SLOW_BODY: (_is_wait, f"milliseconds up to {MAX_WAIT_MS}, or nothing"),
    faults.REORDER: (_is_wait, f"milliseconds up to {MAX_WAIT_MS}, or nothing"),
    faults.FAIL_JOB: (lambda value: value is None or isinstance(value, str), "a text, or nothing"),
}
