"""Shapes of what is written beside imports: an account, a collaborative offer; and the history."""

from marshmallow import EXCLUDE, Schema, fields

from mockserver.providers.cegid_loop.schemas.imports import (
    CaseBlind,
    submitted,
)
from mockserver.providers.cegid_loop.schemas.reads import text
from mockserver.web.fields import Flag


class DossierQuery(Schema):
    """Which dossier is meant."""

    class Meta:
        unknown = EXCLUDE

    codeDossier = text("Code of the dossier.")  # noqa: N815 - the wire's spelling


def _flag(name: str, description: str) -> Flag:
    return Flag(data_key=name, allow_none=True, metadata={"description": description})


class NewAccount(CaseBlind):
    """An account to be added; what is not said follows from its number."""

    numero = submitted("numero", "Number of the account; the first digit is its class.",
                       required=True)  # fmt: skip
    libelle = submitted("libelle", "Label; the number when absent.")
    collectif = _flag("collectif", "Has third parties.")
    lettrable = _flag("lettrable", "Can be lettered.")
    pointable = _flag("pointable", "Can be ticked against bank statements.")
    centralisable = _flag("centralisable", "Is centralised in reports.")
    analytique = _flag("analytique", "Takes analytic shares.")
    ferme = _flag("ferme", "Takes no entries any more.")


class NewOffer(CaseBlind):
    """An offer for a contact of a dossier; the names of the members are not published."""

    dossier = submitted("codeDossier", "Code of the dossier.", required=True)
    contact = submitted("contact", "Email of a contact that exists.", required=True)
    offre = submitted("offre", "Code of the offer.", required=True)


class OfferAdded(Schema):
    """What was attached."""

    objectId = text("Identifies the subscription.")  # noqa: N815 - the wire's spelling
    codeDossier = text("Code of the dossier.")  # noqa: N815 - the wire's spelling
    contact = text("The contact.")
    offre = text("The offer.")


class HistoryQuery(Schema):
    """Whose imports are meant."""

    class Meta:
        unknown = EXCLUDE

    codeIbs = text("Code of the dossier.")  # noqa: N815 - the wire's spelling


class PastImport(Schema):
    """A finished import."""

    accountingImportRequestId = text("Id of the request.")  # noqa: N815 - the wire's spelling
    codeIbs = text("Code of the dossier.")  # noqa: N815 - the wire's spelling
    type = text("perso, fec, tra or json.")
    SIRET = text("Establishment of the request.")
    status = fields.Integer(metadata={"description": "25 succeeded, 30 failed."})
    dateDemande = text("When it was asked for.")  # noqa: N815 - the wire's spelling
    dateFin = text("When it ended.")  # noqa: N815 - the wire's spelling
    ecritures = fields.Integer(metadata={"description": "How many entries it left."})
    ligne = fields.Integer(allow_none=True, metadata={"description": "Line of the mistake."})
    message = text("Why it failed.", allow_none=True)
