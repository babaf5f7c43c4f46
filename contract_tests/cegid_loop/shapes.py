"""What the portal prints of each resource, as shapes: members, types, numbers that are words."""

from __future__ import annotations

from contract_tests.support.shape import (
    ANY_TEXT,
    DAY,
    FLAG,
    NUMBER,
    OBJECT,
    TEXT,
    UUID,
    WHOLE,
    Full,
    Nullable,
    Text,
)

REVISION = Text("0x[0-9A-Fa-f]{16}", "a revision like 0x00000000000007D1")
STORED = {"objectId": UUID, "revisionId": REVISION}
REFERENCE = {"objectId": Nullable(UUID), "description": [ANY_TEXT]}
ACCOUNT = {
    **STORED,
    "description": Full(TEXT),
    "numero": TEXT,
    "libelle": TEXT,
    "type": {1, 2, 3, 4, 5, 6, 7},
    "collectif": FLAG,
    "lettrable": FLAG,
    "pointable": FLAG,
    "centralisable": FLAG,
    "analytique": FLAG,
    "ferme": FLAG,
    "compteContrepartie": REFERENCE,
    "compteBanque": FLAG,
    "tva": REFERENCE,
}
SECTION = {
    **STORED,
    "code": TEXT,
    "description": TEXT,
    "ferme": FLAG,
    "axe": {**REFERENCE, "code": TEXT},
}
JOURNAL = {
    **STORED,
    "code": TEXT,
    "libelle": TEXT,
    "type": set(range(1, 9)),
    "compteContrepartie": REFERENCE,
    "typeContrepartie": {1, 2, 3},
    "repriseDateOp": FLAG,
}
VAT = {
    **STORED,
    "code": TEXT,
    "description": TEXT,
    "regime": set(range(1, 9)),
    "collecte": OBJECT,
}
THIRD_PARTY = {
    **STORED,
    "code": TEXT,
    "type": {0, 1, 2, 4},
    "nature": {1, 2},
    "prenom": ANY_TEXT,
    "nom": ANY_TEXT,
    "raisonSociale": ANY_TEXT,
    "nomUsuel": ANY_TEXT,
    "lettrable": FLAG,
    "compteContrepartie": REFERENCE,
    "SIRET": ANY_TEXT,
    "telephone": ANY_TEXT,
    "fax": ANY_TEXT,
    "email": ANY_TEXT,
    "siteWeb": ANY_TEXT,
    "adr": OBJECT,
    "rib": [OBJECT],
    "actif": FLAG,
    "validation": {1, 2},
    "soumisTva": FLAG,
}
ESTABLISHMENT = {
    **STORED,
    "type": {1, 2, 3, 4},
    "nature": {1, 2},
    "prenom": ANY_TEXT,
    "name": TEXT,
    "raisonsociale": ANY_TEXT,
    "siret": TEXT,
}
ENTRY = {
    **STORED,
    "date": DAY,
    "journalCode": TEXT,
    "compteNumero": TEXT,
    "tiers": Nullable(ANY_TEXT),
    "libelle": TEXT,
    "refPiece": Nullable(ANY_TEXT),
    "datePiece": Nullable(DAY),
    "dateEcheance": Nullable(DAY),
    "debit": NUMBER,
    "credit": NUMBER,
    "codeLettrage": Nullable(ANY_TEXT),
    "dateLettrage": Nullable(DAY),
    "ecritureOrigine": Nullable(ANY_TEXT),
    "ecritureMere": Nullable(ANY_TEXT),
    "type": WHOLE,
    "SIRET": ANY_TEXT,
    "axeAna": [{"axe": TEXT, "section": TEXT, "debit": NUMBER, "credit": NUMBER}],
}
AGENCY = {
    **STORED,
    "code": TEXT,
    "libelle": TEXT,
    "siret": ANY_TEXT,
    "numvoie": ANY_TEXT,
    "email": ANY_TEXT,
    "extension": ANY_TEXT,
}
GROUP = {**STORED, "code": TEXT, "description": TEXT, "agence": ANY_TEXT}
COLLABORATOR = {
    **STORED,
    "identifiant": TEXT,
    "prenom": ANY_TEXT,
    "nom": ANY_TEXT,
    "email": ANY_TEXT,
    "agence": ANY_TEXT,
}
OF_DOSSIER = {
    "compte": ACCOUNT,
    "section": SECTION,
    "journal": JOURNAL,
    "tva": VAT,
    "tiersClient": THIRD_PARTY,
    "tiersFournisseur": THIRD_PARTY,
    "tiersSalarie": THIRD_PARTY,
    "tiersDivers": THIRD_PARTY,
    "etablissementComplet": ESTABLISHMENT,
    "EcritureComptable": ENTRY,
}
OF_FIRM = {"AgenceCabinet": AGENCY, "groupe": GROUP, "collaborateurCabinet": COLLABORATOR}
