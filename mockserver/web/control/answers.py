"""What the answers look like that the control API puts together by hand."""

from typing import Any

from marshmallow import Schema, fields, validate

from mockserver.web.control.shapes import Instant, JournalLine
from mockserver.web.operation import EVIDENCE


def _text(**facts: Any) -> fields.String:
    return fields.String(required=True, **facts)


def _whole(**facts: Any) -> fields.Integer:
    return fields.Integer(required=True, **facts)


def _texts() -> fields.List[Any]:
    return fields.List(fields.String(), required=True)


def _map_of_texts() -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.String(), required=True)


def _list_of(shape: type[Schema]) -> fields.List[Any]:
    return fields.List(fields.Nested(shape), required=True)


class Refusal(Schema):
    """What was wrong, what was expected, and what to do."""

    code = _text()
    message = _text()
    field = fields.String()
    expected = fields.String()
    hint = fields.String()


class Refused(Schema):
    """Every refusal of the control API."""

    error = fields.Nested(Refusal, required=True)


class Health(Schema):
    """Answer of `GET /_mock/health`."""

    status = _text(validate=validate.Equal("ok"))
    version = _text()
    uptime_s = _whole()


class SandboxClock(Schema):
    """What time it is in a sandbox, and how fast it runs."""

    now = Instant(required=True)
    rate = fields.Float(required=True)


class ProviderAccess(Schema):
    """What a client needs to call a provider of a sandbox."""

    base_url = _text()
    headers = _map_of_texts()
    credentials = _map_of_texts()
    subject = _map_of_texts()


class ShownSandbox(Schema):
    """A sandbox, and how to reach each provider in it."""

    name = _text()
    seed = _text()
    random_seed = _whole()
    ttl_s = _whole(allow_none=True)
    clock = fields.Nested(SandboxClock, required=True)
    providers = fields.Dict(
        keys=fields.String(), values=fields.Nested(ProviderAccess), required=True
    )
    console_url = _text()


class ShownSnapshot(Schema):
    """A named state: when it was taken, and how many bytes it has."""

    label = _text()
    taken = Instant(required=True)
    size = _whole()


class ShownSetting(Schema):
    """A setting: its value, and what is known of it."""

    value = fields.Raw(required=True)
    default = fields.Raw(required=True)
    unit = _text()
    choices = fields.List(fields.Raw(), required=True)
    evidence = _text()
    doc = _text()


class ShownProvider(Schema):
    """A provider; `operations` counts them by how well they are known."""

    name = _text()
    title = _text()
    prefix = _text()
    hosts = _texts()
    operations = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class ShortcutMember(Schema):
    """One member of a shortcut's body."""

    name = _text()
    required = fields.Boolean(required=True)


class ShownShortcut(Schema):
    """What a provider offers to testers beside its API."""

    name = _text()
    method = _text()
    summary = _text()
    members = _list_of(ShortcutMember)


class KnownOperation(Schema):
    """An operation and how well it is known."""

    operation = _text()
    method = _text()
    path = _text()
    evidence = _text(validate=validate.OneOf(EVIDENCE))
    source = _text()


class KnownSetting(Schema):
    """A setting and how well it is known."""

    name = _text()
    default = fields.Raw(required=True)
    evidence = _text()
    doc = _text()


class Manifest(Schema):
    """How well everything is known that a provider serves."""

    operations = _list_of(KnownOperation)
    settings = _list_of(KnownSetting)
    divergences = _texts()


class WaitedFor(Schema):
    """Answer of `GET …/journal/wait`; `come` is false when the time was up."""

    come = fields.Boolean(required=True)
    calls = _list_of(JournalLine)


class Verdict(Schema):
    """Answer of `POST …/journal/verify`."""

    result = _text(validate=validate.OneOf(["yes", "no", "unknown"]))
    seen = _whole()
    why = _text()


class Triggered(Schema):
    """Answer of `POST …/webhooks/trigger`: the numbers of what is delivered."""

    deliveries = fields.List(fields.Integer(), required=True)


class Titled(Schema):
    """Something that a provider holds."""

    name = _text()
    title = _text()
    doc = _text()


class Counted(Titled):
    """A collection and how many records it has."""

    count = _whole()


class ShownColumn(Schema):
    """A column; `to` names the collection whose record its value leads to."""

    name = _text()
    title = _text()
    kind = _text()
    to = fields.String()


class Page(Titled):
    """Some rows of a collection, and how many there are."""

    columns = _list_of(ShownColumn)
    total = _whole()
    rows = fields.List(fields.Dict(), required=True)


class StateCount(Schema):
    """How many rows of a group are in a state; `progress` is the mean share that is done."""

    group = fields.Raw(required=True)
    state = fields.Raw(required=True)
    count = _whole()
    progress = fields.Float(required=True, allow_none=True)


class Tally(Titled):
    """How many rows of a collection are in each state."""

    tally = _list_of(StateCount)


class ShownPart(Schema):
    """What belongs to a record: rows of another collection."""

    collection = _text()
    title = _text()
    where = _text()
    count = _whole()


class Record(Titled):
    """One record, its parts, and the last requests that mention it."""

    columns = _list_of(ShownColumn)
    record = fields.Dict(required=True)
    parts = _list_of(ShownPart)
    requests = _list_of(JournalLine)


class _Tour(Schema):
    name = _text()
    title = _text()
    summary = _text()
    minutes = _whole()
    providers = _texts()


class ListedTour(_Tour):
    """A guided tour in the list of tours; `steps` counts them."""

    steps = _whole()


class TourStep(Schema):
    """One step: what is sent, what to look at in the answer, what to keep of it."""

    id = _text()
    title = _text()
    text = _texts()
    action = fields.Dict(required=True)
    status = _whole()
    look = fields.List(fields.Dict(), required=True)
    keep = fields.Dict(required=True)


class WholeTour(_Tour):
    """A guided tour with its steps."""

    steps = _list_of(TourStep)
