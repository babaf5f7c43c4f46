"""Finished imports of a dossier: an extension, because the real route is not published."""

from typing import Any

from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.cegid_loop import dossiers, errors, routes, store
from mockserver.providers.cegid_loop.auth import Caller
from mockserver.providers.cegid_loop.rules import queries, refusals
from mockserver.providers.cegid_loop.rules.refusals import Refusal
from mockserver.providers.cegid_loop.schemas.writes import HistoryQuery, PastImport
from mockserver.web.call import Call
from mockserver.web.operation import ASSUMED, Api

# The scale of the real history: 10 and 20 can never be read, finished states begin at 25.
SHOWN = {store.SUCCEEDED: 25, store.FAILED: 30}

api = Api()


@api.get(
    routes.HISTORY,
    name="getImportHistory",
    query=HistoryQuery(),
    returns=(200, PastImport(many=True)),
    refuses=(400, 401, 404, 429),
    tags=("reads",),
    source="assumed: an extension of the emulator; the real history has no published route, and"
    " of its codes only that finished states are 25 or more",
    evidence=ASSUMED,
)
def get_import_history(sandbox: Sandbox, caller: Caller, call: Call) -> list[dict[str, Any]]:
    """Emulator extension: the finished imports of a dossier, newest first."""
    code = queries.parameters(call.query_string).get("codeibs", "")
    if not code.strip():
        raise errors.refused(
            Refusal("codeibs-absent", refusals.NO_CODE, "codeIbs", "a dossier code"), 400
        )
    dossier = dossiers.get_open(sandbox, code, caller, 400)["code"]
    return [_shown(past) for past in store.finished(sandbox, dossier)]


def _shown(past: dict[str, Any]) -> dict[str, Any]:
    return {
        "accountingImportRequestId": past["id"],
        "codeIbs": past["dossier"],
        "type": past["kind"],
        "SIRET": past["siret"],
        "status": SHOWN[past["status"]],
        "dateDemande": isoformat(past["created_at"]),
        "dateFin": isoformat(past["finished_at"]),
        "ecritures": past["entries"],
        "ligne": past["line"] or None,
        "message": past["reason"],
    }
