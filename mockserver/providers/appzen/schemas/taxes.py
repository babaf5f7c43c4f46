"""VAT records and tax records.

Source: https://support.appzen.com/hc/en-us/articles/12972679549203
(Create or Update a Vat Item) and the specification 2.0.3 for taxes.
"""

from mockserver.providers.appzen.schemas.fields import Shape, Stamp
from mockserver.providers.appzen.schemas.money import AppzenVatBreakdown
from mockserver.providers.appzen.schemas.parts import choice, flag, ident, number, parts, text
from mockserver.providers.appzen.schemas.vocabulary import TAX_CATEGORIES


class Vat(Shape):
    """A VAT code with one of its rates."""

    vat_code = ident("Code in the customer's ERP; with the rate it is the key.", required=True)
    vat_rate = number("Percent; a missing rate counts as 0.")
    vat_id = ident()
    appzen_vat_code = ident("AppZen's code.")
    appzen_vat_rate = number("AppZen's rate.")
    appzen_vat_breakdown = parts(AppzenVatBreakdown)
    country = text()
    country_code_iso3 = text()
    is_active = flag("Whether the ERP uses it.", default=True)
    jurisdiction_code = ident()


class KeptVat(Vat):
    """A VAT record, as it is read."""

    last_updated_at = Stamp("Z", required=True)


class Tax(Shape):
    """A tax. Type and rate are required of withholding taxes only, says their description."""

    tax_id = ident("Id in the customer's ERP; the key.", required=True)
    tax_category = choice(TAX_CATEGORIES, required=True)
    tax_code = ident(required=True)
    tax_rate = number("Percent; required of withholding taxes.")
    appzen_tax_code = ident("AppZen's code.")
    appzen_tax_rate = number("AppZen's rate.")
    appzen_vat_breakdown = parts(AppzenVatBreakdown)
    country = text()
    country_code_iso3 = text()
    is_active = flag("Whether the ERP uses it.", default=True)
    entity_id = ident("The entity that it is for.")
    tax_type = text("Required of withholding taxes.")
    jurisdiction_code = ident()
