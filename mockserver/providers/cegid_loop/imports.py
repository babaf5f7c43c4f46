"""Asking for an import, and asking how far it is."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import dossiers, jobs, routes, store
from mockserver.providers.cegid_loop.advice import advice_on
from mockserver.providers.cegid_loop.auth import Caller
from mockserver.providers.cegid_loop.errors import IMPORTS, REFUSES, refused
from mockserver.providers.cegid_loop.rules import refusals, requests
from mockserver.providers.cegid_loop.rules.refusals import Refusal
from mockserver.providers.cegid_loop.schemas.imports import (
    CustomImport,
    FileImport,
    ImportAnswer,
    StatusAnswer,
    StatusQuery,
)
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, DOCUMENTED, Api

PERSO, FEC, TRA = "perso", "fec", "tra"
IMPORT_FAILED, ADVICE = "import-failed", "advice"

api = Api()
_answer = ImportAnswer()


@api.post(
    routes.IMPORT_PERSO,
    name="importPerso",
    body=CustomImport(),
    returns=(200, _answer),
    refuses=REFUSES,
    tags=(IMPORTS,),
    source=routes.PORTAL + "EcritureComptableImportPerso.html",
    evidence=DOCUMENTED,
)
def import_perso(
    sandbox: Sandbox, caller: Caller, body: dict[str, Any], call: Call
) -> dict[str, Any]:
    """Record a request to import a file in a layout of the firm's own."""
    model_required = sandbox.setting("cegid_loop.model_required")
    return _record(sandbox, caller, PERSO, body, call, model_required=model_required)


@api.post(
    routes.IMPORT_FEC,
    name="importFEC",
    body=FileImport(),
    returns=(200, _answer),
    refuses=REFUSES,
    tags=(IMPORTS,),
    source=routes.PORTAL + "EcritureComptableImportFec.html",
    evidence=DOCUMENTED,
)
def import_fec(
    sandbox: Sandbox, caller: Caller, body: dict[str, Any], call: Call
) -> dict[str, Any]:
    """Record a request to import a FEC file."""
    return _record(sandbox, caller, FEC, {**body, "modele": None}, call, model_required=False)


@api.post(
    routes.IMPORT_TRA,
    name="importTRA",
    body=FileImport(),
    returns=(200, _answer),
    refuses=REFUSES,
    tags=(IMPORTS,),
    source="assumed: the page was not available; clients call it like importFEC",
    evidence=ASSUMED,
)
def import_tra(
    sandbox: Sandbox, caller: Caller, body: dict[str, Any], call: Call
) -> dict[str, Any]:
    """Record a request to import a TRA file."""
    return _record(sandbox, caller, TRA, {**body, "modele": None}, call, model_required=False)


@api.get(
    routes.STATUS,
    name="getImportStatus",
    query=StatusQuery(),
    returns=(200, StatusAnswer()),
    refuses=REFUSES,
    tags=(IMPORTS,),
    source="assumed: the page that lists it was not available; public clients use it like this",
    evidence=ASSUMED,
)
def get_import_status(sandbox: Sandbox, query: dict[str, Any], call: Call) -> dict[str, Any]:
    """How far a request is: 1 waiting, 2 being integrated, 3 succeeded, 4 failed.

    Why it failed is told to the journal; the answer says so with cegid_loop.explain_failures only.
    """
    names = ("accounting_import_request_id", "id", "request_id")
    given = next((query[name].strip() for name in names if query.get(name, "").strip()), None)
    if given is None:
        raise refused(_about_status("request-id-absent", refusals.NO_REQUEST_ID, ""))
    found = store.find_status(sandbox, given.lower())
    if found is None:
        message = refusals.UNKNOWN_REQUEST.format(id=given)
        raise refused(_about_status("request-unknown", message, given))
    if not found["reason"]:
        return {"status": found["status"]}
    why = jobs.told(found["reason"], found["line"])
    call.note(given.lower(), why, IMPORT_FAILED)
    explained = sandbox.setting("cegid_loop.explain_failures")
    return {"status": found["status"], **({"message": why} if explained else {})}


def _record(
    sandbox: Sandbox,
    caller: Caller,
    kind: str,
    body: dict[str, Any],
    call: Call,
    *,
    model_required: bool,
) -> dict[str, Any]:
    _refuse_if(requests.check_presence(body, model_required=model_required))
    dossier = dossiers.get_open(sandbox, body["code_ibs"], caller)
    siret = _establishment(sandbox, dossier["code"], body)
    request = {
        "id": sandbox.new_id(),
        "kind": kind,
        "dossier": dossier["code"],
        "siret": siret,
        "uri": body["uri"],
        "url": body["url"],
        "model": body["modele"],
        "options": "{}",
        "advice": advice_on(body["url"], sandbox.now),
        "created_at": sandbox.now,
    }
    if request["advice"]:
        call.note("URL", request["advice"], ADVICE)
    store.insert_import(sandbox, request)
    jobs.enqueue(sandbox, request)
    return {"accounting_import_request_id": request["id"]}


def _establishment(sandbox: Sandbox, dossier: str, body: dict[str, Any]) -> str:
    siret: str | None = body["siret"]
    if siret is None:
        return store.principal_siret(sandbox, dossier)
    _refuse_if(requests.check_siret(siret))
    if store.find_establishment(sandbox, dossier, siret) is None:
        raise refused(requests.unknown_establishment(siret, body["code_ibs"]))
    return siret


def _refuse_if(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refused(refusal)


def _about_status(rule: str, message: str, got: str) -> Refusal:
    return Refusal(
        rule,
        message,
        "accountingImportRequestId",
        "an id that an import of this sandbox answered",
        got,
        "assumed",
        "what an unknown id answers is not published",
    )
