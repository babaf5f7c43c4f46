"""What an account, a journal or a third party is when only its number and name are known.

Classes and roots are those of the French plan comptable général.
"""

import re
from typing import Any

CUSTOMER, SUPPLIER, EMPLOYEE, OTHER = 0, 1, 2, 4
PURCHASE, GENERAL, OPENING, BANK, CASH, SALE = 1, 2, 3, 4, 5, 8
COMPANY = 2
NOTHING = {"objectId": None, "description": [""]}
WAITING_ACCOUNT = "471"
WAITING_THIRD = "ATTENTE"
_NUMBER = re.compile(r"[1-9][0-9A-Za-z]{1,16}", re.ASCII)
_COLLECTIVE = ("401", "403", "404", "408", "411", "413", "416", "418", "421", "425", "467")
_LETTERED = ("40", "41", "42", "43", "45", "46")
_TICKED = ("512", "514", "517")
_JOURNALS = {
    PURCHASE: ("AC", "HA"),
    SALE: ("VE", "VT"),
    BANK: ("BQ", "BN", "BK", "CCP"),
    CASH: ("CA", "CS"),
    OPENING: ("AN",),
}


def is_account(text: str) -> bool:
    """Whether this can be the number of a general account: it begins with its class."""
    return _NUMBER.fullmatch(text) is not None


def padded(number: str, digits: int) -> str:
    """`411` → `41100000`: zeros on the right up to the length of the dossier's accounts."""
    return number.ljust(digits, "0") if number.isdigit() else number


def account(number: str, label: str) -> dict[str, Any]:
    """An account as the reading API shows it."""
    return {
        "description": [number],
        "numero": number,
        "libelle": label or number,
        "type": int(number[0]),
        "collectif": number.startswith(_COLLECTIVE),
        "lettrable": number.startswith(_LETTERED),
        "pointable": number.startswith(_TICKED),
        "centralisable": number.startswith(_COLLECTIVE),
        "analytique": number[0] in "67",
        "ferme": False,
        "compteContrepartie": NOTHING,
        "compteBanque": number.startswith("512"),
        "tva": NOTHING,
    }


def journal(code: str, label: str) -> dict[str, Any]:
    """A journal as the reading API shows it; its type is guessed from the usual codes."""
    kind = next((kind for kind, codes in _JOURNALS.items() if code.startswith(codes)), GENERAL)
    return {
        "code": code,
        "libelle": label or code,
        "type": kind,
        "compteContrepartie": NOTHING,
        "typeContrepartie": 1,
        "repriseDateOp": False,
    }


def third_party(code: str, label: str, account_number: str) -> dict[str, Any]:
    """A third party as the reading API shows it; its type is that of its general account."""
    roots = {"41": CUSTOMER, "40": SUPPLIER, "42": EMPLOYEE}
    return {
        "code": code,
        "type": roots.get(account_number[:2], OTHER),
        "nature": COMPANY,
        "prenom": "",
        "nom": "",
        "raisonSociale": label or code,
        "nomUsuel": label or code,
        "lettrable": True,
        "compteContrepartie": NOTHING,
        "SIRET": "",
        "telephone": "",
        "fax": "",
        "email": "",
        "siteWeb": "",
        "adr": {},
        "rib": [],
        "actif": True,
        "validation": 1,
        "soumisTva": account_number[:2] != "42",
    }


def section(code: str, label: str, axis: dict[str, Any]) -> dict[str, Any]:
    """A section of an axis as the reading API shows it."""
    return {"code": code, "description": label or code, "ferme": False, "axe": axis}
