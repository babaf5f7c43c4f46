"""What an import request must say before it is recorded: decisions on plain values."""

from collections.abc import Mapping
from dataclasses import dataclass

NO_PAYLOAD = "Il n'y a pas de payload : la méthode est-elle bien en POST dans la requête ?"
NO_CODE = "Le codeIbs n'est pas spécifié."
NO_PATH = "Le chemin d'accès URI ou l'URL du fichier n'est pas spécifié."
TWO_PATHS = "Ambiguité sur le chemin d'accès, seul un des deux champs doit être renseigné."
NO_MODEL = "Le modèle d'import n'est pas spécifié."
UNKNOWN_DOSSIER = "Le dossier {code} n'existe pas sur le domaine."
NO_ACCESS = "Le collaborateur {collaborator} n'a pas accès au dossier {code}"
BAD_SIRET = (
    "Le numéro SIRET est invalide : il doit comporter 14 chiffres et respecter l'algorithme de Luhn"
)
UNKNOWN_ESTABLISHMENT = (
    "L'établissement correspondant au SIRET {siret} n'est pas reconnu pour le dossier {code}"
)
NO_REQUEST_ID = "L'accountingImportRequestId n'est pas spécifié."
UNKNOWN_REQUEST = "La demande d'import {id} n'existe pas."
NO_FILE_NAME = "Le nom du fichier n'est pas spécifié."

PERSO_PAGE = "Cegid developer portal: EcritureComptableImportPerso"
JSON_PAGE = "Cegid developer portal: EcritureComptableImportJson"
ORDER = "order of the checks: as the page lists them (inferred)"
SIRET_DIGITS = 14


@dataclass(frozen=True)
class Refusal:
    """A message for the client, and for the journal the rule behind it."""

    rule: str
    message: str
    field: str = ""
    expected: str = ""
    got: str = ""
    evidence: str = "documented"
    source: str = PERSO_PAGE


def check_presence(request: Mapping[str, str | None], *, model_required: bool) -> Refusal | None:
    """What is missing or said twice; the values are texts, or None for absent ones."""
    if request["code_ibs"] is None:
        return Refusal("codeibs-absent", NO_CODE, "codeIbs", "a dossier code")
    if request["uri"] is None and request["url"] is None:
        return Refusal("path-absent", NO_PATH, "URI", "exactly one of URI and URL", "neither")
    if request["uri"] is not None and request["url"] is not None:
        return Refusal("path-ambiguous", TWO_PATHS, "URI", "exactly one of URI and URL", "both")
    if model_required and request["modele"] is None:
        return Refusal(
            "model-absent",
            NO_MODEL,
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
        message = UNKNOWN_DOSSIER.format(code=code)
        return Refusal("dossier-unknown", message, "codeIbs", "a dossier of the domain", code)
    if not dossier["linked"]:
        return Refusal(
            "dossier-not-associated",
            NO_ACCESS.format(collaborator=collaborator, code=code),
            "codeIbs",
            "a dossier associated with the API key",
            code,
            evidence="assumed",
            source="an integrator's help page shows this refusal in English only",
        )
    return None


def check_siret(siret: str) -> Refusal | None:
    """Whether the text is 14 digits that pass Luhn's check."""
    if is_siret(siret):
        return None
    return Refusal("siret-invalid", BAD_SIRET, "SIRET", "14 digits, Luhn", siret)


def unknown_establishment(siret: str, code: str) -> Refusal:
    """The refusal of a good SIRET that belongs to somebody else."""
    message = UNKNOWN_ESTABLISHMENT.format(siret=siret, code=code)
    return Refusal("siret-unknown", message, "SIRET", f"an establishment of {code}", siret)


def is_siret(text: str) -> bool:
    """14 ASCII digits whose Luhn sum, taken over all of them, is a multiple of 10."""
    if len(text) != SIRET_DIGITS or not (text.isascii() and text.isdigit()):
        return False
    doubled = (2 * int(digit) for digit in text[-2::-2])
    return (sum(map(int, text[::-2])) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0  # noqa: PLR2004


def file_name(text: str) -> str | None:
    """The name under which a file is deposited: the part behind the last slash; None for none.

    A path is not mentioned anywhere; only its last part is kept.
    """
    name = text.replace("\\", "/").rpartition("/")[2].strip()
    return None if name in ("", ".", "..") else name
