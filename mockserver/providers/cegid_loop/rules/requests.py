"""What an import request must say before it is recorded: decisions on plain values."""

import re
from collections.abc import Mapping
from datetime import datetime

from mockserver.providers.cegid_loop.rules import refusals
from mockserver.providers.cegid_loop.rules.refusals import Refusal

SIRET_DIGITS = 14
_FEC_NAME = re.compile(r"(?P<siren>\d{9})FEC(?P<end>\d{8})\.(?:txt|csv)", re.ASCII | re.IGNORECASE)


def check_presence(request: Mapping[str, str | None], *, model_required: bool) -> Refusal | None:
    """What is missing or said twice; the values are texts, or None for absent ones."""
    if request["code_ibs"] is None:
        return Refusal("codeibs-absent", refusals.NO_CODE, "codeIbs", "a dossier code")
    if request["uri"] is None and request["url"] is None:
        return Refusal(
            "path-absent", refusals.NO_PATH, "URI", "exactly one of URI and URL", "neither"
        )
    if request["uri"] is not None and request["url"] is not None:
        return Refusal(
            "path-ambiguous", refusals.TWO_PATHS, "URI", "exactly one of URI and URL", "both"
        )
    if model_required and request["modele"] is None:
        return Refusal(
            "model-absent",
            refusals.NO_MODEL,
            "MODELE",
            "the name of an import model",
            evidence="assumed",
            source="the field is mandatory; no message is published for its absence",
        )
    return None


def check_dossier(
    code: str, dossier: Mapping[str, object] | None, collaborator: str
) -> Refusal | None:
    """Whether the dossier exists and is associated with the key; `code` is echoed as sent."""
    if dossier is None:
        return unknown_dossier(code)
    if not dossier["linked"]:
        return Refusal(
            "dossier-not-associated",
            refusals.NO_ACCESS.format(collaborator=collaborator, code=code),
            "codeIbs",
            "a dossier associated with the API key",
            code,
            evidence="assumed",
            source="an integrator's help page shows this refusal in English only",
        )
    return None


def unknown_dossier(code: str) -> Refusal:
    """The refusal of a code that no dossier has; it is echoed as sent."""
    message = refusals.UNKNOWN_DOSSIER.format(code=code)
    return Refusal("dossier-unknown", message, "codeIbs", "a dossier of the domain", code)


def check_siret(siret: str) -> Refusal | None:
    """Whether the text is 14 digits that pass Luhn's check."""
    if is_siret(siret):
        return None
    return Refusal("siret-invalid", refusals.BAD_SIRET, "SIRET", "14 digits, Luhn", siret)


def unknown_establishment(siret: str, code: str) -> Refusal:
    """The refusal of a good SIRET that belongs to somebody else."""
    message = refusals.UNKNOWN_ESTABLISHMENT.format(siret=siret, code=code)
    return Refusal("siret-unknown", message, "SIRET", f"an establishment of {code}", siret)


def is_siret(text: str) -> bool:
    """14 ASCII digits whose Luhn sum, taken over all of them, is a multiple of 10."""
    if len(text) != SIRET_DIGITS or not (text.isascii() and text.isdigit()):
        return False
    doubled = (2 * int(digit) for digit in text[-2::-2])
    return (sum(map(int, text[::-2])) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0  # noqa: PLR2004


def fec_name_mistake(name: str, siret: str) -> str:
    """What is wrong with `842008161FEC20201231.txt`: SIREN, FEC, end of the year; "" for nothing.

    Source: Livre des procédures fiscales, art. A.47 A-1.
    """
    match = _FEC_NAME.fullmatch(name)
    if match is None:
        return f"a FEC is called <SIREN>FEC<YYYYMMDD>.txt, not {name[:80]!r}"
    try:
        datetime.strptime(match["end"], "%Y%m%d")  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return f"{match['end']} is not the end of a year"
    if match["siren"] != siret[:9]:
        return f"the FEC is that of SIREN {match['siren']}, not of {siret[:9]}"
    return ""


def file_name(text: str) -> str | None:
    """The name under which a file is deposited: the part behind the last slash; None for none.

    A path is not mentioned anywhere; only its last part is kept.
    """
    name = text.replace("\\", "/").rpartition("/")[2].strip()
    return None if name in ("", ".", "..") else name
