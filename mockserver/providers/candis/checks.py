"""Whether the numbers of a contact can be right (python-stdnum), and its e-mail address.

Source: https://developer.candis.io/docs/candis-core-data-api: a contact with an invalid IBAN, VAT
ID or e-mail address is rejected. How Candis checks is not published. stdnum's modules of the
countries are imported when the first number of a country is seen.
"""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validate

from mockserver.providers.candis import rules

_is_email = validate.Email()
_COUNTRY = re.compile(r"[A-Z]{2}")
_GREECE = "el"  # in VAT IDs; elsewhere it is GR


def contact_errors(values: Mapping[str, Any], *, datev: bool) -> list[str]:
    """What is wrong with the members of a contact, as codes of the import log."""
    errors = []
    if values.get("iban") and not iban_is_valid(values["iban"]):
        errors.append(rules.INVALID_IBAN)
    vat_id = values.get("vat_id") or ""
    if values.get("tax_number") and not tax_number_is_valid(values["tax_number"], vat_id):
        errors.append(rules.INVALID_TAX_NUMBER)
    wrong_vat_id = bool(vat_id) and not vat_id_is_valid(vat_id)
    wrong_email = bool(values.get("email")) and not email_is_valid(values["email"])
    number = values.get("accounts_payable_number")
    wrong_number = bool(datev and number and not rules.is_datev_payable_number(number))
    if wrong_vat_id or wrong_email or wrong_number:
        errors.append(rules.INVALID_INPUT)
    return errors


def iban_is_valid(text: str) -> bool:
    """Country, length and check digits; spaces do not matter."""
    from stdnum import iban  # noqa: PLC0415

    return bool(iban.is_valid(text))


def vat_id_is_valid(text: str) -> bool:
    """The format and check digits of its country; a country nobody knows has no VAT ID."""
    from stdnum import get_cc_module  # noqa: PLC0415
    from stdnum.eu import vat  # noqa: PLC0415

    compact = text.strip().upper().replace(" ", "")
    if not compact.isascii() or not _COUNTRY.match(compact):
        return False
    country = compact[:2].lower()
    if country in vat.MEMBER_STATES or country == _GREECE:
        return bool(vat.is_valid(compact))
    module = get_cc_module(country, "vat")
    return module is not None and bool(module.is_valid(compact))


def tax_number_is_valid(text: str, vat_id: str) -> bool:
    """A German tax number or identification number; of a contact elsewhere any text will do."""
    from stdnum.de import idnr, stnr  # noqa: PLC0415

    abroad = (
        _COUNTRY.match(vat_id.strip().upper()) is not None and vat_id.strip()[:2].upper() != "DE"
    )
    return abroad or bool(stnr.is_valid(text)) or bool(idnr.is_valid(text))


def email_is_valid(text: str) -> bool:
    """Whether it looks like an e-mail address."""
    try:
        _is_email(text)
    except ValidationError:
        return False
    return True
