"""What the control API takes and gives."""

from typing import Any

from marshmallow import (
    RAISE,
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from mockserver.engine import clock
from mockserver.engine.timetravel import MAX_EVENTS_PER_CALL
from mockserver.web.fields import Flag, Number, WholeNumber

NAME = validate.Regexp(
    r"[a-z0-9][a-z0-9-]{0,62}\Z",
    error="a sandbox name is 1 to 63 of a-z, 0-9 and -, and does not begin with -",
)
LABEL = validate.Regexp(
    r"[a-z0-9][a-z0-9-]{0,62}\Z",
    error="a label is 1 to 63 of a-z, 0-9 and -, and does not begin with -",
)


class Instant(fields.Field[int]):
    """Virtual milliseconds; on the wire ISO 8601 in UTC."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        return None if value is None else clock.isoformat(value)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:  # noqa: ARG002
        try:
            return clock.parse_instant(value)
        except (TypeError, ValueError, AttributeError) as error:
            raise ValidationError(f"{error}" if isinstance(value, str) else "not a text") from None


class Advance(fields.Field[str | int]):
    """`next-event`, `until-idle`, or a duration in milliseconds (ISO 8601 or seconds)."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str | int:  # noqa: ARG002
        if value in ("next-event", "until-idle"):
            return str(value)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValidationError("not a duration, next-event or until-idle")
        try:
            duration = clock.parse_duration(str(value))
        except ValueError as error:
            raise ValidationError(f"{error}, or next-event or until-idle") from None
        if duration > clock.MAX_MS:
            raise ValidationError("longer than the calendar")
        return duration


RATE = validate.Range(
    min=0, max=clock.MAX_RATE, error="the rate is 0 (frozen) to 1000000; 1 is real time"
)


class Strict(Schema):
    """A shape that refuses unknown members, and says so in the OpenAPI document."""

    class Meta:
        """marshmallow refuses them anyway; apispec tells only what is written here."""

        unknown = RAISE


class BirthClock(Strict):
    """The clock of a new sandbox."""

    now = Instant()
    rate = Number(validate=RATE)


class NewSandbox(Strict):
    """Body of `POST /_mock/sandboxes`; everything may be left out."""

    name = fields.String(validate=NAME)
    seed = fields.String()
    random_seed = fields.Integer(strict=True, validate=validate.Range(min=0, max=2**53))
    clock = fields.Nested(BirthClock)
    ttl_s = fields.Integer(strict=True, validate=validate.Range(min=1, max=10**9))
    settings = fields.Dict(keys=fields.String(), values=fields.Raw())


class ClockChange(Strict):
    """Body of `POST …/clock`: one move, and after how many events it may pause."""

    advance = Advance()
    to = Instant()
    rate = Number(validate=RATE)
    limit = fields.Integer(strict=True, validate=validate.Range(1, MAX_EVENTS_PER_CALL))

    @validates_schema
    def _exactly_one(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if len(data.keys() - {"limit"}) != 1:
            raise ValidationError("send exactly one of advance, to and rate")


class ClockState(Schema):
    """What time it is in a sandbox, how fast it runs, what comes next."""

    now = Instant()
    rate = fields.Raw()
    next_event = Instant(allow_none=True)


class RanEvent(Schema):
    """An event that a move of the clock let happen."""

    id = fields.Integer()
    kind = fields.String()
    at = Instant()
    outcome = fields.String()


class Moved(Schema):
    """Answer of `POST …/clock`. `finished` is false when more was due than one call may run.

    `target` is where the move was to end; null when that is wherever nothing is left to happen.
    """

    now = Instant()
    rate = fields.Raw()
    next_event = Instant(allow_none=True)
    target = Instant(allow_none=True)
    finished = Flag()
    ran = fields.List(fields.Nested(RanEvent))


class EventsQuery(Schema):
    """Query of `GET …/events`."""

    state = fields.String(validate=validate.OneOf(["queued", "done", "failed"]))
    limit = WholeNumber(validate=validate.Range(min=1, max=1000), load_default=100)


class Event(Schema):
    """One line of the queue or its history."""

    id = fields.Integer()
    kind = fields.String()
    due = Instant()
    payload = fields.Raw()
    state = fields.String()
    ran_at = Instant(allow_none=True)
    error = fields.String(allow_none=True)


class Match(Strict):
    """Which requests are meant; `path` is a glob over the provider's own path."""

    provider = fields.String()
    operation = fields.String()
    method = fields.String()
    path = fields.String()
    status = WholeNumber()
    origin = fields.String()

    @post_load
    def _spell(self, data: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        if "provider" in data:
            data["provider"] = data["provider"].replace("-", "_")
        if "method" in data:
            data["method"] = data["method"].upper()
        return data


class JournalQuery(Match):
    """Query of `GET …/journal`; `after` and `before` are entry numbers."""

    after = WholeNumber(validate=validate.Range(min=0))
    before = WholeNumber(validate=validate.Range(min=0))
    refused = fields.Boolean()
    text = fields.String(validate=validate.Length(min=1, max=1000))
    limit = WholeNumber(validate=validate.Range(min=1, max=1000), load_default=100)


class WaitQuery(Match):
    """Query of `GET …/journal/wait`: answered when `count` requests behind `after` match."""

    after = WholeNumber(validate=validate.Range(min=0), load_default=0)
    count = WholeNumber(validate=validate.Range(min=1, max=1000), load_default=1)
    timeout_s = WholeNumber(validate=validate.Range(min=0, max=600), load_default=30)


class Bound(Strict):
    """How many requests are expected: exactly one of its members."""

    exactly = fields.Integer(strict=True, validate=validate.Range(min=0, max=2**31))
    at_least = fields.Integer(strict=True, validate=validate.Range(min=0, max=2**31))
    at_most = fields.Integer(strict=True, validate=validate.Range(min=0, max=2**31))

    @validates_schema
    def _one_bound(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if len(data) != 1:
            raise ValidationError("send exactly one of exactly, at_least and at_most")


class Verify(Strict):
    """Body of `POST …/journal/verify`."""

    match = fields.Nested(Match, load_default=dict)
    count = fields.Nested(Bound, required=True)


class JournalLine(Schema):
    """What was asked, what was answered and why, without headers and bodies."""

    id = fields.Integer()
    at = Instant()
    provider = fields.String()
    operation = fields.String(allow_none=True)
    method = fields.String()
    path = fields.String()
    query = fields.String()
    status = fields.Integer()
    origin = fields.String()
    duration_us = fields.Integer()
    reason = fields.Raw(allow_none=True)


class JournalEntry(JournalLine):
    """The full exchange; bodies are cut at 64 KiB, their real size is told."""

    request_headers = fields.Raw()
    request_body = fields.String()
    request_size = fields.Integer()
    response_headers = fields.Raw()
    response_body = fields.String()
    response_size = fields.Integer()


class ScriptQuery(Schema):
    """`GET …/tours/{t}/script`."""

    language = fields.String(load_default="curl", validate=validate.OneOf(["curl", "python"]))
