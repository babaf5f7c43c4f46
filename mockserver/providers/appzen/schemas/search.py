"""Searching by AppZen's own last update time: the question and one line of the answer.

Source: https://support.appzen.com/hc/en-us/articles/13108601404435 (Get the list of Entities).
"""

from marshmallow import fields, validate

from mockserver.providers.appzen.schemas.fields import Count, Instant, Shape, Stamp

LIMIT = 1000
COMMON = ("appzen_uuid", "is_active", "last_appzen_update_time")


class FindQuery(Shape):
    """Which records: changed in a window of at most seven days, both ends included."""

    since = Instant(required=True, data_key="from-last-appzen-update-time")
    until = Instant(required=True, data_key="to-last-appzen-update-time")
    limit = Count(
        load_default=LIMIT,
        validate=validate.Range(0, LIMIT, error="expected 0 to {max}, got {input}"),
        metadata={"description": "How many records at most; 0 is the default."},
    )


class Hit(Shape):
    """What every kind of record shows in a search, beside its key."""

    appzen_uuid = fields.String(required=True, data_key="appzen-uuid")
    is_active = fields.Boolean(required=True, data_key="is-active")
    last_appzen_update_time = Stamp("Z", required=True, data_key="last-appzen-update-time")


class EntityHit(Hit):
    """An entity that was found."""

    entity_id = fields.String(required=True, data_key="entity-id")

    class Meta(Hit.Meta):
        """In the order of the documented sample."""

        fields = ("entity_id", *COMMON)


class SupplierHit(Hit):
    """A supplier that was found."""

    supplier_id = fields.String(required=True, data_key="supplier-id")

    class Meta(Hit.Meta):
        """The key comes first."""

        fields = ("supplier_id", *COMMON)


class SegmentHit(Hit):
    """A segment that was found. The specification lists an invoice's members by mistake; its
    example has these."""

    segment_code = fields.String(required=True, data_key="segment-code")
    segment_type = fields.String(required=True, data_key="segment-type")

    class Meta(Hit.Meta):
        """In the order of the documented sample."""

        fields = ("segment_code", "segment_type", *COMMON)


class PaymentTermHit(Hit):
    """A payment term that was found."""

    payment_term_id = fields.String(required=True, data_key="payment-term-id")

    class Meta(Hit.Meta):
        """In the order of the documented sample."""

        fields = ("payment_term_id", *COMMON)
