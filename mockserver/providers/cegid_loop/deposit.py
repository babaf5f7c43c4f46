"""Depositing a file: where to upload it, and how to call it afterwards."""

from typing import Any

from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import routes, sas, store
from mockserver.providers.cegid_loop.errors import IMPORTS, REFUSES, refused
from mockserver.providers.cegid_loop.rules import refusals, requests
from mockserver.providers.cegid_loop.rules.refusals import Refusal
from mockserver.providers.cegid_loop.schemas.imports import DepositAnswer, DepositQuery
from mockserver.web.call import Call
from mockserver.web.operation import DOCUMENTED, Api

api = Api()


@api.get(
    routes.DEPOSIT,
    name="getFileUrlDeposit",
    query=DepositQuery(),
    returns=(200, DepositAnswer()),
    refuses=REFUSES,
    tags=(IMPORTS,),
    source=routes.PORTAL + "EcritureComptableImportURIFichier.html",
    evidence=DOCUMENTED,
)
def get_file_url_deposit(sandbox: Sandbox, query: dict[str, Any], call: Call) -> dict[str, Any]:
    """An address for one upload with PUT, and the URI for the import after it."""
    name = requests.file_name(query.get("filename", ""))
    if name is None:
        raise refused(
            Refusal(
                "filename-absent",
                refusals.NO_FILE_NAME,
                "filename",
                "a file name with its extension",
                query.get("filename", ""),
                "assumed",
                "the parameter is mandatory; no message is published for its absence",
            )
        )
    path = f"{sandbox.new_id()}/{name}"
    query_string = sas.query(
        store.storage_key(sandbox),
        path,
        sandbox.setting("cegid_loop.deposit_permissions"),
        sandbox.now,
        sandbox.setting("cegid_loop.deposit_validity_ms"),
    )
    address = call.url(sas.address(path), host=sas.HOST)
    return {"deposit_url": f"{address}?{query_string}", "uri": path}
