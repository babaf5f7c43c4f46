"""The shape of a tour's file, checked when it is read: a tour that cannot be run is refused."""

import keyword
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from mockserver.tours import placeholders
from mockserver.tours.answers import spelled
from mockserver.tours.tour import CLOCK, Look, Request, Steer, Step, Tour

_WORD = validate.Regexp(r"[a-z][a-z0-9-]*\Z")
_NAME = validate.Regexp(r"[a-z][a-z_]*\Z")
_POINTER = validate.Regexp(r"(/[^/]*)*\Z")
_TEXT = validate.Length(min=1)
_TEXTS: dict[str, Any] = {
    "keys": fields.String(validate=_TEXT),
    "values": fields.String(validate=_TEXT),
}
_TAKEN: tuple[str, ...] = ("answer", "status", "send", "look", "keep", "at", "text", "steer")
_TAKEN += ("json", "os", "requests", "sys", "time", *keyword.kwlist)
_LOOKS = ("equals", "contains", "length", "present")


class RequestShape(Schema):
    """A request as a tour's file writes it."""

    provider = fields.String(required=True, validate=_NAME)
    method = fields.String(required=True, validate=validate.OneOf(["GET", "POST", "PUT", "DELETE"]))
    path = fields.String(validate=validate.Regexp(r"/"))
    url = fields.String(validate=_TEXT)
    query = fields.Dict(**_TEXTS)
    headers = fields.Dict(**_TEXTS)
    json = fields.Raw(allow_none=False)
    lines = fields.List(fields.String())
    form = fields.Dict(**_TEXTS)
    page = fields.Boolean()
    signed_in = fields.Boolean()

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        """One place to go to, at most one body."""
        if ("path" in data) == ("url" in data):
            raise ValidationError("give either path or url")
        if len({"json", "lines", "form"} & data.keys()) > 1:
            raise ValidationError("give at most one of json, lines, form")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Request:
        """The value."""
        return Request(**{**data, "lines": tuple(data.get("lines", ()))})


class ClockShape(Schema):
    """A move of the clock."""

    advance = fields.String(required=True, validate=_TEXT)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Steer:
        """The value."""
        return Steer(CLOCK, data)


class SteerShape(Schema):
    """A shortcut of the control API."""

    path = fields.String(required=True, validate=validate.Regexp(r"/"))
    json = fields.Raw(required=True)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Steer:
        """The value."""
        return Steer(**data)


class LookShape(Schema):
    """Something to look at; exactly one of the last four says what to expect."""

    means = fields.String(required=True, validate=_TEXT)
    at = fields.String(load_default="", validate=_POINTER)
    equals = fields.Raw()
    contains = fields.String(validate=_TEXT)
    length = fields.Integer(strict=True)
    present = fields.Boolean()

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Look:
        """The value."""
        chosen = [kind for kind in _LOOKS if kind in data]
        if len(chosen) != 1:
            raise ValidationError("give exactly one of " + ", ".join(_LOOKS))
        kind, wanted = chosen[0], data[chosen[0]]
        if kind == "present":
            kind, wanted = ("present" if wanted else "absent"), ""
        return Look(data["means"], data["at"], kind, spelled(wanted))


class StepShape(Schema):
    """One screen of a tour: a request, a move of the clock, a shortcut."""

    id = fields.String(required=True, validate=_WORD)
    title = fields.String(required=True, validate=_TEXT)
    text = fields.List(fields.String(validate=_TEXT), required=True, validate=_TEXT)
    request = fields.Nested(RequestShape)
    clock = fields.Nested(ClockShape)
    steer = fields.Nested(SteerShape)
    status = fields.Integer(strict=True, load_default=200)
    look = fields.List(fields.Nested(LookShape), load_default=list)
    keep = fields.Dict(
        keys=fields.String(validate=[_NAME, validate.NoneOf(_TAKEN, error="scripts use it")]),
        values=fields.String(validate=_POINTER),
        load_default=dict,
    )

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Step:
        """The value."""
        actions = [data.pop(kind) for kind in ("request", "clock", "steer") if kind in data]
        if len(actions) != 1:
            raise ValidationError("give exactly one of request, clock, steer")
        text, look = tuple(data.pop("text")), tuple(data.pop("look"))
        return Step(**data, text=text, look=look, action=actions[0])


class TourShape(Schema):
    """A whole tour."""

    name = fields.String(required=True, validate=_WORD)
    order = fields.Integer(required=True, strict=True)
    title = fields.String(required=True, validate=_TEXT)
    summary = fields.String(required=True, validate=_TEXT)
    minutes = fields.Integer(required=True, strict=True)
    headers = fields.Dict(
        keys=fields.String(validate=_NAME), values=fields.Dict(**_TEXTS), load_default=dict
    )
    steps = fields.List(fields.Nested(StepShape), required=True, validate=_TEXT)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Tour:
        """The value; steps have names of their own and use only what an earlier step kept."""
        tour = Tour(**{**data, "steps": tuple(data["steps"])})
        _refuse_twins(tour)
        _refuse_unkept(tour)
        return tour


def _refuse_twins(tour: Tour) -> None:
    ids = [step.id for step in tour.steps]
    if twins := sorted({one for one in ids if ids.count(one) > 1}):
        raise ValidationError(f"steps of the same id: {', '.join(twins)}")


def _refuse_unkept(tour: Tour) -> None:
    known = {placeholders.RUN}
    for step in tour.steps:
        used = set(placeholders.found_in([look.wanted for look in step.look]))
        used |= set(placeholders.found_in(step.action.content or ""))
        if isinstance(step.action, Request):
            used |= set(placeholders.found_in(step.action.address))
            used |= set(placeholders.found_in(tour.headers_of(step.action)))
        if unkept := sorted(name for name in used - known if "." not in name):
            raise ValidationError(f"{step.id}: nothing has kept {', '.join(unkept)}")
        known |= step.keep.keys()
