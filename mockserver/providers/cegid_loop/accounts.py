"""Adding an account to a dossier."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import dossiers, errors, reads, recordstore, routes
from mockserver.providers.cegid_loop.auth import Caller
from mockserver.providers.cegid_loop.rules import chart, queries, refusals
from mockserver.providers.cegid_loop.rules.refusals import Refusal
from mockserver.providers.cegid_loop.schemas.reads import Account
from mockserver.providers.cegid_loop.schemas.writes import DossierQuery, NewAccount
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, Api

FLAGS = ("collectif", "lettrable", "pointable", "centralisable", "analytique", "ferme")
_UNSEEN = "assumed: the page's description of the body was not available"

api = Api()


@api.post(
    f"{routes.BASE}/compte",
    name="addCompte",
    query=DossierQuery(),
    body=NewAccount(),
    returns=(200, Account()),
    refuses=reads.REFUSES,
    tags=("reads",),
    source=f"{_UNSEEN}; {routes.PORTAL}Compte.html names the operation",
    evidence=ASSUMED,
)
def add_account(
    sandbox: Sandbox, caller: Caller, body: dict[str, Any], call: Call
) -> dict[str, Any]:
    """Add an account to the chart of a dossier."""
    code = queries.parameters(call.query_string).get("codedossier", "")
    if not code.strip():
        raise errors.refused(refusals.NO_DOSSIER, 400)
    dossier = dossiers.get_open(sandbox, code, caller, 400)["code"]
    number = (body["numero"] or "").strip()
    refusal = _refusal(sandbox, dossier, number)
    if refusal is not None:
        raise errors.refused(refusal, 400)
    flags = {name: body[name] for name in FLAGS if body[name] is not None}
    account = chart.account(number, (body["libelle"] or "").strip()) | flags
    return recordstore.add(sandbox, recordstore.ACCOUNT, dossier, number, account)


def _refusal(sandbox: Sandbox, dossier: str, number: str) -> Refusal | None:
    if not number:
        return _about_number("account-absent", refusals.NO_ACCOUNT, number)
    if not chart.is_account(number):
        return _about_number("account-invalid", refusals.BAD_ACCOUNT.format(number=number), number)
    if recordstore.has(sandbox, recordstore.ACCOUNT, dossier, number):
        message = refusals.ACCOUNT_EXISTS.format(number=number, code=dossier)
        return _about_number("account-exists", message, number)
    return None


def _about_number(rule: str, message: str, got: str) -> Refusal:
    return Refusal(rule, message, "numero", "a number that the dossier lacks", got, "assumed",
                   _UNSEEN)  # fmt: skip
