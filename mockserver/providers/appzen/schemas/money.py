"""Amounts and what is made of them: rates, taxes, discounts."""

from typing import Any

from marshmallow import ValidationError, validate, validates_schema

from mockserver.providers.appzen.schemas.fields import Shape
from mockserver.providers.appzen.schemas.parts import ident, number, part, text

_RATES = ("from_currency_code", "to_currency_code", "conversion_rate")


class Amount(Shape):
    """A sum of money; either part may be missing."""

    amount = number()
    currency = text()


class FullAmount(Amount):
    """A sum of money with its currency."""

    amount = number(required=True)
    currency = text(required=True)


class ExchangeRate(Shape):
    """From one currency to another: all three parts, or none."""

    from_currency_code = text()
    to_currency_code = text()
    conversion_rate = number()

    @validates_schema
    def _all_or_none(self, data: dict[str, Any], **_: Any) -> None:
        missing = [name for name in _RATES if name not in data]
        if 0 < len(missing) < len(_RATES):
            raise ValidationError("expected all three parts or none", missing[0])


class VatBreakdown(Shape):
    """One part of a VAT amount."""

    vat_id = ident("The ERP's id of the VAT record.")
    code = ident()
    rate = number(
        "Percent, more than 0.", validate=validate.Range(min=0, min_inclusive=False, error="> 0")
    )
    vat_amount = part(Amount)
    jurisdiction_code = ident()


class AppzenVatBreakdown(Shape):
    """One part of a VAT rate in AppZen's codes."""

    code = ident()
    rate = number(
        "Percent, more than 0.", validate=validate.Range(min=0, min_inclusive=False, error="> 0")
    )


class Discount(Shape):
    """A discount as percentage, as amount, or both."""

    discount_base_amount = part(Amount)
    discount_percentage = number()
    discount_amount = part(Amount)


class WithholdingTax(Shape):
    """One withholding tax."""

    type = text()
    code = ident()
    base_amount = part(FullAmount)
    wht_amount = part(FullAmount)
