"""Shapes of the reading APIs: the query, and what each resource shows.

No member is required: `select` may leave out any.
"""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

_JOURNAL_TYPES = {
    1: "Achat", 2: "OD", 3: "A-Nouveau", 4: "Banque", 5: "Caisse", 6: "Ecart de Change",
    7: "Régularisation", 8: "Vente",
}  # fmt: skip
_REGIMES = {
    1: "Normal", 2: "Exonéré", 3: "Autoliquidation biens Intra-communautaire", 4: "Export",
    5: "Corse", 6: "DOM", 7: "Auto-liquidation sous traitance",
    8: "Autoliquidation prestations Intra-communautaire",
}  # fmt: skip
_THIRD_TYPES = {0: "Client", 1: "Fournisseur", 2: "Salarié", 4: "Divers"}
_NATURES = {1: "Personne Physique", 2: "Personne Morale"}
_PLACES = {1: "Principal-siège social", 2: "Secondaire", 3: "Principal", 4: "Siège social"}
_COUNTERPARTS = {1: "Libre", 2: "A l'écriture", 3: "Pied de journal"}


def text(description: str, longest: int | None = None, **facts: Any) -> fields.String:
    """A text, at most so long."""
    limits = [] if longest is None else [validate.Length(max=longest)]
    return fields.String(validate=limits, metadata={"description": description}, **facts)


def flag(description: str) -> fields.Boolean:
    """A boolean."""
    return fields.Boolean(metadata={"description": description})


def one_of(meanings: dict[int, str]) -> fields.Integer:
    """A number that stands for a word."""
    said = ", ".join(f"{number} {word}" for number, word in meanings.items())
    return fields.Integer(
        validate=validate.OneOf(list(meanings)), metadata={"description": f"{said}."}
    )


class ReadQuery(Schema):
    """What a read asks for; names in any case."""

    class Meta:
        unknown = EXCLUDE

    codeDossier = text("Code of the dossier; cabinet for what belongs to the firm.")  # noqa: N815 - the wire's spelling
    filter = text(
        'Condition in JavaScript notation, e.g. numero=="60100000" or datePiece >= "2025-01-31".'
    )
    sort = text("Members separated by &&, each with :desc for descending.")
    skip = text("How many to skip; in quotes or without.")
    take = text("How many to return; in quotes or without.")
    select = text("The members to return, separated by && or commas.")


class Reference(Schema):
    """How one object names another."""

    objectId = fields.String(allow_none=True)  # noqa: N815 - the wire's spelling
    description = fields.List(fields.String())


class AxisReference(Reference):
    """How a section names its axis."""

    code = text("Code of the axis.")


class Stored(Schema):
    """What every object has."""

    objectId = text("Identifies the object.")  # noqa: N815 - the wire's spelling
    revisionId = text("Row version, 0x and 16 hex digits.")  # noqa: N815 - the wire's spelling


Account = Stored.from_dict(
    {
        "description": fields.List(fields.String()),
        "numero": text("Number of the account."),
        "libelle": text("Label."),
        "type": fields.Integer(metadata={"description": "Class of the account, 1 to 7."}),
        "collectif": flag("Has third parties."),
        "lettrable": flag("Can be lettered."),
        "pointable": flag("Can be ticked against bank statements."),
        "centralisable": flag("Is centralised in reports."),
        "analytique": flag("Takes analytic shares."),
        "ferme": flag("Takes no entries any more."),
        "compteContrepartie": fields.Nested(Reference),
        "compteBanque": flag("Is that of a bank."),
        "tva": fields.Nested(Reference),
    },
    name="Account",
)

Section = Stored.from_dict(
    {
        "code": text("Code of the section."),
        "description": text("Label."),
        "ferme": flag("Takes no shares any more."),
        "axe": fields.Nested(AxisReference),
    },
    name="Section",
)

Journal = Stored.from_dict(
    {
        "code": text("Code of the journal."),
        "libelle": text("Label."),
        "type": one_of(_JOURNAL_TYPES),
        "compteContrepartie": fields.Nested(Reference),
        "typeContrepartie": one_of(_COUNTERPARTS),
        "repriseDateOp": flag("Takes over the date of the operation."),
    },
    name="Journal",
)

Vat = Stored.from_dict(
    {
        "code": text("Code."),
        "description": text("Label."),
        "regime": one_of(_REGIMES),
        "collecte": fields.Dict(
            keys=fields.String(),
            values=fields.Integer(),
            metadata={"description": "Roots of the accounts on which it is collected."},
        ),
    },
    name="Vat",
)

ThirdParty = Stored.from_dict(
    {
        "code": text("Code of the third party, the auxiliary account of entries."),
        "type": one_of(_THIRD_TYPES),
        "nature": one_of(_NATURES),
        "prenom": text("First name."),
        "nom": text("Family name."),
        "raisonSociale": text("Company name."),
        "nomUsuel": text("Usual name."),
        "lettrable": flag("Its entries can be lettered."),
        "compteContrepartie": fields.Nested(Reference),
        "SIRET": text("14 digits, or empty."),
        "telephone": text("Telephone."),
        "fax": text("Fax."),
        "email": text("Email."),
        "siteWeb": text("Web site."),
        "adr": fields.Dict(keys=fields.String(), metadata={"description": "Address."}),
        "rib": fields.List(fields.Dict(), metadata={"description": "Bank accounts."}),
        "actif": flag("Is in use."),
        "validation": one_of({1: "first", 2: "second of two values; their names are cut"}),
        "soumisTva": flag("Is subject to VAT."),
    },
    name="ThirdParty",
)

Establishment = Stored.from_dict(
    {
        "type": one_of(_PLACES),
        "nature": one_of(_NATURES),
        "prenom": text("First name.", 35),
        "name": text("Name.", 35),
        "raisonsociale": text("Company name.", 35),
        "siret": text("14 digits.", 14),
    },
    name="Establishment",
)

Share = Schema.from_dict(
    {
        "axe": text("Code of the axis."),
        "section": text("Code of the section."),
        "debit": fields.Float(),
        "credit": fields.Float(),
    },
    name="Share",
)

Entry = Stored.from_dict(
    {
        "date": text("Accounting date, ISO 8601."),
        "journalCode": text("Code of the journal."),
        "compteNumero": text("Number of the general account."),
        "tiers": text("Code of the third party.", allow_none=True),
        "libelle": text("Label.", 35),
        "refPiece": text("Reference of the document.", allow_none=True),
        "datePiece": text("Date of the document.", allow_none=True),
        "dateEcheance": text("Due date.", allow_none=True),
        "debit": fields.Float(metadata={"description": "Euros."}),
        "credit": fields.Float(metadata={"description": "Euros."}),
        "codeLettrage": text("UUID of the lettering.", allow_none=True),
        "dateLettrage": text("Date of the lettering.", allow_none=True),
        "ecritureOrigine": text("objectId of the entry it comes from.", allow_none=True),
        "ecritureMere": text("objectId of its parent.", allow_none=True),
        "type": fields.Integer(
            metadata={"description": "1 and 5 integrated in the accounting, 7 draft, …"}
        ),
        "SIRET": text("The establishment.", 14),
        "axeAna": fields.List(fields.Nested(Share), metadata={"description": "Analytic shares."}),
    },
    name="Entry",
)

Agency = Stored.from_dict(
    {
        "code": text("Code.", 100),
        "libelle": text("Label.", 100),
        "siret": text("14 digits.", 14),
        "numvoie": text("Number in the street.", 10),
        "email": text("Email.", 100),
        "extension": text("What follows the number."),
    },
    name="Agency",
)

Group = Stored.from_dict(
    {
        "code": text("Code.", 100),
        "description": text("Label.", 100),
        "agence": text("Code of the agency.", 100),
    },
    name="Group",
)

Collaborator = Stored.from_dict(
    {
        "identifiant": text("Login."),
        "prenom": text("First name."),
        "nom": text("Family name."),
        "email": text("Email."),
        "agence": text("Code of the agency."),
    },
    name="Collaborator",
)


def listed(shape: type[Schema]) -> Schema:
    """The envelope of the firm's own resources."""
    members: dict[str, fields.Field[Any]] = {
        "data": fields.List(fields.Nested(shape), required=True)
    }
    return Schema.from_dict(members, name=f"{shape.__name__}List")()
