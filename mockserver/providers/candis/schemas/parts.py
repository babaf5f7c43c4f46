"""Small shapes that documents are made of, and short ways to say what a field is."""

from typing import Any

from marshmallow import Schema, fields, validate

from mockserver.web.fields import Number


def text(key: str | None = None, *, required: bool = False, **facts: Any) -> fields.String:
    """A text."""
    return fields.String(data_key=key, required=required, **facts)


def maybe_text(key: str | None = None) -> fields.String:
    """A text that may be null."""
    return fields.String(data_key=key, allow_none=True)


def instant(key: str, *, required: bool = False) -> fields.String:
    """An ISO 8601 date-time."""
    return fields.String(data_key=key, required=required, metadata={"format": "date-time"})


def number(key: str | None = None, *, required: bool = False, nullable: bool = False) -> Number:
    """A JSON number; money in major units (12.34)."""
    return Number(data_key=key, required=required, allow_none=nullable)


def one_of(choices: tuple[str, ...], key: str | None = None, *, required: bool = True) -> Any:
    """One of a few texts."""
    return fields.String(data_key=key, required=required, validate=validate.OneOf(choices))


def nested(schema: type[Schema], key: str | None = None, **facts: Any) -> fields.Nested:
    """An object."""
    return fields.Nested(schema, data_key=key, **facts)


def listed(schema: type[Schema], key: str | None = None, *, required: bool = False) -> Any:
    """A list of objects."""
    return fields.List(fields.Nested(schema), data_key=key, required=required)


class Money(Schema):
    """An amount of exports, invoices and purchase requests."""

    value = number(required=True)
    currency_code = text("currencyCode", required=True)


class Code(Schema):
    """A cost dimension by its code."""

    code = text(required=True)


class NamedCode(Code):
    """A cost dimension, or an account of a purchase request."""

    name = text()


class NamedAccount(Schema):
    """A general ledger account."""

    account_code = text("accountCode", required=True)
    name = text(required=True)


class TaxCode(Schema):
    """A tax code."""

    tax_code = text("taxCode", required=True)


class NamedTaxCode(TaxCode):
    """A tax code with what it means."""

    description = text(required=True)


class CardPayment(Schema):
    """How and when something was paid."""

    method = fields.String(allow_none=True, validate=validate.OneOf(("CARD_TRANSACTION",)))
    paid_at = instant("paidAt")
