"""Purchase requests: for admins of the organization only."""

import json
from typing import Any

from mockserver.engine.clock import isoformat
from mockserver.engine.sandbox import Sandbox
from mockserver.providers.candis import archive, core_data, missing, postings
from mockserver.providers.candis.archive import Known
from mockserver.providers.candis.auth import Caller
from mockserver.providers.candis.core_data import REFERENCE
from mockserver.providers.candis.identity import people
from mockserver.providers.candis.invoices import ONE_OF_STATUSES, texts
from mockserver.providers.candis.paging import page_of
from mockserver.providers.candis.schemas.filters import PurchaseRequestQuery
from mockserver.providers.candis.schemas.purchase_requests import PurchaseRequestList
from mockserver.web.operation import SPEC, Api

_COPIED = (
    *("request_number", "title", "description", "gross_amount", "net_amount"),
    *("outstanding_net_amount", "delivery_date", "notes", "custom_category"),
)
_PLACES = {
    "cost_center": "cost_center",
    "cost_object": "cost_object",
    "custom_cost_dimension": "extra_cost_info",
}

api = Api()


@api.get(
    "/v1/organizations/{organizationId}/purchase-requests",
    query=PurchaseRequestQuery(),
    returns=(200, PurchaseRequestList()),
    refuses=(400, 401, 403, 429, 503),
    source=f"{REFERENCE}/listpurchaserequests",
    evidence=SPEC,
    tags=("Purchase Requests",),
)
def list_purchase_requests(
    sandbox: Sandbox, organization_id: str, query: dict[str, Any], caller: Caller
) -> dict[str, Any]:
    """Purchase requests, the oldest first unless another order is asked for."""
    if people.role(sandbox, caller.user_id, organization_id) != people.ADMIN:
        raise missing.not_an_admin()
    conditions = {
        "organization_id = ?": organization_id,
        ONE_OF_STATUSES: texts(query.get("status")),
        "created_at >= ?": query.get("created_at_from"),
        "created_at <= ?": query.get("created_at_to"),
        "updated_at >= ?": query.get("updated_at_from"),
        "updated_at <= ?": query.get("updated_at_to"),
    }
    order = f"{query['sort_field'].lower()} {query['sort_direction']}, id"
    rows, pagination = page_of(sandbox, "candis_purchase_request", conditions, order, query)
    requests = [{**row, "facts": json.loads(row["facts"])} for row in rows]
    known = archive.known_to(sandbox, organization_id, [one["facts"] for one in requests])
    shown = [_shown(one, known) for one in requests]
    return {"purchase_requests": shown, "pagination": pagination}


def _shown(request: dict[str, Any], known: Known) -> dict[str, Any]:
    facts = request["facts"]
    shown = {
        "id": request["id"],
        "status": request["status"],
        "created_at": isoformat(request["created_at"]),
        "updated_at": isoformat(request["updated_at"]),
        **{name: facts[name] for name in _COPIED if name in facts},
    }
    for name, place in archive.dimensions(facts, known).items():
        shown[_PLACES[name]] = place
    if facts.get("account"):
        code = facts["account"]
        name = archive.name_of(core_data.GENERAL_LEDGER_ACCOUNT, code, known)
        shown["general_ledger_account"] = {"code": code, "name": name}
    if facts.get("contact"):
        shown["supplier"] = postings.contact(
            facts, known, "account_payable_number", "account_receivable_number"
        )
    return shown
