"""Shapes of the testers' shortcuts: models, dossiers, API keys. Unknown members are refused."""

import re

from marshmallow import RAISE, Schema, fields, validate

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,39}\Z")
COLUMNS = (
    *("journal", "date", "account", "auxiliary", "label", "reference", "number", "debit"),
    *("credit", "amount", "direction", "journal_label", "account_label", "auxiliary_label"),
)
DATE_FORMATS = ("", "YYYYMMDD", "DDMMYYYY", "DD/MM/YYYY", "DD-MM-YYYY", "YYYY-MM-DD")


class Strict(Schema):
    """Unknown members are refused."""

    class Meta:
        unknown = RAISE


class Model(Strict):
    """An import model: how the lines of a custom file are read; a null column is skipped."""

    name = fields.String(required=True, validate=validate.Length(1, 100))
    separator = fields.String(load_default=";", validate=validate.OneOf([";", "\t", "|", ","]))
    header = fields.Boolean(load_default=False)
    date_format = fields.String(load_default="", validate=validate.OneOf(DATE_FORMATS))
    decimal = fields.String(load_default=",.", validate=validate.OneOf([",", ".", ",."]))
    columns = fields.List(
        fields.String(allow_none=True, validate=validate.OneOf(COLUMNS)),
        required=True,
        validate=validate.Length(3, 100),
    )


class Place(Strict):
    """An establishment."""

    siret = fields.String(required=True, validate=validate.Regexp(r"\d{14}\Z"))
    name = fields.String(load_default="Établissement")


class Dossier(Strict):
    """A dossier; of one that exists only `linked` and `closed_until` are changed."""

    code = fields.String(required=True, validate=validate.Regexp(_CODE))
    name = fields.String(load_default="")
    linked = fields.Boolean(load_default=True)
    closed_until = fields.String(load_default="", validate=validate.Regexp(r"(\d{4}-\d\d-\d\d)?\Z"))
    establishments = fields.List(fields.Nested(Place), load_default=list)


class ApiKey(Strict):
    """An API key: its product, whether LoopHub has activated it, its dossiers (null: all)."""

    product = fields.String(
        load_default="standard", validate=validate.OneOf(["standard", "advanced"])
    )
    active = fields.Boolean(load_default=True)
    dossiers = fields.List(fields.String(), load_default=None, allow_none=True)


class Activation(Strict):
    """What LoopHub says of a key."""

    active = fields.Boolean(required=True)


class IssuedKey(Schema):
    """A new pair; the secret is shown once."""

    key = fields.String()
    secret = fields.String()
    x_apikey = fields.String(data_key="x-apikey")


class Models(Schema):
    """The models of this world."""

    models = fields.List(fields.Nested(Model))


class Dossiers(Schema):
    """The dossiers of this world."""

    dossiers = fields.List(fields.Nested(Dossier))
