"""Shape of a request of importJson; what is sent is judged by the rules."""

from marshmallow import Schema, fields, validate

from mockserver.providers.cegid_loop.schemas.imports import CaseBlind, submitted
from mockserver.web.fields import Judged

_ISO = "ISO 8601 with milliseconds, YYYY-MM-DDTHH:mm:ss.SSSZ."


def _text(description: str) -> fields.String:
    return fields.String(metadata={"description": description})


def _switch(description: str) -> fields.Boolean:
    return fields.Boolean(metadata={"description": description})


def _id(description: str) -> fields.String:
    return fields.String(allow_none=True, metadata={"description": description, "format": "uuid"})


Context = Schema.from_dict({"from": _text(_ISO), "to": _text(_ISO)}, name="ImportContext")

Options = Schema.from_dict(
    {
        "separatorDecimal": _text("Decimal separator of amounts that are texts."),
        "formatDate": _text("Format of dates, e.g. DD/MM/YYYY."),
        "multiPeriode": _switch("All open periods are allowed; no context is needed."),
        "failOnUnbalanced": _switch("An entry group that does not balance fails the import."),
        "createNewJournaux": _switch("Create unknown journals."),
        "createNewComptes": _switch("Create unknown accounts."),
        "createNewTiers": _switch("Create unknown third parties (default); else the waiting one."),
        "defaultJournalId": _id("Journal that takes the place of an unknown one."),
        "sortLines": _switch("Sort the lines."),
        "comptesRules": fields.List(
            fields.Raw(), allow_none=True, metadata={"description": "Account mapping rules."}
        ),
        "newFolio": _switch("Create a new group."),
        "balanceAuto": _switch("Balance groups automatically (default)."),
        "aNouveaux": _switch("Handle opening entries."),
        "defaultCompte": _id("Account that takes the place of an unknown one."),
        "createPieceRef": _switch("Create the document reference when there is none."),
    },
    name="ImportOptions",
)

Amount = Schema.from_dict(
    {
        "amount": fields.Float(metadata={"description": "Euros."}),
        "currency": _text("Currency, EUR when absent."),
        "currencyAmount": fields.Float(metadata={"description": "In that currency."}),
        "currencyRate": fields.Float(metadata={"description": "Its rate."}),
    },
    name="Amount",
)

Attachment = Schema.from_dict(
    {"uri": _text("Authenticated address, valid for 24 hours or more.")}, name="Attachment"
)

_TEXTS = {
    "date": "Accounting date.", "dateJustif": f"Date of the document, {_ISO}",
    "debCutOff": f"Start of the cut-off, {_ISO}", "finCutOff": f"End of the cut-off, {_ISO}",
    "journal": "Code of the journal.", "compte": "Number of the general account.",
    "libelle": "Label, cut at 35 characters.", "reference": "Reference.",
    "refPiece": "Reference of the document.", "commentaire": "Comment.",
    "tiers": "Code of the third party, cut at 17 characters.",
    "dateLettrage": "Date of the lettering.", "codeLettrage": "Code of the lettering.",
    "compteLib": "Label of an account to be created.",
    "journalLib": "Label of a journal to be created.", "dateOperation": "Date of the operation.",
    "dateEcheance": "Due date.", "datePointage": "Date of the ticking.",
    "codePointage": "Code of the ticking.", "SIRET": "Establishment; else that of the request.",
    "typeMouvement": "1 to 7.", "type": "1 general to 7 draft.", "lot": "Batch.",
    "typeLot": "1, 2 or 4.", "ecritureMere": "Parent entry.", "ecritureOrigine": "Origin entry.",
}  # fmt: skip

InlineEntry = Schema.from_dict(
    {
        **{name: _text(description) for name, description in _TEXTS.items()},
        "fichier": fields.Nested(Attachment),
        "debit": fields.Nested(Amount),
        "credit": fields.Nested(Amount),
        "modePaiement": fields.Integer(validate=validate.Range(1, 11)),
        "axeAna": fields.Dict(
            keys=fields.String(),
            values=fields.List(fields.Dict()),
            metadata={"description": "Analytic shares by axis code: section and amount."},
        ),
    },
    name="InlineEntry",
)

InlineData = Schema.from_dict(
    {
        "contexte": fields.Nested(Context),
        "options": fields.Nested(Options),
        "ecritures": fields.List(
            fields.Nested(InlineEntry), required=True, validate=validate.Length(min=2)
        ),
    },
    name="InlineData",
)


class InlineImport(CaseBlind):
    """Entries to import, and how."""

    code_ibs = submitted("codeIbs", "Code of the dossier.", required=True)
    siret = submitted("SIRET", "Establishment; the principal one when absent.")
    data = Judged(InlineData, required=True)
