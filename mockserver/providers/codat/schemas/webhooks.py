"""Webhook consumers, as they are sent and answered."""

from marshmallow import fields, validate

from mockserver.providers.codat import rules
from mockserver.providers.codat.schemas.shared import Lenient, Paged, Wire, guid, told
from mockserver.web.fields import Flag

NO_EVENTS = "'Event Types' must not be empty."


class NewWebhookConsumer(Lenient):
    """Whom to tell what."""

    url = fields.String(required=True, metadata=told("Where messages are sent."))
    event_types = fields.List(
        fields.String(validate=validate.Length(min=1, max=200)),
        required=True,
        validate=validate.Length(min=1, error=NO_EVENTS),
        metadata=told("Names such as `connection.connected`; older names are taken too."),
    )
    disabled = Flag(allow_none=True)
    company_tags = fields.List(
        fields.String(validate=validate.Length(max=rules.MAX_CONSUMER_TAG)),
        allow_none=True,
        validate=validate.Length(max=rules.MAX_TAGS),
        metadata=told("Tell of companies only that have one of these tags: `region:uk`."),
    )


class WebhookConsumer(Wire):
    """Somebody who is told of events."""

    id = guid("The consumer.")
    url = fields.String(required=True)
    event_types = fields.List(fields.String(), required=True)
    disabled = fields.Boolean(required=True)
    company_tags = fields.List(fields.String())


class WebhookConsumers(Wire):
    """All consumers."""

    results = fields.List(fields.Nested(WebhookConsumer), required=True)


class ZapierKey(Wire):
    """A key for Zapier."""

    key = fields.String(required=True)


class Notifiers(Lenient):
    """Whom a rule tells."""

    emails = fields.List(fields.String(), allow_none=True, metadata=told("Kept, not written to."))
    webhook = fields.String(allow_none=True, metadata=told("Where alerts are sent."))


class NewRule(Lenient):
    """Whom to tell what, in the older generation."""

    type = fields.String(required=True, validate=validate.Length(min=1, max=200))
    company_id = fields.String(allow_none=True, metadata=told("All companies without it."))
    notifiers = fields.Nested(Notifiers, required=True)


class Rule(Wire):
    """A rule of the older generation."""

    id = guid("The rule.")
    type = fields.String(required=True)
    company_id = guid("The company; all without it.", required=False)
    notifiers = fields.Nested(Notifiers, required=True)


class Rules(Paged):
    """A page of rules."""

    results = fields.List(fields.Nested(Rule), required=True)
