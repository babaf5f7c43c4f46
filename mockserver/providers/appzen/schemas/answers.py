"""What a write answers, and the envelope of every refusal.

Source: https://api-docs.appzen.com/swagger/yaml/data-services-external-api-spec-v1-current.yaml
(definitions uuid, uuid-updated, http-400-error-response …).
"""

from marshmallow import fields

from mockserver.providers.appzen.schemas.fields import Shape, Stamp, one_of

CREATED, UPDATED = "CREATED", "UPDATED"


class UpsertResult(Shape):
    """The record's uuid for life, and whether it is new."""

    uuid = fields.String(required=True)
    status = fields.String(required=True, validate=one_of(CREATED, UPDATED))


class UploadUrl(Shape):
    """Where to PUT a file, until when, and its uuid ever after."""

    url = fields.String(required=True)
    uuid = fields.String(required=True)
    expires = Stamp("Z", required=True, metadata={"example": "2021-02-23T22:20:47.636Z"})


class Refusal(Shape):
    """Four fields, no details. The specification types `status` as a string, yet every
    documented example is a number."""

    timestamp = Stamp("+0000", required=True, metadata={"example": "2019-01-17T16:12:45.977+0000"})
    status = fields.Integer(required=True)
    error = fields.String(required=True, metadata={"description": "The HTTP reason phrase."})
    message = fields.String(
        required=True,
        metadata={
            "example": "Error code : 17e3338d - Invalid request, please fix and resend",
            "description": "The error code is the beginning of the header x-correlation-id.",
        },
    )
