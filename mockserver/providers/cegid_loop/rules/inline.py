"""What importJson must say before it is recorded, in the order of the page's messages.

Source: developer portal, page EcritureComptableImportJson.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from mockserver.providers.cegid_loop.rules import refusals, requests
from mockserver.providers.cegid_loop.rules.refusals import JSON_PAGE, Refusal

NO_CONTEXT = "Le contexte est obligatoire sans l'option multiPeriode"
NO_ENTRIES = "Il n'y a pas d'écritures à importer (l'objet écritures est vide)"
NO_ARRAY = "Les écritures doivent être présentées sous formes de tableau"
TOO_FEW = "Le tableau d'écritures doit comporter au moins deux lignes"
BAD_CONTEXT = "Les dates du contexte doivent être au format ISO 'YYYY-MM-DDTHH:mm:ss.SSSZ'"
BAD_DOCUMENT_DATE = "La date du justificatif doit être au format ISO 'YYYY-MM-DDTHH:mm:ss.SSSZ'"
HALF_CUT_OFF = "Les dates de début et fin de cut-off doivent être renseignées ensemble"
BAD_CUT_OFF_START = "La date de début de cut-off doit être au format ISO 'YYYY-MM-DDTHH:mm:ss.SSSZ'"
BAD_CUT_OFF_END = "La date de fin de cut-off doit être au format ISO 'YYYY-MM-DDTHH:mm:ss.SSSZ'"
BAD_SIRET = refusals.BAD_SIRET + " sur l'écriture numéro {number}"
SEVERAL_COMPANIES = (
    "Les SIRET des écritures doivent appartenir à la même entreprise (SIREN identique)"
)
FEWEST = 2
SIREN_DIGITS = 9
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_ABSENT = (None, "", False)

Entry = Mapping[str, Any]


def spelt(value: Any) -> dict[str, Any]:
    """An object with its keys in lower case; anything else has none."""
    return {key.lower(): found for key, found in value.items()} if isinstance(value, dict) else {}


def check_shape(data: Mapping[str, Any], *, several_periods: bool) -> Refusal | None:
    """Messages 2 to 5: context and entries are there, as an array of two or more."""
    context, entries = data.get("contexte"), data.get("ecritures")
    if not several_periods and not spelt(context):
        return _refusal("context-absent", NO_CONTEXT, "data.contexte", "an object with from, to")
    if entries in _ABSENT or entries in ([], {}):
        return _refusal("entries-absent", NO_ENTRIES, "data.ecritures", "an array of entries")
    if not isinstance(entries, list):
        return _refusal("entries-no-array", NO_ARRAY, "data.ecritures", "an array of entries")
    if len(entries) < FEWEST:
        return _refusal("entries-too-few", TOO_FEW, "data.ecritures", "two or more entries")
    return None


def check_dates(context: Mapping[str, Any], entries: Sequence[Entry]) -> Refusal | None:
    """Messages 6 to 10: the context's dates, then those of all entries."""
    if context and not all(is_instant(context.get(name)) for name in ("from", "to")):
        return _refusal("context-dates", BAD_CONTEXT, "data.contexte", _ISO.pattern)
    for rule, message, key, wrong in (
        ("document-date", BAD_DOCUMENT_DATE, "datejustif", _wrong_date("datejustif")),
        ("cut-off-half", HALF_CUT_OFF, "debcutoff", _half_cut_off),
        ("cut-off-start", BAD_CUT_OFF_START, "debcutoff", _wrong_date("debcutoff")),
        ("cut-off-end", BAD_CUT_OFF_END, "fincutoff", _wrong_date("fincutoff")),
    ):
        for number, entry in enumerate(entries, 1):
            if wrong(entry):
                place = f"data.ecritures[{number}].{key}"
                return _refusal(rule, message, place, _ISO.pattern, str(entry.get(key)))
    return None


def check_sirets(siret: str | None, entries: Sequence[Entry]) -> Refusal | None:
    """Messages 11 and 12: each number is right, and all are of one company.

    # assumed: the number of an entry counts from 1
    """
    if siret is not None and not requests.is_siret(siret):
        return requests.check_siret(siret)
    for number, given in _sirets(entries):
        if not requests.is_siret(given):
            message = BAD_SIRET.format(number=number)
            place = f"data.ecritures[{number}].SIRET"
            return _refusal("siret-invalid", message, place, "14 digits, Luhn", given)
    all_given = [given for _, given in _sirets(entries)] + ([siret] if siret else [])
    companies = sorted({given[:SIREN_DIGITS] for given in all_given})
    if len(companies) > 1:
        return _refusal("siren-several", SEVERAL_COMPANIES, "data.ecritures[].SIRET",
                        "one SIREN", ", ".join(companies))  # fmt: skip
    return None


def sirets(siret: str | None, entries: Sequence[Entry]) -> list[str]:
    """The different establishments that are named, in order."""
    named = [*([siret] if siret else []), *(given for _, given in _sirets(entries))]
    return list(dict.fromkeys(named))


def is_instant(value: Any) -> bool:
    """`2025-01-31T00:00:00.000Z`, on a day that exists."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _sirets(entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    for number, entry in enumerate(entries, 1):
        given = entry.get("siret")
        if given not in _ABSENT and str(given).strip():
            yield number, str(given)


def _wrong_date(key: str) -> Any:
    return lambda entry: entry.get(key) not in _ABSENT and not is_instant(entry.get(key))


def _half_cut_off(entry: Entry) -> bool:
    return (entry.get("debcutoff") in _ABSENT) is not (entry.get("fincutoff") in _ABSENT)


def _refusal(rule: str, message: str, field: str, expected: str, got: str = "") -> Refusal:
    return Refusal(rule, message, field, expected, got, source=JSON_PAGE)
