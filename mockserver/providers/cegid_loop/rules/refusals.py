"""What the services say when they refuse, word for word, and why."""

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
BAD_MEMBER = "Le champ {name} n'est pas valide."
NO_MEMBER = "Le champ {name} n'est pas spécifié."
NO_ACCOUNT = "Le numéro de compte n'est pas spécifié."
BAD_ACCOUNT = "Le numéro de compte {number} n'est pas valide."
ACCOUNT_EXISTS = "Le compte {number} existe déjà dans le dossier {code}."
UNKNOWN_CONTACT = "Le contact {contact} n'existe pas sur le domaine."
UNKNOWN_OFFER = "L'offre {offer} n'existe pas sur le domaine."
NO_FILE_NAME = "Le nom du fichier n'est pas spécifié."

PERSO_PAGE = "Cegid developer portal: EcritureComptableImportPerso"
JSON_PAGE = "Cegid developer portal: EcritureComptableImportJson"


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


_READS = "assumed: what a read refuses is not published; an empty list would hide mistakes"
NO_DOSSIER = Refusal(
    "codedossier-absent",
    "Le codeDossier n'est pas spécifié.",
    "codeDossier",
    "the code of a dossier, or cabinet",
    evidence="assumed",
    source=_READS,
)
NO_ENTRY_FILTER = Refusal(
    "filter-mandatory",
    "Un filtre sur codeLettrage ou ecritureOrigine est obligatoire.",
    "filter",
    "a comparison of codeLettrage or ecritureOrigine",
    source="developer portal: EcritureComptable; the wording is invented",
)
NOT_ADVANCED = Refusal(
    "api-key-not-advanced",
    "La clé API ne donne pas accès aux API du cabinet.",
    "x-apikey",
    "a key of the product APIKey Advanced",
    source="developer portal: GetStart; status and wording are invented",
)


def not_the_firm(code: str) -> Refusal:
    """What belongs to the firm is asked for with codeDossier=cabinet."""
    message = "Le codeDossier doit être cabinet."
    return Refusal("codedossier-not-cabinet", message, "codeDossier", "cabinet", code,
                   "assumed", _READS)  # fmt: skip


def bad_parameter(name: str, message: str, got: str) -> Refusal:
    """A parameter of a read that cannot be understood."""
    return Refusal("query-invalid", message, name, "", got, "assumed", _READS)
