"""Files that are attached to records, as they are answered."""

from marshmallow import fields

from mockserver.providers.codat.schemas.accounting import parts
from mockserver.providers.codat.schemas.accounting.parts import many, when
from mockserver.providers.codat.schemas.shared import Lenient, told


class Attachment(Lenient):
    """A file."""

    id = parts.text()
    name = parts.text()
    content_type = parts.text()
    date_created = when("When it was attached.")
    file_size = fields.Integer(metadata=told("In bytes."))
    include_when_sent = fields.Boolean(metadata=told("Whether it goes out with the record."))
    source_modified_date = when("When the source last changed it.")


class Attachments(Lenient):
    """All files of a record, on one page."""

    attachments = many(Attachment, required=True)
