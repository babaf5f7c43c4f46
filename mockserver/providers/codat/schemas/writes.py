"""What is written and what is answered to it.

Source: the Accounting API specification 3.0.0, the operations below /push.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from mockserver.providers.codat.schemas.accounting import parts
from mockserver.providers.codat.schemas.accounting.banking import TRANSACTION_TYPES
from mockserver.providers.codat.schemas.accounting.parts import choice, number, text, when
from mockserver.providers.codat.schemas.pushes import PushOperation
from mockserver.providers.codat.schemas.shared import Lenient, told
from mockserver.web.fields import Flag, WholeNumber

LONGEST_TIMEOUT = 2**31 - 1


class Sent(Schema):
    """A record as it is written: null is the same as absent, what is missing is judged later."""

    def load(self, data: Any, **how: Any) -> Any:
        """The members that are there."""
        return super().load(without_nulls(data), **{**how, "partial": True})


def sent(shape: type[Schema]) -> Schema:
    """The body of a write of a kind of record."""
    body: Schema = type(f"{shape.__name__}Sent", (Sent, shape), {})()
    return body


def answered(shape: type[Schema] | None = None) -> Schema:
    """A push with what was sent, as creating and updating answer it."""
    if shape is None:
        return PushOperation()
    data = fields.Nested(shape, metadata=told("What was written."))
    name = f"{shape.__name__}Push"
    return PushOperation.from_dict({"data": data}, name=name)()


def without_nulls(node: Any) -> Any:
    """A JSON value without members that are null."""
    if isinstance(node, Mapping):
        return {name: without_nulls(one) for name, one in node.items() if one is not None}
    return [without_nulls(one) for one in node] if isinstance(node, list) else node


class BankLine(Lenient):
    """A line of a bank's statement as it is written."""

    id = text(required=True)
    date = when("When the bank booked it.", required=True)
    description = text()
    counterparty = text()
    reference = text()
    reconciled = Flag()
    amount = number(required=True)
    balance = number("Of the account after it.")
    transaction_type = choice(*TRANSACTION_TYPES)


class BankLines(Lenient):
    """Lines of the statement of one bank account."""

    account_id = text(required=True)
    transactions = parts.many(BankLine, required=True)


class WriteQuery(Lenient):
    """How a write goes."""

    timeout_in_minutes = WholeNumber(
        validate=validate.Range(min=1, max=LONGEST_TIMEOUT),
        metadata=told("How long it may be pending."),
    )


class UpdateQuery(WriteQuery):
    """How an update goes."""

    force_update = fields.Boolean(
        load_default=False, metadata=told("Whether protected records are changed, too.")
    )


class BankQuery(WriteQuery):
    """How a write about a bank account goes."""

    allow_sync_on_push_complete = fields.Boolean(
        load_default=True, metadata=told("Whether the data type is fetched once it succeeded.")
    )


class Upload(Lenient):
    """A form with one file."""

    file = fields.String(required=True, metadata={"format": "binary"})
