"""Asking for an import of entries that come inside the request."""

import json
from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import (
    blobstore,
    dossiers,
    errors,
    inline,
    jobs,
    routes,
    store,
)
from mockserver.providers.cegid_loop.auth import Caller
from mockserver.providers.cegid_loop.rules import inline as rules
from mockserver.providers.cegid_loop.rules import refusals, requests
from mockserver.providers.cegid_loop.rules.refusals import Refusal
from mockserver.providers.cegid_loop.schemas.imports import ImportAnswer
from mockserver.providers.cegid_loop.schemas.inline import InlineImport
from mockserver.web.operation import DOCUMENTED, Api

api = Api()


@api.post(
    routes.IMPORT_JSON,
    name="importJson",
    body=InlineImport(),
    returns=(200, ImportAnswer()),
    refuses=errors.REFUSES,
    tags=(errors.IMPORTS,),
    source=routes.PORTAL + "EcritureComptableImportJson.html",
    evidence=DOCUMENTED,
)
def import_json(sandbox: Sandbox, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    """Record a request to import entries; they are split by establishment."""
    if body["code_ibs"] is None:
        raise errors.refused(Refusal("codeibs-absent", refusals.NO_CODE, "codeIbs",
                                     "a dossier code"))  # fmt: skip
    data = rules.spelt(body["data"])
    given = data.get("options")
    options: dict[str, Any] = given if isinstance(given, dict) else {}
    context = rules.spelt(data.get("contexte"))
    _refuse_if(rules.check_shape(data, several_periods=options.get("multiPeriode") is True))
    items: list[Any] = data["ecritures"]
    entries = [rules.spelt(item) for item in items]
    _refuse_if(rules.check_dates(context, entries))
    dossier = dossiers.get_open(sandbox, body["code_ibs"], caller)["code"]
    _refuse_if(rules.check_sirets(body["siret"], entries))
    for siret in rules.sirets(body["siret"], entries):
        if store.find_establishment(sandbox, dossier, siret) is None:
            raise errors.refused(requests.unknown_establishment(siret, body["code_ibs"]))
    wish = {"options": options, "context": context}
    return _recorded(sandbox, dossier, body["siret"], wish, items)


def _recorded(
    sandbox: Sandbox, dossier: str, siret: str | None, wish: dict[str, Any], items: list[Any]
) -> dict[str, Any]:
    id_ = sandbox.new_id()
    blobstore.put_inline(sandbox, inline.path_of(id_), inline.texts(items))
    request = {
        "id": id_,
        "kind": "json",
        "dossier": dossier,
        "siret": siret or store.principal_siret(sandbox, dossier),
        "uri": inline.path_of(id_),
        "url": None,
        "model": None,
        "options": json.dumps(wish, ensure_ascii=False),
        "advice": "",
        "created_at": sandbox.now,
    }
    store.insert_import(sandbox, request)
    jobs.enqueue(sandbox, request)
    return {"accounting_import_request_id": id_}


def _refuse_if(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise errors.refused(refusal)
